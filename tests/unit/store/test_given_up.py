"""A workspace made for a run that was not saved does not stay; any other one does."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from results import result

from gengdi_plugin.core.errors import Cancelled
from gengdi_plugin.store.given_up import made_only_if_used
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import is_workspace, open_workspace


def give_up(path: Path) -> None:
    with pytest.raises(Cancelled), made_only_if_used(path), open_workspace(path) as workspace:
        save_run(workspace, result(["green"]), "tester", cancelled=lambda: True)


def test_a_new_workspace_goes_with_the_run_that_was_cancelled(tmp_path):
    give_up(tmp_path / "耕地.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_saved_run_keeps_it(tmp_path):
    path = tmp_path / "w.sqlite"
    with made_only_if_used(path), open_workspace(path) as workspace:
        save_run(workspace, result(["green"]), "tester")
    give_up(path)
    with open_workspace(path) as workspace:
        assert workspace.db["screening_run"].count == 1


def test_one_that_was_there_stays_empty_as_it_was(tmp_path):
    path = tmp_path / "w.sqlite"
    open_workspace(path).close()
    give_up(path)
    assert is_workspace(path)


def test_what_somebody_wrote_into_it_meanwhile_stays(tmp_path):
    path = tmp_path / "w.sqlite"
    with pytest.raises(Cancelled), made_only_if_used(path):
        with open_workspace(path) as workspace:
            save_run(workspace, result(["green"]), "another")
        raise Cancelled("late")
    assert is_workspace(path)


def test_one_that_somebody_has_open_stays(tmp_path):
    path = tmp_path / "w.sqlite"
    with pytest.raises(Cancelled), made_only_if_used(path):
        open_workspace(path).close()
        other = sqlite3.connect(path)
        other.execute("SELECT count(*) FROM patch").fetchone()
        raise Cancelled("late")
    assert is_workspace(path)
    other.close()
