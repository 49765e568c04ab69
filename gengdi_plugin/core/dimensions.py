"""Dimensions of ground as a surveyor writes them beside it: lengths of sides, or of the box around it.

Lengths are taken in a plane on CGCS2000 centred on the part itself, where they are true to better than
1 mm over 1 km; areas are ellipsoidal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .area import FloatArray, ellipsoid_areas
from .kernel import shapely
from .plane import Plane

#: A part with more sides that are long enough gets the two dimensions of its box instead.
MOST_SIDES = 10
#: Vertices that lie within this part of the shortest side shown, at most so many metres, beside a straight
#: line make no side of their own.
_STRAIGHT_SHARE, _STRAIGHT_M = 0.05, 0.5
#: A part is narrow below this share of the shortest side shown.
_NARROW_SHARE = 1 / 3


@dataclass(frozen=True)
class Side:
    """A straight side from ``start`` to ``end`` (lon, lat in degrees), the ground on its left."""

    start: tuple[float, float]
    end: tuple[float, float]
    length_m: float


@dataclass(frozen=True)
class PartDimensions:
    """One part: ``sides`` to be labelled, ``length_m`` and ``width_m`` of the smallest box around it,
    ``area_m2``, and a point ``inside`` (lon, lat). ``boxed``: the sides are two of that box."""

    sides: tuple[Side, ...]
    length_m: float
    width_m: float
    area_m2: float
    inside: tuple[float, float]
    boxed: bool


def dimensions(ground: Any, smallest_m: float, most_sides: int = MOST_SIDES) -> list[PartDimensions]:
    """The parts of ``ground`` (a (multi)polygon in EPSG:4490 degrees), the largest first.

    A part that is shorter than ``smallest_m`` in both directions is left out; of the others the sides of at
    least ``smallest_m`` are given, or two sides of the box when there are more than ``most_sides`` of them
    or none. A part narrower than a third of ``smallest_m`` has no sides: its size says everything, and the
    lengths would lie upon each other. None and empty ground have no parts.
    """
    if ground is None or shapely.is_empty(ground):
        return []
    parts = [part for part in shapely.get_parts(ground) if shapely.get_type_id(part) == 3]
    found = [_measured(part, smallest_m, most_sides) for part in parts]
    return sorted((part for part in found if part is not None), key=lambda part: -part.area_m2)


def _measured(part: Any, smallest_m: float, most_sides: int) -> PartDimensions | None:
    middle = shapely.centroid(part)
    inside = shapely.get_coordinates(
        middle if shapely.contains(part, middle) else shapely.point_on_surface(part)
    )[0]
    plane = Plane(float(inside[0]), float(inside[1]))
    flat = shapely.transform(part, plane.forward)
    box = _corners(shapely.oriented_envelope(flat))
    if box is None:
        return None
    lengths = np.hypot(*np.diff(box[:3], axis=0).T)
    if lengths.max() < smallest_m:
        return None
    straight = shapely.simplify(flat, min(smallest_m * _STRAIGHT_SHARE, _STRAIGHT_M))
    corners = _corners(straight)
    sides = [] if corners is None else _sides(corners, smallest_m, plane)
    narrow = lengths.min() < smallest_m * _NARROW_SHARE
    boxed = not narrow and not 0 < len(sides) <= most_sides
    if boxed:
        sides = _sides(box[:3], 0.0, plane)
    return PartDimensions(
        () if narrow else tuple(sides),
        float(lengths.max()),
        float(lengths.min()),
        float(ellipsoid_areas(np.array([part], dtype=object))[0]),
        (float(inside[0]), float(inside[1])),
        boxed,
    )


def _corners(shape: Any) -> FloatArray | None:
    """The closed outer ring of a polygon, anticlockwise; None for what is no polygon."""
    if shapely.get_type_id(shape) != 3 or shapely.is_empty(shape):
        return None
    ring: FloatArray = shapely.get_coordinates(shapely.get_exterior_ring(shape))
    x, y = ring.T
    return ring if np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) > 0 else ring[::-1]


def _sides(corners: FloatArray, smallest_m: float, plane: Plane) -> list[Side]:
    lengths = np.hypot(*np.diff(corners, axis=0).T)
    degrees = plane.inverse(corners)
    return [
        Side(
            (float(degrees[at, 0]), float(degrees[at, 1])),
            (float(degrees[at + 1, 0]), float(degrees[at + 1, 1])),
            float(length),
        )
        for at, length in enumerate(lengths)
        if length >= smallest_m and length > 0
    ]
