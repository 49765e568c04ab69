"""The signed spreadsheet, opened again with another library."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gengdi_plugin.exchange.lists import write_list

DAY = date(2026, 11, 23)


def sheet_of(path: Path) -> Any:
    return openpyxl.load_workbook(path).active


def rows_of(sheet: Any) -> dict[str, list[Any]]:
    """Values below each heading (upper and lower heading joined) of the numbered rows."""
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "序号")
    names, group = [], ""
    for at in range(1, sheet.max_column + 1):
        upper, lower = sheet.cell(top, at).value, sheet.cell(top + 1, at).value
        group = upper or group
        names.append(group + (lower or ""))
    numbered = [row for row in range(top + 2, sheet.max_row + 1) if isinstance(sheet.cell(row, 1).value, int)]
    return {name: [sheet.cell(row, at + 1).value for row in numbered] for at, name in enumerate(names)}


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.fixture
def written(verification: Any, tmp_path: Path) -> Any:
    path = tmp_path / "清单 一.xlsx"
    assert write_list(verification, path, DAY) == 5
    return sheet_of(path)


def test_title_unit_date_and_number_stand_on_top(written: Any) -> None:
    top = texts(written)[:3]
    assert top[0] == "疑似问题图斑现场核查清单"
    assert top[1] == "单位：镇海区"
    assert "2026年11月23日" in top[2] and "图斑数：5" in top[2]


def test_rows_are_numbered_by_town_and_speak_chinese(written: Any) -> None:
    rows = rows_of(written)
    assert rows["序号"] == [1, 2, 3, 4, 5]
    assert rows["镇/村"][0] == "骆驼街道 东邑村" and rows["镇/村"][3] == "澥浦镇 汇源村"
    assert rows["图斑类型"][0] == "建(构)筑物(20)"
    assert rows["最佳手续类型"][3:] == ["临时用地", "临时用地"]
    assert all(text.startswith("疑似问题") for text in rows["判定原因"])
    assert rows["备注"][3] == "面积小于上图标准"


def test_codes_and_numbers_of_documents_are_text(written: Any) -> None:
    rows = rows_of(written)
    assert rows["监测编号"][0] == "330211202400001"
    cell = next(cell for row in written.iter_rows() for cell in row if cell.value == rows["空间码"][0])
    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_areas_are_numbers_in_square_metres_and_mu(written: Any) -> None:
    rows = rows_of(written)
    assert rows["实测面积(平方米)"] == [1001, 1002, 1003, 1004, 1005]
    assert rows["实测面积(亩)"] == [1.5, 1.5, 1.5, 1.51, 1.51]
    # not tested is never zero
    assert rows["占永久基本农田(平方米)"] == [0, 0, 0, "—", "—"]
    assert rows["最佳手续占比"][3] == pytest.approx(0.4567)


def test_towns_have_subtotals_and_the_list_a_total(written: Any) -> None:
    found = {}
    for row in written.iter_rows():
        label = row[0].value
        if isinstance(label, str) and "个图斑）" in label:
            found[label] = [cell.value for cell in row if isinstance(cell.value, (int, float))]
    assert list(found) == ["骆驼街道　小计（3个图斑）", "澥浦镇　小计（2个图斑）", "合计（5个图斑）"]
    assert found["骆驼街道　小计（3个图斑）"][:2] == [3006, 4.51]
    assert found["澥浦镇　小计（2个图斑）"][:4] == [2009, 3.01, 1600, 2.4]
    assert found["合计（5个图斑）"][:2] == [5015, 7.52]


def test_the_sheet_is_ready_to_print(written: Any) -> None:
    setup = written.page_setup
    assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9)
    assert (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0)
    assert written.sheet_properties.pageSetUpPr.fitToPage
    header = next(cell.row for row in written.iter_rows() for cell in row if cell.value == "序号")
    assert written.print_title_rows == f"${header}:${header + 1}"
    assert written.freeze_panes == f"D{header + 2}"
    assert written.print_area


def test_the_foot_names_method_rules_and_data(written: Any) -> None:
    foot = "\n".join(texts(written))
    for words in (
        "CGCS2000", "椭球面积", "2000/3", "《疑似问题图斑现场核查清单》", "GENGDI-DEFAULT-1", "sha256",
        "非官方规定", "合法手续覆盖比例下限 0.95", "可信度：低", "DLTB_2023", "2023-12-31", "时点未注明",
        "填表单位(盖章)", "审核人",
    ):  # fmt: skip
        assert words in foot


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1"])
def test_text_is_never_a_formula(make_list: Any, row: Any, tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.xlsx"
    write_list(make_list("verification", [row(1, patch_no=text, best_doc_no=text)]), path, DAY)
    sheet = sheet_of(path)
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    same = [cell for cell in cells if cell.value == text]
    assert len(same) == 2
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in same)


def test_an_empty_list_is_a_proper_form(make_list: Any, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    assert write_list(make_list("rectification", []), path, DAY) == 0
    found = texts(sheet_of(path))
    assert found[0] == "违法违规占用耕地问题整改清单"
    assert "本期无此类图斑。" in found
    assert any(text.startswith("整改责任单位") for text in found)


def test_rectification_carries_the_audit_and_masks_people(make_list: Any, row: Any, tmp_path: Path) -> None:
    audited = row(
        1, code="red", state="audited_red", unlawful_m2=666.67, unlawful_from="auditor", auditor="王小明",
        audited_at="2026-11-20T10:00:00+08:00", audit_note="违法占用，电话13812345678",
        responsible="骆驼街道办事处",
    )  # fmt: skip
    path = tmp_path / "red.xlsx"
    write_list(make_list("rectification", [audited]), path, DAY)
    rows = rows_of(sheet_of(path))
    assert (rows["认定面积(平方米)"], rows["认定面积(亩)"]) == ([666.67], [1])
    assert (rows["认定人"], rows["认定日期"]) == (["王**"], ["2026-11-20"])
    assert rows["认定意见"] == ["违法占用，电话138****5678"]
    assert rows["整改责任人"] == ["骆驼街道办事处"]
    assert rows["判定原因"][0].startswith("筛查时：")


def test_release_names_its_proof(make_list: Any, row: Any, tmp_path: Path) -> None:
    green = row(
        1, code="green", state="screened_green", proof="approval", reason="covered", approved_share=0.99,
        best_doc_no="浙土字A〔2021〕第0123号", best_approval_type="conversion", best_share=0.99,
        sentence="有合法手续；99%位于批文范围内。",
    )  # fmt: skip
    path = tmp_path / "green.xlsx"
    write_list(make_list("release", [green]), path, DAY)
    rows = rows_of(sheet_of(path))
    assert rows["放行依据"] == ["已关联到合法手续"]
    assert rows["最佳手续文号"] == ["浙土字A〔2021〕第0123号"]
    assert rows["判定原因"] == ["有合法手续；99%位于批文范围内。"]
