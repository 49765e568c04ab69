"""An officer's day in the real desktop QGIS, and one sitting over all patches; pictures of every step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHOTS = Path(__file__).resolve().parents[2] / "build" / "desktop"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "耕地 测试"
    made.mkdir()
    return made


def test_a_day_at_the_desk(desktop: Callable[..., Any], folder: Path) -> None:
    """Demo, binding, screening, filters, five patches by keyboard, a permit drawn, a list, the unload."""
    day = desktop("officer_day", FOLDER=folder, SHOTS=SHOTS)

    assert day["load_demo"]["layers"] > 10
    assert day["bind"] == {"lost": True, "found": True}
    assert (day["screen"]["green"], day["screen"]["yellow"]) == (192, 160)
    assert 5 < day["filter"]["shown"] < 160 and day["filter"]["reasons"] == ["no_approval"]

    review = day["review"]
    assert review["began"] and review["taken_back"] and review["over"]
    assert review["states"] == [
        "dispatched", "screened_yellow", "screened_yellow", "dispatched", "screened_green",
    ]  # fmt: skip
    assert review["codes"] == ["yellow"] * 4 + ["green"], "no key but a document makes green"
    counts = {key: review["counts"][key] for key in ("dispatched", "second_look", "skipped", "lawful")}
    assert counts == {"dispatched": 2, "second_look": 1, "skipped": 1, "lawful": 1}

    permit = day["permit"]
    assert (permit["drawn"]["code"], permit["drawn"]["live"]) == ("green", True)
    assert permit["drawn"]["stored"] == "yellow", "drawing writes nothing"
    assert (permit["undone"]["code"], permit["undone"]["live"]) == ("yellow", False)
    assert (permit["saved"]["code"], permit["saved"]["stored"]) == ("green", "green")
    assert permit["saved"]["runs"] > permit["drawn"]["runs"] and permit["committed"]

    assert day["dossier"]["lines"] > 3
    assert day["export"]["size"] > 5_000
    assert day["look_around"]["sources"] > 0
    assert day["unload"] == {"docks": [], "tool": ""}


def test_all_patches_in_one_sitting(desktop: Callable[..., Any], folder: Path) -> None:
    """352 patches, each decided by one key, two where nobody is responsible; what was recorded is whole."""
    sitting = desktop("sitting", FOLDER=folder, SHOTS=SHOTS)
    counts = sitting["counts"]
    assert sitting["patches"] == counts["all"] == 352
    assert counts["decided"] + counts["skipped"] == 352 and counts["decided"] == 160
    assert sitting["most_keys"] <= 2 and sitting["two_keys"] < 5
    assert sitting["states"]["dispatched"] == counts["dispatched"] > 100
    assert sitting["marked"] == counts["second_look"] > 20
    assert sitting["sound"]
