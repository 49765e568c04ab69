"""A permit drawn in the real desktop QGIS: the map answers, what is saved is logged, nothing stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

SHOTS = Path(__file__).resolve().parents[2] / "build" / "desktop"


def test_a_permit_drawn_over_a_yellow_patch(desktop: Callable[..., Any], tmp_path: Path) -> None:
    """Screenshots lie in ``build/desktop``: ``boundary_sketch``, ``_form``, ``_drawn``, ``_changes``."""
    folder = tmp_path / "耕地 测试"
    folder.mkdir()
    told = desktop("boundary", FOLDER=folder, SHOTS=SHOTS)
    assert told["before"] == "yellow"
    assert "1" in told["form"] and told["form"] == told["drawn"], "told before it was there"
    assert told["saved"]
    assert told["log"] == [["added", "甬镇土转〔2019〕88号"]]
    assert told["unloaded"] == {"docks": [], "tool": ""}
