"""The supervision list as tables that may leave the workspace: names and telephone numbers masked."""

from __future__ import annotations

from typing import Any

from ..core.vocabulary import word
from ..store.problem_rows import ProblemRow
from .people_tables import safe
from .privacy import mask_numbers, mask_person

SUPERVISION_FIELDS = (
    "uid", "title", "uscc", "kind", "level", "state", "lead_department", "co_departments", "due_on",
    "due_at", "overdue", "days_over", "step", "escalation", "who", "next_event", "responsible", "unit_code",
    "unit_name", "source", "raised_at", "since", "patch_no", "description",
)  # fmt: skip

#: Fields whose values are keys of these vocabulary groups.
_GROUPS = {
    "kind": "event_type", "level": "alert_level", "state": "problem_state", "lead_department": "department",
    "step": "case_step", "escalation": "escalation", "next_event": "problem_next",
}  # fmt: skip


def supervision_values(row: ProblemRow) -> list[Any]:
    """The values of :data:`SUPERVISION_FIELDS` for programs: keys, ISO times, flags; None where nothing
    runs. ``due_on`` is the day that was set, ``due_at`` the end of the deadline that runs now."""
    return safe(_values(row, ",".join(row.co_departments), responsible_text(row, keys=True)))


def supervision_words(row: ProblemRow) -> list[Any]:
    """The same in words, for people."""
    helping = "、".join(word("department", one) for one in row.co_departments)
    values = dict(zip(SUPERVISION_FIELDS, _values(row, helping, responsible_text(row))))
    for field, group in _GROUPS.items():
        values[field] = word(group, values[field]) if values[field] else ""
    values["who"] = turn_text(row)
    values["overdue"] = int(row.overdue)
    return safe(["" if value is None else value for value in values.values()])


def responsible_text(row: ProblemRow, keys: bool = False) -> str:
    """Who is responsible, a person masked; a department as its word, or its key with ``keys``."""
    if row.person:
        return mask_person(row.person)
    return row.responsible_uid if keys else word("department", row.responsible_uid)


def turn_text(row: ProblemRow) -> str:
    """Whose turn it is, in words; "" when it waits for nobody."""
    if row.who == "responsible":
        return responsible_text(row)
    return word("problem_level", row.who)


def _values(row: ProblemRow, helping: str, responsible: str) -> list[Any]:
    due = row.due
    return [
        row.uid, mask_numbers(row.title), row.uscc, row.kind, row.level, row.state, row.lead_department,
        helping, row.due_on, row.due_at, row.overdue, due.days_over if due else None,
        due.step if due else "", due.level if due else "", row.who, row.next_event, responsible,
        row.unit_code, row.unit_name, mask_numbers(row.source), row.raised_at, row.since, row.patch_no,
        mask_numbers(row.description),
    ]  # fmt: skip
