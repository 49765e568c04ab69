"""All patches of the workspace as a table model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QFont

from ...core.i18n import tr
from ...core.sentences import sentence
from ...core.vocabulary import word
from ..code_chip import chip
from .patch_columns import COLUMNS, Column
from .patch_totals import Totals
from .row_numbers import BY_ROWS, inverse, move_persistent, runs_of, with_stranger, without

if TYPE_CHECKING:
    from ...store.review import PatchRow
    from .patch_filters import PatchFilter
    from .patch_rows import PatchRows

#: Role under which a cell gives its whole row.
ROW_ROLE = Qt.ItemDataRole.UserRole + 1

_SPOKEN = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class PatchModel(QAbstractTableModel):
    """Rows are :class:`PatchRow`. Sorting reorders the rows here by the keys that :class:`PatchRows` made for
    each column: to ask for two cells per comparison is not smooth with 100 000 rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: PatchRows | None = None
        self._rows: list[PatchRow] = []
        self._index: Any = None  # the position in _all of each of _rows, -1 where it has none
        self._places: Any = None  # row number by position in _all, looked up when first asked for
        self.moved: Any = None  # where each row went at the last sorting
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._live: dict[str, PatchRow] = {}
        self._behind: dict[str, PatchRow] = {}  # the saved rows that provisional ones stand before
        self._italic = QFont()
        self._italic.setItalic(True)

    def set_rows(self, rows: Sequence[PatchRow]) -> None:
        """Show ``rows``, in the order chosen before."""
        self.beginResetModel()
        self._take(rows)
        if self._sorted is not None and self._rows:
            self._reorder(*self._sorted)
        self.endResetModel()

    def _take(self, rows: Sequence[PatchRow]) -> None:
        self._places, self._behind, self._all, self._index = None, {}, None, None
        self._rows = list(rows)
        if not self._rows and not self._live:
            return  # at QGIS's start: numpy is not loaded for nothing
        import numpy as np

        from .patch_rows import PatchRows

        known = self._all = PatchRows.of(rows)
        self._index = np.arange(len(self._rows))
        for uid, row in self._live.items():
            place = known.place.get(uid)
            if place is None:
                self._rows.append(row)
                self._index = np.append(self._index, -1)
            else:
                self._behind[uid], self._rows[place] = known[place], row

    def _reorder(self, column: int, order: Qt.SortOrder) -> Any:
        """Sort by a column; what was not tested comes last in both directions. Where each row went (an
        array), None when there are none."""
        import numpy as np

        known, shown = self._all, COLUMNS[column]
        if known is None or self._index is None:
            return None
        every = np.append(known.keys(shown), np.nan)  # the last one for rows that are not in _all
        keys = every[self._index]
        if self._live:
            for uid, row in self._live.items():
                keys[self._at(uid)] = known.key(shown, row)
        chosen = np.argsort(-keys if order == Qt.SortOrder.DescendingOrder else keys, kind="stable")
        provisional = [(self._at(uid), row) for uid, row in self._live.items()]
        self._index, self._places = self._index[chosen], None
        self._rows = known.array[self._index].tolist()
        now_at = inverse(chosen, len(chosen))
        for place, row in provisional:
            self._rows[now_at[place]] = row
        return now_at

    def position(self, uid: str) -> int | None:
        """The row number of a patch; None when it is not here."""
        if self._all is None or self._index is None:
            return None
        known = self._all.place.get(uid)
        if known is None:  # a provisional patch, of which there are few
            strangers = (self._index < 0).nonzero()[0].tolist()
            return next((place for place in strangers if self._rows[place].uid == uid), None)
        if self._places is None:
            self._places = inverse(self._index, len(self._all))
        return int(self._places[known])

    def positions(self, uids: Iterable[str]) -> Any:
        """The row numbers of these patches, an ascending array; unknown ones have none."""
        import numpy as np

        asked = list(uids)
        if self._all is None or not asked:
            return np.empty(0, dtype=np.int64)
        found = list(map(self._all.place.get, asked))
        known = np.array([place for place in found if place is not None], dtype=np.int64)
        if self._places is None:
            self._places = inverse(self._index, len(self._all))
        live = [uid for uid, place in zip(asked, found) if place is None and uid in self._live]
        strangers = [at for uid in live if (at := self.position(uid)) is not None]
        return np.sort(np.append(self._places[known], np.array(strangers, dtype=np.int64)))

    def _at(self, uid: str) -> int:
        place = self.position(uid)
        if place is None:
            raise KeyError(uid)
        return place

    def passing(self, filters: Sequence[PatchFilter]) -> Any:
        """The numbers of the rows that all ``filters`` accept, ascending: an array, None for all of them."""
        if self._all is None or self._index is None:
            return None
        import numpy as np

        masks = [mask for one in filters if (mask := one.mask(self._all)) is not None]
        if not masks:
            return None
        kept = np.append(np.logical_and.reduce(np.array(masks, dtype=bool), axis=0), False)[self._index]
        for uid, row in self._live.items():
            kept[self._at(uid)] = all(one.accepts(row) for one in filters)
        return np.flatnonzero(kept)

    def ids(self, places: Any) -> list[int]:
        """What QGIS calls the rows with these numbers (an array); those that only unsaved edits made have no
        number there."""
        if self._all is None or self._index is None:
            return []
        known = self._index[places]
        found: list[int] = self._all.ids[known[known >= 0]].tolist()
        return found

    def totals(self, places: Any) -> Totals:
        """What the rows with these numbers (an array) add up to, None: all of them."""
        if self._all is None or self._index is None:
            return Totals()
        import numpy as np

        live, sums = [(self._at(uid), row) for uid, row in self._live.items()], {}
        for name, known in self._all.figures.items():
            values = np.append(known, np.nan)[self._index]
            for place, row in live:
                value = getattr(row, name)
                values[place] = np.nan if value is None else value
            tested = values if places is None else values[places]
            tested = tested[~np.isnan(tested)]
            sums[name] = float(tested.sum()) if len(tested) else None
        return Totals(len(self._rows) if places is None else len(places), **sums)

    def beginning(self, text: str, column: int) -> Any:
        """One flag per row: whether its number, its spatial code or what ``column`` shows begins with
        ``text``, written in lower case."""
        import numpy as np

        if self._all is None or self._index is None:
            return np.zeros(0, dtype=bool)
        flags = np.append(self._all.beginning(COLUMNS[column], text), False)[self._index]
        for uid, row in self._live.items():
            told = (row.patch_no, row.spatial_code, COLUMNS[column].show(row))
            flags[self._at(uid)] = any(one.casefold().startswith(text) for one in told)
        return flags

    def show_live(self, rows: Mapping[str, PatchRow]) -> set[str]:
        """Provisional rows (by uid) in place of the saved ones, in italics; one that no saved row has comes
        last. The uids of what changed."""
        before, self._live = self._live, dict(rows)
        if self._index is None and rows:  # nothing was saved yet
            self.beginResetModel()
            self._take([])
            self.endResetModel()
            return set(rows)
        changed = {uid for uid in {*before, *rows} if before.get(uid) is not rows.get(uid)}
        places = []
        for uid in changed:
            place, row = self.position(uid), rows.get(uid)
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
        spans = sorted(map(self._at, places))
        for first, end in runs_of(spans):
            self.dataChanged.emit(self.index(first, 0), self.index(end, last))
        return changed

    def is_live(self, uid: str) -> bool:
        """Whether a patch's row is provisional."""
        return uid in self._live

    def _append(self, row: PatchRow) -> None:
        place = len(self._rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.append(row)
        self._index, self._places = with_stranger(self._index), None
        self.endInsertRows()

    def _remove(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place]
        self._index, self._places = without(self._index, place), None
        self.endRemoveRows()

    def rows(self) -> list[PatchRow]:
        """All rows in the order shown."""
        return self._rows

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title()
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.cell(index.row(), index.column(), role) if index.isValid() else None

    def cell(self, place: int, number: int, role: int) -> Any:
        """What the column ``number`` of the row ``place`` gives for ``role``."""
        row, column = self._rows[place], COLUMNS[number]
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
        self.layoutAboutToBeChanged.emit([], BY_ROWS)
        self.moved = self._reorder(column, order)
        move_persistent(self, lambda rows: self.moved[rows])
        self.layoutChanged.emit([], BY_ROWS)


def _told(row: PatchRow) -> str:
    """The sentence in the interface's language, whatever it was when the run was made."""
    return sentence(vars(row)) if row.reason else ""


def _spoken(row: PatchRow, column: Column) -> str:
    return word("code", row.code) if column.key == "code" else column.show(row)
