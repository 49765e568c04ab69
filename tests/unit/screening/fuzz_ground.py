"""Districts of nasty neighbours for fuzzing: parcels that share noisy edges, approvals drawn from them with
the slips of digitising, and what the corpus has that is worse."""

from __future__ import annotations

import numpy as np
import shapely
import shapely.affinity
from screening_grounds import HERE, approval, approvals, farmland, patches

from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.table import feature_table

KINDS = ("conversion", "supply", "link_new", "facility", "temporary", "planning")


def _cells(rng: np.random.Generator) -> list[shapely.Geometry]:
    """A skewed net of four-sided cells that share their edges but for noise of 1e-12 … 1 m."""
    nx, ny = rng.integers(2, 5, 2)
    step = rng.uniform(3, 60)
    x, y = np.meshgrid(np.arange(nx + 1) * step, np.arange(ny + 1) * step, indexing="ij")
    jitter = rng.uniform(-0.4, 0.4, (2, *x.shape)) * step
    x, y = x + jitter[0], y + jitter[1]
    noise = 10.0 ** rng.uniform(-12, 0)
    cells = []
    for i in range(nx):
        for j in range(ny):
            at = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
            ring = np.array([(x[k], y[k]) for k in at])
            extra = np.sort(rng.random((4, int(rng.integers(0, 4)))), axis=1)
            dense = [
                ring[k] + np.r_[0.0, extra[k]][:, None] * (ring[(k + 1) % 4] - ring[k]) for k in range(4)
            ]
            cells.append(np.vstack(dense) + rng.normal(0, noise, (4 * (extra.shape[1] + 1), 2)))
    return [shapely.Polygon(cell) for cell in cells]


def _spoilt(rng: np.random.Generator, shape: shapely.Geometry) -> shapely.Geometry | None:
    """``shape`` with one of the slips that happen."""
    way = int(rng.integers(0, 12))
    ring = shapely.get_coordinates(shape)
    if way == 0:
        return shapely.affinity.translate(shape, *rng.normal(0, 10.0 ** rng.uniform(-12, 1), 2))
    if way == 1:
        return shapely.Polygon(rng.permutation(ring))
    if way == 2:
        return shapely.Polygon(np.repeat(ring, 2, axis=0))
    if way == 3:
        spike = ring[1] + rng.normal(0, 1, 2) * 10.0 ** rng.uniform(-3, 3)
        return shapely.Polygon([*ring[:2], spike, *ring[1:]])
    if way == 4:
        hole = shapely.affinity.scale(shape, *rng.choice([0.3, 0.999999, 1.0, 1.1], 2))
        return shapely.Polygon(ring, [shapely.get_coordinates(hole)])
    if way == 5:
        return shapely.MultiPolygon([shape, shapely.affinity.rotate(shape, rng.choice([1e-9, 1.0, 90.0]))])
    if way == 6:
        return shapely.Polygon(np.round(ring, int(rng.integers(-1, 4))))
    if way == 7:
        return shapely.affinity.scale(shape, *(1 + rng.normal(0, 10.0 ** rng.uniform(-12, -1), 2)))
    if way == 8:
        return shapely.GeometryCollection([shape, shapely.Point(ring[0]), shapely.LineString(ring)])
    if way == 9 and rng.random() < 0.3:
        return None
    return shape


def _placed(shape: shapely.Geometry | None, rng: np.random.Generator) -> shapely.Geometry | None:
    if shape is None or rng.random() > 0.01:
        return None if shape is None else shapely.transform(shape, HERE.inverse)
    bad = rng.choice([np.nan, np.inf, 1e300, 4.05e7, -91.0])

    def spoil(xy: np.ndarray) -> np.ndarray:
        out = HERE.inverse(xy)
        out[1] = bad  # never the vertex at which a ring closes
        return out

    with np.errstate(invalid="ignore"):
        return shapely.transform(shape, spoil)


def district(seed: int) -> ScreeningInputs:
    """A small district out of ``seed``: up to 16 patches, each beside the others, everything about them."""
    rng = np.random.default_rng(seed)
    cells = _cells(rng)

    def some(share: float, spoil: float) -> list[shapely.Geometry | None]:
        chosen = [cell for cell in cells if rng.random() < share]
        return [_placed(_spoilt(rng, c) if rng.random() < spoil else c, rng) for c in chosen]

    shapes = some(0.8, 0.2) or [_placed(cells[0], rng)]
    types = rng.choice(["20", "YH", "DT", "01", "?"], len(shapes)).tolist()
    rows = [approval(shape, kind=str(rng.choice(KINDS))) for shape in some(0.7, 0.5) + some(0.2, 0.8)]
    around = shapely.transform(shapely.box(-500, -500, 900, 900), HERE.inverse)
    ground = [(shape, str(rng.choice(["0101", "0103", "0201", "0702"]))) for shape in some(0.9, 0.2)]
    ground = [*ground, (around, "0201")] if rng.random() < 0.7 else ground
    cases = some(0.05, 0.5)
    return ScreeningInputs(
        patches(*shapes, change_type=types), [approvals(*rows)] if rows else [feature_table([], {})],
        farmland(*ground), feature_table(some(0.2, 0.3), {}, name="YN"),
        {"grain_zone": feature_table(some(0.2, 0.3), {}, name="LS")},
        feature_table(cases, {"case_no": ["1"] * len(cases), "decided_on": [None] * len(cases)}, name="WF"),
    )  # fmt: skip
