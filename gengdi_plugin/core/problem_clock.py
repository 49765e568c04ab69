"""Until when a problem must be judged, taken over, checked, put right and reviewed, and who has it when late.

Whose turn it is and which clock runs in a state is ``data/problem_turns.csv``; hours and days are
``data/deadlines.csv``. Neither is official.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .deadlines import PROBLEM, CaseFacts, days_over, deadline, due, due_after, latest_reminder, level_of
from .workdays import Calendar

_FILE = Path(__file__).parent / "data" / "problem_turns.csv"

#: Who acts when it is whoever the item was assigned to.
RESPONSIBLE = "responsible"

#: Clocks of a state: by the rule of its step from the state's beginning, and by the day that was set.
_RULE, _DAY = "rule", "day"


@dataclass(frozen=True)
class ProblemTurn:
    """Who acts in a state (a ``problem_level``, or RESPONSIBLE), which event comes next when all goes well,
    which step of ``deadlines.csv`` is waited for ("" for none), by which ``clocks``."""

    who: str
    next_event: str
    step: str
    clocks: frozenset[str]


@dataclass(frozen=True)
class Running:
    """A deadline that runs: ``step`` until ``due``; ``days_over`` whole days after its day, below 0 those
    left; ``overdue`` to the minute; ``share`` 50, 80, 100 by the last reminder, 0 before; ``level``: who has
    it now (street → bureau → centre); ``sentence``: the last reminder, "" before the first."""

    step: str
    due: dt.datetime
    days_over: int
    overdue: bool
    share: int
    level: str
    sentence: str


@lru_cache(maxsize=1)
def problem_turns() -> dict[str, ProblemTurn]:
    """Whose turn it is, by state; a state that is not there waits for nobody."""
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return {
            row["state"]: ProblemTurn(
                row["who"], row["next_event"], row["step"], frozenset(row["clock"].split())
            )
            for row in csv.DictReader(stream)
        }


def running(
    state: str,
    level: str,
    since: str,
    begun: str,
    due_on: str,
    now: dt.datetime,
    calendar: Calendar | None = None,
) -> Running | None:
    """The deadline that runs in ``state`` of an item of ``level``; None when none does.

    ``since``, ``begun``: ISO 8601, when the state began and when the item was assigned; ``due_on``: the ISO
    day set when it was assigned, "" for none; ``now`` with its offset. Of two clocks the earlier one counts.
    """
    turn = problem_turns().get(state)
    start = _moment(since, now)
    if turn is None or not turn.step or start is None:
        return None
    rule = deadline(turn.step, level, PROBLEM)
    ends: list[tuple[dt.datetime, dt.datetime, str]] = []
    if _RULE in turn.clocks:
        ends.append((due(turn.step, start, level, PROBLEM, calendar), start, rule.unit))
    if _DAY in turn.clocks and due_on:
        last = _moment(f"{due_on[:10]}T23:59:59", now)
        if last is not None:
            ends.append((last, _moment(begun, now) or start, "days"))
    if not ends:
        return None
    end, first, unit = min(ends, key=lambda one: one[0])
    over = days_over(end.date(), now.date())
    told = latest_reminder(CaseFacts(first, end, PROBLEM, turn.step, unit), now, calendar)
    return Running(
        turn.step, end, over, now > end, told.share if told else 0, level_of(over, PROBLEM),
        told.sentence if told else "",
    )  # fmt: skip


def proposed(step: str, level: str, start: dt.datetime, calendar: Calendar | None = None) -> dt.datetime:
    """Until when ``step`` of an item of ``level`` is proposed to be done that begins at ``start``."""
    rule = deadline(step, level, PROBLEM)
    return due_after(start, rule.number, rule.unit, calendar)


def _moment(text: str, now: dt.datetime) -> dt.datetime | None:
    """A moment in the time zone of ``now``; None for a text that is none."""
    try:
        moment = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment.replace(tzinfo=now.tzinfo) if moment.tzinfo is None else moment.astimezone(now.tzinfo)
