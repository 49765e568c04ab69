"""A kept session: some rows as in a whole run, changes as if everything had been screened anew."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from district_inputs import district_inputs
from screening_grounds import GARDEN, NO_BASIC, approval, approvals, box, farmland, patches

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.result import ScreeningResult
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.screening.session import ScreeningSession
from gengdi_plugin.core.table import FeatureTable, feature_table

WHEN = "2026-11-23T08:00:00+08:00"


def rows_of(table: FeatureTable, row: int | None = None) -> list[tuple[object, ...]]:
    """The table's rows with geometry as WKB, those of patch ``row`` alone if given; no ``row`` column."""
    chosen = np.arange(len(table)) if row is None else np.flatnonzero(table.columns["row"] == row)
    names = sorted(set(table.columns) - {"row"})
    wkb = shapely.to_wkb(table.geometry[chosen])
    return list(zip(wkb, *(table.columns[name][chosen].tolist() for name in names)))


def same_patches(found: ScreeningResult, at: int, expected: ScreeningResult, row: int) -> None:
    for name, values in expected.patches.columns.items():
        assert found.patches.columns[name][at] == values[row] or values[row] != values[row], name
    for kind in ("evidence", "remainders", "ground"):
        assert rows_of(getattr(found, kind), at) == rows_of(getattr(expected, kind), row), kind


@pytest.fixture(scope="module")
def inputs() -> ScreeningInputs:
    return district_inputs(120)


@pytest.fixture(scope="module")
def whole(inputs: ScreeningInputs) -> ScreeningResult:
    return screen(inputs, load_rules(), screened_at=WHEN)


def test_single_rows_have_the_figures_and_tables_of_a_whole_run(inputs, whole):
    session = ScreeningSession(inputs, load_rules())
    order = np.random.default_rng(1).permutation(len(session))
    for row in order[:60].tolist():
        found = session.screen(np.array([row]), screened_at=WHEN)
        assert len(found.patches) == 1
        same_patches(found, 0, whole, row)


def test_some_rows_come_in_the_order_in_which_they_were_asked_for(inputs, whole):
    session = ScreeningSession(inputs, load_rules())
    order = np.random.default_rng(2).permutation(len(session))[:50]
    found = session.screen(order, screened_at=WHEN)
    for at, row in enumerate(order.tolist()):
        same_patches(found, at, whole, row)
    assert [dict(entry) for entry in found.inputs] == [dict(entry) for entry in whole.inputs]


def test_patches_of_one_cell_are_numbered_by_row_whoever_is_asked_first():
    table = patches(*(box(0, 0, 1, 1) for _ in range(4)), patch_no=list("abcd"))
    session = ScreeningSession(ScreeningInputs(table), load_rules(), given_codes={})
    third = session.screen(np.array([2])).patches.columns["spatial_code"][0]
    assert third.endswith("-03")
    assert session.screen().patches.columns["spatial_code"][2] == third


SITE = {"land": GARDEN, "basic": NO_BASIC}


def site(*rows: dict[str, object], **inputs: object) -> ScreeningInputs:
    table = patches(*(box(200 * k, 0, 100, 50) for k in range(5)))
    return ScreeningInputs(table, [approvals(*rows)], GARDEN, NO_BASIC, **inputs)


def attributes(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "geometry"}


def compare(session: ScreeningSession, reached: np.ndarray, before: ScreeningResult) -> None:
    """What a session says after a change is what a fresh screening says, and only ``reached`` changed."""
    expected = screen(session.inputs, load_rules(), screened_at=WHEN)
    found = session.screen(screened_at=WHEN)
    again = session.screen(reached, screened_at=WHEN)
    for row in range(len(session)):
        same_patches(found, row, expected, row)
        if row not in reached:
            same_patches(found, row, before, row)
    for at, row in enumerate(reached.tolist()):
        same_patches(again, at, expected, row)


ROWS = [approval(box(200 * k, 0, 70, 50), doc_no=f"{k}") for k in range(3)]


@pytest.mark.parametrize(
    ("feature_id", "geometry", "values", "reached"),
    [
        ("0", box(200, 0, 90, 50), None, [0, 1]),  # moved
        ("0", None, None, [0]),  # deleted
        ("1", box(200, 0, 70, 50), {"approval_type": "planning", "doc_no": "1"}, [1]),  # another type
        ("1", box(200, 0, 70, 50), attributes(approval(None, status="作废")), [1]),
        ("new", box(600, 0, 250, 50), attributes(approval(None)), [3, 4]),
        ("far", box(9000, 0, 250, 50), attributes(approval(None)), []),
        ("bow", shapely.Polygon([(121.6, 29.95), (121.601, 29.951), (121.601, 29.95), (121.6, 29.951)]),
         attributes(approval(None)), [0]),
        ("empty", shapely.Polygon(), attributes(approval(None)), []),
    ],
)  # fmt: skip
def test_a_changed_approval_changes_what_it_touches_and_nothing_else(feature_id, geometry, values, reached):
    session = ScreeningSession(site(*ROWS), load_rules())
    before = session.screen(screened_at=WHEN)
    rows = session.change("approvals", feature_id, geometry, values)
    assert rows.tolist() == reached
    compare(session, rows, before)


def test_a_change_and_its_undo_leave_everything_as_it_was():
    session = ScreeningSession(site(*ROWS), load_rules())
    before = session.screen(screened_at=WHEN)
    session.change("approvals", "1", None)
    session.change("approvals", "1", ROWS[1]["geometry"], attributes(ROWS[1]))
    compare(session, np.array([], dtype=int), before)


def test_what_is_explained_later_is_told_as_it_was_screened():
    session, early = (ScreeningSession(site(*ROWS), load_rules()) for _ in range(2))
    later, now = session.screen(screened_at=WHEN), early.screen(screened_at=WHEN)
    told = now.patches.column("explanation").tolist()
    assert any("best_type" in one for one in told)
    for feature_id, row in enumerate(ROWS):
        changed = {**attributes(row), "doc_no": "another", "approval_type": "temporary", "approved_on": ""}
        session.change("approvals", str(feature_id), row["geometry"], changed)
    assert session.screen(screened_at=WHEN).patches.column("explanation").tolist() != told
    assert later.patches.column("explanation").tolist() == told
    assert later.patches.column("sentence").tolist() == now.patches.column("sentence").tolist()


def test_other_roles_change_too():
    units = feature_table([box(-100, -100, 300, 300)], {"unit_code": ["330211001001"], "unit_name": ["甲"]},
                          name="XZQ")  # fmt: skip
    source = feature_table([box(50, 300, 5, 5)], {"uscc": ["91A"]}, name="WRY")
    fields = farmland((box(-5000, -5000, 10000, 10000), "0201"), (box(0, 0, 10, 50), "0101"))
    inputs = ScreeningInputs(
        site(*ROWS).patches, [approvals(*ROWS)], fields, feature_table([box(0, 0, 3, 3)], {}, name="YN"),
        {"grain_zone": feature_table([box(0, 0, 30, 30)], {}, name="LS")},
        feature_table([box(0, 0, 40, 40)], {"case_no": ["1"], "decided_on": [None]}, name="WF"),
        units, [source],
    )  # fmt: skip
    for layer, feature_id, geometry, values, reached in (
        ("DLTB", "1", box(200, 0, 20, 50), {"class_code": "0103"}, [0, 1]),
        ("YN", "0", box(400, 0, 9, 9), None, [0, 2]),
        ("LS", "0", None, None, [0]),
        ("WF", "7", box(600, 0, 60, 60), {"case_no": "2"}, [3]),
        ("XZQ", "0", box(-100, -100, 490, 300), {"unit_code": "330211001002", "unit_name": "乙"}, [0, 1]),
        ("WRY", "0", box(2000, 300, 5, 5), None, [0, 1, 2, 3, 4]),
    ):
        session = ScreeningSession(inputs, load_rules())
        before = session.screen(screened_at=WHEN)
        kept = before.patches.columns["spatial_code"].tolist()
        rows = session.change(layer, feature_id, geometry, values)
        assert rows.tolist() == reached, layer
        if layer == "XZQ":  # a code once given stays, a fresh screening gives others
            found = session.screen(screened_at=WHEN).patches.columns
            assert found["unit_code"].tolist()[:2] == ["330211001002"] * 2
            assert found["spatial_code"].tolist() == kept
        else:
            compare(session, rows, before)


def test_a_layer_that_comes_or_goes_reaches_all_and_another_one_only_what_lies_under_it():
    session = ScreeningSession(site(*ROWS), load_rules())
    before = session.screen(screened_at=WHEN)
    table = FeatureTable(**{**approvals(approval(box(600, 0, 50, 50))).__dict__, "name": "more"})
    rows = session.replace_layer("approval", table)
    assert rows.tolist() == [0, 1, 2, 3]
    compare(session, rows, before)
    zone = feature_table([box(0, 0, 30, 30)], {}, name="LS")
    assert session.replace_layer("grain_zone", zone).tolist() == [0, 1, 2, 3, 4]
    before = session.screen(screened_at=WHEN)
    rows = session.replace_layer("grain_zone", feature_table([box(200, 0, 30, 30)], {}, name="LS2"))
    assert rows.tolist() == [0, 1]
    compare(session, rows, before)
    assert session.replace_layer("grain_zone", None).tolist() == [0, 1, 2, 3, 4]
    assert session.screen().patches.columns["basis"][0] == "approvals,farmland,basic_farmland"


def test_an_unknown_layer_is_refused():
    with pytest.raises(KeyError):
        ScreeningSession(site(*ROWS), load_rules()).change("nobody", "1", None)
