"""An officer at a small canvas: layers of live_ground, clicks at places, the window Boundaries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from live_ground import Ground, box

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QPoint, Qt
from qgis.PyQt.QtTest import QTest

Place = tuple[float, float]
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Officer:
    """``crs``: that of the map. Places are units of 0.0001 degree east and north of 121.6, 29.9."""

    def __init__(self, folder: Path, qtbot: Any, kind: str = "memory", crs: str = "EPSG:4490") -> None:
        self.ground, self.qtbot = Ground(folder, kind), qtbot
        self.desktop = self.ground.desktop
        self.canvas = self.ground.iface.canvas
        window = self.ground.iface.window
        window.resize(1366, 768)
        window.show()
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
        self.canvas.setLayers(list(self.ground.layers.values()))
        self.desktop.boundaries.show()
        QCoreApplication.processEvents()
        frame = QgsRectangle(121.5985, 29.898, 121.6125, 29.904)
        self.canvas.setExtent(self._to_map().transformBoundingBox(frame))
        QCoreApplication.processEvents()
        self.activate("approvals")

    def close(self) -> None:
        self.ground.close()

    @property
    def boundaries(self) -> Any:
        return self.desktop.boundaries

    @property
    def dock(self) -> Any:
        return self.boundaries.dock

    def layer(self, name: str = "approvals") -> QgsVectorLayer:
        return self.ground.layers[name]

    def activate(self, name: str) -> None:
        self.canvas.setCurrentLayer(self.layer(name))

    def edit(self, name: str = "approvals") -> QgsVectorLayer:
        self.activate(name)
        assert self.layer(name).startEditing()
        return self.layer(name)

    def _to_map(self) -> QgsCoordinateTransform:
        degrees = QgsCoordinateReferenceSystem("EPSG:4490")
        return QgsCoordinateTransform(
            degrees, self.canvas.mapSettings().destinationCrs(), QgsProject.instance()
        )

    def click(self, *places: Place, button: Any = LEFT) -> None:
        """Click there, as with a mouse."""
        for east, north in places:
            there = self._to_map().transform(QgsPointXY(121.6 + east / 1e4, 29.9 + north / 1e4))
            pixel = self.canvas.getCoordinateTransform().transform(there)
            at = QPoint(round(pixel.x()), round(pixel.y()))
            QTest.mouseMove(self.canvas.viewport(), at)
            QTest.mouseClick(self.canvas.viewport(), button, pos=at)
            QCoreApplication.processEvents()

    def end(self) -> None:
        self.click((30, 20), button=RIGHT)

    def key(self, key: Any) -> None:
        QTest.keyClick(self.canvas, key)
        QCoreApplication.processEvents()

    def drawn(self, *places: Place, **facts: str) -> None:
        """Draw a boundary, fill the form in and add it."""
        self.boundaries.draw()
        self.click(*places)
        self.end()
        form = self.boundaries.acts.form
        assert form is not None, self.dock.hint.text()
        for name, value in facts.items():
            form.editors[name].setText(value)
        form.accept()
        QCoreApplication.processEvents()

    def settle(self) -> None:
        """What is told is up to date."""
        self.qtbot.waitUntil(lambda: not self.boundaries._soon.isActive(), timeout=5000)

    def told(self) -> str:
        self.settle()
        return str(self.dock.checks.text())

    def shapes(self, name: str = "approvals") -> list[QgsGeometry]:
        return [QgsGeometry(one.geometry()) for one in self.layer(name).getFeatures()]


__all__ = ["LEFT", "RIGHT", "Officer", "box"]
