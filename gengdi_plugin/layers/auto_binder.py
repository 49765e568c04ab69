"""Layers get their role when they are added to the project."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer

if TYPE_CHECKING:
    from ..core.binding import Binding


class AutoBinder:
    """Binds layers when they are added to ``project``: surely known ones at once, the others as a proposal.

    ``on_bound(layer, binding)`` and ``on_proposed(layer, binding)`` are told afterwards; a layer that
    already carries a binding (opened with its project, copied) is left as it is. ``came_with_project``
    says of a layer that it was opened with a project and so has a look its officer chose.
    """

    def __init__(
        self,
        project: QgsProject,
        on_bound: Callable[[QgsVectorLayer, Binding], None] | None = None,
        on_proposed: Callable[[QgsVectorLayer, Binding], None] | None = None,
    ) -> None:
        self._project = project
        self._on_bound = on_bound
        self._on_proposed = on_proposed
        self._connected = False
        self._of_project: set[str] = set()

    def connect(self) -> None:
        """Start listening; a second call changes nothing."""
        if not self._connected:
            self._project.readMapLayer.connect(self._layer_read)
            self._project.layersAdded.connect(self._layers_added)
            self._connected = True

    def disconnect(self) -> None:
        """Stop listening; a second call changes nothing."""
        if self._connected:
            self._project.readMapLayer.disconnect(self._layer_read)
            self._project.layersAdded.disconnect(self._layers_added)
            self._connected = False

    def came_with_project(self, layer: QgsMapLayer) -> bool:
        """Whether ``layer`` was opened with a project while this binder listened."""
        return layer.id() in self._of_project

    def consider(self, layer: QgsMapLayer) -> Binding | None:
        """Bind ``layer`` if it is surely known; the guess, bound or only proposed."""
        if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
            return None
        # what the presets are is read with the first layer, not at QGIS's start
        from ..core.binding import AUTOMATIC, best
        from ..core.roles import ANY, ROLES
        from .binding import bind, facts_of, stored_binding
        from .compat import geometry_kind
        from .encoding import mend_encoding

        mend_encoding(layer)
        if stored_binding(layer) is not None:
            return None
        guess = best(facts_of(layer))
        if guess is None or (geometry_kind(layer) == "none" and ANY not in ROLES[guess.role].geometry):
            return None
        sure = guess.score >= AUTOMATIC
        if sure:
            bind(layer, guess)
        listener = self._on_bound if sure else self._on_proposed
        if listener is not None:
            listener(layer, guess)
        return guess

    def _layer_read(self, layer: QgsMapLayer, _element: object) -> None:
        self._of_project.add(layer.id())

    def _layers_added(self, layers: list[QgsMapLayer]) -> None:
        for layer in layers:
            self.consider(layer)
