"""Documents that became known in a case or at the desk: approval geometries kept in the workspace.

They are a layer of the role ``approval`` like any other; a patch is judged by them through a recorded
re-screening (:mod:`.rescreen`), never by a person's word alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.approval_types import UNKNOWN, row_type
from ..core.dates import parse_date
from ..core.errors import InputError
from ..core.field_words import field_word
from ..core.geometry import repaired_polygons
from ..core.i18n import tr
from ..core.kernel import shapely
from ..core.parts import as_multi
from ..core.roles import FIRST_DAY, LAST_DAY
from ..core.table import FeatureTable, feature_table, object_array
from ..core.vocabulary import keys, word
from . import sql
from .clock import now_iso
from .connection import transaction
from .workspace import Workspace

#: How evidence names the layer of these documents; a name of the file's content, the same in every language.
LAYER = "补录手续"

_NAMESPACE = uuid.UUID("c7c1f0b8-5f1f-5b39-9b3c-5d0d2c3a8e47")

#: What is kept of a document beside its ground.
DOCUMENT_COLUMNS = (
    "approval_type", "doc_no", "approved_on", "valid_from", "valid_to", "status", "authority", "project",
    "holder", "purpose",
)  # fmt: skip

_NEAR = """
SELECT uid, approval_type, doc_no, approved_on, valid_from, valid_to, status, authority, project, holder,
    purpose, AsBinary(geom) AS wkb
FROM approval WHERE deleted_at IS NULL AND ROWID IN (
    SELECT ROWID FROM SpatialIndex WHERE f_table_name = 'approval'
    AND search_frame = BuildMbr(?, ?, ?, ?, 4490)) ORDER BY id
"""

_REACHED = """
SELECT p.uid, AsBinary(p.geom) FROM patch p JOIN patch_state s ON s.patch_uid = p.uid
WHERE p.deleted_at IS NULL AND s.code = 'yellow' AND p.ROWID IN (
    SELECT ROWID FROM SpatialIndex WHERE f_table_name = 'patch'
    AND search_frame = BuildMbr(?, ?, ?, ?, 4490)) ORDER BY p.id
"""


# A document that was withdrawn counts again when it is entered again; one that counts stays as it is.
_AGAIN = """ON CONFLICT(uid) DO UPDATE SET deleted_at = NULL, remark = excluded.remark,
entered_by = excluded.entered_by, entered_at = excluded.entered_at WHERE approval.deleted_at IS NOT NULL"""

_WITHDRAW = """UPDATE approval SET deleted_at = ?, remark = coalesce(remark || char(10), '') || ?
WHERE uid = ? AND deleted_at IS NULL"""

# Verdicts that stand on a document: theirs is its ground in the evidence.
_RESTING = """
SELECT DISTINCT coalesce(nullif(p.patch_no, ''), p.spatial_code, p.uid)
FROM evidence e JOIN verdict v ON v.uid = e.verdict_uid AND v.deleted_at IS NULL
JOIN patch p ON p.uid = v.patch_uid
WHERE e.deleted_at IS NULL AND e.layer = ? AND e.feature_id = ? AND e.counts
AND v.uid = (SELECT n.uid FROM verdict n WHERE n.patch_uid = v.patch_uid AND n.deleted_at IS NULL
    ORDER BY n.clock DESC, n.uid DESC LIMIT 1)
ORDER BY 1
"""


@dataclass(frozen=True)
class EnteredDocument:
    """``wkb``: its ground, a polygon in EPSG:4490; ``approval_type``: a key of the rule table or its word;
    dates in any spelling the plugin reads; ``inspection_uid``: the finding that brought it, if one did;
    ``remark``: what whoever enters it notes, no part of the document itself."""

    wkb: bytes
    approval_type: str
    doc_no: str
    approved_on: object = None
    valid_from: object = None
    valid_to: object = None
    status: str = ""
    authority: str = ""
    project: str = ""
    holder: str = ""
    purpose: str = ""
    inspection_uid: str = ""
    remark: str = ""


def enter_documents(ws: Workspace, documents: Sequence[EnteredDocument], actor: str) -> list[str]:
    """Keep ``documents``; their uids. The same document again is one row, also when it had been withdrawn.
    InputError, which names document and field, when one of them has no number, no type, a date that is none
    or no ground: none is kept."""
    ready = [_checked(document) for document in documents]
    if not actor.strip():
        raise InputError(tr("Whoever enters a document must be named: fill in the officer."))
    columns = ("uid", *DOCUMENT_COLUMNS, "inspection_uid", "remark", "entered_by", "entered_at")
    statement = sql.insert("approval", columns, "geom", _AGAIN)
    remarks = [document.remark.strip() or None for document in documents]
    with transaction(ws.db) as connection:
        for (uid, values, inspection, wkb), remark in zip(ready, remarks):
            row = (uid, *(values[name] or None for name in DOCUMENT_COLUMNS), inspection or None, remark)
            connection.execute(statement, (*row, actor.strip(), now_iso(), wkb))
    return [uid for uid, *_ in ready]


def known_documents(ws: Workspace, uids: Iterable[str]) -> set[str]:
    """Those of ``uids`` that are entered and not withdrawn."""
    statement = "SELECT 1 FROM approval WHERE uid = ? AND deleted_at IS NULL"
    return {uid for uid in uids if ws.db.execute(statement, (uid,)).fetchone()}


def document_uids(documents: Iterable[EnteredDocument]) -> list[str]:
    """What ``documents`` are called once they are entered; InputError as :func:`enter_documents`."""
    return [_checked(document)[0] for document in documents]


def withdraw_documents(ws: Workspace, uids: Iterable[str], actor: str) -> int:
    """Documents count no longer: tombstones that say who withdrew them; how many. InputError naming the
    patches whose verdict rests on one of them: then none is withdrawn."""
    note = tr("Withdrawn by {actor}").format(actor=actor)
    with transaction(ws.db) as connection:
        count = 0
        for uid in uids:
            resting = [name for (name,) in connection.execute(_RESTING, (LAYER, uid))]
            if resting:
                raise InputError(
                    tr("The document cannot be withdrawn: the verdict of {patches} rests on it.").format(
                        patches=tr(", ").join(resting[:5])
                    )
                )
            count += connection.execute(_WITHDRAW, (now_iso(), note, uid)).rowcount
    return count


def _checked(document: EnteredDocument) -> tuple[str, dict[str, str], str, bytes]:
    number = document.doc_no.strip()
    if not number:
        raise InputError(tr("A document without a number proves nothing: fill in its number."))
    kind = row_type(document.approval_type)
    if kind == UNKNOWN:
        raise InputError(
            tr("Document {number}: “{type}” is no type of approval; use one of: {known}.").format(
                number=number,
                type=document.approval_type,
                known=tr(", ").join(_types()),
            )
        )
    values = {name: str(getattr(document, name) or "").strip() for name in DOCUMENT_COLUMNS}
    values.update(approval_type=kind, doc_no=number)
    for name, rule in (("approved_on", FIRST_DAY), ("valid_from", FIRST_DAY), ("valid_to", LAST_DAY)):
        values[name] = _day(number, name, getattr(document, name), rule)
    shape = _ground(number, document.wkb)
    content = "\x1f".join((*values.values(), document.inspection_uid))
    uid = uuid.uuid5(_NAMESPACE, content + shapely.set_precision(shape, 1e-8).wkb_hex).hex
    return uid, values, document.inspection_uid, shapely.to_wkb(shape)


def _types() -> list[str]:
    return [word("approval_type", key) for key in keys("approval_type") if key not in (UNKNOWN, "violation")]


def _day(number: str, name: str, value: object, rule: Any) -> str:
    if value is None or not str(value).strip():
        return ""
    day = parse_date(value, rule)
    if day is None:
        raise InputError(
            tr("Document {number}: “{value}” in {field} is no date; write it like 2026-11-23.").format(
                number=number, value=value, field=field_word(name)
            )
        )
    return str(day.isoformat())


def _ground(number: str, wkb: bytes) -> Any:
    try:
        shape = shapely.from_wkb(bytes(wkb))
    except (shapely.errors.GEOSException, TypeError):
        shape = None
    fixed = repaired_polygons(object_array([shape]), degrees=True)
    if fixed.lost[0]:
        raise InputError(
            tr("Document {number} has no ground: draw or choose the polygon it approves.").format(
                number=number
            )
        )
    return as_multi(fixed.geometry[0])


def documents_near(ws: Workspace, shapes: Sequence[Any]) -> FeatureTable:
    """The entered documents whose bounds meet those of ``shapes`` (EPSG:4490), as a table of approvals whose
    ids are their uids."""
    found: dict[str, dict[str, Any]] = {}
    for box in shapely.bounds(object_array(shapes)).tolist():
        if box[0] == box[0]:  # NaN: nothing there
            found.update((row["uid"], row) for row in sql.dicts(ws.db.execute(_NEAR, tuple(box))))
    rows = list(found.values())
    return feature_table(
        (shapely.from_wkb(bytes(row["wkb"])) for row in rows),
        {name: [row[name] for row in rows] for name in DOCUMENT_COLUMNS},
        found,
        LAYER,
    )


def patches_reached(ws: Workspace, document_uids: Sequence[str]) -> list[str]:
    """The yellow patches whose ground the documents meet: those that a re-screening may turn."""
    found: dict[str, None] = {}
    statement = "SELECT AsBinary(geom) FROM approval WHERE deleted_at IS NULL AND uid = ?"
    for uid in document_uids:
        row = ws.db.execute(statement, (uid,)).fetchone()
        if row is None:
            continue
        ground = shapely.from_wkb(bytes(row[0]))
        for patch, wkb in ws.db.execute(_REACHED, ground.bounds).fetchall():
            if shapely.intersects(ground, shapely.from_wkb(bytes(wkb))):
                found[patch] = None
    return list(found)


def patch_ground(ws: Workspace, patch_uid: str) -> bytes:
    """The ground of a patch as WKB (EPSG:4490); empty when it has none."""
    row = ws.db.execute("SELECT AsBinary(geom) FROM patch WHERE uid = ?", (patch_uid,)).fetchone()
    return bytes(row[0]) if row and row[0] else b""
