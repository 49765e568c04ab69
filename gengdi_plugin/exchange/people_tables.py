"""Due cases, people and patrols as tables that may leave the workspace: names and phones masked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.formula_text import no_formula
from ..core.responsibility import Person
from ..core.vocabulary import word
from ..store.dispatch import Proposal
from ..store.due import DueRow
from ..store.load import Load
from ..store.patrols import Patrol
from .privacy import mask_numbers, mask_person, mask_phone

DUE_FIELDS = (
    "patch_no", "spatial_code", "unit_code", "unit_name", "state", "step", "responsible", "phone", "due_on",
    "days_over", "share", "level", "escalated_to", "sentence",
)  # fmt: skip
PROPOSAL_FIELDS = (
    "patch_no", "spatial_code", "unit_code", "unit_name", "scope", "responsible", "duty", "due_on", "why",
    "sentence",
)  # fmt: skip
PATROL_FIELDS = (
    "unit_code", "unit_name", "level", "responsible", "due_on", "status", "done_on", "done_by", "note",
)  # fmt: skip
LOAD_FIELDS = (
    "name", "level", "unit_code", "duty", "phone", "department", "valid_to", "patches", "overdue", "due",
    "missed",
)  # fmt: skip


def due_values(row: DueRow) -> list[Any]:
    """The values of :data:`DUE_FIELDS`."""
    return safe(
        [
            row.patch_no, row.spatial_code, row.unit_code, row.unit_name, word("state", row.state),
            word("case_step", row.step), mask_person(row.responsible), mask_phone(row.phone), row.due_on,
            row.days_over, row.share, word("escalation", row.level), mask_person(row.escalated_to),
            row.sentence,
        ]
    )  # fmt: skip


def proposal_values(row: Proposal) -> list[Any]:
    """The values of :data:`PROPOSAL_FIELDS`, for programs: keys, and a sentence for people."""
    person = row.person
    return safe(
        [
            row.patch_no, row.spatial_code, row.unit_code, row.unit_name, row.scope,
            mask_person(person.name) if person else "", person.duty if person else "", row.due_on,
            row.why, word("assignment", row.why),
        ]
    )  # fmt: skip


def patrol_values(row: Patrol) -> list[Any]:
    """The values of :data:`PATROL_FIELDS`, for programs: keys, not words."""
    return safe(
        [
            row.unit_code, row.unit_name, row.level, mask_person(row.responsible), row.due_on, row.status,
            row.done_on, mask_person(row.done_by), mask_numbers(row.note),
        ]
    )  # fmt: skip


def load_values(row: Load) -> list[Any]:
    """The values of :data:`LOAD_FIELDS`."""
    one: Person = row.person
    return safe(
        [
            mask_person(one.name), word("level", one.level), one.unit_code, one.duty, mask_phone(one.phone),
            one.department, one.valid_to, row.patches, row.overdue, row.due, row.missed,
        ]
    )  # fmt: skip


def safe(values: Sequence[Any]) -> list[Any]:
    """Texts that a spreadsheet program would take for formulas are marked as texts."""
    return [no_formula(value) for value in values]
