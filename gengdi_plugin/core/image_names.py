"""Which of two images of a change survey a layer shows, by its name; the names are data."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "image_names.csv"

#: The two times of an image pair.
TIMES = ("before", "after")


def image_time(name: str) -> str:
    """``before`` or ``after`` when ``name`` holds a word of that time only, else ""."""
    text = name.casefold()
    found = {time for time, part in _names() if part in text}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, str], ...]:
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return tuple((row["time"], row["name"].casefold()) for row in csv.DictReader(stream))
