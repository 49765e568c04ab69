"""The one plain sentence why a patch has its colour."""

from __future__ import annotations

import re

import pytest

from gengdi_plugin.core.sentences import sentence
from gengdi_plugin.core.vocabulary import keys

FIGURES = {"approved_m2": 0.0, "uncovered_m2": 900.0, "cultivated_m2": 900.0, "basic_m2": 0.0}


@pytest.mark.parametrize("reason", keys("reason"))
def test_a_chinese_sentence_is_set_as_chinese(reason: str) -> None:
    """It is printed in documents that are signed: no spaces and no narrow marks between Chinese words."""
    told = sentence({**FIGURES, "reason": reason}, "zh")
    assert told.endswith("。")
    assert not re.search(r"[一-鿿] [（(]|[;,:]", told.replace("900.0", "")), told


def test_an_english_sentence_names_its_reason_in_brackets() -> None:
    told = sentence({**FIGURES, "reason": "no_approval"}, "en")
    assert told.startswith("Suspected, to be verified on site (no approval found); ")
