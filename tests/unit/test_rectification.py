"""Measures add up to the unlawful area, in any order, and never to more."""

from __future__ import annotations

import datetime as dt
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.case_numbers import case_list, case_rows
from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.rectification import (
    DONE,
    NONE,
    PARTLY,
    Part,
    check_areas,
    check_done,
    measure_key,
    measures,
    progress,
    proposed_due,
    tolerance,
)
from gengdi_plugin.core.vocabulary import keys

AREAS = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=8)
PARTS = st.lists(
    st.tuples(st.sampled_from(list(measures())), st.floats(0.02, 1e6), st.floats(0, 1)),
    min_size=1,
    max_size=9,
).map(lambda rows: [Part(key, area, area * share) for key, area, share in rows])


def test_every_measure_has_its_words_and_says_what_it_counts_as() -> None:
    assert set(measures()) == set(keys("measure"))
    assert {kind.counts_as for kind in measures().values()} == set(keys("measure_area"))
    assert all(kind.source and kind.certainty in ("high", "medium", "low") for kind in measures().values())
    assert all(row["source"] and row["certainty"] for row in case_rows().values())
    assert set(case_list("ratio_kinds")) <= set(keys("change_kind"))


@given(AREAS)
def test_areas_that_add_up_are_taken_in_any_order(areas: list[float]) -> None:
    parts = [Part("replanting", area) for area in areas]
    random.Random(len(areas)).shuffle(parts)  # noqa: S311 - an order, no secret
    check_areas(parts, math.fsum(areas))
    check_areas(parts, None)


@given(AREAS, st.floats(0.011, 1e5))
def test_areas_that_do_not_add_up_are_refused_with_the_difference(areas: list[float], more: float) -> None:
    parts = [Part("replanting", area) for area in areas]
    for wrong in (math.fsum(areas) + tolerance() + more, math.fsum(areas) - tolerance() - more):
        with pytest.raises(InputError, match="change the areas by"):
            check_areas(parts, wrong)


@pytest.mark.parametrize("area", [0.0, -1.0, math.nan, math.inf])
def test_an_area_that_is_none_is_refused(area: float) -> None:
    with pytest.raises(InputError, match="above 0"):
        check_areas([Part("replanting", 10.0), Part("other", area)], 10.0)
    with pytest.raises(InputError, match="at least one"):
        check_areas([], 10.0)


@given(PARTS, st.randoms())
def test_progress_does_not_depend_on_order_and_never_exceeds(
    parts: list[Part], chance: random.Random
) -> None:
    unlawful = math.fsum(part.area_m2 for part in parts)
    found = progress(parts, unlawful)
    chance.shuffle(parts)
    assert progress(parts, unlawful) == found == progress(parts)
    assert 0 <= found.done_m2 <= unlawful * (1 + 1e-12)
    assert found.done_m2 + found.remaining_m2 == pytest.approx(unlawful)
    assert math.fsum(found.by_area.values()) == pytest.approx(found.done_m2)
    assert (found.state == NONE) == (found.done_m2 == 0)
    if found.state == DONE:
        assert found.remaining_m2 <= tolerance()


def test_the_three_states() -> None:
    parts = [Part("replanting", 300.0), Part("quota", 200.0)]
    assert progress(parts, 500.0).state == NONE
    half = progress([Part("replanting", 300.0, 300.0), parts[1]], 500.0)
    assert (half.state, half.done_m2, half.remaining_m2, half.by_area) == (
        PARTLY,
        300.0,
        200.0,
        {"on_site": 300.0},
    )
    almost = progress([Part("replanting", 300.0, 300.0), Part("quota", 200.0, 199.995)], 500.0)
    assert almost.state == DONE
    assert progress([Part("quota", 1.0, 1.0)], 1.0).by_area == {"quota": 1.0}


def test_a_report_says_all_that_is_done_by_now() -> None:
    part = Part("replanting", 300.0, 100.0)
    check_done(part, 300.005)
    check_done(part, 100.0)
    for wrong, word in ((300.02, "cannot be done"), (-1.0, "cannot"), (math.nan, "cannot"), (99.0, "before")):
        with pytest.raises(InputError, match=word):
            check_done(part, wrong)


def test_measures_are_known_by_their_words() -> None:
    assert measure_key("复耕复种") == measure_key("replanting") == "replanting"
    with pytest.raises(InputError, match="no measure of rectification"):
        measure_key("罚酒三杯")


def test_the_proposed_deadline_is_the_number_of_the_data_file() -> None:
    assert proposed_due(dt.date(2026, 11, 20)) == dt.date(2026, 12, 20)
