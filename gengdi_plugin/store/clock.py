"""Time for people and time for order."""

from __future__ import annotations

import sqlite3
import time
from datetime import datetime

_LAST = """
SELECT max(last) FROM (
    SELECT max(clock) AS last FROM case_event UNION ALL SELECT max(clock) FROM screening_run
)
"""


def now_iso() -> str:
    """Now as ISO 8601 with the offset of this machine, whole seconds."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def next_clock(connection: sqlite3.Connection) -> int:
    """The next tick of the workspace's clock: later than everything it has seen.

    A hybrid logical clock: wall milliseconds << 16, counted up when the wall clock stands or runs
    backwards, so that the order of events survives a wrong machine clock and, later, a merge.
    """
    wall = time.time_ns() // 1_000_000 << 16
    last = connection.execute(_LAST).fetchone()[0]
    return wall if last is None else max(wall, int(last) + 1)
