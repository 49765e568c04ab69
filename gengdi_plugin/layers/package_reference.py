"""Layers of the project as reference in a field package: what lies around the patches, clipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapLayer,
    QgsReadWriteContext,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)
from qgis.PyQt.QtXml import QDomDocument

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.stopping import checkpoint
from ..exchange.field_gpkg import Layer, Row
from ..exchange.privacy import mask_numbers, mask_person
from .binding import binding_of
from .compat import enum_number, geometry_kind, is_null
from .degrees import out_of_degrees

#: How far around a patch's box an inspector sees reference layers, in degrees (about 200 m).
AROUND = 0.002

_KINDS = {"point": "ANY", "line": "LINE", "polygon": "MULTIPOLYGON", "any": "ANY"}
#: QGIS's number of a kind of geometry.
_DIMENSIONS = {"line": 1, "polygon": 2}
_LOOK = QgsMapLayer.StyleCategory.Symbology | QgsMapLayer.StyleCategory.Labeling


@dataclass(frozen=True)
class Reference:
    """A layer of the project, ready to be read by any thread; ``style``: its look as QML text."""

    name: str
    source: QgsVectorLayerFeatureSource
    fields: tuple[str, ...]
    numeric: frozenset[str]
    people: frozenset[str]
    crs: QgsCoordinateReferenceSystem
    kind: str
    style: str
    context: QgsCoordinateTransformContext


def reference_of(layer: QgsVectorLayer, context: QgsCoordinateTransformContext) -> Reference:
    """A snapshot of ``layer`` (main thread). InputError when it has no CRS or no geometry."""
    kind = geometry_kind(layer)
    if kind not in _KINDS:
        raise InputError(
            tr("The reference layer “{layer}” has no geometry: leave it out.").format(layer=layer.name())
        )
    if not layer.crs().isValid():
        raise InputError(
            tr("The layer “{layer}” has no coordinate system: set it in the layer's properties.").format(
                layer=layer.name()
            )
        )
    document = QDomDocument()
    layer.exportNamedStyle(document, QgsReadWriteContext(), _LOOK)
    fields = layer.fields()
    names = tuple(field.name() for field in fields if field.name().casefold() not in ("fid", "geom"))
    bound = binding_of(layer)
    holder = bound.fields.get("holder") if bound is not None else None
    return Reference(
        layer.name(),
        QgsVectorLayerFeatureSource(layer),
        names,
        frozenset(field.name() for field in fields if field.isNumeric()),
        frozenset({holder} if holder else ()),
        layer.crs(),
        kind,
        document.toString(),
        context,
    )


def surroundings(boxes: Sequence[tuple[float, float, float, float]]) -> QgsGeometry:
    """The ground around patches, of their boxes (west, south, east, north; EPSG:4490 degrees)."""
    grown = [
        QgsGeometry.fromRect(QgsRectangle(west - AROUND, south - AROUND, east + AROUND, north + AROUND))
        for west, south, east, north in boxes
    ]
    return QgsGeometry.unaryUnion(grown)


def layer_for(reference: Reference, name: str) -> Layer:
    """The layer of the GeoPackage that takes it, in its own coordinate system."""
    columns = {field: "real" if field in reference.numeric else "text" for field in reference.fields}
    return Layer(name, _KINDS[reference.kind], columns, reference.crs.toWkt())


def clipped(reference: Reference, around: QgsGeometry) -> Iterator[Row]:
    """The features near the patches, cut to ``around``; people's names and numbers masked."""
    ground = QgsGeometry(around)
    ground.transform(out_of_degrees(reference.crs, reference.context))
    engine = QgsGeometry.createGeometryEngine(ground.constGet())
    engine.prepareGeometry()
    request = QgsFeatureRequest().setFilterRect(ground.boundingBox())
    for feature in reference.source.getFeatures(request):
        checkpoint()
        geometry = feature.geometry()
        if geometry.isNull() or not engine.intersects(geometry.constGet()):
            continue
        wkb = _cut(geometry, ground, reference.kind)
        if wkb is not None:
            yield wkb, [_value(reference, feature, name) for name in reference.fields]


def _cut(geometry: QgsGeometry, ground: QgsGeometry, kind: str) -> bytes | None:
    cut = geometry.intersection(ground)
    if cut.isNull() or cut.isEmpty():  # a broken geometry: better whole than not at all
        cut = geometry
    if kind in _DIMENSIONS:  # where edges only touch, a cut leaves lines and points
        parts = cut.asGeometryCollection()
        wanted = _DIMENSIONS[kind]
        cut = QgsGeometry.collectGeometry([one for one in parts if enum_number(one.type()) == wanted])
    if cut.isNull() or cut.isEmpty():
        return None
    plain = cut.constGet().clone()
    plain.dropZValue()
    plain.dropMValue()
    return bytes(plain.asWkb())


def _value(reference: Reference, feature: Any, name: str) -> Any:
    value = feature[name]
    if is_null(value):
        return None
    if name in reference.numeric:
        return float(value)
    text = value if isinstance(value, str) else _text(value)
    return mask_person(text) if name in reference.people else mask_numbers(text)


def _text(value: Any) -> str:
    if hasattr(value, "toString"):  # a date
        return str(value.toString("yyyy-MM-dd"))
    return str(value)
