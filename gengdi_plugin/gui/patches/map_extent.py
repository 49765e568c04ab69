"""What the map shows, followed while somebody asks for it."""

from __future__ import annotations

from qgis.core import QgsCsException
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...layers.degrees import into_degrees
from ..cleanup import CleanupStack
from ..desk import Desk
from .more_filters import Box

_DEBOUNCE_MS = 250


class MapExtent(QObject):
    """Emits ``moved`` when the map rests somewhere else, as long as it is on."""

    moved = pyqtSignal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cleanup = CleanupStack()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_DEBOUNCE_MS)
        self._rest.timeout.connect(self.moved)

    def switch(self, on: bool) -> None:
        """Follow the map, or leave it alone."""
        self._cleanup.pop_all()
        self._rest.stop()
        if on:
            canvas = self._desk.canvas
            for signal in (canvas.extentsChanged, canvas.destinationCrsChanged):
                self._cleanup.connect(signal, self._rest.start, canvas)

    def box(self) -> Box | None:
        """West, south, east, north in EPSG:4490 degrees; None where the map cannot say."""
        settings = self._desk.canvas.mapSettings()
        transform = into_degrees(settings.destinationCrs(), self._desk.project.transformContext())
        try:
            seen = transform.transformBoundingBox(settings.visibleExtent())
        except QgsCsException:
            return None
        if seen.isEmpty() or not seen.isFinite():
            return None
        return (seen.xMinimum(), seen.yMinimum(), seen.xMaximum(), seen.yMaximum())
