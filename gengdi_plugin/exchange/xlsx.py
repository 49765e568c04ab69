"""A list as the spreadsheet an officer prints and a town signs: A4 landscape, ready as it is."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from .._vendor import xlsxwriter
from .._vendor.xlsxwriter.exceptions import FileCreateError
from .cells import CellValue, cell
from .document import Document, Group
from .foot_text import chinese_day
from .forms import Column
from .text_size import lines_of
from .xlsx_formats import Formats

_A4 = 9
_LONGEST_TEXT = 32767
#: Columns that stay in sight when scrolling: number, spatial code, patch number.
_FROZEN_COLUMNS = 3
_BODY_LINE, _FOOT_LINE = 14.5, 13.0
_STYLE_OF = {"code": "code", "word": "middle", "date": "middle", "person": "middle"}


def write_xlsx(document: Document, path: Path) -> None:
    """Write ``document`` to ``path``; text is always text, whatever it begins with."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": document.form.title, "author": "Gengdi", "company": document.unit})
    _Sheet(book, document).write()
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


class _Sheet:
    """Writes one sheet from top to bottom; ``_row`` is the next free row."""

    def __init__(self, book: Any, document: Document) -> None:
        self._document = document
        self._columns = document.form.paper_columns
        self._sheet = book.add_worksheet(document.form.sheet)
        self._formats = Formats(book)
        self._last = len(self._columns) - 1
        self._row = 0

    def write(self) -> None:
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, column.width)
        self._title()
        header = self._row
        self._header()
        self._set_up_print(header, self._row - 1)
        for group in self._document.groups:
            self._group(group)
        if self._document.groups:
            self._sums(f"合计（{self._document.count}个图斑）", self._document.totals, "total")
        else:
            self._line(self._document.form.empty, "empty", 30)
        self._signatures()
        self._foot()
        self._sheet.print_area(0, 0, self._row - 1, self._last)

    def _title(self) -> None:
        self._line(self._document.form.title, "title", 34)
        unit = self._document.unit or "全部"
        middle = self._split(2)[0][1]
        self._merge(0, middle, f"单位：{unit}", "unit")
        day = f"日期：{chinese_day(self._document)}　　图斑数：{self._document.count}"
        self._merge(middle + 1, self._last, day, "day")
        self._next(20)

    def _header(self) -> None:
        """Two rows: neighbours of one group share a heading above theirs, the others span both."""
        top, place = self._row, 0
        for name, members in groupby(self._columns, key=lambda column: column.group):
            for number, column in enumerate(members):
                if name:
                    self._string(top + 1, place + number, column.heading, "header")
                else:
                    self._sheet.merge_range(
                        top, place + number, top + 1, place + number, column.heading, self._formats["header"]
                    )
            count = number + 1
            if name:
                self._merge(place, place + count - 1, name, "header")
            place += count
        self._sheet.set_row(top, 20)
        self._sheet.set_row(top + 1, 30)
        self._row += 2

    def _set_up_print(self, first: int, last: int) -> None:
        sheet = self._sheet
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(first, last)
        sheet.freeze_panes(last + 1, _FROZEN_COLUMNS)
        title, day = self._document.form.title, chinese_day(self._document)
        sheet.set_footer(f"&L《{title}》&C第 &P 页　共 &N 页&R{day}")
        sheet.hide_gridlines(1)

    def _group(self, group: Group) -> None:
        for place, row in enumerate(group.rows):
            lines = 1
            for at, column in enumerate(self._columns):
                value = cell(column, row, group.first_index + place)
                self._value(at, column, value)
                if isinstance(value, str):
                    lines = max(lines, lines_of(value, column.width))
            self._next(lines * _BODY_LINE + 3)
        self._sums(f"{group.name}　小计（{len(group.rows)}个图斑）", group.totals, "subtotal")

    def _value(self, at: int, column: Column, value: CellValue) -> None:
        if isinstance(value, str):
            self._string(self._row, at, value, _STYLE_OF.get(column.kind, "text"))
        elif value is not None:
            self._sheet.write_number(self._row, at, value, self._formats[column.kind])
        elif column.kind in ("area", "mu", "share"):
            self._string(self._row, at, self._document.form.missing, "missing")
        else:
            self._sheet.write_blank(self._row, at, None, self._formats["text"])

    def _sums(self, label: str, totals: tuple[CellValue, ...], style: str) -> None:
        first_sum = next((at for at, column in enumerate(self._columns) if column.sum), self._last + 1)
        self._merge(0, first_sum - 1, label, style)
        for at in range(first_sum, self._last + 1):
            value = totals[at]
            if isinstance(value, (int, float)):
                self._sheet.write_number(self._row, at, value, self._formats[f"{style}_number"])
            else:
                self._sheet.write_blank(self._row, at, None, self._formats[style])
        self._next(18)

    def _signatures(self) -> None:
        self._next(8)
        labels = self._document.form.signatures
        for label, (first, last) in zip(labels, self._split(len(labels))):
            self._merge(first, last, label, "signature")
        self._next(40)

    def _foot(self) -> None:
        for section in self._document.foot:
            self._line(section.heading, "foot_heading", 15)
            spans = self._split(section.columns)
            for start in range(0, len(section.lines), section.columns):
                height = 1
                for text, (first, last) in zip(section.lines[start : start + section.columns], spans):
                    self._merge(first, last, text, "foot")
                    width = sum(column.width for column in self._columns[first : last + 1])
                    height = max(height, lines_of(text, width))
                self._next(height * _FOOT_LINE + 2)

    def _split(self, count: int) -> list[tuple[int, int]]:
        """``count`` neighbouring spans of columns of about the same width."""
        whole = sum(column.width for column in self._columns)
        spans: list[tuple[int, int]] = []
        first, reached = 0, 0.0
        for at, column in enumerate(self._columns):
            reached += column.width
            if reached >= whole * (len(spans) + 1) / count - 1e-9 or at == self._last:
                spans.append((first, at))
                first = at + 1
        return spans

    def _line(self, text: str, style: str, height: float) -> None:
        self._merge(0, self._last, text, style)
        self._next(height)

    def _merge(self, first: int, last: int, text: str, style: str) -> None:
        if last > first:
            self._sheet.merge_range(self._row, first, self._row, last, "", self._formats[style])
        self._string(self._row, first, text, style)

    def _string(self, row: int, at: int, text: str, style: str) -> None:
        # never Worksheet.write(): it would take "=1+1" for a formula and "mailto:…" for a link
        self._sheet.write_string(row, at, text[:_LONGEST_TEXT], self._formats.for_text(style, text))

    def _next(self, height: float) -> None:
        self._sheet.set_row(self._row, height)
        self._row += 1
