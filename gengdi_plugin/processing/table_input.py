"""A table of any kind as rows for the store: values by the fields its headings stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Callable

from qgis.core import (
    QgsFeatureRequest,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from ..core.errors import Cancelled, InputError
from ..core.i18n import tr


class TableInput:
    """Made on the main thread from ``layer``, read on any."""

    @classmethod
    def given(
        cls, algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> TableInput:
        """The table that ``INPUT`` names; InputError when it cannot be read."""
        layer = algorithm.parameterAsVectorLayer(parameters, "INPUT", context)
        if layer is None:
            raise InputError(tr("INPUT is no table that can be read: choose another one."))
        return cls(layer)

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._file = _csv_file(layer)
        self._names = [field.name() for field in layer.fields()]
        self._source = QgsVectorLayerFeatureSource(layer)

    def rows(
        self, fields_of: Callable[[Iterable[str]], dict[str, str]], feedback: QgsProcessingFeedback
    ) -> list[Mapping[str, Any]]:
        """All rows; ``fields_of`` gives field -> heading, or raises InputError."""
        if self._file is not None:
            from ..store.people_file import table_rows

            return list(table_rows(self._file, fields_of))
        from ..layers.columns import native

        fields = fields_of(self._names)
        rows = []
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
        for feature in self._source.getFeatures(request):
            if feedback.isCanceled():
                raise Cancelled(tr("Cancelled."))
            rows.append({key: native(feature[name]) for key, name in fields.items()})
        return rows


def _csv_file(layer: QgsVectorLayer) -> Path | None:
    """The CSV file behind ``layer``: it is read as it is, so that codes keep their zeros and Chinese its
    encoding. None for anything else, or when the layer shows only a part of it."""
    if layer.subsetString() or layer.isEditable():
        return None
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = Path(str(parts.get("path") or ""))
    return path if path.suffix.casefold() == ".csv" and path.is_file() else None
