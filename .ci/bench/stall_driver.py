"""Runs inside QGIS for ``stall.py``: the dock's own Screen Patches, watched by a timer in the event loop."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any, Callable

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import plugins

from bench.gaps import Gaps
from drive import settle, wait_until

_ROLES = {
    "JCTB": "change_patch", "approvals": "approval", "DLTB": "farmland", "YJJBNTTB": "basic_farmland",
}  # fmt: skip
_TABLES = ("patch", "screening_run", "verdict", "evidence", "remainder", "ground", "case_event")
_LIMIT_S = 3600


def main(iface: Any) -> dict[str, Any]:
    iface.mainWindow().showMaximized()
    settle(1000)
    gaps = Gaps(iface.mainWindow(), os.environ.get("GENGDI_STACKS") == "1")
    folder = Path(os.environ["GENGDI_FOLDER"])
    if "gengdi_plugin" not in plugins:
        return qgis_alone(iface, gaps, folder)
    desktop = plugins["gengdi_plugin"].desktop
    with gaps.watching():
        gaps.doing = "nothing"
        settle(5000)
        desktop.dock.show_page(desktop.dock.layers)
        settle(2000)  # its warm-up begins 0.8 s after it is shown
        layers = added(gaps, folder, "QGIS opens the files", "adding the layers")
        bind_as_meant(layers)
        settle(500)
        page = desktop.dock.screening
        desktop.dock.show_page(page)
        settle(3000)  # an officer reads what will be tested
        workspace = Path(os.environ["GENGDI_SCRATCH"]) / "workspace.sqlite"
        page.workspace.setFilePath(str(workspace))
        moments = [float(one) for one in os.environ.get("GENGDI_MOMENTS", "").split(",") if one]
        cancels = [cancelled_at(desktop, gaps, workspace, moment) for moment in moments]
        run = whole_run(desktop, gaps, workspace) if os.environ.get("GENGDI_WHOLE", "1") == "1" else None
        if run is not None:
            look_at_patches(desktop, gaps)
    return {**gaps.answer(), "cancels": cancels, "run": run}


def qgis_alone(iface: Any, gaps: Gaps, folder: Path) -> dict[str, Any]:
    """What the same takes in a QGIS without the plugin: the four layers added, the patches as QGIS's own
    table."""
    with gaps.watching():
        layers = added(gaps, folder, "QGIS alone: opens the files", "QGIS alone: adding the layers")
        gaps.doing = "QGIS alone: table of the patches"
        table = iface.showAttributeTable(layers["JCTB"])
        settle(3000)
        gaps.doing = "QGIS alone: end"
        table.close()
        settle(500)
    return gaps.answer()


def added(gaps: Gaps, folder: Path, opening: str, adding: str) -> dict[str, QgsVectorLayer]:
    """The layers, opened and then added to the project, each step watched under its name."""
    gaps.doing = opening
    layers = opened(folder)
    settle(500)
    gaps.doing = adding
    QgsProject.instance().addMapLayers(list(layers.values()))
    settle(2000)
    return layers


def opened(folder: Path) -> dict[str, QgsVectorLayer]:
    return {name: QgsVectorLayer(str(folder / f"{name}.gpkg"), name, "ogr") for name in _ROLES}


def bind_as_meant(layers: dict[str, QgsVectorLayer]) -> None:
    """Give the layers that were not recognised their role."""
    from gengdi_plugin.core.binding import candidates
    from gengdi_plugin.layers.binding import bind, facts_of, stored_binding

    for name, layer in layers.items():
        stored = stored_binding(layer)
        if stored is None or stored.role != _ROLES[name]:
            bind(layer, next(one for one in candidates(facts_of(layer)) if one.role == _ROLES[name]))


def add_layers(folder: Path) -> None:
    layers = opened(folder)
    bind_as_meant(layers)
    QgsProject.instance().addMapLayers(list(layers.values()))


def whole_run(desktop: Any, gaps: Gaps, workspace: Path) -> dict[str, Any]:
    """The run to its end, the result layers on the map, the rows in the table."""
    begun, steps = time.perf_counter(), []
    if os.environ.get("GENGDI_PROFILE"):
        profiled(desktop.dock.screening, "_saved")
        profiled(desktop.session, "_take")
    follow(desktop, gaps, steps)
    wait_until(lambda: desktop.session.rows(), "the patches of the workspace", _LIMIT_S)
    wait_until(lambda: not desktop.desk.operations.running(), "the end of the run", _LIMIT_S)
    seconds = time.perf_counter() - begun
    gaps.doing = "drawing the results"
    settle(15_000)
    percents = [percent for _, percent, _ in steps]
    return {
        "seconds": round(seconds, 1),
        "patches": len(desktop.session.rows()),
        "said": desktop.dock.screening.said.text(),
        "monotone": percents == sorted(percents),
        "longest_without_progress_s": longest_rest(steps, begun + seconds),
        "progress": [[round(at - begun, 1), round(percent, 1), what] for at, percent, what in thinned(steps)],
        "size": workspace.stat().st_size,
    }


def profiled(owner: Any, name: str) -> None:
    """Print where a slot's time goes (``PROFILE=1``), into QGIS's log."""
    import cProfile
    import pstats

    inner = getattr(owner, name)

    def outer(*given: Any) -> Any:
        profile = cProfile.Profile()
        try:
            return profile.runcall(inner, *given)
        finally:
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)

    setattr(owner, name, outer)


def follow(desktop: Any, gaps: Gaps, steps: list[tuple[float, float, str]]) -> Any:
    """Press the button; name what the algorithm says it does, keep its progress. The feedback."""
    page = desktop.dock.screening
    gaps.doing = "snapshot"
    page.run_button.click()
    wait_until(lambda: page._operation is not None and "Run" in type(page._operation.keep_alive).__name__,
               "the screening to start", 300)  # fmt: skip
    operation = page._operation
    feedback = operation.keep_alive.feedback
    gaps.doing = "reading"
    feedback.setProgressText = lambda text: setattr(gaps, "doing", text[:40])
    operation.progressed.connect(
        lambda: steps.append((time.perf_counter(), operation.progress(), gaps.doing))
    )
    operation.ended.connect(lambda _one: setattr(gaps, "doing", "showing the results"))
    return operation


def cancelled_at(desktop: Any, gaps: Gaps, workspace: Path, percent: float) -> dict[str, Any]:
    """Start a run, press Cancel once it has come to ``percent``; seconds until the window is idle again."""
    existed = workspace.exists()
    before = content(workspace)
    operation = follow(desktop, gaps, [])
    wait_until_soon(lambda: operation.progress() >= percent or operation.ended_already())
    gaps.doing, at, was = f"cancelled while {gaps.doing}", operation.progress(), gaps.doing
    begun = time.perf_counter()
    desktop.dock.screening.cancel_button.click()
    wait_until_soon(lambda: not desktop.desk.operations.running())
    seconds = time.perf_counter() - begun
    gaps.doing = "after a cancel"
    settle(500)
    return {
        "wanted_percent": percent,
        "at_percent": round(at, 1),
        "while": was,
        "seconds": round(seconds, 3),
        "cancelled": operation.cancelled(),
        "said": desktop.dock.screening.said.text(),
        "workspace_as_before": workspace.exists() == existed and content(workspace) == before,
        "layers": len(QgsProject.instance().mapLayers()),
    }


def wait_until_soon(true: Callable[[], bool]) -> None:
    """As ``wait_until``, looked at every 5 ms."""
    from qgis.PyQt.QtTest import QTest

    end = time.monotonic() + _LIMIT_S
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        QTest.qWait(5)


def content(workspace: Path) -> dict[str, int]:
    """Rows of each table that a run writes."""
    import sqlite3

    if not workspace.exists():
        return {}
    with sqlite3.connect(f"file:{workspace}?mode=ro", uri=True) as db:
        return {
            table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in _TABLES
        }


def look_at_patches(desktop: Any, gaps: Gaps) -> None:
    """What an officer does next: the Patches page, sort, filter, select both ways, zoom."""
    gaps.doing = "page Patches"
    page = desktop.dock.patches
    desktop.dock.show_page(page)
    settle(500)
    gaps.doing = "sorting"
    for column in (3, 2, 8, 0):
        page.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
        settle(200)
    gaps.doing = "filtering by code"
    page.filter_bar.codes["yellow"].click()
    settle(300)
    page.filter_bar.codes["yellow"].click()
    settle(300)
    gaps.doing = "filtering by text"
    for text in ("1", "12", "123", ""):
        page.filter_bar.text.setText(text)
        settle(300)
    gaps.doing = "selecting in the table"
    for row in (0, 7, 99):
        page.table.selectRow(row)
        settle(400)
    gaps.doing = "selecting all"
    page.table.selectAll()
    settle(1500)
    page.table.clearSelection()
    settle(800)
    gaps.doing = "selecting on the map"
    layer = desktop.link.layer()
    layer.selectByIds(list(range(1, 50)))
    settle(800)
    layer.removeSelection()
    settle(500)
    gaps.doing = "zooming"
    page.table.selectRow(3)
    page.zoom()
    settle(3000)
    gaps.doing = "end"
    QApplication.processEvents()


def longest_rest(steps: list[tuple[float, float, str]], end: float) -> float:
    """The longest time in which the progress stood still, seconds."""
    if not steps:
        return 0.0
    longest, since, value = 0.0, steps[0][0], steps[0][1]
    for at, percent, _ in steps:
        if percent > value + 0.05:
            longest, since, value = max(longest, at - since), at, percent
    return round(max(longest, end - since), 1)


def thinned(steps: list[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """One entry per whole percent."""
    kept: list[tuple[float, float, str]] = []
    for step in steps:
        if not kept or int(step[1]) != int(kept[-1][1]) or step[2] != kept[-1][2]:
            kept.append(step)
    return kept
