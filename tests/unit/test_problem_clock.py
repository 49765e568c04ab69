"""Deadlines of problems, credit codes, and whose turn it is: data, and laws of what is made from them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.deadlines import levels
from gengdi_plugin.core.problem_clock import problem_turns, proposed, running
from gengdi_plugin.core.problem_work import CLOSED, PROBLEMS
from gengdi_plugin.core.uscc import check_sign, normal_uscc, uscc_doubt
from gengdi_plugin.core.vocabulary import keys, word
from gengdi_plugin.core.word_file import key_in

ZONE = dt.timezone(dt.timedelta(hours=8))
MONDAY = dt.datetime(2026, 11, 2, 9, 30, tzinfo=ZONE)
SINCE = MONDAY.isoformat()
LEVELS = st.sampled_from(["red", "yellow", "info", "", "purple"])
STATES = st.sampled_from(sorted(problem_turns()))
MINUTES = st.integers(0, 90 * 24 * 60).map(lambda n: MONDAY + dt.timedelta(minutes=n))
DAYS = st.one_of(st.just(""), st.integers(0, 60).map(lambda n: (MONDAY + dt.timedelta(n)).date().isoformat()))


def test_every_state_waits_for_a_legal_step_or_is_closed() -> None:
    states = {move.to_state for move in PROBLEMS.transitions.values()}
    assert states - CLOSED == set(problem_turns())
    for state, turn in problem_turns().items():
        move = PROBLEMS.transitions[state, turn.next_event]
        assert turn.who == "responsible" or turn.who in move.roles
        assert turn.next_event in keys("problem_next")
        assert bool(turn.step) == bool(turn.clocks) and turn.clocks <= {"rule", "day"}


def test_every_step_has_words_and_asks_what_a_dialog_can_ask() -> None:
    events = {event for _, event in PROBLEMS.transitions}
    assert events == set(keys("problem_step")) == set(keys("problem_event"))
    for move in PROBLEMS.transitions.values():
        assert set(move.asks) <= {"grade", "note", "due"} and not set(move.asks) & set(move.needs)


def test_the_steps_of_a_state_come_in_the_order_of_the_table() -> None:
    assert [move.event for move in PROBLEMS.steps_from("sensed")] == [
        "alerted", "judged_filed", "judged_excluded", "judged_merged",
    ]  # fmt: skip
    assert PROBLEMS.steps_from("unheard of") == []


def test_hours_run_to_the_minute_and_days_to_their_end() -> None:
    red = [running("assigned", "red", SINCE, SINCE, "2026-11-20", MONDAY + dt.timedelta(minutes=m))
           for m in (239, 240, 241)]  # fmt: skip
    assert [one.overdue for one in red if one] == [False, False, True]
    assert all(one and one.step == "sign" and one.due == MONDAY + dt.timedelta(hours=4) for one in red)
    day = running("handling", "yellow", SINCE, SINCE, "2026-11-20", MONDAY.replace(day=20, hour=23))
    assert day and not day.overdue and day.days_over == 0 and day.due.hour == 23


def test_a_day_that_was_set_counts_when_it_is_earlier_than_the_rule() -> None:
    found = running("assigned", "info", SINCE, SINCE, "2026-11-03", MONDAY)
    assert found and found.due.date() == dt.date(2026, 11, 3)
    assert running("handling", "red", SINCE, SINCE, "", MONDAY) is None, "nothing was set"
    assert running("feedback", "red", SINCE, SINCE, "2026-11-03", MONDAY).due.date() == dt.date(2026, 11, 5)


def test_a_late_item_goes_up_from_the_street_to_the_bureau_to_the_centre() -> None:
    def level(day: int) -> str:
        found = running("handling", "yellow", SINCE, SINCE, "2026-11-10", MONDAY.replace(day=day))
        return found.level if found else "–"

    assert [level(day) for day in (10, 11, 12, 13, 16, 17, 30)] == [
        "street", "street", "street", "bureau", "bureau", "centre", "centre",
    ]  # fmt: skip


def test_proposals_follow_the_level() -> None:
    assert proposed("rectify", "yellow", MONDAY).date() == dt.date(2026, 11, 17)
    assert proposed("sign", "red", MONDAY) == MONDAY + dt.timedelta(hours=4)
    assert proposed("sign", "", MONDAY) == proposed("sign", "info", MONDAY)


@given(STATES, LEVELS, DAYS, MINUTES, MINUTES)
def test_time_only_makes_it_later(state: str, level: str, due_on: str, one: dt.datetime, other: dt.datetime) -> None:  # fmt: skip # noqa: E501
    first, second = sorted((one, other))
    before = running(state, level, SINCE, SINCE, due_on, first)
    after = running(state, level, SINCE, SINCE, due_on, second)
    assert (before is None) == (after is None)
    if before is None or after is None:
        return
    assert before.due == after.due
    assert before.days_over <= after.days_over and before.overdue <= after.overdue
    assert before.share <= after.share
    order = levels("problem")
    assert order.index(before.level) <= order.index(after.level)


@given(STATES, LEVELS, DAYS, MINUTES)
def test_overdue_share_and_sentence_agree(state: str, level: str, due_on: str, now: dt.datetime) -> None:
    found = running(state, level, SINCE, SINCE, due_on, now)
    if found is None:
        return
    assert found.overdue == (now > found.due)
    assert found.days_over <= 0 or found.overdue
    assert not found.overdue or found.share == 100
    assert bool(found.sentence) == (found.share > 0)


@given(STATES, LEVELS, DAYS, MINUTES)
def test_the_zone_in_which_one_looks_changes_no_deadline_of_hours(
    state: str, level: str, due_on: str, now: dt.datetime
) -> None:
    here = running(state, "red", SINCE, SINCE, "", now)
    there = running(state, "red", SINCE, SINCE, "", now.astimezone(dt.timezone.utc))
    if here is not None and there is not None and here.step in ("judge", "sign", "check"):
        assert here.due == there.due and here.overdue == there.overdue


def test_a_time_that_is_none_runs_no_deadline() -> None:
    assert running("sensed", "red", "yesterday", "", "", MONDAY) is None
    assert running("closed", "red", SINCE, SINCE, "2026-11-03", MONDAY) is None
    assert running("sensed", "red", "2026-11-02T01:30:00Z", "", "", MONDAY).due == MONDAY + dt.timedelta(
        hours=2
    )


SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(st.text(SIGNS, min_size=17, max_size=17), st.sampled_from(SIGNS))
def test_exactly_one_sign_makes_a_credit_code_good(head: str, sign: str) -> None:
    good = check_sign(head)
    assert uscc_doubt(head + good) == ""
    assert (uscc_doubt(head + sign) == "") == (sign == good)
    assert normal_uscc(f" {(head + good).lower()} ") == head + good


def test_credit_codes_that_were_really_issued(shared: Path) -> None:
    lines = (shared / "vectors" / "uscc.jsonl").read_text(encoding="utf-8").splitlines()
    vectors = [json.loads(line) for line in lines]
    written = [one for one in vectors if normal_uscc(one["code"]) == one["code"]]
    for vector in filter(lambda one: one["code"], written):
        assert (uscc_doubt(vector["code"]) == "") == vector["valid"], vector
    # small letters and full-width signs are mended, not doubted
    mended = [one for one in vectors if one not in written and not uscc_doubt(one["code"])]
    assert len(vectors) >= 18 and len(written) >= 14 and len(mended) >= 2


def test_a_credit_code_says_what_is_wrong_with_it() -> None:
    assert uscc_doubt("") == ""
    assert "17" in uscc_doubt("91350200MA2YJ1XR9")
    assert "O" in uscc_doubt("91640300MA75WONY35") and "check sign" in uscc_doubt("91350203M0001QAY9B")


@pytest.mark.parametrize(
    ("group", "text", "key"),
    [
        ("field", "问题标题", "title"), ("field", "统一社会信用代码", "uscc"), ("field", "title", "title"),
        ("level", "红", "red"), ("kind", "无证排污", "permit_missing"),
        ("department", "生态环境局", "environment"),
    ],
)  # fmt: skip
def test_offices_words_are_known(group: str, text: str, key: str) -> None:
    assert key_in("problem_words.csv", group, text) == key


def test_presets_lead_to_keys_that_exist() -> None:
    rows = (Path(__file__).parents[2] / "gengdi_plugin/core/data/problem_words.csv").read_text(encoding="utf-8")  # fmt: skip # noqa: E501
    groups = {"level": "alert_level", "kind": "event_type", "department": "department"}
    for line in rows.splitlines()[1:]:
        group, key, _ = line.split(",")
        if group in groups:
            assert key in keys(groups[group]), line
            assert word(groups[group], key, "zh")
