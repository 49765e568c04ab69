"""Figures of casework per village, town or county and period: rates, ranking, and how long it took.

Everything follows from the events as they were known on a day, so that a figure of the past can be made
again. The cases of a period are those that were **confirmed unlawful** (认定违法) within it; what became of
them is told as it stood on the day ``on``:

* 立案率 filing rate = cases of enforcement filed / cases
* 结案率 conclusion rate = cases concluded / cases filed
* 整改率 rectification rate = cases whose rectification was accepted / cases; by area: their unlawful area /
  the unlawful area of all. What is only reported counts when it is accepted
* 超期率 overdue rate = cases whose deadline passed and that are not accepted / cases with a deadline
* 销号 closed = cases accepted, with their unlawful area

By area, a case whose area nobody measured counts 0 m². A rate whose denominator is 0 is None.

The three times, in days, each of what ended within the period:

* 早发现 found: from the later image to the first event of the patch (0 when the month's last day, which
  stands for an image known by its month, lies after it)
* 早认定 confirmed: from the first event to the first audit that decided (not: returned to the inspector)
* 早整改 rectified: from the audit that confirmed it unlawful to the acceptance
"""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from .case_course import Passed, course, relapses
from .case_numbers import case_number
from .casework import CaseEvent
from .stopping import checkpoint

#: Digits of a unit code at each level.
LEVELS = {"village": 12, "town": 9, "county": 6}

_RED = "audited_red"

#: States in which the deadline is that of a rectification.
_ORDERED = frozenset({"rectifying", "rectified", "returned"})


@dataclass(frozen=True)
class Case:
    """A patch with its events (in any order). ``after_on``: ISO day of the later image or ""."""

    patch_uid: str
    unit_code: str
    after_on: str
    events: tuple[CaseEvent, ...]


@dataclass(frozen=True)
class Days:
    """How long something took: of how many, the median and the percentile of ``case_numbers.csv`` in days
    (the least number of days within which that part of them lay); None when there are none."""

    count: int
    median: float | None
    high: int | None


@dataclass(frozen=True)
class CaseFacts:
    """What the events of one case say on a day; days are ISO texts, "" when it has not happened.

    ``unlawful_on``: confirmed unlawful (the first time); ``decided_on``: the first audit that decided.
    ``overdue``: the deadline has passed and the case is not accepted.
    """

    unit_code: str
    image_on: str = ""
    found_on: str = ""
    decided_on: str = ""
    unlawful_on: str = ""
    unlawful_m2: float = 0.0
    filed: bool = False
    concluded: bool = False
    accepted_on: str = ""
    has_deadline: bool = False
    overdue: bool = False
    relapses: int = 0


@dataclass(frozen=True)
class UnitFigures:
    """The figures of one unit; see the module for what each counts. Areas in m², rates 0–1 or None.

    ``rank``: 1 is the best rectification rate by number; equal rates share a rank, None without a rate.
    """

    unit_code: str
    cases: int
    cases_m2: float
    filed: int
    filed_m2: float
    concluded: int
    concluded_m2: float
    closed: int
    closed_m2: float
    with_deadline: int
    overdue: int
    overdue_m2: float
    relapses: int
    filing_rate: float | None
    filing_area_rate: float | None
    conclusion_rate: float | None
    conclusion_area_rate: float | None
    rectification_rate: float | None
    rectification_area_rate: float | None
    overdue_rate: float | None
    found: Days = field(default=Days(0, None, None))
    confirmed: Days = field(default=Days(0, None, None))
    rectified: Days = field(default=Days(0, None, None))
    rank: int | None = None


def facts(case: Case, on: str) -> CaseFacts:
    """What the events of ``case`` said on the day ``on`` (ISO)."""
    passed = course(case.events, until=on)
    if not passed:
        return CaseFacts(case.unit_code, case.after_on)
    red = [one for one in passed if one.after.state == _RED and one.before.state != _RED]
    accepted = [one for one in passed if one.after.state == "accepted" and one.before.state != "accepted"]
    now = passed[-1].after
    closed = now.state == "accepted"
    due = _deadline(passed, red)
    areas = [one.after.unlawful_m2 for one in red if one.after.unlawful_m2 is not None]
    return CaseFacts(
        case.unit_code,
        case.after_on,
        _day(passed[0]),
        next((_day(one) for one in passed if one.after.state in (_RED, "audited_green")), ""),
        _day(red[0]) if red else "",
        areas[-1] if areas else 0.0,
        any(one.event.event == "filed" for one in passed),
        any(one.event.event == "concluded" for one in passed),
        _day(accepted[-1]) if closed else "",
        bool(due),
        bool(due) and due < on and not closed,
        relapses(passed),
    )


def _deadline(passed: Sequence[Passed], red: Sequence[Passed]) -> str:
    """The deadline of the rectification: the last one set since the case was confirmed unlawful, none
    for one that was reopened since."""
    since = passed[passed.index(red[-1]) :] if red else ()
    if any(one.after.state == "reopened" for one in since):
        return ""
    days = [one.after.due_on for one in since if one.after.due_on and one.after.state in _ORDERED]
    return days[-1] if days else ""


def _day(passed: Passed) -> str:
    return passed.event.at[:10]


def unit_figures(
    cases: Iterable[Case], level: str, on: str, begin: str = "", end: str = ""
) -> list[UnitFigures]:
    """The figures of every unit of ``level`` (a key of ``LEVELS``) that has a patch, by unit code.

    ``on``: the day on which it is told (ISO); ``begin`` to ``end`` the period, both days within it, open
    when empty (``end`` is never after ``on``). Patches of no known unit of that level stand under "".
    """
    last = min(end, on) if end else on
    by_unit: dict[str, list[CaseFacts]] = {}
    for number, case in enumerate(cases):
        if not number % 500:
            checkpoint()
        by_unit.setdefault(unit_of(case.unit_code, level), []).append(facts(case, on))
    found = [_figures(unit, known, begin, last) for unit, known in sorted(by_unit.items())]
    return ranked(found)


def unit_of(code: str, level: str) -> str:
    """The code of the unit of ``level`` in which ``code`` lies, "" when it is not told so closely.

    A county or town padded with zeros to 12 digits lies in no village.
    """
    digits = LEVELS[level]
    if len(code) < digits or not code.strip("0"):
        return ""
    own = code[:digits]
    padding = {12: 3, 9: 3, 6: 0}[digits]
    return "" if padding and own.endswith("0" * padding) else own


def _figures(unit: str, known: Sequence[CaseFacts], begin: str, end: str) -> UnitFigures:
    mine = [one for one in known if _within(one.unlawful_on, begin, end)]
    count = {
        "cases": mine,
        "filed": [one for one in mine if one.filed],
        "concluded": [one for one in mine if one.filed and one.concluded],
        "closed": [one for one in mine if one.accepted_on],
        "overdue": [one for one in mine if one.overdue],
    }
    values: dict[str, Any] = {}
    for name, group in count.items():
        values[name] = len(group)
        values[f"{name}_m2"] = math.fsum(one.unlawful_m2 for one in group)
    with_deadline = sum(one.has_deadline for one in mine)
    return UnitFigures(
        unit,
        **values,
        with_deadline=with_deadline,
        relapses=sum(one.relapses for one in mine),
        filing_rate=rate(values["filed"], values["cases"]),
        filing_area_rate=rate(values["filed_m2"], values["cases_m2"]),
        conclusion_rate=rate(values["concluded"], values["filed"]),
        conclusion_area_rate=rate(values["concluded_m2"], values["filed_m2"]),
        rectification_rate=rate(values["closed"], values["cases"]),
        rectification_area_rate=rate(values["closed_m2"], values["cases_m2"]),
        overdue_rate=rate(values["overdue"], with_deadline),
        found=_days((one.image_on, one.found_on) for one in known if _within(one.found_on, begin, end)),
        confirmed=_days(
            (one.found_on, one.decided_on) for one in known if _within(one.decided_on, begin, end)
        ),
        rectified=_days(
            (one.unlawful_on, one.accepted_on) for one in known if _within(one.accepted_on, begin, end)
        ),
    )


def rate(part: float, whole: float) -> float | None:
    """``part`` of ``whole``, None when there is no whole."""
    return part / whole if whole > 0 else None


def ranked(found: Sequence[UnitFigures], by: str = "rectification_rate") -> list[UnitFigures]:
    """``found`` in its order, each with its rank by the rate ``by``, the highest first.

    Equal rates share a rank and the next one counts on (1, 2, 2, 4); no rate, no rank. By
    ``overdue_rate`` the lowest is the best.
    """
    rates = [getattr(one, by) for one in found]
    sign = -1 if by == "overdue_rate" else 1
    known = [sign * one for one in rates if one is not None]
    places = [None if one is None else 1 + sum(other > sign * one for other in known) for one in rates]
    return [_with_rank(one, place) for one, place in zip(found, places)]


def _with_rank(one: UnitFigures, rank: int | None) -> UnitFigures:
    values = {entry.name: getattr(one, entry.name) for entry in fields(one)}
    return UnitFigures(**{**values, "rank": rank})


def _within(day: str, begin: str, end: str) -> bool:
    return bool(day) and begin <= day <= end


def _days(spans: Iterable[tuple[str, str]]) -> Days:
    took = sorted(_between(first, last) for first, last in spans if first and last)
    if not took:
        return Days(0, None, None)
    place = math.ceil(case_number("percentile") / 100 * len(took)) - 1
    return Days(len(took), float(statistics.median(took)), took[max(0, place)])


def _between(first: str, last: str) -> int:
    return max(0, (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days)
