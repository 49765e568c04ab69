"""A PDF written page by page from layouts: text stays text, so that it can be searched and copied."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsLayoutExporter, QgsPrintLayout, QgsRenderContext
from qgis.PyQt.QtCore import QMarginsF, QSizeF
from qgis.PyQt.QtGui import QPageSize, QPainter, QPdfWriter

from ..core.errors import InputError
from ..core.i18n import tr

DPI = 300
_A4 = QSizeF(210.0, 297.0)


def ready(layout: QgsPrintLayout) -> None:
    """Prepare ``layout`` for :class:`PdfPages`."""
    context = layout.renderContext()
    context.setDpi(DPI)
    context.setTextRenderFormat(QgsRenderContext.TextFormatAlwaysText)


class PdfPages:
    """One PDF of A4 pages. Layouts are driven page by page rather than by an atlas: an atlas into one PDF
    cannot be given other layers, pictures and tables for each page."""

    def __init__(self, target: Path, title: str, landscape: bool = False) -> None:
        self._target, self._title = target, title
        self._size = _A4.transposed() if landscape else _A4
        self._painter: QPainter | None = None
        self._writer: QPdfWriter | None = None
        #: How many pages there are.
        self.count = 0

    def add(self, layout: QgsPrintLayout, page: int = 0) -> None:
        """Print a page of ``layout`` as the next page."""
        painter = self._next()
        QgsLayoutExporter(layout).renderPage(painter, page)
        self.count += 1

    def close(self) -> None:
        """Finish the file."""
        if self._painter is not None:
            self._painter.end()
        self._painter = self._writer = None

    def _next(self) -> QPainter:
        if self._painter is not None and self._writer is not None:
            self._writer.newPage()
            return self._painter
        self._writer = QPdfWriter(str(self._target))
        self._writer.setTitle(self._title)
        self._writer.setCreator("Gengdi 耕地智保")
        self._writer.setResolution(DPI)
        self._writer.setPageSize(QPageSize(self._size, QPageSize.Unit.Millimeter))
        self._writer.setPageMargins(QMarginsF(0.0, 0.0, 0.0, 0.0))
        self._painter = QPainter()
        if not self._painter.begin(self._writer):
            raise InputError(
                tr("{file} cannot be written: check the folder's rights.").format(file=self._target.name)
            )
        return self._painter
