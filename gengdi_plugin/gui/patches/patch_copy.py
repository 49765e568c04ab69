"""Rows of the patch table for the clipboard: text for any program, a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from ...core.vocabulary import word
from .patch_columns import COLUMNS, Column

if TYPE_CHECKING:
    from ...store.review import PatchRow

#: Above this many rows the text is made in a task, and there is no table for spreadsheets beside it.
MANY = 2_000


def cell(row: PatchRow, column: Column) -> str:
    """What a cell says, also where the table shows a picture."""
    return word("code", row.code) if column.key == "code" and row.code else column.show(row)


def as_text(rows: Sequence[PatchRow], columns: Sequence[int]) -> str:
    """Rows with a heading, by tabs; what a spreadsheet would run as a formula is text."""
    from ...store.report_tables import as_csv

    shown = [COLUMNS[number] for number in columns]
    titles = [column.title() for column in shown]
    return as_csv(titles, ([cell(row, column) for column in shown] for row in rows), "\t")


def as_html(rows: Sequence[PatchRow], columns: Sequence[int]) -> str:
    """The same as a table in which numbers of patches and codes are marked as text: a spreadsheet keeps
    their zeros and all their digits."""
    shown = [COLUMNS[number] for number in columns]
    head = "".join(f"<th>{escape(column.title())}</th>" for column in shown)
    lines = (
        "".join(
            f"<td>{cell(row, column)}</td>"
            if column.number
            else f"<td style=\"mso-number-format:'\\@'\">{escape(cell(row, column))}</td>"
            for column in shown
        )
        for row in rows
    )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<meta charset="utf-8"><table><tr>{head}</tr>{body}</table>'


def codes(rows: Sequence[PatchRow]) -> str:
    """The spatial codes, a line each."""
    return "\n".join(row.spatial_code for row in rows if row.spatial_code)
