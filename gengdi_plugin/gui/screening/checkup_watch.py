"""Notices that the layers are no longer those a check-up looked at."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..cleanup import CleanupStack
from ..result_layers import is_result_layer

_QUIET = 700  # milliseconds without a further change
_OWN = "gengdi/"


class CheckupWatch(QObject):
    """Counts changes of the project's own layers: added, removed, bound otherwise, edited, moved, renamed.

    ``changed`` follows each at once, ``settled`` a burst of them, and never while ``busy()``.
    """

    changed = pyqtSignal()
    settled = pyqtSignal()

    def __init__(self, project: QgsProject, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._busy = project, busy
        #: grows with every change
        self.count = 0
        self._cleanup = CleanupStack()
        self._watched: dict[str, QgsMapLayer] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_QUIET)
        self._soon.timeout.connect(self._settle)
        for signal in (project.layersAdded, project.layersRemoved, project.cleared):
            self._cleanup.connect(signal, self._layers_changed)
        self._follow()

    def note(self, *_anything: object) -> None:
        """Something a check-up looks at is no longer what it was."""
        self.count += 1
        self._soon.start()
        self.changed.emit()

    def close(self) -> None:
        """Stop listening."""
        self._soon.stop()
        self._cleanup.pop_all()
        for key in list(self._watched):
            self._leave(key)

    def _settle(self) -> None:
        if self._busy():
            self._soon.start()
        else:
            self.settled.emit()

    def _layers_changed(self, *layers: object) -> None:
        before = set(self._watched)
        self._follow()
        if set(self._watched) != before:  # layers that only show results are none of its business
            self.note()

    def _follow(self) -> None:
        """Listen to exactly the project's own vector layers."""
        own = {
            key: layer
            for key, layer in self._project.mapLayers().items()
            if isinstance(layer, QgsVectorLayer) and not is_result_layer(layer)
        }
        for key in self._watched.keys() - own.keys():
            self._leave(key)
        for key in own.keys() - self._watched.keys():
            self._watched[key] = own[key]
            own[key].customPropertyChanged.connect(self._property_changed)
            for signal in self._signals(own[key]):
                signal.connect(self.note)

    def _leave(self, key: str) -> None:
        layer = self._watched.pop(key)
        if not sip.isdeleted(layer):
            layer.customPropertyChanged.disconnect(self._property_changed)
            for signal in self._signals(layer):
                signal.disconnect(self.note)

    @staticmethod
    def _signals(layer: QgsVectorLayer) -> tuple:  # type: ignore[type-arg]
        return (
            layer.nameChanged,
            layer.crsChanged,
            layer.dataSourceChanged,
            layer.subsetStringChanged,
            layer.layerModified,  # any edit, undo and redo included
            layer.afterRollBack,
            layer.dataChanged,
        )

    def _property_changed(self, key: str) -> None:
        if key.startswith(_OWN):
            self.note()
