"""One patch looked at in passing (a map tip): read by its uid from the file, nothing opened for writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from . import sql

_PATCH = """
SELECT uid, patch_no, spatial_code, code, state, unit_code, responsible, due_on, overdue, area_m2
FROM patch_status WHERE uid = ?
"""

_VERDICT = """
SELECT * FROM verdict WHERE patch_uid = ? AND deleted_at IS NULL ORDER BY clock DESC, uid DESC LIMIT 1
"""


def look_at(file: Path, patch_uid: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The patch as ``patch_status`` shows it, and its latest verdict (empty without one); None when it is not
    there or the file cannot be read now. Needs no SpatiaLite."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
            patches = sql.dicts(db.execute(_PATCH, (patch_uid,)))
            verdicts = sql.dicts(db.execute(_VERDICT, (patch_uid,)))
    except sqlite3.Error:
        return None
    return (patches[0], verdicts[0] if verdicts else {}) if patches else None
