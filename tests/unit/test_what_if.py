"""The ratio of unlawful to all cultivated land that new construction occupied, and what rectifying does."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.what_if import (
    Occupation,
    RatioRules,
    effects,
    enough,
    ratio_rules,
    ratios,
    simulate,
    unlawful_cultivated,
)

RULES = RatioRules(("non_agricultural",), 0.15, True)
AREAS = st.floats(0, 1e6)
OCCUPATIONS = st.lists(st.tuples(st.sampled_from("ABC"), AREAS, AREAS, st.booleans()), max_size=14).map(
    lambda rows: [
        Occupation(f"p{n}", f"N{n:03d}", town, area, unlawful, done)
        for n, (town, area, unlawful, done) in enumerate(rows)
    ]
)
RULE_SETS = st.sampled_from([RULES, replace(RULES, keeps_rectified=False)])


def test_the_rules_are_data() -> None:
    rules = ratio_rules()
    assert rules.kinds == ("non_agricultural",) and 0 < rules.threshold < 1


def test_the_ratio_of_a_town() -> None:
    patches = [
        Occupation("a", "A", "T1", 1000.0, 200.0),
        Occupation("b", "B", "T1", 1000.0),
        Occupation("c", "C", "T1", 500.0, 500.0, rectified=True),
        Occupation("d", "D", "T2", 0.0),
    ]
    found = ratios(patches, RULES)
    assert (found["T1"].unlawful_m2, found["T1"].occupied_m2) == (200.0, 2500.0)
    assert found["T1"].ratio == pytest.approx(0.08) and not found["T1"].over
    assert found["T2"].ratio is None and not found["T2"].over
    without = ratios(patches, replace(RULES, keeps_rectified=False))["T1"]
    assert without.ratio == pytest.approx(0.1), "200 of 2000: only what was put right leaves"


def test_the_threshold_itself_is_over() -> None:
    assert ratios([Occupation("a", "A", "T", 100.0, 15.0)], RULES)["T"].over
    assert not ratios([Occupation("a", "A", "T", 100.0, 14.9)], RULES)["T"].over


def test_pending_patches_are_ranked_by_what_they_do_to_their_own_town() -> None:
    patches = [
        Occupation("small", "A", "T1", 300.0, 300.0),
        Occupation("rest", "B", "T1", 700.0),
        Occupation("large", "C", "T2", 1000.0, 1000.0),
        Occupation("more", "D", "T2", 99000.0),
        Occupation("done", "E", "T2", 500.0, 500.0, rectified=True),
    ]
    found = effects(patches, RULES)
    assert [one.occupation.patch_uid for one in found] == ["small", "large"]
    assert found[0].drop == pytest.approx(0.3) and found[0].after.ratio == 0.0


@given(OCCUPATIONS, RULE_SETS, st.sets(st.integers(0, 13)), st.sets(st.integers(0, 13)))
def test_rectifying_more_never_raises_a_ratio(
    patches: list[Occupation], rules: RatioRules, some: set[int], more: set[int]
) -> None:
    few, many = ({f"p{n}" for n in chosen} for chosen in (some, some | more))
    before, after = ratios(patches, rules, few), ratios(patches, rules, many)
    for town, ratio in before.items():
        old = 0.0 if ratio.ratio is None else ratio.ratio
        new = 0.0 if after[town].ratio is None else after[town].ratio
        assert new <= old + 1e-9 and after[town].unlawful_m2 <= ratio.unlawful_m2
        assert 0.0 <= old <= 1.0


@given(OCCUPATIONS, RULE_SETS)
def test_what_one_patch_does_alone_is_what_the_simulation_says(
    patches: list[Occupation], rules: RatioRules
) -> None:
    for effect in effects(patches, rules):
        chosen = {effect.occupation.patch_uid}
        change = next(
            one for one in simulate(patches, rules, chosen) if one.before.town == effect.occupation.town
        )
        assert math.isclose(change.after.ratio or 0.0, effect.after.ratio or 0.0, abs_tol=1e-6)
        assert effect.drop >= -1e-9


@given(OCCUPATIONS, RULE_SETS)
def test_rectifying_everything_leaves_nothing_unlawful(patches: list[Occupation], rules: RatioRules) -> None:
    everything = {one.patch_uid for one in patches}
    assert all(change.after.unlawful_m2 == 0.0 for change in simulate(patches, rules, everything))
    nothing = simulate(patches, rules, set())
    assert all(change.after == change.before for change in nothing)


def test_only_what_weighs_can_be_taken_as_rectified() -> None:
    patches = [Occupation("a", "A", "T", 100.0), Occupation("b", "B", "T", 100.0, 50.0)]
    leaves = replace(RULES, keeps_rectified=False)
    assert ratios(patches, leaves, {"a"}) == ratios(patches, leaves), "a lawful patch stays what it is"


def test_the_cultivated_ground_that_is_unlawful() -> None:
    assert unlawful_cultivated(800.0, 300.0, 0.0, 500.0, "verdict") == 300.0
    assert unlawful_cultivated(800.0, 300.0, 100.0, 500.0, "verdict") == 400.0
    assert unlawful_cultivated(800.0, 300.0, 0.0, 500.0, "auditor") == 500.0
    assert unlawful_cultivated(200.0, 200.0, 0.0, 500.0, "finding") == 200.0
    assert unlawful_cultivated(None, None, None, None, "") == 0.0


@given(OCCUPATIONS, RULE_SETS)
def test_what_is_enough_brings_every_town_below_and_one_less_does_not(
    patches: list[Occupation], rules: RatioRules
) -> None:
    whole = [
        replace(one, cultivated_m2=round(one.cultivated_m2), unlawful_m2=round(one.unlawful_m2))
        for one in patches
    ]
    chosen = enough(whole, rules)
    after = ratios(whole, rules, chosen)
    assert not any(ratio.over for ratio in after.values())
    towns = {one.patch_uid: one.town for one in whole}
    for town in {towns[uid] for uid in chosen}:
        smaller = [uid for uid in chosen if towns[uid] != town or uid != chosen[-1]]
        if towns[chosen[-1]] == town:
            assert ratios(whole, rules, smaller)[town].over
