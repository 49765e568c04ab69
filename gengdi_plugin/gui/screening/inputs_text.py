"""What a screening will test, in words: the layers by role."""

from __future__ import annotations

from html import escape

from qgis.core import QgsVectorLayer

from ...core.i18n import tr
from ...core.vocabulary import word
from .screening_inputs import USED, ScreeningLayers

_NAMED = 2  # so many layers of one role are named; more are counted


def inputs_as_rows(layers: ScreeningLayers) -> str:
    """Role and layers, a line per role; where many layers play one role, their number."""
    lines = []
    for role in USED:
        bound = layers.of(role)
        if not bound:
            continue
        if len(bound) <= _NAMED:
            names = tr(", ").join(escape(_with_count(layer)) for layer in bound)
        else:
            total = sum(layer.featureCount() for layer in bound)
            names = tr("{layers} layers, {n} features").format(layers=len(bound), n=f"{total:,}")
        role_word = escape(word("role", role))
        lines.append(f"<tr><td style='padding-right:8px'>{role_word}</td><td>{names}</td></tr>")
    return f"<table>{''.join(lines)}</table>"


def inputs_in_full(layers: ScreeningLayers) -> str:
    """Every layer by name, a line per role."""
    return "\n".join(
        tr("{role}: {layers}").format(
            role=word("role", role), layers=tr(", ").join(_with_count(layer) for layer in layers.of(role))
        )
        for role in USED
        if layers.of(role)
    )


def _with_count(layer: QgsVectorLayer) -> str:
    return tr("{layer} ({n})").format(layer=layer.name(), n=f"{layer.featureCount():,}")
