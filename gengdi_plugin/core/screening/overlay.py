"""Overlay of patches with one layer: clips, and the unions of clips.

Every failure is caught and redone for that pair or patch alone; what fails then marks the patch as failed
and never the run. Touching is zero; a part is never larger than the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..area import FloatArray
from ..geometry import GRID_M, BoolArray, IntArray, mean_widths
from ..kernel import shapely
from ..table import Array, ObjectArray
from .layer import PreparedLayer
from .pairwise import FLOAT_RELATIVE, areas, intersections
from .unions import grouped_unions

#: Overlay figures are exact to this part of the patch, or to the grid along its perimeter.
PRECISION_RELATIVE = 1e-6


@dataclass(frozen=True)
class Clips:
    """Parts of a layer inside patches. ``row``: patch, ``feature``: feature of the layer,
    ``geometry``: plane Polygon or MultiPolygon, ``area``: m². Sorted by row, then feature."""

    row: IntArray
    feature: IntArray
    geometry: ObjectArray
    area: FloatArray

    def where(self, mask: Array) -> Clips:
        """The clips selected by a boolean or index array."""
        return Clips(self.row[mask], self.feature[mask], self.geometry[mask], self.area[mask])

    def totals(self, count: int) -> FloatArray:
        """The sum of the clips' areas for each of ``count`` patches, m²."""
        return np.bincount(self.row, weights=self.area, minlength=count).astype(np.float64)


@dataclass(frozen=True)
class Patches:
    """A chunk of patches under overlay: ``shapes`` in the plane, ``area_m2`` (ellipsoidal), ``scale``
    from plane area to it, and the rows whose overlay ``failed``."""

    shapes: ObjectArray
    area_m2: FloatArray
    scale: FloatArray
    failed: set[int]

    def __len__(self) -> int:
        return len(self.shapes)

    def areas(self, geometries: ObjectArray) -> FloatArray:
        """Area in m² of one geometry per patch, never more than the patch; 0 for None."""
        return np.asarray(np.minimum(areas(geometries) * self.scale, self.area_m2))


def clip(patches: Patches, layer: PreparedLayer, smallest_m2: float) -> Clips:
    """Clip the features of ``layer`` to the patches they overlap by at least ``smallest_m2``."""
    row, feature = layer.query(patches.shapes)
    clipped = intersections(patches.shapes[row], layer.plane[feature], row, patches.failed)
    area = np.minimum(areas(clipped) * patches.scale[row], patches.area_m2[row])
    # Patches lie on the 1 mm grid and features do not: what is narrower than the grid is a touch.
    keep = (area >= smallest_m2) & (mean_widths(clipped) >= GRID_M)
    return Clips(row[keep], feature[keep], clipped[keep], area[keep])


def unions(clips: Clips, patches: Patches) -> ObjectArray:
    """The union of the clips of each patch (None where a patch has none)."""
    out: ObjectArray = np.full(len(patches), None, dtype=object)
    if not len(clips.row):
        return out
    first = np.flatnonzero(np.r_[True, clips.row[1:] != clips.row[:-1]])
    rows = clips.row[first]
    whole = clips.area >= patches.area_m2[clips.row] * (1 - FLOAT_RELATIVE)
    filled = np.zeros(len(patches), dtype=bool)
    filled[clips.row[whole]] = True
    out[filled] = patches.shapes[filled]
    todo = ~filled[rows]
    chosen = ~filled[clips.row]
    if todo.any():
        found, bad = grouped_unions(clips.geometry[chosen], clips.row[chosen])
        out[rows[todo]] = found
        patches.failed.update(rows[todo][bad].tolist())
    return out


def merged(clips: Clips, label: Array, patches: Patches) -> Clips:
    """One clip for all clips of a patch that carry the same ``label``: their union, under the first one's
    feature. Sorted by row, then label."""
    _, number = np.unique(label.astype(str), return_inverse=True)
    order = np.lexsort((clips.feature, number, clips.row))
    clips, number = clips.where(order), number[order]
    fresh = (clips.row[1:] != clips.row[:-1]) | (number[1:] != number[:-1])
    first = np.flatnonzero(np.r_[True, fresh][: len(clips.row)])
    one = clips.where(first)
    if len(first) == len(clips.row):
        return one
    group = np.cumsum(np.r_[True, fresh]) - 1
    geometry, bad = grouped_unions(clips.geometry, group)
    patches.failed.update(one.row[bad].tolist())
    several = np.bincount(group) > 1
    united = np.minimum(areas(geometry) * patches.scale[one.row], patches.area_m2[one.row])
    return Clips(one.row, one.feature, geometry, np.where(several, united, one.area))


def precision(shapes: ObjectArray, area_m2: FloatArray) -> FloatArray:
    """How exact an overlay figure of each patch is, in m² (public contract, rule 12): figures closer than
    that are equal."""
    return np.asarray(
        np.maximum(PRECISION_RELATIVE * area_m2, GRID_M * np.nan_to_num(shapely.length(shapes)))
    )


def nearly_largest(area: FloatArray, row: IntArray, exact_m2: FloatArray) -> BoolArray:
    """Which entries reach the largest ``area`` of their ``row`` within ``exact_m2`` (one per row)."""
    largest = np.zeros(len(exact_m2))
    np.maximum.at(largest, row, area)
    return np.asarray(area >= (largest - exact_m2)[row])
