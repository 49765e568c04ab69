"""The kernel against an independent slow loop, on drawn ground and on real parcels."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from screening_grounds import (
    COUNTS,
    HERE,
    approval,
    evidence,
    farmland,
    figures,
    lonlat,
    near_a_threshold,
    patches,
    run,
    slow_area,
    slow_screen,
    slow_why_not,
)

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.table import feature_table

AFTER = datetime.date(2021, 12, 31)
COMPARED = (
    "area_m2", "approved_m2", "sliver_m2", "cultivated_m2", "basic_m2", "uncovered_cultivated_m2",
    "uncovered_basic_m2", "unauthorised_basic_m2",
)  # fmt: skip

metres = st.integers(-600, 600).map(lambda tenths: tenths / 10)
sizes = st.integers(3, 900).map(lambda tenths: tenths / 10)
shapes = st.builds(
    lambda x, y, w, h, angle, lean: lonlat(
        shapely.affinity.rotate(
            shapely.Polygon([(x, y), (x + w, y), (x + w + lean, y + h), (x, y + h)]), angle
        )
    ),
    metres,
    metres,
    sizes,
    sizes,
    st.sampled_from([0, 0, 0, 17, 45]),
    st.sampled_from([0, 0, 5]),
)
kinds = st.sampled_from([*COUNTS, "planning", "ownership"])
days = st.sampled_from([None, "2018-05-01", "2020-05-01", "2021-05-01", "2022-05-01"])
rows = st.builds(
    lambda shape, kind, approved, end, status: approval(
        shape, kind=kind, approved_on=approved, valid_to=end, status=status
    ),
    shapes,
    kinds,
    days,
    days,
    st.sampled_from([None, None, None, "作废", "报批"]),
)


@settings(max_examples=150, deadline=None)
@given(
    patch=shapes,
    change=st.sampled_from(["20", "YH", "02", "XX", "ND"]),
    approvals_=st.lists(rows, max_size=4),
    cover=st.booleans(),
    land=st.lists(st.tuples(shapes, st.sampled_from(["0101", "0103", "0201", "0702"])), max_size=4),
    basic=st.lists(shapes, max_size=2),
)
def test_verdict_and_figures_agree_with_the_slow_loop(patch, change, approvals_, cover, land, basic):
    if cover:  # else almost every example would be uncovered
        approvals_ = [approval(shapely.buffer(patch, 1e-6)), *approvals_]
    ground = [(lonlat(shapely.box(-900, -900, 900, 900)), "0201"), *land]
    expected = slow_screen(patch, change, AFTER, approvals_, ground, basic)
    zones = feature_table(basic, {}, name="YN")
    found = figures(run(patches(patch, change_type=change), *approvals_, land=farmland(*ground), basic=zones))
    perimeter = shapely.length(HERE.project(np.array([patch], dtype=object)))[0]
    if near_a_threshold(expected, perimeter):
        return
    tolerance = max(1e-6 * float(expected["area_m2"]), 0.003 * perimeter)
    for name in COMPARED:
        assert found[name] == pytest.approx(expected[name], abs=tolerance), name
    assert (found["code"], found["reason"]) == (expected["code"], expected["reason"])


@settings(max_examples=60, deadline=None)
@given(patch=shapes, approvals_=st.lists(rows, min_size=1, max_size=5), basic=st.lists(shapes, max_size=2))
def test_figures_stay_within_their_bounds(patch, approvals_, basic):
    result = run(patches(patch), *approvals_, basic=feature_table(basic, {}, name="YN"))
    found = figures(result)
    area = found["area_m2"]
    assert 0 <= found["approved_m2"] <= area
    assert found["approved_m2"] + found["uncovered_m2"] == pytest.approx(area, abs=1e-6)
    assert 0 <= found["sliver_m2"] <= found["uncovered_m2"] + 0.01 * area
    assert found["uncovered_basic_m2"] + found["unauthorised_basic_m2"] <= found["basic_m2"] + 0.5
    counted = sum(row["overlap_m2"] for row in evidence(result) if row["counts"])
    assert counted + 0.01 * len(approvals_) >= found["approved_m2"] - 1e-3 * area
    assert all(0.01 <= row["overlap_m2"] <= area for row in evidence(result))
    if found["code"] == "green":
        assert any(row["counts"] for row in evidence(result))


def test_real_parcels_against_approvals_made_from_their_neighbours(rice_ground):
    """Patches cut from fields, approvals from the fields beside them: every figure by the slow loop."""
    cut, made, ground, basic, layers = rice_ground
    result = screen(layers, load_rules())
    compared = 0
    for k, patch in enumerate(cut):
        expected = slow_screen(patch, "YH", AFTER, made, ground, basic)
        perimeter = shapely.length(HERE.project(np.array([patch], dtype=object)))[0]
        found = figures(result, k)
        assert found["area_m2"] == pytest.approx(expected["area_m2"], rel=1e-6)
        for name in ("approved_m2", "cultivated_m2", "basic_m2"):
            assert found[name] == pytest.approx(
                expected[name], abs=max(0.001 * perimeter, 1e-6 * found["area_m2"])
            )
        if not near_a_threshold(expected, perimeter):
            compared += 1
            assert found["reason"] == expected["reason"], k
    assert compared > 80
    pairs = sum(slow_area(patch.intersection(row["geometry"])) >= 0.02 for patch in cut for row in made)
    assert abs(len(result.evidence) - pairs) <= 5
    assert all((row["why_not"] == "") == (slow_why_not(made[int(row["feature_id"])], "YH", AFTER) == "")
               for row in evidence(result))  # fmt: skip
