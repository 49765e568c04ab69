"""The table of patches as it is seen and worked by keyboard: whole rows, type-ahead, words when empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    Qt,
    pyqtSignal,
)
from qgis.PyQt.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette
from qgis.PyQt.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from ..row_table import as_rows
from .patch_proxy import PatchProxy
from .row_numbers import runs_of

if TYPE_CHECKING:
    from ...store.review import PatchRow

#: Qt compares each range of a new selection with each of the old one: from so many pairs on the old one is
#: taken away first, which it does at once (33 000 rows here and there after 50 000 others took minutes).
_COMPARED = 1_000_000
#: More ranges than this are not moved by Qt when the table is sorted.
_MOVED_BY_QT = 500
#: So many rows are seen on the smallest screen, whatever stands above and below.
_LEAST_ROWS = 2
_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class PatchTable(QTableView):
    """Shows ``proxy``. Letters jump to the next patch that begins so while ``type_ahead`` is on; who wants
    letters for something else switches it off."""

    menu_wanted = pyqtSignal(QPoint)  # where, on the screen
    escaped = pyqtSignal()

    def __init__(self, proxy: PatchProxy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proxy = proxy
        self.type_ahead = True
        self.empty_text = ""
        self._typed = ""
        self._since = QElapsedTimer()
        self._kept: tuple[list[str], str, int] | None = None  # selected, current row and column while sorted
        proxy.sorting.connect(self._let_go)
        proxy.resorted.connect(self._take_back)
        self.setObjectName("gengdi_patches")
        self.setModel(proxy)
        as_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # a header asks at every paint whether each cell of a column is selected: 1 s with 100 000
        # rows. Whole rows are selected here, so it has nothing to tell, and looks at a selection of its own.
        header = self.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(proxy, header))
        self.setSortingEnabled(True)
        bars = header.sizeHint().height() + self.horizontalScrollBar().sizeHint().height()
        rows = _LEAST_ROWS * self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(rows + bars + 2 * self.frameWidth())

    def spans(self) -> list[tuple[int, int]]:
        """First and last of the selected rows, by ranges: selectedRows() asks the model about every cell."""
        return sorted({(one.top(), one.bottom()) for one in self.selectionModel().selection()})

    def selected(self) -> list[PatchRow]:
        """The selected patches in the table's order."""
        spans = self.spans()
        if all(following[0] > before[1] for before, following in zip(spans, spans[1:])):
            return [row for first, last in spans for row in self.proxy.between(first, last)]
        places = sorted({place for first, last in spans for place in range(first, last + 1)})
        return [self.proxy.row(place) for place in places]

    def selected_count(self) -> int:
        """How many patches are selected."""
        count, seen = 0, -1
        for first, last in self.spans():
            count += max(0, last - max(first - 1, seen))
            seen = max(seen, last)
        return count

    def select_uids(self, uids: Sequence[str]) -> None:
        """Select these patches and show the first of them; hidden ones stay hidden."""
        selection = QItemSelection()
        places = self.proxy.places(uids)
        last = self.proxy.columnCount() - 1
        for first, end in runs_of(places):
            selection.select(self.proxy.index(first, 0), self.proxy.index(end, last))
        flags = QItemSelectionModel.SelectionFlag
        if len(selection) * len(self.selectionModel().selection()) > _COMPARED:
            self.selectionModel().clearSelection()
        self.selectionModel().select(selection, flags.ClearAndSelect)
        if places:
            index = self.proxy.index(places[0], max(0, self.currentIndex().column()))
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
            self.scrollTo(index)

    def _let_go(self) -> None:
        """Qt moves each range of a selection by itself: of very many the patches are kept, unheard."""
        spans, current = self.spans(), self.currentIndex()
        if len(spans) > _MOVED_BY_QT:
            uid = self.proxy.row(current.row()).uid if current.isValid() else ""
            self._kept = ([row.uid for row in self.selected()], uid, current.column())
            self.selectionModel().reset()

    def _take_back(self) -> None:
        if self._kept is None:
            return
        (uids, uid, column), self._kept = self._kept, None
        chosen = self.selectionModel()
        chosen.blockSignals(True)  # the same patches are selected as before
        self.select_uids(uids)
        index = self.proxy.place(uid).siblingAtColumn(column)
        chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        chosen.blockSignals(False)
        self.viewport().update()

    def keyboardSearch(self, text: str) -> None:
        """Go to the next patch whose number, spatial code or current column begins with what is typed."""
        if not self.type_ahead or not text.strip() or not self.proxy.rowCount():
            return
        current = self.currentIndex()
        goes_on = self._since.isValid() and self._since.elapsed() < QApplication.keyboardInputInterval()
        self._since.start()
        self._typed = self._typed + text.casefold() if goes_on else text.casefold()
        column, row = (current.column(), current.row()) if current.isValid() else (1, -1)
        # a further letter may still speak of this row; a new word, or the same letter again, of the next one
        place = self.proxy.beginning(self._typed, column, row if len(self._typed) > 1 else row + 1)
        if place is None and len(set(self._typed)) == 1:
            place = self.proxy.beginning(self._typed[0], column, row + 1)
        if place is not None:
            self.setCurrentIndex(self.proxy.index(place, column))

    def event(self, event: QEvent) -> bool:
        # letters are shortcuts of QGIS (S: snapping): whoever has the focus may claim a key before that
        if event.type() == QEvent.Type.ShortcutOverride and self._is_typed(event):
            event.accept()
            return True
        return super().event(event)

    def _is_typed(self, event: QEvent) -> bool:
        return (
            self.type_ahead
            and isinstance(event, QKeyEvent)
            and not event.modifiers() & _MODIFIERS
            and event.text().isprintable()
            and bool(event.text().strip())
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # the page copies rows; Qt would copy one cell
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            cell = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(cell.center() if cell.isValid() else QPoint(0, 0))
        self.menu_wanted.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty_text and not self.proxy.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.viewport().rect().adjusted(12, 8, -12, -8), flags, self.empty_text)
            painter.end()
