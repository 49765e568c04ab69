"""The operations of this session as a table: newest first, running ones move on."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QIcon

from ...core.i18n import tr
from ..rows_model import RowColumn, RowsModel
from .operation import Operation, State
from .operations import OperationManager

#: Places of the columns that are drawn in a way of their own.
STATE, PROGRESS = 1, 2
#: Percent done of a running operation, None of one that is over.
PERCENT_ROLE = Qt.ItemDataRole.UserRole + 10

_ICONS = {
    State.RUNNING: "/mTaskRunning.svg",
    State.DONE: "/mTaskComplete.svg",
    State.FAILED: "/mTaskTerminated.svg",
    State.CANCELLED: "/mTaskCancel.svg",
}


def state_icon(state: State) -> QIcon:
    """QGIS's own picture of the state, in its theme."""
    return QgsApplication.getThemeIcon(_ICONS[state])


def state_word(state: State) -> str:
    """The state in a word."""
    return {
        State.RUNNING: tr("Running"),
        State.DONE: tr("Done"),
        State.FAILED: tr("Failed"),
        State.CANCELLED: tr("Cancelled"),
    }[state]


def duration(seconds: float) -> str:
    """A duration for reading: ``0:07``, ``12:30``, ``1:02:03``."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def _columns() -> tuple[RowColumn, ...]:
    return (
        RowColumn(lambda: tr("Work"), lambda one: one.title),
        RowColumn(lambda: tr("Status"), lambda one: state_word(one.state)),
        RowColumn(lambda: tr("Progress"), _percent, lambda one: one.progress(), number=True),
        RowColumn(lambda: tr("Started"), lambda one: f"{one.started:%H:%M:%S}", lambda one: one.started),
        RowColumn(
            lambda: tr("Duration"),
            lambda one: duration(one.seconds()),
            lambda one: one.seconds(),
            number=True,
        ),
        RowColumn(lambda: tr("What went wrong"), lambda one: one.error),
    )


def _percent(operation: Operation) -> str:
    return "" if operation.ended_already() else f"{operation.progress():.0f} %"


class OperationModel(RowsModel):
    """Follows ``manager`` until :meth:`close`; rows are its operations."""

    def __init__(self, manager: OperationManager, parent: QObject | None = None) -> None:
        super().__init__(_columns(), parent)
        self._manager = manager
        self.set_rows(manager.known()[::-1])
        manager.changed.connect(self.refresh)

    def close(self) -> None:
        """Stop following."""
        self._manager.changed.disconnect(self.refresh)

    def refresh(self) -> None:
        """Show what is there now; rows that stay keep their selection."""
        known = self._manager.known()[::-1]
        there = set(known)
        for place in range(len(self._rows) - 1, -1, -1):
            if self._rows[place] not in there:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()
        new = len(known) - len(self._rows)
        if new:
            self.beginInsertRows(QModelIndex(), 0, new - 1)
            self._rows[:0] = known[:new]
            self.endInsertRows()
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid():
            operation = self._rows[index.row()]
            if role == Qt.ItemDataRole.DecorationRole and index.column() == STATE:
                return state_icon(operation.state)
            if role == PERCENT_ROLE:
                return None if operation.ended_already() else operation.progress()
        return super().data(index, role)
