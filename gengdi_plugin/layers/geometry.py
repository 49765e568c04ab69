"""Geometries between QGIS and shapely: two-dimensional, straight, never a reason to stop."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from qgis.core import QgsCoordinateTransform, QgsFeature, QgsGeometry

from ..core.i18n import tr
from ..core.kernel import shapely
from ..core.table import ObjectArray, object_array
from .compat import PLAIN_WKB
from .crs import mend_coordinates, to_lon_lat

#: Largest angle of one segment of a curve: a circle's area is then right to 5 parts in 10⁷.
_CURVE_STEP = math.pi / 1800.0
_CHUNK = 10_000  # shapely holds the interpreter during a call


def wkb_of(feature: QgsFeature) -> bytes | None:
    """The feature's geometry as two-dimensional, straight WKB; None without a geometry."""
    geometry = feature.geometry()
    if geometry.isNull():
        return None
    if geometry.wkbType() not in PLAIN_WKB:
        geometry = QgsGeometry(geometry)
        geometry.convertToStraightSegment(_CURVE_STEP)
        part = geometry.get()
        part.dropZValue()
        part.dropMValue()
    return bytes(geometry.asWkb().data())


def lon_lat_geometries(
    wkbs: Sequence[bytes | None], transform: QgsCoordinateTransform, layer: str
) -> tuple[ObjectArray, list[str]]:
    """Shapely geometries in EPSG:4490 for ``wkbs``, in order, and what was found, one sentence each.

    What cannot be built becomes None; rings that are not closed are closed; nothing else is repaired
    here (screening repairs and says so).
    """
    geometries: ObjectArray = np.empty(len(wkbs), dtype=object)
    broken = 0
    for start in range(0, len(wkbs), _CHUNK):
        chunk = object_array(wkbs[start : start + _CHUNK])
        with np.errstate(invalid="ignore"):  # GEOS compares NaN coordinates; such a geometry becomes None
            built = shapely.from_wkb(chunk, on_invalid="ignore")
        for row in np.flatnonzero(shapely.is_missing(built) & (chunk != None)):  # noqa: E711 - elementwise
            built[row] = _rebuilt(chunk[row])
            broken += 1
        geometries[start : start + len(chunk)] = built
    notices = []
    if broken:
        notices.append(
            tr("Layer “{layer}”: {count} geometries are not closed or not finite.").format(
                layer=layer, count=broken
            )
        )
    notices += _move(geometries, transform, layer)
    return geometries, notices


def _move(geometries: ObjectArray, transform: QgsCoordinateTransform, layer: str) -> list[str]:
    """Put the coordinates of ``geometries`` (changed in place) into EPSG:4490."""
    chunks = [geometries[start : start + _CHUNK] for start in range(0, len(geometries), _CHUNK)]
    xy = np.concatenate([np.empty((0, 2)), *map(shapely.get_coordinates, chunks)])
    mended, notices = mend_coordinates(xy, transform.sourceCrs(), layer)
    lon_lat, doubts = to_lon_lat(mended, transform, layer)
    if lon_lat is not xy:
        first = 0
        for chunk in chunks:
            last = first + int(shapely.get_num_coordinates(chunk).sum())
            shapely.set_coordinates(chunk, lon_lat[first:last])
            first = last
    return notices + doubts


def _rebuilt(wkb: bytes) -> object:
    """A polygon whose rings GEOS refused, with its rings closed; None when that does not help."""
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    polygons = geometry.asMultiPolygon() if geometry.isMultipart() else [geometry.asPolygon()]
    parts = []
    for polygon in polygons:
        rings = [[(point.x(), point.y()) for point in ring] for ring in polygon]
        rings = [ring for ring in rings if len(ring) >= 3 and np.isfinite(ring).all()]
        if len(rings) != len(polygon):
            return None
        if rings:
            parts.append(shapely.Polygon(rings[0], rings[1:]))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
