"""Bringing a workspace to this version of Gengdi: one transaction, after a backup copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from ..._vendor.sqlite_utils import Database
from ...core.errors import WorkspaceError
from ...core.i18n import tr
from ..connection import transaction
from . import v001, v002, v003, v004, v005, v006


@dataclass(frozen=True)
class Migration:
    """One step: ``apply`` brings a workspace of ``version - 1`` to ``version``."""

    version: int
    apply: Callable[[Database], None]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, v001.apply),
    Migration(2, v002.apply),
    Migration(3, v003.apply),
    Migration(4, v004.apply),
    Migration(5, v005.apply),
    Migration(6, v006.apply),
)

SCHEMA_VERSION = MIGRATIONS[-1].version


def schema_version(db: Database) -> int:
    """The file's schema version; 0 for a file without our schema."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: Database, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> Path | None:
    """Bring the open workspace at ``path`` up to date; the backup's path, None when nothing was due.

    All steps run in one transaction, so a failure leaves the file as it was. A file that is newer than
    ``migrations`` is refused. A file without schema (version 0) is new: it needs no backup.
    """
    newest = migrations[-1].version
    found = schema_version(db)
    if found > newest:
        raise WorkspaceError(
            tr(
                "The workspace {file} was written by a newer Gengdi (format {found}, this one knows "
                "{known}): update the plugin; the file was not changed."
            ).format(file=path, found=found, known=newest)
        )
    if found == newest:
        return None
    backup = back_up(db, path, found) if found else None
    with transaction(db) as connection:
        # Another process may have migrated while we waited for the lock.
        for step in migrations:
            if step.version > schema_version(db):
                step.apply(db)
                connection.execute(f"PRAGMA user_version = {int(step.version)}")
    return backup


def back_up(db: Database, path: Path, version: int) -> Path:
    """A complete copy of the workspace beside it, made by SQLite's backup (never by copying the file)."""
    target = _free_name(path, version)
    try:
        with closing(sqlite3.connect(str(target))) as copy:
            db.conn.backup(copy)
    except (sqlite3.Error, OSError) as error:
        target.unlink(missing_ok=True)
        raise WorkspaceError(
            tr(
                "The workspace {file} is of an older format and no backup copy could be written beside "
                "it ({reason}): free the disk or the folder's write protection; nothing was changed."
            ).format(file=path, reason=error)
        ) from error
    return target


def _free_name(path: Path, version: int) -> Path:
    number = 0
    while True:
        tail = f"-{number}" if number else ""
        candidate = path.with_name(f"{path.stem}.format{version}{tail}.backup{path.suffix}")
        if not candidate.exists():
            return candidate
        number += 1
