"""A screening is measured against the truth without mercy."""

from __future__ import annotations

import pytest

from gengdi_plugin.demo.score import report_lines, score

TRUTH = {
    "a": {"expected_code": "green", "expected_reason": "covered", "lawful": "1"},
    "b": {"expected_code": "green", "expected_reason": "covered", "lawful": "1"},
    "c": {"expected_code": "yellow", "expected_reason": "no_approval", "lawful": "1"},
    "d": {"expected_code": "yellow", "expected_reason": "partly_covered", "lawful": "0"},
}
PERFECT = [("a", "green", "covered"), ("b", "green", "covered"), ("c", "yellow", "no_approval"),
           ("d", "yellow", "partly_covered")]  # fmt: skip


def test_a_perfect_screening() -> None:
    result = score(TRUTH, PERFECT)
    assert (result.false_greens, result.false_yellows, result.missing, result.agreed) == ((), (), (), 4)
    assert result.false_yellow_rate == 0.0


def test_a_false_green_is_found_and_an_unlawful_one_is_named() -> None:
    result = score(TRUTH, [*PERFECT[:2], ("c", "green", "covered"), ("d", "green", "covered")])
    assert result.false_greens == ("c", "d")
    assert result.unlawful_greens == ("d",)
    assert result.matrix["partly_covered"] == {"covered": 1}


def test_false_yellows_are_counted_among_the_lawful_with_papers() -> None:
    result = score(TRUTH, [("a", "yellow", "partly_covered"), *PERFECT[1:]])
    assert result.false_yellows == ("a",)
    assert result.false_yellow_rate == pytest.approx(0.5)


def test_the_right_code_for_another_reason_is_no_agreement() -> None:
    result = score(TRUTH, [*PERFECT[:3], ("d", "yellow", "no_approval")])
    assert result.false_greens == result.false_yellows == ()
    assert result.agreed == 3


def test_a_patch_without_a_verdict_is_missed() -> None:
    assert score(TRUTH, PERFECT[1:]).missing == ("a",)


def test_a_verdict_from_nowhere_is_an_error() -> None:
    with pytest.raises(KeyError):
        score(TRUTH, [("z", "green", "covered")])


def test_the_report_says_it_in_words() -> None:
    text = "\n".join(report_lines(score(TRUTH, [*PERFECT[:2], ("c", "green", "covered"), PERFECT[3]])))
    assert "false greens: 1 (of them unlawful in truth: 0)" in text
    assert "no approval found" in text
