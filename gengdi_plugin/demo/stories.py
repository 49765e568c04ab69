"""What happened where: the truth of the demo district is chosen first, the ground drawn after it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

_FILE = Path(__file__).parent / "data" / "stories.csv"

#: The four channels and their share of the patches.
CHANNELS = (("superior", 0.46), ("local_monitoring", 0.30), ("patrol", 0.15), ("public", 0.09))


@dataclass(frozen=True)
class Story:
    """One kind of story: see the head of ``data/stories.csv`` for the fields."""

    key: str
    count: int
    lawful: bool
    code: str
    reason: str
    finding: str
    shape: str
    ground: str
    change_types: tuple[str, ...]
    en: str
    zh: str


@lru_cache(maxsize=1)
def stories() -> tuple[Story, ...]:
    """All stories in the file's order."""
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Story(
                row["story"], int(row["count"]), row["lawful"] == "1", row["code"], row["reason"],
                row["finding"], row["shape"], row["ground"], tuple(row["change_types"].split()),
                row["en"], row["zh"],
            )
            for row in csv.DictReader(line for line in stream if not line.startswith("#"))
        )  # fmt: skip


def cast(patches: int) -> list[Story]:
    """One story for each of ``patches`` patches in the file's proportions.

    352 gives the counts of the file; other numbers are rounded by the largest remainder, first for
    the unlawful share and then within lawful and unlawful, so that 69 of 352 are unlawful at any size.
    """
    total = sum(story.count for story in stories())
    unlawful = round(patches * sum(story.count for story in stories() if not story.lawful) / total)
    chosen: list[Story] = []
    for lawful, wanted in ((True, patches - unlawful), (False, unlawful)):
        group = [story for story in stories() if story.lawful == lawful]
        for story, count in zip(group, _apportion([story.count for story in group], wanted)):
            chosen += [story] * count
    return chosen


def _apportion(weights: list[int], wanted: int) -> list[int]:
    exact = np.array(weights) * wanted / sum(weights)
    counts = np.floor(exact).astype(int)
    rest = np.argsort(-(exact - counts), kind="stable")[: wanted - counts.sum()]
    counts[rest] += 1
    return [int(count) for count in counts]
