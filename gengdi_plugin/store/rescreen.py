"""A recorded re-screening from the workspace alone: stored clips, and the documents entered since.

The verdict of each patch is screened again under the rule set of its own run, by the same screening as
any other; nothing of the layers of that time is needed. The result is a run like any other (contract §5:
a document known at the desk enters as an approval followed by a recorded re-screening).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.kernel import shapely
from ..core.rules import RuleSet, rules_from_text
from ..core.screening.descriptions import describe
from ..core.screening.result import DOCUMENT_FIELDS, ScreeningResult
from ..core.screening.session import ScreeningSession
from ..core.screening.watch import Watch
from ..core.table import FeatureTable, object_array
from . import sql
from .clock import now_iso
from .compare import part_of
from .entered_documents import LAYER, documents_near
from .events import patch_label
from .recompute import groups, run_plane, stored_inputs
from .run_spool import RunSpool
from .runs import move_run
from .stored_run import Row, StoredRun, StoredVerdict, stored_runs, stored_verdicts
from .workspace import Workspace

_LATEST = """
SELECT v.uid, v.run_uid, v.patch_uid FROM verdict v
WHERE v.deleted_at IS NULL AND v.patch_uid IN ({marks}) AND v.uid = (
    SELECT n.uid FROM verdict n WHERE n.patch_uid = v.patch_uid AND n.deleted_at IS NULL
    ORDER BY n.clock DESC, n.uid DESC LIMIT 1)
ORDER BY v.id
"""

#: What a verdict knows of its surroundings that the stored clips do not hold.
_CARRIED = ("source_uscc", "source_distance_m")


@dataclass(frozen=True)
class Standing:
    """The latest verdicts of some patches that one run made."""

    run: StoredRun
    verdicts: tuple[StoredVerdict, ...]


def standing_verdicts(ws: Workspace, patch_uids: Sequence[str]) -> list[Standing]:
    """The latest verdicts of ``patch_uids``, by run. InputError naming a patch that has none, or whose run
    was given no approvals or kept too little (an older version)."""
    found: dict[str, list[str]] = {}
    judged: set[str] = set()
    for batch in sql.batches(tuple(dict.fromkeys(patch_uids))):
        for uid, run, patch in ws.db.execute(sql.select_in(_LATEST, len(batch)), batch).fetchall():
            found.setdefault(run, []).append(uid)
            judged.add(patch)
    for patch in patch_uids:
        if patch not in judged:
            _refuse(ws, patch)
    standing = []
    for run_uid, uids in found.items():
        (run,) = stored_runs(ws, run_uid)
        verdicts = tuple(verdict for batch in stored_verdicts(ws, uids) for verdict in batch)
        for verdict in verdicts:
            if not verdict.complete or "approvals" not in (verdict.row["basis"] or "").split(","):
                _refuse(ws, verdict.row["patch_uid"])
        standing.append(Standing(run, verdicts))
    return standing


def _refuse(ws: Workspace, patch_uid: str) -> None:
    raise InputError(
        tr(
            "Patch {patch} has no verdict that can be screened again from the workspace (none at all, no "
            "approvals given, or an older version's): screen it with its layers first."
        ).format(patch=patch_label(ws.db, patch_uid))
    )


def rescreen_stored(
    ws: Workspace,
    patch_uids: Sequence[str],
    actor: str,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[str]:
    """Screen ``patch_uids`` again with the documents of the workspace; the uids of the runs (one for each
    rule set their verdicts were made by). ``progress`` hears 0 … 1. Raises InputError, Cancelled."""
    standing = standing_verdicts(ws, patch_uids)
    runs = []
    for number, one in enumerate(standing):
        inner = part_of(progress, number, len(standing))
        with RunSpool(ws.path, cancelled) as spool:
            for result in screened_again(ws, one, cancelled):
                spool.add(result)
            runs.append(move_run(ws, spool, actor, inner, cancelled))
    return runs


def screened_again(
    ws: Workspace, standing: Standing, cancelled: Callable[[], bool] | None = None
) -> list[ScreeningResult]:
    """The results of ``standing`` with the documents entered since, one for each group of patches that lie
    apart; rows keep the uids of their patches, evidence what it said of layer and document."""
    rules = rules_from_text(standing.run.rules_text, standing.run.rule_set)
    shapes = [shapely.from_wkb(bytes(v.row["wkb"])) for v in standing.verdicts if v.row["wkb"]]
    plane = run_plane([tuple(shape.bounds) for shape in shapes])
    documents, at = documents_near(ws, shapes), now_iso()
    described = [*_other_inputs(standing.run.inputs), describe("approval", documents)]
    watch = Watch(cancelled=cancelled or (lambda: False))
    return [
        _screened(group, documents, rules, plane, at, described, watch)
        for group in groups([_without_entered(verdict) for verdict in standing.verdicts])
    ]


def _other_inputs(inputs: Sequence[Row]) -> list[Row]:
    return [entry for entry in inputs if entry.get("layer") != LAYER]


def _without_entered(verdict: StoredVerdict) -> StoredVerdict:
    """Without the clips of entered documents: these are given whole."""
    return replace(verdict, evidence=[row for row in verdict.evidence if row["layer"] != LAYER])


def _screened(
    group: Sequence[StoredVerdict],
    documents: FeatureTable,
    rules: RuleSet,
    plane: Any,
    at: str,
    described: list[Row],
    watch: Watch,
) -> ScreeningResult:
    stored = stored_inputs(group)
    inputs = replace(stored, approvals=[*(stored.approvals or []), documents])
    result = ScreeningSession(inputs, rules, plane=plane, watch=watch).screen(watch=watch, screened_at=at)
    own = {"uid": object_array(verdict.row["patch_uid"] for verdict in group)}
    own.update((name, object_array(verdict.row[name] for verdict in group)) for name in _CARRIED)
    return ScreeningResult(
        result.patches.with_columns(own),
        _as_told(result.evidence, group),
        result.remainders,
        result.ground,
        result.rules,
        result.screened_at,
        described,
        result.log,
    )


def _as_told(evidence: FeatureTable, group: Sequence[StoredVerdict]) -> FeatureTable:
    """``evidence`` with layer, feature and document as the stored rows had them (ids are their uids)."""
    rows = {row["uid"]: row for verdict in group for row in verdict.evidence}
    stored = [rows.get(uid) for uid in evidence.column("feature_id").tolist()]
    columns = {}
    for name in ("layer", "feature_id", *DOCUMENT_FIELDS):
        now = evidence.column(name).tolist()
        columns[name] = object_array(old if row is None else row[name] for old, row in zip(now, stored))
    return evidence.with_columns(columns)
