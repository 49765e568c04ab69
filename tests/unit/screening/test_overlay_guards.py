"""What a floating overlay answers is believed only as far as independent tests go."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from district_inputs import district_inputs
from hypothesis import given, settings
from hypothesis import strategies as st
from screening_grounds import approval, box, evidence, figures, patches, run

from gengdi_plugin.core.geometry import GRID_M
from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening import pairwise, unions
from gengdi_plugin.core.screening.result import ScreeningResult
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.table import object_array

LEFT, RIGHT = box(0, 0, 50, 50), box(50, 0, 50, 50)
PATCH = box(0, 0, 100, 50)


def pair(left: shapely.Geometry, right: shapely.Geometry) -> tuple[object, set[int]]:
    failed: set[int] = set()
    found = pairwise.intersections(object_array([left]), object_array([right]), np.array([7]), failed)
    return found[0], failed


def lying(monkeypatch: pytest.MonkeyPatch, name: str, answer: object, at_grid_too: bool = False) -> None:
    """shapely's ``name`` answers ``answer(left, right)`` in floating precision."""
    real = getattr(shapely, name)

    def lie(left, right, grid_size=None):
        if grid_size is not None and not at_grid_too:
            return real(left, right, grid_size=grid_size)
        if np.ndim(left):
            return object_array(answer(*both) for both in zip(left, right))
        return answer(left, right)

    monkeypatch.setattr(shapely, name, lie)


SQUARE, TURNED = shapely.box(0, 0, 50, 50), shapely.Polygon([(50, 0), (100, 1), (100, 49), (50, 50)])
LEANING = shapely.Polygon([(10, -5), (60, 5), (45, 62), (20, 55)])


def test_touching_polygons_that_are_answered_whole_are_redone_and_share_nothing(monkeypatch):
    lying(monkeypatch, "intersection", lambda left, right: left)
    assert pair(SQUARE, TURNED) == (None, set())
    diagonal = shapely.Polygon([(0, 0), (50, 50), (0, 50)])
    other = shapely.Polygon([(0, -1e-9), (60, -1e-9), (60, 60), (50, 50)])
    assert pair(diagonal, other) == (None, set())


def test_overlapping_polygons_that_are_answered_empty_are_redone(monkeypatch):
    expected = shapely.area(shapely.intersection(SQUARE, LEANING))
    lying(monkeypatch, "intersection", lambda left, right: shapely.Polygon())
    found, failed = pair(SQUARE, LEANING)
    assert shapely.area(found) == pytest.approx(expected, abs=0.001 * 200)
    assert failed == set()


def test_a_clip_larger_than_what_the_boxes_share_is_redone(monkeypatch):
    expected = shapely.area(shapely.intersection(SQUARE, LEANING))
    lying(monkeypatch, "intersection", lambda left, right: shapely.union(left, right))
    found, failed = pair(SQUARE, LEANING)
    assert shapely.area(found) == pytest.approx(expected, abs=0.001 * 200)
    assert failed == set()


def test_what_lies_at_one_millimetre_too_is_named_as_failed(monkeypatch):
    lying(monkeypatch, "intersection", lambda left, right: left, at_grid_too=True)
    assert pair(SQUARE, TURNED) == (None, {7})


def test_a_lying_union_is_redone(monkeypatch):
    parts = object_array([shapely.box(0, 0, 10, 10), shapely.box(5, 0, 15, 10)])
    for answer in (lambda left, right: left.buffer(100), lambda left, right: shapely.box(0, 0, 1, 1)):
        lying(monkeypatch, "union", answer)
        found, bad = unions.grouped_unions(parts, np.array([0, 0]))
        assert (shapely.area(found[0]), bad.tolist()) == (pytest.approx(150), [False])


def test_an_answer_that_cannot_be_confirmed_makes_a_patch_yellow_and_no_other(monkeypatch):
    lying(
        monkeypatch,
        "intersection",
        lambda left, right: left if shapely.touches(left, right) else shapely.Polygon(),
        at_grid_too=True,
    )
    slope = shapely.Polygon([(121.6, 29.95), (121.601, 29.95), (121.601, 29.951)])
    beside = shapely.Polygon([(121.6, 29.95), (121.601, 29.951), (121.6, 29.951)])
    result = run(patches(slope, box(1000, 0, 50, 50)), approval(beside), approval(box(999, -1, 60, 60)))
    assert [figures(result, row)["reason"] for row in (0, 1)] == ["geometry_error", "covered"]


@pytest.mark.parametrize("angle", [0, 0.3, 1.1, 2.7])
def test_what_touches_shares_nothing(angle):
    """Strips cut from one square along one line, at angles whose corners no float hits."""
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    left, right = (
        shapely.transform(shapely.box(x, 0, x + 1 / 3, 1), lambda xy: xy @ turn.T * 1e-3 + (121.6, 29.95))
        for x in (0, 1 / 3)
    )
    result = run(patches(left), approval(right))
    assert figures(result)["approved_m2"] == 0
    assert evidence(result) == []


coordinates = st.integers(-40, 40).map(lambda k: k / 4)


@settings(max_examples=200, deadline=None)
@given(
    left=st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=7),
    right=st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=7),
)
def test_intersections_agree_with_fixed_precision(left, right):
    shapes = object_array(shapely.Polygon(ring).convex_hull for ring in (left, right))
    if any(shape.geom_type != "Polygon" for shape in shapes):
        return
    failed: set[int] = set()
    found = pairwise.intersections(shapes[:1], shapes[1:], np.array([0]), failed)
    expected = shapely.area(shapely.intersection(*shapes, grid_size=GRID_M))
    assert not failed
    exact = 0.001 * shapely.length(shapes).min() + 1e-6
    assert pairwise.areas(found)[0] == pytest.approx(expected, abs=exact)


def at_one_millimetre(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every overlay at a fixed precision of 1 mm and no shortcut: how screening was before."""
    for name in ("intersection", "union"):
        real = getattr(shapely, name)
        monkeypatch.setattr(
            shapely, name, lambda left, right, real=real, **_: real(left, right, grid_size=GRID_M)
        )
    union_all = shapely.union_all
    monkeypatch.setattr(shapely, "union_all", lambda shapes, **_: union_all(shapes, grid_size=GRID_M))
    monkeypatch.setattr(shapely, "covers", lambda whole, part: np.zeros(len(part), dtype=bool))


def agree(found: ScreeningResult, expected: ScreeningResult, perimeter: np.ndarray) -> None:
    """Same verdicts; areas within the precision of the contract (rule 12)."""
    for name in ("code", "reason", "scope", "unit_code", "spatial_code", "holds_until"):
        assert found.patches.columns[name].tolist() == expected.patches.columns[name].tolist(), name
    area = np.array([value or 0.0 for value in expected.patches.columns["area_m2"]])
    exact = np.maximum(1e-6 * area, 0.001 * perimeter)
    for name, values in expected.patches.columns.items():
        if name.endswith("_m2") and name != "ministry_area_m2":
            for row, (new, old) in enumerate(zip(found.patches.columns[name], values)):
                assert (new is None) == (old is None), (name, row)
                assert new is None or abs(new - old) <= exact[row], (name, row, new, old)


def test_the_demo_district_at_one_millimetre_has_the_same_verdicts_and_areas(monkeypatch):
    inputs = district_inputs()
    found = screen(inputs, load_rules())
    at_one_millimetre(monkeypatch)
    expected = screen(inputs, load_rules())
    degrees = np.nan_to_num(shapely.length(inputs.patches.geometry))
    agree(found, expected, degrees * 96_000)
    assert len(found.evidence) == len(expected.evidence)
    assert len(found.remainders) == len(expected.remainders)


def test_real_parcels_at_one_millimetre_have_the_same_verdicts_and_areas(monkeypatch, rice_inputs):
    found = screen(rice_inputs, load_rules())
    at_one_millimetre(monkeypatch)
    expected = screen(rice_inputs, load_rules())
    agree(found, expected, np.nan_to_num(shapely.length(rice_inputs.patches.geometry)) * 108_000)
