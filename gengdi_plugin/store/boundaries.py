"""Boundaries measured on site: checked, kept with their inspection, and what of the patch they cover."""

from __future__ import annotations

import sqlite3
import uuid

import numpy as np

from ..core.area import ellipsoid_areas
from ..core.errors import InputError
from ..core.geometry import has_place, on_earth, repaired_polygons
from ..core.i18n import tr
from ..core.kernel import shapely
from ..core.measured import measured
from . import sql

#: Namespace of the uids of boundaries (UUIDv5): one for each inspection.
_NAMESPACE = uuid.UUID("f0c9f3b8-1b0e-5d5e-8a35-6f9d1a9f4c11")

_COLUMNS = ("uid", "inspection_uid", "patch_uid", "area_m2", "measured_by", "measured_on")


def checked_boundary(wkb: bytes | None, patch: str) -> bytes | None:
    """A (multi)polygon in EPSG:4490 as the WKB of one valid MultiPolygon without heights; None stays None.

    Rings that cross themselves are put right. InputError naming ``patch`` when it is no polygon of
    longitudes and latitudes.
    """
    if wkb is None:
        return None
    try:
        shape = shapely.force_2d(shapely.from_wkb(wkb))
    except (shapely.errors.GEOSException, TypeError) as error:
        raise InputError(
            tr("Patch {patch}: the measured boundary cannot be read ({reason}); measure it again.").format(
                patch=patch, reason=error
            )
        ) from error
    shapes = np.array([shape], dtype=object)
    if not (has_place(shapes)[0] and on_earth(shapes)[0]):
        raise InputError(
            tr(
                "Patch {patch}: the measured boundary has no longitudes and latitudes (EPSG:4490); "
                "choose its coordinate system."
            ).format(patch=patch)
        )
    valid = repaired_polygons(shapes, degrees=True).geometry[0]
    if valid is None or not ellipsoid_areas(np.array([valid], dtype=object))[0] > 0:
        raise InputError(
            tr("Patch {patch}: the measured boundary encloses no ground; walk round it again.").format(
                patch=patch
            )
        )
    found: bytes = shapely.to_wkb(valid, output_dimension=2, byte_order=1)
    return found


def boundary_area(wkb: bytes) -> float:
    """Ellipsoidal area in m² of a boundary (WKB, EPSG:4490)."""
    return float(ellipsoid_areas(np.array([shapely.from_wkb(wkb)], dtype=object))[0])


def covered_of_patch(connection: sqlite3.Connection, patch_uid: str, wkb: bytes, patch: str) -> float:
    """Area in m² of the boundary that lies in the patch. InputError when they do not touch: one of them is
    another place."""
    row = connection.execute("SELECT AsBinary(geom) FROM patch WHERE uid = ?", (patch_uid,)).fetchone()
    if row is None or row[0] is None:
        return boundary_area(wkb)
    area = measured(wkb, row[0]).covered_m2
    if area <= 0:
        raise InputError(
            tr(
                "Patch {patch}: the measured boundary lies outside the patch; check its coordinate system "
                "and the number of the patch."
            ).format(patch=patch)
        )
    return area


def write_boundary(
    connection: sqlite3.Connection, inspection_uid: str, patch_uid: str, wkb: bytes, by: str, on: str
) -> None:
    """The row of an inspection's boundary, where there is none yet."""
    statement = sql.insert("measured_boundary", _COLUMNS, "geom", "ON CONFLICT(uid) DO NOTHING")
    uid = uuid.uuid5(_NAMESPACE, inspection_uid).hex
    connection.execute(statement, (uid, inspection_uid, patch_uid, boundary_area(wkb), by, on, wkb))
