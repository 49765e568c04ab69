"""Two runs of a workspace side by side: which patches changed, and because of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..core.errors import Cancelled, InputError
from ..core.i18n import tr
from . import sql
from .compare_cause import GROUND, Cause, Pair, causes
from .exactness import equal, exact_m2
from .workspace import Workspace

#: Figures whose change is told when code and reason stayed.
FIGURES = (
    "area_m2", "approved_m2", "sliver_m2", "uncovered_m2", "uncovered_cultivated_m2", "uncovered_basic_m2",
    "unauthorised_basic_m2", *GROUND,
)  # fmt: skip

_FIELDS = (
    "uid", "patch_uid", "code", "reason", "approved_share", "basis", "best_doc_no", "change_type",
    "before_on", "after_on", *FIGURES,
)  # fmt: skip

_VERDICTS = "SELECT {names} FROM verdict WHERE run_uid = ? AND deleted_at IS NULL ORDER BY id"

_PATCHES = """
SELECT uid, patch_no, spatial_code, AsBinary(geom), MbrMinX(geom), MbrMinY(geom), MbrMaxX(geom), MbrMaxY(geom)
FROM patch WHERE uid IN ({marks})
"""

_EVIDENCE = """
SELECT verdict_uid, layer, feature_id, approval_type, doc_no, approved_on, valid_from, valid_to, status,
    overlap_m2, counts, why_not
FROM evidence WHERE deleted_at IS NULL AND verdict_uid IN ({marks}) ORDER BY id
"""

_RUN = """
SELECT uid, rule_set, rule_hash, software, screened_at, actor FROM screening_run
WHERE deleted_at IS NULL ORDER BY clock DESC, uid DESC
"""

_RUN_FIELDS = ("uid", "rule_set", "rule_hash", "software", "screened_at", "actor")

Verdict = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One patch whose verdict differs. ``kind``: ``code`` | ``reason`` | ``figures`` | ``added`` | ``gone``
    (screened by one of the runs only); ``before``/``after``: the verdicts' fields by name, None when not in
    that run; ``causes``: what differs, what moves the verdict most first; ``bbox``: west, south, east,
    north (EPSG:4490), None without geometry."""

    patch_uid: str
    patch_no: str
    spatial_code: str
    kind: str
    before: Verdict | None
    after: Verdict | None
    causes: tuple[Cause, ...]
    bbox: tuple[float, float, float, float] | None

    def figure(self, name: str) -> tuple[Any, Any]:
        """A field of the verdict before and after; None where the patch was not in the run."""
        return tuple(None if one is None else one[name] for one in (self.before, self.after))  # type: ignore[return-value]


@dataclass(frozen=True)
class Comparison:
    """``before``, ``after``: the runs (uid, rule_set, rule_hash, software, screened_at, actor); ``changes``:
    changed colours first, then reasons, then figures; ``same``: patches in both runs without a change."""

    before: dict[str, Any]
    after: dict[str, Any]
    changes: tuple[Change, ...]
    same: int

    def counts(self) -> Counter[str]:
        """How many changes of each kind."""
        return Counter(change.kind for change in self.changes)


def part_of(
    progress: Callable[[float], None] | None, number: int, count: int
) -> Callable[[float], None] | None:
    """The progress of part ``number`` (from 0) of ``count`` equal ones."""
    return None if progress is None else lambda done: progress((number + done) / count)


class Pace:
    """Progress of a long reading, and cancel. ``total``: how many steps there will be."""

    def __init__(
        self,
        total: int,
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._total, self._done = max(total, 1), 0
        self._progress, self._cancelled = progress, cancelled

    def step(self, steps: int) -> None:
        """So many steps more are done; raises Cancelled when the officer has cancelled."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled(tr("Cancelled."))
        self._done += steps
        if self._progress is not None:
            self._progress(min(self._done / self._total, 1.0))


def compare_runs(
    ws: Workspace,
    run_before: str = "",
    run_after: str = "",
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Comparison:
    """Compare two runs; '' means the last but one and the last that are not undone.

    ``progress`` hears 0 … 1. Raises InputError when there are not two runs, a run is unknown or undone, or
    both are the same.
    """
    before, after = _chosen(ws, run_before, run_after)
    old, new = _verdicts(ws, before["uid"]), _verdicts(ws, after["uid"])
    pace = Pace(len(old.keys() | new.keys()), progress, cancelled)
    changes: list[Change] = []
    same = 0
    for uids in sql.batches(list(old.keys() | new.keys())):
        pace.step(len(uids))
        suspects = [uid for uid in uids if _may_differ(old.get(uid), new.get(uid))]
        found = _changes(ws, suspects, old, new, before, after)
        both = sum(uid in old and uid in new for uid in uids)
        same += both - sum(change.before is not None and change.after is not None for change in found)
        changes += found
    return Comparison(before, after, tuple(sorted(changes, key=_order)), same)


_KINDS = ("code", "reason", "added", "gone", "figures")


def _order(change: Change) -> tuple[int, str, str]:
    return _KINDS.index(change.kind), change.spatial_code, change.patch_no


def _chosen(ws: Workspace, before: str, after: str) -> tuple[dict[str, Any], dict[str, Any]]:
    runs = {row[0]: dict(zip(_RUN_FIELDS, row)) for row in ws.db.execute(_RUN).fetchall()}
    newest = list(runs)
    if len(newest) < 2:
        raise InputError(
            tr("There are fewer than two runs in {file}: screen again, then compare.").format(file=ws.path)
        )
    after = after or next(uid for uid in newest if uid != before)
    if not before:
        place = newest.index(after) + 1 if after in runs else 0
        before = newest[place] if place < len(newest) else newest[0]
    for uid in (before, after):
        if uid not in runs:
            raise InputError(
                tr("The workspace {file} has no run {uid}, or it is undone.").format(file=ws.path, uid=uid)
            )
    if before == after:
        raise InputError(tr("RUN_A and RUN_B are the same run: choose two."))
    return runs[before], runs[after]


def _verdicts(ws: Workspace, run: str) -> dict[str, Verdict]:
    statement = _VERDICTS.replace("{names}", sql.names(_FIELDS))
    return {row[1]: dict(zip(_FIELDS, row)) for row in ws.db.execute(statement, (run,))}


def _may_differ(before: Verdict | None, after: Verdict | None) -> bool:
    """Whether anything beyond the least any figure is exact to differs: the geometry decides then."""
    if before is None or after is None:
        return True
    if before["code"] != after["code"] or before["reason"] != after["reason"]:
        return True
    area = float(after["area_m2"] or 0.0)
    return not all(equal(name, before[name], after[name], 1e-6 * area, area) for name in FIGURES)


def _changes(
    ws: Workspace,
    uids: list[str],
    old: dict[str, Verdict],
    new: dict[str, Verdict],
    before: dict[str, Any],
    after: dict[str, Any],
) -> list[Change]:
    patches = {row[0]: row for row in ws.db.execute(sql.select_in(_PATCHES, len(uids)), uids)}
    exact = exact_m2(
        [patches[uid][3] if uid in patches else None for uid in uids],
        [(new.get(uid) or old[uid])["area_m2"] for uid in uids],
    )
    evidence = _evidence(ws, [one["uid"] for uid in uids for one in (old.get(uid), new.get(uid)) if one])
    found = []
    for uid, slack in zip(uids, exact.tolist()):
        row = patches.get(uid, (uid, "", "", None, None, None, None, None))
        was, now = old.get(uid), new.get(uid)
        kind = "gone" if now is None else "added"
        why: tuple[Cause, ...] = (_alone(now is None),)
        if was is not None and now is not None:
            pair = Pair(
                was, now, evidence.get(was["uid"], []), evidence.get(now["uid"], []), before, after, slack
            )
            kind = _kind(pair)
            why = tuple(causes(pair)) if kind else ()
        if kind:
            box = None if row[4] is None else (row[4], row[5], row[6], row[7])
            found.append(Change(uid, row[1] or "", row[2] or "", kind, was, now, why, box))
    return found


def _kind(pair: Pair) -> str:
    """What changed; '' when the figures are equal within their exactness."""
    for kind in ("code", "reason"):
        if pair.before[kind] != pair.after[kind]:
            return kind
    return "figures" if any(pair.differs(name) for name in FIGURES) else ""


def _alone(gone: bool) -> Cause:
    """Why a patch is in one of the runs only."""
    text = tr("Not among the patches of the later run.") if gone else tr("New in the later run.")
    return Cause("patch", text)


def _evidence(ws: Workspace, verdicts: list[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for batch in sql.batches(verdicts):
        for row in sql.dicts(ws.db.execute(sql.select_in(_EVIDENCE, len(batch)), batch)):
            found.setdefault(row["verdict_uid"], []).append(row)
    return found
