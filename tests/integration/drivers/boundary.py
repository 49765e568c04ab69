"""A permit drawn with the window Boundaries: green, yellow with Ctrl+Z, saved, logged; then the unload."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import qgis.utils
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget

from drive import settle, wait_until

sys.path.insert(0, str(Path(__file__).resolve().parent))

import live


def main(iface: Any) -> dict[str, Any]:
    officer = Drawer(iface, Path(os.environ["GENGDI_FOLDER"]), Path(os.environ["GENGDI_SHOTS"]))
    iface.mainWindow().resize(1366, 768)
    officer.load_and_screen()
    row = officer.choose()
    told: dict[str, Any] = {"before": officer.state(row)["code"]}
    officer.draw(row)
    told["form"] = officer.boundaries.acts.form.preview.text()
    officer.shoot("boundary_form")
    officer.enter("甬镇土转〔2019〕88号", "2019")
    wait_until(lambda: officer.state(row)["code"] == "green", "the live verdict")
    settle(1000)
    officer.shoot("boundary_drawn")
    told["drawn"] = officer.boundaries.dock.live.text()
    officer.undo()
    wait_until(lambda: officer.state(row)["code"] == "yellow", "the undo")
    officer.redo()
    wait_until(lambda: officer.state(row)["code"] == "green", "the redo")
    told["saved"] = officer.layer.commitChanges()
    settle(500)
    officer.desktop.boundaries.show_changes()
    settle(500)
    window = officer.boundaries.changes.window
    window.grab().save(str(officer.shots / "boundary_changes.png"))
    told["log"] = [(one.act, one.doc_no) for one in window.model.rows()]
    told["unloaded"] = officer.unload()
    return told


class Drawer(live.Officer):
    @property
    def boundaries(self) -> Any:
        return self.desktop.boundaries

    def draw(self, row: Any) -> None:
        """Corners around the patch, clicked with our tool; Enter ends."""
        self.layer = next(
            one for one in QgsProject.instance().mapLayers().values()
            if one.customProperty("gengdi/approval_type") == "conversion"
        )  # fmt: skip
        self.iface.setActiveLayer(self.layer)
        self.desktop.boundaries.draw()
        settle(500)
        QTest.mouseClick(self.boundaries.dock.edit, live.LEFT)
        self.desktop.link.zoom([row])
        settle(1500)
        west, south, east, north = row.bbox
        for x, y in ((west, south), (east, south), (east, north), (west, north)):
            outward = QPoint(-6 if x == west else 6, 6 if y == south else -6)
            self._click(live.LEFT, self._pixel(x, y) + outward)
        settle(300)
        self.shoot("boundary_sketch")
        QTest.keyClick(self.iface.mapCanvas(), Qt.Key.Key_Return)
        wait_until(lambda: self.boundaries.acts.form is not None, "the form")

    def enter(self, number: str, day: str) -> None:
        form = self.boundaries.acts.form
        form.editors["doc_no"].insert(number)  # QTest has no keys for Chinese
        QTest.keyClicks(form.editors["approved_on"], day)
        form.accept()

    def unload(self) -> dict[str, Any]:
        canvas, window = self.iface.mapCanvas(), self.iface.mainWindow()
        self.desktop.boundaries.draw()
        self.desktop = self.live = self.page = None
        qgis.utils.unloadPlugin("gengdi_plugin")
        settle(500)
        docks = [one.objectName() for one in window.findChildren(QDockWidget)]
        tool = canvas.mapTool()
        return {
            "docks": [name for name in docks if name.startswith("Gengdi")],
            "tool": type(tool).__name__ if type(tool).__module__.startswith("gengdi") else "",
        }
