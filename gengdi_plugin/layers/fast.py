"""Which layers can be read faster than by QGIS's iterator, and by which way. In doubt: none.

Decided on the main thread from what the layer is now: no edit session, fields that stand in the file,
a filter that is a plain SQL condition, nothing in the source that changes what is read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from qgis.core import QgsDataSourceUri, QgsProviderRegistry, QgsVectorLayer, QgsWkbTypes

from ..core.binding import Binding
from ..core.roles import ROLES
from .compat import enum_number
from .geopackage_rows import GeoPackageRows
from .rawrows import Part
from .shapefile_rows import ShapefileRows
from .spatialite_rows import SpatiaLiteRows

_OF_PROVIDER = 1  # QgsFields.FieldOrigin.OriginProvider, whose name changes with QGIS 3.38
_PLAIN_SOURCE = frozenset(("path", "layerName", "layerId", "subset"))
#: QVariant types whose values a SpatiaLite layer hands on as SQLite stores them, and that of days.
_AS_STORED, _DAY = frozenset((2, 4, 6, 10)), 14


class FastWay(Protocol):
    """A way of reading the file ``path``; may be used on any thread. Ways that read alike are equal."""

    @property
    def path(self) -> str: ...

    def parts(self, count: int) -> list[Part]:
        """All rows of the layer, about ``count``, in parts that follow each other. Raises Unsuited, as do the
        parts when they are read; where there is one alone, it is read at one moment of the file."""
        ...


def fast_way(layer: QgsVectorLayer, binding: Binding) -> FastWay | None:
    """The fast way for ``layer`` with the fields of ``binding``, or None: the iterator."""
    if layer.isEditable() or not layer.isValid():
        return None
    own = own_fields(layer, binding)
    if own is None:
        return None
    if layer.providerType() == "spatialite":
        return _spatialite(layer, binding, own)
    if layer.providerType() != "ogr":
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.dataProvider().dataSourceUri())
    given = {key: value for key, value in parts.items() if value not in (None, "") and str(value) != "NULL"}
    subset, path = layer.subsetString(), str(given.get("path", ""))
    if set(given) - _PLAIN_SOURCE or "layerId" in given or not Path(path).is_file() or not _condition(subset):
        return None
    kinds = ROLES[binding.role].fields
    multi = QgsWkbTypes.isMultiType(layer.wkbType())
    storage = layer.dataProvider().storageType()
    if storage == "GPKG":
        fields = {name: (field, kinds[name]) for name, field in own.items()}
        return GeoPackageRows(path, str(given.get("layerName", "")), subset, fields, multi)
    if storage == "ESRI Shapefile" and not subset:
        return ShapefileRows.of(layer, path, own, binding.role)
    return None


def own_fields(layer: QgsVectorLayer, binding: Binding) -> dict[str, str] | None:
    """Canonical field -> name of the provider's own field; None when one is joined or computed."""
    fields, provided = layer.fields(), layer.dataProvider().fields()
    own = {}
    for name, field in binding.fields.items():
        index = fields.indexOf(field)
        if index < 0 or enum_number(fields.fieldOrigin(index)) != _OF_PROVIDER:
            return None
        own[name] = provided.at(fields.fieldOriginIndex(index)).name()
    return own


def _condition(subset: str) -> bool:
    """Whether the filter is a condition: OGR layers also take whole statements."""
    return not subset.lstrip(" \t\r\n(").casefold().startswith("select")


def _spatialite(layer: QgsVectorLayer, binding: Binding, own: dict[str, str]) -> FastWay | None:
    uri = QgsDataSourceUri(layer.dataProvider().dataSourceUri())
    plain = QgsWkbTypes.hasZ(layer.wkbType()) or QgsWkbTypes.hasM(layer.wkbType())
    if plain or not uri.geometryColumn() or uri.table().startswith("(") or not Path(uri.database()).is_file():
        return None
    provided = layer.dataProvider().fields()
    types = {name: enum_number(provided.at(provided.indexOf(field)).type()) for name, field in own.items()}
    if any(kind not in _AS_STORED and kind != _DAY for kind in types.values()):
        return None
    fields = {name: (field, types[name] == _DAY) for name, field in own.items()}
    return SpatiaLiteRows(uri.database(), uri.table(), uri.geometryColumn(), layer.subsetString(), fields)
