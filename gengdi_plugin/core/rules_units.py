"""The rules of each patch: those of its unit, as they hold on the day of its after image."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from .area import FloatArray
from .geometry import BoolArray, IntArray
from .i18n import tr
from .rules import Period, RuleSet
from .table import ObjectArray, object_array

#: Where the number of patches stands in a sentence until all parts of a run are counted.
_NUMBER = "{n}"


class Numbers(Protocol):
    """What judging asks of rules: a number for all patches, or one for each."""

    def number(self, name: str) -> Any: ...


@dataclass(frozen=True)
class PatchRules:
    """``kinds``: the rule set and its variants for units; ``of``: for each patch its place in ``kinds``;
    ``outside``: patches whose after image lies outside the days for which the rule set is made (nothing
    can be released by it); ``unapplied``: what was not applied, and why: sentence -> number of patches, which
    stands in it as ``{n}`` (:func:`told_of`)."""

    base: RuleSet
    kinds: tuple[RuleSet, ...]
    of: IntArray
    outside: BoolArray
    unapplied: Counter[str]

    def number(self, name: str) -> float | FloatArray:
        """The parameter ``name``: one number, or one per patch where units differ."""
        values = [kind.number(name) for kind in self.kinds]
        return values[0] if len(set(values)) == 1 else np.array(values)[self.of]

    def number_at(self, name: str, rows: IntArray) -> float | FloatArray:
        """The same for the patches ``rows``."""
        value = self.number(name)
        return value[rows] if isinstance(value, np.ndarray) else value

    def told(self) -> ObjectArray:
        """What overrides changed for each patch: list of dicts ``unit, name, value`` and ``of``, or None."""
        own = object_array(
            [{k: v for k, v in vars(one).items() if v != ""} for one in kind.own] or None
            for kind in self.kinds
        )
        return np.asarray(own[self.of])


def rules_of_patches(
    rules: RuleSet, units: ObjectArray | None, after: npt.NDArray[np.datetime64], unmeasured: BoolArray
) -> PatchRules:
    """The rules of patches with the unit codes ``units`` (None: no layer of units; '' or None: in no unit)
    and after images of the days ``after``. Patches that cannot be measured are not told of."""
    count = len(after)
    days = np.where(np.isnat(after), "", after.astype("datetime64[D]").astype(str)).astype(object)
    unapplied: Counter[str] = Counter()
    outside = np.zeros(count, dtype=bool)
    if rules.period != Period():
        inside = {day: not day or rules.period.holds(day) for day in set(days.tolist())}
        outside = ~np.array([inside[day] for day in days.tolist()], dtype=bool)
        if (outside & ~unmeasured).any():
            told = tr(
                "Rule set {id} is made for after images of {period}: it is not applied to {n} patches "
                "of other days, and they cannot be released."
            ).format(id=rules.id, period=rules.period, n=_NUMBER)
            unapplied[told] = int((outside & ~unmeasured).sum())
        unapplied += _undated(rules.id, days, unmeasured)
    if not rules.overrides:
        return PatchRules(rules, (rules,), np.zeros(count, dtype=np.int64), outside, unapplied)
    if units is None:
        told = tr("No layer of administrative units: the rule set's {n} overrides apply to no patch.")
        unapplied[told.format(n=len(rules.overrides))] = count
        units = np.full(count, "", dtype=object)
    of, kinds = _kinds(rules, units, days)
    unapplied += _not_applied(rules, units, days, unmeasured)
    return PatchRules(rules, kinds, of, outside, unapplied)


def told_of(unapplied: Mapping[str, int]) -> list[str]:
    """The sentences of :attr:`PatchRules.unapplied`."""
    return [told.replace(_NUMBER, str(count)) for told, count in unapplied.items()]


def _kinds(rules: RuleSet, units: ObjectArray, days: ObjectArray) -> tuple[IntArray, tuple[RuleSet, ...]]:
    """The rule set and its variants, and each patch's place among them; looked up once per unit and day."""
    places: dict[tuple[int, ...], int] = {(): 0}
    known: dict[tuple[str, str], int] = {}
    of = np.zeros(len(units), dtype=np.int64)
    for row, key in enumerate(zip(units.tolist(), days.tolist())):
        if key not in known:
            known[key] = places.setdefault(rules.chosen(*key), len(places))
        of[row] = known[key]
    return of, tuple(rules.with_overrides(one) for one in places)


def _not_applied(
    rules: RuleSet, units: ObjectArray, days: ObjectArray, unmeasured: BoolArray
) -> Counter[str]:
    """A sentence for each override whose days leave out patches of its unit."""
    found: Counter[str] = Counter()
    for one in rules.overrides:
        if one.period == Period():
            continue
        left = [
            row
            for row in np.flatnonzero(~unmeasured).tolist()
            if (units[row] or "").startswith(one.unit) and not one.period.holds(days[row])
        ]
        if left:
            told = tr(
                "The override of unit {unit} is valid for after images of {period}: it is not applied "
                "to {n} patches of other or unknown days."
            ).format(unit=one.unit, period=one.period, n=_NUMBER)
            found[told] = len(left)
    return found


def _undated(name: str, days: ObjectArray, unmeasured: BoolArray) -> Counter[str]:
    undated = int(((days == "") & ~unmeasured).sum())
    if not undated:
        return Counter()
    told = tr(
        "{n} patches have no day of the after image: rule set {id} is applied to them, though its "
        "days are limited."
    )
    return Counter({told.format(n=_NUMBER, id=name): undated})
