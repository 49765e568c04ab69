"""Every patch and every open state has somebody who deals with it."""

from __future__ import annotations

import itertools

import pytest

from gengdi_plugin.core.casework import STATE_CODES, transitions
from gengdi_plugin.core.coordination import coordination_for_patch, coordination_of, coordinations, turns
from gengdi_plugin.core.rectification import measures
from gengdi_plugin.core.vocabulary import keys

#: States in which nobody has to act: closed, or going on elsewhere.
CLOSED = {"", "screened_green", "audited_green", "accepted", "split", "merged"}


def test_the_table_speaks_the_vocabularys_words() -> None:
    for one in coordinations():
        assert one.event_type in keys("event_type")
        assert {one.lead, *one.co} <= set(keys("department")) and one.lead not in one.co
        assert one.measure in measures() or one.measure in keys("coordination_measure")
        assert one.level in ("town", "county") and one.source and one.certainty in keys("certainty")
        assert one.measure_word("zh") != one.measure
    types = [one.event_type for one in coordinations()]
    assert len(types) == len(set(types)) == len(keys("event_type"))
    assert {one.domain for one in coordinations()} == {"patch", "pollution"}


def test_all_departments_of_the_pollution_brief_have_a_part() -> None:
    part = {name for one in coordinations("pollution") for name in (one.lead, *one.co)}
    brief = {
        "reform", "industry", "market", "enforcement", "health", "housing", "commerce", "environment",
    }  # fmt: skip
    assert brief <= part


@pytest.mark.parametrize(
    ("kind", "scope", "change", "expected"),
    [
        ("non_agricultural", "basic_farmland", "20", "building_basic"),
        ("non_agricultural", "cultivated", "DL1", "road_cultivated"),
        ("non_agricultural", "cultivated", "20", "building_cultivated"),
        ("non_agricultural", "not_cultivated", "20", "building_other"),
        ("non_grain", "basic_farmland", "KT", "pond_basic"),
        ("non_grain", "cultivated", "03", "forest_cultivated"),
        (None, None, None, "other_change"),
    ],
)
def test_a_patch_goes_to_the_department_of_its_change(
    kind: str | None, scope: str | None, change: str | None, expected: str
) -> None:
    assert coordination_for_patch(kind, scope, change).event_type == expected


def test_every_patch_that_can_be_has_a_department() -> None:
    for kind, scope, change in itertools.product(
        (*keys("change_kind"), None, "new"), (*keys("scope"), None), (*keys("change_type"), None, "??")
    ):
        assert coordination_for_patch(kind, scope, change).domain == "patch"
    assert coordination_of("exceedance") is not None and coordination_of("nothing") is None


def test_every_open_state_has_a_turn_whose_next_step_is_legal() -> None:
    assert set(turns()) == set(STATE_CODES) - CLOSED
    for state, turn in turns().items():
        assert (state, turn.next_event) in transitions()
        assert turn.next_event in keys("next_step") and turn.who in keys("turn")
