"""Forms as data, figures as they are printed, people masked."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.exchange.cells import measured
from gengdi_plugin.exchange.forms import load_form
from gengdi_plugin.exchange.privacy import mask_numbers, mask_person
from gengdi_plugin.exchange.text_size import lines_of
from gengdi_plugin.store.listing import LIST_KEYS

TITLES = {
    "verification": "疑似问题图斑现场核查清单",
    "rectification": "违法违规占用耕地问题整改清单",
    "release": "合法手续图斑放行清单",
}


@pytest.mark.parametrize("key", LIST_KEYS)
def test_every_list_has_its_form(key: str, row: Any) -> None:
    form = load_form(key)
    assert (form.key, form.title) == (key, TITLES[key])
    known = {*row(1), "sentence_zh", "remarks", "center_lon", "center_lat", "index"}
    asked = {field for column in form.file_columns for field in column.fields}
    stacked = {line.field for column in form.columns for line in column.lines}
    assert asked <= known
    # what stands in one cell on paper is a column of its own in files for programs
    assert stacked <= asked


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "colour"}, "unknown kind"),
        ({"kind": "word"}, "words missing"),
        ({"sum": True}, "only areas"),
        ({"short": "much_too_long"}, "short name"),
        ({"short": "空间码"}, "short name"),
        ({"colour": "red"}, "colour"),
        ({"kind": "stack"}, "a stack has lines"),
        ({"lines": [{"field": "patch_no", "kind": "text"}]}, "a stack has lines"),
        ({"kind": "stack", "lines": [{"field": "patch_no", "kind": "blank"}]}, "unknown kind"),
        ({"kind": "stack", "lines": [{"field": "patch_no", "kind": "word"}]}, "words missing"),
    ],
)
def test_a_wrong_form_is_refused_with_the_reason(
    tmp_path: Path, change: dict[str, Any], problem: str
) -> None:
    column = {
        "field": "patch_no",
        "heading": "编号",
        "kind": "code",
        "width": 10,
        "short": "patch_no",
        **change,
    }
    form = {
        "key": "x", "title": "t", "sheet": "s", "statement": "", "empty": "", "missing": "", "group_by": "a",
        "group_name": "b", "group_unknown": "c", "signatures": [], "columns": [column],
    }  # fmt: skip
    (tmp_path / "x.json").write_text(json.dumps(form), encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        load_form("x", tmp_path)


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    column = {"field": "patch_no", "heading": "编号", "kind": "code", "width": 10, "short": "patch_no"}
    form = json.loads(json.dumps({
        "key": "y", "title": "t", "sheet": "s", "statement": "", "empty": "", "missing": "", "group_by": "a",
        "group_name": "b", "group_unknown": "c", "signatures": [], "columns": [column, column],
    }))  # fmt: skip
    (tmp_path / "y.json").write_text(json.dumps(form), encoding="utf-8")
    with pytest.raises(InputError, match="given twice"):
        load_form("y", tmp_path)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("area", 0.005, 0.01), ("area", 2.675, 2.68), ("area", 1234.5649, 1234.56), ("area", None, None),
        ("area", float("nan"), None), ("mu", 2000 / 3, 1.0), ("mu", 333.33, 0.5), ("share", 0.94995, 0.95),
    ],
)  # fmt: skip
def test_figures_are_rounded_half_up(kind: str, value: float | None, shown: float | None) -> None:
    assert measured(kind, value) == shown


@given(st.floats(0, 1e9))
def test_mu_and_square_metres_agree(area: float) -> None:
    square_metres, mu = measured("area", area), measured("mu", area)
    assert square_metres is not None and mu is not None
    assert abs(Decimal(repr(mu)) - Decimal(repr(square_metres)) * 3 / 2000) <= Decimal("0.00501")


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王明", "王*"), ("王小明", "王**"), ("欧阳建国", "欧阳**"), ("张三、李四", "张*、李*"),
        ("骆驼街道办事处", "骆驼街道办事处"), ("东邑村村委会", "东邑村村委会"), ("东邑村", "东邑村"),
        ("Zhang San", "Z** S**"), ("王明 13812345678", "王* 138****5678"), ("", ""),
    ],
)  # fmt: skip
def test_people_are_masked_and_organisations_are_not(name: str, masked: str) -> None:
    assert mask_person(name) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13812345678。", "电话138****5678。"),
        ("身份证330211198001011234", "身份证330211********1234"),
        ("0574-86251234", "0574-****1234"),
        ("监测编号330211202400001", "监测编号330211202400001"),
        ("330211003217-N51H334659C001-01", "330211003217-N51H334659C001-01"),
        ("91330211MA2AF3KX1Q", "91330211MA2AF3KX1Q"),
    ],
)
def test_numbers_of_people_are_masked_and_codes_are_not(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked


def test_chinese_takes_twice_the_room() -> None:
    assert lines_of("耕地" * 10, 20) == 3
    assert lines_of("ab" * 10, 30) == 1
    assert lines_of("", 5) == 1
