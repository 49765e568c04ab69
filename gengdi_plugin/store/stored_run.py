"""A run as the workspace keeps it: rule text, verdicts with patches, evidence, uncovered parts and ground."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import sql
from .run_rows import JUDGED
from .workspace import Workspace

Row = dict[str, Any]

_RUNS = """
SELECT uid, rule_set, rule_hash, rules_json, screened_at, actor, software, inputs_json FROM screening_run
WHERE deleted_at IS NULL AND (?1 = '' OR uid = ?1) ORDER BY clock DESC, uid DESC
"""

_VERDICTS = """
SELECT v.*, p.uid AS known_patch, p.patch_no, p.spatial_code, p.unit_code, p.unit_name, p.channel,
    p.change_type AS own_change_type, p.before_on AS own_before_on, p.after_on AS own_after_on,
    AsBinary(p.geom) AS wkb
FROM verdict v LEFT JOIN patch p ON p.uid = v.patch_uid
WHERE v.uid IN ({marks}) ORDER BY v.id
"""

_OF_RUN = "SELECT uid, patch_uid FROM verdict WHERE run_uid = ? AND deleted_at IS NULL ORDER BY id"

_PARTS = {
    "evidence": "SELECT e.*, AsBinary(e.geom) AS wkb FROM evidence e "
    "WHERE e.deleted_at IS NULL AND e.verdict_uid IN ({marks}) ORDER BY e.id",
    "remainders": "SELECT e.*, AsBinary(e.geom) AS wkb FROM remainder e "
    "WHERE e.deleted_at IS NULL AND e.verdict_uid IN ({marks}) ORDER BY e.area_m2 DESC, e.id",
    "ground": "SELECT e.*, AsBinary(e.geom) AS wkb FROM ground e "
    "WHERE e.deleted_at IS NULL AND e.verdict_uid IN ({marks}) ORDER BY e.id",
}

# Only patches that could be measured: the plane of a run is centred on those.
_EXTENTS = """
SELECT MbrMinX(p.geom), MbrMinY(p.geom), MbrMaxX(p.geom), MbrMaxY(p.geom)
FROM verdict v JOIN patch p ON p.uid = v.patch_uid
WHERE v.run_uid = ? AND v.deleted_at IS NULL AND v.area_m2 IS NOT NULL AND p.geom IS NOT NULL
"""


@dataclass(frozen=True)
class StoredRun:
    """One run that is not undone; ``inputs``: what it was told of its layers (``ScreeningResult.inputs``)."""

    uid: str
    rule_set: str
    rule_hash: str
    rules_text: str
    screened_at: str
    actor: str
    software: str
    inputs: list[Row]


@dataclass
class StoredVerdict:
    """A verdict's row joined with its patch (``wkb``), and the rows that belong to it."""

    row: Row
    evidence: list[Row] = field(default_factory=list)
    remainders: list[Row] = field(default_factory=list)
    ground: list[Row] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether it was kept with all it rests on (since schema 3)."""
        return self.row["explanation"] is not None

    def judged(self, name: str) -> Any:
        """``change_type``, ``before_on`` or ``after_on`` as it was judged; of older verdicts as it is now."""
        kept = any(self.row[one] is not None for one in JUDGED)
        return self.row[name] if kept else self.row[f"own_{name}"]


def stored_runs(ws: Workspace, uid: str = "") -> list[StoredRun]:
    """The run ``uid``, or all that are not undone, newest first."""
    found = []
    for *texts, inputs in ws.db.execute(_RUNS, (uid,)).fetchall():
        number, rule_set, mark, rules, at, actor, made_by = (text or "" for text in texts)
        kept = json.loads(inputs or "[]")
        found.append(StoredRun(number, rule_set, mark, rules, at, actor, made_by, kept))
    return found


def verdict_uids(ws: Workspace, run: str, patches: Sequence[str] | None = None) -> list[str]:
    """The verdicts of a run, of all its patches or of ``patches`` (uids)."""
    chosen = None if patches is None else set(patches)
    found = ws.db.execute(_OF_RUN, (run,)).fetchall()
    return [uid for uid, patch in found if chosen is None or patch in chosen]


def stored_verdicts(ws: Workspace, uids: Sequence[str]) -> Iterator[list[StoredVerdict]]:
    """The verdicts ``uids`` with everything that belongs to them, some hundred at a time."""
    for batch in sql.batches(uids):
        verdicts = {row["uid"]: StoredVerdict(row) for row in _rows(ws, _VERDICTS, batch)}
        for name, statement in _PARTS.items():
            for row in _rows(ws, statement, batch):
                getattr(verdicts[row["verdict_uid"]], name).append(row)
        yield list(verdicts.values())


def extents(ws: Workspace, run: str) -> list[tuple[float, float, float, float]]:
    """West, south, east, north (EPSG:4490) of the run's patches that could be measured."""
    return list(ws.db.execute(_EXTENTS, (run,)).fetchall())


def _rows(ws: Workspace, statement: str, uids: list[str]) -> list[Row]:
    return sql.dicts(ws.db.execute(sql.select_in(statement, len(uids)), uids))
