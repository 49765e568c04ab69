"""Who is responsible for a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.responsibility import Person, Responsible, level_of_unit, unit_digits, word_key
from gengdi_plugin.core.vocabulary import keys

VILLAGE, TOWN, COUNTY = "330211001201", "330211001", "330211"
DAY = "2026-11-30"


def person(name: str, level: str, unit: str, duty: str, **more: str) -> Person:
    return Person(name, name, level, unit, duty, **more)


PEOPLE = [
    person("赵", "county", COUNTY, "县级田长"),
    person("钱", "town", TOWN, "乡级田长"),
    person("孙", "village", VILLAGE, "村级田长"),
    person("李", "village", VILLAGE, "巡查员"),
]


@pytest.mark.parametrize(
    ("there", "who", "why"),
    [
        (4, "李", "inspector"),
        (3, "孙", "village"),
        (2, "钱", "town"),
        (1, "赵", "county"),
        (0, None, "nobody"),
    ],
)
def test_the_inspector_first_then_up_the_levels(there: int, who: str | None, why: str) -> None:
    choice = Responsible(PEOPLE[:there], DAY).choose(VILLAGE)
    assert (choice.person and choice.person.name, choice.why) == (who, why)
    assert choice.why in keys("assignment")


def test_another_village_is_not_ours_and_outside_all_units_nobody_is_guessed() -> None:
    assert Responsible(PEOPLE, DAY).choose("330211001202").person == PEOPLE[1]
    assert Responsible(PEOPLE, DAY).choose("330212001202").person is None
    for code in ("", "000000000000", "somewhere"):
        assert Responsible(PEOPLE, DAY).choose(code).why in ("no_unit", "nobody")
        assert Responsible(PEOPLE, DAY).choose(code).person is None


def test_who_is_out_of_office_takes_no_case() -> None:
    gone = person("李", "village", VILLAGE, "巡查员", valid_to="2026-11-29")
    coming = person("周", "village", VILLAGE, "巡查员", valid_from="2026-12-01")
    assert Responsible([*PEOPLE[:3], gone, coming], DAY).choose(VILLAGE).why == "village"
    assert Responsible([gone], "2026-11-29").choose(VILLAGE).person == gone


@given(st.lists(st.integers(0, 5), min_size=1, max_size=5), st.integers(1, 40))
def test_cases_go_to_who_has_least(loads: list[int], cases: int) -> None:
    people = [person(f"i{k}", "village", VILLAGE, "巡查员") for k in range(len(loads))]
    total = {one.uid: load for one, load in zip(people, loads)}
    responsible = Responsible(people, DAY, total)
    for _ in range(cases):
        before = min(total.values())
        chosen = responsible.choose(VILLAGE).person
        assert chosen is not None and total[chosen.uid] == before
        total[chosen.uid] += 1


def test_a_level_is_represented_by_its_chief() -> None:
    responsible = Responsible([*PEOPLE, person("吴", "town", TOWN, "办事员")], DAY)
    assert responsible.at_level(VILLAGE, "town") == PEOPLE[1]
    assert responsible.at_level(VILLAGE, "county") == PEOPLE[0]
    assert responsible.at_level(COUNTY, "town") is None


@pytest.mark.parametrize(
    ("code", "digits", "level"),
    [
        ("3302110012010000000", VILLAGE, "village"),
        ("330211001000", TOWN, "town"),
        ("330211000000", COUNTY, "county"),
        ("３３０２１１", COUNTY, "county"),
        ("33021", "", ""),
        ("abc", "", ""),
    ],
)
def test_codes_as_offices_write_them(code: str, digits: str, level: str) -> None:
    assert unit_digits(code) == digits
    assert level_of_unit(digits) == level


def test_words_of_offices_are_known() -> None:
    assert word_key("field", "联系电话") == "phone"
    assert word_key("field", "unit_code") == "unit_code"
    assert word_key("level", "乡镇级") == "town"
    assert word_key("duty", "村级耕地巡查员", part=True) == "inspector"
    assert word_key("duty", "副田长", part=True) == "chief"
    assert word_key("duty", "会计", part=True) == ""
