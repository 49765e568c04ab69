"""Tables that a bureau may replace by its own: deadlines, reminders, frequencies, measures, who leads.

A file of the same name in the bureau's folder is taken instead of ours, when it has our columns and numbers
where ours has numbers. None of them is an official rule.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar

from .errors import InputError
from .i18n import tr
from .office_folder import choice, office_folder
from .table_text import table_text

DATA = Path(__file__).parent / "data"

#: The tables that may be replaced.
TABLES = (
    "deadlines.csv", "reminders.csv", "patrol_frequency.csv", "measures.csv", "coordination.csv",
    "photo_rules.csv", "case_numbers.csv",
)  # fmt: skip

Made = TypeVar("Made")


def of_office_table(reader: Callable[[], Made]) -> Callable[[], Made]:
    """Keep what ``reader`` made of a table until another folder is chosen."""

    @lru_cache(maxsize=1)
    def made(_choice: int) -> Made:
        return reader()

    @wraps(reader)
    def kept() -> Made:
        return made(choice())

    return kept


def office_rows(name: str) -> list[dict[str, str]]:
    """The rows of the table ``name``: the bureau's, else ours. InputError naming file, line and column."""
    ours = _rows(DATA / name)
    folder = office_folder()
    own = None if folder is None else folder / name
    if own is None or not own.is_file():
        return ours
    rows = _rows(own)
    missing = [column for column in ours[0] if not rows or column not in rows[0]]
    if missing:
        raise InputError(
            tr("{file}: the columns {columns} are not there; start from Gengdi's own table.").format(
                file=own, columns=tr(", ").join(missing)
            )
        )
    for column in ours[0]:
        kind = next((one for one in (int, float) if all(_is(one, row[column]) for row in ours)), None)
        if kind is not None:
            _require_numbers(own, column, rows, kind)
    return [{column: row[column] for column in ours[0]} for row in rows]


def _rows(path: Path) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(table_text(path), newline=""))
    return [{key: value or "" for key, value in row.items() if key} for row in rows]


def _require_numbers(path: Path, column: str, rows: list[dict[str, str]], kind: type) -> None:
    for line, row in enumerate(rows, start=2):
        if not _is(kind, row[column]):
            raise InputError(
                tr("{file}, line {line}: “{value}” in {column} is no number as Gengdi's own has it.").format(
                    file=path, line=line, value=row[column], column=column
                )
            )


def _is(kind: type, text: str) -> bool:
    try:
        return bool(kind(text) >= 0)
    except ValueError:
        return False
