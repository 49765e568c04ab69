"""A run that is broken off anywhere leaves the workspace as it was: counted, for every write."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from results import result

from gengdi_plugin.core.errors import WorkspaceError
from gengdi_plugin.store.cases import verify_states
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import Workspace, open_workspace

TABLES = (
    "patch", "screening_run", "verdict", "evidence", "remainder", "ground", "case_event", "patch_state",
    "data_catalogue",
)  # fmt: skip


def content(ws: Workspace) -> list[list[tuple[Any, ...]]]:
    return [ws.db.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall() for table in TABLES]


class BreakAtWrite:
    """Counts down to the ``number``-th statement that writes (a trigger's are reported as comments)."""

    def __init__(self, number: int) -> None:
        self.left, self.broken = number, False

    def __call__(self, statement: str) -> None:
        word = statement.split(maxsplit=1)[0].upper()
        if word in ("INSERT", "UPDATE", "DELETE", "CREATE", "DROP"):
            self.left -= 1

    def interrupts(self) -> int:
        """1 once, when the write has come: what cleans up afterwards is not interrupted."""
        due = self.left <= 0 and not self.broken
        self.broken = self.broken or due
        return int(due)


def save_until_write(ws: Workspace, number: int) -> bool:
    """Save a run that is broken off at its ``number``-th write; True when it had fewer writes."""
    breaker = BreakAtWrite(number)
    ws.db.conn.set_trace_callback(breaker)
    # The progress handler is asked while a statement runs: answering 1 interrupts it.
    ws.db.conn.set_progress_handler(breaker.interrupts, 1)
    try:
        save_run(ws, result(["green", "yellow"], start=1), "a")
    except WorkspaceError as error:
        # asked to read the schema again, SQLite says of an interruption that the schema has changed
        assert any(word in str(error) for word in ("interrupted", "schema has changed", "abort due to"))
        assert "nothing was changed" in str(error)
        return False
    finally:
        ws.db.conn.set_trace_callback(None)
        ws.db.conn.set_progress_handler(None, 1)
    return True


@pytest.mark.parametrize("many", [1, 1000])
def test_a_failure_at_any_write_leaves_nothing_behind(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("gengdi_plugin.store.bulk.MANY", many)
    save_run(ws, result(["yellow", "yellow"]), "a")
    before = content(ws)
    number = 1
    while not save_until_write(ws, number):
        assert content(ws) == before, f"write {number}"
        number += 1
    assert number > 20
    assert len(content(ws)[0]) == 3
    assert verify_states(ws) == []


KILLED = """
import os, signal, sys
sys.path[:0] = sys.argv[2:4]
from results import result
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import open_workspace
with open_workspace(sys.argv[1]) as ws:
    def progress(done):
        if done >= float(sys.argv[4]):
            os.kill(os.getpid(), signal.SIGKILL)
    save_run(ws, result(["green", "yellow"] * 3000, start=1), "a", progress=progress)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("share", [0.0, 0.4, 0.8, 1.0])
def test_a_killed_process_leaves_the_workspace_as_it_was(place: Path, share: float) -> None:
    with open_workspace(place) as ws:
        save_run(ws, result(["yellow", "yellow"]), "a")
        before = content(ws)
    here = Path(__file__).resolve()
    command = [sys.executable, "-c", KILLED, str(place), str(here.parent), str(here.parents[3]), str(share)]
    killed = subprocess.run(command, check=False)
    assert killed.returncode == -signal.SIGKILL
    with open_workspace(place, create=False) as ws:
        assert content(ws) == before
        assert ws.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        save_run(ws, result(["green"], start=1), "a")
