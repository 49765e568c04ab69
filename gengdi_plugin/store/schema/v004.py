"""Schema version 4: which verdict of a patch is its latest is told from an index alone."""

from __future__ import annotations

from ..._vendor.sqlite_utils import Database
from ..sql import quoted
from . import tables

#: All that the filter of the result layers and every list ask to find a patch's latest verdict.
LATEST = ("patch_uid", "clock", "uid", "deleted_at")

#: Index of version 1 whose columns begin the new one.
REPLACED = "ix_verdict_patch_uid_clock"


def apply(db: Database) -> None:
    """Replace the index of verdicts in a workspace of version 3; no row changes."""
    tables.create_index(db, "verdict", LATEST)
    db.execute(f"DROP INDEX IF EXISTS {quoted(REPLACED)}")
