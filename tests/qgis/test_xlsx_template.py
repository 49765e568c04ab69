"""A bureau's own spreadsheet filled in, read back by openpyxl and opened by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from case_ground import ORDERED, RED, make_cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.exchange.template_values import RowSet, TemplateValues
from gengdi_plugin.layers.bulletins import export_bulletin
from gengdi_plugin.layers.xlsx_template import fill_xlsx
from gengdi_plugin.processing.export_list import ExportListAlgorithm
from gengdi_plugin.store.workspace import open_workspace


def make_template(path: Path, change: Any = None) -> Path:
    """Title, head, a marked row, a signature row that is merged, and a second sheet without placeholders."""
    book = Workbook()
    sheet = book.active
    sheet.title = "清单"
    sheet["A1"] = "{title}（{unit}，{count}个）"
    sheet.merge_cells("A1:D1")
    sheet["A1"].font = Font(bold=True, size=18)
    sheet.append(["编号", "面积", "说明", "固定"])
    sheet.append(["{patch_no}", "{area_m2}", "原因：{sentence}", "照旧"])
    sheet["B3"].number_format = "0.0"
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.row_dimensions[3].height = 33
    sheet["A4"] = "签字："
    sheet.merge_cells("A4:D4")
    sheet["A5"] = 42
    sheet.print_area = "A1:D5"
    sheet.column_dimensions["C"].width = 60
    other = book.create_sheet("别页")
    other["A1"], other["B2"] = "不变", "=1+1"
    if change is not None:
        change(sheet)
    book.save(path)
    return path


def values(rows: list[dict[str, Any]], words: dict[str, str] | None = None) -> TemplateValues:
    names = frozenset(("patch_no", "area_m2", "sentence"))
    told = {"title": "清单", "unit": "镇海区", "count": str(len(rows)), **(words or {})}
    return TemplateValues(told, (RowSet(names, tuple(rows)),))


def three() -> list[dict[str, Any]]:
    return [
        {"patch_no": "=1+1", "area_m2": 1234.5, "sentence": "<甲> & “乙”"},
        {"patch_no": "0012", "area_m2": None, "sentence": None},
        {"patch_no": "-3", "area_m2": 7, "sentence": "两行\n文字\x07"},
    ]


def test_the_marked_row_is_repeated_and_the_rest_moves_down(tmp_path: Path) -> None:
    filled = tmp_path / "out.xlsx"
    fill_xlsx(make_template(tmp_path / "t.xlsx"), filled, values(three()))
    sheet = load_workbook(filled)["清单"]
    assert sheet["A1"].value == "清单（镇海区，3个）" and sheet["A1"].font.b
    assert [[cell.value for cell in row] for row in sheet["A3:D5"]] == [
        ["=1+1", 1234.5, "原因：<甲> & “乙”", "照旧"],
        ["0012", None, "原因：", "照旧"],
        ["-3", 7, "原因：两行\n文字 ", "照旧"],
    ]
    assert [sheet[f"A{row}"].data_type for row in (3, 4, 5)] == ["s", "s", "s"], "text stays text"
    assert all(sheet[f"A{row}"].fill.fgColor.rgb == "00FFFF00" for row in (3, 4, 5))
    assert all(sheet[f"B{row}"].number_format == "0.0" for row in (3, 4, 5))
    assert all(sheet.row_dimensions[row].height == 33 for row in (3, 4, 5))
    assert sheet["A6"].value == "签字：" and sheet["A7"].value == 42
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:D1", "A6:D6"}
    assert sheet.print_area == "'清单'!$A$1:$D$7" and sheet.column_dimensions["C"].width == 60
    other = load_workbook(filled)["别页"]
    assert other["A1"].value == "不变" and other["B2"].value == "=1+1" and other["B2"].data_type == "f"


def test_no_rows_leave_one_that_is_empty(tmp_path: Path) -> None:
    fill_xlsx(make_template(tmp_path / "t.xlsx"), tmp_path / "out.xlsx", values([]))
    sheet = load_workbook(tmp_path / "out.xlsx")["清单"]
    assert [cell.value for cell in sheet[3]] == [None, None, "原因：", "照旧"]
    assert sheet["A4"].value == "签字："


def test_libreoffice_opens_what_was_filled_in(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    fill_xlsx(make_template(tmp_path / "t.xlsx"), tmp_path / "out.xlsx", values(three()))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", tmp_path, tmp_path / "out.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert lines[2] == "=1+1,1234.5,原因：<甲> & “乙”,照旧" and lines[-1].startswith("42")


def test_a_template_saved_by_libreoffice_is_filled_in(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    template = make_template(tmp_path / "t.xlsx")
    saved = tmp_path / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "xlsx",
         "--outdir", saved, template],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    fill_xlsx(saved / "t.xlsx", tmp_path / "out.xlsx", values(three()))
    sheet = load_workbook(tmp_path / "out.xlsx")["清单"]
    assert sheet["A1"].value == "清单（镇海区，3个）"
    assert [sheet[f"A{row}"].value for row in range(3, 8)] == ["=1+1", "0012", "-3", "签字：", 42]
    assert sheet["B3"].value == 1234.5 and sheet["D5"].value == "照旧"


def with_formula(sheet: Any) -> None:
    sheet["B5"] = "=SUM(B3:B3)"


def with_merged(sheet: Any) -> None:
    sheet.merge_cells("C3:D3")


def with_name(sheet: Any) -> None:
    sheet.parent.defined_names["total"] = DefinedName("total", attr_text="'清单'!$B$5")


def with_look_from_elsewhere(sheet: Any) -> None:
    sheet.parent["别页"]["C1"] = "=SUM(清单!B3:B3)"


def with_filter(sheet: Any) -> None:
    sheet.auto_filter.ref = "A2:D3"


def with_unknown(sheet: Any) -> None:
    sheet["D3"] = "{colour}"


def with_two(sheet: Any) -> None:
    sheet["A5"] = "{patch_no}"


def without(sheet: Any) -> None:
    for cell in ("A1", "A3", "B3", "C3"):
        sheet[cell] = "x"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (with_formula, "it has formulas"),
        (with_merged, "merged cells in the marked row"),
        (with_name, "names of ranges"),
        (with_look_from_elsewhere, "refer to another sheet"),
        (with_filter, "a filter"),
        (with_unknown, "unknown placeholders: colour"),
        (with_two, "more than one row"),
        (without, "no row of it has placeholders"),
    ],
)
def test_what_would_come_out_wrong_is_refused(tmp_path: Path, change: Any, sentence: str) -> None:
    template = make_template(tmp_path / "t.xlsx", change)
    with pytest.raises(InputError, match=sentence):
        fill_xlsx(template, tmp_path / "out.xlsx", values(three()))
    assert not (tmp_path / "out.xlsx").exists()


def test_what_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"no zip")
    with pytest.raises(InputError, match=r"t\.xlsx cannot be filled in"):
        fill_xlsx(tmp_path / "t.xlsx", tmp_path / "out.xlsx", values([]))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(max_size=30), st.floats(-1e9, 1e9)), max_size=5))
def test_any_text_and_figure_comes_back(tmp_path: Path, given_rows: list[tuple[str, float]]) -> None:
    template = tmp_path / "t.xlsx"
    if not template.exists():
        make_template(template)
    rows = [{"patch_no": text, "area_m2": area, "sentence": None} for text, area in given_rows]
    fill_xlsx(template, tmp_path / "out.xlsx", values(rows))
    sheet = load_workbook(tmp_path / "out.xlsx")["清单"]
    for number, (text, area) in enumerate(given_rows, start=3):
        plain = "".join(" " if ord(sign) < 32 and sign not in "\t\n\r" else sign for sign in text)
        got = sheet[f"A{number}"].value or ""
        assert got.replace("\r", "\n").split() == plain.replace("\ufffe", " ").replace("\uffff", " ").split()
        assert sheet[f"B{number}"].value == area


def test_lists_and_the_bulletin_take_the_bureaus_spreadsheet(tmp_path: Path) -> None:
    workspace = make_cases(tmp_path / "w.sqlite")
    own = tmp_path / "模板"
    own.mkdir()
    make_template(own / "rectification.xlsx")
    out = tmp_path / "整改.xlsx"
    parameters = {
        "WORKSPACE": str(workspace), "LIST": "rectification", "OUTPUT": str(out), "TEMPLATES": str(own),
    }  # fmt: skip
    feedback = QgsProcessingFeedback()
    _results, ok = ExportListAlgorithm().create().run(parameters, QgsProcessingContext(), feedback, {}, False)
    assert ok, feedback.textLog()
    sheet = load_workbook(out)["清单"]
    assert sheet["A1"].value.startswith("违法违规占用耕地问题整改清单")
    assert {sheet["A3"].value, sheet["A4"].value} == {RED, ORDERED} and sheet["A5"].value == "签字："
    assert sheet["B3"].value == 1200

    def towns(one: Any) -> None:
        one["A3"], one["B3"], one["C3"] = "{town_name}", "{red}", "{rate}"

    make_template(own / "weekly_bulletin.xlsx", towns)
    with open_workspace(workspace) as ws:
        export_bulletin(ws, tmp_path / "通报.xlsx", templates=own)
    sheet = load_workbook(tmp_path / "通报.xlsx")["清单"]
    assert [cell.value for cell in sheet[3]][:3] == ["骆驼街道", 2, 0]
