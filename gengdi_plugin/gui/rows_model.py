"""Any rows as a table: columns say what each shows and by what it sorts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Callable

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

#: Roles under which the table gives a whole row, and what it sorts by.
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
SORT_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)
class RowColumn:
    """``title`` and ``show`` give texts when asked; ``order`` what it sorts by, the text when None."""

    title: Callable[[], str]
    show: Callable[[Any], str]
    order: Callable[[Any], Any] | None = None


class RowsModel(QAbstractTableModel):
    """Read-only; rows of one kind."""

    def __init__(self, columns: Sequence[RowColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[Any] = []

    def rows(self) -> list[Any]:
        """What is shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show ``rows``."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def replace_rows(self, changed: dict[int, Any]) -> None:
        """Put other rows into places, keeping selection and order."""
        for place, row in changed.items():
            self._rows[place] = row
        if changed:
            last = self.index(max(changed), len(self._columns) - 1)
            self.dataChanged.emit(self.index(min(changed), 0), last)

    def titles(self) -> list[str]:
        """The headings."""
        return [column.title() for column in self._columns]

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title()
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == ROW_ROLE:
            return row
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return column.show(row)
        if role == SORT_ROLE:
            return column.show(row) if column.order is None else column.order(row)
        return None
