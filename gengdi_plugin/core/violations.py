"""Which type of violation (违法类型) a verdict makes one suspect: a hint before anybody has decided.

The hints are data (``data/violation_hints.csv``: ``reason, condition, violation_type, source,
certainty``), no official rule. They are shown as 疑似 only; the type on a signed list is the auditor's.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "violation_hints.csv"

#: Condition of a hint: an approval of conversion counts, and no land supply does.
NO_SUPPLY = "no_supply"


def suspected_violation(reason: str, condition: str = "") -> str:
    """A key of vocabulary group ``violation_type``; "" when nothing is suspected.

    ``condition``: why the largest approval that does not count does not (``why_not``), or
    :data:`NO_SUPPLY`.
    """
    hints = _hints()
    return hints.get((reason, condition)) or hints.get((reason, ""), "")


@lru_cache(maxsize=1)
def _hints() -> dict[tuple[str, str], str]:
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return {(row["reason"], row["condition"]): row["violation_type"] for row in csv.DictReader(stream)}
