"""Outlines of changes in a slot's frame: blocks, yards, houses, ponds, roads.

Every outline keeps at least ``INSET`` metres from the slot's border unless it says otherwise, so that
neither a digitising slip nor a generous approval of one site reaches another.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..core.kernel import LineString, Polygon, box, shapely

INSET = 5.0
Bounds = tuple[float, float, float, float]


def draw(shape: str, room: Bounds, rng: np.random.Generator) -> Polygon:
    """The outline of kind ``shape`` within ``room`` (west, south, east, north of the slot)."""
    if shape == "any":
        shape = str(rng.choice(["block", "plots", "pond", "shed"]))
    return _DRAW[shape](room, rng)


def _within(room: Bounds, width: float, height: float, rng: np.random.Generator) -> Polygon:
    """A rectangle of at most this size somewhere in the room, ``INSET`` from its border."""
    west, south, east, north = room
    across, along = east - west - 2 * INSET, north - south - 2 * INSET
    width, height = min(width, across), min(height, along)
    x = west + INSET + rng.random() * (across - width)
    y = south + INSET + rng.random() * (along - height)
    return box(x, y, x + width, y + height)


def _block(room: Bounds, rng: np.random.Generator) -> Polygon:
    """A building plot: a rectangle, an L, or one with a corner cut off by a lane."""
    west, south, east, north = room
    plot = _within(
        room, (east - west) * rng.uniform(0.35, 0.85), (north - south) * rng.uniform(0.35, 0.85), rng
    )
    x0, y0, x1, y1 = plot.bounds
    form = rng.random()
    if form < 0.45:
        return plot
    across, along = (x1 - x0) * rng.uniform(0.3, 0.5), (y1 - y0) * rng.uniform(0.3, 0.5)
    east_side, north_side = rng.random() < 0.5, rng.random() < 0.5
    cx, cy = (x1 if east_side else x0), (y1 if north_side else y0)
    dx, dy = (-across if east_side else across), (-along if north_side else along)
    if form < 0.75:
        corner = Polygon([(cx, cy), (cx + dx, cy), (cx + dx, cy + dy), (cx, cy + dy)])
    else:
        corner = Polygon([(cx, cy), (cx + dx, cy), (cx, cy + dy)])
    return plot.difference(corner)


def _big(room: Bounds, rng: np.random.Generator) -> Polygon:
    west, south, east, north = room
    return _within(
        room, (east - west) * rng.uniform(0.84, 0.88), (north - south) * rng.uniform(0.88, 0.93), rng
    )


def _shed(room: Bounds, rng: np.random.Generator) -> Polygon:
    return _within(room, rng.uniform(24.0, 42.0), rng.uniform(40.0, 64.0), rng)


def _house(room: Bounds, rng: np.random.Generator) -> Polygon:
    return _within(room, rng.uniform(10.5, 12.5), rng.uniform(11.5, 15.5), rng)


def _pond(room: Bounds, rng: np.random.Generator) -> Polygon:
    """A dug pond: a rectangle with round corners."""
    plot = _within(room, rng.uniform(40.0, 60.0), rng.uniform(32.0, 60.0), rng)
    return plot.buffer(-7.0).buffer(7.0, quad_segs=3)


def _plots(room: Bounds, rng: np.random.Generator) -> Polygon:
    """The whole slot up to its banks: what is planted is planted on whole plots."""
    west, south, east, north = room
    inset = rng.uniform(1.4, 2.0)
    return box(west + inset, south + inset, east - inset, north - inset)


def _way(room: Bounds, width: float, rng: np.random.Generator) -> Polygon:
    """A way along the column, swinging once from one side towards the other."""
    west, south, east, north = room
    reach = width / 2 + INSET + 1.0
    ends = rng.uniform(west + reach, east - reach, 2)
    t = np.linspace(0.0, 1.0, max(8, round((north - south) / 15.0)))
    y = south + INSET + t * (north - south - 2 * INSET)
    swing = np.clip((t - 0.15) / 0.7, 0.0, 1.0)
    x = ends[0] + (ends[1] - ends[0]) * (1 - np.cos(np.pi * swing)) / 2
    line = LineString(np.column_stack([x, y]))
    return line.buffer(width / 2, cap_style="flat", join_style="mitre")


def _road(room: Bounds, rng: np.random.Generator) -> Polygon:
    return _way(room, rng.uniform(8.0, 12.0), rng)


def _lane(room: Bounds, rng: np.random.Generator) -> Polygon:
    return _way(room, rng.uniform(5.5, 7.0), rng)


def _span(room: Bounds, rng: np.random.Generator) -> Polygon:
    """Leans over the middle of a two-slot room: to be placed by the caller's two bounds."""
    return _big(room, rng)


def _bowtie(room: Bounds, rng: np.random.Generator) -> Polygon:
    x0, y0, x1, y1 = _within(room, rng.uniform(45.0, 60.0), rng.uniform(35.0, 50.0), rng).bounds
    return Polygon([(x0, y0), (x1, y0), (x0, y1), (x1, y1)])


def _collapsed(room: Bounds, rng: np.random.Generator) -> Polygon:
    x0, y0, x1, _ = _within(room, 30.0, 10.0, rng).bounds
    return Polygon([(x0, y0), (x1, y0), ((x0 + x1) / 2, y0)])


_DRAW = {
    "block": _block, "project": _block, "big": _big, "large": _big, "shed": _shed, "house": _house,
    "pond": _pond, "plots": _plots, "road": _road, "lane": _lane, "span": _span, "bowtie": _bowtie,
    "collapsed": _collapsed,
}  # fmt: skip


def strip_along(line: LineString, start: float, end: float, near: float, far: float) -> Polygon:
    """The strip right of ``line`` between the distances ``near`` and ``far`` from it and between the
    shares ``start`` and ``end`` of its length: a widening of a road."""
    points = shapely.get_coordinates(
        shapely.line_interpolate_point(line, np.linspace(start, end, 7), normalized=True)
    )
    ahead = shapely.get_coordinates(
        shapely.line_interpolate_point(line, np.linspace(start, end, 7) + 0.01, normalized=True)
    )
    direction = (ahead - points) / np.linalg.norm(ahead - points, axis=1)[:, None]
    right: npt.NDArray[np.float64] = direction @ np.array([[0.0, -1.0], [1.0, 0.0]])
    return Polygon(np.concatenate([points + right * near, (points + right * far)[::-1]]))


def twisted(polygon: Polygon) -> Polygon:
    """``polygon`` with a small twist at its first corner, as when two survey points are swapped:
    not valid, less than 2 % of its area in doubt."""
    ring = list(polygon.exterior.coords)[:-1]
    (ax, ay), (bx, by), (cx, cy) = ring[-1], ring[0], ring[1]
    back, ahead = np.hypot(ax - bx, ay - by), np.hypot(cx - bx, cy - by)
    before = (bx + (ax - bx) * 2.0 / back, by + (ay - by) * 2.0 / back)
    after = (bx + (cx - bx) * 2.0 / ahead, by + (cy - by) * 2.0 / ahead)
    return Polygon([after, before, *ring[1:]])
