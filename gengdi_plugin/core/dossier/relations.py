"""How two geometries lie to each other at 1 mm: edges that run together within a millimetre are one edge.

All in a metre plane. Polygons are held against each other by area, what is thin (points, lines) by nearness.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..area import FloatArray
from ..geometry import GRID_M, BoolArray, IntArray, connected_parts, mean_widths
from ..kernel import shapely
from ..screening.pairwise import FLOAT_RELATIVE, areas, differences, intersections, slack
from ..table import ObjectArray

EQUALS, WITHIN, CONTAINS, OVERLAPS, TOUCHES = "equals", "within", "contains", "overlaps", "touches"

#: An overlap smaller than this is none (m², public contract rule 8), unless it is half of a polygon or more.
LEAST_M2 = 0.01

#: What is left of a polygon beside another one is nothing below this width (m): an edge may be off by
#: 1 mm, and overlays at 1 mm by as much again.
_SLIP_M = 2 * GRID_M

#: How near its end a line must be met to be touched there only (m).
_END_M = 3 * GRID_M


class Measured(NamedTuple):
    """One entry per pair. ``relation``: that of the first to the second; ``overlap``: m² in the plane, NaN
    where it was not tested; ``failed``: whether an overlay could not be trusted."""

    relation: ObjectArray
    overlap: FloatArray
    failed: BoolArray


def swapped(relation: ObjectArray) -> ObjectArray:
    """The relations of the second to the first."""
    out = relation.copy()
    out[relation == WITHIN], out[relation == CONTAINS] = CONTAINS, WITHIN
    return out


def of_polygons(left: ObjectArray, right: ObjectArray) -> Measured:
    """Pairs of valid plane polygons that come within 1 mm of each other."""
    hurt: set[int] = set()
    clipped = intersections(left, right, np.arange(len(left)), hurt)
    failed = np.zeros(len(left), dtype=bool)
    failed[sorted(hurt)] = True
    overlap = _real_m2(clipped, np.minimum(areas(left), areas(right)))
    met = np.flatnonzero((overlap > 0) & ~failed)
    relation: ObjectArray = np.full(len(left), TOUCHES, dtype=object)
    relation[met] = _named(
        _nothing_beside(left[met], right[met], clipped[met]),
        _nothing_beside(right[met], left[met], clipped[met]),
    )
    relation[failed], overlap[failed] = OVERLAPS, np.nan
    return Measured(relation, overlap, failed)


def _named(inside: BoolArray, around: BoolArray) -> ObjectArray:
    names: ObjectArray = np.full(len(inside), OVERLAPS, dtype=object)
    names[inside], names[around], names[inside & around] = WITHIN, CONTAINS, EQUALS
    return names


def _real_m2(clipped: ObjectArray, smaller_m2: FloatArray) -> FloatArray:
    """The area of each clip that is more than a touch, else 0."""
    own = areas(clipped)
    real = (own >= LEAST_M2) | ((own > 0) & (own >= smaller_m2 / 2))
    narrow = np.flatnonzero(real & (mean_widths(clipped) < GRID_M))
    if len(narrow):  # a true part may hang together with miles of an edge that is met twice
        parts, owner = connected_parts(clipped[narrow])
        size = shapely.area(parts)
        size[(mean_widths(parts) < GRID_M) | (size < LEAST_M2)] = 0.0
        own[narrow] = np.bincount(owner, weights=size, minlength=len(narrow))
    own[~real] = 0.0
    return own


def _nothing_beside(one: ObjectArray, other: ObjectArray, clipped: ObjectArray) -> BoolArray:
    """Which of ``one`` have nothing beside ``other``; ``clipped``: what they share."""
    own = areas(one)
    beside = own - areas(clipped)
    out: BoolArray = beside <= own * FLOAT_RELATIVE
    likely = np.flatnonzero(~out & (beside <= slack(one)))
    if len(likely):
        failed: set[int] = set()
        left = differences(one[likely], other[likely], np.arange(len(likely)), failed)
        parts, owner = connected_parts(left)
        least = np.minimum(LEAST_M2, shapely.length(one[likely]) * GRID_M)  # of a tiny polygon less matters
        wide = (mean_widths(parts) >= _SLIP_M) & (shapely.area(parts) >= least[owner])
        nothing = np.bincount(owner[wide], minlength=len(likely)) == 0
        nothing[sorted(failed)] = False
        out[likely] = nothing
    return out


def of_thin_and_polygons(thin: ObjectArray, polygons: ObjectArray, which: IntArray) -> ObjectArray:
    """The relation of points and lines to polygons that they come within 1 mm of. ``which``: a number for
    each polygon, the same for the same one. On the edge, and nowhere further in, is a touch."""
    _, first, back = np.unique(which, return_index=True, return_inverse=True)
    inner = _grown(polygons[first], -GRID_M)[back]
    outer = _grown(polygons[first], GRID_M)[back]
    relation: ObjectArray = np.full(len(thin), OVERLAPS, dtype=object)
    relation[shapely.covers(outer, thin)] = WITHIN
    relation[~shapely.intersects(inner, thin)] = TOUCHES
    return relation


def _grown(polygons: ObjectArray, metres: float) -> ObjectArray:
    out: ObjectArray = shapely.buffer(polygons, metres, join_style="mitre")
    shapely.prepare(out)
    return out


def of_thin(left: ObjectArray, right: ObjectArray) -> ObjectArray:
    """The relation of points and lines to points and lines: where only an end of a line is met, a touch."""
    near_left, near_right = shapely.buffer(left, GRID_M), shapely.buffer(right, GRID_M)
    relation = _named(shapely.covers(near_right, left), shapely.covers(near_left, right))
    ends = shapely.union(shapely.boundary(left), shapely.boundary(right))
    contact = shapely.intersection(left, near_right)
    relation[shapely.covers(shapely.buffer(ends, _END_M), contact)] = TOUCHES
    return relation
