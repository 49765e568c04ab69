"""The weekly bulletin as a spreadsheet: the towns, and the overdue list, ready to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from .bulletin import Bulletin, notes
from .cells import total
from .document import Document
from .foot import FootSection
from .forms import load_form, own_form
from .xlsx_book import new_book
from .xlsx_page import Heading, Page
from .xlsx_rows import write_rows

#: The forms of the two sheets.
FORMS = ("weekly_bulletin", "weekly_overdue")
_FROZEN = 2


def write_bulletin_xlsx(
    bulletin: Bulletin, path: Path, marking: str = "", day: date | None = None, forms: Path | None = None
) -> None:
    """Write ``bulletin`` to ``path``. ``marking`` is printed as given; ``day``: the date printed, today by
    default; ``forms``: a folder with the bureau's own forms."""
    with new_book(path, f"{load_form(FORMS[0]).title} {bulletin.period}") as book:
        for key, rows in zip(FORMS, (bulletin.towns, bulletin.overdue)):
            form = own_form(key, forms)
            foot = (FootSection("说明", (form.statement, *notes(bulletin))),)
            document = Document(form, bulletin.unit, day or date.today(), (), (), foot, marking)
            _write(book, document, rows, bulletin)


def _write(book: Any, document: Document, rows: Sequence[dict[str, Any]], bulletin: Bulletin) -> None:
    form = document.form
    columns = form.paper_columns
    page = Page(
        book,
        document,
        form.sheet,
        [Heading(column.heading, column.width, column.group) for column in columns],
    )
    page.top(f"统计区间：{bulletin.period}", sum(row.get("screened", 1) for row in rows), _FROZEN)
    write_rows(page, form, rows)
    if rows:
        _write_total(page, document, rows)
    page.bottom()


def _write_total(page: Page, document: Document, rows: Sequence[dict[str, Any]]) -> None:
    columns = document.form.paper_columns
    first = next((at for at, column in enumerate(columns) if column.sum), len(columns))
    page.merge(0, first - 1, "合计", "total")
    for at, column in enumerate(columns[first:], start=first):
        value = total(column, list(rows)) if column.sum else overall(column.fields[0], rows)
        if value is None:
            page.blank(at, "total")
        else:
            style = {"count": "total_count", "share": "total_share"}.get(column.kind, "total_number")
            page.number(at, value, style)
    page.next(22)


def overall(field: str, rows: Sequence[dict[str, Any]]) -> float | None:
    """What stands in the total's cell of a column without a sum: of the rate that of all rows together."""
    if field != "rate":
        return None
    red = sum(row["red"] for row in rows)
    return sum(row["accepted"] for row in rows) / red if red else None
