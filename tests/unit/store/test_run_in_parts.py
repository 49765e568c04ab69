"""A run that comes in parts is stored as one that comes whole; what is broken off leaves no trace."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from results import result

from gengdi_plugin.core.errors import Cancelled
from gengdi_plugin.core.screening.result import ScreeningResult
from gengdi_plugin.core.table import FeatureTable, object_array
from gengdi_plugin.store.blobs import spatialite_blobs
from gengdi_plugin.store.events import verify_states
from gengdi_plugin.store.run_spool import RunSpool
from gengdi_plugin.store.runs import given_codes, move_run, save_run
from gengdi_plugin.store.spool_files import remove_left_spools
from gengdi_plugin.store.workspace import Workspace, open_workspace

TABLES = (
    "patch", "verdict", "evidence", "remainder", "ground", "case_event", "patch_state", "data_catalogue",
)  # fmt: skip
MADE = {"id", "uid", "run_uid", "verdict_uid", "evidence_uid", "clock", "at", "since", "first_used_at"}


def part(whole: ScreeningResult, rows: list[int]) -> ScreeningResult:
    """The patches ``rows`` of a result, as a tile gives them."""

    def of(table: FeatureTable) -> FeatureTable:
        kept = table.take(np.flatnonzero(np.isin(table.columns["row"].astype(int), rows)))
        place = [rows.index(row) for row in kept.columns["row"].astype(int).tolist()]
        return replace(kept, columns={**kept.columns, "row": np.array(place)})

    return replace(
        whole, patches=whole.patches.take(np.array(rows)), evidence=of(whole.evidence),
        remainders=of(whole.remainders), ground=of(whole.ground),
    )  # fmt: skip


def save_in_parts(ws: Workspace, whole: ScreeningResult, size: int) -> str:
    count = len(whole.patches)
    with RunSpool(ws.path) as spool:
        for start in range(0, count, size):
            spool.add(part(whole, list(range(start, min(start + size, count)))))
        return move_run(ws, spool, "张三")


def content(ws: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Every row without what each saving makes anew; rows of a verdict with their patch."""
    out = {}
    for table in TABLES:
        cursor = ws.db.execute(f"SELECT * FROM {table}")
        names = [entry[0] for entry in cursor.description]
        keep = [k for k, name in enumerate(names) if name not in MADE or (name == "uid" and table == "patch")]
        out[table] = sorted((tuple(row[k] for k in keep) for row in cursor), key=repr)
    return out


def left_beside(ws_file: Path) -> list[str]:
    return [file.name for file in ws_file.parent.iterdir() if file.name.endswith(".spool")]


CODES = ["green", "yellow", "yellow", "green", "yellow"] * 4


@pytest.mark.parametrize("size", [1, 3, 7, 20])
def test_parts_give_the_rows_of_the_whole(tmp_path: Path, size: int) -> None:
    earlier = result(["yellow"] * 6)
    with open_workspace(tmp_path / "one.sqlite") as one, open_workspace(tmp_path / "parts.sqlite") as parts:
        for ws in (one, parts):
            save_run(ws, earlier, "张三")
        save_run(one, result(CODES), "张三")
        save_in_parts(parts, result(CODES), size)
        assert content(parts) == content(one)
        assert verify_states(parts) == []
        assert left_beside(parts.path) == []
        for table in ("patch", "evidence", "remainder", "ground"):
            rows, known = (
                parts.db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
                for name in (f"{table} WHERE geom IS NOT NULL", f"idx_{table}_geom")
            )
            assert rows == known > 0
            assert parts.db.execute("SELECT CheckSpatialIndex(?, 'geom')", (table,)).fetchone() == (1,)


def test_bytes_are_those_that_spatialite_makes(tmp_path: Path) -> None:
    hole = shapely.Polygon(
        [(0, 0), (9, 0), (9, 9), (0, 9)], [[(1, 1), (2, 1), (2, 2)], [(4, 4), (5, 4), (5, 5)]]
    )
    shapes = [
        shapely.box(121.5, 29.9, 121.6, 30.0), hole, shapely.MultiPolygon([hole, shapely.box(20, 0, 21, 1)]),
        shapely.MultiPolygon([shapely.box(k, k, k + 0.5, k + 0.5) for k in range(5)]), None,
        shapely.Polygon(),
    ]  # fmt: skip
    made = spatialite_blobs(object_array(shapes))
    assert made[4:] == [None, None]
    with open_workspace(tmp_path / "w.sqlite") as ws:
        for shape, blob in zip(shapes[:4], made):
            multi = shapely.MultiPolygon([shape]) if shape.geom_type == "Polygon" else shape
            (known,) = ws.db.execute("SELECT GeomFromWKB(?, 4490)", (shapely.to_wkb(multi),)).fetchone()
            assert blob == known


@pytest.mark.parametrize("folder", ["a b", "100%25 #1?x=y&z", "耕地 'å'", "file:x"])
def test_a_run_is_moved_beside_any_name(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder / "工 作#库?.sqlite"
    place.parent.mkdir()
    with open_workspace(place) as ws:
        save_in_parts(ws, result(CODES), 7)
        assert len(content(ws)["patch"]) == len(CODES)
        assert sorted(file.name for file in place.parent.iterdir())[0] == place.name


def test_a_spool_that_is_lent_is_held_and_goes_on_afterwards(tmp_path: Path) -> None:
    whole = result(CODES)
    with open_workspace(tmp_path / "w.sqlite") as ws, RunSpool(ws.path) as spool:
        spool.add(part(whole, [0, 1]))
        with spool.lent(ws.db.conn):
            remove_left_spools(ws.path)
            assert left_beside(ws.path) == [spool.path.name]
            assert ws.db.execute("SELECT count(*) FROM spool.patch").fetchone() == (2,)
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                ws.db.execute("DELETE FROM spool.patch")
        spool.add(part(whole, [1, 2]))
        remove_left_spools(ws.path)
        move_run(ws, spool, "张三")
        assert len(content(ws)["patch"]) == 3


def test_a_run_that_was_not_moved_can_be_moved_again(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "w.sqlite") as ws, RunSpool(ws.path) as spool:
        spool.add(result(CODES))
        answers = iter([False] * 5)
        with pytest.raises(Cancelled):
            move_run(ws, spool, "a", cancelled=lambda: next(answers, True))
        move_run(ws, spool, "a")
        assert len(content(ws)["patch"]) == len(CODES)


def test_codes_of_parts_are_settled_against_the_workspace(tmp_path: Path) -> None:
    code = {"spatial_code": ["330211001201-N51G001234560001-01"]}
    with open_workspace(tmp_path / "w.sqlite") as ws:
        save_run(ws, result(["green"], columns=code), "a")
        with RunSpool(ws.path) as spool:
            spool.add(result(["yellow"], start=5, columns=code))
            spool.add(result(["yellow"], start=6, columns=code))
            # meanwhile another officer saves a patch of this run
            save_run(ws, result(["yellow"], start=6), "b")
            kept = given_codes(ws)
            move_run(ws, spool, "a")
        codes = given_codes(ws)
        assert len(set(codes.values())) == len(codes) == 3
        assert codes.items() >= kept.items()
        for table, tail in (("evidence", ""), ("remainder", "~1")):
            rows = ws.db.execute(
                f"SELECT p.spatial_code, e.spatial_code FROM {table} e "
                "JOIN verdict v ON v.uid = e.verdict_uid JOIN patch p ON p.uid = v.patch_uid"
            ).fetchall()
            assert len(rows) >= 3 and all(found == code + tail for code, found in rows)


def test_cancel_between_parts_and_in_moving_leaves_nothing(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "w.sqlite") as ws:
        save_run(ws, result(["yellow", "yellow"]), "a")
        before, stop = content(ws), [False]
        with pytest.raises(Cancelled), RunSpool(ws.path, lambda: stop[0]) as spool:
            spool.add(result(["green"] * 5, start=1))
            assert left_beside(ws.path)
            stop[0] = True
            spool.add(result(["green"] * 5, start=9))
        assert (content(ws), left_beside(ws.path)) == (before, [])
        asked = 0
        while cancelled_at(ws, asked):
            assert (content(ws), left_beside(ws.path)) == (before, [])
            asked += 1
        assert asked > 5
        assert len(content(ws)["patch"]) == 6


def cancelled_at(ws: Workspace, asked: int) -> bool:
    """Whether a run that is cancelled the ``asked``-th time it asks was cancelled before it was whole."""
    answers = iter([False] * asked)
    try:
        with RunSpool(ws.path) as spool:
            spool.add(result(["green"] * 5, start=1))
            move_run(ws, spool, "a", cancelled=lambda: next(answers, True))
    except Cancelled:
        return True
    return False


KILLED = """
import os, signal, sys
sys.path[:0] = sys.argv[2:4]
from pathlib import Path
from results import result
from gengdi_plugin.store.run_spool import RunSpool
spool = RunSpool(Path(sys.argv[1]))
spool.add(result(["green", "yellow"] * 300, start=1))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_crash_before_moving_leaves_the_workspace_and_its_spool_goes_with_the_next_start(tmp_path: Path):
    place = tmp_path / "w.sqlite"
    with open_workspace(place) as ws:
        save_run(ws, result(["yellow", "yellow"]), "a")
        before = content(ws)
    here = Path(__file__).resolve()
    command = [sys.executable, "-c", KILLED, str(place), str(here.parent), str(here.parents[3])]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert len(left_beside(place)) == 1
    with RunSpool(place) as living, open_workspace(place) as ws:
        assert left_beside(place) == [living.path.name]
        assert content(ws) == before
    assert [file.name for file in tmp_path.iterdir()] == ["w.sqlite"]
