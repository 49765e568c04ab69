"""The corners of a boundary as a table: numbered J1 …, easting and northing (or longitude and latitude)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal

from ...core.i18n import tr

Place = tuple[float, float]


class PointModel(QAbstractTableModel):
    """``edited`` carries all places when the officer changed one."""

    edited = pyqtSignal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []
        self._degrees = True

    def show(self, places: Sequence[Place], degrees: bool) -> None:
        """Show these places; ``degrees``: they are longitudes and latitudes."""
        self.beginResetModel()
        self._places, self._degrees = list(places), degrees
        self.endResetModel()

    def places(self) -> list[Place]:
        """What is shown."""
        return list(self._places)

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._places)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if self._degrees:
            return (tr("Point"), tr("Longitude"), tr("Latitude"))[section]
        return (tr("Point"), tr("East (m)"), tr("North (m)"))[section]

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if index.column() else super().flags(index)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        if index.column() == 0:
            return f"J{index.row() + 1}"
        return f"{self._places[index.row()][index.column() - 1]:.{9 if self._degrees else 3}f}"

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A number that is none leaves the point where it is."""
        try:
            number = float(str(value).strip().replace(",", ""))
        except ValueError:
            return False
        if number != number or abs(number) == float("inf"):
            return False
        places = self.places()
        place = list(places[index.row()])
        place[index.column() - 1] = number
        places[index.row()] = (place[0], place[1])
        self.edited.emit(places)
        return True
