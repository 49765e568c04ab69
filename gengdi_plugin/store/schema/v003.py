"""Schema version 3: what a verdict rests on beyond its figures, so that it can be spoken and recomputed."""

from __future__ import annotations

from ..._vendor.sqlite_utils import Database
from ..sql import quoted

#: Columns added, by table. ``explanation``: JSON, what the sentence says beyond the public figures
#: (``core.screening.explain``); ``change_type``, ``before_on``, ``after_on``: the patch's own as they were
#: judged (a later list may correct the patch); ``valid_from``, ``status``: the document's as it was judged.
ADDED = {
    "verdict": ("explanation TEXT", "change_type TEXT", "before_on TEXT", "after_on TEXT"),
    "evidence": ("valid_from TEXT", "status TEXT"),
}


def apply(db: Database) -> None:
    """Add the columns to a workspace of version 2; rows of earlier runs have NULL there."""
    for table, columns in ADDED.items():
        for column in columns:
            db.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {column}")
