"""The patrol plan: as often as the table says, twice the same plan, what was walked is not rewritten."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from results import VILLAGE, result, square

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.patrol_frequency import frequencies
from gengdi_plugin.core.responsibility import Responsible
from gengdi_plugin.core.table import feature_table
from gengdi_plugin.core.vocabulary import keys
from gengdi_plugin.store.load import loads
from gengdi_plugin.store.patrols import (
    _patrols,
    missed_patrols,
    patrol_rows,
    plan_patrols,
    record_walked,
)
from gengdi_plugin.store.responsible import import_people
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import Workspace

DAY = dt.date.fromisoformat
CODES = [VILLAGE, VILLAGE[:9], VILLAGE[:6]]


@pytest.fixture()
def units(ws: Workspace) -> Workspace:
    table = feature_table(
        [square(n) for n in range(3)], {"unit_code": CODES, "unit_name": ["团桥村", "镇", "区"]}
    )
    save_run(ws, result(["yellow"]), "a", units=table)
    import_people(ws, [{"name": "李四", "unit_code": VILLAGE, "duty": "巡查员"}])
    return ws


def dues(ws: Workspace, code: str = VILLAGE) -> list[str]:
    rows = patrol_rows(ws, DAY("2026-01-01"), DAY("2027-12-31"))
    return [row.due_on for row in rows if row.unit_code == code]


def test_frequencies_are_data_with_source_and_certainty() -> None:
    assert {level: one.every_days for level, one in frequencies().items()} == {"village": 7, "town": 30, "county": 90}  # fmt: skip # noqa: E501
    assert all(one.source and one.certainty in keys("certainty") for one in frequencies().values())


def test_every_unit_gets_its_patrols(units: Workspace) -> None:
    found = plan_patrols(units, DAY("2026-12-01"), DAY("2026-12-31"))
    assert (found.made, found.nobody, found.units) == (5, 1, 3), (
        "the town has nobody, the county none in this time"
    )
    assert dues(units) == ["2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28"]
    assert dues(units, VILLAGE[:9]) == ["2026-12-30"]
    (first, *_) = patrol_rows(units, DAY("2026-12-01"), DAY("2026-12-31"), DAY("2026-12-01"))
    assert (first.responsible, first.unit_name, first.level, first.status) == (
        "李四",
        "团桥村",
        "village",
        "due",
    )


def test_planning_again_changes_nothing_and_goes_on_where_it_ended(units: Workspace) -> None:
    plan_patrols(units, DAY("2026-12-01"), DAY("2026-12-31"))
    assert plan_patrols(units, DAY("2026-12-01"), DAY("2026-12-31")).made == 0
    assert plan_patrols(units, DAY("2026-12-20"), DAY("2027-01-12")).made == 2
    assert dues(units)[-2:] == ["2027-01-04", "2027-01-11"]


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), min_size=1, max_size=5),
    st.sampled_from(CODES),
)
def test_patrols_of_a_unit_never_crowd_and_lie_in_the_plan(spans: list[tuple[int, int]], code: str) -> None:
    start, every = (
        DAY("2026-01-01"),
        frequencies()[{12: "village", 9: "town", 6: "county"}[len(code)]].every_days,
    )
    last: str | None = None
    planned: list[str] = []
    for begin, length in sorted(spans):
        first = start + dt.timedelta(days=begin)
        end = first + dt.timedelta(days=length)
        new = [row[4] for row in _patrols(code, last, first, end, Responsible([], "2026-01-01"))]
        assert all(first.isoformat() <= day <= end.isoformat() for day in new)
        planned += new
        last = planned[-1] if planned else None
    gaps = [(DAY(b) - DAY(a)).days for a, b in zip(planned, planned[1:])]
    assert all(gap >= every and gap % every == 0 for gap in gaps)


def test_one_walked_is_done_and_what_nobody_walked_is_missed(units: Workspace) -> None:
    plan_patrols(units, DAY("2026-11-01"), DAY("2026-11-30"))
    rows = patrol_rows(units, DAY("2026-11-01"), DAY("2026-11-30"), DAY("2026-11-20"))
    assert [row.status for row in rows if row.level == "village"] == ["missed", "missed", "due", "due"]
    assert record_walked(units, rows[0].uid, "李四", DAY("2026-11-06"), "正常")
    assert not record_walked(units, rows[0].uid, "李四", DAY("2026-11-06"))
    assert [row.due_on for row in missed_patrols(units, DAY("2026-11-20"))] == [rows[1].due_on]
    done = patrol_rows(units, DAY("2026-11-01"), DAY("2026-11-30"))[0]
    assert (done.done_on, done.done_by, done.note, done.status) == ("2026-11-06", "李四", "正常", "done")
    with pytest.raises(InputError, match="recorded before"):
        record_walked(units, rows[0].uid, "王五", DAY("2026-11-06"))


def test_a_patrol_is_recorded_by_somebody_after_it_was_walked(units: Workspace) -> None:
    plan_patrols(units, DAY("2026-11-01"), DAY("2026-11-30"))
    uid = patrol_rows(units, DAY("2026-11-01"), DAY("2026-11-30"))[0].uid
    for who, on, what in (
        ("", DAY("2026-11-06"), "named"),
        ("李四", dt.date.today() + dt.timedelta(days=1), "still to come"),
    ):
        with pytest.raises(InputError, match=what):
            record_walked(units, uid, who, on)
    with pytest.raises(InputError, match="no such patrol"):
        record_walked(units, "unknown", "李四", DAY("2026-11-06"))


def test_a_plan_needs_units_and_days_in_their_order(ws: Workspace, units: Workspace) -> None:
    with pytest.raises(InputError, match="at most"):
        plan_patrols(units, DAY("2026-12-02"), DAY("2026-12-01"))


def test_without_units_nothing_is_planned(ws: Workspace) -> None:
    with pytest.raises(InputError, match="keeps no units"):
        plan_patrols(ws, DAY("2026-12-01"), DAY("2026-12-02"))


def test_patrols_belong_to_the_load(units: Workspace) -> None:
    plan_patrols(units, DAY("2026-11-01"), DAY("2026-11-30"))
    (one,) = loads(units, DAY("2026-11-20"))
    assert (one.person.name, one.due, one.missed) == ("李四", 1, 2)
