"""What is due: every running case with its deadline, how late it is, and to whom it has gone up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..core.deadlines import (
    STEP_OF,
    CaseFacts,
    Reminder,
    days_over,
    deadline,
    due,
    latest_reminder,
    level_of,
)
from ..core.responsibility import DIGITS, Person, Responsible
from ..core.workdays import Calendar
from . import sql
from .responsible import people_of
from .workday_file import calendar_of
from .workspace import Workspace

# When the case was sent or its rectification ordered: the deadline runs from there.
_ROWS = """
SELECT p.uid, p.patch_no, p.spatial_code, p.unit_code, p.unit_name, s.state, s.code, s.since, s.due_on,
    s.responsible_uid, r.name AS responsible, r.phone, b.at AS begun
FROM patch_state s JOIN patch p ON p.uid = s.patch_uid AND p.deleted_at IS NULL
LEFT JOIN responsible r ON r.uid = s.responsible_uid
LEFT JOIN (
    SELECT patch_uid, at, max(clock) FROM case_event
    WHERE event IN ('dispatched', 'spot_check', 'rectifying') GROUP BY patch_uid
) b ON b.patch_uid = p.uid
WHERE s.state IN ({marks}) AND p.unit_code LIKE ?
"""

_EVERYWHERE = _ROWS.replace("p.unit_code LIKE ?", "(p.unit_code LIKE ? OR p.unit_code IS NULL)")

#: Steps whose deadline no event names (it follows from ``deadlines.csv``) and which are the town's from
#: the beginning.
_BY_RULE = frozenset({"audit", "accept"})


@dataclass(frozen=True)
class DueRow:
    """A running case. ``days_over``: whole days after ``due_on``, below 0 those left; ``share``: 50, 80,
    100 by the last reminder, 0 before; ``level``: who has it now; ``escalated_to``: the name of who stands
    for that level of the unit (the village's chief from the first day over), "" while the case is not late,
    when that is who is responsible already, or when nobody is known.

    Names and phones are as stored: whoever shows them masks them.
    """

    patch_uid: str
    patch_no: str
    spatial_code: str
    unit_code: str
    unit_name: str
    state: str
    step: str
    responsible_uid: str
    responsible: str
    phone: str
    due_on: str
    days_over: int
    share: int
    level: str
    escalated_to: str
    sentence: str


def due_rows(ws: Workspace, now: dt.datetime | None = None, unit: str = "") -> list[DueRow]:
    """All running cases that have a deadline, the latest first. ``unit``: digits its code begins with."""
    now = now or dt.datetime.now().astimezone()
    calendar = calendar_of(ws)
    responsible = Responsible(people_of(ws), now.date().isoformat())
    states = tuple(STEP_OF)
    statement = sql.select_in(_ROWS if unit else _EVERYWHERE, len(states))
    reader = _Reader(now, calendar, responsible)
    found = [reader.row(row) for row in sql.dicts(ws.db.execute(statement, (*states, f"{unit}%")))]
    rows = [row for row in found if row is not None]
    return sorted(rows, key=lambda row: (row.due_on, row.unit_code, row.patch_no))


def overdue(rows: Iterable[DueRow]) -> list[DueRow]:
    """Those whose day is over."""
    return [row for row in rows if row.days_over > 0]


def due_soon(rows: Iterable[DueRow], days: int = 3) -> list[DueRow]:
    """Those whose day comes within ``days``, today among them."""
    return [row for row in rows if -days <= row.days_over <= 0]


class _Reader:
    """Makes rows; what depends on the two days alone is worked out once for all cases that share them."""

    def __init__(self, now: dt.datetime, calendar: Calendar, responsible: Responsible) -> None:
        self._now, self._calendar, self._responsible = now, calendar, responsible
        self._due: dict[tuple[str, str], str] = {}
        self._reminders: dict[tuple[str, str, str], Reminder | None] = {}
        self._people: dict[tuple[str, str], Person | None] = {}

    def row(self, row: dict[str, Any]) -> DueRow | None:
        step = STEP_OF[row["state"]]
        begun = (row["since"] if step in _BY_RULE else row["begun"]) or row["since"] or ""
        due_on = self._due_on(step, begun[:10]) if step in _BY_RULE else row["due_on"]
        if not due_on or not begun:
            return None
        over = days_over(dt.date.fromisoformat(due_on[:10]), self._now.date())
        told = self._reminder(step, begun[:10], due_on[:10])
        level = level_of(over, lowest=_lowest(step))
        unit = row["unit_code"] or ""
        return DueRow(
            row["uid"], row["patch_no"] or "", row["spatial_code"] or "", unit, row["unit_name"] or "",
            row["state"], step, row["responsible_uid"] or "", row["responsible"] or "", row["phone"] or "",
            due_on[:10], over, told.share if told else 0, level,
            self._above(unit, level, row["responsible_uid"]) if over > 0 else "",
            told.sentence if told else "",
        )  # fmt: skip

    def _due_on(self, step: str, begun: str) -> str:
        key = step, begun
        if key not in self._due and begun:
            self._due[key] = due(step, _day(begun), calendar=self._calendar).date().isoformat()
        return self._due.get(key, "")

    def _reminder(self, step: str, begun: str, due_on: str) -> Reminder | None:
        key = step, begun, due_on
        if key not in self._reminders:
            unit = deadline(step).unit
            facts = CaseFacts(_day(begun), _day(due_on), step=step, unit=unit, lowest=_lowest(step))
            now = _day(self._now.date().isoformat())
            self._reminders[key] = latest_reminder(facts, now, self._calendar)
        return self._reminders[key]

    def _above(self, unit: str, level: str, responsible: str | None) -> str:
        key = unit[: DIGITS[level]], level
        if key not in self._people:
            self._people[key] = self._responsible.at_level(unit, level)
        person = self._people[key]
        return person.name if person and person.uid != responsible else ""


def _lowest(step: str) -> str:
    return "town" if step in _BY_RULE else ""


def _day(text: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(text), dt.time())
