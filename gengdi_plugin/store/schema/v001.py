"""Schema version 1: patches, screening runs with their evidence, cases, and what they refer to."""

from __future__ import annotations

from ..._vendor.sqlite_utils import Database
from . import tables
from .tables import Table

_VERDICT = (
    "run_uid TEXT", "patch_uid TEXT", "clock INTEGER",
    "code TEXT", "reason TEXT", "sentence TEXT", "area_m2 REAL", "approved_m2 REAL", "approved_share REAL",
    "sliver_m2 REAL", "uncovered_m2 REAL", "cultivated_m2 REAL", "uncovered_cultivated_m2 REAL",
    "basic_m2 REAL", "uncovered_basic_m2 REAL", "unauthorised_basic_m2 REAL", "grain_zone_m2 REAL",
    "high_standard_m2 REAL", "redline_m2 REAL", "agricultural_m2 REAL", "construction_m2 REAL",
    "unused_m2 REAL", "change_kind TEXT", "scope TEXT", "below_minimum INTEGER", "best_doc_no TEXT",
    "holds_until TEXT", "source_uscc TEXT", "source_distance_m REAL", "basis TEXT", "rule_set TEXT",
    "screened_at TEXT", "repaired INTEGER",
)  # fmt: skip

_EVIDENCE = (
    "verdict_uid TEXT", "patch_no TEXT", "spatial_code TEXT", "layer TEXT", "feature_id TEXT",
    "approval_type TEXT", "doc_no TEXT", "approved_on TEXT", "valid_to TEXT", "overlap_m2 REAL",
    "share REAL", "counts INTEGER", "why_not TEXT", "note TEXT",
)  # fmt: skip

_CASE_EVENT = (
    "patch_uid TEXT", "event TEXT", "actor TEXT", "role TEXT", "at TEXT", "clock INTEGER", "site TEXT",
    "note TEXT", "evidence_uid TEXT", "doc_no TEXT", "covers TEXT", "responsible_uid TEXT", "due_on TEXT",
    "unlawful_m2 REAL", "unlawful_from TEXT",
)  # fmt: skip

TABLES = (
    Table(
        "patch",
        (
            "patch_no TEXT", "spatial_code TEXT", "change_type TEXT", "before_on TEXT", "after_on TEXT",
            "channel TEXT", "ministry_area_m2 REAL", "unit_code TEXT", "unit_name TEXT", "area_m2 REAL",
        ),
        "MULTIPOLYGON",
        ("patch_no", "spatial_code", "unit_code"),
    ),
    Table(
        "screening_run",
        (
            "rule_set TEXT", "rule_hash TEXT", "rules_json TEXT", "screened_at TEXT", "clock INTEGER",
            "actor TEXT", "software TEXT", "inputs_json TEXT", "log_json TEXT",
        ),
        indexes=("clock",),
    ),
    Table("verdict", _VERDICT, indexes=("patch_uid,clock", "run_uid")),
    Table("evidence", _EVIDENCE, "MULTIPOLYGON", ("verdict_uid",)),
    Table(
        "remainder",
        ("verdict_uid TEXT", "patch_no TEXT", "spatial_code TEXT", "area_m2 REAL"),
        "MULTIPOLYGON",
        ("verdict_uid",),
    ),
    Table("ground", ("verdict_uid TEXT", "kind TEXT", "area_m2 REAL"), "MULTIPOLYGON", ("verdict_uid",)),
    Table("case_event", _CASE_EVENT, indexes=("patch_uid", "clock")),
    Table(
        "inspection",
        (
            "patch_uid TEXT", "patch_no TEXT", "finding TEXT", "inspector TEXT", "inspected_on TEXT",
            "note TEXT", "doc_no TEXT", "unlawful_m2 REAL", "recorded_at TEXT",
        ),
        indexes=("patch_uid",),
    ),
    Table(
        "photo",
        (
            "patch_uid TEXT", "inspection_uid TEXT", "sha256 TEXT", "file_name TEXT", "suffix TEXT",
            "size_bytes INTEGER", "added_at TEXT",
        ),
        indexes=("patch_uid", "inspection_uid", "sha256"),
    ),
    Table(
        "rectification",
        (
            "patch_uid TEXT", "measure TEXT", "responsible_uid TEXT", "due_on TEXT", "notice_no TEXT",
            "done_on TEXT", "done_m2 REAL", "note TEXT",
        ),
        indexes=("patch_uid", "responsible_uid"),
    ),
    Table("responsible", ("name TEXT", "level TEXT", "unit_code TEXT", "duty TEXT", "phone TEXT")),
    Table("unit", ("unit_code TEXT", "unit_name TEXT"), "MULTIPOLYGON", ("unit_code",)),
    # Point or plant ground: the one role whose geometry may be either.
    Table(
        "enterprise",
        ("uscc TEXT", "name TEXT", "industry_code TEXT", "category TEXT", "street TEXT"),
        "GEOMETRY",
        ("uscc",),
    ),
    Table(
        "permit",
        (
            "permit_no TEXT", "uscc TEXT", "valid_from TEXT", "valid_to TEXT", "category TEXT",
            "drawn_by TEXT",
        ),
        "MULTIPOLYGON",
        ("permit_no", "uscc"),
    ),
    Table(
        "outlet",
        ("outlet_code TEXT", "permit_no TEXT", "kind TEXT", "mn TEXT"),
        "POINT",
        ("permit_no", "mn"),
    ),
    Table(
        "data_catalogue",
        (
            "role TEXT", "name TEXT", "features INTEGER", "as_of TEXT", "fingerprint TEXT", "origin TEXT",
            "department TEXT", "acquisition TEXT", "first_used_at TEXT",
        ),
    ),
)  # fmt: skip

#: Derived from case_event by the one fold; never exchanged.
_PATCH_STATE = """
CREATE TABLE patch_state (
    patch_uid TEXT PRIMARY KEY, state TEXT, code TEXT, since TEXT, finding TEXT, inspection_uid TEXT,
    inspector TEXT, doc_no TEXT, auditor TEXT, audited_at TEXT, audit_note TEXT,
    responsible_uid TEXT, due_on TEXT,
    unlawful_m2 REAL, unlawful_from TEXT, skipped TEXT
)
"""

_SETTING = "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT)"

_PATCH_STATUS = """
CREATE VIEW patch_status AS
SELECT p.id AS id, p.uid AS uid, p.patch_no AS patch_no, p.spatial_code AS spatial_code, s.code AS code,
    s.state AS state, p.unit_code AS unit_code, r.name AS responsible, s.due_on AS due_on,
    coalesce(s.due_on < date('now', 'localtime') AND s.code <> 'green', 0) AS overdue,
    p.area_m2 AS area_m2, p.geom AS geom
FROM patch p
LEFT JOIN patch_state s ON s.patch_uid = p.uid
LEFT JOIN responsible r ON r.uid = s.responsible_uid AND r.deleted_at IS NULL
WHERE p.deleted_at IS NULL
"""


def apply(db: Database) -> None:
    """Create every table, index and view of version 1 in a SpatiaLite file without our schema."""
    for table in TABLES:
        tables.create(db, table)
    db.execute(_PATCH_STATE)
    db.execute(_SETTING)
    tables.create_index(db, "patch_state", ("code", "state"))
    db.execute(_PATCH_STATUS)
    tables.register_view(db, "patch_status", "patch", "id")
