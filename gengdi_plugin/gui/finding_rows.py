"""The rows of an inspection layer as findings."""

from __future__ import annotations

import numpy as np

from ..core.roles import ROLES
from ..core.table import FeatureTable
from ..store.findings import Finding


def findings_of(table: FeatureTable) -> list[Finding]:
    """One finding per row that says anything; what is wrong with it is the store's to tell."""
    columns = {name: table.column(name) for name in ROLES["inspection"].fields}
    found = []
    for row in range(len(table)):
        values = {name: column[row] for name, column in columns.items()}
        if not _text(values["finding"]):
            continue  # not visited yet
        found.append(
            Finding(
                finding=_text(values["finding"]),
                inspector=_text(values["inspector"]),
                inspected_on=values["inspected_on"],
                patch_no=_text(values["patch_no"]),
                note=_text(values["note"]),
                violation_type=_text(values["violation_type"]),
                started_on=_day(values["started_on"]),
                actual_use=_text(values["actual_use"]),
            )
        )
    return found


def _day(value: object) -> object:
    return None if isinstance(value, np.datetime64) and np.isnat(value) else value


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
