"""Figures of casework out of the workspace, as of any day, and as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ..core.case_figures import LEVELS, Case, UnitFigures, unit_figures
from ..core.casework import CaseEvent
from ..core.dates import parse_date
from ..core.errors import InputError
from ..core.i18n import tr
from ..core.roles import FIRST_DAY, LAST_DAY
from ..core.stopping import checkpoint
from . import sql
from .events import read_events
from .units import UnitNames
from .workspace import Workspace

#: Fields of ``gengdi:casefigures``: one row per unit (rates 0–1, areas m², times in days).
FIGURE_FIELDS = (
    "rank", "unit_code", "unit_name", "cases", "cases_m2", "filed", "filed_m2", "filing_rate",
    "filing_area_rate", "concluded", "concluded_m2", "conclusion_rate", "conclusion_area_rate", "closed",
    "closed_m2", "rectification_rate", "rectification_area_rate", "with_deadline", "overdue", "overdue_m2",
    "overdue_rate", "relapses", "found_count", "found_median", "found_p80", "confirmed_count",
    "confirmed_median", "confirmed_p80", "rectified_count", "rectified_median", "rectified_p80",
)  # fmt: skip

_PATCHES = """
SELECT p.uid, coalesce(p.unit_code, '') AS unit_code, coalesce(p.after_on, '') AS after_on
FROM patch p LEFT JOIN patch_state s ON s.patch_uid = p.uid
WHERE p.deleted_at IS NULL AND coalesce(s.state, '') NOT IN ('split', 'merged')
"""


def case_figures(
    ws: Workspace, level: str = "town", *, on: object = None, begin: object = None, end: object = None
) -> list[UnitFigures]:
    """The figures of every unit of ``level`` (``village``, ``town``, ``county``); see ``core.case_figures``.

    ``on``: the day on which it is told, today by default; ``begin`` and ``end``: the period, open when not
    given. Days in any spelling the plugin reads; InputError for what is none.
    """
    if level not in LEVELS:
        raise InputError(
            tr("“{level}” is no level; use one of: {known}.").format(level=level, known=", ".join(LEVELS))
        )
    told = _day(on, LAST_DAY) or dt.date.today().isoformat()
    first, last = _day(begin, FIRST_DAY), _day(end, LAST_DAY)
    if first and last and first > last:
        raise InputError(
            tr("The period from {begin} to {end} ends before it begins: change the days.").format(
                begin=first, end=last
            )
        )
    return unit_figures(read_cases(ws), level, told, first, last)


def read_cases(ws: Workspace) -> list[Case]:
    """Every patch with its events; a patch whose case goes on in others stands for itself no more."""
    rows = sql.dicts(ws.db.execute(_PATCHES))
    events = events_of_many(ws, [row["uid"] for row in rows])
    return [
        Case(row["uid"], row["unit_code"], row["after_on"][:10], tuple(events.get(row["uid"], ())))
        for row in rows
    ]


def events_of_many(ws: Workspace, patch_uids: Sequence[str]) -> dict[str, list[CaseEvent]]:
    """The events of each patch that has any; hears of cancel between batches (``core.stopping``)."""
    found: dict[str, list[CaseEvent]] = {}
    for batch in sql.batches(patch_uids):
        checkpoint()
        found.update(read_events(ws.db, batch))
    return found


def figure_rows(ws: Workspace, found: Sequence[UnitFigures]) -> list[tuple[Any, ...]]:
    """``found`` in the order of :data:`FIGURE_FIELDS`, by rank; what is not known is None."""
    names = UnitNames(ws)
    ordered = sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.unit_code))
    return [_row(one, names.name(one.unit_code)) for one in ordered]


def _row(one: UnitFigures, name: str) -> tuple[Any, ...]:
    values: dict[str, Any] = {"unit_name": name}
    for kind in ("found", "confirmed", "rectified"):
        days = getattr(one, kind)
        values.update({f"{kind}_count": days.count, f"{kind}_median": days.median, f"{kind}_p80": days.high})
    return tuple(values[field] if field in values else getattr(one, field) for field in FIGURE_FIELDS)


def figures_summary(found: Sequence[UnitFigures]) -> str:
    """What they say, in a sentence."""
    cases = sum(one.cases for one in found)
    if not cases:
        return tr("No patch was confirmed unlawful in this period.")
    return tr(
        "{cases} cases confirmed unlawful: {filed} filed, {concluded} concluded, {closed} closed, "
        "{overdue} overdue."
    ).format(
        cases=f"{cases:,}",
        filed=f"{sum(one.filed for one in found):,}",
        concluded=f"{sum(one.concluded for one in found):,}",
        closed=f"{sum(one.closed for one in found):,}",
        overdue=f"{sum(one.overdue for one in found):,}",
    )


def _day(value: object, missing: Any) -> str:
    if value is None or not str(value).strip():
        return ""
    day: dt.date | None = parse_date(value, missing)
    if day is None:
        raise InputError(tr("“{value}” is no day; write it like 2026-11-23.").format(value=value))
    return day.isoformat()
