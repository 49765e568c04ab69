"""The signed spreadsheet, opened again with another library."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.exchange.lists import write_list

DAY = date(2026, 11, 23)

#: The columns of all lists as issue 3 names them; those between 判定原因 and 备注 are the rectification's.
COMMON = [
    "序号",
    "空间码",
    "监测编号",
    "来源",
    "镇/村",
    "中心经纬度",
    "用地单位或个人",
    "项目名称",
    "图斑类型",
    "前时相",
    "后时相",
    "监测面积",
    "实测面积",
    "占耕地/永久基本农田/粮食生产功能区/高标准农田 (亩)",
    "农转用批准机关·时间·文号·占比",
    "供地文号·占比",
    "批准用途/实际用途",
    "判定原因",
]
RECTIFICATION = [
    "动工时间",
    "违法类型",
    "认定面积",
    "整改措施",
    "整改责任单位·责任人",
    "时限",
    "完成/验收/销号时间",
    "状态",
]
HEADINGS = {
    "verification": [*COMMON, "备注"],
    "rectification": [*COMMON, *RECTIFICATION, "备注"],
    "release": [*COMMON, "备注"],
}


def sheets_of(path: Path) -> list[Any]:
    return list(openpyxl.load_workbook(path).worksheets)


def header_row(sheet: Any) -> int:
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "序号")


def headings(sheet: Any) -> list[str]:
    """The upper headings from left to right."""
    return [cell.value for cell in sheet[header_row(sheet)] if cell.value is not None]


def rows_of(*sheets: Any) -> dict[str, list[Any]]:
    """Values below each heading (upper and lower heading joined) of the numbered rows of all sheets."""
    found: dict[str, list[Any]] = {}
    for sheet in sheets:
        top, group = header_row(sheet), ""
        for at in range(1, sheet.max_column + 1):
            upper, lower = sheet.cell(top, at).value, sheet.cell(top + 1, at).value
            group = upper or group
            column = found.setdefault(group + (lower or ""), [])
            column += [
                sheet.cell(row, at).value
                for row in range(top + 2, sheet.max_row + 1)
                if isinstance(sheet.cell(row, 1).value, int)
            ]
    return found


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.fixture
def written(verification: Any, tmp_path: Path) -> list[Any]:
    """The sheets: summary, then 骆驼街道 and 澥浦镇."""
    path = tmp_path / "清单 一.xlsx"
    assert write_list(verification, path, DAY) == 5
    return sheets_of(path)


@pytest.mark.parametrize("key", sorted(HEADINGS))
def test_the_headings_are_those_of_the_issue_column_for_column(
    make_list: Any, row: Any, tmp_path: Path, key: str
) -> None:
    path = tmp_path / "list.xlsx"
    write_list(make_list(key, [row(1, proof="approval")]), path, DAY)
    sheet = sheets_of(path)[1]
    assert headings(sheet) == HEADINGS[key]
    top = header_row(sheet)
    below = [cell.value for cell in sheet[top + 1] if cell.value is not None]
    areas = ["(平方米)", "(亩)"]
    zones = ["耕地", "永久基本农田", "粮食生产功能区", "高标准农田"]
    assert below == [*areas, *areas, *zones, *(areas if key == "rectification" else [])]


def test_there_is_a_summary_and_a_sheet_per_town(written: list[Any]) -> None:
    assert [sheet.title for sheet in written] == ["汇总", "骆驼街道", "澥浦镇"]
    rows = rows_of(written[0])
    assert (rows["镇(街道)"], rows["图斑数"]) == (["骆驼街道", "澥浦镇"], [3, 2])
    assert rows["清单序号"] == ["1–3", "4–5"]
    assert rows["实测面积(平方米)"] == [3006, 2009]
    grain = next(values for name, values in rows.items() if name.endswith("粮食生产功能区"))
    assert grain == ["—", 0.6]
    total = [
        cell.value for cell in next(row for row in written[0].iter_rows() if "合计" in str(row[0].value))
    ]
    assert total[0] == "合计（5个图斑）" and total[6:8] == [5015, 7.52]


def test_every_sheet_can_be_signed_on_its_own(written: list[Any]) -> None:
    for sheet, place, count in zip(written, ("镇海区", "镇海区　骆驼街道", "镇海区　澥浦镇"), (5, 3, 2)):
        found = texts(sheet)
        assert found[0] == "疑似问题图斑现场核查清单"
        assert found[1] == f"单位：{place}"
        assert found[2] == f"日期：2026年11月23日　　图斑数：{count}"
        assert "填表单位(盖章)：" in found and any("GENGDI-DEFAULT-1" in text for text in found)


def test_rows_are_numbered_by_town_and_speak_chinese(written: list[Any]) -> None:
    assert [rows_of(sheet)["序号"] for sheet in written[1:]] == [[1, 2, 3], [4, 5]]
    rows = rows_of(*written[1:])
    assert rows["镇/村"][0] == "骆驼街道\n东邑村" and rows["镇/村"][3] == "澥浦镇\n汇源村"
    assert rows["图斑类型"][0] == "建(构)筑物(20)"
    assert all(text.startswith("疑似问题") for text in rows["判定原因"])
    assert rows["备注"][3] == "疑似超占(待核查)；面积小于上图标准"


def test_documents_stand_in_one_cell_each(written: list[Any]) -> None:
    rows = rows_of(*written[1:])
    assert rows["中心经纬度"][0] == "121.600150\n29.950150"
    approved = rows["农转用批准机关·时间·文号·占比"]
    assert approved[0] is None
    assert approved[3].split("\n") == ["浙江省人民政府", "2021-03-04", "浙土字A〔2021〕第0123号", "45.67%"]
    assert rows["供地文号·占比"][3] == "镇土供〔2022〕第7号\n30.00%"
    assert rows["批准用途/实际用途"][3] == "批准：工业用地\n实际："
    assert (rows["用地单位或个人"][3], rows["项目名称"][3]) == ("王**", "甬江机电技改")


def test_codes_and_numbers_of_documents_are_text(written: list[Any]) -> None:
    rows = rows_of(*written[1:])
    assert rows["监测编号"][0] == "330211202400001"
    for text in (rows["空间码"][3], rows["监测编号"][3], rows["农转用批准机关·时间·文号·占比"][3]):
        cell = next(cell for row in written[2].iter_rows() for cell in row if cell.value == text)
        assert (cell.data_type, cell.number_format) == ("s", "@")


def test_areas_are_numbers_in_square_metres_and_mu(written: list[Any]) -> None:
    rows = rows_of(*written[1:])
    assert rows["实测面积(平方米)"] == [1001, 1002, 1003, 1004, 1005]
    assert rows["实测面积(亩)"] == [1.5, 1.5, 1.5, 1.51, 1.51]
    # not tested is never zero
    basic = next(values for name, values in rows.items() if name.endswith("(亩)永久基本农田"))
    assert basic == [0, 0, 0, "—", "—"]


def test_towns_have_subtotals(written: list[Any]) -> None:
    for sheet, label, sums in (
        (written[1], "骆驼街道　小计（3个图斑）", [3000, 4.5, 3006, 4.51, 3.6, 0]),
        (written[2], "澥浦镇　小计（2个图斑）", [2000, 3, 2009, 3.01, 2.4, 0.6]),
    ):
        line = next(row for row in sheet.iter_rows() if row[0].value == label)
        assert [cell.value for cell in line if isinstance(cell.value, (int, float))] == sums


def test_every_sheet_is_ready_to_print(written: list[Any]) -> None:
    for sheet, frozen in zip(written, "CDD"):
        setup = sheet.page_setup
        assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9)
        assert (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        header = header_row(sheet)
        assert sheet.print_title_rows == f"${header}:${header + 1}"
        assert sheet.freeze_panes == f"{frozen}{header + 2}"
        assert sheet.print_area


def test_towns_whose_names_a_sheet_cannot_have(make_list: Any, row: Any, tmp_path: Path) -> None:
    towns = ["汇总", "a/b", "A*B", "", "很" * 40]
    rows = [row(at, town_code=f"33021100{at}", town_name=name) for at, name in enumerate(towns)]
    rows.append(row(9, town_code="", town_name=""))
    path = tmp_path / "list.xlsx"
    write_list(make_list("verification", rows), path, DAY)
    names = [sheet.title for sheet in sheets_of(path)]
    assert names == ["汇总", "汇总 (2)", "a b", "A B (2)", "330211003", "很" * 31, "未知镇街"]


def test_the_foot_names_method_rules_and_data(written: list[Any]) -> None:
    foot = "\n".join(texts(written[1]))
    for words in (
        "CGCS2000", "椭球面积", "2000/3", "《疑似问题图斑现场核查清单》", "GENGDI-DEFAULT-1", "sha256",
        "非官方规定", "合法手续覆盖比例下限 0.95", "可信度：低", "DLTB_2023", "2023-12-31", "时点未注明",
        "填表单位(盖章)", "审核人",
    ):  # fmt: skip
        assert words in foot


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1"])
def test_text_is_never_a_formula(make_list: Any, row: Any, tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.xlsx"
    write_list(make_list("verification", [row(1, patch_no=text, project=text)]), path, DAY)
    sheet = sheets_of(path)[1]
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    same = [cell for cell in cells if cell.value == text]
    assert len(same) == 2
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in same)


def test_an_empty_list_is_a_proper_form(make_list: Any, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    assert write_list(make_list("rectification", []), path, DAY) == 0
    sheets = sheets_of(path)
    assert [sheet.title for sheet in sheets] == ["汇总", "整改清单"]
    assert headings(sheets[1]) == HEADINGS["rectification"]
    for sheet in sheets:
        found = texts(sheet)
        assert found[0] == "违法违规占用耕地问题整改清单" and "本期无此类图斑。" in found
        assert any(text.startswith("整改责任单位") for text in found)


def test_rectification_carries_the_audit_and_masks_people(make_list: Any, row: Any, tmp_path: Path) -> None:
    audited = row(
        1, code="red", state="audited_red", unlawful_m2=666.67, unlawful_from="auditor", auditor="王小明",
        audited_at="2026-11-20T10:00:00+08:00", audit_note="违法占用，电话13812345678",
        violation_type="excess", started_on="2024-03-01", actual_use="厂房", measure="拆除复耕",
        responsible_unit="骆驼街道", responsible_person="李四", due_on="2026-12-31",
        finished_on="2026-12-01T08:00:00+08:00",
    )  # fmt: skip
    path = tmp_path / "red.xlsx"
    write_list(make_list("rectification", [audited, row(2, state="audited_red")]), path, DAY)
    rows = rows_of(sheets_of(path)[1])
    told = {
        "动工时间": "2024-03-01", "违法类型": "超占", "认定面积(平方米)": 666.67, "认定面积(亩)": 1,
        "整改措施": "拆除复耕", "整改责任单位·责任人": "骆驼街道\n李*", "时限": "2026-12-31",
        "完成/验收/销号时间": "完成：2026-12-01\n验收：\n销号：", "状态": "认定违法",
        "批准用途/实际用途": "批准：\n实际：厂房",
        "备注": "认定：王** 2026-11-20；认定意见：违法占用，电话138****5678",
    }  # fmt: skip
    assert {name: rows[name][0] for name in told} == told
    assert rows["判定原因"][0].startswith("筛查时：")
    # nothing known: free cells to fill, no guess
    free = ("动工时间", "违法类型", "整改措施", "整改责任单位·责任人", "时限")
    assert [rows[name][1] for name in free] == [None] * 5
    assert rows["完成/验收/销号时间"][1] == "完成：\n验收：\n销号："


def test_release_names_its_proof(make_list: Any, row: Any, tmp_path: Path) -> None:
    green = row(
        1, code="green", state="screened_green", proof="approval", reason="covered", approved_share=0.99,
        conversion_no="浙土字A〔2021〕第0123号", conversion_share=0.99,
        sentence="有合法手续；99%位于批文范围内。", suspected_violation="not_supplied",
    )  # fmt: skip
    path = tmp_path / "green.xlsx"
    write_list(make_list("release", [green]), path, DAY)
    rows = rows_of(sheets_of(path)[1])
    assert rows["判定原因"] == ["放行依据：已关联到合法手续\n有合法手续；99%位于批文范围内。"]
    assert rows["农转用批准机关·时间·文号·占比"] == ["浙土字A〔2021〕第0123号\n99.00%"]
    assert rows["备注"] == [None]  # a hint at a violation is for patches that are verified


def test_a_heading_of_the_foot_and_its_first_line_share_a_row_that_no_page_can_part(
    written: list[Any],
) -> None:
    for sheet in written:
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        for heading, first in (("说明", "本表为《"), ("判定规则", "规则集")):
            assert heading not in texts
            assert [text for text in texts if text.startswith(f"{heading}\n{first}")]


def test_the_marking_stands_top_right_and_in_the_head_of_every_sheet(
    verification: Any, tmp_path: Path
) -> None:
    path = tmp_path / "list.xlsx"
    write_list(verification, path, DAY, marking="内部&A")
    sheets = sheets_of(path)
    assert len(sheets) == 3
    for sheet in sheets:
        assert sheet["A1"].value == "内部&A" and sheet["A1"].alignment.horizontal == "right"
        assert sheet.oddHeader.right.text == "&B内部&&A", "a single & would begin a code"
        assert "$A$2:" in str(sheet.print_area), "not twice on the first page"
        merged = next(area for area in sheet.merged_cells.ranges if area.min_row == 1)
        assert merged.max_col == sheet.max_column, "to the right end of the page"
        assert sheet.freeze_panes and int(sheet.freeze_panes[1:]) == header_row(sheet) + 2


def test_without_a_marking_nothing_of_it_is_printed(written: list[Any]) -> None:
    for sheet in written:
        assert sheet["A1"].value.startswith("疑似") and not sheet.oddHeader.center.text


@pytest.mark.parametrize(
    ("given", "printed"), [("confidential", "涉密"), ("内部", "内部"), (" 秘密★ 5年 ", "秘密★ 5年")]
)
def test_a_marking_is_printed_in_chinese_or_as_given(
    verification: Any, tmp_path: Path, given: str, printed: str
) -> None:
    path = tmp_path / "list.csv"
    write_list(verification, path, DAY, marking=given)
    told = (tmp_path / "list_说明.txt").read_text(encoding="utf-8-sig")
    assert told.splitlines()[0] == printed
    assert printed not in path.read_text(encoding="utf-8-sig").splitlines()[0], "a csv has no head"


def test_a_marking_too_long_to_print_is_refused_and_never_cut(verification: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too long"):
        write_list(verification, tmp_path / "list.xlsx", DAY, marking="内部" * 9)
    assert list(tmp_path.iterdir()) == []
