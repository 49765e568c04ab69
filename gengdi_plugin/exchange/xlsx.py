"""A list as the spreadsheet an officer prints and a town signs: a summary, then one sheet per town."""

from __future__ import annotations

import re
from pathlib import Path

from .cells import CellValue, cell
from .document import Document, Group
from .forms import Column
from .text_size import lines_of
from .xlsx_book import new_book
from .xlsx_page import A4_WIDTH, BODY_LINE, Heading, Page

SUMMARY = "汇总"

#: Columns that stay in sight when scrolling: number, spatial code, patch number; on the summary number
#: and town.
_FROZEN, _FROZEN_IN_SUMMARY = 3, 2
_STYLE_OF = {"code": "code", "word": "middle", "date": "middle", "person": "middle", "stack": "stack"}
_MEASURED = ("area", "mu", "share", "degree")

#: The summary's own columns before the sums.
_SUMMARY_COLUMNS = (
    Heading("序号", 6),
    Heading("镇(街道)", 20),
    Heading("图斑数", 8),
    Heading("清单序号", 11),
)

#: What a sheet's name may not hold, and its longest length.
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST_NAME = 31


def write_xlsx(document: Document, path: Path) -> None:
    """Write ``document`` to ``path``; text is always text, whatever it begins with."""
    with new_book(path, document.form.title, document.unit) as book:
        taken = {SUMMARY}
        _write_summary(Page(book, document, SUMMARY, _summary_headings(document)), document)
        headings = [
            Heading(column.heading, column.width, column.group) for column in document.form.paper_columns
        ]
        for group in document.groups:
            _write_town(Page(book, document, _sheet_name(group.name, taken), headings), document, group)
        if not document.groups:
            page = Page(book, document, document.form.sheet, headings)
            page.top("", 0, _FROZEN)
            page.line(document.form.empty, "empty", 30)
            page.bottom()


def _sheet_name(town: str, taken: set[str]) -> str:
    """``town`` as a sheet's name, unlike any in ``taken`` (spreadsheets compare without case)."""
    stem = _NOT_IN_NAME.sub(" ", town).strip() or "-"
    name, count = stem[:_LONGEST_NAME], 1
    while name.casefold() in taken:
        count += 1
        tail = f" ({count})"
        name = stem[: _LONGEST_NAME - len(tail)] + tail
    taken.add(name.casefold())
    return name


def _sums_of(document: Document) -> list[tuple[int, Column]]:
    columns = enumerate(document.form.paper_columns)
    return [(at, column) for at, column in columns if column.sum]


def _summary_headings(document: Document) -> list[Heading]:
    sums = [column for _, column in _sums_of(document)]
    room = (A4_WIDTH - sum(heading.width for heading in _SUMMARY_COLUMNS)) / len(sums)
    return [*_SUMMARY_COLUMNS, *(Heading(column.heading, room, column.group) for column in sums)]


def _write_summary(page: Page, document: Document) -> None:
    """One row per town: how many patches, which numbers on the list, and the sums."""
    page.top("", document.count, _FROZEN_IN_SUMMARY)
    own = len(_SUMMARY_COLUMNS)
    for number, group in enumerate(document.groups, start=1):
        count = len(group.rows)
        page.number(0, number, "index")
        page.string(1, group.name, "text")
        page.number(2, count, "index")
        numbers = dict.fromkeys((group.first_index, group.first_index + count - 1))
        page.string(3, "–".join(map(str, numbers)), "middle")
        for place, (at, column) in enumerate(_sums_of(document), start=own):
            _measured(page, place, column, group.totals[at], document.form.missing)
        page.next(lines_of(group.name, _SUMMARY_COLUMNS[1].width) * BODY_LINE + 6)
    if document.groups:
        page.merge(0, own - 1, f"合计（{document.count}个图斑）", "total")
        for place, (at, _) in enumerate(_sums_of(document), start=own):
            _sum(page, place, document.totals[at], "total")
        page.next(20)
    else:
        page.line(document.form.empty, "empty", 30)
    page.bottom()


def _write_town(page: Page, document: Document, group: Group) -> None:
    """The rows of one town with their sum."""
    columns = document.form.paper_columns
    page.top(group.name, len(group.rows), _FROZEN)
    for place, row in enumerate(group.rows):
        lines = 1
        for at, column in enumerate(columns):
            value = cell(column, row, group.first_index + place)
            if isinstance(value, str):
                lines = max(lines, lines_of(value, column.width))
                page.string(at, value, _STYLE_OF.get(column.kind, "text"))
            else:
                _measured(page, at, column, value, document.form.missing)
        page.next(lines * BODY_LINE + 4)
    first_sum = next((at for at, column in enumerate(columns) if column.sum), len(columns))
    page.merge(0, first_sum - 1, f"{group.name}　小计（{len(group.rows)}个图斑）", "subtotal")
    for at in range(first_sum, len(columns)):
        _sum(page, at, group.totals[at], "subtotal")
    page.next(20)
    page.bottom()


def _measured(page: Page, at: int, column: Column, value: CellValue, missing: str) -> None:
    """A figure; what was not tested is said, a cell to fill is left free."""
    if isinstance(value, (int, float)):
        page.number(at, value, column.kind)
    elif column.kind in _MEASURED:
        page.string(at, missing, "missing")
    else:
        page.blank(at, "text")


def _sum(page: Page, at: int, value: CellValue, style: str) -> None:
    if isinstance(value, (int, float)):
        page.number(at, value, f"{style}_number")
    else:
        page.blank(at, style)
