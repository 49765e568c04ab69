"""Figures of casework: what each counts, what it is divided by, and what a past day knew."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.case_figures import Case, Days, UnitFigures, facts, ranked, unit_figures, unit_of
from gengdi_plugin.core.casework import CaseEvent

VILLAGE, OTHER = "330211001201", "330211002203"

#: event, actor, role, day, more
COURSE: tuple[tuple[str, str, str, str, dict[str, object]], ...] = (
    ("screened_yellow", "", "screening", "2026-01-10", {}),
    ("dispatched", "办", "officer", "2026-01-11", {"due_on": "2026-01-20"}),
    ("verifying", "甲", "inspector", "2026-01-12", {}),
    ("found_unlawful", "甲", "inspector", "2026-01-15", {"unlawful_m2": 400.0}),
    ("audit_confirmed", "乙", "town", "2026-01-20", {}),
    ("filed", "乙", "county", "2026-01-25", {"doc_no": "立1号"}),
    ("rectifying", "办", "officer", "2026-02-01", {"due_on": "2026-03-01"}),
    ("rectified", "丙", "village", "2026-02-20", {}),
    ("concluded", "乙", "county", "2026-03-05", {"doc_no": "结1号"}),
    ("accepted", "乙", "town", "2026-03-10", {}),
)


def case(steps: int, unit: str = VILLAGE, number: int = 0, area: float = 400.0) -> Case:
    events = tuple(
        CaseEvent(
            event, actor, role, place + 1, uid=f"{number}-{place}", at=f"{day}T09:00:00+08:00",
            **{**more, **({"unlawful_m2": area} if event == "found_unlawful" else {})},  # type: ignore[arg-type]
        )
        for place, (event, actor, role, day, more) in enumerate(COURSE[:steps])
    )  # fmt: skip
    return Case(f"p{number}", unit, "2025-12-31", events)


WHOLE = len(COURSE)


def one(cases: list[Case], on: str = "2026-12-31", level: str = "county", **period: str) -> UnitFigures:
    (found,) = unit_figures(cases, level, on, **period)
    return found


def test_each_rate_is_its_numerator_by_its_denominator() -> None:
    cases = [
        case(WHOLE, number=1, area=400.0),
        case(7, number=2, area=100.0),  # ordered, its deadline passed
        case(5, number=3, area=500.0),  # confirmed only
        case(1, number=4),  # yellow
    ]
    found = one(cases)
    assert (found.cases, found.cases_m2) == (3, 1000.0)
    assert (found.filed, found.filed_m2, found.filing_rate, found.filing_area_rate) == (2, 500.0, 2 / 3, 0.5)
    assert (found.concluded, found.conclusion_rate, found.conclusion_area_rate) == (1, 0.5, 0.8)
    assert (found.closed, found.closed_m2) == (1, 400.0)
    assert (found.rectification_rate, found.rectification_area_rate) == (1 / 3, 0.4)
    assert (found.with_deadline, found.overdue, found.overdue_m2, found.overdue_rate) == (2, 1, 100.0, 0.5)


def test_without_a_denominator_there_is_no_rate() -> None:
    found = one([case(1)])
    assert found.cases == 0
    rates = [getattr(found, entry.name) for entry in fields(found) if entry.name.endswith("_rate")]
    assert rates == [None] * 7 and found.rank is None
    unmeasured = one([replace(case(5), events=tuple(replace(e, unlawful_m2=None) for e in case(5).events))])
    assert (unmeasured.cases, unmeasured.cases_m2, unmeasured.rectification_rate) == (1, 0.0, 0.0)
    assert unmeasured.rectification_area_rate is None


def test_a_figure_of_the_past_can_be_made_again() -> None:
    """What is known on a day is what the events until then say, whatever came later."""
    for place in range(WHOLE):
        on = COURSE[place][3]
        assert one([case(WHOLE)], on) == one([case(place + 1)], on)
    before = one([case(WHOLE)], "2026-03-04")
    assert (before.filed, before.concluded, before.closed, before.overdue) == (1, 0, 0, 1)
    assert unit_figures([case(WHOLE)], "county", "2026-01-01")[0].cases == 0


def test_a_period_holds_the_cases_confirmed_in_it_and_the_times_that_ended_in_it() -> None:
    def of(begin: str, end: str) -> tuple[int, int, int, int]:
        found = one([case(WHOLE)], begin=begin, end=end)
        return found.cases, found.found.count, found.confirmed.count, found.rectified.count

    assert of("2026-01-20", "2026-01-20") == (1, 0, 1, 0)
    assert of("2026-01-01", "2026-01-19") == (0, 1, 0, 0)
    assert of("2026-03-01", "2026-12-31") == (0, 0, 0, 1)
    assert of("", "") == (1, 1, 1, 1)


def test_the_three_times_run_from_image_to_acceptance() -> None:
    found = one([case(WHOLE)])
    assert found.found == Days(1, 10.0, 10)
    assert found.confirmed == Days(1, 10.0, 10)
    assert found.rectified == Days(1, 49.0, 49)
    early = replace(case(WHOLE), after_on="2026-01-31")
    assert one([early]).found == Days(1, 0.0, 0), "an image known by its month"
    assert one([replace(early, after_on="")]).found == Days(0, None, None)


def test_median_and_percentile_of_many() -> None:
    cases = [replace(case(1, number=n), after_on=f"2026-01-{10 - n:02d}") for n in range(10)]
    assert one(cases).found == Days(10, 4.5, 7), "8 of 10 within 7 days"


def test_units_of_each_level() -> None:
    cases = [case(5, VILLAGE, 1), case(5, OTHER, 2), case(5, "330211001000", 3), case(5, "000000000000", 4)]
    assert [one.unit_code for one in unit_figures(cases, "village", "2026-12-31")] == ["", VILLAGE, OTHER]
    towns = unit_figures(cases, "town", "2026-12-31")
    assert [(one.unit_code, one.cases) for one in towns] == [("", 1), ("330211001", 2), ("330211002", 1)]
    assert [one.unit_code for one in unit_figures(cases, "county", "2026-12-31")] == ["", "330211"]
    assert unit_of("330211", "village") == "" and unit_of("330211000000", "town") == ""


def test_equal_rates_share_a_rank() -> None:
    cases = [case(WHOLE, "330211001201", 1), case(WHOLE, "330211002201", 2), case(5, "330211003201", 3)]
    found = unit_figures([*cases, case(1, "330211004201", 4)], "town", "2026-12-31")
    assert [one.rank for one in found] == [1, 1, 3, None]
    late = [replace(one, overdue_rate=value) for one, value in zip(found, (0.5, 0.0, 0.5, None))]
    assert [one.rank for one in ranked(late, "overdue_rate")] == [2, 1, 2, None]


def test_a_case_that_fell_back_is_open_again_and_counts_as_relapse() -> None:
    closed = case(WHOLE)
    again = CaseEvent("reopened", "乙", "town", 99, uid="again", at="2026-04-01T08:00:00+08:00", note="又建")
    sent = CaseEvent(
        "dispatched", "办", "officer", 100, uid="s", at="2026-04-02T08:00:00", due_on="2026-04-09"
    )
    found = one([replace(closed, events=(*closed.events, again, sent))])
    assert (found.cases, found.closed, found.relapses, found.with_deadline) == (1, 0, 1, 0)


@given(
    st.lists(st.tuples(st.integers(0, WHOLE), st.sampled_from([VILLAGE, OTHER])), max_size=12), st.randoms()
)
def test_towns_add_up_to_the_county_and_rates_stay_between_0_and_1(
    drawn: list[tuple[int, str]], chance: object
) -> None:
    cases = [case(steps, unit, number) for number, (steps, unit) in enumerate(drawn)]
    towns, county = (unit_figures(cases, level, "2026-12-31") for level in ("town", "county"))
    for name in (
        "cases",
        "filed",
        "concluded",
        "closed",
        "with_deadline",
        "overdue",
        "cases_m2",
        "closed_m2",
    ):
        assert sum(getattr(town, name) for town in towns) == pytest.approx(
            sum(getattr(whole, name) for whole in county)
        )
    for figures in (*towns, *county):
        for entry in fields(figures):
            if entry.name.endswith("_rate"):
                value = getattr(figures, entry.name)
                assert value is None or 0.0 <= value <= 1.0
    chance.shuffle(cases)  # type: ignore[attr-defined]
    assert unit_figures(cases, "town", "2026-12-31") == towns


def test_facts_of_a_patch_without_events() -> None:
    assert facts(Case("p", VILLAGE, "2025-12-31", ()), "2026-12-31").found_on == ""
