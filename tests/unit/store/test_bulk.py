"""Many rows at once: nobody sees a difference to SpatiaLite's triggers, and the triggers are as they were."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import shapely
from results import result, square

from gengdi_plugin.core.errors import Cancelled, WorkspaceError
from gengdi_plugin.store import bulk, run_watch, sql
from gengdi_plugin.store.connection import load_spatialite, transaction
from gengdi_plugin.store.runs import save_run, undo_run
from gengdi_plugin.store.workspace import Workspace, open_workspace

SHAPED = ("patch", "evidence", "remainder", "ground")
CODES = ["green", "yellow", "yellow"] * 40


@pytest.fixture(autouse=True, params=["at once", "by triggers"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways into a table give the same."""
    monkeypatch.setattr(run_watch, "BATCH", 50)
    monkeypatch.setattr(bulk, "MANY", 1 if request.param == "at once" else 1_000_000)
    return str(request.param)


def schema(db: Any) -> dict[str, tuple[str, str, str]]:
    rows = db.execute("SELECT name, type, tbl_name, sql FROM main.sqlite_master").fetchall()
    return {name: tuple(rest) for name, *rest in rows}


def index_is_right(ws: Workspace) -> None:
    """Every spatial index is valid and finds what looking at every row finds."""
    dice = random.Random(11)  # noqa: S311 - a test that repeats itself
    for table in SHAPED:
        assert ws.db.execute("SELECT CheckSpatialIndex(?, 'geom')", (table,)).fetchone() == (1,)
        assert ws.db.execute("SELECT rtreecheck('main', ?)", (f"idx_{table}_geom",)).fetchone() == ("ok",)
        rows = ws.db.execute(
            f"SELECT id, MbrMinX(geom), MbrMaxX(geom), MbrMinY(geom), MbrMaxY(geom) FROM {table} "
            "WHERE geom IS NOT NULL"
        ).fetchall()
        assert rows
        for _ in range(10):
            west, south = 121.4 + dice.uniform(0, 0.4), 29.9 + dice.uniform(0, 0.1)
            east, north = west + dice.uniform(0, 0.1), south + dice.uniform(0, 0.1)
            asked = f"SELECT pkid FROM idx_{table}_geom WHERE xmin<=? AND xmax>=? AND ymin<=? AND ymax>=?"
            found = ws.db.execute(asked, (east, west, north, south)).fetchall()
            there, near = (
                {
                    key for key, x0, x1, y0, y1 in rows
                    if x0 <= east + more and x1 >= west - more and y0 <= north + more and y1 >= south - more
                }
                for more in (0.0, 2e-5)  # the index has 32-bit floats, rounded outwards
            )  # fmt: skip
            assert there <= {key for (key,) in found} <= near


def test_indexes_are_right_after_runs_undo_and_single_rows(ws: Workspace) -> None:
    before = schema(ws.db)
    save_run(ws, result(CODES), "a")
    index_is_right(ws)
    run = save_run(ws, result(CODES[::-1], start=60), "b")
    index_is_right(ws)
    undo_run(ws, run, "b")
    index_is_right(ws)
    ws.db.execute("DELETE FROM ground WHERE id % 3 = 0")
    ws.db.execute("UPDATE evidence SET geom = (SELECT geom FROM patch LIMIT 1) WHERE id % 5 = 0")
    save_run(ws, result(CODES, start=100), "c")
    index_is_right(ws)
    assert schema(ws.db) == before


def test_a_geometry_that_was_lost_has_no_place_in_the_index(ws: Workspace) -> None:
    save_run(ws, result(["green"] * 3, geometry=[square(0), None, square(2)]), "a")
    for table in ("patch", "ground"):
        assert ws.db.execute(f"SELECT pkid FROM idx_{table}_geom ORDER BY 1").fetchall() == [(1,), (3,)]


def test_when_rows_came_is_noted_as_the_trigger_notes_it(ws: Workspace) -> None:
    asked = "SELECT f_table_name FROM geometry_columns_time WHERE last_insert > '2000-01-01T00:00:00.000Z'"
    assert ws.db.execute(asked).fetchall() == []
    save_run(ws, result(CODES), "a")
    assert {table for (table,) in ws.db.execute(asked).fetchall()} == set(SHAPED)


def everything(ws: Workspace) -> dict[str, Any]:
    """The schema and every row, also of the tables behind the indexes."""
    found: dict[str, Any] = {"schema": schema(ws.db)}
    for name, (kind, _, text) in found["schema"].items():
        if kind == "table" and "VIRTUAL" not in text:
            found[name] = ws.db.execute(f'SELECT * FROM "{name}"').fetchall()
    return found


def test_a_cancel_anywhere_leaves_triggers_rows_and_indexes_as_they_were(ws: Workspace) -> None:
    save_run(ws, result(CODES[:5]), "a")
    before, asked = everything(ws), 0

    def cancelled() -> bool:
        answers = iter([False] * asked)
        try:
            save_run(ws, result(CODES, start=3), "b", cancelled=lambda: next(answers, True))
        except Cancelled:
            return True
        return False

    while cancelled():
        assert everything(ws) == before
        asked += 1
    assert asked > 10
    assert everything(ws)["schema"] == before["schema"]


def test_an_error_in_the_middle_leaves_triggers_rows_and_indexes_as_they_were(ws: Workspace) -> None:
    save_run(ws, result(CODES[:5]), "a")
    before = everything(ws)

    def progress(done: float) -> None:
        if done > 0.5:
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        save_run(ws, result(CODES, start=3), "b", progress=progress)
    assert everything(ws) == before
    save_run(ws, result(CODES, start=3), "b")
    index_is_right(ws)


@pytest.fixture()
def reader(ws: Workspace) -> Iterator[sqlite3.Connection]:
    """Another program that has the file open."""
    with closing(sqlite3.connect(str(ws.path), isolation_level=None)) as connection:
        load_spatialite(connection)
        yield connection


def test_a_reader_sees_nothing_until_all_is_there(ws: Workspace, reader: sqlite3.Connection) -> None:
    save_run(ws, result(CODES[:50]), "a")

    def seen() -> list[Any]:
        counts = [reader.execute(f"SELECT count(*) FROM {table}").fetchone() for table in SHAPED]
        near = "SELECT count(*) FROM evidence JOIN idx_evidence_geom ON pkid = id WHERE xmin > 121.53"
        return [schema(reader), *counts, reader.execute(near).fetchone()]

    before, looks = seen(), []
    open_cursor = reader.execute("SELECT id FROM patch ORDER BY id")
    assert open_cursor.fetchone() == (1,)
    save_run(ws, result(CODES, start=30), "b", progress=lambda _: looks.append(seen()))
    assert len(looks) > 10 and all(look == before for look in looks[:-1])
    assert [key for (key,) in open_cursor] == list(range(2, 51)), "what it began to read it reads to its end"
    after = seen()
    assert after[0] == before[0]
    assert [count for (count,) in after[1:]] == [150, 170, 113, 170, 34 + 120]
    assert reader.execute("SELECT CheckSpatialIndex('ground', 'geom')").fetchone() == (1,)


@pytest.mark.parametrize(
    "write",
    [
        "DELETE FROM ground WHERE id = 1",
        "INSERT INTO ground (kind, geom) SELECT 'paddy', geom FROM patch WHERE id = 2",
        "UPDATE ground SET geom = (SELECT geom FROM patch WHERE id = 9) WHERE id = 2",
    ],
)
@pytest.mark.parametrize("read", ["SELECT count(*) FROM ground", "SELECT count(*) FROM idx_ground_geom"])
def test_a_program_that_knew_the_file_may_write_next(
    ws: Workspace, reader: sqlite3.Connection, read: str, write: str
) -> None:
    """Whatever of the file it had looked at: QGIS would lose edits after a commit that fails."""
    save_run(ws, result(CODES[:9]), "a")
    reader.execute(read).fetchall()
    version = reader.execute("PRAGMA schema_version").fetchone()
    save_run(ws, result(CODES), "a")
    reader.execute("BEGIN")
    reader.execute(write)
    reader.execute("COMMIT")
    index_is_right(ws)
    assert reader.execute("PRAGMA schema_version").fetchone() == version
    with pytest.raises(sqlite3.IntegrityError, match="Geometry constraint"):
        reader.execute("INSERT INTO ground (geom) VALUES (GeomFromText('POINT(1 1)', 4490))")


@pytest.mark.parametrize(
    "bad",
    [
        "GeomFromText('POINT(1 1)', 4490)",
        "GeomFromText('MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))', 4326)",
        "x'00'",
    ],
)
def test_a_geometry_that_the_table_does_not_take_is_refused(ws: Workspace, way: str, bad: str) -> None:
    before = everything(ws)
    refused = pytest.raises((WorkspaceError, sqlite3.IntegrityError), match="geom")
    with refused, transaction(ws.db) as db, bulk.new_rows(db, "ground", 5) as insert:
        insert(sql.insert("ground", ("kind",)), ("paddy",))
        insert(f"INSERT INTO ground (geom) VALUES ({bad})", ())
    assert everything(ws) == before


def test_a_table_without_spatial_index_stays_without(ws: Workspace) -> None:
    ws.db.execute("SELECT DisableSpatialIndex('ground', 'geom')")
    before = schema(ws.db)
    save_run(ws, result(CODES), "a")
    assert schema(ws.db) == before
    assert ws.db.execute("SELECT count(*) FROM idx_ground_geom").fetchone() == (0,)
    assert ws.db.execute("SELECT CheckSpatialIndex('patch', 'geom')").fetchone() == (1,)


def test_other_triggers_fire(ws: Workspace) -> None:
    ws.db.execute("CREATE TABLE heard (id INTEGER)")
    ws.db.execute("CREATE TRIGGER hear AFTER INSERT ON ground BEGIN INSERT INTO heard VALUES (NEW.id); END")
    save_run(ws, result(CODES), "a")
    assert ws.db.execute("SELECT count(*) FROM heard").fetchone() == (len(CODES),)


def test_an_entry_that_no_row_has_is_replaced(ws: Workspace) -> None:
    ws.db.execute("INSERT INTO idx_ground_geom VALUES (7, 0, 1, 0, 1)")
    save_run(ws, result(CODES), "a")
    index_is_right(ws)


def test_a_sqlite_that_guards_its_tables_goes_the_other_way(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "can_fill", lambda *_: False)
    save_run(ws, result(CODES), "a")
    index_is_right(ws)


def test_both_ways_make_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for many in (1, 1_000_000):
        monkeypatch.setattr(bulk, "MANY", many)
        with open_workspace(tmp_path / f"{many}.sqlite") as ws:
            holes = [square(k).difference(shapely.Point(121.5005, 29.9505).buffer(1e-4)) for k in range(120)]
            save_run(ws, result(CODES, geometry=holes), "a")
            save_run(ws, result(CODES[:50], start=90), "a")
            found.append(
                [
                    ws.db.execute(f"SELECT * FROM idx_{table}_geom ORDER BY pkid").fetchall()
                    for table in SHAPED
                ]
                + [ws.db.execute(f"SELECT id, hex(geom) FROM {table}").fetchall() for table in SHAPED]
            )
    assert found[0] == found[1]


def test_rows_of_other_programs_are_logged_after_a_run_and_ours_are_not(ws: Workspace) -> None:
    save_run(ws, result(CODES), "a")
    logged = "SELECT table_name, row_uid FROM sync_log ORDER BY rowid"
    assert ws.db.execute(logged).fetchall() == []
    for table in ("verdict", "case_event"):
        ws.db.execute(f"INSERT INTO {table} (uid) VALUES ('{table} of another')")
    assert ws.db.execute(logged).fetchall() == [
        (table, f"{table} of another") for table in ("verdict", "case_event")
    ]
