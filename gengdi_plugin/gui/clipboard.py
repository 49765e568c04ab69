"""Texts and tables into the clipboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from qgis.PyQt.QtCore import QMimeData
from qgis.PyQt.QtGui import QGuiApplication


def copy_text(text: str, html: str = "") -> None:
    """Put ``text`` where the next paste takes it from; ``html``: the same for programs that read tables."""
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def copy_table(titles: Sequence[str], rows: Iterable[Sequence[Any]], head: str = "") -> None:
    """A table by tabs, so that it pastes into a spreadsheet, what would run there as a formula as text.
    ``head``: what stands above it, with an empty line between."""
    from ..store.report_tables import as_csv

    table = as_csv(titles, rows, "\t")
    copy_text(f"{head}\n\n{table}" if head else table)
