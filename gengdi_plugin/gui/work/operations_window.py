"""The window *Running Work*: what runs, what is over and how it went; stop it, or start it again."""

from __future__ import annotations

from typing import Callable

from qgis.PyQt.QtCore import QModelIndex, QRect, Qt, QTimer
from qgis.PyQt.QtGui import QHideEvent, QKeySequence, QPainter, QShowEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionProgressBar,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...resources_lookup import icon
from ..clipboard import copy_text
from ..dialog_buttons import help_button
from ..rows_view import RowsView
from .operation import Operation
from .operation_model import PERCENT_ROLE, PROGRESS, OperationModel, duration, state_word
from .operations import OperationManager

_BUTTON = QDialogButtonBox.StandardButton
_ROLE = QDialogButtonBox.ButtonRole
_SECOND = 1000  # milliseconds: durations move on


class OperationsWindow(QDialog):
    """Shows the manager's operations; not modal, so that it can stay open beside the work."""

    def __init__(
        self, manager: OperationManager, open_log: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_operations")
        self.setWindowTitle(tr("Running Work"))
        self.setWindowIcon(icon("running_work"))
        self._manager = manager
        self.model = OperationModel(manager, self)
        self.table = RowsView(self.model, "gengdi_operations_table")
        self.table.setItemDelegateForColumn(PROGRESS, _ProgressBar(self.table))
        self.empty = QLabel(tr("Nothing has run in this session: long work appears here when it starts."))
        self.empty.setWordWrap(True)
        self.words = QPlainTextEdit()
        self.words.setObjectName("gengdi_operation_words")
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(5 * self.fontMetrics().lineSpacing())
        self._make_buttons(open_log)
        layout = QVBoxLayout(self)
        layout.addWidget(self.empty)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.words)
        layout.addWidget(self.buttons)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(80 * letter, 20 * self.fontMetrics().lineSpacing())
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND)
        self._clock.timeout.connect(self.model.refresh)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.model.dataChanged.connect(lambda *_: self._show_chosen())
        self.model.rowsInserted.connect(lambda *_: self._rows_came())
        self.table.fit_columns()
        self._rows_came()

    def _make_buttons(self, open_log: Callable[[], None]) -> None:
        self.buttons = QDialogButtonBox(_BUTTON.Close)
        self.buttons.button(_BUTTON.Close).setText(tr("Close"))
        help_button(self.buttons, self.help_anchor())
        self.cancel_button = self._button(tr("&Stop"), self.cancel_chosen, QKeySequence.StandardKey.Delete)
        self.cancel_button.setToolTip(tr("Ask the selected work to stop (Del); nothing half-written stays"))
        self.retry_button = self._button(tr("&Retry"), self.retry_chosen)
        self.retry_button.setToolTip(
            tr("Start the selected work again, from the layers and the workspace as they are now")
        )
        self.copy_button = self._button(tr("Cop&y"), self.copy, QKeySequence.StandardKey.Copy)
        self.log_button = self._button(tr("Open &Log"), open_log)
        self.buttons.rejected.connect(self.reject)

    def _button(
        self, text: str, slot: Callable[[], None], key: QKeySequence.StandardKey | None = None
    ) -> QPushButton:
        button = self.buttons.addButton(text, _ROLE.ActionRole)
        button.setAutoDefault(False)  # Enter must not stop or start anything by chance
        if key is not None:
            button.setShortcut(QKeySequence(key))
        button.clicked.connect(lambda _checked: slot())
        return button

    def help_anchor(self) -> str:
        """Where the guide speaks of this window."""
        return "running-work"

    def chosen(self) -> list[Operation]:
        """The selected operations."""
        return self.table.chosen()

    def choose(self, operation: Operation) -> None:
        """Select ``operation``."""
        rows = self.model.rows()
        if operation in rows:
            place = self.table.proxy.mapFromSource(self.model.index(rows.index(operation), 0))
            self.table.selectRow(place.row())
            self.table.scrollTo(place)

    def cancel_chosen(self) -> None:
        """Ask the selected operations that run to stop."""
        for operation in self.chosen():
            operation.cancel()

    def retry_chosen(self) -> None:
        """Start the selected operations that may be retried again."""
        for operation in self.chosen():
            self._manager.retry(operation)

    def copy(self) -> None:
        """The words of the selected operations into the clipboard."""
        copy_text(self.words.toPlainText())

    def close_for_good(self) -> None:
        """Take back what was connected (unload)."""
        self._clock.stop()
        self.model.close()
        self.close()
        self.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def _rows_came(self) -> None:
        there = bool(self.model.rows())
        self.empty.setVisible(not there)
        self.table.setVisible(there)
        self.words.setVisible(there)
        self.table.fit_columns()
        if there and not self.table.places():
            self.choose(self.model.rows()[0])
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        text = "\n".join(_in_words(one) for one in chosen)
        if self.words.toPlainText() != text:
            self.words.setPlainText(text)
        self.cancel_button.setEnabled(any(not one.ended_already() for one in chosen))
        self.retry_button.setEnabled(any(one.may_be_retried() for one in chosen))
        self.copy_button.setEnabled(bool(chosen))


def _in_words(operation: Operation) -> str:
    if not operation.ended_already():
        return tr("{title}: running.").format(title=operation.title)
    said = tr("{title}: {state}, {time}.").format(
        title=operation.title, state=state_word(operation.state), time=duration(operation.seconds())
    )
    return f"{said} {operation.error}".rstrip()


class _ProgressBar(QStyledItemDelegate):
    """Percent of what runs as a bar of the style, with its number; empty for what is over."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        percent = index.data(PERCENT_ROLE)
        if percent is None:
            super().paint(painter, option, index)
            return
        bar = QStyleOptionProgressBar()
        bar.rect = QRect(option.rect).adjusted(2, 2, -2, -2)
        bar.palette, bar.fontMetrics, bar.direction = option.palette, option.fontMetrics, option.direction
        bar.state = option.state | QStyle.StateFlag.State_Horizontal
        bar.minimum, bar.maximum, bar.progress = 0, 100, int(percent)
        bar.text, bar.textVisible = index.data(), True
        bar.textAlignment = Qt.AlignmentFlag.AlignCenter
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ProgressBar, bar, painter, option.widget)
