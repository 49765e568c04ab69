"""A table of plain objects: each column says what it shows, by what it sorts, and what its heading means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Callable

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

#: Roles under which the table gives a whole row, and what it sorts by.
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
SORT_ROLE = Qt.ItemDataRole.UserRole + 2

_NOTHING = "—"


@dataclass(frozen=True)
class RowColumn:
    """``show`` gives the text of a row ("" shows a dash), ``order`` what it sorts by (the text by default;
    None comes first); ``tip`` explains the heading."""

    title: Callable[[], str]
    show: Callable[[Any], str]
    order: Callable[[Any], Any] | None = None
    number: bool = False
    tip: Callable[[], str] | None = None


class RowsModel(QAbstractTableModel):
    """Rows of any kind, shown by columns."""

    def __init__(self, columns: Sequence[RowColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Any] = []

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show ``rows``."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> list[Any]:
        """What is shown, in the order in which it was given."""
        return self._rows

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title()
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return column.tip()
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.show(row) or _NOTHING
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.show(row)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == ROW_ROLE:
            return row
        if role == SORT_ROLE:
            value = column.order(row) if column.order is not None else column.show(row)
            # numbers and nothing are compared as numbers
            return -1.0 if value is None else value
        return None
