"""What the field says otherwise than the desk: kept side by side until a person decides."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.vocabulary import word
from . import sql
from .cases import keep_finding, record_finding
from .clock import now_iso
from .connection import transaction
from .events import patch_label
from .field_packages import note_came_back
from .finding_sets import know_sets
from .findings import Finding, checked
from .photo_exif import photo_facts
from .photos import StoredPhoto, photo_path, write_photos
from .workspace import Workspace

#: What may be decided: ours stands; theirs is recorded as the finding; ours stands and theirs is kept beside.
DECISIONS = ("ours", "theirs", "both")

#: Namespace of conflict uids (UUIDv5): the same finding against the same patch is one conflict.
_NAMESPACE = uuid.UUID("5f6c1c34-0c41-5d0e-8d7c-0e6f8f2b9a77")

_COLUMNS = (
    "uid", "table_name", "row_uid", "patch_uid", "source", "why", "ours_json", "theirs_json", "found_at",
)  # fmt: skip

_READ = """
SELECT c.uid, c.row_uid, c.patch_uid, c.source, c.why, c.ours_json, c.theirs_json, c.found_at, c.decided,
    c.decided_by, c.decided_at, c.remark, p.patch_no
FROM sync_conflict c LEFT JOIN patch p ON p.uid = c.patch_uid
WHERE c.deleted_at IS NULL AND c.table_name = 'inspection'
"""

#: Fields of a finding that are not compared: how it is kept, not what it says.
_HIDDEN = ("patch_uid", "patch_no", "package_uid", "photos", "boundary", "proof")


@dataclass(frozen=True)
class Conflict:
    """A finding from the field that was not taken. ``ours``: what the workspace says (the finding the patch's
    state rests on, ``state``, ``code``); ``theirs``: what the field says, field -> value; ``row_uid``: uid of
    the inspection theirs becomes when it is recorded. ``decided``: a key of :data:`DECISIONS` or ""."""

    uid: str
    row_uid: str
    patch_uid: str
    patch_no: str
    source: str
    why: str
    ours: dict[str, Any]
    theirs: dict[str, Any]
    found_at: str
    decided: str
    decided_by: str
    decided_at: str
    reason: str

    def photos(self) -> list[dict[str, Any]]:
        """The photos that came with theirs: ``sha256, file_name, suffix, size_bytes``."""
        return list(self.theirs.get("photos") or [])

    def differences(self) -> list[tuple[str, Any, Any]]:
        """The fields in which they differ: (field, ours, theirs); None where one says nothing. Evidence
        fields begin with ``proof_``."""
        names = dict.fromkeys([*(one.name for one in fields(Finding)), *self.ours, *self.theirs])
        shown = [name for name in names if name not in _HIDDEN and name != "row"]
        pairs = [(name, self.ours.get(name), self.theirs.get(name)) for name in shown]
        ours, theirs = self.ours.get("proof") or {}, self.theirs.get("proof") or {}
        pairs += [(f"proof_{key}", ours.get(key), theirs.get(key)) for key in {**ours, **theirs}]
        found = [pair for pair in pairs if (pair[1] or None) != (pair[2] or None)]
        return [*found, ("photos", None, len(self.photos()) or None)] if self.photos() else found

    def add_photos(self, connection: sqlite3.Connection, photos: Sequence[dict[str, Any]]) -> None:
        """Keep photos that arrived later."""
        known = {photo["sha256"] for photo in self.photos()}
        new = [photo for photo in photos if photo["sha256"] not in known]
        if new:
            theirs = {**self.theirs, "photos": [*self.photos(), *new]}
            connection.execute(
                "UPDATE sync_conflict SET theirs_json = ? WHERE uid = ?", (_json(theirs), self.uid)
            )


def conflicts(ws: Workspace, decided: bool = False) -> list[Conflict]:
    """The open conflicts, oldest first; with ``decided`` those that were decided, newest first."""
    if decided:
        rows = sql.dicts(
            ws.db.execute(f"{_READ} AND c.decided IS NOT NULL ORDER BY c.decided_at DESC, c.id DESC")
        )
    else:
        rows = sql.dicts(ws.db.execute(f"{_READ} AND c.decided IS NULL ORDER BY c.found_at, c.id"))
    return [_conflict(row) for row in rows]


def find_conflict(connection: sqlite3.Connection, patch_uid: str, inspection_uid: str) -> Conflict | None:
    """The conflict about this finding, open or decided; None when there never was one."""
    return _one(connection, _uid(patch_uid, inspection_uid))


def raise_conflict(
    connection: sqlite3.Connection,
    inspection_uid: str,
    finding: Finding,
    photos: Sequence[dict[str, Any]],
    row_uid: str,
    why: str,
    ours: dict[str, Any],
) -> str:
    """Keep ``finding`` as a conflict; its uid. Call it in a transaction."""
    uid = _uid(finding.patch_uid, inspection_uid)
    theirs = {**_theirs(finding), "photos": list(photos), "row": row_uid}
    row = (
        uid, "inspection", inspection_uid, finding.patch_uid, finding.package_uid, why, _json(ours),
        _json(theirs), now_iso(),
    )  # fmt: skip
    connection.execute(sql.insert("sync_conflict", _COLUMNS), row)
    return uid


def decide_conflict(ws: Workspace, uid: str, decision: str, actor: str, reason: str = "") -> None:
    """Record what ``actor`` decides: ``ours`` stands, ``theirs`` is recorded as the patch's finding, or
    ``both``: ours stands and theirs is kept as an inspection with its photos, without changing the case.

    Raises InputError for an unknown or decided conflict, IllegalTransition (and other GengdiErrors) when
    theirs cannot be recorded as the patch is now; nothing is written then and the conflict stays open.
    """
    if decision not in DECISIONS:
        raise InputError(
            tr("“{decision}” is no decision of a conflict; use one of: {known}.").format(
                decision=decision, known=", ".join(DECISIONS)
            )
        )
    if not actor.strip():
        raise InputError(tr("The person who decides the conflict must be named."))
    with transaction(ws.db) as connection:
        conflict = _one(connection, uid)
        if conflict is None:
            raise InputError(tr("The workspace has no conflict {uid}.").format(uid=uid))
        if conflict.decided:
            raise InputError(
                tr("The conflict about patch {patch} was decided before: {decision}, by {who}.").format(
                    patch=patch_label(ws.db, conflict.patch_uid),
                    decision=word("conflict_decision", conflict.decided),
                    who=conflict.decided_by,
                )
            )
        if decision != "ours":
            _record(ws, connection, conflict, keep_only=decision == "both")
        connection.execute(
            "UPDATE sync_conflict SET decided = ?, decided_by = ?, decided_at = ?, remark = ? WHERE uid = ?",
            (decision, actor.strip(), now_iso(), reason.strip() or None, uid),
        )


def _record(ws: Workspace, connection: sqlite3.Connection, conflict: Conflict, keep_only: bool) -> None:
    know_sets(ws)
    finding = _finding(conflict.theirs)
    if keep_only:
        keep_finding(ws, finding)
    else:
        record_finding(ws, finding)
    inspection_uid = checked(finding).uid_for(finding.patch_uid)
    stored = []
    for photo in conflict.photos():
        path = photo_path(ws, photo["sha256"], photo["suffix"])
        stored.append(StoredPhoto(**photo, facts=photo_facts(path)))
    write_photos(connection, finding.patch_uid, inspection_uid, stored)
    note_came_back(connection, conflict.source, {str(conflict.theirs.get("row") or ""): inspection_uid})


def _theirs(finding: Finding) -> dict[str, Any]:
    ready = checked(finding)
    values = {one.name: getattr(ready, one.name) for one in fields(Finding)}
    boundary = finding.boundary
    return {
        **{name: value for name, value in values.items() if value not in (None, "", ())},
        "proof": dict(ready.proof),
        "boundary": boundary.hex() if boundary is not None else None,
    }


def _finding(theirs: dict[str, Any]) -> Finding:
    known = {one.name for one in fields(Finding)}
    values = {name: value for name, value in theirs.items() if name in known and name != "photos"}
    boundary = values.pop("boundary", None)
    return Finding(**values, boundary=bytes.fromhex(boundary) if boundary else None)


def _one(connection: sqlite3.Connection, uid: str) -> Conflict | None:
    rows = sql.dicts(connection.execute(f"{_READ} AND c.uid = ?", (uid,)))
    return _conflict(rows[0]) if rows else None


def _conflict(row: dict[str, Any]) -> Conflict:
    texts = ("uid", "row_uid", "patch_uid", "patch_no", "source", "why", "found_at", "decided", "decided_by")
    return Conflict(
        **{name: row[name] or "" for name in (*texts, "decided_at")},
        ours=json.loads(row["ours_json"] or "{}"),
        theirs=json.loads(row["theirs_json"] or "{}"),
        reason=row["remark"] or "",
    )


def _uid(patch_uid: str, inspection_uid: str) -> str:
    return uuid.uuid5(_NAMESPACE, f"{patch_uid}\x1f{inspection_uid}").hex


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, default=str)
