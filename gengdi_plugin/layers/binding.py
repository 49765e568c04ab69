"""Bindings on real layers: read, kept as custom properties (a project remembers them)."""

from __future__ import annotations

import json
from pathlib import Path

from qgis.core import QgsProject, QgsProviderRegistry, QgsVectorLayer

from ..core.binding import Binding, LayerFacts, best, field_map
from ..core.roles import ROLES
from .compat import geometry_kind

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
