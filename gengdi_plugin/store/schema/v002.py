"""Schema version 2: what the signed lists say of documents and of the violation found."""

from __future__ import annotations

from ..._vendor.sqlite_utils import Database
from ..sql import quoted

#: Columns added, by table. ``violation_type``: a key of vocabulary group ``violation_type``;
#: ``started_on``: day on which the works began; ``actual_use``: what the ground is used for.
ADDED = {
    "evidence": ("authority TEXT", "project TEXT", "holder TEXT", "purpose TEXT"),
    "inspection": ("violation_type TEXT", "started_on TEXT", "actual_use TEXT"),
    "case_event": ("violation_type TEXT",),
    "patch_state": ("violation_type TEXT",),
}


def apply(db: Database) -> None:
    """Add the columns to a workspace of version 1; rows of earlier runs have NULL there."""
    for table, columns in ADDED.items():
        for column in columns:
            db.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {column}")
