"""Rule files are either sound and come back as they are, or refused with sentences that name every fault."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.rules import default_rules, rules_from_text, rules_text
from gengdi_plugin.core.rules_check import check_rules
from gengdi_plugin.core.rules_schema import SCHEMA, migrated, part_of, schema
from gengdi_plugin.core.vocabulary import keys, word

OWN = {"unit": "330211", "parameters": {"covered_share": 0.9}, "source": "s", "certainty": "low"}


def document(**changes: Any) -> dict[str, Any]:
    found = copy.deepcopy(migrated(default_rules().document)[0])
    found.update(changes)
    return found


def told(rules: Any) -> list[str]:
    return [str(fault) for fault in check_rules(rules)]


def test_the_default_rule_set_is_brought_to_the_schema_of_now_and_keeps_its_own_text():
    rules = default_rules()
    assert json.loads(rules.text)["schema"] == "gengdi-rules/1"
    assert rules.document["schema"] == SCHEMA
    assert (rules.version, rules.overrides, told(rules.document)) == (1, (), [])


def test_every_rule_has_its_words_in_both_languages():
    names = set(part_of("parameters")["properties"])
    assert names | {"term"} == set(keys("rule"))
    assert all(word("rule", name, "zh") != word("rule", name, "en") != name for name in names)


def test_all_faults_are_named_at_once():
    rules = document(id=" ", surprise=1, required_inputs=["weather"])
    rules["parameters"]["covered_share"]["value"] = 1.2
    rules["parameters"]["coverd_share"] = {}
    del rules["parameters"]["sliver_area_m2"]
    with pytest.raises(InputError) as error:
        rules_from_text(rules_text(rules), "mine.json")
    for part in (
        "id: must be a text that is not empty",
        "surprise: is not known here",
        'required_inputs[0]: "weather" is not allowed; allowed: approvals',
        "parameters.covered_share.value: 1.2 is not allowed; it must be from 0 to 1",
        "parameters.coverd_share: is not known here",
        "parameters.sliver_area_m2: is missing",
    ):
        assert part in str(error.value)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gengdi-rules/3", "made for a newer Gengdi (gengdi-rules/3): update the plugin"),
        ("gengdi-rules/0", "must be gengdi-rules/2; older files that can be read: gengdi-rules/1"),
        (None, "must be gengdi-rules/2"),
        (7, "must be gengdi-rules/2"),
    ],
)
def test_files_of_other_versions_are_refused_in_a_sentence(name, expected):
    assert [expected in one for one in told(document(schema=name))] == [True]


def test_what_an_older_schema_does_not_have_is_refused_in_its_files():
    assert "overrides: rule files of gengdi-rules/1 do not have it" in told(
        document(schema="gengdi-rules/1", overrides=[OWN])
    )


def row_of(rules: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(row for row in rules["approval_types"] if row["type"] == kind)


@pytest.mark.parametrize("kind", schema()["x-never-proofs"])
def test_what_approves_nothing_is_never_made_a_proof(kind):
    rules = document()
    row_of(rules, kind)["proof"] = True
    assert any(f"the type {kind} can never be a proof" in one for one in told(rules))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"authorises_basic_farmland": True}, "planning is no proof, so it cannot authorise basic farmland"),
        ({"counts_for": "all"}, "planning is no proof, so it counts for no change type"),
        ({"use_to_verify_for": ["20"]}, "planning is no proof, so it counts for no change type"),
        ({"counts_for": ["ZZ"]}, "no change type of this rule set: ZZ"),
        ({"counts_for": "some"}, "must be one of all, construction, or a list"),
        ({"type": "plannning"}, "plannning is no approval type that Gengdi knows"),
        ({"type": "unknown"}, "unknown stands twice"),
        ({"assumed_term_years": 0}, "it must be from 1 to 99"),
        ({"assumed_term_years": 1.5}, "it must be a whole number or nothing"),
        ({"assumed_term_years": True}, "true is not allowed"),
    ],
)
def test_the_table_of_approvals_fits_the_other_tables(changes, expected):
    rules = document()
    row_of(rules, "planning").update(changes)
    assert any(expected in one for one in told(rules)), told(rules)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"unit": "甬"}, "is not a code of an administrative unit"),
        ({"parameters": {"covered_share": 2}}, "overrides[0].parameters.covered_share: 2 is not allowed"),
        (
            {"parameters": {"overlap_minimum_m2": 1}},
            "overrides[0].parameters.overlap_minimum_m2: is not known",
        ),
        ({"parameters": {}}, "overrides[0]: changes nothing"),
        ({"terms": {"planning": 2}}, "planning is no proof of this rule set, so it has no term"),
        ({"terms": {"temporary": 0}}, "it must be from 1 to 99"),
        ({"valid_from": "2026-02-30"}, "is not a day"),
        ({"valid_from": "2026-02-03", "valid_to": "2026-02-02"}, "2026-02-02 is before 2026-02-03"),
        ({"source": ""}, "overrides[0].source: must be a text that is not empty"),
    ],
)
def test_overrides_are_checked_like_the_values_they_replace(changes, expected):
    assert any(expected in one for one in told(document(overrides=[{**OWN, **changes}]))), told(
        document(overrides=[{**OWN, **changes}])
    )


def test_two_overrides_of_a_unit_may_follow_each_other_but_not_meet():
    first, second = {**OWN, "valid_to": "2025-12-31"}, {**OWN, "valid_from": "2026-01-01"}
    assert told(document(overrides=[first, second])) == []
    assert any("another override for the same days" in one for one in told(document(overrides=[first, OWN])))


def test_uncertain_rules_are_not_called_official():
    assert "official: rules whose certainty is not high cannot be called official" in told(
        document(official=True)
    )


def test_areas_are_in_the_unit_that_the_screening_reckons_in():
    rules = document()
    rules["parameters"]["uncovered_cultivated_m2"].update(value=0.5, unit="亩")
    assert any('"亩" is not allowed; allowed: m²' in one for one in told(rules))


def test_a_key_that_stands_twice_is_refused():
    text = default_rules().text.replace('"required_inputs"', '"id": "X", "required_inputs"', 1)
    with pytest.raises(InputError, match="keys twice: id"):
        rules_from_text(text, "mine.json")


def test_land_classes_stand_once_and_cultivated_ones_are_agricultural():
    rules = document()
    rules["land_classes"]["unused"].append("05")
    rules["land_classes"]["cultivated"] = ["05"]
    found = told(rules)
    assert "land_classes: land class 05 stands twice" in found
    assert any("05 is cultivated land and must stand among the agricultural" in one for one in found)


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [here] if here else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        found += places(one, (*here, key))
    return found


WHOLE = document(overrides=[OWN], version=2, valid_from="2025-01-01", valid_to=None)
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(["", " ", "20", "01", "all", "m²", "temporary", "planning", "2025-01-01", SCHEMA]),
    st.text(max_size=4),
    st.lists(st.sampled_from(["20", "01", "ZZ", 1]), max_size=3),
    st.dictionaries(st.sampled_from(["value", "unit", "x"]), st.floats(), max_size=2),
)


@settings(max_examples=400, deadline=None)
@given(
    edits=st.lists(
        st.tuples(st.sampled_from(places(WHOLE)), st.sampled_from(["put", "take", "add"]), ANYTHING),
        min_size=1,
        max_size=3,
    )
)
def test_any_edit_either_comes_back_with_the_same_hash_or_is_refused_with_a_sentence(edits):
    rules = copy.deepcopy(WHOLE)
    for place, how, value in edits:
        target: Any = rules
        try:
            for key in place[:-1]:
                target = target[key]
            if how == "take":
                del target[place[-1]]
            elif how == "add" and isinstance(target[place[-1]], dict):
                target[place[-1]]["extra"] = value
            else:
                target[place[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier edit took the place away
    text = rules_text(rules)
    faults = check_rules(rules)
    if faults:
        assert all(fault.told and not fault.told.isspace() for fault in faults)
        with pytest.raises(InputError) as error:
            rules_from_text(text, "mine.json")
        assert all(str(fault) in str(error.value) for fault in faults)
        return
    read = rules_from_text(text, "mine.json")
    again = rules_from_text(rules_text(read.document), "again.json")
    assert (again.hash, again.document, again.overrides) == (read.hash, rules, read.overrides)
    assert all(not rule.authorises_basic_farmland for rule in read.approvals.values() if not rule.proof)
    for name in schema()["x-never-proofs"]:
        assert not read.approval(name).proof
