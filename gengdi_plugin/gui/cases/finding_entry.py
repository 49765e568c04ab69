"""What the finding dialog hands over, in the interface's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class FindingEntry:
    """One finding as typed in. ``inspected_on`` ISO date; ``doc_no`` only for a lawful
    finding; ``unlawful_m2`` (when it was measured), ``violation_type`` and ``started_on`` (a day as
    typed) only for an unlawful one; ``actual_use``: what the ground is used for. ``vocabulary``,
    ``category``, ``subtype``: keys of a set of categories, "" when none was chosen; ``proof``: evidence
    fields as typed; ``boundary``: WKB in EPSG:4490."""

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
    vocabulary: str = ""
    category: str = ""
    subtype: str = ""
    proof: Mapping[str, str] = field(default_factory=dict)
    boundary: bytes | None = None
