"""What if: the ratio of cultivated land unlawfully occupied to all that new construction occupied, per town.

违法占用耕地 / 新增建设用地占用耕地. Which kinds of change count as new construction, the threshold, and
whether ground that was put right stays in the denominator are data (``case_numbers.csv``), no official rule.

* numerator: cultivated ground of patches that an audit confirmed unlawful and whose rectification is not
  accepted yet
* denominator: cultivated ground of all new construction of the year, lawful or not
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from .case_numbers import case_list, case_number

#: Less ground than this is none (public contract §3.1, rule 8).
_LEAST_M2 = 0.01


@dataclass(frozen=True)
class Occupation:
    """A patch of new construction. ``cultivated_m2``: cultivated ground in it; ``unlawful_m2``: the part of
    that confirmed unlawful, 0 when it is lawful or not decided; ``rectified``: accepted already."""

    patch_uid: str
    patch_no: str
    town: str
    cultivated_m2: float
    unlawful_m2: float = 0.0
    rectified: bool = False

    @property
    def pending(self) -> bool:
        """Whether it weighs on the ratio now: unlawful, and not accepted."""
        return self.unlawful_m2 > 0 and not self.rectified


@dataclass(frozen=True)
class RatioRules:
    """``kinds`` of change that count, ``threshold`` of the ratio (0–1), ``keeps_rectified``: ground that was
    put right (the unlawful part of accepted patches) stays in the denominator."""

    kinds: tuple[str, ...]
    threshold: float
    keeps_rectified: bool


@dataclass(frozen=True)
class Ratio:
    """The ratio of one town; None when nothing was occupied. ``over``: at or above the threshold."""

    town: str
    unlawful_m2: float
    occupied_m2: float
    ratio: float | None
    over: bool


@dataclass(frozen=True)
class TownChange:
    """A town's ratio as it is and as it would be."""

    before: Ratio
    after: Ratio


@dataclass(frozen=True)
class Effect:
    """What rectifying one patch alone would do to its town's ratio: ``drop`` = before − after, ≥ 0."""

    occupation: Occupation
    before: Ratio
    after: Ratio

    @property
    def drop(self) -> float:
        """By how much the ratio falls."""
        return (self.before.ratio or 0.0) - (self.after.ratio or 0.0)


def ratio_rules() -> RatioRules:
    """The rules of ``case_numbers.csv``."""
    return RatioRules(
        case_list("ratio_kinds"), case_number("ratio_threshold"), case_number("ratio_keeps_rectified") != 0
    )


def ratios(
    occupations: Iterable[Occupation], rules: RatioRules, rectified: Collection[str] = ()
) -> dict[str, Ratio]:
    """The ratio of every town that has a patch, by town code, with the patches ``rectified`` (uids) taken
    as accepted."""
    by_town: dict[str, list[Occupation]] = {}
    for one in occupations:
        by_town.setdefault(one.town, []).append(one)
    return {town: _ratio(town, own, rules, rectified) for town, own in sorted(by_town.items())}


def simulate(
    occupations: Sequence[Occupation], rules: RatioRules, chosen: Collection[str]
) -> list[TownChange]:
    """Every town's ratio before and after the pending patches ``chosen`` (uids) are rectified, by town."""
    before, after = ratios(occupations, rules), ratios(occupations, rules, frozenset(chosen))
    return [TownChange(before[town], after[town]) for town in before]


def effects(occupations: Sequence[Occupation], rules: RatioRules) -> list[Effect]:
    """The pending patches by what each alone would do to its town's ratio, the greatest effect first;
    equal ones by unlawful area, then by patch number."""
    by_town: dict[str, list[Occupation]] = {}
    for one in occupations:
        by_town.setdefault(one.town, []).append(one)
    found = []
    for town, own in by_town.items():
        before = _ratio(town, own, rules, ())
        found += [Effect(one, before, _without(before, one, rules)) for one in own if one.pending]
    found.sort(key=lambda one: (-one.drop, -one.occupation.unlawful_m2, one.occupation.patch_no))
    return found


def _without(before: Ratio, one: Occupation, rules: RatioRules) -> Ratio:
    """The town's ratio once ``one`` is rectified."""
    occupied = before.occupied_m2 if rules.keeps_rectified else before.occupied_m2 - _unlawful(one)
    return _made(before.town, max(0.0, before.unlawful_m2 - _unlawful(one)), max(0.0, occupied), rules)


def _ratio(town: str, own: Sequence[Occupation], rules: RatioRules, rectified: Collection[str]) -> Ratio:
    done = {one.patch_uid for one in own if one.rectified or (one.pending and one.patch_uid in rectified)}
    unlawful = math.fsum(_unlawful(one) for one in own if one.patch_uid not in done)
    righted = math.fsum(_unlawful(one) for one in own if one.patch_uid in done)
    occupied = math.fsum(one.cultivated_m2 for one in own) - (0.0 if rules.keeps_rectified else righted)
    return _made(town, unlawful, max(0.0, occupied), rules)


def _unlawful(one: Occupation) -> float:
    """Never more than what it occupies."""
    return min(one.unlawful_m2, one.cultivated_m2)


def _made(town: str, unlawful: float, occupied: float, rules: RatioRules) -> Ratio:
    share = min(1.0, unlawful / occupied) if occupied >= _LEAST_M2 else None
    return Ratio(town, unlawful, occupied, share, share is not None and share >= rules.threshold)


def unlawful_cultivated(
    cultivated_m2: float | None,
    uncovered_cultivated_m2: float | None,
    unauthorised_basic_m2: float | None,
    unlawful_m2: float | None,
    unlawful_from: str,
) -> float:
    """The cultivated ground of a patch that is confirmed unlawful, in m².

    Where a person measured the unlawful area: all of it, as far as the patch has cultivated ground. Where
    the area is the screening's: the cultivated ground without approval and the permanent basic farmland
    under one that may not occupy it.
    """
    cultivated, unlawful = cultivated_m2 or 0.0, unlawful_m2 or 0.0
    known = min(cultivated, unlawful)
    if unlawful_from == "verdict" and uncovered_cultivated_m2 is not None:
        return min(known, uncovered_cultivated_m2 + (unauthorised_basic_m2 or 0.0))
    return known


def enough(occupations: Sequence[Occupation], rules: RatioRules) -> list[str]:
    """The fewest pending patches (uids) that bring every town below the threshold: of each town that is
    over, the largest unlawful areas first, until it is below."""
    chosen: list[str] = []
    by_town: dict[str, list[Occupation]] = {}
    for one in occupations:
        by_town.setdefault(one.town, []).append(one)
    for town, own in sorted(by_town.items()):
        pending = sorted((one for one in own if one.pending), key=lambda one: (-_unlawful(one), one.patch_no))
        now = _ratio(town, own, rules, ())
        for one in pending:
            if not now.over:
                break
            chosen.append(one.patch_uid)
            now = _without(now, one, rules)
    return chosen
