"""No geometry stops a run or makes a figure that cannot be; what fails is yellow."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
import shapely.affinity
from screening_grounds import HERE, approval, evidence, farmland, figures, lonlat, patches, run

from gengdi_plugin.core.table import feature_table

SQUARE = [(0, 0), (50, 0), (50, 50), (0, 50)]


def nasty_shapes(rng: np.random.Generator) -> list[shapely.Geometry | None]:
    """One of every kind of trouble, with random corners where corners matter."""
    corners = rng.uniform(-60, 60, (int(rng.integers(3, 9)), 2))
    boxes = [shapely.box(x, y, x + w, y + h) for x, y, w, h in np.c_[corners, np.abs(corners) / 2]]
    broken = shapely.get_coordinates(shapely.Polygon(corners))
    broken[1] = rng.choice([np.nan, np.inf])
    with np.errstate(invalid="ignore"):
        not_numbers = shapely.polygons(HERE.inverse(broken))
    outline = shapely.box(0, 0, 50, 50).boundary
    return [
        None,
        shapely.Polygon(),
        not_numbers,
        shapely.box(121.6, 29.95, 181, 89.9),  # half a world
        *map(
            lonlat,
            (
                shapely.Polygon(corners),  # as likely crossing itself as not
                shapely.Polygon([*SQUARE[:3], (25, 50), (25, 500), (25, 50), SQUARE[3]]),  # a spike
                shapely.Polygon([(0, 0), (1e-9, 0), (1e-9, 50), (0, 50)]),  # no area
                shapely.MultiPolygon(boxes),  # parts that overlap
                shapely.Polygon(SQUARE, [[(0, 0), (10, 0), (10, 10), (0, 10)]]),  # a hole along the shell
                shapely.Polygon(SQUARE, [[(-5, 5), (60, 5), (60, 10), (-5, 10)]]),  # a hole across it
                shapely.GeometryCollection([shapely.box(0, 0, 20, 20), shapely.LineString(corners)]),
                shapely.LineString(corners),
                shapely.Polygon(np.round(corners / 20) * 20),  # corners that coincide
                shapely.Polygon(np.repeat(corners, 3, axis=0)),  # each corner three times
                outline.buffer(float(rng.choice([0.0001, 0.001, 0.01, 0.5]))),  # a hairline frame
                shapely.affinity.rotate(shapely.box(0, 0, 50, 30), rng.uniform(0, 1e-6)),  # nearly the same
            ),
        ),
    ]


def survive(seed: int) -> None:
    rng = np.random.default_rng(seed)

    def pick(count: int) -> list[shapely.Geometry | None]:
        shapes = nasty_shapes(rng)
        return [shapes[k] for k in rng.integers(0, len(shapes), count)]

    kinds = rng.choice(["conversion", "supply", "facility", "temporary", "planning"], 5)
    rows = [approval(shape, kind=str(kind)) for shape, kind in zip(pick(5), kinds)]
    classes = rng.choice(["0101", "0201", "0702"], 4).tolist()
    ground = [*zip(pick(4), classes), (lonlat(shapely.box(-500, -500, 500, 500)), "0101")]
    result = run(
        patches(*pick(6)),
        *rows,
        land=farmland(*ground),
        basic=feature_table(pick(2), {}, name="YN"),
        violations=feature_table(pick(1), {"case_no": ["1"], "decided_on": [None]}, name="WF"),
        units=feature_table(pick(1), {"unit_code": ["330211"], "unit_name": ["镇海区"]}, name="XZQ"),
    )
    assert len(result.patches) == 6
    for row in range(6):
        found = figures(result, row)
        if found["reason"] == "geometry_error":
            assert (found["code"], found["area_m2"], found["approved_m2"]) == ("yellow", None, None)
            continue
        area = found["area_m2"]
        # the accuracy the contract promises: hairlines live within it
        slack = 0.001 * shapely.length(HERE.project(result.patches.geometry[row : row + 1]))[0] + 1e-3 * area
        assert 0 <= found["approved_m2"] <= area
        assert found["approved_m2"] + found["uncovered_m2"] == pytest.approx(area)
        assert found["sliver_m2"] <= found["uncovered_m2"] + slack
        if found["code"] == "green":
            counted = sum(e["overlap_m2"] for e in evidence(result) if e["row"] == row and e["counts"])
            assert counted >= 0.8 * area - slack


@pytest.mark.parametrize("seed", range(40))
def test_nothing_breaks_a_run(seed: int) -> None:
    survive(seed)


@pytest.mark.full
@pytest.mark.parametrize("hundred", range(20))
def test_nothing_breaks_many_runs(hundred: int) -> None:
    for seed in range(1000 + 100 * hundred, 1100 + 100 * hundred):
        survive(seed)
