"""Window Decide Conflicts: what the field says otherwise than the workspace, side by side, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ..dialog_buttons import help_button
from ..measure import give_size
from .conflict_model import ConflictModel, DifferenceModel

if TYPE_CHECKING:
    from ...store.conflicts import Conflict

_BUTTON = QDialogButtonBox.StandardButton


class ConflictWindow(QDialog):
    """``decided`` carries (uid, decision, reason). It stores nothing; :meth:`show_conflicts` follows."""

    decided = pyqtSignal(str, str, str)
    patch_wanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_conflicts")
        self.setWindowTitle(tr("Decide Conflicts"))
        self.model, self.differences = ConflictModel(self), DifferenceModel(self)
        self.table = _table(self.model, "gengdi_conflict_table")
        self.sides = _table(self.differences, "gengdi_conflict_sides")
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reason = QLineEdit()
        self.reason.setObjectName("gengdi_conflict_reason")
        self.reason.setPlaceholderText(tr("why you decide so; it is kept"))
        self.ours = self._decision("ours", tr("Keep Ours"), tr("The workspace stays as it is"))
        self.theirs = self._decision(
            "theirs", tr("Take Theirs"), tr("The field's finding becomes the patch's")
        )
        self.both = self._decision(
            "both", tr("Keep Both"), tr("Ours stands; the field's finding and photos are kept beside it")
        )
        self.said = QLabel()
        self.said.setObjectName("gengdi_conflict_said")
        self.said.setWordWrap(True)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_current())
        self.table.activated.connect(self._activated)
        self._show_current()
        give_size(self, 900, 520)

    def _decision(self, key: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"gengdi_conflict_{key}")
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: self._decide(key))
        return button

    def _lay_out(self) -> None:
        box = QDialogButtonBox(_BUTTON.Close)
        box.button(_BUTTON.Close).setText(tr("Close"))
        box.button(_BUTTON.Close).setAutoDefault(False)
        help_button(box, "field-conflicts")
        box.rejected.connect(self.reject)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.why)
        below.addWidget(self.sides, 1)
        label = QLabel(tr("Grounds"))
        label.setBuddy(self.reason)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.reason, 1)
        for button in (self.ours, self.theirs, self.both):
            row.addWidget(button)
        below.addLayout(row)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.table)
        splitter.addWidget(lower)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([130, 330])
        layout = QVBoxLayout(self)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.said)
        layout.addWidget(box)

    def show_conflicts(self, found: Sequence[Conflict], said: str = "") -> None:
        """Show the open conflicts, the next one selected; ``said``: what became of the last decision."""
        before = self.table.currentIndex().row()
        self.model.set_rows(found)
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        if found:
            self.table.setCurrentIndex(self.model.index(max(0, min(before, len(found) - 1)), 0))
        self.said.setText(said or ("" if found else tr("There is no conflict to decide.")))
        self.reason.clear()
        self._show_current()

    def current(self) -> Conflict | None:
        """The selected conflict."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _show_current(self) -> None:
        conflict = self.current()
        self.differences.show(conflict)
        self.sides.resizeColumnsToContents()
        for column in (1, 2):
            self.sides.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.why.setText(conflict.why if conflict is not None else "")
        for button in (self.ours, self.theirs, self.both):
            button.setEnabled(conflict is not None)
        self.reason.setEnabled(conflict is not None)

    def _decide(self, decision: str) -> None:
        conflict = self.current()
        if conflict is not None:
            self.decided.emit(conflict.uid, decision, self.reason.text().strip())

    def _activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.patch_wanted.emit(self.model.rows[index.row()].patch_uid)


def _table(model: QAbstractItemModel, name: str) -> QTableView:
    table = QTableView()
    table.setObjectName(name)
    table.setModel(model)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setStretchLastSection(True)
    return table
