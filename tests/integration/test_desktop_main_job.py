"""The main job in the real desktop QGIS, clicked through from an empty project to a signed list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "desktop"


@pytest.fixture()
def job(desktop: Callable[..., Any], tmp_path: Path) -> dict[str, Any]:
    """What the officer saw; screenshots lie in ``build/desktop``."""
    folder = tmp_path / "耕地 测试"
    folder.mkdir()
    return desktop("main_job", FOLDER=folder, SHOTS=SHOTS)


def test_from_an_empty_project_to_a_signed_list(job: dict[str, Any]) -> None:
    roles = job["roles"]
    assert {"change_patch", "approval", "farmland", "basic_farmland", "admin_unit"} <= set(roles["found"])
    assert roles["approvals"] >= 5

    screened = job["screened"]
    assert screened["patches"] == 352
    assert screened["codes"] == ["green", "yellow"], "screening never sets red"
    assert screened["on_map"] and screened["tree"] == 2
    assert "352" in screened["said"]

    evidence = job["evidence"]
    assert 0 < evidence["shown"] < screened["patches"]
    assert evidence["rows"] >= 1 and evidence["sentence"]
    assert evidence["selected_on_map"] == evidence["selected_in_table"]
    assert evidence["map_shows_it"]
    assert job["from_map"]

    assert job["finding"] == {"state": "found_unlawful", "code": "yellow"}
    assert job["audit"] == {"state": "audited_red", "on_map": "red"}

    assert job["list"]["size"] > 3_000

    again = job["again"]
    assert again["closed_between"] and again["linked"]
    assert again["patches"] == screened["patches"]
    assert again["approvals"] == roles["approvals"]


def test_the_list_holds_exactly_the_audited_patch(job: dict[str, Any]) -> None:
    from openpyxl import load_workbook

    cells = [
        str(cell.value)
        for row in load_workbook(job["list"]["file"]).worksheets[0].iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert any("整改清单" in text for text in cells)
    assert sum(text.startswith("330211") and "-" in text for text in cells) == 1
