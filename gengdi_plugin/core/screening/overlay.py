"""Robust overlay of patches with one layer, at a fixed precision of 1 mm in the plane.

Every failure is caught and redone for that pair alone with snapped inputs; what fails then marks
the patch as failed and never the run. Touching is zero; a part is never larger than the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..area import FloatArray
from ..geometry import GRID_M, IntArray, multipolygons, repaired_polygons, snapped
from ..kernel import GEOSException, shapely
from ..table import Array, ObjectArray, object_array
from .layer import PreparedLayer

#: A pairwise overlay of shapely: (left, right, grid_size=…).
Operation = Callable[..., Any]

#: shapely holds the interpreter lock for a whole call: pairs go in chunks.
CHUNK = 2000

#: Areas of two routes may differ by this much per metre of perimeter (grid) and relatively (floats).
SLACK_M = 0.002
SLACK_RELATIVE = 1e-6

#: Overlay figures are exact to this part of the patch, or to the grid along its perimeter.
PRECISION_RELATIVE = 1e-6


@dataclass(frozen=True)
class Clips:
    """Parts of a layer inside patches. ``row``: patch, ``feature``: feature of the layer,
    ``geometry``: plane MultiPolygon, ``area``: m². Sorted by row, then feature."""

    row: IntArray
    feature: IntArray
    geometry: ObjectArray
    area: FloatArray

    def where(self, mask: Array) -> Clips:
        """The clips selected by a boolean or index array."""
        return Clips(self.row[mask], self.feature[mask], self.geometry[mask], self.area[mask])


@dataclass(frozen=True)
class Patches:
    """A chunk of patches under overlay: ``shapes`` in the plane, ``area_m2`` (ellipsoidal), ``scale``
    from plane area to it, and the rows whose overlay ``failed``."""

    shapes: ObjectArray
    area_m2: FloatArray
    scale: FloatArray
    failed: set[int]

    def areas(self, geometries: ObjectArray) -> FloatArray:
        """Area in m² of one geometry per patch, never more than the patch; 0 for None."""
        return np.asarray(np.minimum(areas(geometries) * self.scale, self.area_m2))


def clip(patches: Patches, layer: PreparedLayer, smallest_m2: float) -> Clips:
    """Clip the features of ``layer`` to the patches they overlap by at least ``smallest_m2``."""
    row, feature = layer.query(patches.shapes)
    clipped = intersections(patches.shapes[row], layer.plane[feature], row, patches.failed)
    area = np.minimum(areas(clipped) * patches.scale[row], patches.area_m2[row])
    area = np.minimum(area, areas(layer.plane[feature]) * (1 + SLACK_RELATIVE) + GRID_M)
    keep = area >= smallest_m2
    return Clips(row[keep], feature[keep], clipped[keep], area[keep])


def intersections(left: ObjectArray, right: ObjectArray, row: IntArray, failed: set[int]) -> ObjectArray:
    """Pairwise polygonal intersections at 1 mm (None where empty)."""
    return _pairwise(shapely.intersection, left, right, row, failed)


def differences(left: ObjectArray, right: ObjectArray, row: IntArray, failed: set[int]) -> ObjectArray:
    """Pairwise polygonal differences at 1 mm (None where empty); a None on the right takes nothing away."""
    right = np.where(shapely.is_missing(right), shapely.Polygon(), right)
    return _pairwise(shapely.difference, left, right, row, failed)


def _pairwise(
    operation: Operation,
    left: ObjectArray,
    right: ObjectArray,
    row: IntArray,
    failed: set[int],
) -> ObjectArray:
    out: ObjectArray = np.full(len(left), None, dtype=object)
    for start in range(0, len(left), CHUNK):
        part = slice(start, start + CHUNK)
        try:
            out[part] = operation(left[part], right[part], grid_size=GRID_M)
        except GEOSException:
            for k in range(start, min(start + CHUNK, len(left))):
                try:
                    out[k] = _one(operation, left[k], right[k])
                except GEOSException:
                    failed.add(int(row[k]))
    return multipolygons(out)


def _one(operation: Operation, left: object, right: object) -> object:
    """One pair: at 1 mm, else with both sides snapped and repaired first."""
    try:
        return operation(left, right, grid_size=GRID_M)
    except GEOSException:
        on_grid = repaired_polygons(snapped(object_array([left, right]))).geometry
        return operation(*on_grid, grid_size=GRID_M)


def unions(clips: Clips, patches: Patches) -> ObjectArray:
    """The union of the clips of each patch (None where a patch has none)."""
    out: ObjectArray = np.full(len(patches.shapes), None, dtype=object)
    if not len(clips.row):
        return out
    starts = np.flatnonzero(np.r_[True, clips.row[1:] != clips.row[:-1]])
    for group in np.split(np.arange(len(clips.row)), starts[1:]):
        row = int(clips.row[group[0]])
        try:
            out[row] = _union(clips.geometry[group])
        except GEOSException:
            patches.failed.add(row)
    return multipolygons(out)


def _union(geometries: ObjectArray) -> object:
    """The union of polygons: at 1 mm, else with each of them snapped and repaired first."""
    if len(geometries) == 1:
        return geometries[0]
    try:
        return shapely.union_all(geometries, grid_size=GRID_M)
    except GEOSException:
        on_grid = repaired_polygons(snapped(geometries)).geometry
        return shapely.union_all(on_grid, grid_size=GRID_M)


def merged(clips: Clips, label: Array, patches: Patches) -> Clips:
    """One clip for all clips of a patch that carry the same ``label``: their union, under the first one's
    feature. Sorted by row, then label."""
    _, number = np.unique(label.astype(str), return_inverse=True)
    order = np.lexsort((clips.feature, number, clips.row))
    clips, number = clips.where(order), number[order]
    first = np.flatnonzero(
        np.r_[True, (clips.row[1:] != clips.row[:-1]) | (number[1:] != number[:-1])][: len(clips.row)]
    )
    one = clips.where(first)
    for k, group in enumerate(np.split(np.arange(len(clips.row)), first[1:])):
        if len(group) > 1:
            row = int(one.row[k])
            try:
                one.geometry[k] = _union(clips.geometry[group])
            except GEOSException:
                patches.failed.add(row)
            one.area[k] = min(
                float(areas(one.geometry[k : k + 1])[0] * patches.scale[row]), patches.area_m2[row]
            )
    return one


def precision(shapes: ObjectArray, area_m2: FloatArray) -> FloatArray:
    """How exact an overlay figure of each patch is, in m² (public contract, rule 12): figures closer than
    that are equal."""
    return np.asarray(
        np.maximum(PRECISION_RELATIVE * area_m2, GRID_M * np.nan_to_num(shapely.length(shapes)))
    )


def nearly_largest(area: FloatArray, row: IntArray, exact_m2: FloatArray) -> Array:
    """Which entries reach the largest ``area`` of their ``row`` within ``exact_m2`` (one per row)."""
    largest = np.zeros(len(exact_m2))
    np.maximum.at(largest, row, area)
    return np.asarray(area >= (largest - exact_m2)[row])


def areas(geometries: ObjectArray) -> FloatArray:
    """Plane areas in m², 0 for None."""
    return np.asarray(np.nan_to_num(shapely.area(geometries)))


def slack(patches: ObjectArray) -> FloatArray:
    """By how much m² two routes to one area may differ for each patch."""
    return np.asarray(np.nan_to_num(shapely.length(patches)) * SLACK_M + areas(patches) * SLACK_RELATIVE)
