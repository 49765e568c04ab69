"""What the dock and the sheets read from the workspace: plain rows, no geometry objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from ..core.rules import version_of
from . import sql
from .figures import read_columns
from .workspace import Workspace


@dataclass(frozen=True)
class PatchRow:
    """One patch with its colour now and the figures of its latest verdict.

    Areas in m², shares 0–1, dates ISO text; None = not tested. ``code`` and ``state`` follow the case
    events (``core.casework``); ``screened`` is what the latest screening said (``green``/``yellow``).
    ``bbox``: west, south, east, north in EPSG:4490 degrees, None without geometry.
    ``explanation``: JSON that :func:`core.sentences.sentence` reads beside the figures.
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
    explanation: str | None
    auditor: str | None
    audited_at: str | None
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
    violation_type: str | None
    doubt_basic_m2: float
    verdict_uid: str | None
    run_uid: str | None
    bbox: tuple[float, float, float, float] | None

    @property
    def rests_on(self) -> str:
        """What its colour rests on now: the screening's reason, or the state (a key of vocabulary group
        ``state``) where persons decided otherwise than the screening."""
        return self.reason if self.code == self.screened else self.state


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
    rule_version: int = 1


@dataclass(frozen=True)
class Counts:
    """How many patches: in all, by colour, by reason (``(colour, reason) -> n``) and by state."""

    total: int
    by_code: dict[str, int]
    by_reason: dict[tuple[str, str], int]
    by_state: dict[str, int]


_TEXTS = (
    "patch_no", "spatial_code", "code", "state", "screened", "reason", "sentence", "unit_code", "unit_name",
    "change_type",
)  # fmt: skip

_FIELDS = tuple(field.name for field in fields(PatchRow))
_SIDES = ("west", "south", "east", "north")
_READ = (*(name for name in _FIELDS if name not in ("doubt_basic_m2", "bbox")), *_SIDES)

_PARTS = """
FROM {table} x JOIN verdict v ON v.uid = x.verdict_uid
WHERE x.deleted_at IS NULL AND v.id = (
    SELECT w.id FROM verdict w WHERE w.patch_uid = ? AND w.deleted_at IS NULL
    ORDER BY w.clock DESC, w.uid DESC LIMIT 1
)
"""

_EVIDENCE = (
    "SELECT x.uid, x.patch_no, x.spatial_code, x.layer, x.feature_id, x.approval_type, x.doc_no, "
    "x.approved_on, x.valid_to, x.overlap_m2, x.share, x.counts, x.why_not, x.note, AsBinary(x.geom) AS wkb"
    + _PARTS.replace("{table}", "evidence")
    + "ORDER BY x.counts DESC, x.overlap_m2 DESC, x.id"
)

_REMAINDERS = (
    "SELECT x.uid, x.patch_no, x.spatial_code, x.area_m2, AsBinary(x.geom) AS wkb"
    + _PARTS.replace("{table}", "remainder")
    + "ORDER BY x.area_m2 DESC, x.spatial_code"
)

_FINDING = """
SELECT i.uid, i.finding, i.inspector, i.inspected_on, i.note, i.doc_no, i.unlawful_m2, i.actual_use,
    i.vocabulary, i.category, i.subtype, i.proof_json,
    (SELECT b.area_m2 FROM measured_boundary b
        WHERE b.inspection_uid = i.uid AND b.deleted_at IS NULL LIMIT 1) AS boundary_m2,
    (SELECT count(*) FROM photo p WHERE p.inspection_uid = i.uid AND p.deleted_at IS NULL) AS photos
FROM patch_state s JOIN inspection i ON i.uid = s.inspection_uid WHERE s.patch_uid = ?
"""

_RUNS = """
SELECT r.uid, r.rule_set, r.rule_hash, r.screened_at, r.actor, r.software,
    (SELECT count(*) FROM verdict v WHERE v.run_uid = r.uid AND v.deleted_at IS NULL), r.rules_json
FROM screening_run r WHERE r.deleted_at IS NULL ORDER BY r.clock DESC, r.uid DESC
"""


def patch_rows(ws: Workspace) -> list[PatchRow]:
    """Every patch, by unit, spatial code and number."""
    return _patch_rows(read_columns(ws.db, _READ))


def patch_row(ws: Workspace, patch_uid: str) -> PatchRow | None:
    """One patch, None when the workspace has no such patch."""
    rows = _patch_rows(read_columns(ws.db, _READ, patch_uid))
    return rows[0] if rows else None


def _patch_rows(read: dict[str, Sequence[Any]]) -> list[PatchRow]:
    uncovered, unauthorised = read["uncovered_basic_m2"], read["unauthorised_basic_m2"]
    boxes = zip(*(read[side] for side in _SIDES))
    columns: dict[str, Iterable[Any]] = {name: read[name] for name in _FIELDS if name in read}
    columns.update((name, [text or "" for text in read[name]]) for name in _TEXTS)
    columns.update(
        overdue=map(bool, read["overdue"]),
        below_minimum=[None if flag is None else bool(flag) for flag in read["below_minimum"]],
        doubt_basic_m2=[(one or 0.0) + (other or 0.0) for one, other in zip(uncovered, unauthorised)],
        bbox=[None if box[0] is None else box for box in boxes],
    )
    return [_patch_row(dict(zip(columns, values))) for values in zip(*columns.values())]


def _patch_row(values: dict[str, Any]) -> PatchRow:
    """A row of all its fields: what its own ``__init__`` does one by one, of which 100 000 are felt."""
    row = object.__new__(PatchRow)
    row.__dict__.update(values)
    return row


def most_doubtful(ws: Workspace, n: int) -> list[PatchRow]:
    """The ``n`` yellow patches to look at first.

    Order: most permanent basic farmland without an authorising approval, then most uncovered cultivated
    land, then most uncovered ground, then the largest patch; equal ones by spatial code.
    """
    return doubtful(patch_rows(ws), n)


def doubtful(rows: Iterable[PatchRow], n: int) -> list[PatchRow]:
    """The ``n`` yellow ones of ``rows`` to look at first, in the order of :func:`most_doubtful`."""
    return sorted((row for row in rows if row.code == "yellow"), key=_doubt)[:n]


def _doubt(row: PatchRow) -> tuple[float, float, float, float, str]:
    return (
        -row.doubt_basic_m2,
        -(row.uncovered_cultivated_m2 or 0.0),
        -(row.uncovered_m2 or 0.0),
        -(row.area_m2 or 0.0),
        row.spatial_code,
    )


def evidence_rows(ws: Workspace, patch_uid: str) -> list[dict[str, Any]]:
    """Evidence of the patch's latest verdict: ``uid``, the public fields and ``wkb`` (EPSG:4490); what
    counts first, then by overlap. ``counts`` is a bool."""
    rows = _dicts(ws, _EVIDENCE, patch_uid)
    return [{**row, "counts": bool(row["counts"])} for row in rows]


def remainder_rows(ws: Workspace, patch_uid: str) -> list[dict[str, Any]]:
    """Uncovered parts of the latest verdict, largest first: ``uid``, the public fields and ``wkb``."""
    return _dicts(ws, _REMAINDERS, patch_uid)


def finding_row(ws: Workspace, patch_uid: str) -> dict[str, Any] | None:
    """The finding the patch's state rests on: the inspection's columns, ``boundary_m2`` (area measured on
    site) and ``photos`` (how many); None when there is none."""
    rows = _dicts(ws, _FINDING, patch_uid)
    return rows[0] if rows else None


def _dicts(ws: Workspace, statement: str, patch_uid: str) -> list[dict[str, Any]]:
    return sql.dicts(ws.db.execute(statement, (patch_uid,)))


def counts(ws: Workspace) -> Counts:
    """How many patches there are, by colour, reason and state. Never screened counts as colour ""."""
    rows = patch_rows(ws)
    return Counts(
        len(rows),
        dict(Counter(row.code for row in rows)),
        dict(Counter((row.code, row.reason) for row in rows)),
        dict(Counter(row.state for row in rows)),
    )


def runs(ws: Workspace) -> list[RunRow]:
    """All runs, newest first."""
    found = ws.db.execute(_RUNS).fetchall()
    return [replace(RunRow(*row[:-1]), rule_version=version_of(row[-1])) for row in found]


def latest_run(ws: Workspace) -> RunRow | None:
    """The newest run, None in a new workspace."""
    found = runs(ws)
    return found[0] if found else None
