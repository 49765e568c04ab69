"""A workspace of an older Gengdi is brought up to date; one of a newer is left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gengdi_plugin._vendor.sqlite_utils import Database
from gengdi_plugin.core.casework import CaseEvent
from gengdi_plugin.core.errors import WorkspaceError
from gengdi_plugin.store.cases import record_event, verify_states
from gengdi_plugin.store.connection import connect
from gengdi_plugin.store.listing import list_rows
from gengdi_plugin.store.review import patch_rows
from gengdi_plugin.store.schema import MIGRATIONS, SCHEMA_VERSION, Migration, migrate, schema_version
from gengdi_plugin.store.verify_workspace import verify_workspace
from gengdi_plugin.store.workspace import APPLICATION_ID, Workspace, open_workspace


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


#: How the result layers tell a patch's latest verdict (layers.workspace_layers).
LATEST_VERDICTS = """
SELECT v.uid FROM verdict v WHERE v.deleted_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM verdict w WHERE w.patch_uid = v.patch_uid AND w.deleted_at IS NULL
    AND (w.clock > v.clock OR (w.clock = v.clock AND w.uid > v.uid))
)
"""


def index_names(ws: Workspace) -> list[str]:
    found = "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix_verdict%' ORDER BY name"
    return [name for (name,) in ws.db.execute(found)]


def make_version_1(place: Path) -> None:
    """A workspace as Gengdi 0.1 made it, with a red patch, its finding and its evidence."""
    db = connect(place)
    db.execute("SELECT InitSpatialMetaData(1)").fetchone()
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(db, place, MIGRATIONS[:1])
    shape = "GeomFromText('MULTIPOLYGON(((121.6 29.95, 121.61 29.95, 121.61 29.96, 121.6 29.95)))', 4490)"
    db.execute(f"INSERT INTO patch (uid, patch_no, area_m2, geom) VALUES ('p', 'P1', 100.0, {shape})")
    db["verdict"].insert({"uid": "v", "patch_uid": "p", "run_uid": "r", "clock": 1, "code": "yellow"})
    db["evidence"].insert(
        {"uid": "e", "verdict_uid": "v", "approval_type": "conversion", "counts": 1, "doc_no": "甬土1号",
         "overlap_m2": 50.0, "share": 0.5}
    )  # fmt: skip
    db["inspection"].insert({"uid": "i", "patch_uid": "p", "finding": "found_unlawful", "inspector": "张三"})
    steps = [
        ("screened_yellow", "", "screening", ""), ("dispatched", "", "officer", ""),
        ("verifying", "", "officer", ""), ("found_unlawful", "张三", "inspector", "i"),
        ("audit_confirmed", "李四", "town", "i"),
    ]  # fmt: skip
    for clock, (event, actor, role, evidence) in enumerate(steps):
        db["case_event"].insert(
            {"patch_uid": "p", "event": event, "actor": actor, "role": role, "clock": clock,
             "evidence_uid": evidence, "unlawful_m2": 80.0}
        )  # fmt: skip
    db["patch_state"].insert({"patch_uid": "p", "state": "audited_red", "code": "red", "inspection_uid": "i"})
    db.conn.close()


def test_a_workspace_of_version_2_gains_what_a_verdict_rests_on(place: Path) -> None:
    make_version_1(place)
    db = connect(place)
    migrate(db, place, MIGRATIONS[:2])
    db.conn.close()
    with open_workspace(place, create=False) as ws:
        rested = "SELECT v.explanation, v.change_type, v.after_on, e.valid_from, e.status"
        (row,) = ws.db.execute(f"{rested} FROM verdict v, evidence e").fetchall()
        assert row == (None,) * 5
        (patch,) = patch_rows(ws)
        assert patch.explanation is None
    assert [entry.name for entry in place.parent.iterdir() if ".format2." in entry.name]


def test_a_workspace_of_version_3_finds_latest_verdicts_in_an_index_alone(place: Path) -> None:
    make_version_1(place)
    db = connect(place)
    migrate(db, place, MIGRATIONS[:3])
    # another tool may have made the index, or taken the old one away, before
    made = "CREATE INDEX ix_verdict_patch_uid_clock_uid_deleted_at"
    db.execute(f"{made} ON verdict (patch_uid, clock, uid, deleted_at)")
    db.execute("DROP INDEX ix_verdict_patch_uid_clock")
    rows = db.execute("SELECT * FROM verdict").fetchall()
    db.conn.close()
    with open_workspace(place, create=False) as ws:
        assert schema_version(ws.db) == SCHEMA_VERSION
        assert ws.db.execute("SELECT * FROM verdict").fetchall() == rows
        assert index_names(ws) == ["ix_verdict_patch_uid_clock_uid_deleted_at", "ix_verdict_run_uid"]
        plan = ws.db.execute("EXPLAIN QUERY PLAN " + LATEST_VERDICTS).fetchall()
        steps = [step[-1] for step in plan if step[-1].startswith(("SCAN", "SEARCH"))]
        assert len(steps) == 2 and all("COVERING INDEX" in step for step in steps), steps
    assert [entry.name for entry in place.parent.iterdir() if ".format3." in entry.name]


def test_a_migrated_and_a_new_workspace_have_the_same_indexes_of_verdicts(ws: Workspace, place: Path) -> None:
    old = place.with_name("old.sqlite")
    make_version_1(old)
    with open_workspace(old, create=False) as migrated:
        assert index_names(migrated) == index_names(ws)


def test_a_workspace_of_version_1_gains_what_the_signed_lists_say(place: Path) -> None:
    make_version_1(place)
    with open_workspace(place, create=False) as ws:
        assert schema_version(ws.db) == SCHEMA_VERSION
        assert ws.db.execute("SELECT authority, project, holder, purpose FROM evidence").fetchall() == [
            (None, None, None, None)
        ]
        (row,) = list_rows(ws, "rectification").rows
        assert (row["patch_no"], row["conversion_no"], row["holder"]) == ("P1", "甬土1号", None)
        assert (row["inspector"], row["violation_type"], row["started_on"]) == (None, None, None)
        assert verify_states(ws) == []
        after = record_event(ws, "p", CaseEvent("rectifying", "李四", "town"))
        assert (after.state, after.unlawful_m2, after.violation_type) == ("rectifying", 80.0, "")
    assert [entry.name for entry in place.parent.iterdir() if ".format1." in entry.name]


def test_what_was_there_before_the_chain_is_its_baseline(place: Path) -> None:
    make_version_1(place)
    db = connect(place)
    migrate(db, place, MIGRATIONS[:4])
    db.execute("UPDATE evidence SET remark = 'old'")
    db.conn.close()
    with open_workspace(place, create=False) as ws:
        operations = {row[0] for row in ws.db.execute("SELECT operation FROM audit").fetchall()}
        assert operations == {"site", "baseline", "mark"}
        assert [one.told for one in verify_workspace(ws).lines if one.kind != "missing"] == []
        ws.db.execute("UPDATE case_event SET actor = 'x' WHERE id = 2")
        assert not verify_workspace(ws).sound
    with open_workspace(place, create=False) as ws:  # nothing is taken for baseline a second time
        assert not verify_workspace(ws).sound
