"""How often units are patrolled, by level: data with source and certainty, none of it official."""

from __future__ import annotations

from dataclasses import dataclass

from .office_tables import of_office_table, office_rows


@dataclass(frozen=True)
class Frequency:
    """Every how many days the units of ``level`` are patrolled, by which source, how sure."""

    level: str
    every_days: int
    source: str
    certainty: str


@of_office_table
def frequencies() -> dict[str, Frequency]:
    """Level -> how often its units are patrolled (``core/data/patrol_frequency.csv``; not official)."""
    return {
        row["level"]: Frequency(row["level"], int(row["every_days"]), row["source"], row["certainty"])
        for row in office_rows("patrol_frequency.csv")
    }
