"""The measured figures of a chunk of patches (public contract §3.1, rules 3 to 5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..area import FloatArray
from ..geometry import IntArray, connected_parts, mean_widths
from ..rules import RuleSet
from ..table import Array, ObjectArray
from .overlay import Clips, areas, differences, intersections, slack, unions

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
    patches: ObjectArray,
    area_m2: FloatArray,
    counting: Clips,
    cultivated: ObjectArray,
    basic: ObjectArray,
    rules: RuleSet,
    failed: set[int],
) -> Cover:
    """Union of the counting approvals, slivers forgiven or not, and the remainder of each patch.

    ``cultivated``/``basic``: that ground inside each patch (None: none, or not tested).
    """
    count = len(patches)
    rows = np.arange(count)
    union = unions(counting, count, failed)
    outside = differences(patches, union, rows, failed)
    approved = np.minimum(areas(union), area_m2)
    approved = np.where(shapely.is_missing(outside) & (approved > 0), area_m2, approved)
    _check_sum(patches, approved, areas(outside), failed)

    parts, part_of = connected_parts(outside)
    real = areas(parts) >= rules.number("overlap_minimum_m2")
    parts, part_of = parts[real], part_of[real]
    sliver = is_sliver(parts, rules)
    sliver_m2 = np.bincount(part_of[sliver], weights=areas(parts[sliver]), minlength=count)
    forgiven = approved >= rules.number("sliver_forgiven_share") * area_m2
    slip, slip_of = parts[sliver], part_of[sliver]
    for ground, limit in ((cultivated, "sliver_cultivated_m2"), (basic, "sliver_basic_m2")):
        inside = areas(intersections(slip, ground[slip_of], slip_of, failed))
        total = np.bincount(slip_of, weights=inside, minlength=count)
        # "under" for cultivated land, "at most" for permanent basic farmland
        number = rules.number(limit)
        forgiven &= total < number if limit == "sliver_cultivated_m2" else total <= number
    stays = ~(sliver & forgiven[part_of])
    parts, part_of = parts[stays], part_of[stays]
    remainder = _collect(parts, part_of, count)
    return Cover(
        union,
        remainder,
        parts,
        part_of,
        {
            "approved_m2": approved,
            "uncovered_m2": area_m2 - approved,
            "sliver_m2": np.where(forgiven, sliver_m2, 0.0),
        },
    )


def _check_sum(patches: ObjectArray, inside: FloatArray, outside: FloatArray, failed: set[int]) -> None:
    """Guard: covered + uncovered = the patch."""
    off = np.abs(inside + outside - areas(patches)) > slack(patches)
    failed.update(np.flatnonzero(off).tolist())


def _collect(parts: ObjectArray, part_of: IntArray, count: int) -> ObjectArray:
    """Parts as one MultiPolygon per owner (None without parts)."""
    out: ObjectArray = np.full(count, None, dtype=object)
    if len(parts):
        used = np.unique(part_of)
        out[used] = shapely.multipolygons(parts, indices=np.searchsorted(used, part_of))
    return out


def shared_area(left: ObjectArray, right: ObjectArray, failed: set[int]) -> FloatArray:
    """Area in m² of left ∩ right, row by row."""
    rows = np.flatnonzero(~shapely.is_missing(left) & ~shapely.is_missing(right))
    out = np.zeros(len(left))
    out[rows] = areas(intersections(left[rows], right[rows], rows, failed))
    return out


def unauthorised_basic(
    basic: ObjectArray, union: ObjectArray, authorising: Clips, rules: RuleSet, failed: set[int]
) -> FloatArray:
    """Rule 5: basic farmland covered by counting approvals but by none that authorises it, in m²
    (parts that the sliver size test calls slivers are left out)."""
    count = len(basic)
    rows = np.flatnonzero(~shapely.is_missing(basic) & ~shapely.is_missing(union))
    allowed = unions(authorising, count, failed)
    covered = intersections(basic[rows], union[rows], rows, failed)
    has = ~shapely.is_missing(covered)
    rows, covered = rows[has], covered[has]
    bare = differences(covered, allowed[rows], rows, failed)
    parts, owner = connected_parts(bare)
    real = ~is_sliver(parts, rules)
    return np.bincount(rows[owner[real]], weights=areas(parts[real]), minlength=count).astype(float)
