"""A long run: its progress is true, cancel leaves nothing half-written, and very many rows stay in order."""

from __future__ import annotations

import gc
import random
import sqlite3
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gui_rows import patch_row
from test_screen_patches import layers

import processing
from qgis.core import QgsProcessingFeedback, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QTableView

from gengdi_plugin.gui.patches.patch_columns import COLUMNS
from gengdi_plugin.gui.patches.patch_filters import CodeFilter, ReasonFilter, TextFilter, UnitFilter
from gengdi_plugin.gui.patches.patch_model import PatchModel
from gengdi_plugin.gui.patches.patch_proxy import PatchProxy
from gengdi_plugin.gui.work.algorithm_run import AlgorithmRun
from gengdi_plugin.gui.work.operations import OperationManager
from gengdi_plugin.processing.screen_patches import ScreenPatchesAlgorithm

pytestmark = pytest.mark.usefixtures("qgis_processing")

KEYS = [column.key for column in COLUMNS]
TABLES = ("patch", "screening_run", "verdict", "evidence", "remainder", "ground", "case_event", "patch_state")


class Watcher(QgsProcessingFeedback):
    """Keeps the progress it is told; asks to stop at ``percent``, or when a step named ``step`` begins."""

    def __init__(self, percent: float = 1000.0, step: int = -1) -> None:
        super().__init__(False)
        self.told: list[float] = []
        self.steps: list[str] = []
        self._percent, self._step = percent, step

    def setProgress(self, progress: float) -> None:  # noqa: N802
        self.told.append(progress)
        super().setProgress(progress)
        if progress >= self._percent:
            self.cancel()

    def setProgressText(self, text: str) -> None:  # noqa: N802
        self.steps.append(text)
        if len(self.steps) - 1 == self._step:
            self.cancel()


def run(folder: Path, feedback: Watcher, suffix: str = ".gpkg") -> dict[str, Any]:
    sinks = {name: str(folder / f"{name.lower()}{suffix}") for name in ("OUTPUT", "EVIDENCE", "REMAINDERS")}
    given = {**layers(), **sinks, "WORKSPACE": str(folder / "work.sqlite")}
    return dict(processing.run(ScreenPatchesAlgorithm().create(), given, feedback=feedback))


def content(folder: Path) -> dict[str, list[Any]]:
    with sqlite3.connect(folder / "work.sqlite") as db:
        return {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def outputs(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if not file.name.startswith("work"))


def test_progress_never_goes_back_and_comes_to_its_end(tmp_path):
    watcher = Watcher()
    assert run(tmp_path, watcher)["COUNT"] == 4
    assert watcher.told == sorted(watcher.told)
    assert watcher.told[-1] == 100
    assert len(watcher.steps) == 4
    assert len({round(percent) for percent in watcher.told if percent > 70}) > 5  # saving tells too


@pytest.mark.parametrize("percent", [1, 5, 20, 35, 45, 55, 62, 70, 80, 90, 95])
def test_cancel_at_any_percent_leaves_no_output_and_the_workspace_as_it_was(tmp_path, percent):
    run(tmp_path, Watcher())
    before = content(tmp_path)
    again = tmp_path / "again"
    again.mkdir()
    (tmp_path / "work.sqlite").rename(again / "work.sqlite")
    assert "COUNT" not in run(again, Watcher(percent))
    assert outputs(again) == []
    assert content(again) == before


@pytest.mark.parametrize("percent", [1, 45, 84, 86, 90, 95])
def test_cancel_of_the_first_run_leaves_no_workspace(tmp_path, percent):
    assert "COUNT" not in run(tmp_path, Watcher(percent))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", range(4))
@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson", ".csv"])
def test_cancel_as_a_step_begins_leaves_no_file_of_any_format(tmp_path, step, suffix):
    assert "COUNT" not in run(tmp_path, Watcher(step=step), suffix)
    assert outputs(tmp_path) == []


def test_an_output_that_fails_takes_the_finished_ones_with_it(tmp_path):
    (tmp_path / "remainders.gpkg").mkdir()  # cannot be written
    with pytest.raises(Exception, match="remainders"):
        run(tmp_path, Watcher())
    assert outputs(tmp_path) == ["remainders.gpkg"]
    assert not (tmp_path / "work.sqlite").exists() or content(tmp_path)["patch"] == []


@pytest.fixture(scope="module")
def many() -> list[Any]:
    chance = random.Random(11)  # noqa: S311 - reproducible, not secret
    return [
        patch_row(
            number,
            code=chance.choice(["green", "yellow"]),
            reason=chance.choice(["no_approval", "uncovered_cultivated", "covered"]),
            area_m2=chance.choice([None, chance.uniform(1, 9000)]),
            unit_code=chance.choice(["330211001001", "330211001002", "330211002001", ""]),
            spatial_code=f"330211-{chance.randrange(10**9):09d}",
            sentence=chance.choice(["Nothing covers it.", "甬土〔2021〕12号 covers it."]),
        )
        for number in range(100_000)
    ]


@pytest.mark.parametrize("key", ["area_m2", "spatial_code", "reason", "unit_name", "code"])
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_a_hundred_thousand_rows_are_sorted_as_one_by_one(qgis_app, many, key, order):
    model = PatchModel()
    model.set_rows(many)
    model.sort(KEYS.index(key), order)
    by = COLUMNS[KEYS.index(key)].order
    known = [row for row in many if by(row) is not None]
    known.sort(key=by, reverse=order == Qt.SortOrder.DescendingOrder)
    unknown = [row for row in many if by(row) is None]
    assert [row.uid for row in model.rows()] == [row.uid for row in (*known, *unknown)]


def test_a_hundred_thousand_rows_are_filtered_as_one_by_one(qgis_app, many):
    model = PatchModel()
    model.set_rows(many)
    proxy = PatchProxy(model)
    filters = [
        CodeFilter(frozenset({"green"})), ReasonFilter("covered"), UnitFilter("330211001"),
        TextFilter("甬土 p0"),
    ]  # fmt: skip
    for chosen in (filters[:1], filters[1:2], filters[2:3], filters[3:], filters):
        proxy.set_filters(chosen)
        expected = [row.uid for row in many if all(one.accepts(row) for one in chosen)]
        assert [row.uid for row in proxy.shown()] == expected
        assert 0 < len(expected) < len(many)
        assert proxy.area() == pytest.approx(sum(row.area_m2 or 0.0 for row in proxy.shown()))
        place = len(expected) // 2
        assert proxy.place(expected[place]).row() == place
    hidden = next(row.uid for row in many if row.code == "yellow")
    assert not proxy.place(hidden).isValid()


def test_provisional_rows_take_their_place_among_all_others(qgis_app, many):
    model = PatchModel()
    model.set_rows(many)
    changed = patch_row(5, code="green", area_m2=20_000.0)
    stranger = patch_row(200_000, code="green", area_m2=0.5)
    assert model.show_live({changed.uid: changed, stranger.uid: stranger}) == {changed.uid, stranger.uid}
    model.sort(KEYS.index("area_m2"), Qt.SortOrder.DescendingOrder)
    assert model.rows()[0] is changed
    assert model.rows()[model.position(stranger.uid)] is stranger
    proxy = PatchProxy(model)
    proxy.set_filters([CodeFilter(frozenset({"green"}))])
    assert proxy.row(0) is changed
    assert proxy.place(stranger.uid).isValid()
    model.show_live({})
    assert model.position(stranger.uid) is None
    assert model.rows()[model.position(changed.uid)] is many[5]
    assert len(model.rows()) == len(many)


def test_a_view_keeps_its_selection_when_filtered_rows_are_sorted(qgis_app, many):
    model = PatchModel()
    model.set_rows(many)
    proxy = PatchProxy(model)
    proxy.set_filters([UnitFilter("330211001")])
    view = QTableView()
    view.setModel(proxy)
    view.selectRow(777)
    chosen = proxy.row(777).uid
    proxy.sort(KEYS.index("spatial_code"), Qt.SortOrder.DescendingOrder)
    assert {proxy.row(index.row()).uid for index in view.selectionModel().selectedIndexes()} == {chosen}


def test_python_is_as_before_once_nothing_is_under_way(qgis_app, qtbot):
    manager, before = OperationManager(), sys.getswitchinterval()
    first = manager.run_function(lambda feedback: 1, "first")
    second = manager.run_function(lambda feedback: 1 / 0, "second")
    assert gc.get_freeze_count() > 0
    assert sys.getswitchinterval() < before
    qtbot.waitUntil(lambda: first.ended_already() and second.ended_already(), timeout=20_000)
    assert gc.get_freeze_count() == 0
    assert sys.getswitchinterval() == before
    manager.close()


def test_an_operation_that_cannot_begin_leaves_nothing_behind(qgis_app, monkeypatch):
    manager, before = OperationManager(), sys.getswitchinterval()

    def broken(_run: AlgorithmRun) -> str:
        raise RuntimeError("broken")

    monkeypatch.setattr(AlgorithmRun, "prepare", broken)
    with pytest.raises(RuntimeError, match="broken"):
        manager.run_algorithm("gengdi:screenpatches", {}, "title", QgsProject.instance())
    assert manager.running() == []
    assert (gc.get_freeze_count(), sys.getswitchinterval()) == (0, before)


def test_unloading_while_work_is_under_way_gives_python_back(qgis_app):
    manager, before, go_on = OperationManager(), sys.getswitchinterval(), threading.Event()
    manager.run_function(lambda feedback: go_on.wait(20), "waits")
    go_on.set()
    manager.close()
    assert (gc.get_freeze_count(), sys.getswitchinterval()) == (0, before)


def test_cancel_that_comes_after_the_end_takes_nothing_back(qgis_app, qtbot):
    """The run is in the workspace: to say that nothing was saved would be untrue."""
    manager, taken = OperationManager(), []
    operation = manager._begin("a run")
    late = QgsProcessingFeedback()
    late.cancel()
    finished = SimpleNamespace(feedback=late, results={})
    manager._executed(operation, finished, False, {"RUN": "uid"}, taken.append)
    assert taken == [finished] and finished.results == {"RUN": "uid"}
    assert not operation.cancelled()
    other = manager._begin("another run")
    manager._executed(other, finished, False, {"COUNT": 3}, taken.append)
    assert len(taken) == 1 and other.cancelled()
    manager.close()
