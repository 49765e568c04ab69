"""Live tracking for the coordinating centre: of every open case the step, whose turn it is, since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Callable

from ..core.case_course import course
from ..core.casework import PatchState
from ..core.coordination import Coordination, Turn, coordination_for_patch, turns
from ..core.rectification import Part, Progress, progress
from ..core.stopping import checkpoint
from ..core.vocabulary import word
from . import sql
from .case_figures import events_of_many
from .timeline import TimelineRow, timeline
from .units import UnitNames
from .workspace import Workspace

__all__ = ["TRACKING_FIELDS", "OpenCase", "TimelineRow", "open_cases", "timeline", "tracking_row"]

#: Fields of the table of open cases (keys, not words; ``since`` ISO 8601, areas in m²).
TRACKING_FIELDS = (
    "patch_no", "spatial_code", "unit_code", "unit_name", "state", "step", "who", "person", "departments",
    "lead", "co", "event_type", "since", "due_on", "days_left", "next_event", "unlawful_m2", "done_m2",
)  # fmt: skip

_PATCHES = """
SELECT p.uid, p.patch_no, p.spatial_code, p.unit_code, p.unit_name, p.change_type, v.change_kind, v.scope
FROM patch p
LEFT JOIN verdict v ON v.id = (
    SELECT w.id FROM verdict w WHERE w.patch_uid = p.uid AND w.deleted_at IS NULL
    ORDER BY w.clock DESC, w.uid DESC LIMIT 1
)
WHERE p.deleted_at IS NULL ORDER BY p.unit_code, p.spatial_code, p.patch_no, p.id
"""

_MEASURES = """
SELECT patch_uid, measure, coalesce(area_m2, 0) AS area_m2, coalesce(done_m2, 0) AS done_m2,
    coalesce(department, '') AS department
FROM rectification WHERE deleted_at IS NULL ORDER BY id
"""

_RESPONSIBLE = "SELECT uid, name, department FROM responsible WHERE deleted_at IS NULL"


@dataclass(frozen=True)
class OpenCase:
    """One case that is not closed.

    ``step`` the state's word; ``who`` the level whose turn it is (``rectifier``: whoever must rectify),
    ``person`` the name in charge ("" when nobody is named), ``departments`` those who must act (keys of the
    vocabulary group), ``lead`` and ``co`` as the coordination table has them. ``since`` ISO 8601; ``due_on``
    ISO day or ""; ``days_left``: until then, below 0 when overdue, None without a deadline.
    ``next_step``: in words. ``reached``: how far rectification went, None before it was ordered.
    """

    patch_uid: str
    patch_no: str
    spatial_code: str
    unit_code: str
    unit_name: str
    state: str
    step: str
    who: str
    person: str
    departments: tuple[str, ...]
    lead: str
    co: tuple[str, ...]
    event_type: str
    since: str
    due_on: str
    days_left: int | None
    next_event: str
    next_step: str
    unlawful_m2: float | None
    reached: Progress | None

    @property
    def overdue(self) -> bool:
        """Whether its deadline has passed."""
        return self.days_left is not None and self.days_left < 0


def open_cases(ws: Workspace, on: str = "") -> list[OpenCase]:
    """Every case that waited for somebody on the day ``on`` (ISO, today by default), the most urgent first.

    Order: by deadline, those without one last, then by how long they have waited. States are those that the
    events until that day imply; measures are as they are now.
    """
    day = on or dt.date.today().isoformat()
    rows = sql.dicts(ws.db.execute(_PATCHES))
    events = events_of_many(ws, [row["uid"] for row in rows])
    measures = _measures(ws)
    people = {uid: (name or "", part or "") for uid, name, part in ws.db.execute(_RESPONSIBLE).fetchall()}
    names = UnitNames(ws)
    found = []
    for number, row in enumerate(rows):
        if not number % 500:
            checkpoint()
        passed = course(events.get(row["uid"], ()), until=day)
        state = passed[-1].after if passed else PatchState()
        turn = turns().get(state.state)
        if turn is not None:
            own = measures.get(row["uid"], [])
            found.append(_open_case(row, state, turn, own, people, names, day))
    found.sort(key=lambda one: (one.due_on or "9999", one.since, one.spatial_code))
    return found


def _measures(ws: Workspace) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in sql.dicts(ws.db.execute(_MEASURES)):
        found.setdefault(row["patch_uid"], []).append(row)
    return found


def _open_case(
    row: dict[str, Any],
    state: PatchState,
    turn: Turn,
    measures: Sequence[dict[str, Any]],
    people: dict[str, tuple[str, str]],
    names: UnitNames,
    day: str,
) -> OpenCase:
    dealt = coordination_for_patch(row["change_kind"], row["scope"], row["change_type"])
    person, department = people.get(state.responsible_uid, ("", ""))
    parts = [Part(one["measure"] or "", one["area_m2"], one["done_m2"]) for one in measures]
    unit = row["unit_code"] or ""
    return OpenCase(
        row["uid"],
        row["patch_no"] or "",
        row["spatial_code"] or "",
        unit,
        row["unit_name"] or names.name(unit),
        state.state,
        word("state", state.state),
        turn.who,
        person or (state.inspector if turn.who == "inspector" else ""),
        _departments(turn, measures, department, dealt),
        dealt.lead,
        dealt.co,
        dealt.event_type,
        state.since,
        state.due_on,
        _days_left(state.due_on, day),
        turn.next_event,
        word("next_step", turn.next_event),
        state.unlawful_m2,
        progress(parts, state.unlawful_m2) if parts else None,
    )


def _departments(
    turn: Turn, measures: Sequence[dict[str, Any]], of_person: str, dealt: Coordination
) -> tuple[str, ...]:
    """Who must act: while it is rectified those named in the open measures, else the person's, else the
    department that leads."""
    if turn.who == "rectifier":
        named = [one["department"] for one in measures if one["done_m2"] < one["area_m2"]]
        given = tuple(dict.fromkeys(filter(None, named)))
        if given:
            return given
    return (of_person,) if of_person else (dealt.lead,)


def _days_left(due_on: str, day: str) -> int | None:
    if not due_on:
        return None
    return (dt.date.fromisoformat(due_on[:10]) - dt.date.fromisoformat(day)).days


def tracking_row(one: OpenCase, mask: Callable[[str], str] | None = None) -> tuple[Any, ...]:
    """A case in the order of :data:`TRACKING_FIELDS`; ``mask`` makes the name unreadable."""
    reached = one.reached
    return (
        one.patch_no, one.spatial_code, one.unit_code, one.unit_name, one.state, one.step, one.who,
        mask(one.person) if mask and one.person else one.person, " ".join(one.departments), one.lead,
        " ".join(one.co), one.event_type, one.since, one.due_on, one.days_left, one.next_event,
        one.unlawful_m2, None if reached is None else reached.done_m2,
    )  # fmt: skip
