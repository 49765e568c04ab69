"""Opening and closing the workspace file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from gengdi_plugin.core.errors import WorkspaceError
from gengdi_plugin.store import connection
from gengdi_plugin.store.connection import transaction
from gengdi_plugin.store.schema import SCHEMA_VERSION
from gengdi_plugin.store.workspace import (
    APPLICATION_ID,
    Workspace,
    is_made,
    is_workspace,
    open_workspace,
    planned_workspace,
)


def test_a_new_workspace_is_a_spatialite_file_in_cgcs2000(ws: Workspace) -> None:
    assert ws.db.journal_mode == "wal"
    assert ws.db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert ws.db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert ws.db.execute("SELECT count(*) FROM spatial_ref_sys WHERE auth_srid = 4490").fetchone()[0] == 1
    columns = ws.db.execute("SELECT DISTINCT srid FROM geometry_columns").fetchall()
    assert columns == [(4490,)]


def test_a_new_file_has_large_pages_and_one_with_small_pages_is_taken_as_it_is(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, size in enumerate((16 * 1024, 4096)):
        monkeypatch.setattr("gengdi_plugin.store.workspace._PAGE_BYTES", size)
        open_workspace(place.with_name(f"{number}.sqlite")).close()
        monkeypatch.undo()
        with open_workspace(place.with_name(f"{number}.sqlite"), create=False) as ws:
            assert ws.db.execute("PRAGMA page_size").fetchone() == (size,)
            assert ws.db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_every_exchanged_table_has_uid_remark_and_tombstone_and_no_second_key(ws: Workspace) -> None:
    derived = {"patch_state", "setting"}
    system = {name for (name,) in ws.db.execute("SELECT name FROM sqlite_master WHERE name LIKE 'idx_%'")}
    ours = {
        "patch", "screening_run", "verdict", "evidence", "remainder", "ground", "case_event", "inspection",
        "photo", "rectification", "responsible", "unit", "enterprise", "permit", "outlet", "data_catalogue",
    }  # fmt: skip
    assert ours | derived <= set(ws.db.table_names()) - system
    for table in ours:
        columns = {column.name: column for column in ws.db[table].columns}
        assert {"id", "uid", "remark", "deleted_at"} <= set(columns), table
        assert ws.db[table].foreign_keys == []
        unique = [index.columns for index in ws.db[table].indexes if index.unique]
        assert unique == [["uid"]], table


def test_a_row_added_with_an_empty_uid_gets_one(ws: Workspace) -> None:
    ws.db.execute("INSERT INTO patch (patch_no, uid) VALUES ('A', NULL), ('B', NULL)")
    ws.db.execute("INSERT INTO patch (patch_no) VALUES ('C')")
    uids = [uid for (uid,) in ws.db.execute("SELECT uid FROM patch")]
    assert len(set(uids)) == 3 and all(len(uid) == 32 for uid in uids)


def test_opening_again_keeps_what_is_there_and_closing_twice_does_no_harm(place: Path) -> None:
    with open_workspace(place) as first:
        first.db["patch"].insert({"patch_no": "P1"})
    first.close()
    with open_workspace(place, create=False) as again:
        assert [row["patch_no"] for row in again.db["patch"].rows] == ["P1"]


def test_closing_writes_the_log_back_and_leaves_one_file(place: Path) -> None:
    with open_workspace(place) as ws:
        ws.db["patch"].insert({"patch_no": "P1"})
        assert place.with_name(place.name + "-wal").exists()
    assert [entry.name for entry in place.parent.iterdir()] == [place.name]
    with closing(sqlite3.connect(f"file:{place}?immutable=1", uri=True)) as copy:
        assert copy.execute("SELECT patch_no FROM patch").fetchall() == [("P1",)]


@pytest.mark.skipif(sys.platform != "linux", reason="open handles are read from /proc")
def test_no_handle_is_left_open_not_even_after_a_refusal(place: Path) -> None:
    open_workspace(place).close()
    place.with_name("other.sqlite").write_bytes(b"no database at all" * 20)
    for path in (place.with_name("other.sqlite"), place.parent / "missing" / "x.sqlite"):
        with pytest.raises(WorkspaceError):
            open_workspace(path)
    held = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert not [name for name in held if str(place.parent) in name]


def test_a_missing_file_is_not_made_when_that_is_not_wanted(place: Path) -> None:
    with pytest.raises(WorkspaceError, match="no workspace at"):
        open_workspace(place, create=False)
    assert not place.exists()


def test_an_empty_file_becomes_a_workspace(place: Path) -> None:
    place.touch()
    with open_workspace(place) as ws:
        assert ws.db["patch"].count == 0


@pytest.mark.parametrize("content", [b"patch_no,code\nP1,green\n", b"SQLite format 3", b"\x00" * 4096])
def test_a_file_that_is_no_database_is_refused_untouched(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with pytest.raises(WorkspaceError, match=f"{place.name}.*not a SQLite file"):
        open_workspace(place)
    assert place.read_bytes() == content


def test_a_database_of_another_program_is_refused_untouched(place: Path) -> None:
    with closing(connection.connect(place).conn) as other:
        other.execute("SELECT InitSpatialMetaData(1, 'NONE')").fetchone()
    before = place.read_bytes()
    assert not is_workspace(place)
    with pytest.raises(WorkspaceError, match="another program"):
        open_workspace(place)
    assert place.read_bytes() == before


def test_a_damaged_workspace_is_told_in_plain_words(place: Path) -> None:
    open_workspace(place).close()
    whole = place.read_bytes()
    place.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(WorkspaceError, match=r"(?s)工作库.sqlite.*damaged.*backup"):
        open_workspace(place)


def test_a_folder_that_is_not_there_is_named(place: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"folder .*missing.* does not exist"):
        open_workspace(place.parent / "missing" / "w.sqlite")


@pytest.mark.skipif(sys.platform != "linux", reason="a folder that nobody may write, root neither: /proc")
def test_a_folder_that_cannot_be_written_is_told_in_plain_words() -> None:
    with pytest.raises(WorkspaceError, match="cannot be written"):
        open_workspace("/proc/w.sqlite")


def test_missing_spatialite_is_told_with_the_remedy_and_leaves_no_file(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SPATIALITE_NAMES", ("mod_not_there", "mod_not_there.so"))
    with pytest.raises(WorkspaceError, match=r"mod_spatialite.*install"):
        open_workspace(place)
    assert list(place.parent.iterdir()) == []


def test_every_platforms_name_of_the_extension_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SPATIALITE_NAMES", ("mod_not_there", "mod_spatialite"))
    with closing(connection.connect(":memory:").conn) as db:
        assert db.execute("SELECT spatialite_version()").fetchone()[0].startswith("5")


def test_a_zip_called_sqlite_is_refused(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("a", "b")
    with pytest.raises(WorkspaceError):
        open_workspace(place)


def test_a_transaction_holds_as_a_whole_though_sqlite_utils_commits_each_write(ws: Workspace) -> None:
    with pytest.raises(ZeroDivisionError), transaction(ws.db):
        ws.db["patch"].insert({"patch_no": "P1"})
        ws.db["patch"].insert_all([{"patch_no": "P2"}, {"patch_no": "P3"}])
        with transaction(ws.db):
            ws.db["responsible"].insert({"name": "张三"})
        raise ZeroDivisionError
    assert ws.db["patch"].count == ws.db["responsible"].count == 0
    with transaction(ws.db):
        ws.db["patch"].insert({"patch_no": "P1"})
    assert ws.db["patch"].count == 1


def test_a_geometry_that_spatialite_refuses_leaves_the_connection_usable(ws: Workspace) -> None:
    with pytest.raises(sqlite3.Error, match="Geometry constraint"), transaction(ws.db) as held:
        held.execute("INSERT INTO patch (patch_no, geom) VALUES ('A', GeomFromText('POINT(121 30)', 4490))")
    with transaction(ws.db):
        ws.db["patch"].insert({"patch_no": "P1"})
    assert ws.db["patch"].count == 1


def test_a_writer_that_waits_too_long_is_told_and_nothing_is_changed(
    ws: Workspace, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    with open_workspace(place) as other, transaction(ws.db):
        with pytest.raises(WorkspaceError, match="another program"), transaction(other.db):
            other.db["patch"].insert({"patch_no": "P1"})
        assert other.db["patch"].count == 0


def test_a_reader_does_not_keep_a_writer_from_writing(ws: Workspace, place: Path) -> None:
    ws.db["patch"].insert({"patch_no": "P1"})
    with open_workspace(place) as reader:
        rows = reader.db.execute("SELECT patch_no FROM patch")
        assert rows.fetchone() == ("P1",)
        with transaction(ws.db):
            ws.db["patch"].insert({"patch_no": "P2"})


def test_two_processes_may_make_the_same_workspace_one_after_the_other(place: Path) -> None:
    script = (
        "import sys; from gengdi_plugin.store.workspace import open_workspace\n"
        "with open_workspace(sys.argv[1]) as ws: ws.db['patch'].insert({'patch_no': sys.argv[2]})"
    )
    for number in "12":
        subprocess.run([sys.executable, "-c", script, str(place), number], check=True)
    with open_workspace(place) as ws:
        assert ws.db["patch"].count == 2


def test_a_workspace_that_is_planned_is_not_made(place: Path) -> None:
    assert planned_workspace(str(place)) == place
    assert not is_made(place) and list(place.parent.iterdir()) == []
    place.touch()  # a file dialog keeps the name so
    assert planned_workspace(place) == place
    assert not is_made(place) and place.stat().st_size == 0


def test_a_place_where_no_workspace_can_be_is_refused_before_any_work(place: Path) -> None:
    with pytest.raises(WorkspaceError, match="does not exist"):
        planned_workspace(place.parent / "nowhere" / "w.sqlite")
    place.write_text("a letter")
    with pytest.raises(WorkspaceError, match="not a SQLite file"):
        planned_workspace(place)
    assert place.read_text() == "a letter"
