"""The working-day calendar of a workspace: the plugin's, and the years its office has added."""

from __future__ import annotations

from pathlib import Path

from ..core.workdays import Calendar, load_calendar
from .connection import transaction
from .workspace import Workspace

#: Beside the workspace a file of this name is read without being chosen.
BESIDE = "workdays_cn.csv"

_SETTING = "workdays_file"


def calendar_of(ws: Workspace) -> Calendar:
    """The calendar with what the office added: the file beside the workspace, then the chosen one.

    Raises InputError when one of them cannot be read.
    """
    beside, chosen = ws.path.with_name(BESIDE), chosen_file(ws)
    return load_calendar([*([beside] if beside.is_file() else []), *([chosen] if chosen else [])])


def chosen_file(ws: Workspace) -> Path | None:
    """The file of working days chosen for this workspace."""
    row = ws.db.execute("SELECT value FROM setting WHERE key = ?", (_SETTING,)).fetchone()
    return Path(row[0]) if row and row[0] else None


def choose_file(ws: Workspace, path: Path | None) -> None:
    """Use ``path`` (None: none) for days the plugin does not know; InputError when it cannot be read."""
    if path is not None:
        load_calendar([path])
    with transaction(ws.db) as connection:
        connection.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?) "
            "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            (_SETTING, "" if path is None else str(path)),
        )
