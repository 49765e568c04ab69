"""The map tool that captures a boundary or a line across boundaries. It tells what was captured and writes
nothing: what becomes of it is decided by who listens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from qgis.core import QgsPoint, QgsPointLocator, QgsPointXY
from qgis.gui import (
    QgsAdvancedDigitizingDockWidget,
    QgsMapCanvas,
    QgsMapCanvasTracer,
    QgsMapMouseEvent,
    QgsMapToolCapture,
)
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

#: What a tool captures for.
DRAW, RESHAPE, SPLIT, HOLE = "draw", "reshape", "split", "hole"

#: How many points each needs.
FEWEST = {DRAW: 3, HOLE: 3, RESHAPE: 2, SPLIT: 2}

_AREAS = (DRAW, HOLE)
_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODE = QgsMapToolCapture.CaptureMode


class BoundaryTool(QgsMapToolCapture):
    """One for each act. ``sketched``: the points are others; ``finished``: the act and its points (QgsPoint,
    in the layer's system); ``refused``: the act could not be finished, with the number of points it needs."""

    sketched = pyqtSignal()
    finished = pyqtSignal(str, list)
    refused = pyqtSignal(str, int)
    misplaced = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, cad: QgsAdvancedDigitizingDockWidget, act: str) -> None:
        super().__init__(canvas, cad, _MODE.CapturePolygon if act in _AREAS else _MODE.CaptureLine)
        self.act = act

    def sketch(self) -> list[QgsPoint]:
        """The points captured so far, in the layer's system, each once."""
        found: list[QgsPoint] = []
        for point in self.pointsZM():
            if not found or (point.x(), point.y()) != (found[-1].x(), found[-1].y()):
                found.append(point)
        return found

    def take_points(self, points: Sequence[QgsPointXY]) -> None:
        """Go on from these points (map system) instead of those captured."""
        self.stopCapturing()
        with self._untraced():
            for point in points:
                self.addVertex(QgsPointXY(point), QgsPointLocator.Match())
        if points:
            self.startCapturing()
        self.sketched.emit()

    def give_up(self) -> None:
        """Forget the points."""
        self.stopCapturing()
        self.sketched.emit()

    def finish(self) -> None:
        """End the act with the points captured; with too few they stay."""
        points = self.sketch()
        if self.act in _AREAS and len(points) > 1 and _same(points[0], points[-1]):
            points.pop()
        if len(points) < FEWEST[self.act]:
            self.refused.emit(self.act, FEWEST[self.act])
            return
        self.give_up()
        self.finished.emit(self.act, points)

    def capabilities(self) -> QgsMapToolCapture.Capabilities:
        """QGIS need not look for faults: the window tells and marks them, also those of neighbours."""
        return QgsMapToolCapture.Capabilities(QgsMapToolCapture.Capability.NoCapabilities)

    def cadCanvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """Left adds a corner, right ends. (QGIS 3.26 and newer would end by themselves: not asked.)"""
        if event.button() == Qt.MouseButton.RightButton:
            if self.size():
                self.finish()
        elif event.button() == Qt.MouseButton.LeftButton:
            if self.addVertex(event.mapPoint(), event.mapPointMatch()) != 0:
                self.misplaced.emit()
                return
            self.startCapturing()
            self.sketched.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace takes the last corner back, Esc all of them, Enter ends."""
        key = event.key()
        if key in _ENTER and self.size():
            self.finish()
            event.ignore()  # as QGIS does: else the canvas looks for a shortcut
        elif key in _BACK and self.size() == 1:
            self.stopCapturing()  # QGIS never takes the first one back
            event.ignore()
            self.sketched.emit()
        else:
            super().keyPressEvent(event)
            if key in (*_BACK, Qt.Key.Key_Escape):
                self.sketched.emit()

    @contextmanager
    def _untraced(self) -> Iterator[None]:
        """While tracing is on QGIS would lead typed points along other features."""
        tracer = QgsMapCanvasTracer.tracerForCanvas(self.canvas())
        action = tracer.actionEnableTracing() if tracer is not None else None
        was_on = action is not None and action.isChecked()
        if action is not None and was_on:
            action.setChecked(False)
        try:
            yield
        finally:
            if action is not None and was_on:
                action.setChecked(True)


def _same(one: QgsPoint, other: QgsPoint) -> bool:
    return (one.x(), one.y()) == (other.x(), other.y())
