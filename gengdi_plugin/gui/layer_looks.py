"""The look of layers that have just got a role, put on in turns of the event loop."""

from __future__ import annotations

from typing import Callable

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer

from ..core.errors import GengdiError


class LayerLooks(QObject):
    """Styles a layer per turn: QGIS needs some milliseconds to read a style, and a bureau adds dozens of
    layers in one call. Layers that went meanwhile are left out."""

    def __init__(self, project: QgsProject, problem: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._problem = project, problem
        self._waiting: list[tuple[str, str]] = []  # layer id, role
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._next)

    def want(self, layer: QgsVectorLayer, role: str) -> None:
        """Give ``layer`` the style of ``role``, soon."""
        self._waiting.append((layer.id(), role))
        self._turn.start()

    def close(self) -> None:
        """Style nothing any more (unload)."""
        self._turn.stop()
        self._waiting.clear()

    def _next(self) -> None:
        from ..layers.styles import style_layer

        layer_id, role = self._waiting.pop(0)
        if self._waiting:
            self._turn.start()
        layer = self._project.mapLayer(layer_id)
        if isinstance(layer, QgsVectorLayer):
            try:
                style_layer(layer, role)
            except GengdiError as error:
                self._problem(str(error))
