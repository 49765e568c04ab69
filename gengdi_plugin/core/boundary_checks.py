"""What is told about a boundary while it is drawn: whether it is sound, how large, and its neighbours.

Everything here is cheap: one boundary and the few others near it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .area import ellipsoid_areas
from .geometry import GRID_M, repaired_polygons
from .i18n import tr
from .kernel import shapely
from .plane import plane_for
from .table import ObjectArray, object_array

#: Under this an overlap or a gap is none (public contract, rule 8).
LEAST_M2 = 0.01

#: Two boundaries nearer than this touch: what coordinates of a millimetre can mean.
_TOUCH_M = 0.005

_PLACE = re.compile(r"^(.*?)\s*\[(-?[\d.eE+-]+)\s+(-?[\d.eE+-]+)[^\]]*\]$")


@dataclass(frozen=True)
class Neighbour:
    """Another boundary near by: what it is called (its document) and its WKB in EPSG:4490."""

    name: str
    wkb: bytes


@dataclass(frozen=True)
class Fault:
    """What is wrong with the boundary, in words, and where (EPSG:4490; None when it has no place)."""

    why: str
    place: tuple[float, float] | None


@dataclass(frozen=True)
class Meeting:
    """Ground that the boundary shares with a neighbour, or that lies between them: ellipsoidal area in m²
    and mean width in m."""

    name: str
    area_m2: float
    width_m: float


@dataclass(frozen=True)
class BoundaryCheck:
    """``area_m2``: ellipsoidal; of a broken boundary as it would be mended. ``parts``: how many pieces that
    has."""

    area_m2: float
    parts: int
    faults: tuple[Fault, ...]
    overlaps: tuple[Meeting, ...]
    gaps: tuple[Meeting, ...]

    @property
    def sound(self) -> bool:
        """Whether it can be taken as it is."""
        return not self.faults and self.area_m2 > 0


def check_boundary(wkb: bytes, neighbours: Sequence[Neighbour], widest_gap_m: float) -> BoundaryCheck:
    """Look at a boundary (WKB of a polygon, EPSG:4490) and those near it; a gap is told up to
    ``widest_gap_m``. Never raises for broken rings: they are faults."""
    drawn = shapely.force_2d(shapely.from_wkb(wkb))
    fixed = repaired_polygons(object_array([drawn]), degrees=True)
    mended = fixed.geometry[0]
    faults = () if shapely.is_valid(drawn) else (_fault(drawn),)
    if mended is None:
        return BoundaryCheck(0.0, 0, faults or (_fault(drawn),), (), ())
    others = repaired_polygons(
        object_array([shapely.force_2d(shapely.from_wkb(one.wkb)) for one in neighbours]), degrees=True
    ).geometry
    names = [one.name for one in neighbours]
    return BoundaryCheck(
        area_m2=float(ellipsoid_areas(object_array([mended]))[0]),
        parts=int(shapely.get_num_geometries(mended)),
        faults=faults,
        overlaps=_overlaps(mended, others, names),
        gaps=_gaps(mended, others, names, widest_gap_m),
    )


def mended_boundary(wkb: bytes) -> bytes | None:
    """The boundary as a valid MultiPolygon (``make_valid``, linework method); None when nothing is left."""
    shape = repaired_polygons(object_array([shapely.force_2d(shapely.from_wkb(wkb))])).geometry[0]
    return None if shape is None else bytes(shapely.to_wkb(shape, byte_order=1))


def _fault(shape: Any) -> Fault:
    reason = str(shapely.is_valid_reason(shape))
    found = _PLACE.match(reason)
    why = found[1] if found else reason
    place = (float(found[2]), float(found[3])) if found else None
    if why == "Self-intersection":
        return Fault(tr("the boundary crosses itself"), place)
    if why == "Ring Self-intersection":
        return Fault(tr("the boundary touches itself"), place)
    if why == "Valid Geometry":
        return Fault(tr("the boundary encloses no ground"), None)
    return Fault(tr("the boundary is broken ({reason})").format(reason=why), place)


def _overlaps(drawn: Any, others: ObjectArray, names: Sequence[str]) -> tuple[Meeting, ...]:
    common = shapely.intersection(drawn, others)
    areas = ellipsoid_areas(common)
    rows = (areas >= LEAST_M2).nonzero()[0]
    flat = plane_for(common[rows]).project(common[rows]) if len(rows) else common[rows]
    found = [Meeting(names[row], float(areas[row]), _width(flat[at])) for at, row in enumerate(rows.tolist())]
    return tuple(sorted(found, key=lambda one: -one.area_m2))


def _gaps(drawn: Any, others: ObjectArray, names: Sequence[str], widest: float) -> tuple[Meeting, ...]:
    """Ground narrower than ``widest`` between the boundary and a neighbour: what closing both fills."""
    there = [row for row, shape in enumerate(others) if shape is not None]
    if not there or widest <= 0:
        return ()
    plane = plane_for(object_array([drawn]))
    own, *rest = plane.project(object_array([drawn, *others[there]]))
    found = []
    for row, other in zip(there, rest):
        if shapely.distance(own, other) > widest:
            continue
        both = shapely.union(*_where_they_meet(own, other, 2 * widest))
        grown = shapely.buffer(both, widest / 2, join_style="mitre")
        shrunk = shapely.buffer(grown, -widest / 2, join_style="mitre")
        # on the grid, as else hair-thin spikes along the boundaries belong to what was filled
        filled = shapely.set_precision(shapely.difference(shrunk, both), GRID_M)
        between = [
            part
            for part in shapely.get_parts(filled)
            if part.area >= LEAST_M2
            and shapely.distance(part, own) <= _TOUCH_M
            and shapely.distance(part, other) <= _TOUCH_M
        ]
        if between:
            gap = shapely.multipolygons(between)
            found.append(Meeting(names[row], float(gap.area), _width(gap)))
    return tuple(sorted(found, key=lambda one: -one.area_m2))


def _where_they_meet(one: Any, other: Any, margin: float) -> tuple[Any, Any]:
    """The parts of two shapes in the rectangle in which both can lie ``margin`` from each other: what is far
    away takes time and no part in what lies between."""
    (w1, s1, e1, n1), (w2, s2, e2, n2) = one.bounds, other.bounds
    frame = shapely.box(
        max(w1, w2) - margin, max(s1, s2) - margin, min(e1, e2) + margin, min(n1, n2) + margin
    )
    return shapely.intersection(one, frame), shapely.intersection(other, frame)


def _width(shape: Any) -> float:
    length = float(shapely.length(shape))
    return 2 * float(shapely.area(shape)) / length if length else 0.0
