"""The course of a case ends where the fold ends, at any day."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from test_casework import ev, histories, story

from gengdi_plugin.core.case_course import course, open_filing, relapses
from gengdi_plugin.core.casework import CaseEvent, PatchState, fold

CLOSED = story(
    ("screened_yellow", "", "screening"),
    ("dispatched", "办", "officer"),
    ("verifying", "甲", "inspector"),
    ("found_unlawful", "甲", "inspector"),
    ("audit_confirmed", "乙", "town"),
    ("rectifying", "办", "officer"),
    ("rectified", "丙", "village"),
    ("accepted", "乙", "town"),
)


@given(histories())
def test_the_course_ends_in_the_state_of_the_fold(events: list[CaseEvent]) -> None:
    passed = course(events)
    end = passed[-1].after if passed else PatchState()
    assert replace(end, skipped=()) == replace(fold(events), skipped=())
    for one, following in zip(passed, passed[1:]):
        assert following.before == one.after


def test_what_happens_later_is_not_known_before() -> None:
    days = [
        replace(event, at=f"2026-11-{place + 1:02d}T08:00:00+08:00") for place, event in enumerate(CLOSED)
    ]
    for place in range(len(days)):
        known = course(reversed(days), until=f"2026-11-{place + 1:02d}")
        assert len(known) == place + 1 and known[-1].after.state == fold(days[: place + 1]).state
    assert course(days, until="2026-10-31") == []


def test_relapses_count_cases_that_were_accepted() -> None:
    clock = CLOSED[-1].clock
    reopened = ev("reopened", "乙", "town", clock=clock + 1, note="又建")
    assert relapses(course(CLOSED)) == 0
    assert relapses(course([*CLOSED, reopened])) == 1


def test_a_filing_is_open_until_it_is_concluded() -> None:
    clock = CLOSED[-1].clock
    red = CLOSED[:5]
    filed = ev("filed", "乙", "town", clock=clock + 1, doc_no="立1号")
    concluded = ev("concluded", "乙", "town", clock=clock + 2, doc_no="结1号")
    assert open_filing(course(red)) is None
    found = open_filing(course([*red, filed]))
    assert found is not None and found.doc_no == "立1号"
    assert open_filing(course([*red, filed, concluded])) is None
