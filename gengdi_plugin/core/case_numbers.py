"""Numbers and lists that casework is configured by: data with source and certainty, no official rule."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "case_numbers.csv"


@lru_cache(maxsize=1)
def case_rows() -> dict[str, dict[str, str]]:
    """The rows of the file by key: ``value, unit, source, certainty`` as texts."""
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return {row["key"]: row for row in csv.DictReader(stream)}


def case_number(key: str) -> float:
    """The number ``key``, in the unit of its row (``case_rows()[key]["unit"]``)."""
    return float(case_rows()[key]["value"])


def case_list(key: str) -> tuple[str, ...]:
    """The words of the list ``key``."""
    return tuple(case_rows()[key]["value"].split())
