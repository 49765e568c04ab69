"""A sample of every run is measured again without overlay, and what an overlay got wrong is caught."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from district_inputs import district_inputs
from hypothesis import given, settings
from hypothesis import strategies as st
from screening_grounds import GARDEN, NO_BASIC, approval, approvals, box, figures, patches, run

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening import measure, recheck, sweep
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.layer import PreparedLayer
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.table import FeatureTable, feature_table


def both_and_left_alone(inside: np.ndarray) -> np.ndarray:
    return np.column_stack((inside[:, 0], inside[:, 0] & inside[:, 1], inside[:, 1] & ~inside[:, 0]))


def ground(rng: np.random.Generator, corners: int) -> shapely.Geometry:
    """A ragged polygon, or several, often with a hole; on the whole metre half of the time, so that edges
    coincide."""
    points = rng.uniform(-50, 50, (corners, 2))
    if rng.random() < 0.5:
        points = np.round(points / 10) * 10
    shape = shapely.make_valid(shapely.Polygon(points))
    if rng.random() < 0.5:
        shape = shape.difference(shapely.box(*rng.uniform(-40, 0, 2), *rng.uniform(0, 40, 2)))
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area > 0]
    return shapely.multipolygons(parts) if parts else shapely.box(-10, -10, 10, 10)


def united(*shapes: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shapely.union_all(shapes, grid_size=1e-7))
    parts = [part for part in parts if part.geom_type == "Polygon" and part.area > 0]
    return shapely.multipolygons(parts) if parts else shapely.Polygon()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(3, 14), st.integers(0, 6))
def test_a_sweep_measures_what_the_overlay_measures(seed, corners, count):
    rng = np.random.default_rng(seed)
    patch, shapes = ground(rng, corners), [ground(rng, int(rng.integers(3, 9))) for _ in range(count)]
    member = rng.random((count, 2)) < 0.6
    some = np.array([*shapes, None], dtype=object)[:-1]
    pairs = np.zeros(count, dtype=int), np.arange(count)
    found = sweep.sweep(np.array([patch], dtype=object), some, pairs, member, both_and_left_alone)
    one, two = (united(*some[member[:, k]]) for k in (0, 1))
    inside_one, inside_two = (patch.intersection(ground, grid_size=1e-7).area for ground in (one, two))
    either = patch.intersection(united(one, two), grid_size=1e-7).area
    expected = [inside_one, inside_one + inside_two - either, either - inside_one]
    assert found.area[0] == pytest.approx(expected, abs=1e-4 + float(found.error[0]))
    assert found.error[0] < 0.5


def test_the_error_of_a_patch_with_more_vertices_than_levels_is_what_is_said(monkeypatch):
    turn = np.linspace(0, 2 * np.pi, 4000, endpoint=False)
    far = 100 + 5 * np.sin(37 * turn)
    patch = shapely.Polygon(np.c_[far * np.cos(turn), far * np.sin(turn)])
    shape = shapely.box(-30, -200, 55, 20)
    monkeypatch.setattr(sweep, "MOST_CROSSINGS", 700)
    pairs = np.array([0]), np.array([0])
    found = sweep.sweep(np.array([patch]), np.array([shape]), pairs, np.ones((1, 1), dtype=bool), lambda x: x)
    off = abs(found.area[0, 0] - patch.intersection(shape).area)
    assert 0 < off <= found.error[0] < 0.2 * patch.area


def test_the_sample_is_a_hundredth_and_the_same_whatever_the_order_is():
    rng = np.random.default_rng(3)
    uids = np.array([f"0-{number:012x}" for number in rng.integers(0, 2**47, 5000)], dtype=object)
    rows = recheck.sample(uids, "rules")
    assert len(rows) == len(set(rows.tolist())) == 50
    turned = rng.permutation(5000)
    assert set(uids[turned][recheck.sample(uids[turned], "rules")]) == set(uids[rows])
    assert set(recheck.sample(uids, "others").tolist()) != set(rows.tolist())
    assert [len(recheck.sample(uids[:count], "")) for count in (0, 7, 20, 400, 3000)] == [0, 7, 20, 20, 30]
    assert len(recheck.sample(np.repeat(uids, 10), "")) == 200


def test_every_run_says_what_was_rechecked():
    result = run(patches(*(box(100 * k, 0, 50, 50) for k in range(30))), approval(box(0, 0, 1000, 40)))
    assert [line for line in result.log if line.startswith("Sample of 20 patches re-checked")]
    assert not run(patches(None), approval(box(0, 0, 1000, 40))).log[-1].startswith("Sample")


def test_no_honest_patch_disagrees():
    inputs = district_inputs(200)
    result = screen(inputs, load_rules())
    before = (result.patches.columns["reason"] == "geometry_error").sum()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recheck, "LEAST", 10_000)
        patch.setattr(recheck, "MOST", 10_000)
        every = screen(inputs, load_rules())
    assert (every.patches.columns["reason"] == "geometry_error").sum() == before
    assert any("0 disagree" in line for line in every.log)


TOUCHING = approval(box(50, 0, 50, 50))


def touched_only() -> FeatureTable:
    return patches(box(0, 0, 50, 50), patch_no=["甲-1"])


def test_an_overlay_that_answers_all_for_a_touch_is_caught(monkeypatch):
    true = figures(run(touched_only(), TOUCHING))
    assert (true["code"], true["approved_m2"]) == ("yellow", 0)
    honest = measure.clip

    def wrong(these, layer, smallest):
        found = honest(these, layer, smallest)
        if "doc_no" not in layer.table.columns:
            return found
        whole = these.shapes[:1]
        return type(found)(np.array([0]), np.array([0]), whole, these.area_m2[:1].copy())

    monkeypatch.setattr(measure, "clip", wrong)
    result = run(touched_only(), TOUCHING)
    found = figures(result)
    assert (found["code"], found["reason"], found["approved_m2"]) == ("yellow", "geometry_error", None)
    assert any("甲-1" in line and "2,500.0" in line and "0.00" in line for line in result.log)
    assert any("1 disagree" in line for line in result.log)


def test_an_index_that_loses_basic_farmland_is_caught(monkeypatch):
    inputs = ScreeningInputs(
        touched_only(), [approvals(approval(box(0, 0, 50, 50), kind="facility"))], GARDEN,
        feature_table([box(0, 0, 20, 20)], {"zone_no": ["1"]}, name="YJJBNTTB"),
    )  # fmt: skip
    inputs.patches.columns["change_type"][:] = "YH"
    assert figures(screen(inputs, load_rules()))["reason"] == "basic_farmland_not_authorised"
    honest = PreparedLayer.query

    def forgetful(self, shapes):
        shape, feature = honest(self, shapes)
        keep = np.full(len(shape), "zone_no" not in self.table.columns)
        return shape[keep], feature[keep]

    monkeypatch.setattr(PreparedLayer, "query", forgetful)
    found = figures(screen(inputs, load_rules()))
    assert (found["code"], found["reason"]) == ("yellow", "geometry_error")


def test_sliver_ground_that_is_forgiven_is_no_disagreement():
    gap = approvals(approval(box(0, 0, 50, 49.5)))
    field = feature_table([box(-10, -10, 100, 100)], {"class_code": ["0101"]}, name="DLTB")
    result = screen(ScreeningInputs(patches(box(0, 0, 50, 50)), [gap], field, NO_BASIC), load_rules())
    found = figures(result)
    assert found["reason"] == "covered" and found["sliver_m2"] > 20
    assert any("0 disagree" in line for line in result.log)
