"""Special accounts (专账): permanent basic farmland, zones and projects; the ground in them, by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..area import FloatArray
from ..geometry import IntArray
from ..kernel import shapely
from ..responsibility import unit_digits
from ..screening.layer import PreparedLayer
from ..screening.overlay import Patches, clip
from ..screening.pairwise import areas, differences
from ..screening.pieces import pieces as ground_once
from ..screening.pool import in_order
from ..screening.prepare import PreparedPatches, prepare_patches
from ..screening.trees import Trees
from ..screening.watch import Watch
from ..table import FeatureTable
from .ground import LedgerGround, blocks, under_earlier
from .units import SMALLEST_M2

#: The accounts, in their order.
SPECIAL_ROLES = ("basic_farmland", "grain_zone", "high_standard", "reclaimed", "consolidating")

#: A change patch is in an account from so much of it on, m²: that of permanent basic farmland is what
#: makes a patch's scope (public contract §3.1, rule 10).
PATCH_LEAST_M2 = 1.0


@dataclass(frozen=True)
class SpecialCell:
    """A unit's part of an account. ``features``: with the largest part here; ``area_m2``: ground, once;
    ``farmland_m2``: of it parcels of class 01; ``patches``: code -> how many change patches and m²."""

    role: str
    unit_code: str
    features: int = 0
    area_m2: float = 0.0
    farmland_m2: float = 0.0
    patches: Mapping[str, tuple[int, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Special:
    """``overlap_m2``: role -> ground that several features of it claim, counted once in the cells;
    ``with_patches``: whether change patches were given; ``by_overlay``: whether there is a layer of units,
    without which all ground is in no unit."""

    cells: tuple[SpecialCell, ...]
    by_overlay: bool
    overlap_m2: Mapping[str, float]
    with_patches: bool
    log: tuple[str, ...]


def special(
    ground: LedgerGround,
    zones: Mapping[str, FeatureTable],
    patches: FeatureTable | None = None,
    watch: Watch | None = None,
) -> Special:
    """The accounts of ``zones`` (role -> features, EPSG:4490). ``patches``: change patches with columns
    ``code`` and ``unit_code``. Raises only Cancelled."""
    watch, log = watch or Watch(), list[str]()
    changed = None if patches is None else prepare_patches(patches, ground.plane, log)[0]
    cells: list[SpecialCell] = []
    overlap: dict[str, float] = {}
    roles = [role for role in SPECIAL_ROLES if role in zones]
    for number, role in enumerate(roles):
        part = watch.part(number / len(roles), (number + 1) / len(roles))
        zone, _ = prepare_patches(zones[role], ground.plane, log, ground.threads)
        account = _Account(ground, zone, Trees(zone.shapes))
        overlap[role] = account.measure(part)
        if changed is not None:
            account.add_patches(changed)
        cells += account.cells(role)
    watch.step(1.0)
    return Special(tuple(cells), ground.by_overlay, overlap, changed is not None, tuple(log))


class _Account:
    """One account while it is summed up."""

    def __init__(self, ground: LedgerGround, zone: PreparedPatches, tree: Trees) -> None:
        self._ground, self._zone, self._tree = ground, zone, tree
        self._features: defaultdict[str, int] = defaultdict(int)
        self._area: defaultdict[str, float] = defaultdict(float)
        self._farmland: defaultdict[str, float] = defaultdict(float)
        self._patches: defaultdict[str, dict[str, tuple[int, float]]] = defaultdict(dict)

    def measure(self, watch: Watch) -> float:
        """Area and farmland by unit; the ground that several features claim."""
        overlap = 0.0
        rows = blocks(len(self._zone.shapes))
        for codes, area, farmland, most, shared in in_order(self._block, rows, self._ground.threads, watch):
            overlap += shared
            for code, own, cultivated, counts in zip(codes, area, farmland, most):
                self._area[code] += own
                self._farmland[code] += cultivated
                self._features[code] += counts
        return overlap

    def _block(
        self, rows: IntArray
    ) -> tuple[Sequence[str], Sequence[float], Sequence[float], Sequence[int], float]:
        zone, failed = self._zone, set[int]()
        before = under_earlier(zone, self._tree, rows)
        shapes, scale = zone.shapes[rows], zone.scale[rows]
        twice = ~shapely.is_missing(before)
        own = shapes.copy()
        own[twice] = differences(shapes[twice], before[twice], np.flatnonzero(twice), failed)
        area = np.where(twice, areas(own) * scale, zone.area_m2[rows])
        found = self._ground.pieces(Patches(own, area, scale, failed))
        cultivated = self._cultivated(Patches(found.geometry, found.area, scale[found.row], set()))
        most = np.zeros(len(found.row), dtype=int)
        largest = found.largest(len(rows))
        most[largest[largest >= 0]] = 1
        shared = float((areas(before) * scale).sum())
        return (
            found.code.tolist(), found.area.tolist(), cultivated.tolist(), most.tolist(), shared,
        )  # fmt: skip

    def _cultivated(self, shapes: Patches) -> FloatArray:
        """m² of farmland in each shape, ground once."""
        return ground_once(clip(shapes, self._ground.cultivated, SMALLEST_M2), shapes).area

    def add_patches(self, changed: PreparedPatches) -> None:
        """Count change patches of which something lies in the account, by their unit and code."""
        zone = self._zone
        names = np.full(len(zone.shapes), "", dtype=object)
        layer = PreparedLayer(zone.shapes, zone.table, names, zone.table.ids, self._tree)
        under = changed.under_overlay(np.arange(len(changed.shapes)), set())
        inside = ground_once(clip(under, layer, SMALLEST_M2), under).area
        units, codes = changed.table.column("unit_code"), changed.table.column("code")
        for row in np.flatnonzero(inside > PATCH_LEAST_M2).tolist():
            unit = unit_digits(str(units[row] or "")) if self._ground.by_overlay else ""
            of_unit, code = self._patches[unit], str(codes[row] or "")
            count, area = of_unit.get(code, (0, 0.0))
            of_unit[code] = (count + 1, area + float(inside[row]))

    def cells(self, role: str) -> list[SpecialCell]:
        """What was summed up, by unit."""
        units = sorted({*self._area, *self._patches})
        return [
            SpecialCell(
                role, unit, self._features.get(unit, 0), self._area.get(unit, 0.0),
                self._farmland.get(unit, 0.0), dict(self._patches.get(unit, {})),
            )
            for unit in units
        ]  # fmt: skip
