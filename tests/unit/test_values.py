"""One spelling for the values of canonical fields."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.table import object_array
from gengdi_plugin.core.values import (
    READERS,
    approval_types,
    change_type,
    class_codes,
    known_types,
    number_of,
    parse_approval_types,
    text_of,
    unit_code,
)
from gengdi_plugin.core.vocabulary import keys


@pytest.mark.parametrize(
    ("value", "code"),
    [("20", "20"), ("1", "01"), ("01", "01"), ("4", "04"), ("yh", "YH"), ("Dl1", "DL1"), ("硬化", "YH"),
    ("耕地", "01"),
     ("建（构）筑物", "20"), ("建筑物", "20"), ("20 建(构)筑物", "20"), ("YH-硬化", "YH"), ("ＹＨ", "YH"),
     ("光伏", "GF"),
     ("xx9", "XX9"), ("看不懂", "看不懂")],
)  # fmt: skip
def test_change_types_get_their_code(value: str, code: str) -> None:
    assert change_type(value) == code


@given(st.sampled_from(keys("change_type")))
def test_a_code_stays_itself_in_any_case(code: str) -> None:
    assert change_type(code) == change_type(code.lower()) == code


def test_a_value_is_text_without_the_marks_of_its_storage() -> None:
    values = (20.0, 20, 1.5, "  甲　", "", " ", None, math.nan, True, dt.date(2024, 6, 1))
    assert [text_of(value) for value in values] == [
        "20", "20", "1.5", "甲", None, None, None, None, "1", "2024-06-01",
    ]  # fmt: skip
    assert text_of("330211\0\0") == "330211"
    assert text_of("村".encode()) == "村"


def test_numbers_are_read_from_text() -> None:
    assert [number_of(value) for value in (3, 2.5, "1,234.5", " ７ ", "12.5㎡", "1e3")] == [
        3,
        2.5,
        1234.5,
        7,
        12.5,
        1000,
    ]
    assert all(math.isnan(number_of(value)) for value in (None, "", "约3亩", "甲", True, math.nan))


def _codes(*values: str | None, numeric: bool = False) -> list[str | None]:
    return class_codes(object_array(values), numeric).tolist()


def test_class_codes_keep_what_the_third_survey_writes() -> None:
    codes = ["0101", "0201K", "1104A", "05H1", "08H2A", "1107A", "09", None]
    assert _codes(*codes) == codes
    assert _codes("0201k", " 0101 ", "０１０１") == ["0201K", "0101", "0101"]


def test_class_codes_that_lost_their_zero_get_it_back() -> None:
    assert _codes("101", "103", "1202", numeric=True) == ["0101", "0103", "1202"]
    assert _codes("101", "1202", "201K") == ["0101", "1202", "0201K"]
    assert _codes("1", numeric=True) == ["01"]


def test_second_survey_codes_are_recognised_by_the_column() -> None:
    assert _codes("011", "012", "013", "104", "122", "031") == ["0101", "0102", "0103", "1006", "1202", "031"]


def test_names_of_classes_become_codes() -> None:
    assert _codes("水田", "设施农用地", "农村道路") == ["0101", "1202", "1006"]


def test_unit_codes_are_villages_of_twelve_digits() -> None:
    assert unit_code("3302112010010000000") == "330211201001"
    assert unit_code("330211201001") == "330211201001"
    assert unit_code("330211") == "330211"
    assert unit_code("某村") == "某村"


def test_a_rows_own_type_leads_and_an_odd_word_proves_nothing() -> None:
    rows = object_array(["农转用批准", None, "某种证明", "registration", "registration", None])
    rights = object_array([None, "9", None, "9", "3", "土地承包经营权"])
    assert approval_types(rows, "supply", rights).tolist() == [
        "conversion", "supply", "unknown", "ownership", "registration", "supply",
    ]  # fmt: skip
    assert approval_types(object_array([None]), None, object_array([None])).tolist() == ["unknown"]
    assert approval_types(object_array([None, None]), "registration", object_array(["1", None])).tolist() == [
        "ownership", "registration",
    ]  # fmt: skip


def test_words_of_channels_findings_and_permits_get_their_key() -> None:
    assert READERS["channel"]("上级下发") == "superior"
    assert READERS["channel"]("12336") == "public"
    assert READERS["channel"]("市局") == "市局"
    assert READERS["finding"]("实地未变化") == "found_unchanged"
    assert READERS["category"]("重点管理") == "key"
    assert READERS["kind"]("废水") == "water"
    assert READERS["uscc"](" 91330211ma2abcde0x ") == "91330211MA2ABCDE0X"


CONTRACT_WORDS = {
    "conversion": "农转用批准",
    "historic": "历史批文",
    "supply": "土地供应",
    "registration": "不动产登记",
    "link_new": "增减挂钩建新",
    "advance_use": "先行用地",
    "homestead": "宅基地批准",
    "facility": "设施农用地备案",
    "temporary": "临时用地",
    "rural_road": "农村道路",
    "balance_plan": "进出平衡/占补平衡方案",
    "sea_use": "海域使用权",
    "planning": "规划",
    "pre_examination": "用地预审",
    "reserve": "土地储备",
    "project_start": "立项",
    "link_old": "拆旧",
    "replacement": "补划",
    "ownership": "所有权/承包经营权/林权",
    "consolidation": "土地整治/高标",
}


@pytest.mark.parametrize("kind", CONTRACT_WORDS)
def test_every_word_of_the_contracts_table_is_understood_whole_and_piece_by_piece(kind: str) -> None:
    whole = CONTRACT_WORDS[kind]
    for word in (whole, *whole.split("/")):
        rows = approval_types(object_array([word]), None, object_array([None]))
        assert rows.tolist() == [kind] == list(parse_approval_types(f"a={word}").values()), word


def test_types_given_by_the_officer() -> None:
    assert parse_approval_types("用地=conversion; B.shp = 临时用地；c=unknown;") == {
        "用地": "conversion", "b.shp": "temporary", "c": "unknown",
    }  # fmt: skip
    assert parse_approval_types("") == {}
    assert parse_approval_types("a=b=supply") == {"a=b": "supply"}
    for wrong in ("用地", "=conversion", "用地=什么", "用地=violation"):
        with pytest.raises(ValueError, match=wrong):
            parse_approval_types(f"x=supply;{wrong}")
    assert "violation" not in known_types() and "conversion" in known_types()


@given(st.lists(st.one_of(st.none(), st.text(max_size=6)), max_size=20), st.booleans())
def test_class_codes_never_lose_a_row(values: list[str | None], numeric: bool) -> None:
    out = class_codes(object_array(values), numeric)
    assert len(out) == len(values)
    assert [code is None for code in out] == [value is None for value in values]
    assert isinstance(out, np.ndarray)
