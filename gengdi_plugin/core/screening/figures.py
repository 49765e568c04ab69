"""The measured figures of a chunk of patches (public contract §3.1, rules 3 to 5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..area import FloatArray
from ..geometry import IntArray, collected, connected_parts, mean_widths
from ..kernel import shapely
from ..rules import RuleSet
from ..table import Array, ObjectArray
from .overlay import Clips, Patches, areas, differences, intersections, slack, unions

Figures = dict[str, FloatArray]


@dataclass(frozen=True)
class Cover:
    """How approvals cover each patch. Geometries are plane MultiPolygons or None.

    ``union``: of the counting approvals; ``remainder``: patch minus union minus forgiven slivers;
    ``parts``/``part_of``: the connected parts of the remainder; ``figures``: areas in m².
    """

    union: ObjectArray
    remainder: ObjectArray
    parts: ObjectArray
    part_of: IntArray
    figures: Figures


def is_sliver(polygons: ObjectArray, rules: RuleSet) -> Array:
    """Rule 4: smaller than the sliver area, or narrower than the sliver width on the mean."""
    small = areas(polygons) < rules.number("sliver_area_m2")
    narrow = mean_widths(polygons) < rules.number("sliver_width_m")
    return np.asarray(small | narrow)


def cover(
    patches: Patches, counting: Clips, cultivated: ObjectArray, basic: ObjectArray, rules: RuleSet
) -> Cover:
    """Union of the counting approvals, slivers forgiven or not, and the remainder of each patch.

    ``cultivated``/``basic``: that ground inside each patch (None: none, or not tested).
    """
    count, area_m2 = len(patches.shapes), patches.area_m2
    union = unions(counting, patches)
    outside = differences(patches.shapes, union, np.arange(count), patches.failed)
    _check_sum(patches, union, outside)
    approved = patches.areas(union)
    approved = np.where(shapely.is_missing(outside) & (approved > 0), area_m2, approved)

    parts, part_of = connected_parts(outside)
    real = areas(parts) >= rules.number("overlap_minimum_m2")
    parts, part_of = parts[real], part_of[real]
    sliver = is_sliver(parts, rules)
    slips, slip_of = parts[sliver], part_of[sliver]
    forgiven = approved >= rules.number("sliver_forgiven_share") * area_m2
    on_cultivated = _ground_in(slips, slip_of, cultivated, patches)
    on_basic = _ground_in(slips, slip_of, basic, patches)
    forgiven &= on_cultivated < rules.number("sliver_cultivated_m2")
    forgiven &= on_basic <= rules.number("sliver_basic_m2")
    stays = ~(sliver & forgiven[part_of])
    sliver_m2 = np.bincount(slip_of, weights=areas(slips), minlength=count) * patches.scale
    return Cover(
        union,
        collected(parts[stays], part_of[stays], count),
        parts[stays],
        part_of[stays],
        {
            "approved_m2": approved,
            "uncovered_m2": area_m2 - approved,
            "sliver_m2": np.where(forgiven, sliver_m2, 0.0),
        },
    )


def _ground_in(slips: ObjectArray, slip_of: IntArray, ground: ObjectArray, patches: Patches) -> FloatArray:
    """Area in m² of ``ground`` (one geometry per patch) inside the slivers of each patch."""
    inside = areas(intersections(slips, ground[slip_of], slip_of, patches.failed))
    return np.bincount(slip_of, weights=inside, minlength=len(ground)) * patches.scale


def _check_sum(patches: Patches, inside: ObjectArray, outside: ObjectArray) -> None:
    """Guard: covered + uncovered = the patch."""
    off = np.abs(areas(inside) + areas(outside) - areas(patches.shapes)) > slack(patches.shapes)
    patches.failed.update(np.flatnonzero(off).tolist())


def shared_area(patches: Patches, left: ObjectArray, right: ObjectArray) -> FloatArray:
    """Area in m² of left ∩ right, one of each per patch."""
    rows = np.flatnonzero(~shapely.is_missing(left) & ~shapely.is_missing(right))
    shared: ObjectArray = np.full(len(left), None, dtype=object)
    shared[rows] = intersections(left[rows], right[rows], rows, patches.failed)
    return patches.areas(shared)


def unauthorised_basic(
    patches: Patches, basic: ObjectArray, union: ObjectArray, authorising: Clips, rules: RuleSet
) -> FloatArray:
    """Rule 5: basic farmland covered by counting approvals but by none that authorises it, in m²
    (parts that the sliver size test calls slivers are left out)."""
    rows = np.flatnonzero(~shapely.is_missing(basic) & ~shapely.is_missing(union))
    allowed = unions(authorising, patches)
    covered = intersections(basic[rows], union[rows], rows, patches.failed)
    has = ~shapely.is_missing(covered)
    rows, covered = rows[has], covered[has]
    bare = differences(covered, allowed[rows], rows, patches.failed)
    parts, owner = connected_parts(bare)
    real = ~is_sliver(parts, rules)
    return patches.areas(collected(parts[real], rows[owner[real]], len(basic)))
