"""The dock in the real QGIS at 1366×768: at most five pages, two sides, no text that is cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MOST_PAGES = 5


def test_at_most_five_pages_and_no_text_is_cut_at_1366_by_768(
    desktop: Callable[..., Any], tmp_path: Path
) -> None:
    seen = desktop("frame", FOLDER=tmp_path / "演示 区", SHOTS=ROOT / "build" / "desktop")
    assert seen["finder"] == 4, "the finder finds what is cut"
    assert seen["window"] == [1366, 768]
    assert 440 <= seen["width"] <= 500, "the usual width"
    pages = seen["pages"]
    assert pages["farmland"][:3] == ["layers", "screening", "patches"]
    assert pages["pollution"] == ["layers", "pollution"]
    assert len({key for keys in pages.values() for key in keys}) <= MOST_PAGES
    assert seen["cut"] == []
    assert seen["dialogs"] == 1, "an algorithm's dialog opens from the Task Map"
