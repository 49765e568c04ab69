"""EPSG:4490, in which everything is kept and compared: the system, the ways there and back, its WKB."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
)

LON_LAT = "EPSG:4490"


def lon_lat() -> QgsCoordinateReferenceSystem:
    """Longitude and latitude of CGCS2000."""
    return QgsCoordinateReferenceSystem(LON_LAT)


def into_degrees(
    crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> QgsCoordinateTransform:
    """The way from ``crs`` to EPSG:4490 (a short one when they are the same)."""
    return QgsCoordinateTransform(crs, lon_lat(), context)


def out_of_degrees(
    crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> QgsCoordinateTransform:
    """The way from EPSG:4490 to ``crs``."""
    return QgsCoordinateTransform(lon_lat(), crs, context)


def shape_of(wkb: bytes | None) -> QgsGeometry:
    """The geometry that ``wkb`` is, in whatever system; a null one for None."""
    shape = QgsGeometry()
    if wkb is not None:
        shape.fromWkb(bytes(wkb))
    return shape
