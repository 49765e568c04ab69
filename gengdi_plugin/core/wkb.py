"""Well-known binary of many geometries in one buffer, walked all at once.

Nothing is built: the walk finds where coordinates stand, so that they can be looked at and changed in
place for a whole layer with a few array operations. Little-endian, two-dimensional, straight types only
(point, line, polygon and their multi types: OGC 06-103r4, 8.2); everything else is left to the caller.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

_POINT, _LINE, _POLYGON, _MULTI = 1, 2, 3, (4, 5, 6)
#: A geometry of more parts and rings than this is left to the caller: every round costs some 50 µs.
_MOST_ROUNDS = 2000
#: A coordinate pair and a number wherever they stand: numpy fetches plain bytes four times as fast as fields.
_PAIR, _FOUR = np.dtype("V16"), np.dtype("V4")
#: What stands before each geometry of a SpatiaLite collection where well-known binary has its byte order.
SPATIALITE_ENTITY = 0x69


@dataclass(frozen=True)
class Layout:
    """Where the coordinates of ``plain`` geometries stand. One entry per ring (or line, or point):
    ``row`` of its geometry, ``at`` byte of its first coordinate, ``count`` of coordinates, ``closed``
    whether it bounds an area."""

    plain: Flags
    row: Ints
    at: Ints
    count: Ints
    closed: Flags

    def positions(self) -> Ints:
        """The byte at which each coordinate pair stands, ring after ring."""
        first = np.cumsum(self.count) - self.count
        steps = np.arange(int(self.count.sum()), dtype=np.int64)
        where: Ints = np.repeat(self.at - 16 * first, self.count) + 16 * steps
        return where

    def owners(self) -> Ints:
        """The row of each coordinate pair, in the order of :meth:`positions`."""
        return np.repeat(self.row, self.count)

    def without(self, rows: Flags) -> Layout:
        """The layout with the geometries in ``rows`` (boolean, per geometry) left to the caller."""
        keep = ~rows[self.row]
        return Layout(self.plain & ~rows, self.row[keep], self.at[keep], self.count[keep], self.closed[keep])


def _anywhere(data: Bytes, kind: np.dtype[np.void]) -> npt.NDArray[np.void]:
    """A view of ``data`` in which item ``p`` is what starts at byte ``p``."""
    return np.ndarray((max(len(data) - kind.itemsize + 1, 0),), kind, data, 0, (1,))


def coordinates(data: Bytes, positions: Ints) -> Floats:
    """The (n, 2) coordinates at ``positions``, copied."""
    if not len(positions):
        return np.empty((0, 2))
    return _anywhere(data, _PAIR)[positions].view("<f8").reshape(-1, 2)


def put_coordinates(data: Bytes, positions: Ints, xy: Floats) -> None:
    """Write ``xy`` (n, 2) at ``positions`` of ``data``."""
    if len(positions):
        _anywhere(data, _PAIR)[positions] = np.ascontiguousarray(xy, dtype="<f8").view(_PAIR).reshape(-1)


def numbers(data: Bytes, positions: Ints) -> Ints:
    """The unsigned 32-bit numbers at ``positions``."""
    if not len(positions):
        return np.empty(0, dtype=np.int64)
    return _anywhere(data, _FOUR)[positions].view("<u4").astype(np.int64)


def layout(data: Bytes, start: Ints, size: Ints, mend_entities: bool = False) -> Layout:
    """Walk the geometries at ``start`` with ``size`` bytes (0: none).

    ``mend_entities``: SpatiaLite's mark before the parts of a collection becomes the byte order in place.
    """
    return _Walk(data, start, size, mend_entities).layout()


class _Walk:
    """All geometries a step at a time: each round reads one ring of every geometry that has one left."""

    def __init__(self, data: Bytes, start: Ints, size: Ints, mend_entities: bool) -> None:
        self.data, self.end, self.mend = data, start + size, mend_entities
        count = len(start)
        self.plain = np.zeros(count, dtype=bool)
        self.cursor, self.kind = start + 5, np.zeros(count, dtype=np.int64)
        self.parts, self.rings = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        self.found: list[tuple[Ints, Ints, Ints, Flags]] = []
        rows = np.flatnonzero(size >= 9)
        rows = rows[data[start[rows]] == 1]
        kind = self._number(start[rows] + 1)
        rows, kind = rows[(kind >= 1) & (kind <= 6)], kind[(kind >= 1) & (kind <= 6)]
        self.plain[rows], self.kind[rows] = True, np.where(kind > 3, kind - 3, kind)
        multi = np.isin(kind, _MULTI)
        self.parts[rows[multi]] = self._number(self.cursor[rows[multi]])
        self.cursor[rows[multi]] += 4
        self._open(rows[~multi])

    def _number(self, at: Ints) -> Ints:
        return numbers(self.data, at)

    def _fits(self, rows: Ints, wanted: Ints | int) -> Ints:
        """``rows`` that have ``wanted`` more bytes; the others are not plain."""
        fine = self.cursor[rows] + wanted <= self.end[rows]
        self._drop(rows[~fine])
        return rows[fine]

    def _drop(self, rows: Ints) -> None:
        self.plain[rows] = False
        self.parts[rows] = self.rings[rows] = 0

    def _open(self, rows: Ints) -> None:
        """The cursor stands behind the type of a point, line or polygon."""
        polygons = self._fits(rows[self.kind[rows] == _POLYGON], 4)
        self.rings[polygons] = self._number(self.cursor[polygons])
        self.cursor[polygons] += 4
        self.rings[rows[self.kind[rows] != _POLYGON]] = 1

    def _next_parts(self) -> None:
        rows = self._fits(np.flatnonzero((self.rings == 0) & (self.parts > 0)), 5)
        at = self.cursor[rows]
        order = self.data[at]
        if self.mend:
            order = np.where(order == SPATIALITE_ENTITY, np.uint8(1), order)
            self.data[at] = order
        fine = (order == 1) & (self._number(at + 1) == self.kind[rows])
        self._drop(rows[~fine])
        rows = rows[fine]
        self.parts[rows] -= 1
        self.cursor[rows] += 5
        self._open(rows)

    def _next_rings(self) -> None:
        rows = np.flatnonzero(self.rings > 0)
        points = self.kind[rows] == _POINT
        rows = np.concatenate([rows[points], self._fits(rows[~points], 4)])
        points = self.kind[rows] == _POINT
        count = np.ones(len(rows), dtype=np.int64)
        count[~points] = self._number(self.cursor[rows[~points]])
        head = np.where(points, 0, 4)
        fits = self.cursor[rows] + head + 16 * count <= self.end[rows]
        self._drop(rows[~fits])
        rows, count, head = rows[fits], count[fits], head[fits]
        self.found.append((rows, self.cursor[rows] + head, count, self.kind[rows] == _POLYGON))
        self.cursor[rows] += head + 16 * count
        self.rings[rows] -= 1

    def layout(self) -> Layout:
        for _ in range(_MOST_ROUNDS):
            if not ((self.rings > 0) | (self.parts > 0)).any():
                break
            self._next_parts()
            self._next_rings()
        self.plain &= (self.rings == 0) & (self.parts == 0) & (self.cursor == self.end)
        if not self.found:
            none = np.empty(0, dtype=np.int64)
            return Layout(self.plain, none, none, none, none.astype(bool))
        row, at, count, closed = (np.concatenate(columns) for columns in zip(*self.found))
        whole = Layout(np.ones_like(self.plain), row, at, count, closed)
        return whole.without(~self.plain)


def suspicious(layout: Layout, xy: Floats) -> Flags:
    """Which plain geometries a kernel may refuse or read as something else: rings that are short or not
    closed, coordinates that are no numbers. ``xy``: all coordinates in the layout's order."""
    doubtful = np.zeros(len(layout.plain), dtype=bool)
    finite = np.isfinite(xy)
    if not finite.all():
        doubtful[layout.owners()[~finite.all(axis=1)]] = True
    filled = layout.count > 0
    first = (np.cumsum(layout.count) - layout.count)[filled]
    last = first + layout.count[filled] - 1
    open_ring = layout.closed[filled] & (xy[first] != xy[last]).any(axis=1)
    doubtful[layout.row[filled][open_ring]] = True
    doubtful[layout.row[layout.count < np.where(layout.closed, 4, 1)]] = True
    return doubtful


def bounds(layout: Layout, xy: Floats) -> Floats:
    """Smallest x and y, largest x and y of all coordinates of every geometry, holes included (a hole that
    leaves its shell is in it), (n, 4); NaN without coordinates."""
    out = np.full((len(layout.plain), 4), np.nan)
    filled = layout.count > 0
    if not filled.any():
        return out
    first = (np.cumsum(layout.count) - layout.count)[filled]
    low, high = np.minimum.reduceat(xy, first, axis=0), np.maximum.reduceat(xy, first, axis=0)
    rows = layout.row[filled]
    if not (np.diff(rows) > 0).all():  # several rings of a geometry, which do not follow each other
        order = np.argsort(rows, kind="stable")
        rows, begin = np.unique(rows[order], return_index=True)
        low, high = (
            np.minimum.reduceat(low[order], begin, axis=0),
            np.maximum.reduceat(high[order], begin, axis=0),
        )
    out[rows, :2], out[rows, 2:] = low, high
    return out
