"""Selected features of the map's layers as ground or cutting lines in EPSG:4490."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.errors import InputError
from ..core.i18n import tr

POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry
LINE = QgsWkbTypes.GeometryType.LineGeometry


def layers_with_selection(project: QgsProject, kinds: Iterable[object]) -> list[QgsVectorLayer]:
    """The layers of ``project`` of these geometry kinds in which something is selected, by name."""
    wanted = tuple(kinds)
    found = [
        layer
        for layer in project.mapLayers().values()
        if isinstance(layer, QgsVectorLayer)
        and layer.geometryType() in wanted
        and layer.selectedFeatureCount()
    ]
    return sorted(found, key=lambda layer: str(layer.name()))


def selected_shapes(layer: QgsVectorLayer, project: QgsProject) -> list[bytes]:
    """The selected geometries of ``layer`` as WKB in EPSG:4490, unsaved edits included; main thread.

    InputError naming the layer when it has no CRS, nothing is selected or a geometry cannot be moved."""
    if not layer.crs().isValid():
        raise InputError(
            tr("The layer “{layer}” has no CRS: set it in the layer's properties.").format(layer=layer.name())
        )
    move = QgsCoordinateTransform(
        layer.crs(), QgsCoordinateReferenceSystem("EPSG:4490"), project.transformContext()
    )
    found = []
    for feature in layer.selectedFeatures():
        geometry = QgsGeometry(feature.geometry())
        if geometry.isEmpty():
            continue
        try:
            geometry.transform(move)
        except QgsCsException as error:
            raise InputError(
                tr("A selected feature of “{layer}” does not lie where its CRS can be: {reason}").format(
                    layer=layer.name(), reason=error
                )
            ) from error
        geometry.convertToStraightSegment()
        found.append(bytes(geometry.asWkb()))
    if not found:
        raise InputError(
            tr("Nothing with a geometry is selected in “{layer}”: select it on the map first.").format(
                layer=layer.name()
            )
        )
    return found
