"""Words that offices use for one thing, as data: CSV files ``group,key,text`` in ``core/data``."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from .presets import plain

_DATA = Path(__file__).parent / "data"


@cache
def _groups(file: str) -> dict[str, dict[str, str]]:
    groups: dict[str, dict[str, str]] = {}
    with (_DATA / file).open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            groups.setdefault(row["group"], {})[plain(row["text"]).casefold()] = row["key"]
            groups[row["group"]].setdefault(row["key"], row["key"])
    return groups


def key_in(file: str, group: str, text: str, part: bool = False) -> str:
    """What ``text`` means in ``group`` of ``file``; "" when unknown. ``part``: a known word anywhere in it
    counts, the longest first (村级巡查员 is an inspector)."""
    known, asked = _groups(file).get(group, {}), plain(text).casefold()
    if asked in known or not part:
        return known.get(asked, "")
    return next((known[one] for one in sorted(known, key=len, reverse=True) if one in asked), "")
