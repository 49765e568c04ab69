"""Schema version 5: casework to its end: who is responsible, patrols, measured ground, rectification,
documents that enter from cases, problems of pollution sources, conflicts, and the audit chain."""

from __future__ import annotations

from ..._vendor.sqlite_utils import Database
from ..sql import quoted
from . import tables, v001
from .exchanged import create_log_triggers
from .tables import Table

#: Columns added, by table.
#: ``patch.parent_uid``: the patch this one is a part of, or the first of those merged into it.
#: ``case_event.item_uid``: the supervision item of a pollution case (then ``patch_uid`` is NULL).
#: ``inspection``: ``vocabulary`` the set its category is of, ``category`` and ``subtype`` keys of that set,
#: ``proof_json`` the evidence fields of the type, ``package_uid`` the field package it came from.
#: ``photo``: place and direction as its EXIF says (EPSG:4490 degrees; azimuth in degrees from north,
#: ``azimuth_ref`` T true or M magnetic), ``checks_json`` what the checks said; ``rectification_uid`` when it
#: shows what was put right.
#: ``rectification``: ``area_m2`` what is to be put right by the measure, ``done_m2`` what was.
ADDED = {
    "patch": ("parent_uid TEXT",),
    "case_event": ("item_uid TEXT",),
    "inspection": (
        "vocabulary TEXT", "category TEXT", "subtype TEXT", "proof_json TEXT", "package_uid TEXT",
    ),
    "photo": (
        "rectification_uid TEXT", "lon REAL", "lat REAL", "azimuth REAL", "azimuth_ref TEXT", "taken_at TEXT",
        "checks_json TEXT",
    ),
    "rectification": ("area_m2 REAL", "department TEXT", "reported_by TEXT", "reported_at TEXT"),
    "responsible": ("department TEXT", "valid_from TEXT", "valid_to TEXT"),
}  # fmt: skip

TABLES = (
    # Boundary walked or measured on site; the area is ellipsoidal.
    Table(
        "measured_boundary",
        ("inspection_uid TEXT", "patch_uid TEXT", "area_m2 REAL", "measured_by TEXT", "measured_on TEXT"),
        "MULTIPOLYGON",
        ("inspection_uid", "patch_uid"),
    ),
    # Documents that became known in a case; a layer of the role ``approval`` by its field names.
    Table(
        "approval",
        (
            "approval_type TEXT", "doc_no TEXT", "approved_on TEXT", "valid_from TEXT", "valid_to TEXT",
            "status TEXT", "authority TEXT", "project TEXT", "holder TEXT", "purpose TEXT",
            "inspection_uid TEXT", "entered_by TEXT", "entered_at TEXT",
        ),
        "MULTIPOLYGON",
        ("doc_no",),
    ),
    # One due patrol of one unit; done_on NULL until it was walked.
    Table(
        "patrol",
        (
            "unit_code TEXT", "level TEXT", "responsible_uid TEXT", "due_on TEXT", "done_on TEXT",
            "done_by TEXT", "note TEXT",
        ),
        indexes=("unit_code,due_on", "responsible_uid"),
    ),
    # A folder that was written for an inspector's phone: what it held and what came back.
    Table(
        "field_package",
        (
            "responsible_uid TEXT", "made_by TEXT", "made_at TEXT", "patches INTEGER", "manifest_json TEXT",
            "imported_at TEXT",
        ),
        indexes=("responsible_uid",),
    ),
    # A problem of a pollution source on the supervision list (监管清单).
    Table(
        "supervision_item",
        (
            "uscc TEXT", "kind TEXT", "level TEXT", "title TEXT", "description TEXT", "source TEXT",
            "unit_code TEXT", "lead_department TEXT", "co_departments TEXT", "raised_at TEXT",
            "patch_uid TEXT",
        ),
        indexes=("uscc", "patch_uid"),
    ),
    # What two sources say differently, until a person decides. ``ours_json``, ``theirs_json``: field ->
    # value; ``decided``: ours | theirs | both.
    Table(
        "sync_conflict",
        (
            "table_name TEXT", "row_uid TEXT", "patch_uid TEXT", "source TEXT", "why TEXT", "ours_json TEXT",
            "theirs_json TEXT", "found_at TEXT", "decided TEXT", "decided_by TEXT", "decided_at TEXT",
        ),
        indexes=("row_uid", "patch_uid"),
    ),
)  # fmt: skip

#: One hash chain per site, written by ``store.audit_chain``: ``hash`` of this entry's content with
#: ``previous``. One row (``row_uid``, ``row_hash``) or many (``manifest``: for each the key of its uid and
#: its digest, 16 bytes each; ``row_hash`` of the manifest). Never exchanged as rows, so without a tombstone.
_AUDIT = """
CREATE TABLE audit (
    id INTEGER PRIMARY KEY, site TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT,
    operation TEXT NOT NULL, table_name TEXT, row_uid TEXT, row_count INTEGER NOT NULL, row_hash TEXT,
    manifest BLOB, previous TEXT NOT NULL, hash TEXT NOT NULL
)
"""

#: What other programs changed in exchanged rows, written by triggers (``exchanged.create_log_triggers``):
#: no site, no sequence.
_SYNC_LOG = """
CREATE TABLE sync_log (
    id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, row_uid TEXT, operation TEXT NOT NULL, at TEXT NOT NULL
)
"""

#: Derived from case_event by the fold of pollution cases; never exchanged.
_ITEM_STATE = """
CREATE TABLE item_state (
    item_uid TEXT PRIMARY KEY, state TEXT, since TEXT, responsible_uid TEXT, due_on TEXT, skipped TEXT
)
"""

#: As version 1 has it, without the patches whose case goes on in others.
_PATCH_STATUS = """
CREATE VIEW patch_status AS
SELECT p.id AS id, p.uid AS uid, p.patch_no AS patch_no, p.spatial_code AS spatial_code, s.code AS code,
    s.state AS state, p.unit_code AS unit_code, r.name AS responsible, s.due_on AS due_on,
    coalesce(s.due_on < date('now', 'localtime') AND s.code <> 'green', 0) AS overdue,
    p.area_m2 AS area_m2, p.geom AS geom
FROM patch p
LEFT JOIN patch_state s ON s.patch_uid = p.uid
LEFT JOIN responsible r ON r.uid = s.responsible_uid AND r.deleted_at IS NULL
WHERE p.deleted_at IS NULL AND coalesce(s.state, '') NOT IN ('split', 'merged')
"""

#: Key in ``setting``: rows of the time before the chain are yet to be taken into it (``store.audit_chain``).
BASELINE_DUE = "baseline_due"

_HAS_ROWS = " UNION ALL ".join(f"SELECT 1 FROM {quoted(table.name)}" for table in v001.TABLES)  # noqa: S608 # nosec B608


def apply(db: Database) -> None:
    """Add the columns and tables to a workspace of version 4; rows that are there keep their content."""
    for table, columns in ADDED.items():
        for column in columns:
            db.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {column}")
    for new in TABLES:
        tables.create(db, new)
    for statement in (_AUDIT, _SYNC_LOG, _ITEM_STATE):
        db.execute(statement)
    tables.create_index(db, "audit", ("site", "seq"))
    tables.create_index(db, "sync_log", ("table_name", "row_uid"))
    tables.create_index(db, "case_event", ("item_uid",))
    tables.create_index(db, "patch", ("parent_uid",))
    db.execute("DROP VIEW patch_status")
    db.execute(_PATCH_STATUS)
    create_log_triggers(db, (*v001.TABLES, *TABLES))
    if db.execute(_HAS_ROWS).fetchone():
        db.execute("INSERT INTO setting (key, value) VALUES (?, '1')", (BASELINE_DUE,))
