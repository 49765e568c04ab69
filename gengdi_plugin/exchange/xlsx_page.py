"""One sheet of a list, written from top to bottom: what every sheet has, whatever its rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from .document import Document
from .foot_text import chinese_day
from .text_size import lines_of
from .xlsx_formats import Formats

_A4 = 9
_LONGEST_TEXT = 32767
BODY_LINE, _FOOT_LINE = 14.0, 9.5


#: So many characters fill an A4 page across unreduced; the most by which what stands around the table grows.
A4_WIDTH, _LARGEST = 135.0, 1.7


@dataclass(frozen=True)
class Heading:
    """A column's heading and width in characters; neighbours of one ``group`` share a heading above."""

    text: str
    width: float
    group: str = ""


class Page:
    """Writes one sheet from top to bottom; ``row`` is the next free row."""

    def __init__(self, book: Any, document: Document, name: str, headings: Sequence[Heading]) -> None:
        self.sheet = book.add_worksheet(name)
        self._scale = min(max(sum(heading.width for heading in headings) / A4_WIDTH, 1.0), _LARGEST)
        self.formats = Formats(book, self._scale)
        self.row = 0
        self._document = document
        self._headings = headings
        self._last = len(headings) - 1
        for at, heading in enumerate(headings):
            self.sheet.set_column(at, at, heading.width)

    def top(self, place: str, count: int, frozen: int) -> None:
        """Marking, title, unit (and ``place``), date, the header; and how the sheet is printed."""
        if self._document.marking:
            self.line(self._document.marking, "marking", 22 * self._scale)
        self.line(self._document.form.title, "title", 34 * self._scale)
        middle = self._split(2)[0][1]
        unit = "　".join(filter(None, (self._document.unit or ("" if place else "全部"), place)))
        self.merge(0, middle, f"单位：{unit}", "unit")
        day = f"日期：{chinese_day(self._document)}　　图斑数：{count}"
        self.merge(middle + 1, self._last, day, "day")
        self.next(20 * self._scale)
        header = self.row
        self._header()
        self._set_up_print(header, self.row - 1, frozen)

    def bottom(self) -> None:
        """Signature lines, the foot, and where the printed area ends."""
        self.next(8)
        labels = self._document.form.signatures
        for label, (first, last) in zip(labels, self._split(len(labels))):
            self.merge(first, last, label, "signature")
        self.next(40 * self._scale)
        self._foot()
        # the marking's own row is for the screen: on paper the head of every page has it
        self.sheet.print_area(1 if self._document.marking else 0, 0, self.row - 1, self._last)

    def line(self, text: str, style: str, height: float) -> None:
        """A text over the whole width."""
        self.merge(0, self._last, text, style)
        self.next(height)

    def merge(self, first: int, last: int, text: str, style: str) -> None:
        """``text`` over the columns ``first`` to ``last`` of the current row."""
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", self.formats[style])
        self.string(first, text, style)

    def string(self, at: int, text: str, style: str, row: int | None = None) -> None:
        """A cell of text, which stays text whatever it begins with."""
        # never Worksheet.write(): it would take "=1+1" for a formula and "mailto:…" for a link
        place = self.row if row is None else row
        self.sheet.write_string(place, at, text[:_LONGEST_TEXT], self.formats.for_text(style, text))

    def number(self, at: int, value: float, style: str) -> None:
        """A cell with a figure."""
        self.sheet.write_number(self.row, at, value, self.formats[style])

    def blank(self, at: int, style: str) -> None:
        """A framed cell to fill."""
        self.sheet.write_blank(self.row, at, None, self.formats[style])

    def next(self, height: float) -> None:
        """Give the current row its height and go to the one below."""
        self.sheet.set_row(self.row, height)
        self.row += 1

    def _header(self) -> None:
        """Two rows: neighbours of one group share a heading above theirs, the others span both."""
        top, place, upper, lower, both = self.row, 0, 1, 1, 1
        for name, members in groupby(self._headings, key=lambda heading: heading.group):
            group = list(members)
            for number, heading in enumerate(group, start=place):
                lines = lines_of(heading.text, heading.width)
                if name:
                    lower = max(lower, lines)
                    self.string(number, heading.text, "header", top + 1)
                else:
                    both = max(both, lines)
                    self.sheet.merge_range(top, number, top + 1, number, heading.text, self.formats["header"])
            if name:
                upper = max(upper, lines_of(name, sum(heading.width for heading in group)))
                self.merge(place, place + len(group) - 1, name, "header")
            place += len(group)
        self.next(upper * BODY_LINE + 5)
        self.next(max(lower, both - upper) * BODY_LINE + 5)

    def _set_up_print(self, first: int, last: int, frozen: int) -> None:
        sheet = self.sheet
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.55)
        sheet.center_horizontally()
        sheet.repeat_rows(first, last)
        sheet.freeze_panes(last + 1, frozen)
        title, day = self._document.form.title, chinese_day(self._document)
        sheet.set_footer(f"&L《{title}》&C第 &P 页　共 &N 页&R{day}", {"margin": 0.25})
        if self._document.marking:
            # on every printed page; "&" begins a code of its own there
            sheet.set_header(f"&R&B{self._document.marking.replace('&', '&&')}", {"margin": 0.15})
        sheet.hide_gridlines(1)

    def _foot(self) -> None:
        for section in self._document.foot:
            spans = self._split(section.columns)
            for start in range(0, len(section.lines), section.columns):
                height = 1
                texts = section.lines[start : start + section.columns]
                for text, (first, last) in zip(texts, spans):
                    if start:
                        self.merge(first, last, text, "foot")
                    else:
                        self._under(section.heading if not first else "", first, last, text)
                    width = sum(heading.width for heading in self._headings[first : last + 1])
                    # smaller than the type in which widths are counted
                    height = max(height, lines_of(text, width * 1.7 / self._scale))
                self.next(((height if start else height + 1.2) * _FOOT_LINE + 1) * self._scale)

    def _under(self, heading: str, first: int, last: int, text: str) -> None:
        """``text`` below its section's ``heading`` in one row: no page ends between the two."""
        formats = self.formats
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", formats["foot"])
        # an ideographic space keeps the neighbours' first lines at one height
        pieces = (formats["foot_heading"], f"{heading or '　'}\n", formats["foot"], text[:_LONGEST_TEXT])
        self.sheet.write_rich_string(self.row, first, *pieces, formats["foot"])

    def _split(self, count: int) -> list[tuple[int, int]]:
        """``count`` neighbouring spans of columns of about the same width."""
        whole = sum(heading.width for heading in self._headings)
        spans: list[tuple[int, int]] = []
        first, reached = 0, 0.0
        for at, heading in enumerate(self._headings):
            reached += heading.width
            if reached >= whole * (len(spans) + 1) / count - 1e-9 or at == self._last:
                spans.append((first, at))
                first = at + 1
        return spans
