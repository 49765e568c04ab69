"""Hears every edit of the layers a session was made of, and when it needs other layers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..cleanup import CleanupStack

if TYPE_CHECKING:
    from ...layers.edits import Edits, LayerEdits

#: Role and layer of all that a screening would read now, the patches first.
Tested = Callable[[], "list[tuple[str, QgsVectorLayer]]"]


class LiveWatch(QObject):
    """``edited``: features changed (:meth:`take`); ``changed``: layers came, went or are others."""

    edited = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, project: QgsProject, tested: Tested, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._tested = project, tested
        self._edits: dict[str, LayerEdits] = {}
        self._cleanup = CleanupStack()
        #: layers that have to be read again as a whole
        self.stale: set[str] = set()
        for signal in (project.layersAdded, project.layersRemoved):
            self._cleanup.connect(signal, self._layers_changed)

    def follow(self) -> None:
        """Listen to exactly the layers that a screening would read now."""
        now = {layer.id(): (role, layer) for role, layer in self._tested()}
        for layer_id in list(self._edits):
            if layer_id not in now or self._edits[layer_id].role != now[layer_id][0]:
                self._leave(layer_id)
        from ...layers.edits import LayerEdits

        for layer_id, (role, layer) in now.items():
            if layer_id not in self._edits:
                edits = LayerEdits(layer, role, self)
                edits.edited.connect(self.edited)
                edits.replaced.connect(lambda key=layer_id: self._replaced(key))
                self._edits[layer_id] = edits

    def forget(self) -> None:
        """What happened until now is known."""
        self.stale.clear()
        for edits in self._edits.values():
            edits.take()

    def take(self) -> list[tuple[LayerEdits, Edits]]:
        """What happened to single features since the last call, layer by layer; nothing of layers that are
        read again as a whole."""
        found = []
        for layer_id, edits in self._edits.items():
            taken = edits.take()
            if taken and layer_id not in self.stale:
                found.append((edits, taken))
        return found

    def unsaved(self) -> list[QgsVectorLayer]:
        """The layers with unsaved edits."""
        return [one.layer for one in self._edits.values() if one.layer.isModified()]

    def layers(self) -> Iterable[tuple[str, QgsVectorLayer]]:
        """Role and layer of all that a screening would read now."""
        return self._tested()

    def close(self) -> None:
        """Stop listening."""
        self._cleanup.pop_all()
        for layer_id in list(self._edits):
            self._leave(layer_id)

    def _replaced(self, layer_id: str) -> None:
        self.stale.add(layer_id)
        self.changed.emit()

    def _layers_changed(self, *_layers: object) -> None:
        self.changed.emit()

    def _leave(self, layer_id: str) -> None:
        edits = self._edits.pop(layer_id)
        edits.close()
        edits.deleteLater()
