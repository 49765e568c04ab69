"""Patches of different units measured by different rules: the work of a screening, cut by rules and size."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..geometry import IntArray
from ..kernel import shapely
from ..rules import RuleSet
from ..rules_units import PatchRules
from .approvals import approval_facts
from .measure import Measured, Prepared, measure
from .recheck import recheck
from .tally import Share


@dataclass(frozen=True)
class Work:
    """Patches ``rows`` of ``prepared``, measured by ``rules``, the ``kind``-th of ``PatchRules.kinds``."""

    rows: IntArray
    prepared: Prepared
    rules: RuleSet
    kind: int

    def measured(self) -> Measured:
        """All figures of the patches."""
        return measure(self.rows, self.prepared, self.rules)


def works(ready: Prepared, rules: PatchRules, size: int) -> list[Work]:
    """Every patch that can be measured once, in pieces of at most ``size`` patches with equal rules."""
    usable = np.flatnonzero(~shapely.is_missing(ready.patches.shapes))
    found = []
    for kind, own in enumerate(rules.kinds):
        rows = usable if len(rules.kinds) == 1 else usable[rules.of[usable] == kind]
        ground = _with_terms(ready, own) if len(rows) else ready
        found += [Work(rows[at : at + size], ground, own, kind) for at in range(0, len(rows), size)]
    return found


def _with_terms(ready: Prepared, rules: RuleSet) -> Prepared:
    """``ready`` with the ends of terms that ``rules`` assume."""
    if ready.facts is None or not any(own.name == "term" for own in rules.own):
        return ready
    facts = approval_facts(ready.layers["approvals"].table, ready.patches.table, rules)
    return replace(ready, facts=facts)


def recheck_all(done: list[Work], chunks: list[Measured], share: Share) -> list[str]:
    """Re-check ``share`` of measured works, each patch by its own rules (:mod:`.recheck`), into its tally;
    a sentence for each that disagrees."""
    log: list[str] = []
    for kind in sorted({work.kind for work in done}):
        mine = [place for place, work in enumerate(done) if work.kind == kind]
        own = np.intersect1d(share.places, np.concatenate([done[place].rows for place in mine]))
        first = done[mine[0]]
        found = recheck([chunks[place] for place in mine], first.prepared, first.rules, own)
        share.tally.add(found)
        log += found.log
    return log
