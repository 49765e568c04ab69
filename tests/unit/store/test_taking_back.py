"""Decisions at the desk and how they are taken back: dispatches, marks, documents."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from real_ground import inputs, screened
from test_splitting import FAR, document, states, uid_of

from gengdi_plugin.core.errors import IllegalTransition, InputError
from gengdi_plugin.store.desk_documents import DeskDocuments, take_documents, undo_documents
from gengdi_plugin.store.dispatch import Assignment, propose, record_dispatch
from gengdi_plugin.store.entered_documents import withdraw_documents
from gengdi_plugin.store.events import history, verify_states
from gengdi_plugin.store.responsible import import_people
from gengdi_plugin.store.review import evidence_rows, patch_rows
from gengdi_plugin.store.second_look import ask_second_look, end_second_look, second_look, second_looks
from gengdi_plugin.store.taking_back import last_step, recorded, take_back
from gengdi_plugin.store.verify import verify_verdicts
from gengdi_plugin.store.verify_workspace import verify_workspace
from gengdi_plugin.store.workspace import Workspace

OFFICER = "张三"


@pytest.fixture()
def desk(ws: Workspace) -> Workspace:
    screened(ws, inputs(FAR))
    import_people(ws, [{"name": "周七", "unit_code": "330211001201", "level": "village"}])
    return ws


def send(ws: Workspace, uid: str) -> str:
    (row,) = propose(ws, [uid], None).rows
    assert row.person is not None
    one = Assignment(uid, row.person.uid, row.due_on)
    return recorded(ws, uid, lambda: record_dispatch(ws, [one], OFFICER))


def shown(ws: Workspace) -> Any:
    rows = patch_rows(ws)
    stored = ws.db.execute("SELECT * FROM patch_state ORDER BY patch_uid").fetchall()
    return stored, rows, [evidence_rows(ws, row.uid) for row in rows], second_looks(ws)


def sound(ws: Workspace) -> bool:
    report = verify_workspace(ws)
    assert report.lines == () and report.sound
    return verify_states(ws) == [] and verify_verdicts(ws).different == 0


def test_a_dispatch_taken_back_leaves_everything_as_it_was(desk: Workspace) -> None:
    before, uid = shown(desk), uid_of(desk, "A")
    event = send(desk, uid)
    assert states(desk)["A"] == ("dispatched", "yellow")
    take_back(desk, uid, event, OFFICER, note="点错了")
    assert shown(desk) == before and sound(desk)
    events, _state = history(desk, uid)
    assert [(one.event, one.evidence_uid) for one in events[-2:]] == [
        ("dispatched", ""),
        ("taken_back", event),
    ]
    assert send(desk, uid) != event, "it can be sent again"


def test_what_another_step_rests_on_is_not_taken_back(desk: Workspace) -> None:
    uid = uid_of(desk, "A")
    event = send(desk, uid)
    ask_second_look(desk, uid, "李四")
    before = desk.db["case_event"].count
    with pytest.raises(IllegalTransition, match=r"A.*needs a second look"):
        take_back(desk, uid, event, OFFICER)
    with pytest.raises(IllegalTransition, match="Only 李四"):
        take_back(desk, uid, last_step(desk, uid), OFFICER)
    assert desk.db["case_event"].count == before and states(desk)["A"][0] == "dispatched"


def test_a_second_look_is_seen_by_all_with_its_note_and_ends(desk: Workspace) -> None:
    uid = uid_of(desk, "A")
    ask_second_look(desk, uid, OFFICER, "边界存疑")
    mark = second_looks(desk)[uid]
    assert (mark.actor, mark.note) == (OFFICER, "边界存疑") and dt.datetime.fromisoformat(mark.at)
    assert second_look(desk, uid) == mark and second_look(desk, uid_of(desk, "B")) is None
    assert states(desk)["A"] == ("screened_yellow", "yellow")
    end_second_look(desk, uid, "李四")
    assert second_looks(desk) == {}
    with pytest.raises(IllegalTransition):
        end_second_look(desk, uid, "李四")
    assert sound(desk)


def take(ws: Workspace, **more: Any) -> DeskDocuments:
    return take_documents(ws, [document(-0.001, 0.0012, **more)], OFFICER, "officer")


def test_a_document_taken_back_goes_with_its_run_and_can_be_entered_again(desk: Workspace) -> None:
    before = shown(desk)
    taken = take(desk)
    assert states(desk)["A"] == ("screened_green", "green") and len(taken.fresh) == len(taken.runs) == 1
    undo_documents(desk, taken, OFFICER)
    assert shown(desk) == before and sound(desk)
    row = desk.db.execute("SELECT deleted_at IS NOT NULL, remark FROM approval").fetchone()
    assert row[0] and OFFICER in row[1]
    again = take(desk)
    assert again.documents == taken.documents and again.fresh == taken.fresh
    assert states(desk)["A"][1] == "green" and sound(desk)
    assert desk.db["approval"].count == 1


def test_a_document_that_was_there_before_stays_when_the_run_is_undone(desk: Workspace) -> None:
    first = take(desk)
    second = take(desk)
    assert second.documents == first.documents and second.fresh == ()
    undo_documents(desk, second, OFFICER)
    assert states(desk)["A"] == ("screened_green", "green")


def test_a_document_is_not_taken_back_when_persons_went_on_from_there(desk: Workspace) -> None:
    taken, uid = take(desk), uid_of(desk, "A")
    with pytest.raises(InputError, match="verdict of A rests on it"):
        withdraw_documents(desk, taken.documents, OFFICER)
    ask_second_look(desk, uid, "李四")
    before = shown(desk)
    with pytest.raises(InputError, match="A"):
        undo_documents(desk, taken, OFFICER)
    assert shown(desk) == before
    take_back(desk, uid, last_step(desk, uid), "李四")
    undo_documents(desk, taken, OFFICER)
    assert states(desk)["A"] == ("screened_yellow", "yellow") and sound(desk)


def act(ws: Workspace, uid: str, kind: str) -> str:
    if kind == "send":
        return send(ws, uid)
    work = ask_second_look if kind == "mark" else end_second_look
    return recorded(ws, uid, lambda: work(ws, uid, OFFICER))


_ACTS = ("send", "mark", "look", "document")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(_ACTS), st.sampled_from("AB")), min_size=1, max_size=6))
def test_a_sitting_taken_back_step_by_step_passes_every_state_again(desk: Workspace, acts: Any) -> None:
    undone: list[Any] = []
    for kind, number in acts:
        uid, before = uid_of(desk, number), shown(desk)
        try:
            if kind == "document":
                taken = take(desk)
                undone.append((before, lambda taken=taken: undo_documents(desk, taken, OFFICER)))
                continue
            if kind == "send" and not propose(desk, [uid], None).rows:
                continue
            event = act(desk, uid, kind)
        except IllegalTransition:
            assert shown(desk) == before
            continue
        undone.append((before, lambda uid=uid, event=event: take_back(desk, uid, event, OFFICER)))
    for before, undo in reversed(undone):
        undo()
        assert shown(desk) == before
    assert sound(desk)
