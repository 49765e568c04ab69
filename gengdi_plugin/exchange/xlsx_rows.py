"""The rows of a form in a sheet: text as text, figures as figures, what is missing said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .cells import cell
from .forms import Form
from .text_size import lines_of
from .xlsx_page import BODY_LINE, Page

_STYLES = {"code": "code", "word": "middle", "date": "middle", "person": "middle"}
_NUMBERS = {"count": "index", "index": "index", "area": "area", "mu": "mu", "share": "share"}


def write_rows(page: Page, form: Form, rows: Sequence[Mapping[str, Any]]) -> None:
    """One line per row, from the current line on; the form's sentence when there is none."""
    columns = form.paper_columns
    for number, row in enumerate(rows, start=1):
        lines = 1
        for at, column in enumerate(columns):
            value = cell(column, row, number)
            if isinstance(value, str):
                lines = max(lines, lines_of(value, column.width))
                page.string(at, value, _STYLES.get(column.kind, "text"))
            elif value is None and column.kind == "code":
                page.blank(at, "code")  # what has no code is no figure that is missing
            elif value is None:
                page.string(at, form.missing, "missing")
            else:
                page.number(at, value, _NUMBERS[column.kind])
        page.next(lines * BODY_LINE + 6)
    if not rows:
        page.line(form.empty, "empty", 30)
