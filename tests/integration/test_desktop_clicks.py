"""How far it is, as the hand feels it, from a bureau's own GBK folder to the explained list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from gengdi_plugin.demo.district import make_district
from gengdi_plugin.demo.practice_files import write_practice

ROOT = Path(__file__).resolve().parents[2]
GRANTED = 12


def test_from_an_own_gbk_folder_to_the_explained_list(desktop: Callable[..., Any], tmp_path: Path) -> None:
    """Each click, key combination and answered file chooser counts as one; nothing is done otherwise."""
    folder = tmp_path / "下发 数据"
    write_practice(make_district(), folder)
    assert not list(folder.glob("*.cpg"))
    target = tmp_path / "核查清单.xlsx"
    job = desktop("clicks", FOLDER=folder, LIST=target, SHOTS=ROOT / "build" / "desktop")

    report = ROOT / "build" / "bench" / "clicks.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    told = {"count": len(job["acts"]), "granted": GRANTED, "acts": job["acts"]}
    report.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    assert job["layers"] == len(list(folder.glob("*.shp"))) >= 8
    assert Path(job["workspace"]).is_file()
    assert job["yellow"] and len(job["yellow"]) < job["patches"]
    check_the_list(target, job["yellow"])
    assert len(job["acts"]) <= GRANTED, job["acts"]


def check_the_list(path: Path, yellow: list[str]) -> None:
    """Every yellow patch stands in the list, and every row says why in a sentence."""
    texts = [
        [str(cell.value) for cell in row if cell.value is not None]
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
    ]
    for number in set(yellow):  # the ministry's numbers may come twice: each of them is a patch
        rows = [row for row in texts if number in row]
        assert len(rows) >= yellow.count(number), number
        assert all(any("。" in text for text in row) for row in rows), "a row without its sentence"
