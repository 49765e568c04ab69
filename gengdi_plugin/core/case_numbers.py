"""Numbers and lists that casework is configured by: data with source and certainty, no official rule."""

from __future__ import annotations

from .office_tables import of_office_table, office_rows


@of_office_table
def case_rows() -> dict[str, dict[str, str]]:
    """The rows of the file by key: ``value, unit, source, certainty`` as texts."""
    return {row["key"]: row for row in office_rows("case_numbers.csv")}


def case_number(key: str) -> float:
    """The number ``key``, in the unit of its row (``case_rows()[key]["unit"]``)."""
    return float(case_rows()[key]["value"])


def case_list(key: str) -> tuple[str, ...]:
    """The words of the list ``key``."""
    return tuple(case_rows()[key]["value"].split())
