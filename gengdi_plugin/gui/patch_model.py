"""All patches of the workspace as a table model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QFont

from ..core.i18n import tr
from ..core.sentences import sentence
from ..core.vocabulary import word
from .code_chip import chip
from .patch_columns import COLUMNS, Column

if TYPE_CHECKING:
    from ..store.review import PatchRow

#: Role under which a cell gives its whole row.
ROW_ROLE = Qt.ItemDataRole.UserRole + 1

_SPOKEN = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class PatchModel(QAbstractTableModel):
    """Rows are :class:`PatchRow`. Sorting reorders the rows here, once, by Python's sort: a proxy would
    ask for two cells per comparison, which is not smooth with 10 000s of rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[PatchRow] = []
        self._position: dict[str, int] = {}
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._live: dict[str, PatchRow] = {}
        self._behind: dict[str, PatchRow] = {}  # the saved rows that provisional ones stand before
        self._italic = QFont()
        self._italic.setItalic(True)

    def set_rows(self, rows: Sequence[PatchRow]) -> None:
        """Show ``rows``, in the order chosen before."""
        self.beginResetModel()
        self._behind = {row.uid: row for row in rows if row.uid in self._live} if self._live else {}
        self._rows = [self._live.get(row.uid, row) for row in rows] if self._live else list(rows)
        self._rows += [row for uid, row in self._live.items() if uid not in self._behind]
        if self._sorted is not None:
            self._rows = _in_order(self._rows, COLUMNS[self._sorted[0]], self._sorted[1])
        self._remember_positions()
        self.endResetModel()

    def show_live(self, rows: Mapping[str, PatchRow]) -> set[str]:
        """Provisional rows (by uid) in place of the saved ones, in italics; one that no saved row has comes
        last. The uids of what changed."""
        before, self._live = self._live, dict(rows)
        changed = {uid for uid in {*before, *rows} if before.get(uid) is not rows.get(uid)}
        places = []
        for uid in changed:
            place, row = self._position.get(uid), rows.get(uid)
            if place is None and row is not None:
                self._append(row)
            elif place is not None and row is None and uid not in self._behind:
                self._remove(place)
            elif place is not None:
                if row is None:
                    self._rows[place] = self._behind.pop(uid)
                else:
                    if uid not in before:
                        self._behind[uid] = self._rows[place]
                    self._rows[place] = row
                places.append(uid)
        last = len(COLUMNS) - 1
        spans = sorted(self._position[uid] for uid in places)
        for first, end in _runs(spans):
            self.dataChanged.emit(self.index(first, 0), self.index(end, last))
        return changed

    def is_live(self, uid: str) -> bool:
        """Whether a patch's row is provisional."""
        return uid in self._live

    def _append(self, row: PatchRow) -> None:
        place = len(self._rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.append(row)
        self._position[row.uid] = place
        self.endInsertRows()

    def _remove(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place]
        self._remember_positions()
        self.endRemoveRows()

    def rows(self) -> list[PatchRow]:
        """All rows in the order shown."""
        return self._rows

    def position(self, uid: str) -> int | None:
        """The row number of a patch; None when it is not here."""
        return self._position.get(uid)

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title()
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        live = bool(self._live) and row.uid in self._live
        if role == Qt.ItemDataRole.DisplayRole:
            return tr("live") if live and column.key == "code" else column.show(row)
        if role == Qt.ItemDataRole.FontRole:
            return self._italic if live else None
        if live and column.key == "code" and role in _SPOKEN:
            return tr("{code}: provisional, follows unsaved edits").format(code=word("code", row.code))
        if role == Qt.ItemDataRole.DecorationRole and column.key == "code":
            return chip(row.code)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return _told(row) if column.key == "reason" else _spoken(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row, column)
        if role == ROW_ROLE:
            return row
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0:
            return
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        uids = [self._rows[index.row()].uid for index in before]
        self._rows = _in_order(self._rows, COLUMNS[column], order)
        self._remember_positions()
        after = [
            self.index(self._position[uid], index.column()) for uid, index in zip(uids, before)
        ]  # fmt: skip
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _remember_positions(self) -> None:
        self._position = {row.uid: place for place, row in enumerate(self._rows)}


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbouring ``places`` (sorted)."""
    first = places[0] if places else 0
    for place, following in zip(places, [*places[1:], -1]):
        if following != place + 1:
            yield first, place
            first = following


def _in_order(rows: list[PatchRow], column: Column, order: Qt.SortOrder) -> list[PatchRow]:
    """Sorted by the column; what was not tested comes last in both directions."""
    keyed = [(column.order(row), row) for row in rows]
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)
    return [row for _, row in known] + [row for value, row in keyed if value is None]


def _told(row: PatchRow) -> str:
    """The sentence in the interface's language, whatever it was when the run was made."""
    return sentence(vars(row)) if row.reason else ""


def _spoken(row: PatchRow, column: Column) -> str:
    return word("code", row.code) if column.key == "code" else column.show(row)
