"""Deadlines, reminders and escalation: data with their sources, pure functions with laws."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.casework import STATE_CODES
from gengdi_plugin.core.deadlines import (
    STEP_OF,
    CaseFacts,
    deadline,
    deadlines,
    due,
    latest_reminder,
    level_of,
    levels,
    reminders,
)
from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.vocabulary import keys, word

MONDAY = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def test_every_deadline_has_its_source_and_is_never_called_official() -> None:
    assert deadlines()
    for rule in deadlines():
        assert rule.number > 0
        assert rule.unit in keys("deadline_unit")
        assert rule.step in keys("case_step")
        assert rule.source and rule.certainty in keys("certainty")
    assert set(STEP_OF) <= set(STATE_CODES)
    assert set(STEP_OF.values()) <= {rule.step for rule in deadlines() if rule.vocabulary == "patch"}


def test_working_days_days_and_hours() -> None:
    assert due("verify", MONDAY).isoformat() == "2026-11-16T23:59:59+08:00"  # ten working days
    assert due("rectify", MONDAY).date() == dt.date(2026, 12, 2)
    assert due("judge", MONDAY, "red", "problem") == MONDAY + dt.timedelta(hours=2)
    assert due("verify", MONDAY, number=1).date() == dt.date(2026, 11, 3)


def test_a_step_without_a_deadline_is_refused() -> None:
    with pytest.raises(InputError, match="verify"):
        deadline("fly")
    with pytest.raises(InputError):
        deadline("verify", "red", "problem")
    assert deadline("judge", "", "problem") == deadline("judge", "purple", "problem"), "of no known level"


def facts(days: int = 10, unit: str = "days") -> CaseFacts:
    end = dt.datetime.combine(MONDAY.date() + dt.timedelta(days=days), dt.time(23, 59, 59), MONDAY.tzinfo)
    return CaseFacts(MONDAY, end, unit=unit)


def at(days: int) -> dt.datetime:
    return MONDAY + dt.timedelta(days=days)


def test_reminders_at_half_four_fifths_the_end_and_each_day_after() -> None:
    assert reminders(facts(), at(4)) == []
    assert [one.share for one in reminders(facts(), at(5))] == [50]
    assert [one.share for one in reminders(facts(), at(8))] == [50, 80]
    late = reminders(facts(), at(13))
    assert [(one.share, one.days_over) for one in late] == [(50, 0), (80, 0), (100, 0), (100, 1), (100, 2), (100, 3)]  # fmt: skip # noqa: E501
    assert [one.level for one in late] == ["village"] * 5 + ["town"]
    assert "3" in late[-1].sentence and word("escalation", "town") in late[-1].sentence


def test_shares_of_working_days_are_counted_in_working_days() -> None:
    case = CaseFacts(MONDAY, due("verify", MONDAY))  # half of ten is Monday a week later
    assert [one.on for one in reminders(case, at(13))] == [dt.date(2026, 11, 9), dt.date(2026, 11, 12)]


def test_a_late_case_goes_up_step_by_step() -> None:
    assert levels() == ("village", "town", "county")
    assert levels("problem") == ("street", "bureau", "centre")
    for kind in ("patch", "problem"):
        order = levels(kind)
        ranks = [order.index(level_of(over, kind)) for over in range(-5, 60)]
        assert ranks == sorted(ranks) and ranks[0] == 0 and ranks[-1] == len(order) - 1
        assert all(level in keys("escalation") for level in order)


@given(st.integers(0, 60), st.integers(-3, 90), st.sampled_from(["days", "workdays", "hours"]))
def test_reminders_only_grow_and_the_latest_is_the_last(length: int, now: int, unit: str) -> None:
    case = facts(length, unit)
    found = reminders(case, at(now))
    assert found == sorted(found, key=lambda one: (one.on, one.share))
    assert all(one.on <= at(now).date() for one in found)
    assert reminders(case, at(now + 1))[: len(found)] == found
    assert latest_reminder(case, at(now)) == (found[-1] if found else None)
    over = (at(now).date() - case.due.date()).days
    assert sum(one.days_over > 0 for one in found) == max(over, 0)
