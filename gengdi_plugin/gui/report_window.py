"""A window with a sentence and a table that can be copied and exported; double click shows the patch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Callable

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, QSortFilterProxyModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence, QShowEvent
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import GengdiError
from ..core.i18n import tr
from .ask_file import ask_file
from .clipboard import copy_table
from .help import open_guide
from .measure import fit, give_size, scaled
from .row_table import as_rows

_BUTTON = QDialogButtonBox.StandardButton
_ROLE = QDialogButtonBox.ButtonRole

#: Pixels of the window with a table and without, and of a column before it is cut (its tip says all).
_SIZE, _EMPTY_SIZE, _WIDEST = (1120, 480), (700, 120), 230


class ReportWindow(QDialog):
    """``fields`` and ``table_rows`` are what copy and export write; the table may show it otherwise."""

    patch_wanted = pyqtSignal(str)  # uid: select and zoom

    def __init__(
        self, title: str, name: str, anchor: str, model: QAbstractItemModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self._anchor = anchor
        self.fields: Sequence[str] = ()
        self.table_rows: list[Sequence[Any]] = []
        self.suggestion = Path(f"{name}.csv")
        #: asks where to; replaced in tests, which open no modal dialog
        self.ask_path: Callable[[str], str] = self._ask_path
        self.head = QHBoxLayout()
        self.said = QLabel()
        self.said.setObjectName(f"{name}_said")
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.said.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(model)
        self.table = QTableView()
        self.table.setObjectName(f"{name}_table")
        self.table.setModel(self.proxy)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        as_rows(self.table)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.activated.connect(self._activated)
        self._buttons()
        layout = QVBoxLayout(self)
        layout.addLayout(self.head)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        layout.addStretch()
        layout.addWidget(self.buttons)
        self._shows_rows = False
        give_size(self, *_EMPTY_SIZE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit(self)  # what it says was written after it was made

    def _buttons(self) -> None:
        self.buttons = QDialogButtonBox(_BUTTON.Close | _BUTTON.Help)
        self.buttons.button(_BUTTON.Close).setText(tr("Close"))
        self.buttons.button(_BUTTON.Help).setText(tr("Help"))
        self.buttons.button(_BUTTON.Help).setShortcut(QKeySequence(Qt.Key.Key_F1))
        self.copy_button = self.buttons.addButton(tr("Copy"), _ROLE.ActionRole)
        self.export_button = self.buttons.addButton(tr("Export…"), _ROLE.ActionRole)
        self.buttons.rejected.connect(self.reject)
        self.buttons.helpRequested.connect(lambda: open_guide(self._anchor))
        self.copy_button.clicked.connect(lambda _checked: self.copy())
        self.export_button.clicked.connect(lambda _checked: self.export())

    def show_report(self, text: str, fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """What the window says, and the table as it is copied and exported."""
        self.said.setText(text)
        self.fields, self.table_rows = fields, list(rows)
        self.table.resizeColumnsToContents()
        for column in range(self.proxy.columnCount() - 1):
            self.table.setColumnWidth(column, min(self.table.columnWidth(column), scaled(_WIDEST, self)))
        self.table.setVisible(bool(rows))
        width, height = _SIZE if rows else _EMPTY_SIZE
        if bool(rows) != self._shows_rows:
            give_size(self, width, height)
        self._shows_rows = bool(rows)
        for button in (self.copy_button, self.export_button):
            button.setEnabled(bool(rows))

    def copy(self) -> None:
        """The table as tab-separated text into the clipboard: it pastes into a spreadsheet."""
        copy_table(self.fields, self.table_rows)

    def export(self) -> None:
        """The table into a file of the officer's choice."""
        path = self.ask_path(str(self.suggestion))
        if not path:
            return
        try:
            self.write(Path(path))
        except GengdiError as error:
            self.said.setText(str(error))
        except OSError as error:
            self.said.setText(tr("{file} could not be written: {reason}").format(file=path, reason=error))
        else:
            self.said.setText(tr("Written to {file}").format(file=path))

    def write(self, path: Path) -> None:
        """The table as .csv (UTF-8 with a mark, so that spreadsheets read it). Raises OSError; what writes
        other kinds as well may raise a GengdiError."""
        from ..store.report_tables import as_csv

        path.write_text(as_csv(self.fields, self.table_rows), encoding="utf-8-sig")

    def kinds(self) -> str:
        """Qt's file filters of what :meth:`write` can write."""
        return tr("Text (*.csv)")

    def _ask_path(self, suggestion: str) -> str:
        title = tr("Export the Table")
        return ask_file(self, title, suggestion, self.kinds(), saving=True, anchor=self._anchor)

    def patch_at(self, index: QModelIndex) -> str:
        """The uid of the patch in a row of the model; '' for none. To be overridden."""
        return ""

    def _activated(self, index: QModelIndex) -> None:
        uid = self.patch_at(self.proxy.mapToSource(index))
        if uid:
            self.patch_wanted.emit(uid)
