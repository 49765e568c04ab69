"""Until when a step must be done, who is reminded, and to which level a late case goes up.

Numbers and levels are data (``data/deadlines.csv``, ``data/reminders.csv``), each with its source and how
sure it is; none of them is official. Functions here know no workspace and no clock: they are told both.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError
from .i18n import tr
from .office_tables import of_office_table, office_rows
from .vocabulary import word
from .workdays import Calendar, default_calendar

_DATA = Path(__file__).parent / "data"

PATCH, PROBLEM = "patch", "problem"
WORKDAYS, DAYS, HOURS = "workdays", "days", "hours"

#: The step that is waited for in a patch's state.
STEP_OF = {
    "dispatched": "verify",
    "verifying": "verify",
    "found_lawful": "audit",
    "found_unchanged": "audit",
    "found_unlawful": "audit",
    "rectifying": "rectify",
    "returned": "rectify",
    "rectified": "accept",
}

#: When a day ends: a deadline of days is kept until then.
_LAST = dt.time(23, 59, 59)


@dataclass(frozen=True)
class Deadline:
    """One rule: ``number`` of ``unit`` (``workdays``, ``days``, ``hours``) for a ``step`` of a case of
    ``vocabulary`` (``patch``, ``problem``) and ``level`` ("" for all), with its source and certainty."""

    vocabulary: str
    step: str
    level: str
    number: int
    unit: str
    source: str
    certainty: str


@dataclass(frozen=True)
class CaseFacts:
    """What reminders are made from: ``started`` and ``due`` in local time, both with or both without offset.

    ``unit``: how time is counted between them; ``lowest``: the level that has the step to begin with, when
    that is not the lowest of all.
    """

    started: dt.datetime
    due: dt.datetime
    vocabulary: str = PATCH
    step: str = "verify"
    unit: str = WORKDAYS
    lowest: str = ""


@dataclass(frozen=True)
class Reminder:
    """One reminder: ``share`` percent of the time is over (100 from the deadline on), ``days_over`` whole
    days after it, given ``on`` that day to ``level``, in one ``sentence``."""

    share: int
    level: str
    on: dt.date
    days_over: int
    sentence: str


@dataclass(frozen=True)
class _Ladder:
    """``shares``: (percent, level) ascending; ``over``: (from so many days over, level) ascending."""

    shares: tuple[tuple[int, str], ...]
    over: tuple[tuple[int, str], ...]


@of_office_table
def deadlines() -> tuple[Deadline, ...]:
    """All rules, as they are printed at the foot of lists."""
    return tuple(
        Deadline(**{**row, "number": int(row["number"])})  # type: ignore[arg-type]
        for row in office_rows("deadlines.csv")
    )


def deadline(step: str, level: str = "", vocabulary: str = PATCH) -> Deadline:
    """The rule for ``step`` of a case at ``level``, else the step's for all levels; InputError if none."""
    own = [rule for rule in deadlines() if (rule.vocabulary, rule.step) == (vocabulary, step)]
    for wanted in (level, ""):
        for rule in own:
            if rule.level == wanted:
                return rule
    raise InputError(
        tr("There is no deadline for the step “{step}” ({level}); known steps: {steps}.").format(
            step=step,
            level=level,
            steps=", ".join(dict.fromkeys(r.step for r in deadlines() if r.vocabulary == vocabulary)),
        )
    )


def due(
    step: str,
    start: dt.datetime,
    level: str = "",
    vocabulary: str = PATCH,
    calendar: Calendar | None = None,
    number: int | None = None,
) -> dt.datetime:
    """When ``step`` must be done that began at ``start``; ``number`` replaces the rule's.

    Hours run on; days and working days end with the last of them.
    """
    rule = deadline(step, level, vocabulary)
    return due_after(start, rule.number if number is None else number, rule.unit, calendar)


def due_after(
    start: dt.datetime, number: int, unit: str = WORKDAYS, calendar: Calendar | None = None
) -> dt.datetime:
    """``number`` of ``unit`` after ``start``."""
    if unit == HOURS:
        return start + dt.timedelta(hours=number)
    day = start.date()
    if unit == WORKDAYS:
        day = (calendar or default_calendar()).add_workdays(day, number)
    else:
        day += dt.timedelta(days=number)
    return dt.datetime.combine(day, _LAST, start.tzinfo)


def days_over(due_on: dt.date, today: dt.date) -> int:
    """Whole days by which a deadline is missed; below 0 there are so many left."""
    return (today - due_on).days


def level_of(over: int, vocabulary: str = PATCH, lowest: str = "") -> str:
    """The level to which a case has gone up that is ``over`` days late; ``lowest`` (by default the lowest of
    all) while it is not."""
    ladder = _ladders()[vocabulary]
    reached = [level for days, level in ladder.over if over >= days]
    level = reached[-1] if reached else ladder.shares[0][1]
    order = levels(vocabulary)
    return max(level, lowest or level, key=order.index)


def levels(vocabulary: str = PATCH) -> tuple[str, ...]:
    """The levels of escalation, the lowest first."""
    ladder = _ladders()[vocabulary]
    return tuple(dict.fromkeys(level for _, level in (*ladder.shares, *ladder.over)))


def reminders(facts: CaseFacts, now: dt.datetime, calendar: Calendar | None = None) -> list[Reminder]:
    """All reminders that have come up to ``now``, oldest first: at 50, 80 and 100 % of the time, and one for
    each day after the deadline."""
    found = [
        _reminder(facts, share, 0, on)
        for share, _ in _ladders()[facts.vocabulary].shares
        if _has_come(facts, share, on := _share_day(facts, share, calendar), now)
    ]
    last = facts.due.date()
    for over in range(1, max(days_over(last, now.date()), 0) + 1):
        on = last + dt.timedelta(days=over)
        found.append(_reminder(facts, 100, over, on))
    return found


def latest_reminder(facts: CaseFacts, now: dt.datetime, calendar: Calendar | None = None) -> Reminder | None:
    """The last of :func:`reminders`, made alone; None while half of the time is left."""
    over = days_over(facts.due.date(), now.date())
    if over > 0:
        return _reminder(facts, 100, over, now.date())
    found = reminders(facts, now, calendar)
    return found[-1] if found else None


def _has_come(facts: CaseFacts, share: int, on: dt.date, now: dt.datetime) -> bool:
    """Whether ``share`` percent of the time is over: to the day, of hours to the minute."""
    if facts.unit == HOURS:
        return now >= facts.started + (facts.due - facts.started) * share / 100
    return on <= now.date()


def _share_day(facts: CaseFacts, share: int, calendar: Calendar | None) -> dt.date:
    """The day on which ``share`` percent of the time is over, the deadline's own at 100."""
    first, last = facts.started.date(), facts.due.date()
    if share >= 100 or last <= first:
        return last
    if facts.unit == HOURS:
        return (facts.started + (facts.due - facts.started) * share / 100).date()
    if facts.unit == WORKDAYS:
        known = calendar or default_calendar()
        part = math.ceil(known.workdays_between(first, last) * share / 100)
        return min(known.add_workdays(first, part), last)
    return first + dt.timedelta(days=math.ceil((last - first).days * share / 100))


def _reminder(facts: CaseFacts, share: int, over: int, on: dt.date) -> Reminder:
    level = level_of(over, facts.vocabulary, facts.lowest)
    step, day = word("case_step", facts.step), facts.due.date().isoformat()
    if over:
        text = tr("%n day(s) over: {step} was due on {day}; now with the {level} level.", over)
    elif share >= 100:
        text = tr("The time is over today: {step} is due on {day} ({level}).")
    else:
        text = tr("{share} % of the time is over: {step} is due on {day} ({level}).")
    return Reminder(
        share,
        level,
        on,
        over,
        text.format(share=share, step=step, day=day, level=word("escalation", level)),
    )


@of_office_table
def _ladders() -> dict[str, _Ladder]:
    rows: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for row in office_rows("reminders.csv"):
        own = rows.setdefault(row["vocabulary"], {"share": [], "days_over": []})
        own[row["kind"]].append((int(row["number"]), row["level"]))
    return {
        name: _Ladder(tuple(sorted(own["share"])), tuple(sorted(own["days_over"])))
        for name, own in rows.items()
    }
