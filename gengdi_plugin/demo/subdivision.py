"""How the ground inside a cell is cut: columns of plots between ditches and tracks.

Everything happens in the cell's own frame (turned so that its long sides stand upright), with
straight cuts only: two neighbours share one straight line, so nothing gaps or overlaps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..core.kernel import shapely
from ..core.table import ObjectArray

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class GridSpec:
    """``column``: width of a column of plots; ``gaps``: class and width of what lies between columns,
    in turn; ``row``: depth of a plot; ``cross``: class and width of the ways across;
    ``cross_every``: distance between them. Metres."""

    column: float
    gaps: tuple[tuple[str, float], ...]
    row: float
    cross: tuple[str, float]
    cross_every: float


SPECS = {
    "field": GridSpec(88.0, (("1107", 3.0), ("1006", 4.2)), 26.0, ("1006", 4.5), 215.0),
    "village": GridSpec(80.0, (("1006", 4.0), ("1107", 5.0)), 26.0, ("1006", 5.0), 215.0),
    "town": GridSpec(96.0, (("1004", 10.0), ("1004", 16.0)), 72.0, ("1004", 14.0), 160.0),
    "industry": GridSpec(138.0, (("1004", 12.0),), 98.0, ("1004", 16.0), 205.0),
    "pond": GridSpec(92.0, (("1006", 4.0), ("1107", 4.0)), 42.0, ("1006", 5.0), 215.0),
}


#: A plot smaller than this is no plot of its own.
_CRUMB_M2 = 150.0


@dataclass(frozen=True)
class Grid:
    """A cut-up cell in its frame. ``plots`` with their ``column``, ``bay`` (between ways across) and
    the box they were cut from; ``gaps``: ditches, tracks and streets with their ``gap_class``."""

    plots: ObjectArray
    boxes: Floats
    column: Ints
    bay: Ints
    gaps: ObjectArray
    gap_class: npt.NDArray[np.object_]


def cut(interior: shapely.Polygon, spec: GridSpec, rng: np.random.Generator) -> Grid:
    """Cut ``interior`` (in its frame) by ``spec``."""
    west, south, east, north = interior.bounds
    count = max(1, round((east - west) / (spec.column + spec.gaps[0][1])))
    gap_kinds = [spec.gaps[i % len(spec.gaps)] for i in range(count - 1)]
    gap_widths = np.array([width for _, width in gap_kinds])
    width = (east - west - gap_widths.sum()) / count
    left = west + np.arange(count) * width + np.concatenate([[0.0], np.cumsum(gap_widths)])
    ways = max(0, round((north - south) / spec.cross_every) - 1)
    middle = south + (np.arange(1, ways + 1) / (ways + 1) + rng.uniform(-0.03, 0.03, ways)) * (north - south)
    half = spec.cross[1] / 2
    low, high = np.concatenate([[south - 1.0], middle + half]), np.concatenate([middle - half, [north + 1.0]])

    boxes, column, bay = _rows(interior, left, width, low, high, spec.row, rng)
    plots, boxes, column, bay = _without_stubs(shapely.intersection(_box(boxes), interior),
                                               boxes, column, bay)  # fmt: skip
    gaps, classes = [], []
    for number, (kind, gap) in enumerate(gap_kinds):
        start = left[number] + width
        strips = np.column_stack([np.full(len(low), start), low, np.full(len(low), start + gap), high])
        gaps.append(shapely.intersection(_box(strips), interior))
        classes += [kind] * len(low)
    strips = np.column_stack([np.full(ways, west - 1.0), middle - half, np.full(ways, east + 1.0),
                              middle + half])  # fmt: skip
    gaps.append(shapely.intersection(_box(strips), interior))
    classes += [spec.cross[0]] * ways
    ways_and_ditches, gap_class = _pieces(np.concatenate(gaps), np.array(classes, dtype=object))
    kept = _without_crumbs(plots, ways_and_ditches)
    return Grid(plots[kept], boxes[kept], column[kept], bay[kept], ways_and_ditches, gap_class)


def _box(bounds: Floats) -> ObjectArray:
    boxes: ObjectArray = shapely.box(*bounds.reshape(-1, 4).T)
    return boxes


def _rows(
    interior: shapely.Polygon, left: Floats, width: float, low: Floats, high: Floats, depth: float,
    rng: np.random.Generator,
) -> tuple[Floats, Ints, Ints]:  # fmt: skip
    """Boxes of all plots: each column and bay is divided evenly over what of it lies in the cell."""
    columns, bays = np.meshgrid(np.arange(len(left)), np.arange(len(low)), indexing="ij")
    columns, bays = columns.ravel(), bays.ravel()
    stacks = np.column_stack([left[columns], low[bays], left[columns] + width, high[bays]])
    _, south, _, north = shapely.bounds(shapely.intersection(_box(stacks), interior)).T
    inside = north > south
    south = np.where(bays > 0, low[bays], south)
    north = np.where(bays < len(low) - 1, high[bays], north)
    boxes, column, bay = [], [], []
    for k in np.flatnonzero(inside):
        wanted = (north[k] - south[k]) / depth * rng.uniform(0.88, 1.12)
        lines = np.linspace(south[k], north[k], max(1, round(wanted)) + 1)
        boxes.append(np.column_stack([np.full(len(lines) - 1, stacks[k, 0]), lines[:-1],
                                      np.full(len(lines) - 1, stacks[k, 2]), lines[1:]]))  # fmt: skip
        column += [columns[k]] * (len(lines) - 1)
        bay += [bays[k]] * (len(lines) - 1)
    return np.concatenate(boxes), np.array(column), np.array(bay)


def _without_stubs(
    plots: ObjectArray, boxes: Floats, column: Ints, bay: Ints
) -> tuple[ObjectArray, Floats, Ints, Ints]:
    """Plots of which the slanting margin left little go to their neighbour in the same column."""
    plots, boxes = plots.copy(), boxes.copy()
    area = shapely.area(plots)
    full = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    keep = area > 0.0
    for k in np.flatnonzero((area < 0.45 * full) & keep):
        for neighbour in (k + 1, k - 1):
            same = 0 <= neighbour < len(plots) and column[neighbour] == column[k] and bay[neighbour] == bay[k]
            if same and keep[neighbour]:
                plots[neighbour] = shapely.union(plots[k], plots[neighbour])
                low, high = min(k, neighbour), max(k, neighbour)
                boxes[neighbour] = [*boxes[low, :3], boxes[high, 3]]
                keep[k] = False
                break
    plots, boxes, column, bay = plots[keep], boxes[keep], column[keep], bay[keep]
    parts, index = shapely.get_parts(plots, return_index=True)
    return parts, boxes[index], column[index], bay[index]


def _without_crumbs(plots: ObjectArray, gaps: ObjectArray) -> npt.NDArray[np.bool_]:
    """Give crumbs of plots in pointed corners to the way or ditch beside them (``gaps`` is changed);
    which plots stay."""
    kept = np.ones(len(plots), dtype=bool)
    for k in np.flatnonzero(shapely.area(plots) < _CRUMB_M2):
        shared = shapely.length(shapely.intersection(gaps, plots[k])) if len(gaps) else np.zeros(1)
        beside = int(shared.argmax())
        if shared[beside] < 1.0:
            continue
        joined = shapely.union(gaps[beside], plots[k])
        if joined.geom_type == "Polygon" and not joined.interiors:
            gaps[beside] = joined
            kept[k] = False
    return kept


def _pieces(gaps: ObjectArray, classes: ObjectArray) -> tuple[ObjectArray, ObjectArray]:
    parts, index = shapely.get_parts(gaps, return_index=True)
    filled = shapely.area(parts) > 0.0
    return parts[filled], classes[index][filled]
