"""What other rules would change: verdicts before and after, and whether anything must be measured for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..rules import RuleSet

#: Parameters that only judge figures: with other values nothing has to be measured again.
JUDGING = frozenset(
    (
        "covered_share", "uncovered_cultivated_m2", "unauthorised_basic_m2", "uncovered_basic_m2",
        "violation_share", "was_construction_share", "scope_minimum_m2", "minimum_construction_m2",
        "minimum_other_m2", "source_distance_m",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """The verdict of a patch: ``code`` and ``reason`` of the contract, and what it is called."""

    code: str
    reason: str
    patch_no: str = ""
    spatial_code: str = ""


@dataclass(frozen=True)
class Change:
    """A patch whose colour or reason would be another one."""

    patch_uid: str
    before: Standing
    after: Standing

    @property
    def recoloured(self) -> bool:
        """Whether the colour changes, not the reason alone."""
        return self.before.code != self.after.code


@dataclass(frozen=True)
class Effect:
    """``total`` patches looked at; ``changes`` colours first, then reasons; ``way``: ``judged`` (stored
    figures judged anew), ``recomputed`` (from the workspace) or ``measured`` (from the inputs in memory)."""

    total: int
    changes: tuple[Change, ...]
    way: str

    def count(self, before: str, after: str) -> int:
        """How many patches change from one code to another."""
        return sum((one.before.code, one.after.code) == (before, after) for one in self.changes)

    def tally(self) -> list[tuple[str, str, int]]:
        """(reason before, reason after, patches), most first."""
        found = Counter((one.before.reason, one.after.reason) for one in self.changes)
        return [(*pair, count) for pair, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))]


def effect_of(before: Mapping[str, Standing], after: Iterable[tuple[str, str, str]], way: str) -> Effect:
    """``before``: uid -> verdict; ``after``: (uid, code, reason) of patches under the other rules; patches
    that ``before`` does not know are not counted."""
    total, changes = 0, []
    for uid, code, reason in after:
        old = before.get(uid)
        if old is None:
            continue
        total += 1
        if (old.code, old.reason) != (code, reason):
            now = Standing(code, reason, old.patch_no, old.spatial_code)
            changes.append(Change(uid, old, now))
    changes.sort(key=lambda one: (not one.recoloured, one.before.code, one.after.reason, one.before.patch_no))
    return Effect(total, tuple(changes), way)


def judges_alike(one: RuleSet, other: RuleSet) -> bool:
    """Whether two rule sets measure the same: they differ in :data:`JUDGING` parameters at most."""
    return _measuring(one) == _measuring(other)


def same_ground(one: RuleSet, other: RuleSet) -> bool:
    """Whether land classes mean the same: stored ground is kept by kind, not by class."""
    return _classes(one) == _classes(other)


def _measuring(rules: RuleSet) -> tuple[object, ...]:
    document = rules.document
    status = document["approval_status"]
    own = []
    for one in rules.overrides:
        values = {name: value for name, value in one.parameters.items() if name not in JUDGING}
        if values or one.terms:
            own.append((one.unit, one.period, values, one.terms))
    return (
        {name: rules.number(name) for name in document["parameters"] if name not in JUDGING},
        rules.approvals,
        rules.required_inputs,
        rules.period,
        sorted(status["revoked"]),
        sorted(status["pending"]),
        {kind: sorted(document["change_types"][kind]) for kind in ("construction", "non_grain", "other")},
        _classes(rules),
        own,
    )


def _classes(rules: RuleSet) -> dict[str, list[str]]:
    table = rules.document["land_classes"]
    return {name: sorted(codes) for name, codes in table.items() if isinstance(codes, list)}
