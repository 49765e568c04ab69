"""Tables on paper: rows whose Chinese text is broken into lines, and how many of them a frame holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsTableCell
from qgis.PyQt.QtCore import Qt

from .sheet_text import wrapped
from .template import MARGINS_MM, cell

#: Height of the padding of a row in mm, and of a line for a point of type.
_PADDING_MM, _LINE_MM_PER_POINT = 1.7, 0.515

Row = Sequence[str]


@dataclass(frozen=True)
class PaperTable:
    """The columns of a table: ``headings``, outer ``widths`` in mm, size of the type in ``points``."""

    headings: tuple[str, ...]
    widths: tuple[float, ...]
    points: float
    #: Columns of figures, which stand on the right.
    right: frozenset[int] = frozenset()

    def height(self, row: Row) -> float:
        """The height of ``row`` in mm."""
        lines = max(len(lines) for lines in self.wrapped(row))
        return lines * self.points * _LINE_MM_PER_POINT + _PADDING_MM

    def wrapped(self, row: Row) -> list[list[str]]:
        """The lines of each cell."""
        return [wrapped(text, width - MARGINS_MM, self.points) for text, width in zip(row, self.widths)]

    def fitting(self, rows: Sequence[Row], height_mm: float) -> tuple[Sequence[Row], int]:
        """The first rows that fit below the headings, and how many do not; then there is room for one line
        that says so."""
        room = height_mm - self.height(self.headings)
        used = 0.0
        for at, row in enumerate(rows):
            used += self.height(row)
            rest = self.height(("",)) if at < len(rows) - 1 else 0.0
            if used + rest > room:
                return rows[:at], len(rows) - at
        return rows, 0

    def pages(self, rows: Sequence[Row], height_mm: float) -> list[Sequence[Row]]:
        """The rows by pages whose table is ``height_mm`` high, at least one page; a row that is higher than
        a page has one of its own."""
        room = height_mm - self.height(self.headings)
        pages: list[list[Row]] = [[]]
        used = 0.0
        for row in rows:
            height = self.height(row)
            if pages[-1] and used + height > room:
                pages.append([])
                used = 0.0
            pages[-1].append(row)
            used += height
        return list(pages)

    def cells(self, rows: Sequence[Row], total: bool = False) -> list[list[QgsTableCell]]:
        """Headings and ``rows`` as cells; ``total``: the last row is a sum, shaded as the headings are."""
        head = [cell("\n".join(lines), heading=True) for lines in self.wrapped(self.headings)]
        last = len(rows) - 1 if total else len(rows)
        return [head, *(self._body(row, place == last) for place, row in enumerate(rows))]

    def _body(self, row: Row, shaded: bool) -> list[QgsTableCell]:
        cells = [cell("\n".join(lines), shaded) for lines in self.wrapped(row)]
        for at in self.right:
            cells[at].setHorizontalAlignment(Qt.AlignmentFlag.AlignRight)
        return cells
