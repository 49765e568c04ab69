"""Overlay of pairs of polygons in floating precision, behind guards that redo at 1 mm what is not sure.

Source of the danger: two valid polygons that merely touch, whose floating intersection answers one of them
whole (shapely issue 1871). What no guard can confirm at 1 mm either is named in ``failed``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..area import FloatArray
from ..geometry import GRID_M, BoolArray, IntArray, polygonal, repaired_polygons, snapped
from ..kernel import GEOSException, shapely
from ..table import ObjectArray, object_array

#: A pairwise overlay of shapely: (left, right, grid_size=…).
Operation = Callable[..., Any]

#: shapely holds the interpreter lock while it hands out the results of a call: pairs go in chunks.
CHUNK = 2000

#: Areas of two floating routes may differ by this part of the larger one, and by this many m².
FLOAT_RELATIVE, FLOAT_M2 = 1e-9, 1e-6

#: Areas of two routes at 1 mm may differ by this much per metre of perimeter (grid) and relatively (floats).
SLACK_M, SLACK_RELATIVE = 0.002, 1e-6

#: From this part of the smaller polygon on, a clip claims to be all of it, and below that, nothing of it.
_ALL, _NOTHING = 1 - 1e-7, 1e-7


def areas(geometries: ObjectArray) -> FloatArray:
    """Plane areas in m², 0 for None."""
    found = np.asarray(shapely.area(geometries), dtype=np.float64)
    found[np.isnan(found)] = 0.0
    return found


def slack(shapes: ObjectArray) -> FloatArray:
    """By how much m² two routes at 1 mm to one area may differ for each shape."""
    return np.asarray(np.nan_to_num(shapely.length(shapes)) * SLACK_M + areas(shapes) * SLACK_RELATIVE)


def intersections(left: ObjectArray, right: ObjectArray, row: IntArray, failed: set[int]) -> ObjectArray:
    """Pairwise polygonal intersections (None where empty). ``row``: what is put into ``failed`` for a pair
    whose overlay cannot be trusted; its result is None."""
    clipped: ObjectArray = np.full(len(left), None, dtype=object)
    left_box, right_box = shapely.bounds(left), shapely.bounds(right)
    inside = _covered(right, left, _box_within(left_box, right_box))
    clipped[inside] = left[inside]
    around = _covered(left, right, _box_within(right_box, left_box) & ~inside)
    clipped[around] = right[around]
    rest = np.flatnonzero(~inside & ~around)
    box = _shared_box(left_box[rest], right_box[rest])
    clipped[rest] = _guarded(left[rest], right[rest], box, row[rest], failed)
    return clipped


def differences(left: ObjectArray, right: ObjectArray, row: IntArray, failed: set[int]) -> ObjectArray:
    """Pairwise polygonal differences at 1 mm (None where empty); a None on the right takes nothing away."""
    right = np.where(shapely.is_missing(right), shapely.Polygon(), right)
    return overlaid(shapely.difference, left, right, row, failed, GRID_M)


def overlaid(
    operation: Operation,
    left: ObjectArray,
    right: ObjectArray,
    row: IntArray,
    failed: set[int],
    grid_m: float | None = None,
) -> ObjectArray:
    """``operation`` of each pair, polygonal parts kept; pairs that fail are redone at 1 mm one by one."""
    out: ObjectArray = np.full(len(left), None, dtype=object)
    for start in range(0, len(left), CHUNK):
        part = slice(start, start + CHUNK)
        try:
            out[part] = operation(left[part], right[part], grid_size=grid_m)
        except GEOSException:
            for k in range(start, min(start + CHUNK, len(left))):
                try:
                    out[k] = _one(operation, left[k], right[k])
                except GEOSException:
                    failed.add(int(row[k]))
    return polygonal(out)


def _one(operation: Operation, left: object, right: object) -> object:
    """One pair: at 1 mm, else with both sides snapped and repaired first."""
    try:
        return operation(left, right, grid_size=GRID_M)
    except GEOSException:
        on_grid = repaired_polygons(snapped(object_array([left, right]))).geometry
        return operation(*on_grid, grid_size=GRID_M)


def _covered(whole: ObjectArray, part: ObjectArray, likely: BoolArray) -> BoolArray:
    """Which pairs, of those that are ``likely``, have all of ``part`` in ``whole``: by predicate and area."""
    out = np.zeros(len(part), dtype=bool)
    at = np.flatnonzero(likely)
    if not len(at):
        return out
    try:
        found = shapely.covers(whole[at], part[at])
    except GEOSException:
        return out  # the overlay will tell, or fail and be redone
    out[at] = found & (areas(part[at]) <= areas(whole[at]) * (1 + FLOAT_RELATIVE))
    return out


def _guarded(
    left: ObjectArray, right: ObjectArray, box_m2: FloatArray, row: IntArray, failed: set[int]
) -> ObjectArray:
    out = overlaid(shapely.intersection, left, right, row, failed)
    for again in np.flatnonzero(_doubtful(left, right, out, box_m2)).tolist():
        one = slice(again, again + 1)
        try:
            out[one] = polygonal(object_array([_one(shapely.intersection, left[again], right[again])]))
            grid = slack(left[one]) + slack(right[one])
            sure = not _doubtful(left[one], right[one], out[one], box_m2[one], grid)[0]
        except GEOSException:
            sure = False
        if not sure:
            failed.add(int(row[again]))
            out[again] = None
    return out


def _doubtful(
    left: ObjectArray,
    right: ObjectArray,
    clipped: ObjectArray,
    box_m2: FloatArray,
    grid_m2: FloatArray | float = 0.0,
) -> BoolArray:
    """Clips that are larger than they can be, or claim all or nothing of a polygon against the evidence of
    an independent test. ``box_m2``: what the bounding boxes share; ``grid_m2``: what the grid may add."""
    own, size, other = areas(clipped), areas(left), areas(right)
    least = np.minimum(size, other)
    allowed = np.minimum(least, box_m2) * (1 + FLOAT_RELATIVE) + FLOAT_M2 + grid_m2
    out: BoolArray = ~(own <= allowed)
    everything = np.flatnonzero((own >= _ALL * least) & ~out)
    if len(everything):
        smaller = size[everything] <= other[everything]
        part = np.where(smaller, left[everything], right[everything])
        whole = np.where(smaller, right[everything], left[everything])
        out[everything] = _not_all(part, whole, least[everything], grid_m2)
    nothing = np.flatnonzero(own <= _NOTHING * least)
    if len(nothing):
        floor = _certainly_shared(left[nothing], right[nothing])
        out[nothing] |= own[nothing] < floor / 2 - (FLOAT_M2 + np.max(grid_m2))
    return out


def _not_all(
    part: ObjectArray, whole: ObjectArray, size: FloatArray, grid_m2: FloatArray | float
) -> BoolArray:
    """Whether something of ``part`` lies outside ``whole``, or a point inside it does."""
    try:
        left = areas(shapely.difference(part, whole, grid_size=GRID_M if np.any(grid_m2) else None))
        inside = shapely.intersects(whole, shapely.point_on_surface(part))
    except GEOSException:
        return np.ones(len(part), dtype=bool)
    return np.asarray((left > 2e-7 * size + FLOAT_M2 + np.max(grid_m2)) | ~inside)


def _certainly_shared(left: ObjectArray, right: ObjectArray) -> FloatArray:
    """A lower bound of what two polygons share, m²: the disc about a point inside both."""
    out = np.zeros(len(left))
    for one, other in ((left, right), (right, left)):
        point = shapely.point_on_surface(one)
        at = np.flatnonzero(shapely.intersects(other, point))
        if len(at):
            edges = np.minimum(
                shapely.distance(point[at], shapely.boundary(one[at])),
                shapely.distance(point[at], shapely.boundary(other[at])),
            )
            out[at] = np.maximum(out[at], np.pi * edges**2)
    return out


def _box_within(inner: FloatArray, outer: FloatArray) -> BoolArray:
    low = (inner[:, :2] >= outer[:, :2]).all(axis=1)
    return np.asarray(low & (inner[:, 2:] <= outer[:, 2:]).all(axis=1))


def _shared_box(left: FloatArray, right: FloatArray) -> FloatArray:
    """What two bounding boxes share, m² (0 when they do not meet)."""
    extent = np.minimum(left[:, 2:], right[:, 2:]) - np.maximum(left[:, :2], right[:, :2])
    return np.asarray(np.prod(np.maximum(extent, 0.0), axis=1))
