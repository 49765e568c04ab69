"""An approval drawn by hand over a yellow patch: green at once, yellow again with Ctrl+Z, then recorded."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.core import QgsEditFormConfig, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction
from qgis.utils import plugins

from drive import settle, wait_until

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def main(iface: Any) -> dict[str, Any]:
    officer = Officer(iface, Path(os.environ["GENGDI_FOLDER"]), Path(os.environ["GENGDI_SHOTS"]))
    iface.mainWindow().showMaximized()
    officer.load_and_screen()
    row = officer.choose()
    told = {"before": officer.state(row)}
    officer.draw(row)
    wait_until(lambda: officer.state(row)["code"] == "green", "the live verdict")
    settle(1200)
    officer.shoot("live_drawn")
    told["drawn"] = officer.state(row)
    officer.undo()
    wait_until(lambda: not officer.live.rows(), "the undo")
    settle(1200)
    officer.shoot("live_undone")
    told["undone"] = officer.state(row)
    officer.redo()
    wait_until(lambda: officer.state(row)["code"] == "green", "the redo")
    officer.desktop.live_saving.confirm = lambda _question, _action: True
    QTest.mouseClick(officer.page.live_bar.save, LEFT)
    wait_until(lambda: not officer.live.rows(), "the run to be recorded", 60)
    officer.idle("the run")
    settle(1500)
    officer.shoot("live_saved")
    told["saved"] = officer.state(row)
    return told


class Officer:
    def __init__(self, iface: Any, folder: Path, shots: Path) -> None:
        self.iface, self.folder, self.shots = iface, folder, shots
        self.desktop = plugins["gengdi_plugin"].desktop
        self.live, self.page = self.desktop.live, self.desktop.dock.patches
        shots.mkdir(parents=True, exist_ok=True)

    def idle(self, what: str) -> None:
        wait_until(lambda: not self.desktop.desk.operations.running(), what, 180)

    def shoot(self, name: str) -> None:
        self.iface.mainWindow().grab().save(str(self.shots / f"{name}.png"))

    def load_and_screen(self) -> None:
        self.desktop.ask_folder = lambda _title: str(self.folder)
        self.iface.mainWindow().findChild(QAction, "GengdiDemo").trigger()
        self.idle("the demo district")
        wait_until(lambda: QgsProject.instance().count() > 10, "the demo's layers")
        screening = self.desktop.dock.screening
        screening.workspace.setFilePath(str(self.folder / "工作库.sqlite"))
        screening.checkup.comes_first = lambda _go_on: None
        screening.run()
        self.idle("the screening")
        wait_until(self.live.on, "live")

    def choose(self) -> Any:
        """A yellow patch that nothing covers, shown in the table and on the map."""
        self.desktop.show_patches()
        rows = [row for row in self.desktop.session.rows() if row.reason == "no_approval"]
        row = max(rows, key=lambda one: one.area_m2)
        self.page.show_patch(row.uid)
        settle(2000)
        return row

    def state(self, row: Any) -> dict[str, Any]:
        model = self.page.model
        now = model.rows()[model.position(row.uid)]
        overlay = self.desktop.live_views.overlay
        return {
            "code": now.code,
            "reason": now.reason,
            "live": model.is_live(row.uid),
            "overlay": overlay.shown() if overlay is not None else [],
            "told": self.page.live_bar.told.text(),
            "evidence": self.page.evidence.model.rowCount(),
            "runs": len(self.desktop.session.runs()),
            "stored": self.desktop.session.row(row.uid).code,
        }

    def draw(self, row: Any) -> None:
        """A rectangle around the patch, clicked with QGIS's own tool."""
        layer = next(
            one for one in QgsProject.instance().mapLayers().values()
            if one.customProperty("gengdi/approval_type") == "conversion"
        )  # fmt: skip
        form = layer.editFormConfig()
        form.setSuppress(QgsEditFormConfig.FeatureFormSuppress.SuppressOn)
        layer.setEditFormConfig(form)
        self.iface.setActiveLayer(layer)
        layer.startEditing()
        self.iface.actionAddFeature().trigger()
        settle(500)
        west, south, east, north = row.bbox
        for x, y in ((west, south), (east, south), (east, north), (west, north)):
            outward = QPoint(-6 if x == west else 6, 6 if y == south else -6)
            self._click(LEFT, self._pixel(x, y) + outward)
        self._click(RIGHT, self._pixel(west, north) + QPoint(-6, -6))

    def _pixel(self, x: float, y: float) -> QPoint:
        from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform

        canvas = self.iface.mapCanvas()
        crs = canvas.mapSettings().destinationCrs()
        transform = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:4490"), crs, QgsProject.instance()
        )
        point = canvas.getCoordinateTransform().transform(transform.transform(QgsPointXY(x, y)))
        return QPoint(round(point.x()), round(point.y()))

    def _click(self, button: Any, place: QPoint) -> None:
        viewport = self.iface.mapCanvas().viewport()
        QTest.mouseMove(viewport, place)
        QTest.mouseClick(viewport, button, Qt.KeyboardModifier.NoModifier, place)
        settle(150)

    def undo(self) -> None:
        self._key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def redo(self) -> None:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        self._key(Qt.Key.Key_Z, both)

    def _key(self, key: Any, modifiers: Any) -> None:
        self.iface.mainWindow().activateWindow()
        self.iface.mapCanvas().setFocus()
        settle(300)
        QTest.keyClick(self.iface.mapCanvas(), key, modifiers)
