"""How often units are patrolled, by level: data with source and certainty, none of it official."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FREQUENCY = Path(__file__).parent / "data" / "patrol_frequency.csv"


@dataclass(frozen=True)
class Frequency:
    """Every how many days the units of ``level`` are patrolled, by which source, how sure."""

    level: str
    every_days: int
    source: str
    certainty: str


@lru_cache(maxsize=1)
def frequencies() -> dict[str, Frequency]:
    """Level -> how often its units are patrolled (``core/data/patrol_frequency.csv``; not official)."""
    with _FREQUENCY.open(encoding="utf-8", newline="") as stream:
        return {
            row["level"]: Frequency(row["level"], int(row["every_days"]), row["source"], row["certainty"])
            for row in csv.DictReader(stream)
        }
