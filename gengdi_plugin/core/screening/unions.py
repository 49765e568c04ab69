"""Unions of groups of polygons in floating precision, behind guards that redo at 1 mm what is not sure."""

from __future__ import annotations

import numpy as np

from ..area import FloatArray
from ..geometry import GRID_M, BoolArray, IntArray, polygonal, repaired_polygons, snapped
from ..kernel import GEOSException, shapely
from ..table import ObjectArray, object_array
from .pairwise import CHUNK, FLOAT_M2, FLOAT_RELATIVE, areas, slack

#: Groups of no more polygons than this are united pair by pair, all groups at once.
_FEW = 6


def grouped_unions(geometries: ObjectArray, group: IntArray) -> tuple[ObjectArray, BoolArray]:
    """The union of each group of polygons (``group`` ascending) and which groups failed (their union is
    None). No union is smaller than its largest part or larger than the sum of its parts."""
    first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]][: len(group)])
    size = np.diff(np.r_[first, len(group)])
    geometries = in_own_order(geometries, group, size)
    out = geometries[first]
    bad = np.zeros(len(first), dtype=bool)
    for step in range(1, min(_FEW, int(size.max(initial=1)))):
        at = np.flatnonzero((size > step) & (size <= _FEW))
        out[at] = _united(out[at], geometries[first[at] + step])
    for k in np.flatnonzero(size > _FEW).tolist():
        out[k] = _union_all(geometries[first[k] : first[k] + size[k]], None)
    several = np.flatnonzero(size > 1)
    out[several] = polygonal(out[several])
    doubtful = several[_doubtful(out, geometries, first, size, several)]
    for k in doubtful.tolist():
        parts = geometries[first[k] : first[k] + size[k]]
        out[k : k + 1] = polygonal(object_array([_union_all(parts, GRID_M)]))
        grid_m2 = float(slack(parts).sum())
        bad[k] = _doubtful(out, geometries, first, size, np.array([k]), grid_m2)[0]
    out[bad] = None
    return out, bad


def in_own_order(geometries: ObjectArray, group: IntArray, size: IntArray) -> ObjectArray:
    """Each group in an order that only its polygons decide: rounding then does not depend on how the layer's
    features are numbered."""
    if size.max(initial=1) == 1:
        return geometries
    west, south, east, _ = shapely.bounds(geometries).T
    return np.asarray(geometries[np.lexsort((east, south, west, shapely.area(geometries), group))])


def _united(left: ObjectArray, right: ObjectArray) -> ObjectArray:
    """Pairwise unions; None where one fails or the left side has failed."""
    out: ObjectArray = np.full(len(left), None, dtype=object)
    for start in range(0, len(left), CHUNK):
        part = slice(start, start + CHUNK)
        try:
            out[part] = shapely.union(left[part], right[part])
        except GEOSException:
            for k in range(start, min(start + CHUNK, len(left))):
                try:
                    out[k] = shapely.union(left[k], right[k])
                except GEOSException:
                    out[k] = None  # redone with its whole group
    return out


def _union_all(geometries: ObjectArray, grid_m: float | None) -> object:
    """The union of polygons, at 1 mm after that with each of them snapped and repaired; None if it fails."""
    try:
        return shapely.union_all(geometries, grid_size=grid_m)
    except GEOSException:
        if grid_m is None:
            return None
    try:
        return shapely.union_all(repaired_polygons(snapped(geometries)).geometry, grid_size=grid_m)
    except GEOSException:
        return None


def _doubtful(
    out: ObjectArray,
    geometries: ObjectArray,
    first: IntArray,
    size: IntArray,
    chosen: IntArray,
    grid_m2: float = 0.0,
) -> BoolArray:
    """Which of the groups ``chosen`` have a union that cannot be theirs."""
    part = areas(geometries)
    total: FloatArray = np.add.reduceat(part, first)[chosen] if len(chosen) else np.zeros(0)
    largest: FloatArray = np.maximum.reduceat(part, first)[chosen] if len(chosen) else np.zeros(0)
    own = areas(out[chosen])
    loose = FLOAT_RELATIVE * total + FLOAT_M2 + grid_m2
    return np.asarray(shapely.is_missing(out[chosen]) | (own > total + loose) | (own < largest - loose))
