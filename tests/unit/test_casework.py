"""Case states: what persons and screenings may do to a patch, whatever the order of arrival."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.casework import (
    STATE_CODES,
    CaseEvent,
    PatchState,
    allowed,
    colour,
    fold,
    same_person,
    step,
    transitions,
    walk,
)
from gengdi_plugin.core.errors import IllegalTransition
from gengdi_plugin.core.vocabulary import keys

PEOPLE = ("张三", "李四", "王五", "")
ROLES = ("screening", "officer", "inspector", "village", "town", "county", "")
EVENTS = [*sorted({event for _, event in transitions()}), "no_such_event"]


def ev(event: str, actor: str = "", role: str = "", clock: int = 0, **more: object) -> CaseEvent:
    return CaseEvent(event, actor, role, clock, uid=f"u{clock}-{event}", **more)  # type: ignore[arg-type]


def story(*events: tuple[str, str, str] | CaseEvent) -> list[CaseEvent]:
    """Events one after the other: ``(event, actor, role)`` or a ready event."""
    return [
        ev(*one, clock=tick) if isinstance(one, tuple) else one for tick, one in enumerate(events, start=1)
    ]


FOUND_UNLAWFUL = (
    ("screened_yellow", "", "screening"),
    ("dispatched", "李四", "officer"),
    ("verifying", "张三", "inspector"),
    ("found_unlawful", "张三", "inspector"),
)
RED = (*FOUND_UNLAWFUL, ("audit_confirmed", "李四", "town"))
BLUE = (*RED, ("rectifying", "李四", "town"))


def test_every_state_of_the_table_has_a_colour_and_a_word() -> None:
    states = {move.from_state for move in transitions().values()} | {
        move.to_state for move in transitions().values()
    }
    assert states == set(STATE_CODES)
    assert states - {""} == set(keys("state"))


def test_a_patch_goes_from_yellow_to_red_to_rectified_to_closed_and_begins_again() -> None:
    closed = story(*BLUE, ("rectified", "王五", "village"), ("accepted", "李四", "county"))
    assert fold(story(*FOUND_UNLAWFUL)).code == "yellow"
    assert (fold(story(*RED)).state, fold(story(*RED)).code) == ("audited_red", "red")
    assert (fold(story(*BLUE)).state, fold(story(*BLUE)).code) == ("rectifying", "blue")
    assert (fold(closed).state, fold(closed).code, fold(closed).skipped) == ("accepted", "green", ())
    again = fold([*closed, ev("reopened", "李四", "county", 99, note="复耕后又占用")])
    assert (again.state, again.code, again.finding) == ("reopened", "yellow", "")


def test_without_the_blue_setting_a_case_stays_red_until_accepted() -> None:
    done = story(*BLUE, ("rectified", "王五", "village"), ("accepted", "李四", "county"))
    assert [fold(done[:n], blue=False).code for n in range(5, 9)] == ["red", "red", "red", "green"]
    assert colour("rectifying") == "blue"


def test_the_inspector_cannot_audit_the_own_finding_however_the_name_is_written() -> None:
    state = fold(
        story(
            ("screened_yellow", "", "screening"),
            *FOUND_UNLAWFUL[1:3],
            ("found_unlawful", "Li Si", "inspector"),
        )
    )
    with pytest.raises(IllegalTransition, match="two-person"):
        step(state, ev("audit_confirmed", "ｌｉ  SI", "county"))
    assert step(state, ev("audit_confirmed", "Wang Wu", "county")).code == "red"


def test_names_are_compared_without_case_width_and_spaces() -> None:
    assert same_person("张 三", "张三") and same_person("Ａlice", "alice")
    assert not same_person("张三", "张三丰")


def test_whoever_reported_the_rectification_cannot_accept_it() -> None:
    reported = fold(story(*BLUE, ("rectified", "王五", "town")))
    with pytest.raises(IllegalTransition, match="two-person"):
        step(reported, ev("accepted", "王五", "town"))
    with pytest.raises(IllegalTransition, match="levels"):
        step(reported, ev("accepted", "李四", "village"))
    assert step(reported, ev("returned", "李四", "town")).code == "red"


@pytest.mark.parametrize("role", ["village", "inspector", "officer", "screening", ""])
def test_only_town_or_county_audits(role: str) -> None:
    with pytest.raises(IllegalTransition, match="levels"):
        step(fold(story(*FOUND_UNLAWFUL)), ev("audit_confirmed", "李四", role))


def test_lawful_needs_a_document_that_covers_the_whole_patch() -> None:
    lawful = fold(
        story(*FOUND_UNLAWFUL[:3], ev("found_lawful", "张三", "inspector", 4, doc_no="甬土〔2024〕7号"))
    )
    with pytest.raises(IllegalTransition, match="document"):
        step(lawful, ev("audit_confirmed", "李四", "town"))
    unnamed = fold(story(*FOUND_UNLAWFUL[:3], ("found_lawful", "张三", "inspector")))
    with pytest.raises(IllegalTransition, match="document"):
        step(unnamed, ev("audit_confirmed", "李四", "town", covers="whole"))
    after = step(lawful, ev("audit_confirmed", "李四", "town", covers="whole"))
    assert (after.state, after.code, after.doc_no) == ("audited_green", "green", "甬土〔2024〕7号")


def test_an_auditor_may_change_or_return_a_finding() -> None:
    found = fold(story(*FOUND_UNLAWFUL))
    changed = step(found, ev("audit_changed_unchanged", "李四", "county"))
    assert (changed.code, changed.finding) == ("green", "found_unchanged")
    back = step(found, ev("audit_returned", "李四", "county", note="照片不清"))
    assert (back.state, back.code, back.audit_note) == ("verifying", "yellow", "照片不清")


def test_an_area_found_unlawful_is_kept_and_the_auditor_may_correct_it() -> None:
    found = fold(
        story(
            *FOUND_UNLAWFUL[:3],
            ev("found_unlawful", "张三", "inspector", 4, unlawful_m2=120.5, unlawful_from="finding"),
        )
    )
    kept = step(found, ev("audit_confirmed", "李四", "town"))
    assert (kept.unlawful_m2, kept.unlawful_from) == (120.5, "finding")
    corrected = step(found, ev("audit_confirmed", "李四", "town", unlawful_m2=90.0, unlawful_from="auditor"))
    assert (corrected.unlawful_m2, corrected.unlawful_from) == (90.0, "auditor")


@pytest.mark.parametrize(
    "state", ["audited_red", "rectifying", "rectified", "returned", "found_unlawful", "reopened"]
)
def test_no_screening_releases_what_a_person_decided(state: str) -> None:
    assert not allowed(PatchState(state), "rescreened_green")


def test_a_rescreening_counts_only_with_its_recorded_run() -> None:
    yellow = fold(story(("screened_yellow", "", "screening")))
    with pytest.raises(IllegalTransition, match="run"):
        step(yellow, ev("rescreened_green", "", "screening"))
    assert step(yellow, ev("rescreened_green", "", "screening", evidence_uid="run1")).code == "green"


def test_a_deadline_runs_while_somebody_has_to_act() -> None:
    red = fold(story(*RED))
    running = step(red, ev("rectifying", "李四", "town", responsible_uid="r1", due_on="2026-12-31"))
    assert (running.responsible_uid, running.due_on) == ("r1", "2026-12-31")
    reported = step(running, ev("rectified", "王五", "village"))
    assert reported.due_on == "2026-12-31"
    assert step(reported, ev("accepted", "李四", "town")).due_on == ""


def test_an_illegal_event_is_listed_with_the_reason_and_changes_nothing() -> None:
    events = story(("screened_yellow", "", "screening"), ("accepted", "李四", "county"))
    state = fold(events)
    assert state.state == "screened_yellow"
    assert [(one.event, one.uid) for one in state.skipped] == [("accepted", events[1].uid)]
    assert "not possible" in state.skipped[0].why


@st.composite
def histories(draw: st.DrawFn) -> list[CaseEvent]:
    """Stories, some from a case well under way: mostly legal steps, with noise between them."""
    events = story(*draw(st.sampled_from(((), (), FOUND_UNLAWFUL, BLUE))))
    state, begin_tick = fold(events), len(events) + 1
    for tick in range(begin_tick, begin_tick + draw(st.integers(1, 14))):
        legal = [move for (begin, _), move in sorted(transitions().items()) if begin == state.state]
        if legal and draw(st.integers(0, 9)):
            move = draw(st.sampled_from(legal))
            name, role = move.event, draw(st.sampled_from(sorted(move.roles)))
        else:
            name, role = draw(st.sampled_from(EVENTS)), draw(st.sampled_from(ROLES))
        event = CaseEvent(
            name,
            draw(st.sampled_from((*PEOPLE[:3], *PEOPLE[:3], ""))),
            role,
            clock=tick if draw(st.integers(0, 9)) else tick - 1,
            site=draw(st.sampled_from(("", "a", "b"))),
            uid=f"v{tick:02d}",
            note=draw(st.sampled_from(("原因", "原因", ""))),
            evidence_uid=draw(st.sampled_from(("run", "run", ""))),
            doc_no=draw(st.sampled_from(("文号", "文号", ""))),
            covers=draw(st.sampled_from(("whole", "whole", ""))),
        )
        events.append(event)
        state = fold(events)
    return events


def effective(events: list[CaseEvent]) -> list[CaseEvent]:
    """The events that had an effect, in their order."""
    skipped = {one.uid for one in fold(events).skipped}
    ordered = sorted(events, key=lambda one: (one.clock, one.site, one.uid))
    return [one for one in ordered if one.uid not in skipped]


#: Events that leave a case in the state it is in.
STAYING = {
    "reassigned", "extended", "filed", "concluded", "partly_rectified", "second_look", "looked_again",
}  # fmt: skip


def last(events: list[CaseEvent], prefix: str) -> CaseEvent:
    return [one for one in events if one.event.startswith(prefix)][-1]


@settings(max_examples=400)
@given(histories())
def test_green_comes_only_from_screening_audit_or_acceptance(events: list[CaseEvent]) -> None:
    if fold(events).code != "green":
        return
    done = effective(events)
    final = [one for one in done if one.event not in STAYING][-1]
    if final.event == "rescreened_green":
        assert final.role == "screening" and final.evidence_uid
    elif final.event.startswith("audit_"):
        finding = last(done, "found_")
        assert finding.actor and not same_person(finding.actor, final.actor)
        assert final.role in ("town", "county")
        lawful = final.event == "audit_changed_lawful" or finding.event == "found_lawful"
        if lawful and final.event != "audit_changed_unchanged":
            assert final.covers == "whole" and (final.doc_no or finding.doc_no)
        elif final.event == "audit_confirmed":
            assert finding.event == "found_unchanged"
    elif final.event == "accepted":
        report = last(done, "rectified")
        assert final.role in ("town", "county") and not same_person(report.actor, final.actor)
        assert any(one.event.startswith("audit_") for one in done)
    else:
        assert final.event == "screened_green" and final.role == "screening"


@settings(max_examples=400)
@given(histories())
def test_red_and_blue_rest_on_a_finding_that_another_person_audited(events: list[CaseEvent]) -> None:
    if fold(events).code not in ("red", "blue"):
        return
    done = effective(events)
    audit, finding = last(done, "audit_"), last(done, "found_")
    assert finding.actor and audit.actor and not same_person(finding.actor, audit.actor)
    assert audit.event == "audit_changed_unlawful" or finding.event == "found_unlawful"
    assert done[-1].role != "screening"


@given(
    st.lists(
        st.builds(
            CaseEvent,
            st.sampled_from(EVENTS),
            role=st.just("screening"),
            uid=st.uuids().map(str),
            evidence_uid=st.just("run"),
        )
    )
)
def test_screening_alone_never_makes_red(events: list[CaseEvent]) -> None:
    assert fold(events).code in ("", "green", "yellow")


@settings(max_examples=200)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_and_repetitions_do_not_matter(
    events: list[CaseEvent], chance: random.Random
) -> None:
    arrived = [*events, *chance.sample(events, k=chance.randint(0, len(events)))]
    chance.shuffle(arrived)
    assert fold(arrived) == fold(events)


@given(histories(), st.booleans())
def test_the_colour_is_the_states_colour(events: list[CaseEvent], blue: bool) -> None:
    state = fold(events, blue)
    assert state.code == colour(state.state, blue)


def _taking_back(event: CaseEvent, actor: str = "", clock: int = 99) -> CaseEvent:
    return CaseEvent("taken_back", actor or event.actor, "officer", clock, uid="back", evidence_uid=event.uid)


@given(histories())
def test_what_is_taken_back_leaves_the_state_before_it_and_nothing_else_can_be(
    events: list[CaseEvent],
) -> None:
    passed, skipped = walk(events)
    for place, one in enumerate(passed):
        after = fold([*events, _taking_back(one.event)])
        move = transitions()[one.before.state, one.event.event]
        if place == len(passed) - 1 and move.retractable and one.event.actor.strip():
            assert after == replace(one.before, skipped=tuple(skipped))
        else:
            assert [entry.uid for entry in after.skipped][-1] == "back"
            assert replace(after, skipped=()) == replace(fold(events), skipped=())


def test_a_step_that_nobody_put_a_name_to_is_not_taken_back_by_nobody() -> None:
    sent = [ev("screened_yellow", role="screening", clock=1, evidence_uid="run"),
            ev("dispatched", role="county", clock=2)]  # fmt: skip
    after = fold([*sent, _taking_back(sent[1])])
    assert after.state == "dispatched"
    assert [entry.uid for entry in after.skipped] == ["back"]


def test_only_who_recorded_a_step_takes_it_back_and_only_once() -> None:
    sent = [
        CaseEvent("screened_yellow", "", "screening", 1, uid="1"),
        CaseEvent("dispatched", "张三", "officer", 2, uid="2"),
    ]
    other = fold([*sent, _taking_back(sent[1], "李四")])
    assert other.state == "dispatched" and "张三" in other.skipped[0].why
    back = _taking_back(sent[1], "张 三")
    assert fold([*sent, back]) == fold(sent[:1])
    again = fold([*sent, back, replace(back, uid="again", clock=100)])
    assert again.state == "screened_yellow" and "nothing to take back" in again.skipped[0].why


def test_a_second_look_never_changes_the_colour_and_ends_when_the_state_changes() -> None:
    first = CaseEvent("screened_yellow", "", "screening", 1, uid="1")
    mark = CaseEvent("second_look", "张三", "officer", 2, uid="2", note="边界存疑")
    marked = fold([first, mark])
    assert marked == replace(fold([first]), second_look="2")
    assert not fold([first, mark, CaseEvent("looked_again", "李四", "officer", 3, uid="3")]).second_look
    assert not fold([first, mark, CaseEvent("dispatched", "李四", "officer", 3, uid="3")]).second_look
    assert (
        "second look"
        in fold([first, CaseEvent("looked_again", "李四", "officer", 3, uid="3")]).skipped[0].why
    )
