"""Where a measured boundary can come from: polygons selected on the map, or pasted coordinates."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.errors import InputError
from ..core.i18n import tr

#: More selected features than this are no boundary of one patch.
_MOST = 50


def layers_with_selection(project: QgsProject, but: str = "") -> list[QgsVectorLayer]:
    """Polygon layers in which features are selected, by name; ``but``: a layer id to leave out (the patches
    themselves)."""
    found = [
        layer
        for layer in project.mapLayers().values()
        if isinstance(layer, QgsVectorLayer)
        and layer.id() != but
        and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
        and 0 < layer.selectedFeatureCount() <= _MOST
    ]
    return sorted(found, key=lambda layer: layer.name())


def selected_boundary(layer: QgsVectorLayer, project: QgsProject) -> bytes:
    """The selected polygons of ``layer`` as one WKB in EPSG:4490. InputError when the layer has no CRS."""
    geometry = QgsGeometry.collectGeometry([feature.geometry() for feature in layer.selectedFeatures()])
    if not layer.crs().isValid():
        raise InputError(
            tr("Layer {layer} has no coordinate system: set it in the layer's properties.").format(
                layer=layer.name()
            )
        )
    return _in_4490(geometry, layer.crs(), project.transformContext())


def pasted_boundary(wkb: bytes, crs: QgsCoordinateReferenceSystem, project: QgsProject) -> bytes:
    """Coordinates of ``crs`` as WKB in EPSG:4490."""
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    return _in_4490(geometry, crs, project.transformContext())


def _in_4490(
    geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> bytes:
    # arcs become straight edges as everywhere; heights and measures are no part of a boundary
    geometry.convertToStraightSegment()
    target = QgsCoordinateReferenceSystem("EPSG:4490")
    try:
        geometry.transform(QgsCoordinateTransform(crs, target, context))
    except QgsCsException as error:
        raise InputError(
            tr("The coordinates do not lie in {crs}: choose another coordinate system.").format(
                crs=crs.authid() or crs.description()
            )
        ) from error
    return bytes(geometry.asWkb())
