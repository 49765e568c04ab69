"""Polygons made fit for overlay: repair, polygonal parts, mean width."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .area import FloatArray
from .i18n import tr
from .kernel import GEOSException, shapely
from .stopping import checkpoint
from .table import ObjectArray

#: Grid of every overlay, in metres of the plane.
GRID_M = 0.001

#: Geometries whose coordinates are looked at together.
_BLOCK = 2000

POLYGON, MULTIPOLYGON, COLLECTION = 3, 6, 7

#: The largest latitude, with what a transformation may add to it.
_POLE = 90.0 + 1e-6

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Repaired:
    """``geometry``: MultiPolygon, or None where nothing polygonal is left; ``changed``: which were
    repaired; ``lost``: which are beyond repair; ``why``: row -> what was wrong."""

    geometry: ObjectArray
    changed: BoolArray
    lost: BoolArray
    why: dict[int, str]


def repaired_polygons(geometries: ObjectArray, degrees: bool = False) -> Repaired:
    """Each geometry as a valid MultiPolygon (``make_valid``, linework method, polygonal parts kept).
    ``degrees``: they are longitudes and latitudes; one that leaves the Earth is lost."""
    count = len(geometries)
    out = np.asarray(geometries, dtype=object).copy()
    why: dict[int, str] = {}
    out[shapely.is_empty(out)] = None
    finite = _finite(out)
    out[~finite] = None
    why.update({int(row): tr("coordinates that are not numbers") for row in np.flatnonzero(~finite)})
    if degrees:
        nowhere = ~shapely.is_missing(out) & ~on_earth(out)
        out[nowhere] = None
        why.update({int(row): tr("coordinates outside the Earth") for row in np.flatnonzero(nowhere)})
    valid = shapely.is_valid(out)
    changed = np.zeros(count, dtype=bool)
    for row in np.flatnonzero(~valid & ~shapely.is_missing(out)):
        why[int(row)] = str(shapely.is_valid_reason(out[row]))
        changed[row] = True
        try:
            out[row] = shapely.make_valid(out[row])
        except GEOSException as error:
            why[int(row)] = str(error)
            out[row] = None
    collection = shapely.get_type_id(out) == COLLECTION
    out = multipolygons(out)
    for row in np.flatnonzero(collection & ~shapely.is_valid(out) & ~shapely.is_missing(out)):
        # Each polygon of a valid collection is valid, but they may overlap.
        why.setdefault(int(row), tr("polygons that overlap"))
        changed[row] = True
        out[row : row + 1] = _united(out[row])
    lost = shapely.is_missing(out)
    changed &= ~lost
    return Repaired(out, changed, lost, why)


def _united(geometry: object) -> ObjectArray:
    """The union of the parts of a MultiPolygon, as an array of one; None where it fails."""
    out: ObjectArray = np.full(1, None, dtype=object)
    try:
        out[0] = shapely.union_all(shapely.get_parts(geometry))
    except GEOSException:
        return out  # beyond repair: its row is told as lost
    return multipolygons(out)


def has_place(geometries: ObjectArray) -> BoolArray:
    """Which geometries are there, not empty and made of finite coordinates."""
    there: BoolArray = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    return there & _finite(geometries)


def on_earth(geometries: ObjectArray) -> BoolArray:
    """Which geometries are longitudes and latitudes throughout (once round the Earth more is allowed)."""
    return within_earth(np.asarray(shapely.bounds(geometries)))


def within_earth(bounds: FloatArray) -> BoolArray:
    """The same of ``bounds`` (n, 4)."""
    west, south, east, north = bounds.T
    with np.errstate(invalid="ignore"):
        return np.asarray((west >= -360) & (east <= 360) & (south >= -_POLE) & (north <= _POLE))


def _finite(geometries: ObjectArray) -> BoolArray:
    fine = np.ones(len(geometries), dtype=bool)
    for at in range(0, len(fine), _BLOCK):  # to take coordinates out holds the interpreter lock
        checkpoint()
        coordinates, owner = shapely.get_coordinates(geometries[at : at + _BLOCK], return_index=True)
        fine[at + owner[~np.isfinite(coordinates).all(axis=1)]] = False
    return fine


def multipolygons(geometries: ObjectArray) -> ObjectArray:
    """The polygonal parts of each geometry as one MultiPolygon; None where there are none."""
    out = np.asarray(geometries, dtype=object)
    kinds = shapely.get_type_id(out)
    mixed = (kinds == COLLECTION) | (kinds == POLYGON) | (kinds == MULTIPOLYGON)
    parts, owner = _polygon_parts(out[mixed])
    return collected(parts, np.flatnonzero(mixed)[owner], len(out))


def polygonal(geometries: ObjectArray) -> ObjectArray:
    """The polygonal part of each geometry as Polygon or MultiPolygon; None where there is none."""
    out = np.asarray(geometries, dtype=object)
    kinds = shapely.get_type_id(out)
    plain = ((kinds == POLYGON) | (kinds == MULTIPOLYGON)) & ~shapely.is_empty(out)
    if plain.all():
        return out
    kept: ObjectArray = np.full(len(out), None, dtype=object)
    kept[plain] = out[plain]
    mixed = kinds == COLLECTION
    kept[mixed] = multipolygons(out[mixed])
    return kept


def collected(parts: ObjectArray, owner: IntArray, count: int) -> ObjectArray:
    """Polygons as one MultiPolygon for each of ``count`` owners (None without parts). ``owner``: the owner
    of each part, ascending."""
    out: ObjectArray = np.full(count, None, dtype=object)
    if len(parts):
        used = np.unique(owner)
        out[used] = shapely.multipolygons(parts, indices=np.searchsorted(used, owner))
    return out


def _polygon_parts(geometries: ObjectArray) -> tuple[ObjectArray, IntArray]:
    """All non-empty polygons inside ``geometries`` (nested collections too) and their owners."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    while (shapely.get_type_id(parts) > POLYGON).any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner = owner[inner]
    keep = (shapely.get_type_id(parts) == POLYGON) & ~shapely.is_empty(parts)
    return parts[keep], owner[keep]


def snapped(geometries: ObjectArray) -> ObjectArray:
    """Plane polygons on the 1 mm grid; None where nothing is left or snapping fails."""
    try:
        return multipolygons(shapely.set_precision(geometries, GRID_M))
    except GEOSException:
        return multipolygons(
            np.concatenate([_snapped_or_none(geometries[k : k + 1]) for k in range(len(geometries))])
        )


def _snapped_or_none(geometry: ObjectArray) -> ObjectArray:
    try:
        return np.asarray(shapely.set_precision(geometry, GRID_M))
    except GEOSException:
        return np.full(1, None, dtype=object)


def connected_parts(geometries: ObjectArray) -> tuple[ObjectArray, IntArray]:
    """The connected polygons of each geometry, with the index of the geometry each came from."""
    return _polygon_parts(np.asarray(geometries, dtype=object))


def mean_widths(polygons: ObjectArray) -> FloatArray:
    """Mean width 2 x area / perimeter in metres of plane polygons; 0 without a perimeter."""
    area, perimeter = shapely.area(polygons), shapely.length(polygons)
    return np.divide(2 * area, perimeter, out=np.zeros(len(area)), where=perimeter > 0)
