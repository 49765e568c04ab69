"""The one plain sentence why a patch has its colour: the same figures in both languages, none invented."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.figure_text import area_text, share_text
from gengdi_plugin.core.sentence_texts import TEXTS
from gengdi_plugin.core.sentences import Nested, Term, clauses, sentence
from gengdi_plugin.core.vocabulary import keys

FIGURES = {"approved_m2": 0.0, "uncovered_m2": 900.0, "cultivated_m2": 900.0, "basic_m2": 0.0}

DOCUMENT, BARRED, CASE = "甬土〔2021〕12号", "镇土临〔2019〕3号", "甬资规罚〔2022〕5号"
DAY, UNTIL = "2021-03-04", "2026-01-31"
MEASURED = (
    "approved_m2", "sliver_m2", "uncovered_m2", "cultivated_m2", "uncovered_cultivated_m2", "basic_m2",
    "uncovered_basic_m2", "unauthorised_basic_m2",
)  # fmt: skip
UNTOLD = dict.fromkeys((*MEASURED, "best_doc_no", "holds_until", "approved_share", "explanation"))

area = st.one_of(st.none(), st.just(0.0), st.floats(0.0, 5e6))
share = st.one_of(st.none(), st.floats(0.0, 1.0))
why = st.sampled_from([key for key in keys("why_not") if key != "known_violation"])

explanations = st.fixed_dictionaries(
    {},
    optional={
        "remainder_m2": area,
        "parts": st.integers(0, 40),
        "uncovered_paddy_m2": area,
        "uncovered_irrigated_m2": area,
        "uncovered_dry_m2": area,
        "best_type": st.sampled_from(keys("approval_type")),
        "best_approved_on": st.just(DAY),
        "best_share": share,
        "more": st.integers(0, 9),
        "barred_doc_no": st.sampled_from([None, BARRED]),
        "barred_type": st.sampled_from(keys("approval_type")),
        "barred_why": why,
        "barred_share": st.floats(0.0, 1.0),
        "barred_more": st.dictionaries(why, st.integers(1, 9), max_size=3),
        "violation_no": st.sampled_from([None, CASE]),
        "violation_m2": area,
        "violations": st.integers(0, 3),
        "notes": st.lists(st.sampled_from(keys("note")), unique=True),
        "missing": st.lists(st.sampled_from(("approvals", "farmland", "units")), unique=True),
        "reach_share": share,
        "geometry_cause": st.sampled_from(keys("geometry_cause")),
    },
)
verdicts = st.fixed_dictionaries(
    {
        "reason": st.sampled_from(keys("reason")),
        "explanation": st.one_of(st.none(), explanations, explanations.map(json.dumps)),
        "best_doc_no": st.sampled_from([None, "", DOCUMENT]),
        "holds_until": st.sampled_from([None, "", UNTIL]),
        "approved_share": share,
        **dict.fromkeys(MEASURED, area),
    }
)


def numbers(told: str) -> Counter[str]:
    """Every number said, without document numbers and dates."""
    for name in (DOCUMENT, BARRED, CASE, DAY, UNTIL):
        told = told.replace(name, "")
    return Counter(re.findall(r"\d[\d,]*(?:\.\d+)?", re.sub(r"m²", "", told)))


def figures_of(verdict: dict[str, Any]) -> set[str]:
    """Every way in which a figure of the verdict may be said."""
    more = verdict["explanation"] or {}
    more = json.loads(more) if isinstance(more, str) else more
    said = set()
    for name, value in {**verdict, **more}.items():
        if name == "barred_more":
            said |= {str(sum(value.values())), *map(str, value.values())}
        elif isinstance(value, int):
            said.add(str(value))
        elif isinstance(value, float):
            said.add(share_text(value) if name.endswith("share") else area_text(value))
    if not more.get("remainder_m2") and verdict["uncovered_m2"]:  # a run kept before there were explanations
        said.add(area_text(max(verdict["uncovered_m2"] - (verdict["sliver_m2"] or 0.0), 0.0)))
    return said


@settings(max_examples=400, deadline=None)
@given(verdicts)
@example({**UNTOLD, "reason": "partly_covered"})
def test_every_number_is_a_figure_and_both_languages_say_the_same(verdict: dict[str, Any]) -> None:
    chinese, english = sentence(verdict, "zh"), sentence(verdict, "en")
    assert numbers(chinese) == numbers(english)
    assert set(numbers(english)) <= figures_of(verdict)
    for name in (DOCUMENT, BARRED, CASE, DAY, UNTIL):
        assert chinese.count(name) == english.count(name)
    for told in (chinese, english):
        assert not re.search(r"[{}_]|None|nan", told), told


@settings(max_examples=200, deadline=None)
@given(verdicts)
def test_a_chinese_sentence_is_set_as_chinese(verdict: dict[str, Any]) -> None:
    """It is printed in documents that are signed: no spaces and no narrow marks between Chinese words."""
    told = sentence(verdict, "zh")
    assert told.endswith("。")
    assert not re.search(r"[一-鿿] [（(]|[;,:]", re.sub(r"\d,\d", "", told)), told


def test_what_both_languages_know_is_the_same() -> None:
    """Each clause exists in both languages and is filled by the same names."""
    assert TEXTS["zh"].keys() == TEXTS["en"].keys()
    for key in TEXTS["en"]:
        names = [set(re.findall(r"{(\w+)}", TEXTS[language][key])) for language in ("zh", "en")]
        assert names[0] == names[1], key


def _texts(found: list[Any]) -> set[str]:
    """The keys of clauses and of the clauses told inside them."""
    said = set()
    for key, values in found:
        said.add(key)
        for value in values.values():
            if isinstance(value, Nested):
                said |= _texts([part for part in value if not isinstance(part, Term)])
    return said


def test_every_text_is_said_for_some_verdict() -> None:
    """No clause that nothing ever says; every reason and pair of facts has a sentence."""
    said = set()
    facts: list[dict[str, Any]] = [
        {"sliver_m2": 3.0}, {"uncovered_cultivated_m2": 500.0}, {"uncovered_basic_m2": 40.0},
        {"unauthorised_basic_m2": 30.0}, {"holds_until": UNTIL}, {"best_doc_no": DOCUMENT},
        {"approved_m2": 0.0}, {"approved_m2": None, "cultivated_m2": 5.0},
    ]  # fmt: skip
    more: list[dict[str, Any]] = [
        {}, {"parts": 2}, {"uncovered_paddy_m2": 400.0}, {"uncovered_paddy_m2": 500.0}, {"more": 1},
        {"more": 2}, {"best_type": "conversion", "best_approved_on": DAY}, {"best_type": "conversion"},
        {"barred_why": "expired", "barred_share": 0.2, "barred_more": {"revoked": 1}},
        {"barred_why": "expired", "barred_share": 0.2, "barred_more": {"revoked": 2}},
        {"violation_m2": 20.0, "violation_no": CASE}, {"violation_m2": 20.0, "violations": 2},
        {"notes": list(keys("note"))}, {"missing": ["farmland"]}, {"reach_share": 0.2},
        {"geometry_cause": "empty"}, {"rules_period": ["2026-01-01", ""]},
        {"own_rules": [{"unit": "610303", "name": "sliver_area_m2", "value": 5.0},
                       {"unit": "610303", "name": "term", "value": 2, "of": "temporary"}]},
    ]  # fmt: skip
    for reason in keys("reason"):
        for pair in combinations(facts, 2):
            for extra in more:
                verdict: dict[str, Any] = {"approved_m2": 500.0, "approved_share": 0.5, "reason": reason}
                verdict["uncovered_m2"] = 500.0
                for fact in pair:
                    verdict.update(fact)
                verdict["explanation"] = extra
                said |= _texts(clauses(verdict))
                assert sentence(verdict, "zh") != sentence(verdict, "en")
    inside = {"class_area", "counted", "unnumbered", "list", "join", "end"}
    assert set(TEXTS["en"]) - said - inside == set()


def test_the_sentence_of_a_partly_covered_patch() -> None:
    verdict = {
        "reason": "partly_covered", "area_m2": 2154.9, "approved_m2": 1342.5, "approved_share": 0.623,
        "uncovered_m2": 812.44, "sliver_m2": 0.0, "uncovered_cultivated_m2": 401.04,
        "uncovered_basic_m2": 0.0, "unauthorised_basic_m2": 0.0, "best_doc_no": DOCUMENT, "holds_until": "",
        "explanation": {"remainder_m2": 812.44, "parts": 2, "uncovered_paddy_m2": 401.04, "best_share": 0.623,
                        "best_type": "conversion", "best_approved_on": DAY, "barred_doc_no": BARRED,
                        "barred_type": "temporary", "barred_why": "expired", "barred_share": 0.2},
    }  # fmt: skip
    assert sentence(verdict, "en") == (
        "Suspected, to be verified on site (partly covered (suspected excess)); "
        "62.3 % lies in 甬土〔2021〕12号, approved 2021-03-04; "
        "812.4 m² in 2 parts have no approval; 401.0 m² of them are paddy; "
        "镇土临〔2019〕3号 covers 20.0 % but does not count: not in force at the later image."
    )
    assert sentence(verdict, "zh") == (
        "疑似问题，待现场核查（部分覆盖(疑似超占)）；62.3% 位于甬土〔2021〕12号（2021-03-04 批准）范围内；"
        "812.4 m² 未覆盖，分 2 处；其中水田 401.0 m²；"
        "镇土临〔2019〕3号覆盖 20.0%，但不能作为依据，原因：后时相时不在有效期内。"
    )


def test_an_english_sentence_names_its_reason_in_brackets() -> None:
    told = sentence({**FIGURES, "reason": "no_approval"}, "en")
    assert told.startswith("Suspected, to be verified on site (no approval found); ")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.9496, "94.9"), (0.94996, "94.9"), (0.95, "95.0"), (0.9997, "99.9"), (1.0, "100.0"), (0.6225, "62.3")],
)
def test_a_share_never_reads_as_the_limit_it_misses(value: float, text: str) -> None:
    assert share_text(value) == text


def test_areas_are_rounded_half_up() -> None:
    assert (area_text(812.35), area_text(1234567.05), area_text(0.05)) == ("812.4", "1,234,567.1", "0.1")
