"""From QGIS geometries in any CRS to grid codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsGeometry

from ..core.errors import InputError
from ..core.i18n import tr


def grid_codes(
    geometries: Sequence[QgsGeometry], transform: QgsCoordinateTransform, level: int
) -> list[str | None]:
    """Codes of an interior point of each geometry after ``transform``; None for null and empty ones."""
    from ..core import gridcode

    return list(gridcode.interior_codes(lonlat_shapes(geometries, transform), level))


def lonlat_shapes(geometries: Sequence[QgsGeometry], transform: QgsCoordinateTransform) -> Any:
    """The geometries after ``transform`` as an object array of shapely's; None for null and empty ones.

    Raises InputError where one cannot be transformed.
    """
    # shapely and numpy come late: the plugin also loads where they are missing
    from ..core.kernel import shapely
    from ..core.table import object_array

    shapes = [_lonlat_wkb(geometry, transform) for geometry in geometries]
    return object_array(shapely.from_wkb(object_array(shapes)))


def _lonlat_wkb(geometry: QgsGeometry, transform: QgsCoordinateTransform) -> bytes | None:
    if geometry.isNull() or geometry.isEmpty():
        return None
    moved = QgsGeometry(geometry)
    moved.convertToStraightSegment()
    moved.get().dropZValue()
    moved.get().dropMValue()
    try:
        moved.transform(transform)
    except QgsCsException as error:
        raise InputError(
            tr("A geometry lies where its CRS {crs} cannot be transformed to EPSG:4490: check the CRS.")
            .format(crs=transform.sourceCrs().authid() or transform.sourceCrs().description())
        ) from error  # fmt: skip
    return bytes(moved.asWkb())
