"""What a patch's state was on a day: the prefix of its events, folded as it was stored then."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from results import patch_uid, result

from gengdi_plugin.core.casework import CaseEvent, PatchState, allowed
from gengdi_plugin.core.errors import IllegalTransition
from gengdi_plugin.store import events
from gengdi_plugin.store.events import record_event
from gengdi_plugin.store.history import code_counts, state_on, states_on
from gengdi_plugin.store.runs import save_run, undo_run
from gengdi_plugin.store.workspace import Workspace

NAMES = (
    "dispatched", "verifying", "found_unlawful", "audit_confirmed", "audit_returned", "rectifying",
    "rectified", "accepted", "returned", "reopened",
)  # fmt: skip
START = dt.date(2026, 1, 1)


def stored(ws: Workspace, uid: str) -> tuple[str, str]:
    row = ws.db.execute("SELECT state, code FROM patch_state WHERE patch_uid = ?", (uid,)).fetchone()
    return (row[0] or "", row[1] or "") if row else ("", "")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_folding_a_prefix_is_what_was_stored_then(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    days: list[tuple[dt.date, tuple[str, str]]] = []
    number = ws.db["patch"].count
    uid = patch_uid(number)
    with monkeypatch.context() as patched:
        for step in range(data.draw(st.integers(1, 12))):
            day = START + dt.timedelta(days=step)
            patched.setattr(events, "now_iso", lambda day=day: f"{day}T23:30:00+08:00")
            if step == 0:
                save_run(ws, result(["yellow"], start=number), "a")
            else:
                state = state_on(ws, uid, dt.date(2030, 1, 1))
                names = [name for name in NAMES if allowed(PatchState(state.state), name)]
                if names:
                    actor = data.draw(st.sampled_from(["张三", "李四"]))
                    name = data.draw(st.sampled_from(names))
                    with contextlib.suppress(IllegalTransition):
                        record_event(ws, uid, CaseEvent(name, actor, "county", note="n"))
            days.append((day, stored(ws, uid)))
    assert state_on(ws, uid, START - dt.timedelta(days=1)) == PatchState()
    for day, then in days:
        state = state_on(ws, uid, day)
        assert (state.state, state.code) == then
        (shown,) = [one for one in states_on(ws, day) if one.patch_uid == uid]
        assert shown.state == state
    late = dt.datetime.fromisoformat(f"{START}T23:29:59+08:00")
    assert state_on(ws, uid, late) == PatchState()


def test_counts_by_colour_and_patches_that_were_not_there(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[float] = []
    assert states_on(ws, START) == []
    monkeypatch.setattr(events, "now_iso", lambda: "2026-01-02T08:00:00Z")
    save_run(ws, result(["yellow", "green", "green"]), "a")
    monkeypatch.setattr(events, "now_iso", lambda: "2026-01-05T08:00:00+08:00")
    run = save_run(ws, result(["yellow"], start=7), "a")
    monkeypatch.setattr(events, "now_iso", lambda: "2026-01-07T08:00:00+08:00")
    undo_run(ws, run, "b")
    assert code_counts(states_on(ws, START)) == {}
    assert code_counts(states_on(ws, dt.date(2026, 1, 4), heard.append)) == {"yellow": 1, "green": 2}
    assert code_counts(states_on(ws, dt.date(2026, 1, 6))) == {"yellow": 2, "green": 2}
    assert code_counts(states_on(ws, dt.date(2026, 1, 8))) == {"yellow": 1, "green": 2}
    assert heard[-1] == 1.0
