"""Passwords and keys are taken out of what is shown, logged or copied; all else stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.secrets import without_secrets


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dbname='land' user='li' password='Pa55 \\' word' t=x", "dbname='land' user='li' password=*** t=x"),
        ("http://t0.example.cn/wmts?z=3&tk=0a1b2c&y=1", "http://t0.example.cn/wmts?z=3&tk=***&y=1"),
        ("https://li:geheim@example.org/wfs failed", "https://li:***@example.org/wfs failed"),
        ("token=abc, and the rest", "token=***, and the rest"),
        ("The layer “地块” has no CRS: set it.", "The layer “地块” has no CRS: set it."),
        ("key of the table: DLTB, 3 tks", "key of the table: DLTB, 3 tks"),
    ],
)  # fmt: skip
def test_only_the_secret_goes(text, said):
    assert without_secrets(text) == said


@given(st.text(alphabet="abc =&'\"?:/@\\密码tkpassword", max_size=60))
def test_taking_them_out_twice_changes_nothing_more(text):
    once = without_secrets(text)
    assert without_secrets(once) == once


@given(st.text(alphabet="0123456789abcdef", min_size=6, max_size=40))
def test_no_value_of_a_named_secret_stays(value):
    for text in (f"tk={value}", f"x?a=1&tk={value}&b=2", f"password='{value}'", f"ftp://a:{value}@h/p"):
        assert value not in without_secrets(text)
