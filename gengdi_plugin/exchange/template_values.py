"""What the placeholders of a bureau's own spreadsheet mean: words said once, and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .bulletin import Bulletin
from .cells import CellValue, cell
from .document import Document
from .foot_text import chinese_day
from .forms import Form


@dataclass(frozen=True)
class RowSet:
    """Rows for one marked row: ``names`` its possible placeholders, each row a value per name."""

    names: frozenset[str]
    rows: tuple[dict[str, CellValue], ...]


@dataclass(frozen=True)
class TemplateValues:
    """``words``: placeholder -> text, wherever it stands; ``sets``: what marked rows are filled with."""

    words: dict[str, str]
    sets: tuple[RowSet, ...]


def list_values(document: Document) -> TemplateValues:
    """A list: ``{title}``, ``{unit}``, ``{date}``, ``{count}``, ``{marking}``, ``{foot}``, and the columns of
    its form by their names, masked as in the form."""
    rows = tuple(_row(document.form, row, index) for index, row in document.indexed_rows())
    foot = "\n".join(line for section in document.foot for line in section.lines)
    words = {
        "title": document.form.title,
        "unit": document.unit or "全部",
        "date": chinese_day(document),
        "count": str(document.count),
        "marking": document.marking,
        "foot": foot,
    }
    return TemplateValues(words, (_row_set(document.form, rows),))


def bulletin_values(
    bulletin: Bulletin, forms: Sequence[Form], notes: Sequence[str], marking: str, printed: str
) -> TemplateValues:
    """The bulletin: ``{title}``, ``{unit}``, ``{date}``, ``{period}``, ``{count}``, ``{marking}``,
    ``{foot}``, and the columns of both forms, towns before overdue patches."""
    sets = tuple(
        _row_set(form, tuple(_row(form, row, index) for index, row in enumerate(rows, start=1)))
        for form, rows in zip(forms, (bulletin.towns, bulletin.overdue))
    )
    words = {
        "title": forms[0].title,
        "unit": bulletin.unit or "全部",
        "date": printed,
        "period": bulletin.period,
        "count": str(len(bulletin.overdue)),
        "marking": marking,
        "foot": "\n".join(notes),
    }
    return TemplateValues(words, sets)


def _row(form: Form, row: dict[str, Any], index: int) -> dict[str, CellValue]:
    return {column.name: cell(column, row, index) for column in form.file_columns}


def _row_set(form: Form, rows: tuple[dict[str, CellValue], ...]) -> RowSet:
    return RowSet(frozenset(column.name for column in form.file_columns), rows)
