"""A session that follows edits of patches and layers: random sequences against fresh screenings."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from screening_grounds import GARDEN, NO_BASIC, approval, approvals, box, farmland, patches

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.editable import PATCHES, EditableSession
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.session import ScreeningSession
from gengdi_plugin.core.table import feature_table

#: Left out of the comparison: when, and codes that stay once given.
KEPT_APART = {"screened_at", "spatial_code"}


def grounds() -> ScreeningInputs:
    return ScreeningInputs(
        patches(*(box(200 * k, 0, 100, 50) for k in range(6)), patch_no=list("abcdef")),
        [approvals(*(approval(box(200 * k, 0, 70, 50), doc_no=f"{k}") for k in range(3)))],
        farmland((box(-5000, -5000, 10000, 10000), "0201"), (box(0, 0, 60, 50), "0101")),
        feature_table([box(400, 0, 9, 9)], {}, name="YN"),
        violations=feature_table([box(600, 0, 40, 40)], {"case_no": ["1"], "decided_on": [None]}, name="WF"),
    )


def agree(session: EditableSession, live: dict[int, dict[str, object]]) -> None:
    """The kept verdicts are those of a session made of the inputs as they are now."""
    fresh = ScreeningSession(session.inputs, load_rules(), plane=session.plane)
    expected = fresh.screen().patches
    there = [row for row in range(len(session)) if not session.is_gone(row)]
    assert len(expected) == len(there)
    for place, row in enumerate(there):
        assert expected.columns["uid"][place] == session.uids[row]
        for name, values in expected.columns.items():
            if name in KEPT_APART:
                continue
            known = live[row][name]
            if isinstance(known, float):
                assert values[place] == pytest.approx(known, abs=2e-3), (row, name)
            else:
                assert values[place] == known, (row, name)


def take(live: dict[int, dict[str, object]], session: EditableSession, rows: np.ndarray) -> None:
    rows = np.array([row for row in rows if not session.is_gone(int(row))], dtype=int)
    found = session.screen(rows).patches
    for at, row in enumerate(rows.tolist()):
        live[row] = {name: values[at] for name, values in found.columns.items()}


@pytest.mark.parametrize("seed", range(8))
def test_after_any_sequence_of_edits_the_kept_verdicts_equal_a_fresh_screening(seed):
    random = np.random.default_rng(seed)
    session = EditableSession(grounds(), load_rules(), threads=1)
    live: dict[int, dict[str, object]] = {}
    take(live, session, np.arange(len(session)))
    for step in range(25):
        role = random.choice(["approval", "approval", PATCHES, "farmland", "basic_farmland", "violation"])
        name = {"approval": "approvals", "farmland": "DLTB", "basic_farmland": "YN", "violation": "WF"}
        west, south = (random.integers(-100, 1200), random.integers(-40, 40))
        shape = None if random.random() < 0.25 else box(west, south, *random.integers(5, 260, 2))
        feature = str(random.integers(0, 9))
        values = {
            "approval": {"approval_type": random.choice(["conversion", "planning", "temporary"]),
                         "doc_no": f"n{step}", "approved_on": random.choice(["2019-01-01", "2025-06-01"])},
            PATCHES: {"patch_no": f"p{feature}", "change_type": random.choice(["20", "SK"]),
                      "after_on": "2024-06-01", "before_on": "2020-01-01"},
            "farmland": {"class_code": random.choice(["0101", "0103", "0201", "1006"])},
            "basic_farmland": {}, "violation": {"case_no": str(step)},
        }[role]  # fmt: skip
        if role == "farmland" and feature == "0":
            continue  # else no ground is known any more
        take(live, session, session.change(name.get(role, ""), feature, shape, values, role))
        if random.random() < 0.2:
            session.rename(name.get(role, ""), feature, new := f"{role}{step}", role)
            take(live, session, session.change(name.get(role, ""), new, shape, values, role))
        if step % 5 == 4:
            agree(session, live)


def test_a_patch_moved_away_and_back_has_its_old_uid_and_code_again():
    session = EditableSession(grounds(), load_rules())
    before = session.screen().patches
    shape = before.geometry[1]
    own = ("patch_no", "channel", "change_type", "before_on", "after_on")
    first = {name: before.columns[name][1] for name in own}
    assert session.change("", "1", box(30, 0, 20, 20), first, PATCHES).tolist() == [1]
    moved = session.screen(np.array([1])).patches
    assert moved.columns["uid"][0] != before.columns["uid"][1]
    assert moved.columns["spatial_code"][0] not in before.columns["spatial_code"].tolist()
    session.change("", "1", shape, first, PATCHES)
    again = session.screen(np.array([1])).patches
    assert again.columns["uid"][0] == before.columns["uid"][1]
    assert again.columns["spatial_code"][0] == before.columns["spatial_code"][1]


def test_a_patch_far_away_finds_the_features_that_lie_there():
    far = approval(box(9000, 0, 100, 100), doc_no="far")
    inputs = ScreeningInputs(patches(box(0, 0, 50, 50)), [approvals(far)], GARDEN, NO_BASIC)
    session = EditableSession(inputs, load_rules())
    assert session.screen().patches.columns["reason"].tolist() == ["no_approval"]
    row = session.change("", "new", box(9010, 10, 20, 20), {"patch_no": "x", "change_type": "20"}, PATCHES)
    assert row.tolist() == [1]
    assert session.screen(row).patches.columns["best_doc_no"].tolist() == ["far"]


def test_a_deleted_patch_is_left_out_and_reached_by_nothing():
    session = EditableSession(grounds(), load_rules())
    session.get_ready()
    assert session.change("", "2", None, None, PATCHES).tolist() == [2]
    assert session.is_gone(2)
    assert len(session.screen().patches) == 5
    assert session.change("approvals", "2", None, None, "approval").tolist() == []
    assert session.change("", "2", None, None, PATCHES).tolist() == []


def test_a_renamed_feature_is_found_by_its_new_name_and_nothing_is_doubled():
    session = EditableSession(grounds(), load_rules())
    values = {"approval_type": "conversion", "doc_no": "new"}
    session.change("approvals", "-2", box(1000, 0, 100, 50), values, "approval")
    session.rename("approvals", "-2", "251", "approval")
    session.rename("approvals", "0", "300", "approval")
    found = session.screen(np.array([0, 5])).evidence
    assert found.columns["feature_id"].tolist() == ["300", "251"]
    assert session.change("approvals", "251", None, None, "approval").tolist() == [5]
    assert session.change("approvals", "300", None, None, "approval").tolist() == [0]
    assert sorted(session.inputs.approvals[0].ids) == ["1", "2"]
    assert shapely.is_missing(session.inputs.patches.geometry).sum() == 0


def test_prepared_layers_hold_no_second_geometry_in_degrees():
    """It would take as much memory again as the session needs for the plane."""
    session = EditableSession(grounds(), load_rules(), threads=1)
    session.get_ready()
    live: dict[int, dict[str, object]] = {}
    take(live, session, np.arange(len(session)))
    take(live, session, session.change("approvals", "new", box(600, 0, 90, 50), {"doc_no": "n"}, "approval"))
    for layer in session._prepared.layers.values():
        assert shapely.is_missing(layer.table.geometry).all()
        assert len(layer.table.geometry) == len(layer) == len(layer.ids)
    agree(session, live)
