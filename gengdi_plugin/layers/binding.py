"""Bindings on real layers: read, kept as custom properties (a project remembers them), set when added."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsProviderRegistry, QgsVectorLayer

from ..core.binding import AUTOMATIC, Binding, LayerFacts, best, field_map
from ..core.roles import ANY, ROLES
from .compat import geometry_kind
from .encoding import mend_encoding

ROLE, FIELDS, APPROVAL_TYPE, CHANNEL, AS_OF = (
    f"gengdi/{key}" for key in ("role", "fields", "approval_type", "channel", "as_of")
)


def file_name(layer: QgsVectorLayer) -> str:
    """Stem of the layer's file, with the table inside a container behind a bar; empty without a file."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    stem = Path(str(parts.get("path") or "")).stem
    table = str(parts.get("layerName") or parts.get("table") or _only_table(layer))
    return f"{stem}|{table}" if table and table != stem else stem


def _only_table(layer: QgsVectorLayer) -> str:
    """The table a source means that names only its file."""
    provider = layer.dataProvider()
    tables = provider.subLayers() if provider is not None and layer.providerType() == "ogr" else []
    if len(tables) != 1:
        return ""
    pieces = tables[0].split(provider.sublayerSeparator())
    return str(pieces[1]) if len(pieces) > 1 else ""


def facts_of(layer: QgsVectorLayer) -> LayerFacts:
    """What the presets look at."""
    return LayerFacts(layer.name(), file_name(layer), geometry_kind(layer), tuple(layer.fields().names()))


def stored_binding(layer: QgsVectorLayer) -> Binding | None:
    """The binding kept on the layer; fields that the layer no longer has are left out."""
    role = layer.customProperty(ROLE)
    if role not in ROLES:
        return None
    own = set(layer.fields().names())
    stored = json.loads(layer.customProperty(FIELDS) or "{}")
    fields = {name: field for name, field in stored.items() if name in ROLES[role].fields and field in own}
    return Binding(
        role,
        fields,
        approval_type=layer.customProperty(APPROVAL_TYPE) or None,
        channel=layer.customProperty(CHANNEL) or None,
        as_of=layer.customProperty(AS_OF) or None,
    )


def binding_of(layer: QgsVectorLayer, role: str | None = None) -> Binding | None:
    """The layer's binding: as stored, else the best guess (its ``score`` says how good a guess).

    With ``role`` the role is fixed: a binding stored for another role counts for nothing and the fields
    are mapped by presets. Without it None means that nothing speaks for any role.
    """
    stored = stored_binding(layer)
    if stored is not None and role in (None, stored.role):
        return stored
    facts = facts_of(layer)
    if role is None:
        return best(facts)
    guess = best(facts)
    if guess is not None and guess.role == role:
        return guess
    return Binding(role, field_map(role, facts), score=1.0, origin="none")


def bind(layer: QgsVectorLayer, binding: Binding) -> None:
    """Keep ``binding`` on the layer; saving the project keeps it there."""
    layer.setCustomProperty(ROLE, binding.role)
    layer.setCustomProperty(FIELDS, json.dumps(binding.fields, ensure_ascii=False, sort_keys=True))
    for key, value in (
        (APPROVAL_TYPE, binding.approval_type),
        (CHANNEL, binding.channel),
        (AS_OF, binding.as_of),
    ):
        if value:
            layer.setCustomProperty(key, value)
        else:
            layer.removeCustomProperty(key)


def unbind(layer: QgsVectorLayer) -> None:
    """Take every trace of a binding off the layer."""
    for key in (ROLE, FIELDS, APPROVAL_TYPE, CHANNEL, AS_OF):
        layer.removeCustomProperty(key)


def layers_of(project: QgsProject, role: str) -> list[QgsVectorLayer]:
    """The project's layers bound to ``role``, by name."""
    found = [
        layer
        for layer in project.mapLayers().values()
        if isinstance(layer, QgsVectorLayer) and layer.customProperty(ROLE) == role
    ]
    return sorted(found, key=lambda layer: (layer.name(), layer.id()))


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
