"""What the dialogs about problems of pollution sources are given, and what they hand over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.case_engine import CaseEvent

if TYPE_CHECKING:
    from ...core.problem_work import ProblemState
    from ...core.responsibility import Person
    from ...core.workdays import Calendar
    from ...store.problem_rows import ProblemRow


@dataclass(frozen=True)
class StepFacts:
    """What a step may ask about: the item's ``state`` as its events imply it, the ``people`` in office, names
    of ``units`` by code, the items it can be merged into, the calendar of working days."""

    state: ProblemState
    people: tuple[Person, ...]
    units: Mapping[str, str]
    targets: tuple[ProblemRow, ...]
    calendar: Calendar


@dataclass(frozen=True)
class StepEntry:
    """One step of an item; ``level``: what its level is from now on, "" when it stays."""

    item_uid: str
    event: CaseEvent
    level: str = ""


@dataclass(frozen=True)
class ProblemEntry:
    """A new problem as typed in; ``values`` by the names of ``store.problems.Problem``."""

    values: Mapping[str, str]
    actor: str
    role: str
