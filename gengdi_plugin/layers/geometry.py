"""A layer's geometries, whatever they are, as well-known binary in EPSG:4490: two-dimensional, straight.

Pieces are placed as they are read, on any thread, and put together in their order. Coordinates move at once
where they are what the layer's system asks for; what the whole layer decides (numbers of zones) waits for its
end. Only what the bytes alone do not tell (curves, heights, rings that are not closed) is built as an object.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qgis.core import QgsCoordinateTransform, QgsFeature, QgsGeometry

from ..core.i18n import tr
from ..core.kernel import GEOSException, shapely
from ..core.spill import Spill, rest
from ..core.wkb import Bytes, Flags, Floats, Ints, Layout, coordinates, layout, put_coordinates, suspicious
from ..core.wkb import bounds as bounds_of
from .compat import PLAIN_WKB
from .crs import CoordinateCensus
from .degrees import shape_of
from .lon_lat import LonLat
from .rawrows import packed

#: Largest angle of one segment of a curve: a circle's area is then right to 5 parts in 10⁷.
_CURVE_STEP = math.pi / 1800.0


def wkb_of(feature: QgsFeature) -> bytes | None:
    """The feature's geometry as two-dimensional, straight WKB; None without a geometry."""
    geometry = feature.geometry()
    return None if geometry.isNull() else _straight(geometry)


def _straight(geometry: QgsGeometry) -> bytes:
    if geometry.wkbType() not in PLAIN_WKB:
        geometry = QgsGeometry(geometry)
        geometry.convertToStraightSegment(_CURVE_STEP)
        part = geometry.get()
        part.dropZValue()
        part.dropMValue()
    return bytes(geometry.asWkb().data())


@dataclass(frozen=True)
class _Walked:
    """Where coordinates stand in a piece, the byte of each, and what they are."""

    layout: Layout
    where: Ints
    xy: Floats

    @classmethod
    def of(cls, data: Bytes, found: Layout) -> _Walked:
        where = found.positions()
        return cls(found, where, coordinates(data, where))

    def doubtful(self) -> Flags:
        return suspicious(self.layout, self.xy) | ~self.layout.plain


@dataclass(frozen=True)
class Piece:
    """Some geometries in their order. ``waiting``: where coordinates stand that have not moved; ``objects``:
    row -> what was built, in the layer's system; ``broken``: the rows of those whose rings GEOS refused."""

    data: Bytes
    start: Ints
    size: Ints
    bounds: Floats
    waiting: Layout | None
    objects: dict[int, object]
    broken: list[int]


@dataclass(frozen=True)
class _Waiting:
    """``begin``: its first byte in the whole, ``row``: its first row; ``layout`` from its first byte on."""

    begin: int
    length: int
    row: int
    layout: Layout


@dataclass(frozen=True)
class Placed:
    """All geometries of a layer, as :class:`~..core.compact.CompactTable` holds them."""

    data: Bytes
    start: Ints
    size: Ints
    bounds: Floats
    mended: Flags
    notices: list[str]


class GeometryCollector:
    """Collects the geometries of ``layer`` and puts them into EPSG:4490 with ``transform``."""

    def __init__(self, transform: QgsCoordinateTransform, layer: str) -> None:
        self._layer = layer
        self._census = CoordinateCensus(transform.sourceCrs(), layer)
        self._lon_lat = LonLat(transform, layer)
        self._spill = Spill()
        self._waiting: deque[_Waiting] = deque()
        self._start: list[Ints] = []
        self._size: list[Ints] = []
        self._bounds: list[Floats] = []
        self._objects: dict[int, object] = {}
        self._mended: list[int] = []
        self._rows = self._broken = 0

    def place(self, data: Bytes, start: Ints, size: Ints, ask: Callable[[Ints], list[bytes]] | None) -> Piece:
        """Geometries as WKB in the layer's own system, ready for :meth:`add`; on any thread. ``size`` bytes
        (0: none) from ``start`` of ``data`` on, which is kept and changed. ``ask``: where they are not QGIS's
        own, gives QGIS's WKB of rows: it mends some of what is unusual in a file (closes rings, for example)
        by rules of each provider."""
        found = layout(data, start, size)
        odd = np.flatnonzero((size > 0) & ~found.plain)
        if len(odd):
            wkbs = [data[start[row] : start[row] + size[row]].tobytes() for row in odd.tolist()]
            data, start, size = _replaced(data, start, size, odd, wkbs)
            found = layout(data, start, size)
        walked = _Walked.of(data, found)
        doubtful = walked.doubtful()
        if ask is not None:
            unusual = doubtful | (np.bincount(found.row, found.count, len(size)) == 0)
            odd = np.flatnonzero((size > 0) & unusual)
            if len(odd):
                data, start, size = _replaced(data, start, size, odd, ask(odd))
                walked = _Walked.of(data, layout(data, start, size))
                doubtful = walked.doubtful()
        doubtful &= size > 0
        objects: dict[int, object] = {}
        broken: list[int] = []
        if doubtful.any():
            walked = _Walked.of(data, walked.layout.without(doubtful))
            start, size = start.copy(), size.copy()
            for row in np.flatnonzero(doubtful).tolist():
                objects[row], fine = self._object(data[start[row] : start[row] + size[row]].tobytes())
                broken += [] if fine else [row]
                start[row] = size[row] = 0
        if self._census.add(walked.xy):
            bounds = self._moved(data, walked)
            return Piece(data, start, size, bounds, None, objects, broken)
        bounds = np.full((len(size), 4), np.nan)
        return Piece(data, start, size, bounds, walked.layout, objects, broken)

    def add(self, piece: Piece) -> None:
        """The next piece of the layer, one after another."""
        begin = self._spill.add(piece.data)
        if piece.waiting is not None:
            self._waiting.append(_Waiting(begin, len(piece.data), self._rows, piece.waiting))
        self._objects.update((self._rows + row, made) for row, made in piece.objects.items())
        self._mended += [self._rows + row for row in piece.broken]
        self._broken += len(piece.broken)
        self._start.append(piece.start + begin)
        self._size.append(piece.size)
        self._bounds.append(piece.bounds)
        self._rows += len(piece.start)

    def _object(self, wkb: bytes) -> tuple[object, bool]:
        """A geometry built one by one, and whether it could be as it is; rings that are not closed are
        closed, what cannot be built is None."""
        with np.errstate(invalid="ignore"):  # GEOS compares NaN coordinates; such a geometry becomes None
            made = shapely.from_wkb(wkb, on_invalid="ignore")
        fine = made is not None
        if not fine:
            made = _rebuilt(wkb)
        if made is not None:
            self._census.add(shapely.get_coordinates(made))
        return made, fine

    def finish(self, step: Callable[[float], None]) -> Placed:
        """Everything in EPSG:4490 once all is added. ``step`` is told the share done (0–1), may raise.

        Raises InputError when the coordinates cannot be in the layer's system. What cannot be built becomes
        nothing; nothing but open rings is repaired here (screening repairs and says so).
        """
        notices = []
        if self._broken:
            text = tr("Layer “{layer}”: {count} geometries are not closed or not finite.")
            notices.append(text.format(layer=self._layer, count=self._broken))
        notices += self._census.decide()
        none = np.empty(0, dtype=np.int64)
        bounds, mended = np.concatenate([np.empty((0, 4)), *self._bounds]), np.zeros(self._rows, dtype=bool)
        self._bounds.clear()
        start, size = np.concatenate([none, *self._start]), np.concatenate([none, *self._size])
        for row, made in self._objects.items():
            moved = self._moved_object(made) if made is not None else None
            if moved is not None:
                wkb, bounds[row], mended[row] = moved
                start[row], size[row] = self._spill.add(np.frombuffer(wkb, dtype=np.uint8)), len(wkb)
        mended[self._mended] = True
        data, count = self._spill.array(), len(self._waiting)
        while self._waiting:
            step(1 - len(self._waiting) / count)
            self._move_piece(data, self._waiting.popleft(), bounds, mended)
            rest(data)
        return Placed(data, start, size, bounds, mended, notices + self._lon_lat.doubts())

    def _move_piece(self, data: Bytes, piece: _Waiting, bounds: Floats, mended: Flags) -> None:
        held = data[piece.begin : piece.begin + piece.length]
        walked = _Walked.of(held, piece.layout)
        if self._census.mends:
            shift = self._census.shift(walked.xy[:, 0])
            walked.xy[:, 0] += shift
            mended[piece.row + piece.layout.owners()[shift != 0]] = True
        boxes = self._moved(held, walked, self._census.mends)
        there = ~np.isnan(boxes[:, 0])
        bounds[piece.row : piece.row + len(boxes)][there] = boxes[there]

    def _moved(self, data: Bytes, walked: _Walked, changed: bool = False) -> Floats:
        """Moves the coordinates of ``data``; the bounds of its geometries. ``changed``: they are not those
        of ``data`` any more."""
        lon_lat = self._lon_lat(walked.xy)
        if changed or self._lon_lat.changes:
            put_coordinates(data, walked.where, lon_lat)
        return bounds_of(walked.layout, lon_lat)

    def _moved_object(self, made: object) -> tuple[bytes, Floats, bool] | None:
        xy = shapely.get_coordinates(made)
        shift = self._census.shift(xy[:, 0])
        lon_lat = self._lon_lat(np.column_stack([xy[:, 0] + shift, xy[:, 1]]))
        try:
            moved = shapely.set_coordinates(made, lon_lat) if len(xy) else made
        except GEOSException:  # the place of a ring's first vertex was lost: so is the ring
            return None
        return shapely.to_wkb(moved, byte_order=1), shapely.bounds(moved), bool((shift != 0).any())


def _straightened(wkb: bytes) -> bytes:
    geometry = shape_of(wkb)
    return b"" if geometry.isNull() else _straight(geometry)


def _replaced(
    data: Bytes, start: Ints, size: Ints, rows: Ints, wkbs: Sequence[bytes]
) -> tuple[Bytes, Ints, Ints]:
    """The piece with ``wkbs``, made straight, behind its data as the geometries of ``rows``."""
    tail, behind, length = packed([_straightened(wkb) for wkb in wkbs])
    start, size = start.copy(), size.copy()
    start[rows], size[rows] = behind + len(data), length
    return np.concatenate([data, tail]), start, size


def _rebuilt(wkb: bytes) -> object:
    """A polygon whose rings GEOS refused, with its rings closed; None when that does not help."""
    geometry = shape_of(wkb)
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
