"""The measured figures of a chunk of patches (public contract §3.1, rules 3 to 5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..area import FloatArray
from ..geometry import GRID_M, BoolArray, IntArray, collected, connected_parts, mean_widths
from ..kernel import shapely
from ..rules import RuleSet
from ..table import Array, ObjectArray
from .overlay import Clips, Patches, unions
from .pairwise import FLOAT_M2, FLOAT_RELATIVE, areas, differences, intersections, overlaid, slack
from .pieces import Pieces, shared_area
from .unions import in_own_order

Figures = dict[str, FloatArray]

#: A patch of which the union leaves less than this (m², and part of it) has no uncovered part: parts are
#: parts from 0.01 m² on.
_NOTHING_LEFT_M2, _NOTHING_LEFT = 0.005, 1e-3

#: A remainder whose vertices and edges keep this distance (m) from each other is not changed by the 1 mm
#: grid: no vertex moves by more than 0.71 mm.
_CLEARANCE_M = 2 * GRID_M

#: Remainders are taken in floats from patches with no more counting approvals than this, none of more
#: vertices than that: otherwise the clips are quicker.
_FEW, _FEW_VERTICES = 3, 2000


@dataclass(frozen=True)
class Cover:
    """How approvals cover each patch. Geometries are plane Polygons, MultiPolygons or None.

    ``union``: of the counting approvals; ``remainder``: patch minus union minus forgiven slivers (the patch
    itself where nothing counts); ``parts``/``part_of``: the connected parts of the remainder; ``figures``:
    areas in m².
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
    patches: Patches,
    counting: Clips,
    approvals: ObjectArray,
    cultivated: Pieces | None,
    basic: Pieces | None,
    rules: RuleSet,
) -> Cover:
    """Union of the counting approvals, slivers forgiven or not, and the remainder of each patch.

    ``approvals``: the plane polygons that ``counting`` are clips of; ``cultivated``/``basic``: that ground
    inside each patch (None: not tested).
    """
    count, area_m2 = len(patches), patches.area_m2
    union = unions(counting, patches)
    outside, full = _outside(patches, counting, approvals, union)
    approved = np.where(full, area_m2, patches.areas(union))

    parts, part_of = connected_parts(outside)
    real = areas(parts) >= rules.number("overlap_minimum_m2")
    parts, part_of = parts[real], part_of[real]
    sliver = is_sliver(parts, rules)
    slips, slip_of = parts[sliver], part_of[sliver]
    forgiven = approved >= rules.number("sliver_forgiven_share") * area_m2
    sliver_m2 = np.bincount(slip_of, weights=areas(slips), minlength=count) * patches.scale
    most_cultivated, most_basic = rules.number("sliver_cultivated_m2"), rules.number("sliver_basic_m2")
    on_cultivated = _ground_in(slips, slip_of, cultivated, patches, sliver_m2 >= most_cultivated)
    on_basic = _ground_in(slips, slip_of, basic, patches, sliver_m2 > most_basic)
    forgiven &= (on_cultivated < most_cultivated) & (on_basic <= most_basic)
    stays = ~(sliver & forgiven[part_of])
    remainder = outside
    changed = np.zeros(count, dtype=bool)
    changed[part_of[~stays]] = True
    changed |= ~shapely.is_missing(outside) & (np.bincount(part_of, minlength=count) == 0)
    kept = stays & changed[part_of]
    remainder[changed] = collected(parts[kept], part_of[kept], count)[changed]
    return Cover(
        union,
        remainder,
        parts[stays],
        part_of[stays],
        {
            "approved_m2": approved,
            "uncovered_m2": area_m2 - approved,
            "sliver_m2": np.where(forgiven, sliver_m2, 0.0),
        },
    )


def _outside(
    patches: Patches, counting: Clips, approvals: ObjectArray, union: ObjectArray
) -> tuple[ObjectArray, BoolArray]:
    """Patch minus union as the 1 mm grid has it where something is left (the patch itself where nothing
    covers it), and which patches are covered in full."""
    flat, covered = areas(patches.shapes), areas(union)
    some = ~shapely.is_missing(union)
    full = some & (flat - covered <= np.minimum(_NOTHING_LEFT_M2, _NOTHING_LEFT * flat))
    outside = patches.shapes.copy()
    outside[full] = None
    partly = some & ~full
    taken = _taken_in_floats(patches, counting, approvals, partly, flat - covered, outside)
    rest = np.flatnonzero(partly & ~taken)
    outside[rest] = differences(patches.shapes[rest], union[rest], rest, patches.failed)
    # Guard: covered + uncovered = the patch
    off = np.abs(covered[rest] + areas(outside[rest]) - flat[rest]) > slack(patches.shapes[rest])
    patches.failed.update(rest[off].tolist())
    full[rest[shapely.is_missing(outside[rest]) & ~off]] = True
    return outside, full


def _taken_in_floats(
    patches: Patches,
    counting: Clips,
    approvals: ObjectArray,
    rows: BoolArray,
    left_m2: FloatArray,
    outside: ObjectArray,
) -> BoolArray:
    """Put patch minus approvals into ``outside`` for those of ``rows`` where floats suffice; which these are.

    The approvals themselves are taken away and not their clips, whose edges would run along the patch's own.
    Guards: ``left_m2`` (plane m² of the patch not covered) is left, and nothing in it is so narrow or so
    close that the grid could close, part or join it.
    """
    number = np.bincount(counting.row, minlength=len(patches))
    over = approvals[counting.feature]
    number[counting.row[shapely.get_num_coordinates(over) > _FEW_VERTICES]] = _FEW + 1
    at = np.flatnonzero(rows & (number <= _FEW))
    over = in_own_order(over, counting.row, number)
    first = np.searchsorted(counting.row, at)
    failed: set[int] = set()
    left = patches.shapes[at]
    for step in range(int(number[at].max(initial=0))):
        more = np.flatnonzero(number[at] > step)
        left[more] = overlaid(shapely.difference, left[more], over[first[more] + step], at[more], failed)
    right = np.abs(areas(left) - left_m2[at]) <= FLOAT_RELATIVE * areas(patches.shapes[at]) + FLOAT_M2
    right &= ~np.isin(at, list(failed))
    right[right] = shapely.minimum_clearance(left[right]) >= _CLEARANCE_M
    outside[at[right]] = left[right]
    taken = np.zeros(len(patches), dtype=bool)
    taken[at[right]] = True
    return taken


def _ground_in(
    slips: ObjectArray, slip_of: IntArray, ground: Pieces | None, patches: Patches, rows: BoolArray
) -> FloatArray:
    """m² of ``ground`` inside the slivers of the patches ``rows``; 0 elsewhere."""
    if ground is None or not rows.any():
        return np.zeros(len(patches))
    mine = rows[slip_of]
    return shared_area(patches, collected(slips[mine], slip_of[mine], len(patches)), ground)


def unauthorised_basic(
    patches: Patches,
    basic: Pieces,
    union: ObjectArray,
    counting: Clips,
    authorises: BoolArray,
    rules: RuleSet,
) -> FloatArray:
    """Rule 5: basic farmland covered by counting approvals but by none that authorises it, in m² (parts
    that the sliver size test calls slivers are left out). ``authorises``: which of ``counting`` do."""
    count = len(patches)
    tempted = np.zeros(count, dtype=bool)
    tempted[counting.row[~authorises]] = True
    tempted &= basic.area > 0
    if not tempted.any():
        return np.zeros(count)
    ground = basic.of(tempted).geometry(patches)
    allowed = unions(counting.where(authorises & tempted[counting.row]), patches)
    rows = np.flatnonzero(~shapely.is_missing(ground))
    covered = intersections(ground[rows], union[rows], rows, patches.failed)
    has = ~shapely.is_missing(covered)
    rows, covered = rows[has], covered[has]
    bare = differences(covered, allowed[rows], rows, patches.failed)
    parts, owner = connected_parts(bare)
    real = ~is_sliver(parts, rules)
    return np.minimum(patches.areas(collected(parts[real], rows[owner[real]], count)), basic.area)
