"""What goes into a field package: who has patches to verify, which, and what lies around them."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._vendor.sqlite_utils import Database
from ..core.casework import same_person
from ..core.errors import InputError
from ..core.i18n import tr
from . import sql
from .clock import now_iso
from .connection import transaction
from .workspace import Workspace

#: States in which a patch is with a person on site.
FIELD_STATES = ("dispatched", "verifying", "rectifying", "rectified", "returned")

_WORKSPACE_UID = "workspace_uid"

_HOLDERS = """
SELECT s.responsible_uid AS uid, r.name AS name, r.unit_code AS unit_code, count(*) AS patches
FROM patch_state s JOIN patch p ON p.uid = s.patch_uid AND p.deleted_at IS NULL
LEFT JOIN responsible r ON r.uid = s.responsible_uid AND r.deleted_at IS NULL
WHERE s.responsible_uid IS NOT NULL AND s.responsible_uid <> '' AND s.state IN ({marks})
GROUP BY s.responsible_uid ORDER BY r.name, s.responsible_uid
"""

_PATCHES = """
SELECT p.uid, p.patch_no, p.spatial_code, p.change_type, p.before_on, p.after_on, p.unit_code, p.unit_name,
    s.code, s.state, s.due_on, v.uid AS verdict_uid, v.reason, v.sentence, v.explanation,
    coalesce(v.area_m2, p.area_m2) AS area_m2, v.approved_m2, v.approved_share, v.sliver_m2, v.uncovered_m2,
    v.cultivated_m2, v.uncovered_cultivated_m2, v.basic_m2, v.uncovered_basic_m2, v.unauthorised_basic_m2,
    v.best_doc_no, v.holds_until, AsBinary(p.geom) AS wkb,
    coalesce((SELECT max(e.clock) FROM case_event e WHERE e.patch_uid = p.uid), 0) AS clock
FROM patch_state s JOIN patch p ON p.uid = s.patch_uid AND p.deleted_at IS NULL
LEFT JOIN verdict v ON v.id = (
    SELECT w.id FROM verdict w WHERE w.patch_uid = p.uid AND w.deleted_at IS NULL
    ORDER BY w.clock DESC, w.uid DESC LIMIT 1
)
WHERE s.responsible_uid = ? AND s.state IN ({marks})
ORDER BY p.unit_code, p.spatial_code, p.patch_no
"""

#: Tables of a verdict that help on site, with what is shown of their rows.
REFERENCE_TABLES = {
    "evidence": (
        "layer", "approval_type", "doc_no", "approved_on", "valid_to", "overlap_m2", "counts", "why_not",
    ),
    "remainder": ("patch_no", "spatial_code", "area_m2"),
    "ground": ("kind", "area_m2"),
}  # fmt: skip


@dataclass(frozen=True)
class Holder:
    """A person (or post) with patches on site; ``name`` is the uid where nobody of that uid is known."""

    uid: str
    name: str
    unit_code: str
    patches: int


def holders(ws: Workspace) -> list[Holder]:
    """Everybody who has patches to go to, by name."""
    rows = sql.dicts(ws.db.execute(sql.select_in(_HOLDERS, len(FIELD_STATES)), FIELD_STATES))
    return [
        Holder(row["uid"], row["name"] or row["uid"], row["unit_code"] or "", row["patches"]) for row in rows
    ]


def find_holder(ws: Workspace, person: str) -> Holder:
    """The one whose uid or name is ``person``. InputError that lists who has patches when there is none, or
    when several have that name."""
    wanted = person.strip()
    known = holders(ws)
    found = [one for one in known if one.uid == wanted]
    found = found or [one for one in known if wanted and same_person(one.name, wanted)]
    if len(found) == 1:
        return found[0]
    if not known:
        raise InputError(
            tr("No patch is with a person on site: dispatch patches first, then write the field package.")
        )
    if found:
        raise InputError(
            tr("{n} people are called “{person}”; give the uid of one of them: {people}.").format(
                n=len(found), person=wanted, people=_told(found, with_uid=True)
            )
        )
    raise InputError(
        tr("“{person}” has no patches on site. These have: {people}.").format(
            person=wanted, people=_told(known, with_uid=False)
        )
    )


def _told(people: Sequence[Holder], with_uid: bool) -> str:
    shown = [
        tr("{name} ({n})").format(
            name=f"{one.name} {one.unit_code} {one.uid}" if with_uid else one.name, n=one.patches
        )
        for one in people[:20]
    ]
    return tr(", ").join([*shown, "…"] if len(people) > len(shown) else shown)


def field_patches(ws: Workspace, responsible_uid: str) -> list[dict[str, Any]]:
    """The patches of one person, with the latest verdict's figures, WKB (EPSG:4490) and the ``clock`` of the
    last event."""
    statement = sql.select_in(_PATCHES, len(FIELD_STATES))
    return sql.dicts(ws.db.execute(statement, (responsible_uid, *FIELD_STATES)))


def reference_rows(ws: Workspace, table: str, verdict_uids: Sequence[str]) -> Iterable[dict[str, Any]]:
    """Rows of ``evidence``, ``remainder`` or ``ground`` of these verdicts, with WKB (EPSG:4490)."""
    columns = sql.names(REFERENCE_TABLES[table])
    for batch in sql.batches(verdict_uids):
        statement = (
            f"SELECT {columns}, AsBinary(geom) AS wkb FROM {sql.quoted(table)} "  # noqa: S608 # nosec B608
            f"WHERE deleted_at IS NULL AND geom IS NOT NULL AND verdict_uid IN ({sql.marks(len(batch))}) "
            "ORDER BY id"
        )
        yield from sql.dicts(ws.db.execute(statement, batch))


def workspace_uid(ws: Workspace) -> str:
    """What tells this workspace (and its copies) from others; drawn when it is first asked for."""
    with transaction(ws.db) as connection:
        connection.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT(key) DO NOTHING",
            (_WORKSPACE_UID, uuid.uuid4().hex),
        )
    return known_workspace_uid(ws.db)


def known_workspace_uid(db: Database) -> str:
    """The same without drawing one: "" in a workspace that never wrote a package."""
    row = db.execute("SELECT value FROM setting WHERE key = ?", (_WORKSPACE_UID,)).fetchone()
    return str(row[0]) if row else ""


def record_package(
    ws: Workspace, package_uid: str, responsible_uid: str, made_by: str, patches: int, manifest: str
) -> None:
    """Note that a package was written (table ``field_package``)."""
    with transaction(ws.db) as connection:
        connection.execute(
            "INSERT INTO field_package (uid, responsible_uid, made_by, made_at, patches, manifest_json) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (package_uid, responsible_uid, made_by, now_iso(), patches, manifest),
        )


def note_came_back(connection: sqlite3.Connection, package_uid: str, came_back: Mapping[str, str]) -> None:
    """Keep which rows of the phone became which inspections, beside those known before. A package that is not
    known here is left alone. Call it in a transaction."""
    row = connection.execute(
        "SELECT manifest_json, imported_at FROM field_package WHERE uid = ?", (package_uid,)
    ).fetchone()
    if row is None:
        return
    body = _json_object(row[0])
    known = dict(body.get("came_back") or {})
    if row[1] and {**known, **came_back} == known:
        return
    body["came_back"] = dict(sorted({**known, **came_back}.items()))
    connection.execute(
        "UPDATE field_package SET manifest_json = ?, imported_at = ? WHERE uid = ?",
        (json.dumps(body, ensure_ascii=False), now_iso(), package_uid),
    )


def _json_object(text: str | None) -> dict[str, Any]:
    try:
        body = json.loads(text or "{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def package_row(db: Database, package_uid: str) -> dict[str, Any]:
    """The row of a package; ``came_back``: row of the phone -> inspection it became. Empty when unknown."""
    rows = sql.dicts(
        db.execute("SELECT * FROM field_package WHERE uid = ? AND deleted_at IS NULL", (package_uid,))
    )
    if not rows:
        return {}
    came_back = _json_object(rows[0]["manifest_json"]).get("came_back")
    return {**rows[0], "came_back": dict(came_back or {})}
