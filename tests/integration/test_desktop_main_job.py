"""The main job in the real desktop QGIS, clicked through from an empty project to a signed list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "desktop"


def test_from_an_empty_project_to_a_signed_list(desktop: Callable[..., Any], tmp_path: Path) -> None:
    """What the officer saw at every step; screenshots lie in ``build/desktop``."""
    folder = tmp_path / "耕地 测试"
    folder.mkdir()
    job = desktop("main_job", FOLDER=folder, SHOTS=SHOTS)

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
    assert job["audit"] == {"state": "audited_red", "on_map": "red", "still_selected": True}

    check_the_list(job["list"]["file"])
    assert job["rectified"] == ["rectifying", "rectified", "accepted"]
    assert job["dispatch"]["dispatched"] > 100
    assert job["looked"]["said"] and job["looked"]["rows"] == 0, "nothing is wrong with the workspace"
    assert job["looked"]["left_open"] == []

    again = job["again"]
    assert again["closed_between"] and again["linked"]
    assert again["patches"] == screened["patches"]
    assert again["approvals"] == roles["approvals"]


def check_the_list(path: str) -> None:
    """The rectification list holds the one audited patch and nothing else."""
    cells = [
        str(cell.value)
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert any("整改清单" in text for text in cells)
    assert sum(text.startswith("330211") and "-" in text for text in cells) == 1
