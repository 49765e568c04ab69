"""Rule files: the default one is sound, every fault is named with its place."""

from __future__ import annotations

import json

import pytest

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.rules import default_rules, load_rules, rules_from_text
from gengdi_plugin.core.vocabulary import key_of, keys, word


def changed(**changes: object) -> str:
    document = json.loads(default_rules().text)
    for path, value in changes.items():
        place, *names = path.split("__")
        target = document
        for name in (place, *names)[:-1]:
            target = target[name]
        target[(place, *names)[-1]] = value
    return json.dumps(document)


def test_the_default_rule_set_says_it_is_an_example():
    rules = load_rules()
    assert rules.id == "GENGDI-DEFAULT-1"
    assert rules.document["official"] is False
    assert all(row["source"] and row["certainty"] for row in rules.rows())
    assert len(rules.hash) == 64


def test_every_type_change_and_reason_of_the_rules_has_its_words():
    rules = default_rules()
    for group, used in (
        ("approval_type", set(rules.approvals)),
        ("change_type", rules.known_change_types()),
    ):
        assert used <= set(keys(group))
    assert word("reason", "partly_covered", "zh") == "部分覆盖(疑似超占)"
    assert key_of("approval_type", "临时用地") == "temporary"
    assert word("reason", "not in the list", "zh") == "not in the list"


@pytest.mark.parametrize(
    ("class_code", "category", "cultivated"),
    [
        ("0101", "agricultural", True),
        ("0103", "agricultural", True),
        ("011", "agricultural", True),
        ("0201K", "agricultural", False),
        ("0404", "unused", False),
        ("05H1", "construction", False),
        ("0603", "construction", False),
        ("08H2A", "construction", False),
        ("1003", "construction", False),
        ("1006", "agricultural", False),
        ("1104A", "agricultural", False),
        ("1107A", "agricultural", False),
        ("1109", "construction", False),
        ("1207", "unused", False),
        ("", None, False),
        (None, None, False),
        ("ZZ", None, False),
    ],
)
def test_land_classes_fall_into_the_three_categories(class_code, category, cultivated):
    assert default_rules().land_category(class_code) == category
    assert default_rules().is_cultivated(class_code) is cultivated


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"schema": "other/2"}, "schema"),
        ({"id": " "}, "id"),
        ({"title": "x"}, "title"),
        ({"required_inputs": ["weather"]}, "required_inputs"),
        ({"parameters__covered_share__value": 1.2}, "parameters.covered_share.value"),
        ({"parameters__covered_share__value": "0.9"}, "parameters.covered_share.value"),
        ({"parameters__sliver_width_m__value": -1}, "parameters.sliver_width_m.value"),
        ({"parameters__sliver_width_m__source": ""}, "parameters.sliver_width_m.source"),
        ({"parameters__weather": {}}, "parameters.weather"),
        ({"change_types__non_grain": ["20"]}, "20 stands twice"),
        ({"approval_status__revoked": "作废"}, "approval_status.revoked"),
        ({"land_classes__unused": [1]}, "land_classes.unused"),
        ({"approval_types": []}, "unknown"),
        ({"approval_types": [{"type": "unknown", "proof": "yes"}]}, "approval_types[0].proof"),
    ],
)
def test_a_fault_in_a_rule_file_is_named_with_its_place(changes, place):
    with pytest.raises(InputError) as error:
        rules_from_text(changed(**changes), "mine.json")
    assert place in str(error.value)
    assert "mine.json" in str(error.value)


def test_an_unknown_type_can_never_be_made_a_proof():
    document = json.loads(default_rules().text)
    document["approval_types"][-1]["proof"] = True
    with pytest.raises(InputError, match="never be a proof"):
        rules_from_text(json.dumps(document), "mine.json")


def test_a_file_that_is_no_json_or_not_there_is_refused_by_name(tmp_path):
    broken = tmp_path / "耕地规则.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"耕地规则\.json is not JSON"):
        load_rules(broken)
    with pytest.raises(InputError, match="cannot be read"):
        load_rules(tmp_path / "none.json")
