"""What another rule set would change of the stored verdicts, told from the workspace; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from ..core.dates import parse_dates
from ..core.errors import InputError
from ..core.i18n import tr
from ..core.roles import ROLES
from ..core.rules import RuleSet, rules_from_text
from ..core.rules_units import rules_of_patches
from ..core.screening.effect import Effect, Standing, effect_of, judges_alike, same_ground
from ..core.screening.verdict import Findings, codes, reasons
from ..core.sentences import explanation_of
from ..core.table import object_array
from . import sql
from .compare import Pace, part_of
from .recompute import groups, recomputed, run_plane
from .stored_run import StoredRun, extents, stored_runs, stored_verdicts
from .workspace import Workspace

# why_not '' of an approval that counts; NULL where none overlaps
_JUDGED = """
SELECT v.uid, v.patch_uid, p.patch_no, p.spatial_code, p.unit_code, v.code, v.reason, v.area_m2,
    v.approved_m2, v.sliver_m2, v.unauthorised_basic_m2, v.uncovered_basic_m2, v.uncovered_cultivated_m2,
    v.explanation,
    CASE WHEN coalesce(v.change_type, v.before_on, v.after_on) IS NULL THEN p.after_on ELSE v.after_on END
        AS after_on,
    (SELECT group_concat(DISTINCT coalesce(e.why_not, '')) FROM evidence e
     WHERE e.verdict_uid = v.uid AND e.deleted_at IS NULL AND e.approval_type != 'violation') AS whys
FROM verdict v JOIN patch p ON p.uid = v.patch_uid
WHERE v.run_uid = ? AND v.deleted_at IS NULL ORDER BY v.id
"""

_FIGURES = (
    "approved_m2", "sliver_m2", "violation_m2", "unauthorised_basic_m2", "uncovered_basic_m2",
    "uncovered_cultivated_m2",
)  # fmt: skip

Row = dict[str, Any]


def preview_stored(
    ws: Workspace,
    rules: RuleSet,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Effect:
    """What ``rules`` would change of the latest verdict of each patch: judged anew from the stored figures
    where they measure as its run did, else recomputed from the stored clips.

    Raises InputError where only a new screening can tell, Cancelled."""
    before: dict[str, Standing] = {}
    after: list[tuple[str, str, str]] = []
    way = "judged"
    runs = stored_runs(ws)
    pace = Pace(len(runs), progress, cancelled)
    for number, run in enumerate(runs):
        rows = [row for row in _rows(ws, run) if row["patch_uid"] not in before]
        before.update((row["patch_uid"], _standing(row)) for row in rows)
        made_by = rules_from_text(run.rules_text, run.rule_set) if rows else rules
        complete = all(row["explanation"] is not None for row in rows)  # else written by an older version
        if complete and judges_alike(made_by, rules):
            after += _judged(rows, rules)
        else:
            _refuse_other_ground(made_by, rules)
            way = "recomputed"
            uids = [row["uid"] for row in rows]
            inner = Pace(len(uids), part_of(progress, number, len(runs)), cancelled)
            after += _recomputed(ws, run, uids, rules, inner, cancelled)
        pace.step(1)
    if not before:
        raise InputError(tr("Nothing has been screened yet: screen first, then look at the effect."))
    return effect_of(before, after, way)


def _standing(row: Row) -> Standing:
    return Standing(*(row[name] or "" for name in ("code", "reason", "patch_no", "spatial_code")))


def _refuse_other_ground(before: RuleSet, now: RuleSet) -> None:
    if not same_ground(before, now):
        raise InputError(
            tr(
                "Other land classes: the workspace keeps ground by kind and not by class. Screen again, with "
                "live verdicts on, then look at the effect."
            )
        )


def _rows(ws: Workspace, run: StoredRun) -> list[Row]:
    rows = sql.dicts(ws.db.execute(_JUDGED, (run.uid,)))
    for row in rows:
        row["violation_m2"] = explanation_of(row).get("violation_m2")
    return rows


def _judged(rows: Sequence[Row], rules: RuleSet) -> Iterator[tuple[str, str, str]]:
    """(uid, code, reason) of the stored figures under ``rules``."""
    failed = np.array([row["area_m2"] is None for row in rows], dtype=bool)
    units = object_array(row["unit_code"] or "" for row in rows)
    after = parse_dates(
        object_array(row["after_on"] for row in rows), ROLES["change_patch"].fields["after_on"]
    )
    by_patch = rules_of_patches(rules, units, after, failed)
    whys = [None if row["whys"] is None else set(str(row["whys"]).split(",")) for row in rows]
    numbers = {name: np.array([float(row[name] or 0.0) for row in rows]) for name in ("area_m2", *_FIGURES)}
    found = Findings(
        failed=failed,
        reached=np.array([row["reason"] != "inputs_missing" for row in rows], dtype=bool),
        counting=np.array([one is not None and "" in one for one in whys], dtype=bool),
        overlapping=np.array([one is not None for one in whys], dtype=bool),
        to_verify=np.array([one is not None and "use_to_verify" in one for one in whys], dtype=bool),
        **numbers,
    )
    reason = reasons(found, by_patch)
    for row, code, why in zip(rows, codes(reason).tolist(), reason.tolist()):
        yield row["patch_uid"], code, why


def _recomputed(
    ws: Workspace,
    run: StoredRun,
    uids: Sequence[str],
    rules: RuleSet,
    pace: Pace,
    cancelled: Callable[[], bool] | None,
) -> Iterator[tuple[str, str, str]]:
    """(uid of the patch, code, reason) of the clips stored with the verdicts ``uids``, under ``rules``."""
    plane = run_plane(extents(ws, run.uid))
    pace.step(0)
    for batch in stored_verdicts(ws, uids):
        for group in groups(batch):
            columns = recomputed(group, rules, plane, run.screened_at, cancelled).patches.columns
            for row, verdict in enumerate(group):
                yield str(verdict.row["patch_uid"]), columns["code"][row], columns["reason"][row]
        pace.step(len(batch))
