"""The two tables of the rules dialog: rules with their values, and the matrix of proofs."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ...core.vocabulary import keys, word
from ..measure import row_height, scaled
from .rules_model import CERTAINTY, DEFAULT, RULE, SOURCE, UNIT, VALUE

#: Pixels of the columns of the table of rules; the last two take what is left.
_WIDTHS = {RULE: 270, VALUE: 150, UNIT: 64, DEFAULT: 110, SOURCE: 300, CERTAINTY: 80}
_LIST_WIDTHS = {RULE: 150, VALUE: 340}


class CertaintyDelegate(QStyledItemDelegate):
    """Offers the words for certainty; another text that a file has stays possible."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        box = QComboBox(parent)
        for key in keys("certainty"):
            box.addItem(word("certainty", key), key)
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())


class RulesTable(QTableView):
    """Rules in rows; Enter or F2 edits a cell, Tab leaves the table."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_rules_table")
        self.setModel(model)
        self.setItemDelegateForColumn(CERTAINTY, CertaintyDelegate(self))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width, self))
        self.horizontalHeader().setSectionResizeMode(SOURCE, QHeaderView.ResizeMode.Stretch)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)

    def show_lists(self, lists: bool) -> None:
        """Room for values that are lists of codes, or for numbers."""
        for column, width in _LIST_WIDTHS.items():
            self.setColumnWidth(column, scaled(width if lists else _WIDTHS[column], self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._edits(self.currentIndex()):
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _edits(self, index: QModelIndex) -> bool:
        editing = self.state() == QAbstractItemView.State.EditingState
        return index.isValid() and not editing and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)


class MatrixTable(QTableView):
    """Proofs in rows, change types in columns; Space, Enter or double click turns a cell."""

    turned = pyqtSignal(QModelIndex)

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_rules_matrix")
        self.setModel(model)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        self.doubleClicked.connect(self.turned)
        self.fit()

    def fit(self) -> None:
        """Columns as wide as their headers."""
        self.resizeColumnsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turning: tuple[Any, ...] = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in turning and self.currentIndex().isValid():
            self.turned.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
