"""Check-up: how much of the patches each layer reaches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .area import FloatArray, ellipsoid_areas
from .checkup_facts import ADD_LAYERS, AMBER, GREEN, RED, SET_CRS, CheckedLayer, CheckLine, tables
from .geometry import BoolArray, has_place, repaired_polygons
from .i18n import tr
from .kernel import GEOSException, shapely
from .packed import bounds_of
from .plane import BLOCK, extent_of
from .rules import RuleSet
from .screening.near import near_rows
from .stopping import checkpoint
from .table import FeatureTable, ObjectArray
from .vocabulary import word

#: Patches measured exactly; of more, so many evenly spread ones stand for all.
SAMPLE = 2000
_SLIP = 0.05  # percent: 99.96 is told as 100
_LEAST_SHARE = 1e-6  # a share below this is a touch, not a reach

#: Roles whose ground is compared with the patches.
REACHING = (
    "approval", "farmland", "basic_farmland", "grain_zone", "high_standard", "ecological_redline",
    "violation", "admin_unit",
)  # fmt: skip

Step = Callable[[float], None]


@dataclass(frozen=True)
class Reach:
    """How far a layer reaches the measured patches. ``shares``: of each patch's area; ``weights``: the
    patches' areas in m²; ``sampled``: whether the measured ones stand for more; ``apart``: the layer's
    bounding box lies apart from that of the patches."""

    shares: FloatArray
    weights: FloatArray
    sampled: bool
    apart: bool

    @property
    def touched(self) -> BoolArray:
        reached: BoolArray = self.shares > _LEAST_SHARE
        return reached

    @property
    def of_patches(self) -> float:
        return float(self.touched.mean()) if len(self.shares) else 0.0

    @property
    def of_area(self) -> float:
        total = float(self.weights.sum())
        return float((self.shares * self.weights).sum()) / total if total > 0 else 0.0


@dataclass(frozen=True)
class MeasuredPatches:
    """Patches ready to be compared: sound polygons, their areas, and of how many they are."""

    geometry: ObjectArray
    area_m2: FloatArray
    total: int


def measured_patches(geometry: ObjectArray) -> MeasuredPatches:
    """The usable patches, or an even sample of them."""
    lost = np.zeros(len(geometry), dtype=bool)
    for at in range(0, len(geometry), BLOCK):  # to repair holds the interpreter lock
        checkpoint()
        lost[at : at + BLOCK] = repaired_polygons(geometry[at : at + BLOCK]).lost
    usable = np.flatnonzero(~lost)
    spread = np.linspace(0, len(usable) - 1, min(len(usable), SAMPLE)).astype(int)
    chosen = repaired_polygons(geometry[usable[spread]]).geometry
    return MeasuredPatches(chosen, ellipsoid_areas(chosen), len(usable))


def reach(patches: MeasuredPatches, geometry: ObjectArray, step: Step = lambda _: None) -> Reach:
    """What share of each patch ``geometry`` covers: bounding boxes first, exact where they meet."""
    there = geometry[has_place(geometry)]
    shares = np.zeros(len(patches.geometry))
    if len(there) and len(shares):
        row, feature = shapely.STRtree(there).query(patches.geometry)
        used, place = np.unique(feature, return_inverse=True)
        near = repaired_polygons(there[used]).geometry
        order = np.argsort(row, kind="stable")
        rows, starts = np.unique(row[order], return_index=True)
        groups = np.split(place[order], starts[1:])
        for done, (patch, members) in enumerate(zip(rows, groups)):
            if done % 50 == 0:
                step(done / len(rows))
            shares[patch] = _share(patches.geometry[patch], near[members])
    sampled = patches.total > len(shares)
    apart = _apart(shapely.bounds(patches.geometry), shapely.bounds(there))
    return Reach(shares, patches.area_m2, sampled, apart)


def reach_of(patches: MeasuredPatches, table: FeatureTable, step: Step = lambda _: None) -> Reach:
    """The same of a whole layer, of which only what comes near the patches is looked at."""
    around, own = shapely.bounds(patches.geometry), bounds_of(table)
    near = table.take(near_rows(own, around, 0.0)).geometry
    return replace(reach(patches, near, step), apart=_apart(around, own))


def _share(patch: object, features: ObjectArray) -> float:
    """Share of ``patch`` under the union of ``features``; areas in degrees cancel within a patch."""
    try:
        covered = shapely.intersection(shapely.union_all(features), patch)
    except GEOSException:  # robust on a grid of about 0.1 mm
        covered = shapely.intersection(shapely.union_all(features, grid_size=1e-9), patch, grid_size=1e-9)
    return min(1.0, float(shapely.area(covered) / shapely.area(patch)))


def _apart(one: FloatArray, other: FloatArray) -> bool:
    first, second = extent_of(one), extent_of(other)
    if not (np.isfinite(first[0]) and np.isfinite(second[0])):
        return False
    return bool(first[2] < second[0] or second[2] < first[0] or first[3] < second[1] or second[3] < first[1])


def reach_lines(
    layers: Sequence[CheckedLayer], rules: RuleSet, step: Step = lambda _: None
) -> list[CheckLine]:
    """A line per layer: share of the patches and of their area; one for all approvals together."""
    found = tables(layers, "change_patch")
    if not found:
        return []
    patches = measured_patches(found[0][1].geometry)
    if not len(patches.geometry):
        return []
    lines: list[CheckLine] = []
    reaching = [pair for pair in tables(layers, *REACHING) if len(pair[1])]
    any_approval = np.zeros(len(patches.geometry), dtype=bool)
    calm: list[str] = []
    for place, (layer, table) in enumerate(reaching):

        def share_of_all(done: float, place: int = place) -> None:
            step((place + done) / len(reaching))

        seen = reach_of(patches, table, share_of_all)
        if layer.role == "approval":
            any_approval |= seen.touched
        line = _layer_line(layer, seen, rules)
        if line.level == GREEN:
            calm.append(line.text)
        else:
            lines.append(line)
    lines += _approvals_line(any_approval, [layer for layer, _ in reaching])
    if calm:
        lines.append(CheckLine("reach", GREEN, tr("Reach"), tr("; ").join(calm) + tr(".")))
    return lines


def _layer_line(layer: CheckedLayer, seen: Reach, rules: RuleSet) -> CheckLine:
    subject = tr("Reach")
    words = {
        "layer": layer.name,
        "patches": _percent(seen.of_patches),
        "area": _percent(seen.of_area),
        "role": word("role", layer.role),
    }
    if seen.sampled:
        short = tr("{layer}: about {patches} of the patches, about {area} of their area (from a sample)")
    else:
        short = tr("{layer}: {patches} of the patches, {area} of their area")
    figures = short.format(**words)
    if seen.apart:
        text = tr("Layer “{layer}” lies apart from the patches and reaches none of them.").format(**words)
        advice = tr("Its coordinate system may be wrong, or it is of another county.")
        level = RED if layer.role == "farmland" else AMBER
        return CheckLine("reach", level, subject, text, advice, SET_CRS, layer.layer_id)
    if layer.role == "farmland":
        least = rules.number("farmland_reach_share")
        short_of = int((seen.shares < least).sum())
        if short_of:
            text = tr("{figures}; {n} of {m} patches are less than {least} covered and cannot turn green.")
            said = text.format(
                figures=figures, n=f"{short_of:,}", m=f"{len(seen.shares):,}", least=_percent(least)
            )
            advice = tr("Add the parcels of all towns, of every land class and not of farmland only.")
            level = RED if short_of == len(seen.shares) else AMBER
            return CheckLine("reach", level, subject, said, advice, ADD_LAYERS, layer.layer_id)
    if layer.role == "admin_unit" and not seen.touched.all():
        text = tr("{figures}; the codes of patches outside carry no village.").format(figures=figures)
        advice = tr("Add the units of the whole county.")
        return CheckLine("reach", AMBER, subject, text, advice, ADD_LAYERS, layer.layer_id)
    return CheckLine("reach", GREEN, subject, figures)


def _approvals_line(touched: BoolArray, layers: list[CheckedLayer]) -> list[CheckLine]:
    """What all approvals together reach, whatever their type; none is a sign of something wrong."""
    if not any(layer.role == "approval" for layer in layers):
        return []
    if touched.any():
        text = tr("Approvals of any type touch {n} of {m} patches.")
        said = text.format(n=f"{int(touched.sum()):,}", m=f"{len(touched):,}")
        return [CheckLine("reach", GREEN, tr("Reach"), said)]
    text = tr("No approval touches any patch: every patch would be yellow.")
    advice = tr("Check the coordinate systems, and whether approvals and patches are of the same county.")
    return [CheckLine("reach", RED, tr("Reach"), text, advice)]


def _percent(share: float) -> str:
    return "0 %" if share <= 0 else "<1 %" if share < 0.01 else f"{int(100 * share + _SLIP)} %"
