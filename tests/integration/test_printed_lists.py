"""The three lists as they leave the printer: LibreOffice makes them PDF and pictures, and these are read."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gengdi_plugin.demo.catalogue import APPROVAL_KEYS, LAYERS, ZONE_KEYS
from gengdi_plugin.demo.district import make_district
from gengdi_plugin.demo.files import write_district
from gengdi_plugin.demo.findings import inspection_table, record_demo_findings
from gengdi_plugin.exchange.forms import load_form
from gengdi_plugin.store.workspace import open_workspace

SHOTS = Path(__file__).resolve().parents[2] / "build" / "desktop"
PATCHES = 352

#: The columns as issue 3 names them.
COMMON = [
    "序号", "空间码", "监测编号", "来源", "镇/村", "中心经纬度", "用地单位或个人", "项目名称", "图斑类型",
    "前时相", "后时相", "监测面积", "实测面积", "占耕地/永久基本农田/粮食生产功能区/高标准农田(亩)",
    "农转用批准机关·时间·文号·占比", "供地文号·占比", "批准用途/实际用途", "判定原因",
]  # fmt: skip
ADDED = [
    "动工时间", "违法类型", "认定面积", "整改措施", "整改责任单位·责任人", "时限", "完成/验收/销号时间",
    "状态",
]  # fmt: skip
COLUMNS = {
    "verification": [*COMMON, "备注"],
    "rectification": [*COMMON, *ADDED, "备注"],
    "release": [*COMMON, "备注"],
}
AREAS, GROUND = ["(平方米)", "(亩)"], ["耕地", "永久基本农田", "粮食生产功能区", "高标准农田"]
BELOW = {
    "verification": [*AREAS, *AREAS, *GROUND],
    "rectification": [*AREAS, *AREAS, *GROUND, *AREAS],
    "release": [*AREAS, *AREAS, *GROUND],
}


@dataclass(frozen=True)
class Word:
    """A piece of printed text, its place in points from the top left."""

    west: float
    north: float
    east: float
    south: float
    text: str

    @property
    def middle(self) -> float:
        return (self.west + self.east) / 2

    @property
    def level(self) -> float:
        return (self.north + self.south) / 2


@pytest.fixture(scope="module")
def lists(qgis_process: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demo's lists, written from its workspace by the algorithm."""
    folder = tmp_path_factory.mktemp("清单")
    district = make_district(PATCHES)
    write_district(district, folder)

    def file(key: str) -> Path:
        return folder / LAYERS[key].file

    workspace = folder / "工作库.sqlite"
    told = {
        "PATCHES": file("patches"), "FARMLAND": file("farmland"), "UNITS": file("units"),
        "BASIC_FARMLAND": file("basic_farmland"), "VIOLATIONS": file("violation"),
        "WORKSPACE": workspace, "OUTPUT": folder / "out.gpkg",
    }  # fmt: skip
    several = [f"APPROVALS={file(key)}" for key in APPROVAL_KEYS]
    several += [f"ZONES={file(key)}" for key in ZONE_KEYS]
    arguments = [f"{key}={value}" for key, value in told.items()]
    qgis_process("run", "gengdi:screenpatches", "--", *arguments, *several)
    with open_workspace(workspace, create=False) as opened:
        assert record_demo_findings(opened, inspection_table(district.truth)).red
    written = {}
    for key in COLUMNS:
        written[key] = folder / f"{key}.xlsx"
        told = {"WORKSPACE": workspace, "LIST": key, "OUTPUT": written[key]}
        qgis_process("run", "gengdi:exportlist", "--", *(f"{name}={value}" for name, value in told.items()))
    return written


@pytest.fixture(scope="module")
def printed(lists: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The lists as PDF, and the first pages of each as pictures in ``build/desktop``."""
    folder = tmp_path_factory.mktemp("printed")
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, lists.values())]
    subprocess.run(command, check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": folder})
    SHOTS.mkdir(parents=True, exist_ok=True)
    for key in lists:
        draw = ["pdftoppm", "-r", "110", "-png", "-singlefile"]
        for page, name in ((1, "summary"), (2, "town")):
            picture = SHOTS / f"list-{key}-{name}"
            place = ["-f", str(page), "-l", str(page), str(folder / f"{key}.pdf"), str(picture)]
            subprocess.run([*draw, *place], check=True, timeout=60)
    return {key: folder / f"{key}.pdf" for key in lists}


def pages_of(pdf: Path) -> list[list[Word]]:
    """The words of every page."""
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    word = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
    pages = re.findall(r"<page .*?</page>", done.stdout.decode(), re.DOTALL)
    return [
        [Word(*map(float, found[:4]), unescape(found[4])) for found in word.findall(page)] for page in pages
    ]


def header_of(words: list[Word], below: list[str]) -> list[Word]:
    """What stands between the day above the header and the first row; ``below``: headings of the header's
    second row, whose last lines tell where it ends."""
    day = next(word for word in words if word.text.startswith("日期："))
    first = min((word for word in words if word.text == "1" and word.north > day.south), key=_north)
    second = [word for word in words if word.text in below and day.south < word.north < first.north]
    # cells with many lines begin far above their row's number; a blank line parts them from the header
    floor = max(word.south + (word.south - word.north) for word in second)
    return [word for word in words if day.south < word.north and word.south < min(floor, first.north)]


def _north(word: Word) -> float:
    return word.north


def headings(words: list[Word]) -> list[str]:
    """Headings from left to right; each is centred over its columns, so its lines share their middle."""
    clusters: list[list[Word]] = []
    for line in sorted(_lines(words), key=lambda one: one.middle):
        if clusters and abs(clusters[-1][-1].middle - line.middle) < 0.8:
            clusters[-1].append(line)
        else:
            clusters.append([line])
    return ["".join(line.text for line in sorted(cluster, key=_north)) for cluster in clusters]


def rows_of(words: list[Word]) -> list[list[Word]]:
    """Words line by line, each from the left. Two fonts on one line (Chinese and figures, as newer
    LibreOffice tells them) differ in their tops, hardly in their middles."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.level):
        if rows and word.level - rows[-1][0].level < 1.5:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda one: one.west) for row in rows]


def _lines(words: list[Word]) -> Iterator[Word]:
    """Words that stand a blank apart, as one."""
    for row in rows_of(words):
        left = row[0]
        for word in row[1:]:
            if 0 <= word.west - left.east < 1.7:
                left = Word(left.west, left.north, word.east, left.south, left.text + word.text)
            else:
                yield left
                left = word
        yield left


@pytest.mark.parametrize("key", sorted(COLUMNS))
def test_the_printed_headings_are_those_of_the_issue_column_for_column(
    printed: dict[str, Path], key: str
) -> None:
    below = set(BELOW[key])
    found = headings(header_of(pages_of(printed[key])[1], BELOW[key]))
    assert [text for text in found if text not in below] == COLUMNS[key]
    assert [text for text in found if text in below] == BELOW[key]


@pytest.mark.parametrize("key", sorted(COLUMNS))
def test_every_page_is_a4_across_with_the_header_repeated(printed: dict[str, Path], key: str) -> None:
    told = subprocess.run(
        ["pdfinfo", "-l", "-1", str(printed[key])], check=True, capture_output=True, text=True, timeout=60
    ).stdout
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", told)
    pages = pages_of(printed[key])
    assert len(sizes) == len(pages) > 2
    for width, height in sizes:
        assert (float(width), float(height)) == (pytest.approx(842, abs=1), pytest.approx(595, abs=1))
    for number, words in enumerate(pages, start=1):
        texts = [word.text for word in words]
        assert "序号" in texts and f"{number}" in texts, f"page {number}"
        assert all(word.west > 0 and word.east < 842 for word in words), "nothing leaves the page"


@pytest.mark.parametrize("key", sorted(COLUMNS))
def test_every_sheet_has_its_signatures_and_its_foot(
    lists: dict[str, Path], printed: dict[str, Path], key: str
) -> None:
    form, sheets = load_form(key), load_workbook(lists[key]).sheetnames
    assert sheets[0] == "汇总" and len(sheets) > 2
    pages = pages_of(printed[key])
    text = "".join(word.text for words in pages for row in rows_of(words) for word in row)
    for label in form.signatures:
        assert text.count(re.sub(r"\s", "", label)) >= len(sheets), label
    for words in (
        "说明", "CGCS2000参考椭球面积", "判定规则", "规则集GENGDI-DEFAULT-1", "非官方规定", "规则阈值及来源",
        "合法手续覆盖比例下限0.95（来源：", "可信度：低", "所用数据及时点", f"，{PATCHES}个要素，",
        "时点未注明", "时点2020", f"《{form.title}》",
    ):  # fmt: skip
        assert text.count(words) >= len(sheets), words


@pytest.mark.parametrize("key", sorted(COLUMNS))
def test_every_patch_of_the_list_is_printed_once(
    lists: dict[str, Path], printed: dict[str, Path], key: str
) -> None:
    """By its number in the list and its images' dates, which stand on one line."""
    towns = load_workbook(lists[key]).worksheets[1:]
    rows = [row[0].value for sheet in towns for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    assert rows == list(range(1, len(rows) + 1)) and rows
    words = [word for page in pages_of(printed[key])[1:] for word in page]
    left = min(word.west for word in words)
    edge = left + 25  # the column of numbers is narrow, and the leftmost
    found = [int(word.text) for word in words if word.text.isdigit() and word.east < edge]
    assert sorted(set(found)) == rows


@pytest.mark.parametrize("name", ["summary", "town"])
def test_the_pictures_lie_where_they_are_looked_at(printed: dict[str, Path], name: str) -> None:
    for key in printed:
        assert (SHOTS / f"list-{key}-{name}.png").stat().st_size > 30_000
