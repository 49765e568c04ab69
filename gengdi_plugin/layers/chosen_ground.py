"""Selected features of the map's layers as ground or cutting lines in EPSG:4490."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.errors import InputError
from ..core.i18n import tr
from .degrees import into_degrees

POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry
LINE = QgsWkbTypes.GeometryType.LineGeometry


def layers_with_selection(
    project: QgsProject, kinds: Iterable[object], but: str = "", most: int | None = None
) -> list[QgsVectorLayer]:
    """The layers of ``project`` of these geometry kinds in which something is selected, and no more than
    ``most`` features, by name; ``but``: a layer id to leave out."""
    wanted = tuple(kinds)
    found = [
        layer
        for layer in project.mapLayers().values()
        if isinstance(layer, QgsVectorLayer)
        and layer.geometryType() in wanted
        and layer.id() != but
        and 0 < layer.selectedFeatureCount() <= (most or layer.selectedFeatureCount())
    ]
    return sorted(found, key=lambda layer: str(layer.name()))


def straight_in_4490(
    geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> bytes:
    """``geometry`` as WKB in EPSG:4490 with straight edges, as everywhere; QgsCsException when it does not
    lie where ``crs`` can be."""
    geometry.convertToStraightSegment()
    geometry.transform(into_degrees(crs, context))
    if not geometry.boundingBox().isFinite():  # PROJ says of such places that they are infinitely far
        raise QgsCsException(f"outside {crs.authid()}")
    return bytes(geometry.asWkb())


def selected_shapes(layer: QgsVectorLayer, project: QgsProject) -> list[bytes]:
    """The selected geometries of ``layer`` as WKB in EPSG:4490, unsaved edits included; main thread.

    InputError naming the layer when it has no CRS, nothing is selected or a geometry cannot be moved."""
    if not layer.crs().isValid():
        raise InputError(
            tr("The layer “{layer}” has no CRS: set it in the layer's properties.").format(layer=layer.name())
        )
    found = []
    for feature in layer.selectedFeatures():
        geometry = QgsGeometry(feature.geometry())
        if geometry.isEmpty():
            continue
        try:
            found.append(straight_in_4490(geometry, layer.crs(), project.transformContext()))
        except QgsCsException as error:
            raise InputError(
                tr("A selected feature of “{layer}” does not lie where its CRS can be: {reason}").format(
                    layer=layer.name(), reason=error
                )
            ) from error
    if not found:
        raise InputError(
            tr("Nothing with a geometry is selected in “{layer}”: select it on the map first.").format(
                layer=layer.name()
            )
        )
    return found
