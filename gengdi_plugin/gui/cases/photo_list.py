"""Photos as a list with their checks: add and remove them, and read why a check came out as it did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QItemSelectionModel, QSize, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...resources_lookup import icon
from ..ask_file import label
from .photo_model import PhotoModel
from .photo_rows import ICONS, MARKS, PhotoRow

if TYPE_CHECKING:
    from ...core.photo_checks import PhotoCheck

_PICTURE = 40
_WIDEST_NAME = 150


class PhotoList(QWidget):
    """``model`` holds the photos; the list below tells the checks of the one that is current, then what holds
    for all together. ``fixed``: photos of a recorded finding, which nobody adds or takes away."""

    def __init__(self, parent: QWidget | None = None, fixed: bool = False) -> None:
        super().__init__(parent)
        self.model = PhotoModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setIconSize(QSize(_PICTURE, _PICTURE))
        self.table.verticalHeader().setDefaultSectionSize(_PICTURE + 4)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setAccessibleName(tr("Photos"))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, _WIDEST_NAME)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        self.checks = QListWidget()
        self.checks.setWordWrap(True)
        self.checks.setAccessibleName(tr("Checks of the photo"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        if not fixed:
            layout.addLayout(self._buttons())
        layout.addWidget(self.table, 1)
        layout.addWidget(self.checks, 1)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._tell())
        self.model.rows_read.connect(self._tell)
        self.model.modelReset.connect(self._choose_first)
        self.model.rowsInserted.connect(lambda *_place: self._choose_first())
        self._tell()

    def _buttons(self) -> QHBoxLayout:
        self.add = QPushButton(tr("Add Photos…"))
        self.add.setAutoDefault(False)
        self.add.clicked.connect(lambda _checked: self._ask())
        self.remove = QPushButton(tr("Remove"))
        self.remove.setAutoDefault(False)
        self.remove.setToolTip(tr("Take the selected photos out of the list; the files stay"))
        self.remove.clicked.connect(lambda _checked: self._remove())
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch()
        return row

    def show_rows(self, rows: Sequence[PhotoRow]) -> None:
        """Show photos that were read and checked elsewhere."""
        self.model.show_rows(rows)

    def _ask(self) -> None:
        kinds = tr("Photos (*.jpg *.jpeg *.png *.heic *.tif *.tiff)")
        dialog = QFileDialog(self, tr("Choose photos"), "", kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        label(dialog, tr("Add"))
        try:
            if dialog.exec():
                self.model.add([Path(path) for path in dialog.selectedFiles()])
        finally:
            dialog.deleteLater()

    def _remove(self) -> None:
        self.model.remove([index.row() for index in self.table.selectionModel().selectedRows()])

    def _choose_first(self) -> None:
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(
                self.model.index(0, 0), flags.ClearAndSelect | flags.Rows
            )
        self._tell()

    def _tell(self) -> None:
        """The checks of the current photo and of all together, each with its letter, picture and sentence."""
        self.checks.clear()
        place = self.table.currentIndex().row()
        if 0 <= place < self.model.rowCount():
            for check in self.model.row(place).checks:
                self._tell_check(check)
        together = self.model.directions() if self.model.rowCount() else None
        if together is not None:
            self._tell_check(together)
        if not self.checks.count():
            self.checks.addItem(tr("Photos are checked for place, direction and time when they are added."))
        if hasattr(self, "remove"):
            self.remove.setEnabled(self.model.rowCount() > 0)

    def _tell_check(self, check: PhotoCheck) -> None:
        from ...core.photo_sentences import check_sentence

        text = f"{MARKS[check.result]} {check_sentence(check)}"
        item = QListWidgetItem(icon(ICONS[check.result]), text)
        item.setData(Qt.ItemDataRole.ToolTipRole, text)
        self.checks.addItem(item)
