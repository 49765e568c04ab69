"""The practice folder as an officer meets it: written from the menu, dragged in, looked at, screened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction
from qgis.utils import plugins

from drive import settle, wait_until


def main(iface: Any) -> dict[str, Any]:
    folder, shots = Path(os.environ["GENGDI_FOLDER"]), Path(os.environ["GENGDI_SHOTS"])
    shots.mkdir(parents=True, exist_ok=True)
    window, desktop = iface.mainWindow(), plugins["gengdi_plugin"].desktop
    window.showMaximized()

    shown: list[str] = []
    desktop.ask_folder, desktop.open_folder = lambda title: str(folder), shown.append
    window.findChild(QAction, "GengdiPractice").trigger()
    wait_until(lambda: shown, "the practice folder", 60)

    for file in sorted(Path(shown[0]).glob("*.shp")):
        iface.addVectorLayer(str(file), file.stem, "ogr")
    wait_until(lambda: QgsProject.instance().count() == 9, "the nine layers")
    patches = QgsProject.instance().mapLayersByName("2021年度卫片图斑")[0]
    desktop.show_layers()
    iface.setActiveLayer(patches)
    iface.zoomToActiveLayer()
    settle(2000)
    window.grab().save(str(shots / "practice_layers.png"))
    model = desktop.dock.layers.model
    rows = [model.row(place) for place in range(model.rowCount())]

    page = desktop.dock.screening
    desktop.show_screening()
    settle()
    page.workspace.setFilePath(str(folder / "工作库.sqlite"))
    QTest.mouseClick(page.run_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: desktop.session.rows(), "the screening", 120)
    wait_until(lambda: not desktop.desk.operations.running(), "the end of the screening", 60)
    settle(2000)
    window.grab().save(str(shots / "practice_screened.png"))
    verdicts = [(row.code, row.reason) for row in desktop.session.rows()]
    return {
        "folder": shown[0],
        "encoding": patches.dataProvider().encoding(),
        "found": sorted(row.layer_name for row in rows if row.status.value == "found"),
        "green": sum(code == "green" for code, _ in verdicts),
        "not_valid": sum(reason == "approval_not_valid" for _, reason in verdicts),
        "patches": len(verdicts),
    }
