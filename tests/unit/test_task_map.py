"""The Task Map has every task of the brief, in both languages, and says what each means here."""

from __future__ import annotations

from pathlib import Path

import pytest

from gengdi_plugin.core.task_map import SYSTEMS, TOOL_KINDS, first_level, second_level, tasks

ICONS = Path(__file__).resolve().parents[2] / "icons"
TASKS = {
    "farmland": {
        "一本账": ["耕地资源总账", "进账", "出账", "专账"],
        "保用途": ["多源问题发现", "空间码智能筛查", "现场核查认定", "处置落实整改"],
        "保权益": ["政策法规查询", "疑似问题反馈"],
    },
    "pollution": {
        "感知审批": ["信息感知", "数据研判", "审批备案"],
        "监管联动": ["预警提示", "隐患自查", "监督执法", "部门联动", "信访调处", "环境监测"],
        "集成服务": ["精准服务", "宣传教育"],
        "画像评价": ["企业画像", "环境评价"],
    },
}


def test_the_tasks_are_those_of_the_brief_in_its_order() -> None:
    for system in SYSTEMS:
        found = {
            first.word("zh"): [one.word("zh") for one in second_level(system, first.key)]
            for first in first_level(system)
        }
        assert found == TASKS[system] and list(found) == list(TASKS[system])
    assert [(len(first_level(one)), len(second_level(one))) for one in SYSTEMS] == [(3, 10), (4, 13)]


@pytest.mark.parametrize("task", [one for one in tasks() if one.first], ids=lambda one: one.key)
def test_every_task_says_what_it_means_and_what_there_is_instead_of_a_missing_tool(task) -> None:  # type: ignore[no-untyped-def]
    kind, name = task.tool_name()
    for language in ("en", "zh"):
        assert task.word(language) and task.here[language]
        assert bool(task.instead[language]) == (not task.tool)
        assert bool(task.limit["en"]) == bool(task.limit["zh"])
    assert not task.tool or (kind in TOOL_KINDS and name)
    assert (ICONS / f"{task.icon}.svg").is_file()


def test_no_two_tasks_of_the_map_share_a_key() -> None:
    keys = [one.key for one in tasks()]
    assert len(set(keys)) == len(keys)
