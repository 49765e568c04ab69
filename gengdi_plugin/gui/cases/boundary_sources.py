"""Where a measured boundary can come from: polygons selected on the map, or pasted coordinates."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)

from ...core.errors import InputError
from ...core.i18n import tr
from ...layers.chosen_ground import POLYGON, layers_with_selection, straight_in_4490
from ...layers.degrees import shape_of

#: More selected features than this are no boundary of one patch.
_MOST = 50


def boundary_layers(project: QgsProject, but: str = "") -> list[QgsVectorLayer]:
    """Polygon layers in which features are selected, by name; ``but``: a layer id to leave out (the patches
    themselves)."""
    return layers_with_selection(project, [POLYGON], but, _MOST)


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
    return _in_4490(shape_of(wkb), crs, project.transformContext())


def _in_4490(
    geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> bytes:
    try:
        return straight_in_4490(geometry, crs, context)
    except QgsCsException as error:
        raise InputError(
            tr("The coordinates do not lie in {crs}: choose another coordinate system.").format(
                crs=crs.authid() or crs.description()
            )
        ) from error
