"""One message-bar item for everything under way, and one sentence for how it ended."""

from __future__ import annotations

from typing import Callable

from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QProgressBar, QPushButton, QSizePolicy

from ...core.i18n import tr
from .operation import Operation, State
from .operations import OperationManager


class OperationBar(QObject):
    """Shows the manager's operations in QGIS's message bar.

    While something runs there is exactly one item with its progress, Cancel and Details…; an item that
    the officer closed comes back with the next operation. Successes are told by whoever started the
    operation, who knows what comes next; failures and cancellations are told here. ``show_details`` shows
    the list of operations, at one of them when it is given.
    """

    def __init__(
        self,
        manager: OperationManager,
        bar: QgsMessageBar,
        show_details: Callable[[Operation | None], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._bar = bar
        self._show_details = show_details
        self._item: QgsMessageBarItem | None = None
        self._progress: QProgressBar | None = None
        self._known: list[Operation] = []
        manager.changed.connect(self._update)
        manager.ended.connect(self._tell)

    def close(self) -> None:
        """Take the item off the bar and stop listening."""
        self._manager.changed.disconnect(self._update)
        self._manager.ended.disconnect(self._tell)
        self._remove_item()

    def _update(self) -> None:
        running = self._manager.running()
        started = [operation for operation in running if operation not in self._known]
        self._known = running
        if not running:
            self._remove_item()
            return
        if self._item is None or sip.isdeleted(self._item):
            if not started:  # closed by the officer while it runs: leave it closed
                return
            self._make_item()
        if len(running) == 1:
            self._item.setText(running[0].title)
        else:
            self._item.setText(tr("%n operation(s) running", len(running)))
        self._progress.setValue(int(sum(one.progress() for one in running) / len(running)))

    def _make_item(self) -> None:
        self._item = self._bar.createMessage(tr("Gengdi"), "")
        self._progress = QProgressBar()
        self._progress.setRange(0, 100)
        letter = self._progress.fontMetrics().averageCharWidth()
        self._progress.setMinimumWidth(6 * letter)
        self._progress.setMaximumWidth(32 * letter)
        self._item.layout().addWidget(self._progress)
        add_button(self._item, tr("Cancel"), self._manager.cancel_all)
        add_button(self._item, tr("Details…"), lambda: self._show_details(None))
        self._bar.pushWidget(self._item, Qgis.MessageLevel.Info)

    def _remove_item(self) -> None:
        if self._item is not None and not sip.isdeleted(self._item):
            self._bar.popWidget(self._item)
        self._item = self._progress = None

    def _tell(self, operation: Operation) -> None:
        if operation.state is State.FAILED:
            said = tr("{title} failed: {error}").format(title=operation.title, error=operation.error)
            item = self.say(said, Qgis.MessageLevel.Critical)
            add_button(item, tr("Details…"), lambda: self._show_details(operation))
            if operation.may_be_retried():
                add_button(item, tr("Retry"), lambda: self._retry(operation, item))
        elif operation.state is State.CANCELLED:
            self.say(tr("{title} was cancelled.").format(title=operation.title), Qgis.MessageLevel.Info)

    def _retry(self, operation: Operation, item: QgsMessageBarItem) -> None:
        if not operation.may_be_retried():  # started again from the list, or its project is closed
            self._show_details(operation)
            return
        self._bar.popWidget(item)
        self._manager.retry(operation)

    def say(self, text: str, level: Qgis.MessageLevel = Qgis.MessageLevel.Success) -> QgsMessageBarItem:
        """One sentence in the message bar; warnings and errors stay until closed."""
        item = self._bar.createMessage(tr("Gengdi"), text)
        narrow(item)
        passing = level in (Qgis.MessageLevel.Info, Qgis.MessageLevel.Success)
        self._bar.pushWidget(item, level, 8 if passing else 0)
        return item


def add_button(item: QgsMessageBarItem, text: str, slot: Callable[[], object]) -> None:
    """A button beside the words of ``item``; it can be reached by keyboard."""
    button = QPushButton(text)
    letters = button.fontMetrics()  # the words beside it need the room of a style's usual width
    button.setMaximumWidth(letters.horizontalAdvance(text) + 2 * letters.averageCharWidth() + 8)
    button.clicked.connect(lambda _checked: slot())
    item.layout().addWidget(button)
    narrow(item)


def narrow(item: QgsMessageBarItem) -> None:
    """Let ``item`` be as narrow as its parts can be: else QGIS's window takes the width that it would like
    from the officer's panels, and does not give it back. (QGIS takes what an item likes for the least.)"""
    item.setSizePolicy(QSizePolicy.Policy.Ignored, item.sizePolicy().verticalPolicy())
    item.setMinimumWidth(0)
    item.setMinimumWidth(item.minimumSizeHint().width())
