"""What the dock and the sheets read from the workspace: plain rows, no geometry objects."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PatchRow:
    """One patch with its colour now and the figures of its latest verdict.

    Areas in m², shares 0–1, dates ISO text; None = not tested. ``code`` and ``state`` follow the case
    events (``core.casework``); ``screened`` is what the latest screening said (``green``/``yellow``).
    ``bbox``: west, south, east, north in EPSG:4490 degrees, None without geometry.
    ``doubt_basic_m2``: permanent basic farmland without an authorising approval = uncovered +
    unauthorised: the first key of :func:`most_doubtful`.
    """

    id: int
    uid: str
    patch_no: str
    spatial_code: str
    code: str
    state: str
    screened: str
    reason: str
    sentence: str
    unit_code: str
    unit_name: str
    change_type: str
    change_kind: str | None
    channel: str | None
    before_on: str | None
    after_on: str | None
    scope: str | None
    area_m2: float | None
    approved_m2: float | None
    approved_share: float | None
    sliver_m2: float | None
    uncovered_m2: float | None
    cultivated_m2: float | None
    uncovered_cultivated_m2: float | None
    basic_m2: float | None
    uncovered_basic_m2: float | None
    unauthorised_basic_m2: float | None
    best_doc_no: str | None
    holds_until: str | None
    below_minimum: bool | None
    source_uscc: str | None
    source_distance_m: float | None
    responsible: str | None
    due_on: str | None
    overdue: bool
    finding: str | None
    doubt_basic_m2: float
    verdict_uid: str | None
    run_uid: str | None
    bbox: tuple[float, float, float, float] | None


@dataclass(frozen=True)
class RunRow:
    """One screening run as stored. ``screened_at`` ISO 8601 with offset; ``patches`` = verdicts in it."""

    uid: str
    rule_set: str
    rule_hash: str
    screened_at: str
    actor: str
    software: str
    patches: int


@dataclass(frozen=True)
class Counts:
    """How many patches: in all, by colour, by reason (``(colour, reason) -> n``) and by state."""

    total: int
    by_code: dict[str, int]
    by_reason: dict[tuple[str, str], int]
    by_state: dict[str, int]
