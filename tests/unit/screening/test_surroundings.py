"""A kept session prepares what comes near its patches alone: it says what one of all layers says, and finds
what lies elsewhere when a patch goes there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from district_inputs import district_inputs
from fuzz_ground import district
from nasty_laws import same_figures
from screening_grounds import GARDEN, NO_BASIC, approval, approvals, box, farmland, patches
from test_editable_session import agree, take

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.descriptions import Descriptions
from gengdi_plugin.core.screening.editable import PATCHES, EditableSession
from gengdi_plugin.core.screening.inputs import ScreeningInputs, stack
from gengdi_plugin.core.screening.session import ScreeningSession
from gengdi_plugin.core.table import FeatureTable, feature_table

RULES = load_rules()


def moved(table: FeatureTable, degrees: float) -> FeatureTable:
    geometry = shapely.transform(table.geometry, lambda xy: xy + np.array([degrees, 0.0]))
    ids = np.array([f"far-{one}" for one in table.ids], dtype=object)
    return replace(table, geometry=geometry, ids=ids)


def with_far(table: FeatureTable, degrees: float) -> FeatureTable:
    """The table and all its features once more elsewhere, in one table."""
    return replace(stack([moved(table, degrees), table]), name=table.name, notices=table.notices)


@pytest.mark.parametrize("seed", range(24))
def test_random_districts_say_the_same_as_with_every_feature_prepared(seed):
    """Every figure, verdict, piece of evidence and mark; of what lies far away nothing is prepared."""
    inputs = district(seed)
    layers = replace(
        inputs,
        approvals=[with_far(table, 0.02) for table in inputs.approvals],
        farmland=with_far(inputs.farmland, 0.02),
    )
    kept = says_the_same(layers)
    assert len(kept._prepared.layers["farmland"]) <= len(layers.farmland) - len(inputs.farmland) // 2


def test_some_patches_of_the_demo_district_say_the_same_as_with_every_feature_prepared():
    inputs = district_inputs(200)
    few = replace(inputs, patches=inputs.patches.take(np.arange(0, 200, 9)))
    kept = says_the_same(few)
    assert len(kept._prepared.layers["farmland"]) < len(inputs.farmland) / 3
    says_the_same(inputs)


def says_the_same(layers: ScreeningInputs) -> EditableSession:
    """A session that prepares what is near, after it was held against one that prepares everything."""
    whole, kept = ScreeningSession(layers, RULES), EditableSession(layers, RULES)
    expected, found = whole.screen(screened_at="now"), kept.screen(screened_at="now")
    same_figures(expected, found)
    for name, values in expected.patches.columns.items():
        assert values.tolist() == found.patches.columns[name].tolist(), name
    for name, values in expected.evidence.columns.items():
        assert values.tolist() == found.evidence.columns[name].tolist(), name
    assert shapely.equals_identical(expected.remainders.geometry, found.remainders.geometry).all()
    assert repr(list(Descriptions(layers.layers))) == repr(list(found.inputs))  # NaN is not itself
    assert set(found.log) <= set(expected.log)
    return kept


def far_and_near() -> ScreeningInputs:
    """Patches at 0 … 400 m, and ground and approvals of their own from 5 km on; two layers of approvals."""
    at = (0, 200, 400, 5000, 5200, 5400)
    return ScreeningInputs(
        patches(*(box(x, 0, 100, 50) for x in at[:3]), box(20000, 0, 10, 10), patch_no=list("abcd")),
        [
            approvals(*(approval(box(x, 0, 70, 50), doc_no=f"{x}") for x in at)),
            replace(approvals(*(approval(box(x, 0, 30, 50), doc_no=f"B{x}") for x in at)), name="second"),
        ],
        farmland(*((box(x - 10, -10, 120, 70), "0101") for x in at)),
        feature_table([box(5200, 0, 9, 9), box(0, 0, 9, 9)], {}, name="YN"),
        violations=feature_table(
            [box(5400, 0, 40, 40)], {"case_no": ["1"], "decided_on": [None]}, name="WF"
        ),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_after_edits_near_and_far_the_kept_verdicts_equal_a_fresh_screening(seed):
    random = np.random.default_rng(seed)
    session = EditableSession(far_and_near(), RULES, threads=1)
    assert len(session._prepared.layers["approvals"]) == 6
    live: dict[int, dict[str, object]] = {}
    take(live, session, np.arange(len(session)))
    names = {"approval": ("approvals", "second"), "farmland": ("DLTB",), "basic_farmland": ("YN",),
             "violation": ("WF",)}  # fmt: skip
    for step in range(24):
        role = random.choice([PATCHES, PATCHES, *names])
        name = random.choice(names.get(role, ("",)))
        west = random.choice([0, 5000]) + random.integers(-60, 460)
        shape = box(west, random.integers(-30, 30), *random.integers(20, 200, 2))
        if random.random() < 0.2:
            shape = None
        elif random.random() < 0.1 and role != PATCHES:
            shape = shapely.Polygon(shapely.get_coordinates(shape)[[0, 2, 1, 3, 0]])  # a bow tie
        feature = str(random.integers(0, 7))
        values = {
            "approval": {"approval_type": random.choice(["conversion", "planning"]), "doc_no": f"n{step}"},
            PATCHES: {"patch_no": f"p{feature}", "change_type": "20", "after_on": "2024-06-01"},
            "farmland": {"class_code": random.choice(["0101", "0201"])},
            "basic_farmland": {}, "violation": {"case_no": str(step)},
        }[role]  # fmt: skip
        given = None if shape is not None and role != PATCHES and random.random() < 0.3 else values
        take(live, session, session.change(name, feature, shape, given, role))
        if random.random() < 0.15 and role != PATCHES:
            session.rename(name, feature, f"{role}{step}", role)
        if random.random() < 0.1:
            second = [table for table in session.inputs.approvals or [] if table.name == "second"]
            again = replace(second[0], ids=second[0].ids.copy()) if second else None
            take(live, session, session.replace_layer("approval", again, "second"))
        if step % 4 == 3:
            agree(session, live)


def test_another_layer_of_approvals_put_in_place_leaves_the_edits_of_the_first():
    session = EditableSession(far_and_near(), RULES)
    session.change("approvals", "0", box(0, 0, 100, 50), None, "approval")
    before = session.screen().patches.columns["approved_share"].tolist()
    second = session.inputs.approvals[1]
    session.replace_layer("approval", second, "second")
    assert session.screen().patches.columns["approved_share"].tolist() == before
    assert before[0] == pytest.approx(1.0)


def test_a_layer_that_goes_and_one_that_comes_are_found_where_a_patch_goes():
    session = EditableSession(far_and_near(), RULES)
    session.replace_layer("farmland", None)
    values = {"patch_no": "x", "change_type": "20", "after_on": "2024-06-01"}
    row = session.change("", "new", box(5000, 0, 100, 50), values, PATCHES)
    assert session.screen(row).patches.columns["best_doc_no"].tolist() == ["5000"]
    session.replace_layer("farmland", far_and_near().farmland)
    row = session.change("", "newer", box(5400, 0, 100, 50), values, PATCHES)
    assert session.screen(row).patches.columns["cultivated_m2"][0] == pytest.approx(5000, rel=1e-3)


def test_a_source_far_away_is_found_by_a_patch_that_goes_there():
    sources = feature_table([shapely.Point(0, 0)], {"name": ["Works"]}, name="sources")
    there = shapely.centroid(box(9000, 0, 10, 10))
    sources = replace(sources, geometry=np.array([there], dtype=object))
    inputs = ScreeningInputs(patches(box(0, 0, 50, 50)), None, GARDEN, NO_BASIC, sources=[sources])
    session = EditableSession(inputs, RULES)
    row = session.change("", "new", box(9010, 10, 20, 20), {"patch_no": "x"}, PATCHES)
    live: dict[int, dict[str, object]] = {}
    take(live, session, np.array([0, *row]))
    agree(session, live)
    assert len(session._prepared.layers["sources"]) == 1
