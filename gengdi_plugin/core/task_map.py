"""The tasks of the two systems that Gengdi brings to the desktop, first and second level, as data.

Source of the tasks: the cities' published descriptions of 保好耕地一件事 and 固定污染源治理; which tool does
a task is the project's own statement, held to what is there by a test.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from . import i18n

_FILE = Path(__file__).parent / "data" / "task_map.csv"

#: The systems, by the keys of the dock's sides.
SYSTEMS = ("farmland", "pollution")

#: What a tool can be: a page of the dock, a main action (menu Gengdi), an action of a page, an algorithm.
TOOL_KINDS = ("page", "main", "action", "algorithm")


@dataclass(frozen=True)
class Task:
    """A task; ``first``: the first-level task it belongs to, "" for one of these. ``tool``: ``kind:name``
    with a kind of :data:`TOOL_KINDS`, "" when nothing here does it; ``number``: what is counted beside it, ""
    for nothing. By language: ``words``, ``here`` (what it means here), ``limit`` (what its tool does not do)
    and ``instead`` (what there is while nothing here does it)."""

    system: str
    first: str
    key: str
    icon: str
    tool: str
    number: str
    words: dict[str, str]
    here: dict[str, str]
    limit: dict[str, str]
    instead: dict[str, str]

    def word(self, language: str = "") -> str:
        """What it is called, in the interface's language unless another is named."""
        return self.words[language or i18n.language()]

    def tool_name(self) -> tuple[str, str]:
        """Kind and name of the tool; ("", "") for none."""
        kind, _, name = self.tool.partition(":")
        return kind, name


@lru_cache(maxsize=1)
def tasks() -> tuple[Task, ...]:
    """All tasks in the order of the systems, first-level tasks ahead of theirs."""
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(_task(row) for row in csv.DictReader(stream))


def first_level(system: str) -> list[Task]:
    """The first-level tasks of ``system``."""
    return [one for one in tasks() if one.system == system and not one.first]


def second_level(system: str, first: str = "") -> list[Task]:
    """The second-level tasks of ``system``, of one first-level task when it is named."""
    return [one for one in tasks() if one.system == system and one.first and first in ("", one.first)]


def _task(row: dict[str, str]) -> Task:
    return Task(
        row["system"],
        row["first"],
        row["key"],
        row["icon"],
        row["tool"],
        row["number"],
        {"en": row["en"], "zh": row["zh"]},
        {"en": row["here_en"], "zh": row["here_zh"]},
        {"en": row["limit_en"], "zh": row["limit_zh"]},
        {"en": row["instead_en"], "zh": row["instead_zh"]},
    )
