"""A window that shows a page of the documentation at an anchor. It opens local files only."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QTextBlock, QTextCursor
from qgis.PyQt.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from ..core.i18n import tr
from .measure import give_size

_HEADING = re.compile(r"^(#+)\s+(.*?)\s*(?:\{#([\w-]+)\})?\s*$", re.MULTILINE)
_SIZE = (720, 640)


def anchors(text: str) -> dict[str, int]:
    """Anchor (``## Title {#anchor}``) -> number of its heading among the headings of the page."""
    headings = enumerate(_HEADING.finditer(text))
    return {match.group(3): number for number, match in headings if match.group(3)}


def without_anchors(text: str) -> str:
    """The page as Markdown that Qt knows: headings without their anchors."""
    return _HEADING.sub(r"\1 \2", text)


class HelpWindow(QDialog):
    """Shows one page; links lead to places in it and to other pages beside it, never to the network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_help_window")
        self.setWindowTitle(tr("Gengdi User Guide"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self._path = Path()
        self._anchors: dict[str, int] = {}
        self.view = QTextBrowser()
        self.view.setOpenLinks(False)
        self.view.anchorClicked.connect(self._follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        give_size(self, *_SIZE)

    def show_page(self, path: Path, anchor: str = "") -> None:
        """Show the page ``path`` from ``anchor`` on; from its beginning when it has no such place."""
        if path != self._path:
            text = path.read_text(encoding="utf-8")
            self._anchors = anchors(text)
            self._path = path
            self.view.setMarkdown(without_anchors(text))
        self._go(anchor)

    def place(self) -> str:
        """The heading the page was last opened at."""
        return self.view.textCursor().block().text()

    def _go(self, anchor: str) -> None:
        number = self._anchors.get(anchor)
        block = self._heading(number) if number is not None else self.view.document().begin()
        self.view.setTextCursor(QTextCursor(block))
        top = self.view.document().documentLayout().blockBoundingRect(block).top()
        self.view.verticalScrollBar().setValue(int(top))

    def _heading(self, number: int) -> QTextBlock:
        block = self.view.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                if number == 0:
                    return block
                number -= 1
            block = block.next()
        return self.view.document().begin()

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("", "file"):
            page = self._path.parent / link.path() if link.path() else self._path
            if page.is_file():
                self.show_page(page, link.fragment())
