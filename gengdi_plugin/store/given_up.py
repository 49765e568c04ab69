"""A workspace that was made for a run which then was not saved: it does not stay."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from .workspace import is_workspace


@contextmanager
def made_only_if_used(path: str | Path) -> Iterator[None]:
    """When what is inside fails or is cancelled, the workspace at ``path`` is gone again, provided that it
    was not there before, holds no run, and nobody else has it open."""
    file = Path(path).expanduser().absolute()
    there_before = file.exists()
    try:
        yield
    except BaseException:
        if not there_before and is_workspace(file) and _is_idle(file):
            with suppress(OSError):  # opened in this moment: it stays, empty
                file.unlink()
        raise


def _is_idle(file: Path) -> bool:
    """Whether it has neither runs nor patches and no other connection: SQLite ends a write-ahead log only
    when it is alone."""
    try:
        with closing(sqlite3.connect(str(file), timeout=0.0, isolation_level=None)) as db:
            if db.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
                return False
            used = "SELECT EXISTS (SELECT 1 FROM screening_run) OR EXISTS (SELECT 1 FROM patch)"
            return not db.execute(used).fetchone()[0]
    except sqlite3.Error:
        return False
