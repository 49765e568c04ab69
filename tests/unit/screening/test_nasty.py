"""The corpus of nasty polygons in every role: no crash, one verdict each, no figure that cannot be, no false
green, whatever the order, the threads and the pieces in which it is done."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from nasty import PATCH, corpus, ragged
from nasty_laws import ROLES, error_m2, fixed_share, hostile_inputs, lawful, same_figures
from screening_grounds import GARDEN, NO_BASIC, approval, box, evidence, figures, lonlat, patches, run

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.screening.session import ScreeningSession
from gengdi_plugin.core.table import feature_table

CORPUS = corpus()
NAMES = sorted(CORPUS)
HERE_NOW = patches(lonlat(PATCH))
WHEN = "2026-11-23T08:00:00+08:00"

#: Nothing polygonal is left of these, or nothing of this world.
LOST = {
    "null", "empty_polygon", "empty_multipolygon", "empty_collection", "point", "line_across",
    "collection_without_a_polygon", "not_a_number", "mostly_not_a_number", "infinite",
    "infinitely_negative", "absurdly_far", "metres_taken_for_degrees",
    "metres_without_zone_taken_for_degrees", "axes_swapped", "over_the_pole", "zero_area_ring",
    "one_vertex_ring", "flat_ring_there_and_back",
}  # fmt: skip

MERELY_TOUCHING = [name for name in NAMES if name.startswith(("touching_", "apart_", "into_it_", "sliver_"))]

#: Ground in parts so narrow or small that they are slivers.
NARROW = ("frame_of_half_a_metre", "ten_thousand_parts")

#: As patches against each other these take minutes: in the long run only.
HUGE = (
    "ten_thousand_parts", "ring_of_two_thousand_vertices", "all_the_world", "half_the_world",
    "round_the_world_at_the_antimeridian",
)  # fmt: skip

#: All of the patch, by the rule of make_valid.
FULL = (
    "the_patch_itself", "the_patch_the_other_way_round", "every_vertex_three_times", "with_heights",
    "vertices_a_nanometre_apart", "collinear_vertices", "nearly_collinear_vertices", "spike_outwards",
    "spike_inwards", "gore_of_a_millimetre_through_it", "zero_area_part_among_others", "zero_area_hole",
    "parts_that_share_an_edge", "collection_with_a_polygon",
    "collection_in_a_collection", "an_empty_part_among_others",
    "the_patch_turned_by_1e-09_degrees", "the_patch_moved_by_1e-07_m", "the_patch_moved_by_0.0005_m",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_as_an_approval(name):
    shape = CORPUS[name]
    result = run(HERE_NOW, approval(shape))
    lawful(result, 1)
    found = figures(result)
    assert found["reason"] != "geometry_error" or any("P0" in line for line in result.log)
    if found["reason"] == "geometry_error":
        return
    expected = fixed_share(lonlat(PATCH), [shape]) * found["area_m2"]
    assert found["approved_m2"] == pytest.approx(expected, abs=error_m2(lonlat(PATCH), [shape]))
    if found["code"] == "green":
        assert expected >= 0.95 * found["area_m2"] - found["sliver_m2"] - 1


@pytest.mark.parametrize("name", NAMES)
def test_as_a_patch(name):
    for cover, kind in ((box(-600, -600, 1200, 1200), "conversion"), (box(-600, -600, 625, 1200), "supply")):
        result = run(patches(CORPUS[name]), approval(cover, kind=kind))
        lawful(result, 1)
        found = figures(result)
        assert (found["reason"] == "geometry_error") or name not in LOST
        if found["reason"] == "geometry_error":
            assert found["code"] == "yellow"
            assert any("patches" in line and "feature 0" in line for line in result.log), result.log
            continue
        share = fixed_share(CORPUS[name], [cover])
        off = error_m2(CORPUS[name], [cover])
        assert found["approved_m2"] == pytest.approx(share * found["area_m2"], abs=off)
        if found["code"] == "green":
            assert share * found["area_m2"] >= 0.8 * found["area_m2"] - off


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", NAMES)
def test_in_every_other_role(name, role):
    shape = CORPUS[name]
    result = screen(hostile_inputs(HERE_NOW, {role: [shape]}), load_rules())
    lawful(result, 1)
    found = figures(result)
    if found["reason"] == "geometry_error" or role in ("units", "sources"):
        return
    expected = fixed_share(lonlat(PATCH), [shape]) * found["area_m2"]
    off = error_m2(lonlat(PATCH), [shape])
    figure = {"farmland": "cultivated_m2", "basic_farmland": "basic_m2", "zones": "grain_zone_m2"}.get(role)
    if figure is not None:
        assert found[figure] == pytest.approx(expected, abs=off)
    if found["code"] == "green" and name not in NARROW:
        allowed = {"violations": 0.01 * found["area_m2"], "basic_farmland": 1.0}.get(role, math.inf)
        assert expected <= allowed + off
    if found["reason"] == "covered" and role == "farmland":
        assert expected >= 0.5 * found["area_m2"] - off


@pytest.mark.parametrize("name", sorted(LOST))
def test_what_cannot_be_used_is_named_and_changes_nothing(name):
    result = run(HERE_NOW, approval(CORPUS[name]), approval(box(0, 0, 30, 50), doc_no="2"))
    assert any("approvals" in line and "feature 0" in line for line in result.log), result.log
    assert [row["feature_id"] for row in evidence(result)] == ["1"]
    assert figures(result)["approved_share"] == pytest.approx(0.6, abs=1e-4)


@pytest.mark.parametrize("name", MERELY_TOUCHING)
def test_a_touch_is_nothing(name):
    result = run(HERE_NOW, approval(CORPUS[name]))
    found = figures(result)
    assert (found["reason"], found["approved_m2"]) == ("no_approval", 0)
    assert len(result.evidence) == 0


@pytest.mark.parametrize("name", [name for name in FULL if name in CORPUS])
def test_what_covers_the_patch_covers_it(name):
    found = figures(run(HERE_NOW, approval(CORPUS[name])))
    assert found["code"] == "green" and found["approved_share"] == pytest.approx(1, abs=1e-4)


def everywhere(shapes: list[shapely.Geometry | None]) -> dict[str, list[shapely.Geometry | None]]:
    return dict.fromkeys((*ROLES, "approvals"), shapes)


@pytest.mark.parametrize("left_out", [HUGE, pytest.param((), marks=pytest.mark.full)])
def test_everything_in_one_layer_in_every_role(left_out):
    names = [name for name in NAMES if name not in left_out]
    shapes = [CORPUS[name] for name in names]
    inputs = hostile_inputs(patches(*shapes, patch_no=names), everywhere(shapes))
    result = screen(inputs, load_rules(), screened_at=WHEN)
    lawful(result, len(names))
    lost = dict(zip(names, result.patches.columns["reason"] == "geometry_error"))
    assert all(lost[name] for name in LOST)
    assert not lost["the_patch_itself"] and not lost["bow_tie"]


def test_neither_order_nor_threads_nor_pieces_matter():
    rng = np.random.default_rng(11)
    names = [name for name in NAMES if name not in HUGE]
    shapes = [CORPUS[name] for name in names]
    inputs = hostile_inputs(patches(*shapes, patch_no=names), everywhere(shapes))
    first = screen(inputs, load_rules(), screened_at=WHEN, threads=1)
    turned = rng.permutation(len(shapes))
    mixed = everywhere([shapes[k] for k in rng.permutation(len(shapes))])
    table = patches(*(shapes[k] for k in turned), patch_no=[names[k] for k in turned])
    inputs = hostile_inputs(table, mixed)
    same_figures(first, screen(inputs, load_rules(), screened_at=WHEN, threads=2))
    session = ScreeningSession(inputs, load_rules(), threads=2)
    for rows in np.array_split(rng.permutation(len(shapes)), 4):
        same_figures(first, session.screen(rows, screened_at=WHEN), some=True)


@pytest.mark.parametrize("vertices", [100_000, pytest.param(1_000_000, marks=pytest.mark.full)])
def test_one_farmland_polygon_of_very_many_vertices(vertices):
    field = lonlat(ragged(vertices))
    table = patches(*(box(x, y, 40, 40) for x in range(-300, 300, 60) for y in range(-300, 300, 60)))
    land = feature_table([field, box(-999, -999, 2000, 2000)], {"class_code": ["0101", "0201"]}, name="DLTB")
    result = run(table, approval(box(-999, -999, 2000, 2000)), land=land, basic=NO_BASIC)
    lawful(result, len(table))
    assert not (result.patches.columns["reason"] == "geometry_error").any()
    inside = result.patches.columns["cultivated_m2"].astype(float)
    assert 0.1 * len(table) * 1600 < inside.sum() < 0.9 * len(table) * 1600
    for row in (0, 37, 55, 90):
        patch = table.geometry[row]
        share = fixed_share(patch, [field])
        off = error_m2(patch, [field])
        assert inside[row] == pytest.approx(share * 1600, abs=off)


def test_a_patch_of_very_many_vertices():
    result = run(patches(lonlat(ragged(100_000))), approval(box(-999, -999, 2000, 2000)), land=GARDEN)
    lawful(result, 1)
    assert figures(result)["code"] == "green"
