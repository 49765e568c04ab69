"""A plain table as a spreadsheet: one sheet, headings that stay in sight, text always text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .files import replacing
from .xlsx_book import new_book

_WIDEST = 48
_LOOKED_AT = 200


def write_table(path: Path, title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write ``rows`` to ``path``. Raises InputError when the file cannot be written."""
    with replacing(path) as folder, new_book(folder / path.name, title) as book:
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True, "bottom": 1})
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, head)
            longest = max([len(heading), *(len(str(row[column] or "")) for row in rows[:_LOOKED_AT])])
            sheet.set_column(column, column, min(_WIDEST, longest * 1.3 + 2))
        for place, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, (int, float)):
                    sheet.write_number(place, column, value)
                elif value is not None:
                    sheet.write_string(place, column, str(value))
        sheet.freeze_panes(1, 0)
