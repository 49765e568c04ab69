"""The practice sheet in the real desktop: all ten steps, each with the documented answer and a picture."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

SHOTS = Path(__file__).resolve().parents[2] / "build" / "desktop"
SHEET = Path(__file__).resolve().parents[2] / "docs" / "practice.zh.md"


def test_the_ten_steps_come_to_the_documented_answers(desktop: Callable[..., Any], tmp_path: Path) -> None:
    """Pictures of every step lie in ``build/desktop``: ``practice-01.png`` to ``practice-10.png``."""
    place = tmp_path / "练习 数据"
    place.mkdir()
    for old in SHOTS.glob("practice-*.png"):
        old.unlink()
    job = desktop("practice_steps", FOLDER=place, SHOTS=SHOTS)

    folder = Path(job["folder"])
    answers = json.loads((folder / "practice_answers.json").read_text("utf-8"))["answers"]
    assert job["answers"] == answers
    for step in range(1, 11):
        assert (SHOTS / f"practice-{step:02d}.png").stat().st_size > 20_000

    assert sorted(job["found"]) == sorted(path.stem for path in folder.glob("*.shp"))
    assert "20" in job["change_types"] and job["sorted"]
    assert job["roles_of_results"] == [], "what a tool made of the patches is not screened by itself"
    assert not 121 < job["far_away"] < 122 and not 590_000 < job["far_away"] < 690_000
    check_what_was_said(job)


def check_what_was_said(job: dict[str, Any]) -> None:
    """What the panel explains beside the numbers, in the words of the sheet."""
    lines = {key: text for level, key, text in job["checkup"] if level == "amber"}
    assert f"{job['answers']['4']} 个编号重复" in lines["numbers"]
    assert "“2021年度卫片图斑”126 个中 1 个有错误" in lines["geometries"]
    assert job["red"] == ["kinds"], "with old sites alone nothing can turn green, and the check-up says so"
    said = "不能单独作为合法依据"
    assert said in SHEET.read_text("utf-8") and said in job["old_sites_say"]
    assert "增减挂钩拆旧" in job["old_sites_say"]
    assert job["in_table"] == job["answers"]["10"] and "手续不成立" in job["papers_say"]
    assert job["patches"] > job["answers"]["9"] > 0
