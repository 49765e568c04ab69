"""What the dialogs about rectification are given, and what they hand over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...core.coordination import Coordination
    from ...store.rectification_rows import Answerable, RectificationRow
    from ...store.relapse import Relapses


@dataclass(frozen=True)
class CaseFacts:
    """What the workspace knows about the case: ``unlawful_m2`` found unlawful (None: nobody measured it),
    its measures, who may be made responsible, who deals with it, relapses, the open case of enforcement."""

    unlawful_m2: float | None
    rows: tuple[RectificationRow, ...]
    people: tuple[Answerable, ...]
    dealt: Coordination
    relapses: Relapses
    filed_under: str
    responsible_uid: str = ""


@dataclass(frozen=True)
class MeasureEntry:
    """One measure as typed in: key, m², department (key or "")."""

    measure: str
    area_m2: float
    department: str = ""


@dataclass(frozen=True)
class OrderEntry:
    """An order of rectification; without ``measures`` a returned case goes on with those it has."""

    patch_uid: str
    measures: tuple[MeasureEntry, ...]
    department: str
    responsible_uid: str
    due_on: str
    notice_no: str
    note: str
    actor: str
    role: str


@dataclass(frozen=True)
class ReportEntry:
    """A report of one measure: ``done_m2`` all that is done by now; ``less_because``: why no more will be."""

    rectification_uid: str
    done_m2: float
    done_on: str
    actor: str
    role: str
    note: str
    less_because: str
    photos: tuple[Path, ...]


@dataclass(frozen=True)
class AcceptanceEntry:
    """Accepted, or returned with a deadline and what of each measure must be done again."""

    patch_uid: str
    accepted: bool
    actor: str
    role: str
    note: str
    photos: tuple[Path, ...]
    due_on: str = ""
    not_accepted: Mapping[str, float] = field(default_factory=dict)
    again: bool = False


@dataclass(frozen=True)
class CaseEntry:
    """A case reopened (``event`` reopened), filed or concluded (``doc_no``)."""

    patch_uid: str
    event: str
    actor: str
    role: str
    note: str
    doc_no: str = ""
