"""One message-bar item for everything under way, and one sentence for how it ended."""

from __future__ import annotations

from typing import Callable

from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QProgressBar, QPushButton

from ...core.i18n import tr
from .operations import Operation, OperationManager, State


class OperationBar(QObject):
    """Shows the manager's operations in QGIS's message bar.

    While something runs there is exactly one item with its progress, Cancel and Details…; an item that
    the officer closed comes back with the next operation. Successes are told by whoever started the
    operation, who knows what comes next; failures and cancellations are told here.
    """

    def __init__(
        self, manager: OperationManager, bar: QgsMessageBar, show_log: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._bar = bar
        self._show_log = show_log
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
        self._progress.setMaximumWidth(240)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self._manager.cancel_all)
        details = QPushButton(tr("Details…"))
        details.clicked.connect(self._show_log)
        for widget in (self._progress, cancel, details):
            self._item.layout().addWidget(widget)
        self._bar.pushWidget(self._item, Qgis.MessageLevel.Info)

    def _remove_item(self) -> None:
        if self._item is not None and not sip.isdeleted(self._item):
            self._bar.popWidget(self._item)
        self._item = self._progress = None

    def _tell(self, operation: Operation) -> None:
        if operation.state is State.FAILED:
            self.say(
                tr("{title} failed: {error}").format(title=operation.title, error=operation.error),
                Qgis.MessageLevel.Critical,
                details=True,
            )
        elif operation.state is State.CANCELLED:
            self.say(tr("{title} was cancelled.").format(title=operation.title), Qgis.MessageLevel.Info)

    def say(
        self, text: str, level: Qgis.MessageLevel = Qgis.MessageLevel.Success, details: bool = False
    ) -> QgsMessageBarItem:
        """One sentence in the message bar; warnings and errors stay until closed."""
        item = self._bar.createMessage(tr("Gengdi"), text)
        if details:
            button = QPushButton(tr("Details…"))
            button.clicked.connect(self._show_log)
            item.layout().addWidget(button)
        passing = level in (Qgis.MessageLevel.Info, Qgis.MessageLevel.Success)
        self._bar.pushWidget(item, level, 8 if passing else 0)
        return item
