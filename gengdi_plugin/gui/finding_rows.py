"""The rows of an inspection layer as findings."""

from __future__ import annotations

from ..core.table import FeatureTable
from ..store.findings import Finding


def findings_of(table: FeatureTable) -> list[Finding]:
    """One finding per row that says anything; what is wrong with it is the store's to tell."""
    columns = {
        name: table.column(name) for name in ("patch_no", "finding", "inspector", "inspected_on", "note")
    }
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
            )
        )
    return found


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
