"""The check-up in real QGIS under a Chinese locale, by mouse and keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable


def test_a_red_line_is_seen_mended_by_its_button_and_then_screened(
    desktop: Callable[..., Any], tmp_path: Path
) -> None:
    done = desktop("checkup", FOLDER=tmp_path / "officer", SHOTS=tmp_path / "shots")
    assert done["red"] == ["crs"] and done["rows"] == 0
    assert "1 项红色问题" in done["hint"]
    assert done["first_buttons"][0] == "设置坐标系…"
    assert done["red_after"] == []
    assert done["text"].startswith("筛查前体检\n红 0 项")
    assert "Layer" not in done["text"], "every sentence is Chinese"
    assert done["screened"] == 352
    assert [path.name for path in (tmp_path / "officer").rglob("*_workspace.sqlite")], "beside the project"
    assert not list((tmp_path / "home").glob("*.sqlite"))
    for name in ("checkup_red", "checkup_mended", "screened"):
        assert (tmp_path / "shots" / f"{name}.png").stat().st_size > 20_000
