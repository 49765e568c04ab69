"""Where runs are made before they are moved into a workspace, and what crashes left there."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

_SUFFIX = ".spool"


def new_spool(workspace: Path) -> Path:
    """The name of a new spool beside ``workspace``."""
    return workspace.with_name(f".{workspace.name}.{secrets.token_hex(6)}{_SUFFIX}")


def address(spool: Path) -> str:
    """The spool as SQLite's ATTACH takes it, to be read only: a writer of the workspace's connection must not
    want the spool's lock too."""
    path = quote(spool.as_posix())
    return f"file://{path if path.startswith('/') else '/' + path}?mode=ro"


def remove_left_spools(workspace: Path) -> None:
    """Remove the spools beside ``workspace`` that no run holds: a crash left them."""
    start = f".{workspace.name}."
    for file in workspace.parent.iterdir():
        if file.name.startswith(start) and file.name.endswith(_SUFFIX) and not _held(file):
            with suppress(OSError):
                file.unlink()


def _held(file: Path) -> bool:
    """Whether a living run holds the spool."""
    db = sqlite3.connect(str(file), timeout=0.0, isolation_level=None)
    try:
        db.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        return "locked" in str(error) or "busy" in str(error)
    except sqlite3.DatabaseError:  # cut off while it was written
        return False
    finally:
        db.close()
    return False
