"""Every page of the dock on both sides, and the Task Map, at 1366×768 with the usual width of the dock."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget
from qgis.utils import plugins

from drive import load_driver, settle, wait_until

cut_texts: Any = load_driver(Path(__file__).with_name("cut_text.py")).cut_texts  # type: ignore[attr-defined]

SIZE = QSize(1366, 768)


def main(iface: Any) -> dict[str, Any]:
    shots = Path(os.environ["GENGDI_SHOTS"])
    shots.mkdir(parents=True, exist_ok=True)
    QgsApplication.setFont(QFont("Noto Sans CJK SC", 9))
    window, desktop = iface.mainWindow(), plugins["gengdi_plugin"].desktop
    dock = desktop.dock
    window.showNormal()
    window.resize(SIZE)
    settle(500)
    dock.take_usual_width()
    empty = look(window, desktop, shots, "empty")
    screened(desktop, Path(os.environ["GENGDI_FOLDER"]))
    told(desktop)
    full = look(window, desktop, shots, "full")
    return {
        "finder": finder(),
        "window": [window.width(), window.height()],
        "width": dock.width(),
        "pages": {side: keys for side, (keys, _) in full.items()},
        "cut": [line for looks in (empty, full) for _, lines in looks.values() for line in lines]
        + task_map(desktop, shots),
        "dialogs": dialogs(desktop),
    }


def dialogs(desktop: Any) -> int:
    """Presses the card of a task that an algorithm does: how many dialogs of Processing it opens."""
    desktop.show_task_map()
    desktop.task_map.cards["self_check"].button.click()
    settle(500)
    found = [
        one for one in QgsApplication.topLevelWidgets() if one.inherits("QgsProcessingAlgorithmDialogBase")
    ]
    for one in found:
        one.close()
    desktop.task_map.close()
    return len(found)


def finder() -> int:
    """What the finder says of texts that are cut: one line each of four."""
    box = QWidget()
    layout = QVBoxLayout(box)
    tabs, label, button, combo = QTabWidget(), QLabel("某某" * 40), QPushButton("某某" * 40), QComboBox()
    tabs.addTab(QWidget(), "某某" * 40)
    tabs.addTab(QWidget(), "某某" * 40)
    combo.addItem("某某" * 40)
    for part in (tabs, label, button, combo):
        part.setFixedWidth(120)
        layout.addWidget(part)
    box.show()
    settle(200)
    found = cut_texts(box)
    box.close()
    return sum(any(f"{kind} in" in line for line in found) for kind in ("QTabBar", "QLabel", "QPushButton", "QComboBox"))  # fmt: skip # noqa: E501


def screened(desktop: Any, folder: Path) -> None:
    """The demo district, screened into a workspace."""
    from gengdi_plugin.demo.district import make_district
    from gengdi_plugin.demo.files import write_district
    from gengdi_plugin.demo.project import save_demo

    folder.mkdir(parents=True, exist_ok=True)
    write_district(make_district(), folder)
    save_demo(folder, folder / "demo.qgz")
    if not QgsProject.instance().read(str(folder / "demo.qgz")):
        raise RuntimeError(QgsProject.instance().error())
    desktop.dock.layers.refresh()
    desktop.show_screening()
    settle(300)
    page = desktop.dock.screening
    page.workspace.setFilePath(str(folder / "w.sqlite"))
    page.run()
    wait_until(desktop.session.rows, "the screening", 180)
    wait_until(lambda: not desktop.desk.operations.running(), "the end of the screening", 120)
    settle(500)


def told(desktop: Any) -> None:
    """Problems of the first source, one of them overdue."""
    from gengdi_plugin.store.problems import Problem, raise_problems

    desktop.show_pollution()
    settle(300)
    uscc = desktop.dock.pollution.model.rows()[0].source.uscc
    problems = [
        Problem("总磷小时均值超标", "在线监测 W1-0301", uscc, "exceedance", "red"),
        Problem("夜间异味扰民", "环境信访 2015090010002", uscc, "petition", "yellow"),
    ]
    desktop.session.ask(lambda ws: raise_problems(ws, problems, "甲", "officer"))
    desktop.dock.pollution.reload()
    settle(300)


def look(window: QWidget, desktop: Any, shots: Path, when: str) -> dict[str, tuple[list[str], list[str]]]:
    """Side -> its pages, and what is cut on them; a picture of each."""
    dock, seen = desktop.dock, {}
    for side, switch in dock.switch.buttons.items():
        switch.click()
        keys, lines = [], []
        for place in range(dock.tabs.count()):
            dock.tabs.setCurrentIndex(place)
            settle(300)
            select(dock)
            settle(400)
            keys.append(dock.tabs.current_key())
            lines += [f"{when} {side} {keys[-1]}: {line}" for line in cut_texts(dock)]
            window.grab().save(str(shots / f"frame-{when}-{side}-{keys[-1]}.png"))
        seen[side] = (keys, lines)
    return seen


def select(dock: Any) -> None:
    """The first row of the table in front: what is told of it is in sight too."""
    page = dock.tabs.currentWidget()
    table = getattr(page, "table", None)
    if table is not None and table.model().rowCount():
        table.selectRow(0)


def task_map(desktop: Any, shots: Path) -> list[str]:
    desktop.show_task_map()
    wait_until(lambda: not desktop.desk.operations.running(), "the numbers", 60)
    settle(500)
    window, lines = desktop.task_map, []
    for place in range(window.tabs.count()):
        window.tabs.setCurrentIndex(place)
        settle(300)
        lines += [f"task map {place}: {line}" for line in cut_texts(window)]
        window.grab().save(str(shots / f"frame-task-map-{place}.png"))
    window.close()
    return lines
