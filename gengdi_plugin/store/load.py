"""What each responsible person has to do: patches, and patrols that are due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..core.responsibility import Person
from .responsible import people_of
from .workspace import Workspace

_CASES = """
SELECT s.responsible_uid, count(*), sum(coalesce(s.due_on < ?, 0))
FROM patch_state s JOIN patch p ON p.uid = s.patch_uid AND p.deleted_at IS NULL
WHERE s.responsible_uid IS NOT NULL AND s.state IN ('dispatched', 'verifying', 'rectifying', 'returned')
GROUP BY s.responsible_uid
"""

_PATROLS = """
SELECT responsible_uid, sum(due_on >= ?1 AND due_on <= ?2), sum(due_on < ?1)
FROM patrol WHERE deleted_at IS NULL AND done_on IS NULL AND responsible_uid IS NOT NULL
GROUP BY responsible_uid
"""

#: Patrols of so many days ahead count as due.
AHEAD = 7


@dataclass(frozen=True)
class Load:
    """``person`` with the ``patches`` they have, how many of them ``overdue``, and their patrols ``due``
    within a week and ``missed``."""

    person: Person
    patches: int
    overdue: int
    due: int
    missed: int


def running_cases(ws: Workspace) -> dict[str, int]:
    """Person's uid -> patches that wait for them."""
    today = dt.date.today().isoformat()
    return {uid: count for uid, count, _ in ws.db.execute(_CASES, (today,)).fetchall()}


def loads(ws: Workspace, today: dt.date | None = None, unit: str = "") -> list[Load]:
    """The load of everybody in office, the heaviest first."""
    day = today or dt.date.today()
    cases = {uid: more for uid, *more in ws.db.execute(_CASES, (day.isoformat(),)).fetchall()}
    ahead = (day + dt.timedelta(days=AHEAD)).isoformat()
    patrols = {uid: more for uid, *more in ws.db.execute(_PATROLS, (day.isoformat(), ahead)).fetchall()}
    found = [
        Load(one, *cases.get(one.uid, (0, 0)), *patrols.get(one.uid, (0, 0)))
        for one in people_of(ws, unit)
        if one.in_office(day.isoformat()) or one.uid in cases or one.uid in patrols
    ]
    return sorted(found, key=lambda one: (-one.patches, -one.due - one.missed, one.person.name))
