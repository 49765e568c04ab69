"""Live verdicts in the real desktop QGIS: drawn with the mouse, taken back with Ctrl+Z, recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHOTS = Path(__file__).resolve().parents[2] / "build" / "desktop"


@pytest.mark.full  # an officer's day draws one with our own tool
def test_an_approval_drawn_over_a_yellow_patch(desktop: Callable[..., Any], tmp_path: Path) -> None:
    """Screenshots lie in ``build/desktop``: ``live_drawn``, ``live_undone``, ``live_saved``."""
    folder = tmp_path / "耕地 测试"
    folder.mkdir()
    told = desktop("live", FOLDER=folder, SHOTS=SHOTS)

    before, drawn, undone, saved = (told[key] for key in ("before", "drawn", "undone", "saved"))
    assert (before["code"], before["reason"], before["live"]) == ("yellow", "no_approval", False)

    assert (drawn["code"], drawn["reason"], drawn["live"]) == ("green", "covered", True)
    assert "green" in drawn["overlay"] and drawn["evidence"] >= 1
    assert "未保存的编辑" in drawn["told"]
    assert (drawn["stored"], drawn["runs"]) == ("yellow", 1), "nothing is written by editing"

    assert (undone["code"], undone["live"], undone["overlay"]) == ("yellow", False, [])

    assert (saved["code"], saved["stored"], saved["live"]) == ("green", "green", False)
    assert saved["runs"] == 2 and saved["overlay"] == []
