"""Enterprises and permits of the bound layers, for the locator: snapshot on the main thread, read in its."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qgis.core import (
    QgsExpression,
    QgsFeatureRequest,
    QgsFeedback,
    QgsProject,
    QgsVectorLayerFeatureSource,
)

from .locator_search import MOST, SOURCE, Hit
from .locator_targets import SEPARATOR

#: Role -> the canonical fields that are searched, the one that names the thing first.
_SEARCHED = {"enterprise": ("name", "uscc"), "permit": ("permit_no", "uscc")}


@dataclass(frozen=True)
class _Layer:
    layer_id: str
    name: str
    fields: tuple[str, ...]  # the layer's own
    source: QgsVectorLayerFeatureSource


class SourceLayers:
    """Made on the main thread; :meth:`search` may run in another."""

    def __init__(self, project: QgsProject) -> None:
        from ..layers.binding import layers_of, stored_binding

        self._layers: list[_Layer] = []
        for role, wanted in _SEARCHED.items():
            for layer in layers_of(project, role):
                binding = stored_binding(layer)
                own = binding.fields if binding is not None else {}
                fields = tuple(own[name] for name in wanted if name in own)
                if fields and layer.isValid():
                    source = QgsVectorLayerFeatureSource(layer)
                    self._layers.append(_Layer(layer.id(), layer.name(), fields, source))

    def search(self, text: str, feedback: QgsFeedback) -> Iterator[Hit]:
        """The features in whose fields every word of ``text`` stands."""
        parts = text.casefold().split()
        for layer in self._layers if parts else ():
            request = QgsFeatureRequest().setFilterExpression(_expression(layer.fields, parts))
            request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
            request.setLimit(MOST)
            for feature in layer.source.getFeatures(request):
                if feedback.isCanceled():
                    return
                name, *more = (str(feature[field] or "") for field in layer.fields)
                shown = " · ".join(part for part in (name, *more) if part)
                yield Hit(
                    SOURCE, f"{layer.layer_id}{SEPARATOR}{feature.id()}", f"{shown} ({layer.name})", 0.5
                )


def _expression(fields: tuple[str, ...], parts: list[str]) -> str:
    hay = ", ' ', ".join(f"coalesce({QgsExpression.quotedColumnRef(field)}, '')" for field in fields)
    tests = (f"strpos(lower(concat({hay})), {QgsExpression.quotedString(part)}) > 0" for part in parts)
    return " AND ".join(tests)
