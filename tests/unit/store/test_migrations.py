"""A workspace of an older Gengdi is brought up to date; one of a newer is left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gengdi_plugin._vendor.sqlite_utils import Database
from gengdi_plugin.core.errors import WorkspaceError
from gengdi_plugin.store.schema import MIGRATIONS, SCHEMA_VERSION, Migration, migrate, schema_version
from gengdi_plugin.store.workspace import Workspace, open_workspace


def add_a_column(db: Database) -> None:
    db.execute("ALTER TABLE responsible ADD COLUMN dingtalk TEXT")


def fill_it(db: Database) -> None:
    db.execute("UPDATE responsible SET dingtalk = '@' || name")


def break_down(db: Database) -> None:
    db.execute("UPDATE responsible SET name = 'lost'")
    raise sqlite3.OperationalError("disk I/O error")


NEXT = SCHEMA_VERSION + 1
NEWER = (*MIGRATIONS, Migration(NEXT, add_a_column), Migration(NEXT + 1, fill_it))


def names(db: Database) -> list[tuple[str, ...]]:
    return db.execute("SELECT name FROM responsible").fetchall()


def test_an_older_workspace_is_migrated_after_a_backup_copy(ws: Workspace, place: Path) -> None:
    ws.db["responsible"].insert({"name": "张三"})
    backup = migrate(ws.db, ws.path, NEWER)
    assert schema_version(ws.db) == NEXT + 1
    assert ws.db.execute("SELECT dingtalk FROM responsible").fetchall() == [("@张三",)]
    assert backup is not None and backup.parent == place.parent
    with open_workspace(backup, create=False) as copy:
        assert schema_version(copy.db) == SCHEMA_VERSION
        assert names(copy.db) == [("张三",)]
        assert copy.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_migration_that_fails_leaves_the_workspace_as_it_was(ws: Workspace) -> None:
    ws.db["responsible"].insert({"name": "张三"})
    broken = (*MIGRATIONS, Migration(NEXT, add_a_column), Migration(NEXT + 1, break_down))
    with pytest.raises(WorkspaceError, match=r"disk I/O error.*nothing was changed"):
        migrate(ws.db, ws.path, broken)
    assert schema_version(ws.db) == SCHEMA_VERSION
    assert names(ws.db) == [("张三",)]
    assert "dingtalk" not in ws.db["responsible"].columns_dict


def test_backups_never_overwrite_each_other(ws: Workspace) -> None:
    first = migrate(ws.db, ws.path, NEWER[:-1])
    ws.db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    ws.db.execute("ALTER TABLE responsible DROP COLUMN dingtalk")
    second = migrate(ws.db, ws.path, NEWER)
    assert first is not None and second is not None and first != second
    assert first.exists() and second.exists()


def test_nothing_is_copied_when_nothing_is_due(ws: Workspace, place: Path) -> None:
    assert migrate(ws.db, ws.path) is None
    assert [entry.name for entry in place.parent.iterdir() if "backup" in entry.name] == []


def test_without_room_for_the_backup_nothing_is_migrated(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "with_name", lambda self, name: Path("/proc") / name)
    with pytest.raises(WorkspaceError, match="no backup copy"):
        migrate(ws.db, ws.path, NEWER)
    assert schema_version(ws.db) == SCHEMA_VERSION


def test_a_workspace_of_a_newer_gengdi_is_refused_untouched(place: Path) -> None:
    open_workspace(place).close()
    with closing(sqlite3.connect(place)) as other:
        other.execute("PRAGMA user_version = 999")
    before = place.read_bytes()
    with pytest.raises(WorkspaceError, match=r"newer Gengdi \(format 999"):
        open_workspace(place)
    assert place.read_bytes() == before


def test_versions_go_up_one_by_one() -> None:
    assert [step.version for step in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))
