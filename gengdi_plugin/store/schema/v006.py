"""Schema version 6: who changed which boundary of an approval or a permit, and when."""

from __future__ import annotations

from ..._vendor.sqlite_utils import Database
from . import tables
from .exchanged import create_log_triggers
from .tables import Table

TABLES = (
    # One row per feature of a layer of the role ``approval`` or ``permit`` whose saved boundary or facts
    # changed. ``layer``: its name; ``layer_mark``: hash of where it is kept, without user or password;
    # ``act``: added | reshaped | removed | facts; ``changed_json``: canonical field -> [before, after];
    # ``before_wkb``: the boundary before (EPSG:4490), NULL when it is new or only facts changed; geom: the
    # boundary after, that before when it was removed.
    Table(
        "boundary_change",
        (
            "layer TEXT", "layer_mark TEXT", "role TEXT", "feature_id TEXT", "doc_no TEXT", "act TEXT",
            "before_m2 REAL", "after_m2 REAL", "changed_json TEXT", "before_wkb BLOB", "actor TEXT",
            "at TEXT",
        ),
        "MULTIPOLYGON",
        ("layer_mark,feature_id", "doc_no"),
    ),
)  # fmt: skip


def apply(db: Database) -> None:
    """Add the table to a workspace of version 5; nothing that is there changes."""
    for new in TABLES:
        tables.create(db, new)
    create_log_triggers(db, TABLES)
