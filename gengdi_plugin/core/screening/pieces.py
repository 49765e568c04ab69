"""Ground of one kind inside patches as pieces that lie apart, so that areas add up without a union."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..area import FloatArray
from ..geometry import BoolArray
from ..kernel import shapely
from ..table import ObjectArray
from .overlay import Clips, Patches, merged, unions
from .pairwise import FLOAT_RELATIVE, areas, intersections

#: Clips that share less than this per metre of the patch's perimeter, and this part of its area, lie apart:
#: a tenth of what a figure may be off (public contract, rule 12).
_APART_M, _APART_RELATIVE = 1e-4, 1e-7

#: Patches with more clips than this are united without first looking at pairs of them.
_MANY = 40


@dataclass(frozen=True)
class Pieces:
    """``clips``: the ground inside each patch, no two of a patch overlapping; ``area``: its m² per patch."""

    clips: Clips
    area: FloatArray

    def geometry(self, patches: Patches) -> ObjectArray:
        """The ground of each patch as one geometry (None: none)."""
        return unions(self.clips, patches)

    def of(self, rows: BoolArray) -> Pieces:
        """The ground of the patches where ``rows`` holds; none elsewhere."""
        return Pieces(self.clips.where(rows[self.clips.row]), np.where(rows, self.area, 0.0))


def overlapping(clips: Clips, patches: Patches) -> BoolArray:
    """Which patches have clips that share ground with each other."""
    count = len(patches)
    number = np.bincount(clips.row, minlength=count)
    loose = _APART_M * np.nan_to_num(shapely.length(patches.shapes)) + _APART_RELATIVE * patches.area_m2
    likely = (number > _MANY) | (_boxes_share(clips, count) > loose)
    out = np.zeros(count, dtype=bool)
    if likely.any():
        some = clips.where(likely[clips.row])
        united = patches.areas(unions(some, patches))
        out = some.totals(count) - united > loose
    return out


def pieces(clips: Clips, patches: Patches, shared: BoolArray | None = None) -> Pieces:
    """``clips`` as pieces. ``shared``: patches whose clips may overlap, looked up when not given."""
    shared = overlapping(clips, patches) if shared is None else shared
    if shared.any():
        inside = shared[clips.row]
        united = merged(clips.where(inside), np.zeros(np.count_nonzero(inside), dtype=int), patches)
        clips = _together(clips.where(~inside), united)
    total = np.minimum(clips.totals(len(patches)), patches.area_m2)
    return Pieces(clips, total)


def shared_area(patches: Patches, shapes: ObjectArray, ground: Pieces) -> FloatArray:
    """m² of ``ground`` inside one plane geometry in each patch (None: nothing; the patch itself: all). Only
    where the ground is neither all nor nothing of the patch, an overlay is needed."""
    count = len(patches)
    none = shapely.is_missing(shapes)
    whole = np.array([shape is own for shape, own in zip(shapes, patches.shapes)], dtype=bool) & ~none
    everywhere = ground.area >= patches.area_m2 * (1 - FLOAT_RELATIVE)
    area = np.where(everywhere & ~none & ~whole, areas(shapes), 0.0)
    clips = ground.clips.where(~(none | whole | everywhere)[ground.clips.row])
    inside = intersections(shapes[clips.row], clips.geometry, clips.row, patches.failed)
    area += np.bincount(clips.row, weights=areas(inside), minlength=count)
    return np.where(whole, ground.area, np.minimum(area * patches.scale, ground.area))


def _boxes_share(clips: Clips, count: int) -> FloatArray:
    """For each patch how much ground the bounding boxes of its clips share at most, pair by pair, m²."""
    out = np.zeros(count)
    box = shapely.bounds(clips.geometry)
    number = np.bincount(clips.row, minlength=count)
    for step in range(1, min(int(number.max(initial=0)), _MANY)):
        at = np.flatnonzero(clips.row[step:] == clips.row[:-step])
        low = np.maximum(box[at, :2], box[at + step, :2])
        extent = np.minimum(box[at, 2:], box[at + step, 2:]) - low
        out += np.bincount(clips.row[at], weights=np.prod(np.maximum(extent, 0), axis=1), minlength=count)
    return out


def _together(one: Clips, other: Clips) -> Clips:
    joined = Clips(
        np.concatenate([one.row, other.row]),
        np.concatenate([one.feature, other.feature]),
        np.concatenate([one.geometry, other.geometry]),
        np.concatenate([one.area, other.area]),
    )
    return joined.where(np.lexsort((joined.feature, joined.row)))
