"""The longest stand-still of the window while an officer works in a patch table with very many rows.

    python -m bench.table [--patches 100000]     leaves build/bench/table.json

The page Patches in a QGIS without a window, on made-up rows, and a map layer with as many patches: a timer of
5 ms in the event loop (:mod:`.gaps`) while the table is filtered, sorted, typed in, selected and copied.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .gaps import Gaps

FILE = Path("build/bench/table.json")
#: As wide as the dock on a small screen.
WIDTH, HEIGHT = 490, 700


def made_up(count: int) -> list[Any]:
    """Patch rows as a workspace would give them; the same for the same ``count``."""
    import dataclasses

    from gengdi_plugin.store.review import PatchRow

    chance = random.Random(17)  # noqa: S311
    empty = {field.name: None for field in dataclasses.fields(PatchRow)}
    rows = []
    for number in range(count):
        village = f"330211{1 + number % 9:03d}{1 + number % 40:03d}"
        code = chance.choice(("green", "yellow", "yellow", "red"))
        west, south = 121.5 + chance.random() * 0.4, 29.8 + chance.random() * 0.3
        known = {
            "id": number + 1, "uid": f"u{number}", "patch_no": f"JC{number:07d}",
            "spatial_code": f"{village}-N51-{chance.randrange(10**8):08d}", "code": code, "screened": code,
            "state": f"screened_{code}" if code != "red" else "audited_red",
            "reason": chance.choice(("covered", "no_approval", "partly_covered", "uncovered_cultivated")),
            "sentence": "未覆盖部分 1234.5 平方米，其中耕地 812.0 平方米，依据甬土〔2021〕12号判定。",
            "unit_code": village, "unit_name": f"第{number % 40}村", "change_type": "20",
            "channel": chance.choice(("superior", "local_monitoring", "patrol", None)),
            "change_kind": chance.choice(("non_agricultural", "non_grain", "other")),
            "area_m2": chance.uniform(10.0, 9000.0), "cultivated_m2": chance.uniform(0.0, 900.0),
            "basic_m2": chance.choice((None, chance.uniform(0.0, 400.0))), "overdue": chance.random() < 0.05,
            "responsible": f"巡查员{number % 60}", "doubt_basic_m2": 0.0, "before_on": "2024-01-01",
            "after_on": "2025-01-01", "bbox": (west, south, west + 0.001, south + 0.001),
        }  # fmt: skip
        rows.append(PatchRow(**{**empty, **known}))
    return rows


class Office:
    """The page with everything it works with, and a map layer that has the same patches."""

    def __init__(self, rows: list[Any]) -> None:
        from qgis.core import QgsProject
        from qgis.gui import QgsMapCanvas
        from qgis.PyQt.QtWidgets import QMainWindow

        from gengdi_plugin.gui.desk import Desk
        from gengdi_plugin.gui.map_link import MapLink
        from gengdi_plugin.gui.patches.patch_rows import PatchRows
        from gengdi_plugin.gui.patches.patches_page import PatchesPage
        from gengdi_plugin.gui.session import WorkspaceSession
        from gengdi_plugin.gui.work.operations import OperationManager

        self.window = QMainWindow()
        self.window.resize(WIDTH, HEIGHT)
        self.canvas = QgsMapCanvas()
        self.operations = OperationManager()
        project = QgsProject.instance()
        self.desk = Desk(
            project, self.canvas, self.window, self.operations, lambda _text, _level: None, lambda: None
        )
        self.session = WorkspaceSession(self.desk)
        known = PatchRows(rows)
        self.session.rows = lambda: known
        self.session.evidence = lambda _uid: []
        self.link = MapLink(self.desk)
        self.page = PatchesPage(self.desk, self.session, self.link)
        self.window.setCentralWidget(self.page)
        self.layer = project.addMapLayer(_layer(rows))
        self.link.follow(self.layer)
        self.window.show()

    def close(self) -> None:
        from qgis.core import QgsProject
        from qgis.PyQt.QtCore import QCoreApplication, QEvent

        self.page.close_page()
        self.link.follow(None)
        self.operations.close()
        self.layer = None
        QgsProject.instance().clear()
        self.window.deleteLater()
        self.canvas.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _layer(rows: list[Any]) -> Any:
    from qgis.core import QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer

    layer = QgsVectorLayer("Polygon?crs=EPSG:4490&field=uid:string", "patches", "memory")
    features = []
    for row in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([row.uid])
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(*row.bbox)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def work(office: Office, gaps: Gaps) -> None:
    """What an officer does in the table."""
    from qgis.PyQt.QtCore import Qt

    page, table, bar = office.page, office.page.table, office.page.filter_bar
    settle(500)
    table.selectRow(0)  # a memory layer's features are looked up once; the workspace's own is known
    settle(1000)
    fids = sorted(office.layer.allFeatureIds())
    settle(100)
    gaps.told.clear()
    gaps.doing = "nothing"
    settle(2000)
    for name, filters in _narrowings():
        gaps.doing = f"filter: {name}"
        for one in filters:
            bar.more.put(one)
            settle(200)
        bar.clear()
        settle(300)
    gaps.doing = "filter: code and reason"
    bar.choose("yellow", "no_approval")
    settle(300)
    bar.clear()
    settle(300)
    gaps.doing = "filter: text, letter by letter"
    for text in ("1", "12", "甬土", "第1村", "jc0099"):
        for length in range(1, len(text) + 1):
            bar.text.setText(text[:length])
            settle(60)
        settle(400)
    bar.clear()
    settle(300)
    gaps.doing = "sort"
    for column in (1, 2, 3, 5, 8, 10, 11, 15):
        table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
        settle(200)
    gaps.doing = "type-ahead"
    table.setFocus()
    for column, text in ((1, "jc0099999"), (1, "330211005"), (3, "4321"), (8, "第3")):
        table.setCurrentIndex(page.proxy.index(0, column))
        for letter in text:
            table.keyboardSearch(letter)
            settle(60)
        settle(600)
    gaps.doing = "totals of all selected"
    table.selectAll()
    settle(900)
    gaps.doing = "copy the codes of all"
    page.table_actions.copy_codes()
    settle(600)
    gaps.doing = "copy all rows (in a task)"
    page.table_actions.copy_rows()
    settle_until(lambda: not office.operations.running())
    settle(400)
    table.clearSelection()
    settle(600)
    for name, step in (("every 100th", 100), ("every 10th", 10), ("every 2nd", 2)):
        gaps.doing = f"selected on the map: {name}"
        office.layer.selectByIds(fids[::step])
        settle(2500)
        office.layer.removeSelection()
        settle(1500)
    gaps.doing = "selected on the map: every 3rd after every 2nd"
    office.layer.selectByIds(fids[::2])
    settle(2000)
    office.layer.selectByIds(fids[::3])
    settle(2500)
    gaps.doing = "sort with these selected"
    table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    settle(500)
    gaps.doing = "filter with these selected"
    bar.codes["yellow"].click()
    settle(1000)
    bar.clear()
    settle(500)
    gaps.doing = "end"
    settle(50)


def _narrowings() -> Iterator[tuple[str, list[Any]]]:
    from gengdi_plugin.gui.patches.more_filters import (
        AreaFilter,
        ExtentFilter,
        OverdueFilter,
        ValuesFilter,
    )
    from gengdi_plugin.gui.patches.patch_filters import UidFilter

    channel = ValuesFilter("channel", frozenset(("superior", "patrol")))
    kind = ValuesFilter("change_kind", frozenset(("non_grain",)))
    yield "channel", [channel]
    yield "area", [AreaFilter(500.0, 4000.0)]
    yield "map extent", [ExtentFilter((121.6 + step / 100, 29.85, 121.8, 30.0)) for step in range(3)]
    yield "selected (10 000)", [UidFilter(frozenset(f"u{number}" for number in range(0, 100_000, 10)))]
    yield "five at once", [channel, kind, AreaFilter(100.0, None), OverdueFilter(),
                           ValuesFilter("responsible", frozenset(("巡查员7", "巡查员8")))]  # fmt: skip


def settle(milliseconds: int) -> None:
    from qgis.PyQt.QtTest import QTest

    QTest.qWait(milliseconds)


def settle_until(done: Any) -> None:
    while not done():
        settle(20)


@contextmanager
def _window() -> Iterator[None]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    application = QgsApplication([], True)
    application.initQgis()
    try:
        yield
    finally:
        gc.collect()
        application.exitQgis()


def measure(patches: int) -> dict[str, Any]:
    """Per piece of work: seconds, the worst gap in ms, and how many were over the limit."""
    with _window():
        office = Office(made_up(patches))
        gaps = Gaps(office.window)
        with gaps.watching():
            work(office, gaps)
        pieces = gaps.answer()["pieces"]
        if os.environ.get("GENGDI_WORST"):
            print(json.dumps(gaps.answer()["worst"], indent=1, ensure_ascii=False))
        office.close()
        del office
    return {name: told for name, told in pieces.items() if name != "end"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--patches", type=int, default=100_000)
    options = parser.parse_args()
    told = measure(options.patches)
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for name, one in told.items():
        print(f"{name:36} worst {one['worst_ms']:8.1f} ms  over 50 ms: {one['over_limit']:3}"
              f" (own {one['over_limit_own']})")  # fmt: skip
    print(FILE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
