"""Whether every piece of farmland lies in exactly one village patrol unit: gaps and overlaps, measured.

Parcels are overlaid with the units as the screening does it (guarded overlay in an equal-area plane, areas
scaled to the ellipsoidal area of the parcel), block by block.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .area import FloatArray
from .geometry import IntArray, connected_parts, mean_widths
from .i18n import tr
from .kernel import shapely
from .plane import Plane
from .responsibility import DIGITS, unit_digits
from .screening.layer import PreparedLayer, prepare_layer
from .screening.overlay import Clips, Patches, clip, merged, unions
from .screening.pairwise import FLOAT_RELATIVE, areas, differences, intersections
from .screening.prepare import PreparedPatches, prepare_patches
from .screening.unions import grouped_unions
from .screening.watch import Watch
from .table import FeatureTable, ObjectArray, object_array

#: Parts smaller than this (m²) or narrower on the mean (m) are the width of a drawn line.
SMALLEST_M2, NARROWEST_M = 1.0, 0.1

#: Parcels overlaid at a time.
_BLOCK = 1000


@dataclass(frozen=True)
class Piece:
    """A connected piece of farmland: ``parcel``: row in the farmland table; ``units``: codes of the village
    units it lies in (none: a gap; two: where they overlap); ``area_m2`` ellipsoidal; ``geometry``: Polygon,
    EPSG:4490."""

    parcel: int
    units: tuple[str, ...]
    area_m2: float
    geometry: object


@dataclass(frozen=True)
class Cover:
    """``farmland_m2`` looked at in all; ``gap_m2`` in no unit; ``overlap_m2`` in several (ground counts
    once, however many units lie over it). ``log``: what was repaired or could not be measured."""

    gaps: tuple[Piece, ...]
    overlaps: tuple[Piece, ...]
    farmland_m2: float
    gap_m2: float
    overlap_m2: float
    log: tuple[str, ...]


def village_units(units: FeatureTable) -> FeatureTable:
    """The units that are villages, ``unit_code`` as 12 digits."""
    codes = object_array(unit_digits(str(code or "")) for code in units.column("unit_code"))
    village = np.fromiter((len(code) == DIGITS["village"] for code in codes), bool, len(codes))
    return units.with_columns({"unit_code": codes}).take(village)


def farmland_only(parcels: FeatureTable, cultivated: Callable[[str | None], bool]) -> FeatureTable:
    """The parcels whose class is cultivated land."""
    codes = parcels.column("class_code")
    known = {code: cultivated(code) for code in {str(code or "") for code in codes}}
    return parcels.take(np.fromiter((known[str(code or "")] for code in codes), bool, len(codes)))


def patrol_cover(
    units: FeatureTable, farmland: FeatureTable, watch: Watch | None = None, smallest_m2: float = SMALLEST_M2
) -> Cover:
    """Where ``farmland`` (all of its rows) lies in no unit or in several of ``units`` (EPSG:4490 tables;
    column ``unit_code``: features of one code are one unit). Parts under ``smallest_m2`` are left out."""
    watch, log = watch or Watch(), list[str]()
    parcels, plane = prepare_patches(farmland, None, log, watch=watch.part(0.0, 0.2))
    everywhere = (-np.inf, -np.inf, np.inf, np.inf)
    layer = prepare_layer([units], plane, everywhere, log, watch=watch.part(0.2, 0.3))
    gaps: list[Piece] = []
    overlaps: list[Piece] = []
    twice = 0.0
    failed: set[int] = set()
    measured = np.flatnonzero(~shapely.is_missing(parcels.shapes))
    for at in range(0, len(measured), _BLOCK):
        watch.step(0.3 + 0.7 * at / len(measured))
        rows = measured[at : at + _BLOCK]
        block = _Block(parcels, rows, layer, plane, smallest_m2)
        gaps += block.gaps()
        more, ground = block.overlaps()
        overlaps += more
        twice += ground
        failed.update(rows[sorted(block.failed)].tolist())
    log += [
        tr("Layer “{layer}”: feature {feature} could not be overlaid; look at it on the map.").format(
            layer=farmland.name, feature=farmland.ids[row]
        )
        for row in sorted(failed)
    ]
    watch.step(1.0)
    total = float(parcels.area_m2[measured].sum())
    return Cover(tuple(gaps), tuple(overlaps), total, sum(piece.area_m2 for piece in gaps), twice, tuple(log))


class _Block:
    """Some parcels under overlay with the units."""

    def __init__(
        self, parcels: PreparedPatches, rows: IntArray, layer: PreparedLayer, plane: Plane, smallest_m2: float
    ) -> None:
        self._rows, self._plane, self._smallest = rows, plane, smallest_m2
        self.failed: set[int] = set()
        self._under: Patches = parcels.under_overlay(rows, self.failed)
        self._codes = layer.table.column("unit_code")
        clips = clip(self._under, layer, min(0.01, smallest_m2))
        self._clips: Clips = merged(clips, self._codes[clips.feature], self._under)

    def gaps(self) -> list[Piece]:
        """What no unit covers."""
        covered = unions(self._clips, self._under)
        own, bare = self._under.shapes, shapely.is_missing(covered)
        part = np.flatnonzero(~bare & (areas(covered) < areas(own) * (1 - FLOAT_RELATIVE)))
        rest: ObjectArray = np.full(len(own), None, dtype=object)
        rest[bare] = own[bare]
        rest[part] = differences(own[part], covered[part], part, self.failed)
        return self._pieces(rest, np.arange(len(own)), [()] * len(own))

    def overlaps(self) -> tuple[list[Piece], float]:
        """What two units cover, pair by pair; and how much ground that is, m²."""
        one, other = _pairs(self._clips.row)
        row = self._clips.row[one]
        shapes = self._clips.geometry
        common = intersections(shapes[one], shapes[other], row, self.failed)
        codes = self._codes[self._clips.feature]
        pieces = self._pieces(common, row, [(codes[a], codes[b]) for a, b in zip(one, other)])
        return pieces, self._ground(common, row)

    def _ground(self, shapes: ObjectArray, row: IntArray) -> float:
        wide = ~shapely.is_missing(shapes)
        wide[wide] = self._visible(shapes[wide])
        if not wide.any():
            return 0.0
        order = np.flatnonzero(wide)
        order = order[np.argsort(row[order], kind="stable")]
        united, bad = grouped_unions(shapes[order], row[order])
        self.failed.update(np.unique(row[order])[bad].tolist())
        return float((areas(united) * self._under.scale[np.unique(row[order])]).sum())

    def _visible(self, shapes: ObjectArray) -> FloatArray:
        return np.asarray((areas(shapes) >= self._smallest) & (mean_widths(shapes) >= NARROWEST_M))

    def _pieces(self, shapes: ObjectArray, row: IntArray, units: list[tuple[str, ...]]) -> list[Piece]:
        parts, owner = connected_parts(shapes)
        keep = np.flatnonzero(self._visible(parts)) if len(parts) else np.empty(0, dtype=np.int64)
        parts, owner = parts[keep], owner[keep]
        area = areas(parts) * self._under.scale[row[owner]]
        lonlat = self._plane.unproject(parts)
        return [
            Piece(int(self._rows[row[k]]), tuple(sorted(units[k])), float(size), shape)
            for k, size, shape in zip(owner.tolist(), area.tolist(), lonlat)
        ]


def _pairs(row: IntArray) -> tuple[IntArray, IntArray]:
    """All pairs of entries of one row (``row`` ascending)."""
    one, other = [], []
    start = 0
    for end in (*np.flatnonzero(np.diff(row)) + 1, len(row)):
        for a in range(start, end):
            for b in range(a + 1, end):
                one.append(a)
                other.append(b)
        start = end
    return np.array(one, dtype=np.int64), np.array(other, dtype=np.int64)
