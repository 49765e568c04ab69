"""Patch sheets from a workspace that the real screening wrote, read back from the PDF."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from list_ground import GREEN, YELLOW, find_unlawful, make_workspace

from qgis.core import (
    QgsFeedback,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)

from gengdi_plugin.core.errors import Cancelled, InputError
from gengdi_plugin.exchange.sheet_data import neighbours, read_sheet
from gengdi_plugin.layers.marking import choose_marking
from gengdi_plugin.layers.sheet_layout import EVIDENCE_TABLE, SheetLayout
from gengdi_plugin.layers.sheet_map import SheetMap
from gengdi_plugin.layers.sheet_text import fitting, wrapped
from gengdi_plugin.layers.sheets import export_sheets
from gengdi_plugin.processing.patch_sheets import PatchSheetsAlgorithm, selected_uids
from gengdi_plugin.store.review import most_doubtful, patch_rows
from gengdi_plugin.store.workspace import open_workspace

RED = "3302112024" + "00004"
HALF = "3302112024" + "00002"
LATE = "3302112024" + "00003"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_workspace(tmp_path_factory.mktemp("核查表 测试") / "工作库.sqlite")
    find_unlawful(path, RED, 900.0)
    return path


@pytest.fixture(scope="module")
def pages(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Text of every sheet's front by patch number."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = tmp_path_factory.mktemp("pdf") / "全部.pdf"
    with open_workspace(workspace) as ws:
        numbers = [row.patch_no for row in patch_rows(ws)]
        assert export_sheets(ws, path) == len(numbers) == GREEN + YELLOW
    found = texts(path)
    assert len(found) == 2 * len(numbers), "front and back"
    return dict(zip(numbers, found[::2]))


def texts(path: Path) -> list[str]:
    found = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True)
    return [unicodedata.normalize("NFKC", page) for page in found.stdout.split("\f")[:-1]]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_page_says_which_patch_and_why(pages: dict[str, str]) -> None:
    page = squeezed(pages[HALF])
    for words in (
        "图斑核查表(初稿)", HALF, "东邑村330211003217", "建(构)筑物(20)", "疑似非农化", "2023-06-15",
        "1,200.00平方米(1.80亩)", "部分覆盖", "镇土供〔2022〕第0号", "土地供应", "2022-05-06", "计入",
        "核查人(签名)", "认定人(签名)", "单位(盖章)", "GENGDI-DEFAULT-1", "非官方规定", "CGCS2000",
        "第5张,共20张",
    ):  # fmt: skip
        assert words in page, words
    # every code and figure can be searched: the spatial code stands in the head and in the table
    assert len(re.findall(r"330211003217-N51H3346[0-9A-F]{6}-\d\d", page)) == 2
    assert re.search(r"121\.60\d{4}°E29\.95\d{4}°N", page)


def test_the_foot_stays_on_the_page_however_many_layers_there_are(workspace: Path, tmp_path: Path) -> None:
    many, path = tmp_path / "many.sqlite", tmp_path / "foot.pdf"
    shutil.copy(workspace, many)
    layers = [{"role": "approval", "layer": f"第{row}批次用地审批红线", "as_of": None} for row in range(60)]
    layers.append({"role": "farmland", "layer": "三调地类图斑", "as_of": "2020-12-31"})
    with open_workspace(many) as ws:
        with ws.db.conn:
            ws.db.execute("UPDATE screening_run SET inputs_json = ?", (json.dumps(layers),))
        export_sheets(ws, path, limit=1)
    page = squeezed(texts(path)[0])
    assert "三调地类图斑(2020-12-31);第0批次用地审批红线、第1批次" in page
    assert "...(全部" in page, "what is left out is told"
    command = ["pdftotext", "-l", "1", "-bbox", path, "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    lowest = max(float(south) for south in re.findall(r'yMax="([\d.]+)"', found.stdout))
    frame = (280.5 + 12) / 297 * 842  # points; the label of the foot ends there
    assert lowest <= frame


def test_a_text_that_fits_is_whole_and_one_that_does_not_says_so() -> None:
    text = "图斑在认定前均为疑似。" * 9
    assert fitting(text, 50.0, 100.0, 6.0, "…") == wrapped(text, 50.0, 6.0)
    short = fitting(text, 50.0, 6.5, 6.0, "…（见工作库）")
    assert len(short) == 2 and short[-1].endswith("…（见工作库）")
    assert all(wrapped(line, 50.0, 6.0) == [line] for line in short)


def test_an_approval_that_does_not_count_says_why(pages: dict[str, str]) -> None:
    page = squeezed(pages[LATE])
    assert "手续不成立" in page and "不计" in page and "2025-01-08" in page


def test_a_confirmed_patch_is_red_and_others_are_not(pages: dict[str, str]) -> None:
    assert "红码" in pages[RED].split("打印日期")[0]
    assert "认定违法" in pages[RED]
    assert "绿码" in pages["330211202400000"].split("打印日期")[0]


def test_every_text_is_printed_in_a_chinese_font(workspace: Path, tmp_path: Path) -> None:
    if shutil.which("pdffonts") is None:
        pytest.skip("pdffonts (poppler-utils) is not installed")
    path = tmp_path / "fonts.pdf"
    with open_workspace(workspace) as ws:
        export_sheets(ws, path, limit=1)
    fonts = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout
    names = [line.split()[0] for line in fonts.splitlines()[2:]]
    assert names and all("CJKsc" in name or "CJKSC" in name for name in names), fonts


def test_the_most_doubtful_come_first(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "doubtful.pdf"
    with open_workspace(workspace) as ws:
        expected = [row.patch_no for row in most_doubtful(ws, 3)]
        assert export_sheets(ws, path, limit=3) == 3
    if shutil.which("pdftotext"):
        assert [number for number, page in zip(expected, texts(path)[::2]) if number in page] == expected


def test_cancel_leaves_no_file(workspace: Path, tmp_path: Path) -> None:
    feedback = QgsFeedback()
    feedback.cancel()
    with open_workspace(workspace) as ws, pytest.raises(Cancelled):
        export_sheets(ws, tmp_path / "x.pdf", feedback=feedback)
    assert list(tmp_path.iterdir()) == []


def test_cancel_between_two_pages_stops(workspace: Path, tmp_path: Path) -> None:
    feedback = QgsFeedback()
    seen: list[float] = []
    feedback.progressChanged.connect(lambda value: (seen.append(value), feedback.cancel()))
    with open_workspace(workspace) as ws, pytest.raises(Cancelled):
        export_sheets(ws, tmp_path / "x.pdf", feedback=feedback)
    assert len(seen) == 1 and list(tmp_path.iterdir()) == []


def test_nothing_to_print_and_other_endings_are_refused(workspace: Path, tmp_path: Path) -> None:
    with open_workspace(workspace) as ws:
        with pytest.raises(InputError, match="No patch"):
            export_sheets(ws, tmp_path / "x.pdf", patch_uids=[])
        with pytest.raises(InputError, match=r"\.pdf"):
            export_sheets(ws, tmp_path / "x.docx")
        with pytest.raises(InputError, match="no patch abc"):
            export_sheets(ws, tmp_path / "x.pdf", patch_uids=["abc"])
    assert list(tmp_path.iterdir()) == []


def test_more_evidence_than_fits_is_announced(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        uid = next(row.uid for row in patch_rows(ws) if row.patch_no == HALF)
        sheet = read_sheet(ws, uid)
    assert sheet is not None
    row = sheet.evidence[0].texts
    many = [(str(number), *row[1:]) for number in range(40)]
    shown, left = EVIDENCE_TABLE.fitting(many, 39.0)
    assert 3 < len(shown) < 10 and len(shown) + left == 40
    assert EVIDENCE_TABLE.fitting(many[:2], 39.0) == (many[:2], 0)
    long = [(*line[:-1], "不计：" + "后时相时不在有效期内；" * 3) for line in many]
    assert len(EVIDENCE_TABLE.fitting(long, 39.0)[0]) < len(shown)


def test_what_is_only_applied_for_is_printed_so(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        uid = next(row.uid for row in patch_rows(ws) if row.patch_no == HALF)
        ws.db.execute("UPDATE evidence SET layer = '农转用报批(拟)', approval_type = 'planning'")
        sheet = read_sheet(ws, uid)
        ws.db.conn.rollback()
    assert sheet is not None and sheet.evidence[0].texts[1:3] == ("农转用报批(拟)", "报批中(拟)")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("不计：后时相时不在有效期内", 27.0, ["不计：后时相时不在有", "效期内"]),
        ("浙土字A〔2021〕第0123号", 100.0, ["浙土字A〔2021〕第0123号"]),
        ("批准 2021-03-04", 17.0, ["批准", "2021-03-04"]),
        ("", 10.0, [""]),
    ],
)
def test_chinese_is_broken_into_lines(text: str, width: float, lines: list[str]) -> None:
    assert wrapped(text, width, 7.0) == lines


@given(st.text(max_size=60), st.floats(5, 60))
def test_lines_lose_nothing_but_spaces(text: str, width: float) -> None:
    assert "".join("".join(wrapped(text, width, 7.0)).split()) == "".join(text.split())


def test_the_map_shows_the_patch_and_its_neighbours(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        uid = next(row.uid for row in patch_rows(ws) if row.patch_no == HALF)
        sheet = read_sheet(ws, uid)
        assert sheet is not None and sheet.bbox is not None
        west, south, east, north = sheet.bbox
        around = neighbours(ws, uid, (west - 0.0015, south - 0.0005, east + 0.0015, north + 0.0005))
    assert len(around) == 2
    project = QgsProject()
    maps = SheetMap(project, 121.6)
    assert maps.crs.authid() == "EPSG:4550"
    extent, scale = maps.frame(sheet, 128, 106)
    # 40 m of patch in at most 62 % of 128 mm
    assert scale == 1000
    assert extent.width() == pytest.approx(128) and extent.height() == pytest.approx(106)
    maps.show(sheet, around)
    shown = {layer.name(): layer.featureCount() for layer in maps.layers}
    assert shown["本图斑"] == 1 and shown["其他图斑"] == 2 and shown["计入的手续范围"] == 1
    assert shown["未覆盖部分"] == 1 and shown["耕地（图斑内）"] == 1
    del maps
    project.clear()


def test_a_template_that_is_no_layout_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "broken.qpt"
    template.write_text("no xml", encoding="utf-8")
    project = QgsProject()
    maps = SheetMap(project, 121.6)
    with pytest.raises(InputError, match=r"broken\.qpt"):
        SheetLayout(project, maps, template)
    del maps
    project.clear()


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        ("code = 'red'", 1),
        ("\"code\" = 'yellow' AND unit_code LIKE '330211003%'", YELLOW // 2 - 1),
        ("area_m2 > 5000", 0),
        ("x(centroid($geometry)) < 121.6003", 4),
        (f"patch_no IN ('{HALF}','{LATE}')", 2),
        ("overdue", 0),
    ],
)
def test_a_selection_is_a_qgis_expression(workspace: Path, selection: str, count: int) -> None:
    with open_workspace(workspace) as ws:
        assert len(selected_uids(ws, selection)) == count


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        ("code = ", "cannot be read"),
        ("colour = 'red'", "unknown field colour"),
        ("to_int('a') = 1", "fails on"),
    ],
)
def test_a_wrong_selection_is_refused(workspace: Path, selection: str, sentence: str) -> None:
    with open_workspace(workspace) as ws, pytest.raises(InputError, match=sentence):
        selected_uids(ws, selection)


def run(parameters: dict[str, Any]) -> dict[str, Any]:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = QgsProcessingFeedback()
    results, ok = PatchSheetsAlgorithm().create().run(parameters, context, feedback, {}, False)
    if not ok:
        raise QgsProcessingException(feedback.textLog())
    return results


def test_the_algorithm_prints_a_selection(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "红码.pdf"
    results = run({"WORKSPACE": str(workspace), "SELECTION": "code = 'red'", "OUTPUT": str(path)})
    assert results == {"OUTPUT": str(path), "COUNT": 1}
    assert path.read_bytes().startswith(b"%PDF")
    assert run({"WORKSPACE": str(workspace), "MOST_DOUBTFUL": 2, "OUTPUT": str(path)})["COUNT"] == 2


def test_the_algorithm_says_when_nothing_is_selected(workspace: Path, tmp_path: Path) -> None:
    with pytest.raises(QgsProcessingException, match="nothing to print"):
        run({"WORKSPACE": str(workspace), "SELECTION": "code = 'blue'", "OUTPUT": str(tmp_path / "x.pdf")})


@pytest.mark.parametrize(("given", "expected"), [("internal", "内部"), ("", None)])
def test_the_marking_of_the_project_stands_on_every_sheet(
    workspace: Path, tmp_path: Path, given: str, expected: str | None
) -> None:
    path = tmp_path / "sheets.pdf"
    context = QgsProcessingContext()
    project = QgsProject()
    choose_marking(project, given)
    context.setProject(project)
    parameters = {"WORKSPACE": str(workspace), "OUTPUT": str(path), "MOST_DOUBTFUL": 2}
    algorithm = PatchSheetsAlgorithm().create()
    _results, ok = algorithm.run(parameters, context, QgsProcessingFeedback(), {}, False)
    assert ok
    for page in texts(path):
        assert ("内部" in page) is (expected is not None)
