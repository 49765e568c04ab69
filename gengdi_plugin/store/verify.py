"""Verdicts recomputed from what the workspace stores: what differs, and why.

Every verdict is screened again against its own stored clips under the run's own rule text, by the
screening that made it. Differences beyond the exactness of the figures are told with their cause.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.errors import InputError, WorkspaceError
from ..core.i18n import tr
from ..core.rules import RuleSet, rules_from_text
from ..core.vocabulary import word
from .compare import Pace
from .exactness import exact_m2
from .recompute import groups, recomputed, run_plane
from .software import software
from .stored_run import StoredRun, StoredVerdict, extents, stored_runs, stored_verdicts, verdict_uids
from .verify_compare import Parts, Unlike, at_a_threshold, unlike
from .workspace import Workspace

#: (role, layer name) -> fingerprint of the layer as it is now (``core.screening.descriptions``).
Fingerprints = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Difference:
    """One field that differs. ``patch_uid`` '' speaks of the run; ``cause``: vocabulary group ``cause``;
    ``told``: why, in the interface's language."""

    run_uid: str
    patch_uid: str
    patch_no: str
    spatial_code: str
    field: str
    stored: str
    recomputed: str
    cause: str
    told: str


@dataclass(frozen=True)
class Verification:
    """``checked``: verdicts recomputed; ``different``: those of them with a difference that neither the
    exactness of figures nor an older version's gaps explain; ``unchecked``: verdicts whose rule text
    cannot be read."""

    checked: int
    different: int
    unchecked: int
    differences: tuple[Difference, ...]


def verify_verdicts(
    ws: Workspace,
    run: str = "",
    patches: Sequence[str] | None = None,
    *,
    layers: Fingerprints | None = None,
    rules_now: RuleSet | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Verification:
    """Recompute the verdicts of ``run`` ('' = of all runs that are not undone), of all patches or of
    ``patches`` (uids). ``layers``: the layers as they are now, compared with those of each run;
    ``rules_now``: the rule set in use now. ``progress`` hears 0 … 1.

    Raises WorkspaceError for a run that is not there or is undone, Cancelled.
    """
    runs = stored_runs(ws, run)
    if run and not runs:
        raise WorkspaceError(
            tr("The workspace {file} has no run {uid}, or it is undone.").format(file=ws.path, uid=run)
        )
    wanted = {one.uid: verdict_uids(ws, one.uid, patches) for one in runs}
    pace = Pace(sum(map(len, wanted.values())), progress, cancelled)
    pace.step(0)
    found: list[Difference] = []
    checked = different = unchecked = 0
    for one in runs:
        rules, about = _rules_of(one)
        found += about + _of_run(one, layers, rules_now)
        if rules is None:
            unchecked += len(wanted[one.uid])
            pace.step(len(wanted[one.uid]))
            continue
        check = _RunCheck(one, rules, bool(about), ws, cancelled)
        for batch in stored_verdicts(ws, wanted[one.uid]):
            unlike_now = check.differences(batch)
            found += unlike_now
            different += len({line.patch_uid for line in unlike_now if line.cause not in _EXPLAINED})
            checked += len(batch)
            pace.step(len(batch))
    return Verification(checked, different, unchecked, tuple(found))


#: Causes that leave a verdict as good as it was.
_EXPLAINED = frozenset(("precision", "older_format"))


def why(cause: str) -> str:
    """What a cause means, as a sentence."""
    texts = {
        "edited": tr("A stored row was changed after the run: nothing else explains it."),
        "rules": tr("The stored rule text is not the one the run was made with."),
        "software": tr("The run was made by another version of the software."),
        "older_format": tr("An older version of Gengdi did not keep all that the verdict rests on."),
        "precision": tr("The figures agree; they lie so near a threshold that their exactness decides."),
        "data": tr("The layer has changed since the run."),
    }
    return texts.get(cause, word("cause", cause))


class _RunCheck:
    """Recomputes verdicts of one run."""

    def __init__(
        self,
        run: StoredRun,
        rules: RuleSet,
        other_text: bool,
        ws: Workspace,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._run, self._rules, self._other_text, self._cancelled = run, rules, other_text, cancelled
        self._plane = run_plane(extents(ws, run.uid))

    def differences(self, verdicts: Sequence[StoredVerdict]) -> list[Difference]:
        """Every difference of ``verdicts``."""
        found: list[Difference] = []
        for group in groups(verdicts):
            result = recomputed(group, self._rules, self._plane, self._run.screened_at, self._cancelled)
            parts = Parts.of(result)
            exact = exact_m2([one.row["wkb"] for one in group], [one.row["area_m2"] for one in group])
            for row, (verdict, slack) in enumerate(zip(group, exact.tolist())):
                lines = unlike(verdict, result, parts, row, slack)
                if lines:
                    cause = self._cause(verdict, lines)
                    found += [self._line(verdict, line, cause) for line in lines]
        return found

    def _cause(self, verdict: StoredVerdict, lines: Sequence[Unlike]) -> str:
        if not verdict.complete:
            return "older_format"
        if self._other_text:
            return "rules"
        if at_a_threshold(verdict, lines, self._rules):
            return "precision"
        return "edited" if self._run.software == software() else "software"

    def _line(self, verdict: StoredVerdict, line: Unlike, cause: str) -> Difference:
        row = verdict.row
        return Difference(
            self._run.uid,
            str(row["patch_uid"] or ""),
            row["patch_no"] or "",
            row["spatial_code"] or "",
            line.field,
            _text(line.stored),
            _text(line.recomputed),
            cause,
            why(cause),
        )


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def _about(run: StoredRun, field: str, stored: str, now: str, cause: str, told: str) -> Difference:
    return Difference(run.uid, "", "", "", field, stored, now, cause, told)


def _rules_of(run: StoredRun) -> tuple[RuleSet | None, list[Difference]]:
    """The run's rule set from its stored text, and what is wrong with that."""
    found: list[Difference] = []
    now = hashlib.sha256(run.rules_text.encode("utf-8")).hexdigest()
    if now != run.rule_hash:
        found.append(_about(run, "rules_json", run.rule_hash, now, "rules", why("rules")))
    try:
        rules = rules_from_text(run.rules_text, run.rule_set)
    except InputError as error:
        return None, [*found, _about(run, "rules_json", run.rule_set, "", "rules", str(error))]
    if rules.id != run.rule_set:
        found.append(_about(run, "rule_set", run.rule_set, rules.id, "rules", why("rules")))
    return rules, found


def _of_run(run: StoredRun, layers: Fingerprints | None, rules_now: RuleSet | None) -> list[Difference]:
    """What is other now than at the run without making its verdicts wrong: rule set, software, layers."""
    found: list[Difference] = []
    if rules_now is not None and rules_now.hash != run.rule_hash:
        told = tr("Rule set {id} is in use now: a new screening may judge otherwise.").format(id=rules_now.id)
        found.append(_about(run, "rule_hash", run.rule_hash, rules_now.hash, "rules", told))
    if run.software != software():
        found.append(_about(run, "software", run.software, software(), "software", why("software")))
    for row in run.inputs if layers is not None else ():
        role, name, mark = (str(row.get(key) or "") for key in ("role", "layer", "fingerprint"))
        now = layers.get((role, name)) if layers is not None else None
        label = f"{role}: {name}"
        if now is None:
            told = tr("Layer “{layer}” of the run is not given now.").format(layer=name)
            found.append(_about(run, label, mark, "", "data", told))
        elif now != mark:
            told = tr("Layer “{layer}” has changed since the run.").format(layer=name)
            found.append(_about(run, label, mark, now, "data", told))
    return found
