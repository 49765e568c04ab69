"""What lies on a cut-up cell: paddies by the strip, houses in rows, plants, ponds, woods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..core.kernel import shapely
from ..core.table import ObjectArray
from .subdivision import Floats, Grid

#: Land classes of single plots and how often they come, by country.
_MIX: dict[str, tuple[tuple[str, float], ...]] = {
    "town": (("0701", 0.46), ("05H1", 0.14), ("0702", 0.10), ("08H1", 0.06), ("08H2", 0.08),
             ("0810", 0.10), ("0809", 0.03), ("1201", 0.03)),
    "industry": (("0601", 0.48), ("0508", 0.08), ("1201", 0.21), ("0101", 0.12),
                 ("0809", 0.04), ("0810", 0.07)),
    "pond": (("1104A", 0.80), ("1202", 0.06), ("0101", 0.14)),
    "houses": (("0702", 0.76), ("0103", 0.09), ("1104", 0.03), ("0810", 0.03), ("08H1", 0.015),
               ("08H2", 0.01), ("0601", 0.025), ("1201", 0.02), ("0307", 0.02)),
    "hill": (("0301", 0.55), ("0302", 0.22), ("0202", 0.10), ("0305", 0.08), ("0404", 0.05)),
}  # fmt: skip
#: Classes of a whole strip of fields (a column within a bay): neighbours grow the same.
_STRIPS = (("0101", 0.83), ("0103", 0.07), ("0102", 0.03), ("0201", 0.03), ("1104A", 0.02), ("1202", 0.02))
#: Single plots that break a strip.
_ODD = (("1104", 0.010), ("1202", 0.012), ("0307", 0.006), ("0103", 0.014), ("0201", 0.008))

#: What lies between the last plots of a town, of plants or of ponds and the open fields.
_EDGE = {
    "town": (("0101", 0.45), ("0103", 0.25), ("0201", 0.15), ("0404", 0.15)),
    "industry": (("0101", 0.75), ("0103", 0.10), ("1201", 0.15)),
    "pond": (("0101", 0.70), ("1104", 0.20), ("0404", 0.10)),
}

_LANE, _ALLEY = 4.0, 3.0


@dataclass(frozen=True)
class Cover:
    """Parcels of one cell in its frame: geometry, class, and the plot of the grid each came from
    (−1: a way or ditch, −2: within a village)."""

    parcels: ObjectArray
    class_code: npt.NDArray[np.object_]
    plot: npt.NDArray[np.int64]


def pick(mix: tuple[tuple[str, float], ...], count: int, rng: np.random.Generator) -> npt.NDArray[np.object_]:
    """``count`` classes drawn from ``mix``; shares that do not fill 1 leave the first class more."""
    names = np.array([name for name, _ in mix], dtype=object)
    shares = np.array([share for _, share in mix])
    shares[0] += 1.0 - shares.sum()
    drawn: npt.NDArray[np.object_] = names[rng.choice(len(names), size=count, p=shares)]
    return drawn


def cover(grid: Grid, country: str, rng: np.random.Generator) -> Cover:
    """Give every plot of ``grid`` its use; in a village the plots around the middle become rows of houses."""
    if country in ("field", "village"):
        classes = _fields(grid, rng)
    else:
        classes = pick(_MIX[country], len(grid.plots), rng)
        if country in _EDGE:
            outside = ~_within_blob(grid, (0.50, 0.60), rng)
            classes[outside] = pick(_EDGE[country], int(outside.sum()), rng)
    settled = (
        _within_blob(grid, (0.24, 0.31), rng)
        if country == "village"
        else np.zeros(len(grid.plots), dtype=bool)
    )
    houses, house_classes = _houses(grid.plots[settled], grid.boxes[settled], rng)
    return Cover(
        np.concatenate([grid.plots[~settled], houses, grid.gaps]),
        np.concatenate([classes[~settled], house_classes, grid.gap_class]),
        np.concatenate([np.flatnonzero(~settled), np.full(len(houses), -2), np.full(len(grid.gaps), -1)]),
    )


def woods(interior: shapely.Polygon, rng: np.random.Generator) -> Cover:
    """Hill country: irregular patches of wood, bamboo and tea."""
    west, south, east, north = interior.bounds
    seeds = rng.uniform((west, south), (east, north), (16, 2))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=interior))
    parts = shapely.get_parts(shapely.intersection(cells, interior))
    parts = parts[(shapely.area(parts) > 0.0) & (shapely.get_type_id(parts) == 3)]
    middle = shapely.get_coordinates(shapely.centroid(parts))
    parts = parts[np.lexsort(middle.T)]
    return Cover(parts, pick(_MIX["hill"], len(parts), rng), np.full(len(parts), -2))


def _fields(grid: Grid, rng: np.random.Generator) -> npt.NDArray[np.object_]:
    strip = grid.column * (grid.bay.max(initial=0) + 1) + grid.bay
    kinds = pick(_STRIPS, int(strip.max(initial=0)) + 1, rng)
    odd = pick((("", 0.0), *_ODD), len(strip), rng)
    return np.where(odd == "", kinds[strip], odd)


def _within_blob(grid: Grid, reaches: tuple[float, float], rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Plots within a rounded patch with ragged edges around the cell's middle, ``reaches``: shares of the
    cell's span."""
    middle = np.column_stack([grid.boxes[:, [0, 2]].mean(axis=1), grid.boxes[:, [1, 3]].mean(axis=1)])
    span = np.ptp(grid.boxes[:, [0, 2]]), np.ptp(grid.boxes[:, [1, 3]])
    centre = np.array([grid.boxes[:, [0, 2]].mean(), grid.boxes[:, [1, 3]].mean()])
    centre += rng.uniform(-0.08, 0.08, 2) * span
    reach = rng.uniform(*reaches, 2) * span
    far = ((np.abs(middle - centre) / reach) ** 2.4).sum(axis=1)
    within: npt.NDArray[np.bool_] = far * rng.uniform(0.75, 1.3, len(far)) < 1.0
    return within


def _houses(plots: ObjectArray, boxes: Floats, rng: np.random.Generator) -> tuple[ObjectArray, ObjectArray]:
    """Each plot becomes a lane along its south side and two blocks of houses with an alley between."""
    if not len(plots):
        return plots, np.empty(0, dtype=object)
    west, south, east, north = boxes.T
    alley = (west + east) / 2 + rng.uniform(-4.0, 4.0, len(west))
    lane = south + _LANE
    cuts = (
        ("1004", shapely.box(west - 1, south - 1, east + 1, lane)),
        ("1004", shapely.box(alley - _ALLEY / 2, lane, alley + _ALLEY / 2, north + 1)),
        ("", shapely.box(west - 1, lane, alley - _ALLEY / 2, north + 1)),
        ("", shapely.box(alley + _ALLEY / 2, lane, east + 1, north + 1)),
    )
    pieces, classes = [], []
    for kind, cutters in cuts:
        parts = shapely.get_parts(shapely.intersection(plots, cutters))
        parts = parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) > 0.0)]
        pieces.append(parts)
        classes.append(
            np.full(len(parts), kind, dtype=object) if kind else pick(_MIX["houses"], len(parts), rng)
        )
    return np.concatenate(pieces), np.concatenate(classes)
