"""Cases of pollution problems: the closed loop on the engine that patches have too."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.case_engine import CaseEvent
from gengdi_plugin.core.errors import IllegalTransition
from gengdi_plugin.core.problem_work import CLOSED, PROBLEMS, ProblemState, fold_problem, problem_step
from gengdi_plugin.core.vocabulary import keys

EVENTS = sorted({event for _, event in PROBLEMS.transitions})
LOOP = (
    ("sensed", "", "monitoring", {}),
    ("alerted", "", "monitoring", {}),
    ("judged_filed", "张三", "bureau", {}),
    ("assigned", "张三", "bureau", {"responsible_uid": "r1", "due_on": "2026-12-10"}),
    ("signed", "李四", "street", {}),
    ("handling", "李四", "street", {}),
    ("feedback", "李四", "street", {"note": "清空渗滤液"}),
)


def happened(*steps: tuple) -> list[CaseEvent]:
    return [
        CaseEvent(event, actor, role, clock=tick, uid=f"e{tick}", at=f"2026-11-{tick:02d}", **more)
        for tick, (event, actor, role, more) in enumerate(steps, start=1)
    ]


def test_every_state_event_and_level_of_the_table_has_words() -> None:
    moves = PROBLEMS.transitions.values()
    assert {m.from_state for m in moves} | {m.to_state for m in moves} - {""} >= set(keys("problem_state"))
    assert {m.to_state for m in moves} <= set(keys("problem_state"))
    assert {m.event for m in moves} == set(keys("problem_event"))
    assert {role for m in moves for role in m.roles} <= set(keys("problem_level"))


def test_a_problem_goes_round_the_loop_and_ends_in_the_portrait() -> None:
    done = fold_problem(
        happened(*LOOP, ("review_passed", "王五", "bureau", {}), ("integrated", "", "monitoring", {}))
    )
    assert (done.state, done.due_on, done.skipped) == ("integrated", "", ())


def test_the_review_is_another_person_and_may_send_back() -> None:
    told = fold_problem(happened(*LOOP))
    with pytest.raises(IllegalTransition, match="李四"):
        problem_step(told, CaseEvent("review_passed", " 李四 ", "bureau"))
    back = problem_step(told, CaseEvent("review_returned", "王五", "centre", note="未见照片"))
    assert (back.state, back.returned, back.due_on) == ("handling", 1, "2026-12-10")


def test_an_item_without_person_or_deadline_is_not_assigned() -> None:
    judged = fold_problem(happened(*LOOP[:3]))
    for lacking in ({"due_on": "2026-12-01"}, {"responsible_uid": "r1"}):
        with pytest.raises(IllegalTransition):
            problem_step(judged, CaseEvent("assigned", "张三", "bureau", **lacking))


@st.composite
def histories(draw: st.DrawFn) -> list[CaseEvent]:
    """Mostly legal histories with noise in between."""
    state, events = ProblemState(), []
    for tick in range(1, draw(st.integers(2, 20))):
        legal = [event for (where, event) in PROBLEMS.transitions if where == state.state]
        name = draw(st.sampled_from(EVENTS if draw(st.integers(0, 4)) == 0 or not legal else sorted(legal)))
        roles = sorted({role for move in PROBLEMS.transitions.values() for role in move.roles})
        events.append(
            CaseEvent(
                name,
                draw(st.sampled_from(("张三", "李四", "王五", ""))),
                draw(st.sampled_from(roles)),
                clock=tick,
                uid=f"e{tick}",
                note=draw(st.sampled_from(("原因", ""))),
                responsible_uid=draw(st.sampled_from(("r1", ""))),
                due_on=draw(st.sampled_from(("2026-12-10", ""))),
                evidence_uid=draw(st.sampled_from(("i2", ""))),
            )
        )
        state = fold_problem(events)
    return events


@settings(max_examples=300)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_and_repetitions_do_not_matter(
    events: list[CaseEvent], chance: random.Random
) -> None:
    arrived = events + chance.choices(events, k=3)
    chance.shuffle(arrived)
    assert fold_problem(arrived) == fold_problem(events)


@settings(max_examples=300)
@given(histories())
def test_nothing_is_closed_without_a_review_by_another_person(events: list[CaseEvent]) -> None:
    end = fold_problem(events)
    skipped = {one.uid for one in end.skipped}
    done = [one for one in events if one.uid not in skipped]
    if end.state in ("closed", "integrated"):
        review = [one for one in done if one.event == "review_passed"][-1]
        assert review.actor and review.actor != end.handler and end.handler
    assert (end.state in CLOSED) <= (end.due_on == "")
