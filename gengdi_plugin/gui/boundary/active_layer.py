"""The layer that is active in QGIS, as far as boundaries can be drawn in it."""

from __future__ import annotations

from functools import partial

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.i18n import tr
from ...layers.binding import layers_of
from ...layers.boundary_layers import ROLES, refusal, remarks, role_of, role_word
from ..cleanup import CleanupStack
from ..desk import Desk


class ActiveLayer(QObject):
    """``changed``: another layer is active; ``state_changed``: what :meth:`told` says of it is another thing;
    ``shapes_changed``: its selection, or what stands in its edit buffer."""

    changed = pyqtSignal()
    state_changed = pyqtSignal()
    shapes_changed = pyqtSignal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._cleanup, self._layer_cleanup = CleanupStack(), CleanupStack()
        self._cleanup.connect(desk.canvas.currentLayerChanged, self._follow)
        self._cleanup.push(self._layer_cleanup.pop_all)
        self._follow()

    def close(self) -> None:
        """Follow nothing any more."""
        self._cleanup.pop_all()

    def layer(self) -> QgsVectorLayer | None:
        """The active vector layer, whatever it holds."""
        layer = self._desk.canvas.currentLayer()
        return layer if isinstance(layer, QgsVectorLayer) else None

    def fit(self) -> tuple[QgsVectorLayer | None, str]:
        """The active layer when boundaries can be drawn in it, else the only one there is, made active; or
        None and what is missing."""
        layer = self._desk.canvas.currentLayer()
        why = refusal(layer)
        if why and not role_of(layer):
            fit = [one for role in ROLES for one in layers_of(self._desk.project, role) if not refusal(one)]
            fit = [one for one in fit if one.isEditable()] or fit
            if len(fit) == 1:
                self._desk.make_active(fit[0])
                layer, why = fit[0], ""
            elif fit:
                names = tr(", ").join(f"“{one.name()}”" for one in fit)
                why = tr("Choose the layer to draw in, in QGIS's Layers panel: {layers}.").format(
                    layers=names
                )
            elif layer is None:
                why = tr("The project has no layer of approvals or discharge permits that takes changes.")
        return (None if why or not isinstance(layer, QgsVectorLayer) else layer), why

    def told(self) -> tuple[QgsVectorLayer | None, str]:
        """The layer and what is to be said of it; None and why nothing can be drawn in it."""
        layer, why = self.layer(), refusal(self._desk.canvas.currentLayer())
        if why or layer is None:
            return None, why
        state = tr("in edit mode") if layer.isEditable() else tr("not in edit mode")
        lines = [f"{layer.name()} · {role_word(role_of(layer))} · {state}"]
        lines += remarks(layer, self._desk.canvas.mapSettings().destinationCrs())
        return layer, "\n".join(lines)

    def _follow(self, *_layer: object) -> None:
        self._layer_cleanup.pop_all()
        layer = self.layer()
        if layer is not None:
            connect = partial(self._layer_cleanup.connect, sender=layer)
            for signal in (
                layer.editingStarted, layer.editingStopped, layer.subsetStringChanged, layer.crsChanged,
                layer.readOnlyChanged, layer.customPropertyChanged, layer.updatedFields,
            ):  # fmt: skip
                connect(signal, self._tell_state)
            connect(layer.selectionChanged, self._tell_shapes)
            stack = layer.undoStack()
            self._layer_cleanup.connect(stack.indexChanged, self._tell_shapes, sender=stack)
        self.changed.emit()

    def _tell_state(self, *_anything: object) -> None:
        self.state_changed.emit()

    def _tell_shapes(self, *_anything: object) -> None:
        self.shapes_changed.emit()
