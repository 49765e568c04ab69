"""The coordinating centre (全域治理中心): which department leads, which help, and whose turn it is.

Both tables are data, no official rule: ``data/coordination.csv`` (event type → lead department,
co-departments, measure, level) and ``data/turns.csv`` (state of a case → who acts, and what comes next).
Departments are vocabulary group ``department``, event types ``event_type``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .office_tables import of_office_table, office_rows
from .vocabulary import keys, word

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Coordination:
    """Who deals with an event of this type. ``domain``: ``patch`` or ``pollution``; ``lead`` and ``co``:
    departments; ``measure``: key of vocabulary group ``measure`` (patch) or ``coordination_measure``;
    ``level``: who supervises it (``town`` or ``county``)."""

    event_type: str
    domain: str
    lead: str
    co: tuple[str, ...]
    measure: str
    level: str
    source: str
    certainty: str

    def measure_word(self, language: str | None = None) -> str:
        """The word for the measure."""
        group = "measure" if self.measure in keys("measure") else "coordination_measure"
        return word(group, self.measure, language)


@dataclass(frozen=True)
class Turn:
    """Who acts while a case is in a state (a level, or ``rectifier``: whoever must rectify), and the event
    that comes next (vocabulary group ``next_step``)."""

    who: str
    next_event: str


@of_office_table
def _rows() -> tuple[tuple[dict[str, str], Coordination], ...]:
    return tuple((row, _coordination(row)) for row in office_rows("coordination.csv"))


def _coordination(row: dict[str, str]) -> Coordination:
    return Coordination(
        row["event_type"],
        row["domain"],
        row["lead"],
        tuple(row["co"].split()),
        row["measure"],
        row["level"],
        row["source"],
        row["certainty"],
    )


def coordinations(domain: str = "") -> list[Coordination]:
    """The table in its order; of one ``domain`` (``patch``, ``pollution``) when it is given."""
    return [one for _, one in _rows() if domain in ("", one.domain)]


def coordination_of(event_type: str) -> Coordination | None:
    """Who deals with events of this type; None for one the table does not know."""
    return next((one for _, one in _rows() if one.event_type == event_type), None)


def coordination_for_patch(
    change_kind: str | None, scope: str | None, change_type: str | None
) -> Coordination:
    """Who deals with a patch, by what its verdict says: the first row of the table that fits.

    An empty cell of the table fits everything; the last row of the patches fits every patch.
    """
    given = {"change_kind": change_kind or "", "scope": scope or ""}
    return next(
        one
        for row, one in _rows()
        if one.domain == "patch"
        and all(not row[name] or row[name] == value for name, value in given.items())
        and (not row["change_types"] or (change_type or "") in row["change_types"].split())
    )


@lru_cache(maxsize=1)
def turns() -> dict[str, Turn]:
    """Whose turn it is, by state; a state that is not there waits for nobody: the case is closed."""
    with (_DATA / "turns.csv").open(encoding="utf-8", newline="") as stream:
        return {row["state"]: Turn(row["who"], row["next_event"]) for row in csv.DictReader(stream)}
