"""Areas of sets of polygons inside patches without any overlay: level by level, in plain arithmetic.

Between two neighbouring levels (the heights of all vertices, and of crossings where they are found) the
width of a set is a linear function of the height, so its width half-way times the height of the slab is its
area there. Nothing of this is shared with the geometry library's overlay, whose results it re-checks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..area import FloatArray
from ..geometry import BoolArray, IntArray
from ..kernel import shapely
from ..table import ObjectArray

#: Levels nearer than this are one (m); edges that cross by less than ``_TWIST_M`` are counted as error.
_SAME_LEVEL_M = 1e-7
_TWIST_M = 0.002

#: Times that slabs in which edges cross are cut at the crossings; what crosses still is counted as error.
_ROUNDS = 6

#: About so many crossings of levels and edges are looked at for one patch: one of more has fewer levels.
MOST_CROSSINGS = 200_000


@dataclass(frozen=True)
class Edges:
    """Edges that rise from ``low`` to ``high`` (n, 2): metres about the lower left corner of ``place`` (the
    patch they are looked at in). ``shape``: the closed figure each belongs to, -1 - place for the patch."""

    low: FloatArray
    high: FloatArray
    place: IntArray
    shape: IntArray

    def where(self, mask: BoolArray) -> Edges:
        """The edges selected by a boolean array."""
        return Edges(self.low[mask], self.high[mask], self.place[mask], self.shape[mask])


@dataclass(frozen=True)
class Swept:
    """``area``: (patches, wanted sets) in m² of the plane; ``error``: by how much each patch's may be off;
    ``length``: metres of edges in its bounding box."""

    area: FloatArray
    error: FloatArray
    length: FloatArray


#: Which of the wanted sets hold, (m, wanted), where each of the given sets holds or not, (m, given).
Wanted = Callable[[BoolArray], BoolArray]


def sweep(
    patches: ObjectArray, shapes: ObjectArray, pairs: tuple[IntArray, IntArray], member: BoolArray,
    wanted: Wanted,
) -> Swept:  # fmt: skip
    """The area inside each patch of every wanted set. All geometries: valid plane polygons; ``pairs``:
    (patch, shape) that may meet; ``member``: (shapes, given sets), which shapes make up a given set."""
    edges, size, length = _collected(patches, shapes, pairs)
    slabs, error = _levels(edges, size)
    edges = edges.where(edges.high[:, 1] > edges.low[:, 1])  # level ones end slabs and cross nothing
    given = member.shape[1]
    member = np.vstack((member, np.zeros((1, given), dtype=bool)))  # there may be no shapes at all
    area = np.zeros((len(patches), wanted(np.zeros((1, given), dtype=bool)).shape[1]))
    for step in range(_ROUNDS):
        part, off, slabs = _round(edges, slabs, member, wanted, last=step == _ROUNDS - 1)
        for k in range(area.shape[1]):
            area[:, k] += np.bincount(part[0], weights=part[1][:, k], minlength=len(patches))
        error += np.bincount(part[0], weights=off, minlength=len(patches))
        if not len(slabs[0]):
            break
    return Swept(area, error, length)


def _segments(geometries: ObjectArray) -> tuple[FloatArray, IntArray]:
    """All edges as (x, y, x, y) and the geometry each is of."""
    parts, part_of = shapely.get_parts(geometries, return_index=True)
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    xy, of = shapely.get_coordinates(rings, return_index=True)
    same = of[1:] == of[:-1]
    return np.hstack((xy[:-1], xy[1:]))[same], part_of[ring_of[of[1:][same]]]


def _collected(
    patches: ObjectArray, shapes: ObjectArray, pairs: tuple[IntArray, IntArray]
) -> tuple[Edges, FloatArray, FloatArray]:
    """The edges near each patch, the patches' sizes (n, 2), and the length of edges in each box."""
    used, place_of = np.unique(pairs[1], return_inverse=True)
    segments, owner = _segments(np.concatenate([patches, shapes[used]]))
    starts = np.searchsorted(owner, np.arange(len(patches) + len(used) + 1))
    box = shapely.bounds(patches)
    size = box[:, 2:] - box[:, :2]
    by_patch = np.argsort(pairs[0], kind="stable")
    first = np.searchsorted(pairs[0][by_patch], np.arange(len(patches) + 1))
    length = np.zeros(len(patches))
    pieces = []
    for place in range(len(patches)):
        mine = place_of[by_patch[first[place] : first[place + 1]]] + len(patches)
        which = np.concatenate([np.arange(starts[k], starts[k + 1]) for k in (place, *mine.tolist())])
        found = segments[which] - np.tile(box[place, :2], 2)
        x, y = found[:, ::2], found[:, 1::2]
        near = (y.max(axis=1) >= 0) & (y.min(axis=1) <= size[place, 1]) & (x.min(axis=1) <= size[place, 0])
        found, which = found[near], which[near]
        inside = np.clip(found, 0, np.tile(size[place], 2))
        length[place] = np.hypot(inside[:, 2] - inside[:, 0], inside[:, 3] - inside[:, 1]).sum()
        shape = owner[which] - len(patches)
        shape = np.where(shape < 0, -1 - place, used[np.maximum(shape, 0)] if len(used) else shape)
        pieces.append((found, np.full(len(found), place), shape))
    found, place_, shape_ = (np.concatenate(part) for part in zip(*pieces))
    down = found[:, 1] > found[:, 3]
    found[down] = found[down][:, [2, 3, 0, 1]]
    return Edges(found[:, :2], found[:, 2:], place_, shape_), size, length


#: Patch, lower and upper height of each slab; by patch, then height.
Slabs = tuple[IntArray, FloatArray, FloatArray]


def _levels(edges: Edges, size: FloatArray) -> tuple[Slabs, FloatArray]:
    """The slabs between the heights of all vertices, fewer for very large patches: then with an error."""
    # What lies left of the patch altogether only says whether one is inside: its vertices are no levels.
    near = edges.where(np.maximum(edges.low[:, 0], edges.high[:, 0]) >= 0)
    top = size[near.place, 1]
    place = np.concatenate([near.place, near.place])
    height = np.concatenate([np.clip(near.low[:, 1], 0, top), np.clip(near.high[:, 1], 0, top)])
    order = np.lexsort((height, place))
    place, height = place[order], height[order]
    new = np.r_[True, (place[1:] != place[:-1]) | (np.diff(height) > _SAME_LEVEL_M)][: len(place)]
    place, height = place[new], height[new]
    active = np.bincount(
        near.place, weights=np.clip(near.high[:, 1], 0, top) - np.clip(near.low[:, 1], 0, top),
        minlength=len(size),
    ) / np.maximum(size[:, 1], _SAME_LEVEL_M)  # fmt: skip
    most = np.maximum(MOST_CROSSINGS / np.maximum(active, 1.0), 2).astype(np.int64)
    count = np.bincount(place, minlength=len(size))
    error = np.zeros(len(size))
    if (count > most).any():
        stride = -(-count // most)[place]
        rank = np.arange(len(place)) - np.searchsorted(place, place)
        keep = (rank % stride == 0) | (rank == count[place] - 1)
        place, height = place[keep], height[keep]
        error = _coarse_error(near, size, place, height, count > most)
    same = place[1:] == place[:-1]
    return (place[:-1][same], height[:-1][same], height[1:][same]), error


def _coarse_error(
    edges: Edges, size: FloatArray, place: IntArray, height: FloatArray, coarse: BoolArray
) -> FloatArray:
    """With slabs that hold vertices the width half-way is off by no more than the variation of the width in
    the slab, which is at most the sum of what its edges go sideways."""
    gap = np.diff(height)[place[1:] == place[:-1]]
    tallest = np.zeros(len(size))
    np.maximum.at(tallest, place[:-1][place[1:] == place[:-1]], gap)
    wide = size[edges.place, 0]
    sideways = np.abs(np.clip(edges.low[:, 0], 0, wide) - np.clip(edges.high[:, 0], 0, wide))
    total = np.bincount(edges.place, weights=sideways, minlength=len(size))
    return np.where(coarse, tallest * total, 0.0)


def _round(
    edges: Edges, slabs: Slabs, member: BoolArray, wanted: Wanted, last: bool
) -> tuple[tuple[IntArray, FloatArray], FloatArray, Slabs]:
    """One look at ``slabs``: (patch, area of each wanted set) and the error of those in which no edges
    cross, and the others cut at the crossings (none when ``last``: then they are taken as they are)."""
    place, low, high = slabs
    crossing = _Crossings.of(edges, slabs)
    twist, at = crossing.twists()
    tall = high - low
    bad = np.zeros(len(place), dtype=bool)
    if not last:
        bad[crossing.slab[:-1][twist > _TWIST_M]] = True
        bad &= tall > 2 * _SAME_LEVEL_M
    off = np.bincount(crossing.slab[:-1], weights=twist, minlength=len(place)) * tall
    area = crossing.widths(member, wanted, len(place)) * tall[:, None]
    cut = bad[crossing.slab[:-1]] & (twist > _TWIST_M)
    cut_of = crossing.slab[:-1][cut]
    heights = low[cut_of] + at[cut] * tall[cut_of]
    rows = np.flatnonzero(bad)
    of = np.concatenate([rows, rows, cut_of])
    level = np.concatenate([low[rows], high[rows], heights])
    order = np.lexsort((level, of))
    of, level = of[order], level[order]
    pair = (of[1:] == of[:-1]) & (np.diff(level) > 0)
    again = (place[of[:-1][pair]], level[:-1][pair], level[1:][pair])
    return (place[~bad], area[~bad]), off[~bad], again


@dataclass(frozen=True)
class _Crossings:
    """Where edges cross the middle of slabs, by slab, then from left to right. ``x``, ``x_low``, ``x_high``:
    at the middle, the lower and the upper end of the slab."""

    slab: IntArray
    shape: IntArray
    x: FloatArray
    x_low: FloatArray
    x_high: FloatArray

    @classmethod
    def of(cls, edges: Edges, slabs: Slabs) -> _Crossings:
        place, low, high = slabs
        middle = (low + high) / 2
        top = float(high.max(initial=1.0))
        apart = 2 * top + 4
        key = place * apart + middle
        first = np.searchsorted(key, edges.place * apart + np.clip(edges.low[:, 1], -1, top + 1))
        end = np.searchsorted(key, edges.place * apart + np.clip(edges.high[:, 1], -1, top + 1))
        count = end - first
        edge = np.repeat(np.arange(len(count)), count)
        slab = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count) + first[edge]
        outside = np.maximum(edges.low[:, 0], edges.high[:, 0]) < 0
        slope = (edges.high[:, 0] - edges.low[:, 0]) / (edges.high[:, 1] - edges.low[:, 1])
        slope = np.where(outside, 0.0, slope)[edge]
        start = np.where(outside, -1.0, edges.low[:, 0])[edge]
        base = edges.low[edge, 1]
        x = start + (middle[slab] - base) * slope
        # One number per crossing sorts thrice as fast as two; what it rounds away (1e-8 m) is nothing.
        side = float(np.abs(x).max(initial=0.0)) if len(x) < 2 else float(np.ptp(x))
        order = np.argsort(slab * (2 * side + 1.0) + x)
        edge, slab, x, slope = edge[order], slab[order], x[order], slope[order]
        half = (high - low)[slab] / 2 * slope
        return cls(slab, edges.shape[edge], x, x - half, x + half)

    def twists(self) -> tuple[FloatArray, FloatArray]:
        """For each pair of neighbours by how much they have changed sides at an end of the slab (m), and at
        which part of its height they cross."""
        low, high = self.x_low[:-1] - self.x_low[1:], self.x_high[:-1] - self.x_high[1:]
        twist = np.where(self.slab[:-1] == self.slab[1:], np.maximum(np.maximum(low, high), 0.0), 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = np.where(low != high, low / (low - high), 0.5)
        return twist, np.clip(at, 0.0, 1.0)

    def widths(self, member: BoolArray, wanted: Wanted, slabs: int) -> FloatArray:
        """The width of each wanted set at the middle of each slab, inside the patch: (slabs, wanted)."""
        names = self.shape - self.shape.min(initial=0)
        by_shape = np.argsort(self.slab * (names.max(initial=0) + 1) + names, kind="stable")
        slab, shape = self.slab[by_shape], self.shape[by_shape]
        new = np.r_[True, (slab[1:] != slab[:-1]) | (shape[1:] != shape[:-1])][: len(slab)]
        rank = np.arange(len(slab)) - np.flatnonzero(new)[np.cumsum(new) - 1]
        turn = np.empty(len(slab), dtype=np.int64)
        turn[by_shape] = 1 - 2 * (rank & 1)
        patch = self.shape < 0
        sets = np.column_stack((patch, member[np.maximum(self.shape, 0)] & ~patch[:, None]))
        depth = np.cumsum(turn[:, None] * sets, axis=0)
        start = np.searchsorted(self.slab, self.slab)
        depth -= np.where(start[:, None] > 0, depth[start - 1], 0)
        inside = depth > 0
        width = np.where(self.slab[:-1] == self.slab[1:], np.diff(self.x), 0.0)
        held = wanted(inside[:-1, 1:]) & inside[:-1, :1]
        return np.column_stack(
            [np.bincount(self.slab[:-1], weights=width * column, minlength=slabs) for column in held.T]
        )
