"""The supervision list (监管清单): every item with its state, whose turn it is, who leads and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..core.problem_clock import Running, problem_turns, running
from ..core.problem_work import CLOSED
from ..core.workdays import Calendar
from . import sql
from .units import UnitNames
from .workday_file import calendar_of
from .workspace import Workspace

_ROWS = """
SELECT i.uid, i.title, i.source, i.uscc, i.kind, i.level, i.description, i.unit_code, i.lead_department,
    i.co_departments, i.raised_at, i.patch_uid, p.patch_no, s.state, s.since, s.due_on, s.responsible_uid,
    r.name AS person, b.at AS begun
FROM supervision_item i
LEFT JOIN item_state s ON s.item_uid = i.uid
LEFT JOIN patch p ON p.uid = i.patch_uid
LEFT JOIN responsible r ON r.uid = s.responsible_uid
LEFT JOIN (
    SELECT item_uid, at, max(clock) FROM case_event
    WHERE item_uid IS NOT NULL AND event IN ('assigned', 'reassigned') GROUP BY item_uid
) b ON b.item_uid = i.uid
WHERE i.deleted_at IS NULL AND coalesce(i.unit_code, '') LIKE ?
"""


@dataclass(frozen=True)
class ProblemRow:
    """One item. Keys: ``kind`` (``event_type``), ``level`` (``alert_level``), ``state``
    (``problem_state``), ``lead_department`` and ``co_departments`` (``department``), ``who`` whose turn it
    is (``problem_level``, ``responsible``, "" when it waits for nobody), ``next_event``. ``person``: the
    name of the responsible person, as stored; ``responsible_uid`` is a department's key when a department
    has it. ``due_on``: the day that was set (ISO); ``due``: the deadline that runs now, None for none.
    """

    uid: str
    title: str
    source: str
    uscc: str
    kind: str
    level: str
    description: str
    unit_code: str
    unit_name: str
    lead_department: str
    co_departments: tuple[str, ...]
    raised_at: str
    patch_uid: str
    patch_no: str
    state: str
    since: str
    responsible_uid: str
    person: str
    who: str
    next_event: str
    due_on: str
    due: Running | None

    @property
    def overdue(self) -> bool:
        """Whether the deadline that runs now has passed."""
        return self.due is not None and self.due.overdue

    @property
    def due_at(self) -> str:
        """The end of the running deadline: the minute for hours, else the day; "" for none."""
        if self.due is None:
            return ""
        end = self.due.due
        whole = end.time() == dt.time(23, 59, 59)
        return end.date().isoformat() if whole else end.strftime("%Y-%m-%d %H:%M")

    @property
    def closed(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.state in CLOSED


def problem_rows(ws: Workspace, now: dt.datetime | None = None, unit: str = "") -> list[ProblemRow]:
    """All items of the workspace: those with a running deadline first, the earliest first, then the open
    ones, then the closed. ``unit``: digits the unit's code begins with."""
    now = now or dt.datetime.now().astimezone()
    calendar, names = calendar_of(ws), UnitNames(ws)
    found = sql.dicts(ws.db.execute(_ROWS, (f"{unit}%",)))
    return sorted((_row(values, now, calendar, names) for values in found), key=_order)


def due_problems(ws: Workspace, now: dt.datetime | None = None, unit: str = "") -> list[ProblemRow]:
    """Items whose deadline runs, the earliest first."""
    return [row for row in problem_rows(ws, now, unit) if row.due is not None]


def overdue_problems(rows: Iterable[ProblemRow]) -> list[ProblemRow]:
    """Those whose deadline has passed."""
    return [row for row in rows if row.overdue]


def _order(row: ProblemRow) -> tuple[bool, bool, str, str, str]:
    end = row.due.due.isoformat() if row.due else ""
    return row.closed, row.due is None, end, row.raised_at, row.uid


def _row(values: dict[str, Any], now: dt.datetime, calendar: Calendar, names: UnitNames) -> ProblemRow:
    text = {key: value or "" for key, value in values.items()}
    begun, parts = text.pop("begun"), text.pop("co_departments")
    turn = problem_turns().get(text["state"])
    clock = running(
        text["state"], text["level"], text["since"], begun, text["due_on"], now, calendar
    )  # fmt: skip
    return ProblemRow(
        **text,
        unit_name=names.name(text["unit_code"]),
        co_departments=tuple(part.strip() for part in parts.split(",") if part.strip()),
        who=turn.who if turn else "",
        next_event=turn.next_event if turn else "",
        due=clock,
    )
