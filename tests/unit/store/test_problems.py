"""Problems of pollution sources in the workspace."""

from __future__ import annotations

import pytest

from gengdi_plugin.core.case_engine import CaseEvent
from gengdi_plugin.core.errors import IllegalTransition, InputError, WorkspaceError
from gengdi_plugin.store.events import verify_states
from gengdi_plugin.store.problems import (
    Problem,
    problem_history,
    raise_problem,
    record_problem_event,
    verify_item_states,
)
from gengdi_plugin.store.workspace import Workspace

TOLD = Problem("总磷小时均值超标", "在线监测 MN1 2026-11-01T03", uscc="91330205", kind="exceedance")


def test_a_problem_is_told_once_and_its_states_follow_its_events(ws: Workspace) -> None:
    uid = raise_problem(ws, TOLD, "", "monitoring")
    assert raise_problem(ws, TOLD, "", "monitoring") == uid
    assert record_problem_event(ws, uid, CaseEvent("judged_filed", "张三", "bureau")).state == "judged"
    events, state = problem_history(ws, uid)
    assert [one.event for one in events] == ["sensed", "judged_filed"]
    stored = ws.db.execute("SELECT item_uid, state FROM item_state").fetchall()
    assert stored == [(uid, "judged")] and state.state == "judged"
    assert verify_item_states(ws) == [] and verify_states(ws) == []


def test_an_illegal_step_writes_nothing(ws: Workspace) -> None:
    uid = raise_problem(ws, TOLD, "", "monitoring")
    before = ws.db.execute("SELECT count(*) FROM case_event").fetchone()
    with pytest.raises(IllegalTransition):
        record_problem_event(ws, uid, CaseEvent("review_passed", "张三", "bureau"))
    with pytest.raises(WorkspaceError):
        record_problem_event(ws, "nobody", CaseEvent("alerted", "", "monitoring"))
    with pytest.raises(InputError):
        raise_problem(ws, Problem("", "x"), "", "monitoring")
    assert ws.db.execute("SELECT count(*) FROM case_event").fetchone() == before


def test_a_state_that_was_written_by_hand_is_found(ws: Workspace) -> None:
    uid = raise_problem(ws, TOLD, "", "monitoring")
    ws.db.execute("UPDATE item_state SET state = 'closed'")
    assert verify_item_states(ws) == [uid]
