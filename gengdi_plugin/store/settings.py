"""Settings that belong to the workspace, not to the officer's QGIS."""

from __future__ import annotations

from .._vendor.sqlite_utils import Database
from .connection import transaction
from .workspace import Workspace

_BLUE = "blue_code"


def blue_shown(db: Database) -> bool:
    """Whether a case under rectification shows blue (the default) or stays red until accepted."""
    row = db.execute("SELECT value FROM setting WHERE key = ?", (_BLUE,)).fetchone()
    return row is None or row[0] != "off"


def show_blue(ws: Workspace, shown: bool) -> None:
    """Set whether blue is used; the derived colours change in the same transaction."""
    from .events import refresh_states  # events reads this setting: the other way round at import

    with transaction(ws.db) as connection:
        connection.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?) "
            "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            (_BLUE, "on" if shown else "off"),
        )
        uids = [uid for (uid,) in connection.execute("SELECT patch_uid FROM patch_state")]
        refresh_states(ws.db, uids)
