"""Notices, time lines and the bulletin, read back from their PDF and XLSX."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from case_ground import GREEN, ORDERED, OVERDUE_ON, PHONE, RED, YELLOW, make_cases, uid_of
from openpyxl import load_workbook

from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.exchange.bulletin import read_bulletin
from gengdi_plugin.exchange.notice import read_notice
from gengdi_plugin.layers.bulletins import TEMPLATE as BULLETIN
from gengdi_plugin.layers.bulletins import export_bulletin
from gengdi_plugin.layers.notices import TEMPLATE as NOTICE
from gengdi_plugin.layers.notices import notice_uids, print_notices
from gengdi_plugin.layers.timelines import export_timeline, find_patch
from gengdi_plugin.processing.case_timeline import CaseTimelineAlgorithm
from gengdi_plugin.processing.rectification_notice import RectificationNoticeAlgorithm
from gengdi_plugin.processing.weekly_bulletin import WeeklyBulletinAlgorithm
from gengdi_plugin.store.workspace import open_workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cases(tmp_path_factory.mktemp("案件") / "工作库.sqlite")


def texts(path: Path) -> list[str]:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    found = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True)
    # Qt's PDF names some characters by their radicals, which NFKC leaves as they are
    told = unicodedata.normalize("NFKC", found.stdout).translate(str.maketrans("⻚⻓⻅", "页长见"))
    return ["".join(page.split()) for page in told.split("\f")[:-1]]


def run(algorithm: Any, parameters: dict[str, Any]) -> tuple[dict[str, Any], str]:
    feedback = QgsProcessingFeedback()
    results, ok = algorithm.create().run(parameters, QgsProcessingContext(), feedback, {}, False)
    if not ok:
        raise QgsProcessingException(feedback.textLog())
    return results, feedback.textLog()


def test_a_notice_says_to_whom_where_how_much_what_and_until_when(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "通知书.pdf"
    results, log = run(
        RectificationNoticeAlgorithm(),
        {"WORKSPACE": str(workspace), "SELECTION": "code <> 'green'", "OUTPUT": str(path), "MARKING": "内部"},
    )
    assert results["COUNT"] == 2 and "left out" in log
    pages = texts(path)
    assert len(pages) == 2
    page = next(page for page in pages if ORDERED in page)
    for words in (
        "责令整改通知书", "草稿", "镇资规责改〔2026〕007号", "欧阳建国(村委会)", "东邑村",
        "600.00平方米(0.90亩)(认定人员测定)", "拆除复耕", "400.00", "核减占补指标", "200.00", OVERDUE_ON,
        "制发单位(盖章)", "签收人(签名)", "CGCS2000", "内部", "由制发单位填写",
    ):  # fmt: skip
        assert words in page, words
    assert PHONE not in "".join(pages) and "138****" not in "".join(pages)
    other = next(page for page in pages if RED in page)
    assert "900.00平方米(1.35亩)" in other and "(由制发单位填写)" in other


def test_nobody_is_notified_about_what_is_not_confirmed(workspace: Path, tmp_path: Path) -> None:
    with open_workspace(workspace) as ws:
        assert len(notice_uids(ws)) == 2
        assert read_notice(ws, uid_of(ws, YELLOW)) is None and read_notice(ws, uid_of(ws, GREEN)) is None
        with pytest.raises(InputError, match="nobody is notified"):
            list(print_notices(ws, tmp_path / "x.pdf", notice_uids(ws, [uid_of(ws, YELLOW)])))
        steps = print_notices(ws, tmp_path / "x.pdf", notice_uids(ws))
        next(steps), next(steps)
        steps.close()
    assert list(tmp_path.iterdir()) == [], "closed half-way nothing is left"


def test_a_bureaus_notice_without_a_body_is_refused(workspace: Path, tmp_path: Path) -> None:
    text = NOTICE.read_text(encoding="utf-8").replace('id="body"', 'id="text"')
    (tmp_path / NOTICE.name).write_text(text, encoding="utf-8")
    with open_workspace(workspace) as ws, pytest.raises(InputError, match="lacks the items body"):
        list(print_notices(ws, tmp_path / "x.pdf", notice_uids(ws), templates=tmp_path))


def test_a_time_line_tells_every_step_with_names_masked(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "时间轴.pdf"
    results, _log = run(
        CaseTimelineAlgorithm(), {"WORKSPACE": str(workspace), "PATCH": ORDERED, "OUTPUT": str(path)}
    )
    (page,) = texts(path)
    steps = ("首次筛查待核查", "派发", "开始核查", "核查:违法", "认定:确认", "下达整改")
    places = [page.index(step) for step in steps]
    assert places == sorted(places) and results["COUNT"] == len(steps)
    for words in ("案件时间轴", ORDERED, "王**", "赵**", "第1页,共1页", "138****5678", "拆除复耕"):
        assert words in page, words
    assert "王小明" not in page and PHONE not in page


def test_a_long_time_line_takes_more_pages(workspace: Path, tmp_path: Path) -> None:
    from gengdi_plugin.core.casework import CaseEvent
    from gengdi_plugin.store.events import record_event

    many = tmp_path / "many.sqlite"
    shutil.copy(workspace, many)
    with open_workspace(many) as ws:
        for number in range(60):
            event = CaseEvent(
                "extended",
                "王小明",
                "town",
                due_on=f"2027-01-{number % 28 + 1:02d}",
                note=f"第{number}次延期",
            )
            record_event(ws, uid_of(ws, ORDERED), event)
        assert export_timeline(ws, ORDERED, tmp_path / "long.pdf") == (66, ())
    pages = texts(tmp_path / "long.pdf")
    assert len(pages) > 1
    assert all(f"第{place}页,共{len(pages)}页" in page for place, page in enumerate(pages, start=1))
    assert all(f"第{number}次延期" in "".join(pages) for number in range(60))


@pytest.mark.parametrize("patch", ["nothing", "", "3302"])
def test_a_patch_that_is_not_one_is_refused(workspace: Path, patch: str) -> None:
    with open_workspace(workspace) as ws:
        assert find_patch(ws, RED).uid == uid_of(ws, RED)
        with pytest.raises(InputError, match="0 patches"):
            find_patch(ws, patch)


def test_the_bulletin_counts_each_town(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        bulletin = read_bulletin(ws)
    towns = {row["town_name"]: row for row in bulletin.towns}
    assert set(towns) == {"骆驼街道", "九龙湖镇"}
    told = towns["骆驼街道"]
    expected = {
        "screened": 10, "yellow": 4, "red": 2, "rectifying": 1, "accepted": 0, "overdue": 1, "rank": 1,
        "new_screened": 10, "new_dispatched": 2, "new_found": 2, "new_red": 2, "unlawful_m2": 1500.0,
        "rate": 0.0,
    }  # fmt: skip
    assert {key: told[key] for key in expected} == expected
    assert towns["九龙湖镇"]["rank"] is None and towns["九龙湖镇"]["screened"] == 10
    (late,) = bulletin.overdue
    assert late["patch_no"] == ORDERED
    assert late["days"] == (date.today() - date.fromisoformat(OVERDUE_ON)).days


def test_an_earlier_week_is_made_again(workspace: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved.sqlite"
    shutil.copy(workspace, moved)
    before = (date.today() - timedelta(days=20)).isoformat()
    with open_workspace(moved) as ws:
        with ws.db.conn:
            ws.db.execute(
                "UPDATE case_event SET at = ? || substr(at, 11) WHERE event LIKE 'screened%'", (before,)
            )
        last = read_bulletin(ws, date.fromisoformat(before))
        assert sum(row["screened"] for row in last.towns) == 20
        assert sum(row["new_screened"] for row in last.towns) == 20
        assert sum(row["red"] + row["overdue"] for row in last.towns) == 0
        later = read_bulletin(ws, date.today() - timedelta(days=10))
        assert sum(row["screened"] for row in later.towns) == 20
        assert sum(row["new_screened"] + row["red"] for row in later.towns) == 0
        assert read_bulletin(ws, date.fromisoformat(before) - timedelta(days=1)).towns == ()


def sheet_rows(path: Path, name: str) -> list[list[Any]]:
    return [list(row) for row in load_workbook(path)[name].iter_rows(values_only=True)]


def test_the_spreadsheet_and_the_pdf_say_the_same(workspace: Path, tmp_path: Path) -> None:
    pdf, xlsx = tmp_path / "通报.pdf", tmp_path / "通报.xlsx"
    parameters = {"WORKSPACE": str(workspace), "MARKING": "内部"}
    for path in (pdf, xlsx):
        results, _log = run(WeeklyBulletinAlgorithm(), {**parameters, "OUTPUT": str(path)})
        assert results == {"OUTPUT": str(path), "TOWNS": 2, "OVERDUE": 1}
    towns = sheet_rows(xlsx, "通报")
    (row,) = (row for row in towns if "骆驼街道" in row)
    assert row[:11] == [1, "骆驼街道", 10, 4, 0, 0, 2, 1, 0, 0, 1]
    (total,) = (row for row in towns if row[0] == "合计")
    assert total[2] == 20 and total[16] == 1500 and total[17] == 2.25
    (late,) = (row for row in sheet_rows(xlsx, "超期清单") if ORDERED in row)
    assert "欧阳**" in late and PHONE not in str(late) and "建国" not in str(late)
    book = load_workbook(xlsx)
    assert book["通报"].page_setup.orientation == "landscape" and book["通报"].oddHeader.right.text
    pages = texts(pdf)
    assert len(pages) == 2
    for words in ("每周通报", "1骆驼街道1040021", "1,500.00", "2.25", "内部", "CGCS2000", "非官方规定"):
        assert words in pages[0], words
    for words in ("超期未办结", ORDERED, "欧阳**", OVERDUE_ON, "内部"):
        assert words in pages[1], words
    assert "建国" not in "".join(pages)
    assert date.today().isoformat() in pages[0]


def test_many_overdue_patches_take_more_pages(workspace: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    from gengdi_plugin.layers.bulletins import write_bulletin_pdf

    with open_workspace(workspace) as ws:
        bulletin = read_bulletin(ws)
    late = tuple({**bulletin.overdue[0], "patch_no": f"N{number:03d}"} for number in range(70))
    assert write_bulletin_pdf(replace(bulletin, overdue=late), tmp_path / "many.pdf") == ()
    pages = texts(tmp_path / "many.pdf")
    assert len(pages) == 4
    assert all(f"N{number:03d}" in "".join(pages) for number in range(70))


def test_an_empty_workspace_has_a_bulletin_that_says_so(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "leer.sqlite") as ws:
        for name in ("b.pdf", "b.xlsx"):
            export_bulletin(ws, tmp_path / name)
    assert "截至统计日无图斑" in texts(tmp_path / "b.pdf")[0]
    assert any("截至统计日无图斑。" in row for row in sheet_rows(tmp_path / "b.xlsx", "通报"))


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        file = next(file for file in (BULLETIN.parent, FORMS) if (file / name).is_file()) / name
        (folder / name).write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return make


FORMS = Path(__file__).parents[2] / "gengdi_plugin" / "exchange" / "forms"


def test_the_bureaus_form_names_the_columns(workspace: Path, tmp_path: Path) -> None:
    change("weekly_bulletin.json", "黄码未结", "待办")(tmp_path)
    with open_workspace(workspace) as ws:
        export_bulletin(ws, tmp_path / "b.xlsx", templates=tmp_path)
        export_bulletin(ws, tmp_path / "b.pdf", templates=tmp_path)
    assert "待办" in texts(tmp_path / "b.pdf")[0]
    assert any("待办" in row for row in sheet_rows(tmp_path / "b.xlsx", "通报"))


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"WEEK_ENDING": "soon", "OUTPUT": "b.pdf"}, "is no date"),
        ({"OUTPUT": "b.docx"}, r"use \.xlsx or \.pdf"),
        ({"OUTPUT": "b.pdf", "TEMPLATES": "nowhere"}, "is not there"),
    ],
)
def test_a_bulletin_that_cannot_be_made_is_refused(
    workspace: Path, tmp_path: Path, parameters: dict[str, str], sentence: str
) -> None:
    told = {**parameters, "WORKSPACE": str(workspace), "OUTPUT": str(tmp_path / parameters["OUTPUT"])}
    with pytest.raises(QgsProcessingException, match=sentence):
        run(WeeklyBulletinAlgorithm(), told)
    assert list(tmp_path.iterdir()) == []
