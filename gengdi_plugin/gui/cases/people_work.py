"""What windows about people and deadlines read and write, for tasks: a connection of its own each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import QgsFeedback

#: Days of patrols shown before and after today.
BACK, AHEAD = 92, 92


def read_proposal(path: Path, uids: Sequence[str] | None, everything: bool, feedback: QgsFeedback) -> Any:
    """The proposal for ``uids`` (None: all that wait), the loads and the names of units."""
    from ...core.stopping import stoppable
    from ...store.dispatch import DEFAULT_SCOPE, propose
    from ...store.load import loads
    from ...store.responsible import unit_names
    from ...store.workspace import open_workspace

    with stoppable(feedback.isCanceled), open_workspace(path, create=False) as workspace:
        found = propose(workspace, uids, None if everything else DEFAULT_SCOPE)
        return found, in_office(loads(workspace)), unit_names(workspace)


def write_dispatch(
    path: Path, assignments: Sequence[tuple[str, str, str]], officer: str, feedback: QgsFeedback
) -> int:
    """Record ``assignments`` (patch, person, day); how many."""
    from ...core.stopping import stoppable
    from ...store.dispatch import Assignment, record_dispatch
    from ...store.workspace import open_workspace

    with stoppable(feedback.isCanceled), open_workspace(path, create=False) as workspace:
        return record_dispatch(
            workspace,
            [Assignment(*one) for one in assignments],
            officer,
            progress=lambda done: feedback.setProgress(100 * done),
        )


def read_due(path: Path, feedback: QgsFeedback) -> Any:
    """All running cases, each with its masked values for copies and exports, and the names of units."""
    from ...core.stopping import stoppable
    from ...exchange.people_tables import due_values
    from ...store.due import due_rows
    from ...store.responsible import unit_names
    from ...store.workspace import open_workspace

    with stoppable(feedback.isCanceled), open_workspace(path, create=False) as workspace:
        return [(row, due_values(row)) for row in due_rows(workspace)], unit_names(workspace)


def read_people(path: Path, feedback: QgsFeedback) -> Any:
    """Loads, patrols around today, names of units."""
    from ...core.stopping import stoppable
    from ...store.load import loads
    from ...store.patrols import patrol_rows
    from ...store.responsible import unit_names
    from ...store.workspace import open_workspace

    today = dt.date.today()
    with stoppable(feedback.isCanceled), open_workspace(path, create=False) as workspace:
        patrols = patrol_rows(
            workspace, today - dt.timedelta(days=BACK), today + dt.timedelta(days=AHEAD), today
        )
        return loads(workspace), patrols, unit_names(workspace)


def in_office(found: Sequence[Any]) -> list[Any]:
    """The loads of those who can be given a case today."""
    today = dt.date.today().isoformat()
    return [one for one in found if one.person.in_office(today)]
