"""The practice folder in the real desktop: from the menu to the documented answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

SHOTS = Path(__file__).resolve().parents[2] / "build" / "desktop"


def test_the_practice_folder_comes_to_its_answers(desktop: Callable[..., Any], tmp_path: Path) -> None:
    place = tmp_path / "练习 数据"
    place.mkdir()
    job = desktop("practice_job", FOLDER=place, SHOTS=SHOTS)
    folder = Path(job["folder"])
    answers = json.loads((folder / "practice_answers.json").read_text("utf-8"))["answers"]
    assert sorted(job["found"]) == sorted(path.stem for path in folder.glob("*.shp"))
    assert job["encoding"] == answers["1"]
    assert job["green"] == answers["9"]
    assert job["not_valid"] == answers["10"]
