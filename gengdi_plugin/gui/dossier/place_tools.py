"""Map tools that say a place: a click, a rectangle, a polygon. Snapping, Esc and QGIS's own habits work."""

from __future__ import annotations

from typing import Callable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsPolygon,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import (
    QgsAdvancedDigitizingDockWidget,
    QgsMapCanvas,
    QgsMapMouseEvent,
    QgsMapToolCapture,
    QgsMapToolEmitPoint,
    QgsMapToolExtent,
    QgsSnapIndicator,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeyEvent

#: Is told a place and the system its coordinates are in.
Placed = Callable[[QgsGeometry, QgsCoordinateReferenceSystem], object]

#: Points along each side of a rectangle, which is straight on the map and not elsewhere.
_ALONG = 16

#: Points that a polygon needs.
FEWEST = 3


def _crs(canvas: QgsMapCanvas) -> QgsCoordinateReferenceSystem:
    return canvas.mapSettings().destinationCrs()


def straight_place(shape: QgsGeometry) -> QgsGeometry:
    """A polygon whose edges are straight on the map as ground that has them where they are drawn."""
    return shape.densifyByCount(_ALONG)


class ClickTool(QgsMapToolEmitPoint):
    """Left click: the place under the mouse, snapped as the project says. Esc: back to the tool before."""

    def __init__(self, canvas: QgsMapCanvas, placed: Placed, leave: Callable[[], object]) -> None:
        super().__init__(canvas)
        self._placed, self._leave = placed, leave
        self._indicator: QgsSnapIndicator | None = QgsSnapIndicator(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        event.snapPoint()
        if self._indicator is not None:
            self._indicator.setMatch(event.mapPointMatch())

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._placed(QgsGeometry.fromPointXY(event.snapPoint()), _crs(self.canvas()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()  # QGIS clears its selection bar and the like
            self._leave()

    def deactivate(self) -> None:
        self._indicator = None  # else its mark stays on the map
        super().deactivate()

    def activate(self) -> None:
        super().activate()
        self._indicator = QgsSnapIndicator(self.canvas())


class RectangleTool(QgsMapToolExtent):
    """Drag a rectangle. Esc: back to the tool before."""

    def __init__(self, canvas: QgsMapCanvas, placed: Placed, leave: Callable[[], object]) -> None:
        super().__init__(canvas)
        self._leave = leave
        self.extentChanged.connect(lambda rectangle: self._dragged(rectangle, placed))

    def _dragged(self, rectangle: QgsRectangle, placed: Placed) -> None:
        self.clearRubberBand()
        if rectangle.width() > 0 and rectangle.height() > 0:
            placed(straight_place(QgsGeometry.fromRect(rectangle)), _crs(self.canvas()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()


class PolygonTool(QgsMapToolCapture):
    """Draw a polygon as when digitising: left click adds, Backspace takes back, right click or Enter ends;
    Esc drops what is drawn, and when nothing is, goes back to the tool before. Nothing is written anywhere.
    """

    def __init__(
        self, canvas: QgsMapCanvas, cad: QgsAdvancedDigitizingDockWidget, placed: Placed,
        leave: Callable[[], object], too_few: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(canvas, cad, QgsMapToolCapture.CaptureMode.CapturePolygon)
        self._placed, self._leave, self._too_few = placed, leave, too_few
        #: before QGIS 3.26 coordinates are kept in the system of a layer: this one has the map's
        self._scratch: QgsVectorLayer | None = None

    def layer(self) -> QgsVectorLayer | None:
        """What QGIS takes for the layer that is drawn in."""
        return self._scratch

    def activate(self) -> None:
        self._scratch = QgsVectorLayer("Polygon", "dossier", "memory")
        self._scratch.setCrs(_crs(self.canvas()))
        super().activate()

    def deactivate(self) -> None:
        self.stopCapturing()
        super().deactivate()
        self._scratch = None

    def supportsTechnique(self, technique: object) -> bool:
        return bool(technique == QgsMapToolCapture.CaptureTechnique.StraightSegments)

    def cadCanvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.addVertex(event.mapPoint(), event.mapPointMatch())
            self.startCapturing()
        elif event.button() == Qt.MouseButton.RightButton:
            self.finish()

    def finish(self) -> None:
        """Close what is drawn and tell it; fewer than three points stay, and ``too_few`` is called."""
        if 0 < self.size() < FEWEST:
            self._too_few()
            return
        curve = self.captureCurve().clone() if self.size() else None
        crs = self._scratch.crs() if self._scratch is not None else _crs(self.canvas())
        self.stopCapturing()
        if curve is not None:
            curve.close()
            ground = QgsPolygon()
            ground.setExteriorRing(curve.curveToLine())
            self._placed(QgsGeometry(ground), crs)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.size():
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.size():
            self.finish()
            event.ignore()  # as QGIS does: else the canvas looks for a shortcut
        else:
            super().keyPressEvent(event)
