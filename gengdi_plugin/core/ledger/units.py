"""In which unit ground lies: pieces of shapes that add up to the shape, each in one unit or in none."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..area import FloatArray
from ..geometry import BoolArray, IntArray
from ..kernel import shapely
from ..plane import Plane
from ..responsibility import DIGITS, unit_digits
from ..screening.layer import PreparedLayer, prepare_layer
from ..screening.overlay import Clips, Patches, clip, merged, precision, unions
from ..screening.pairwise import areas, differences
from ..screening.pieces import overlapping
from ..screening.unions import grouped_unions
from ..table import FeatureTable, ObjectArray, object_array

#: An overlap under this is none, m² (public contract §3.1, rule 8).
SMALLEST_M2 = 0.01

#: The code of ground in no unit.
OUTSIDE = ""

_EVERYWHERE = (-np.inf, -np.inf, np.inf, np.inf)


@dataclass(frozen=True)
class UnitPieces:
    """``row``: of the shape; ``code``: of the unit (:data:`OUTSIDE`: none); ``geometry``: in the plane;
    ``area``: m². The pieces of a shape add up to it. ``doubled_m2``: ground of several units of one level,
    which is in the one with the lowest code; ``failed``: rows that could not be overlaid, in no unit."""

    row: IntArray
    code: ObjectArray
    geometry: ObjectArray
    area: FloatArray
    doubled_m2: float = 0.0
    failed: frozenset[int] = field(default=frozenset())

    def largest(self, count: int) -> IntArray:
        """For each of ``count`` shapes its largest piece (to 0.01 m²), of several that of the lowest code; -1
        for none."""
        best: IntArray = np.full(count, -1, dtype=np.int64)
        order = np.lexsort((self.code.astype(str), -np.round(self.area, 2), self.row))
        first = np.flatnonzero(np.r_[True, np.diff(self.row[order]) > 0][: len(order)])
        best[self.row[order[first]]] = order[first]
        return best


def in_one(shapes: Patches, codes: ObjectArray) -> UnitPieces:
    """Every shape whole in the unit that ``codes`` names."""
    rows = np.flatnonzero(~shapely.is_missing(shapes.shapes))
    return UnitPieces(rows, codes[rows], shapes.shapes[rows], shapes.area_m2[rows])


class UnitGround:
    """The units of a layer (EPSG:4490; ``unit_code``) by level, the finest first: ground of a town that lies
    in none of its villages is the town's own."""

    def __init__(self, units: FeatureTable, plane: Plane, log: list[str]) -> None:
        codes = object_array(unit_digits(str(code or "")) for code in units.column("unit_code"))
        self._levels: list[tuple[PreparedLayer, ObjectArray]] = []
        for digits in DIGITS.values():
            of_level = units.take(np.fromiter((len(code) == digits for code in codes), bool, len(codes)))
            if len(of_level):
                layer = prepare_layer([of_level], plane, _EVERYWHERE, log)
                own = object_array(unit_digits(str(code)) for code in layer.table.column("unit_code"))
                self._levels.append((layer, own))

    def __len__(self) -> int:
        """How many levels there are."""
        return len(self._levels)

    def pieces(self, shapes: Patches) -> UnitPieces:
        """The pieces of ``shapes`` by unit."""
        loose = precision(shapes.shapes, shapes.area_m2)
        rest, found, doubled, failed = shapes.shapes.copy(), [], 0.0, set[int]()
        for layer, codes in self._levels:
            at = np.flatnonzero(~shapely.is_missing(rest))
            if not len(at):
                break
            clips, twice, bad = _of_level(rest[at], shapes.scale[at], layer, codes)
            failed.update(at[sorted(bad)].tolist())
            doubled += twice
            found.append((at[clips.row], codes[clips.feature], clips.geometry, clips.area))
            rest[at] = _left(rest[at], shapes.scale[at], clips, loose[at])
        outside = np.flatnonzero(~shapely.is_missing(rest))
        found.append(
            (outside, np.full(len(outside), OUTSIDE, dtype=object), rest[outside],
             areas(rest[outside]) * shapes.scale[outside])
        )  # fmt: skip
        row, code, geometry, area = (np.concatenate(columns) for columns in zip(*found))
        return _whole(shapes, UnitPieces(row, code, geometry, area, doubled, frozenset(failed)))


def _of_level(
    shapes: ObjectArray, scale: FloatArray, layer: PreparedLayer, codes: ObjectArray
) -> tuple[Clips, float, set[int]]:
    """One clip per shape and unit, no two of a shape overlapping; what lay in several; what failed."""
    failed: set[int] = set()
    under = Patches(shapes, areas(shapes) * scale, scale, failed)
    clips = clip(under, layer, SMALLEST_M2)
    clips = merged(clips, codes[clips.feature], under)  # of a shape by code
    shared = overlapping(clips, under)
    if not shared.any():
        return clips, 0.0, failed
    apart = _apart(clips, shared, under)
    return apart, float(clips.area.sum() - apart.area.sum()), failed


def _apart(clips: Clips, shared: BoolArray, under: Patches) -> Clips:
    """The clips of the shapes in ``shared`` without what an earlier one of the same shape has."""
    geometry, area = clips.geometry.copy(), clips.area.copy()
    for row in np.flatnonzero(shared).tolist():
        own = np.flatnonzero(clips.row == row)
        for place, k in enumerate(own[1:].tolist(), start=1):
            before, bad = grouped_unions(clips.geometry[own[:place]], np.zeros(place, dtype=np.int64))
            if bad.any():
                under.failed.add(row)
                continue
            one = slice(k, k + 1)
            geometry[one] = differences(clips.geometry[one], before, clips.row[one], under.failed)
            area[one] = areas(geometry[one]) * under.scale[row]
    return Clips(clips.row, clips.feature, geometry, area).where(area >= SMALLEST_M2)


def _left(shapes: ObjectArray, scale: FloatArray, clips: Clips, loose: FloatArray) -> ObjectArray:
    """What the clips leave of each shape; None where that is no more than ``loose`` m²."""
    own = areas(shapes) * scale
    inside = clips.totals(len(shapes))
    out = shapes.copy()
    full = inside >= own - loose
    out[full] = None
    part = np.flatnonzero(~full & (inside > 0))
    if len(part):
        under = Patches(shapes, own, scale, set())
        covered = unions(clips, under)
        out[part] = differences(shapes[part], covered[part], part, under.failed)
    return out


def _whole(shapes: Patches, pieces: UnitPieces) -> UnitPieces:
    """The pieces with areas that add up to their shape, which is what rounding of overlays leaves open; a
    shape that failed, or of which nothing was found, is one piece in no unit."""
    count = len(shapes)
    total = np.bincount(pieces.row, weights=pieces.area, minlength=count)
    there = ~shapely.is_missing(shapes.shapes)
    bad = np.zeros(count, dtype=bool)
    bad[sorted(pieces.failed)] = True
    bad |= there & ~(total > 0)
    keep = ~bad[pieces.row]
    again = np.flatnonzero(bad & there)
    row = np.concatenate([pieces.row[keep], again])
    area = np.concatenate([pieces.area[keep], shapes.area_m2[again]])
    total = np.bincount(row, weights=area, minlength=count)
    factor = np.divide(shapes.area_m2, total, out=np.ones(count), where=total > 0)
    code = np.concatenate([pieces.code[keep], np.full(len(again), OUTSIDE, dtype=object)])
    geometry = np.concatenate([pieces.geometry[keep], shapes.shapes[again]])
    order = np.argsort(row, kind="stable")
    return UnitPieces(
        row[order], code[order], geometry[order], (area * factor[row])[order], pieces.doubled_m2,
        pieces.failed,
    )  # fmt: skip
