"""What the finding dialog hands over, in the interface's own words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FindingEntry:
    """One finding as typed in. ``inspected_on`` ISO date; ``doc_no`` only for a lawful
    finding; ``unlawful_m2`` (when it was measured), ``violation_type`` and ``started_on`` (a day as
    typed) only for an unlawful one; ``actual_use``: what the ground is used for."""

    patch_uid: str
    patch_no: str
    finding: str
    inspector: str
    inspected_on: str
    note: str = ""
    doc_no: str = ""
    unlawful_m2: float | None = None
    photos: tuple[Path, ...] = ()
    violation_type: str = ""
    started_on: str = ""
    actual_use: str = ""
