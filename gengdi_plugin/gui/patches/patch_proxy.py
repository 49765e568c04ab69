"""The patches that pass the filters, in the model's order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal

from .patch_columns import COLUMNS
from .patch_filters import PatchFilter
from .patch_model import PatchModel
from .patch_totals import Totals
from .row_numbers import BY_ROWS, move_persistent

if TYPE_CHECKING:
    from ...store.review import PatchRow


class PatchProxy(QAbstractTableModel):
    """Row numbers of the model, chosen at once by arrays: Qt's own proxy asks Python about every row."""

    sorting = pyqtSignal()  # a view may let go of what would take long to keep …
    resorted = pyqtSignal()  # … and take it back

    def __init__(self, source: PatchModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._filters: tuple[PatchFilter, ...] = ()
        self._chosen: Any = None  # array of row numbers of the model, ascending; None: all
        self._sorting = False
        source.modelAboutToBeReset.connect(self.beginResetModel)
        source.modelReset.connect(self._reset)
        source.dataChanged.connect(self._changed)
        source.rowsInserted.connect(self._another)
        source.rowsRemoved.connect(self._another)
        source.layoutChanged.connect(self._reordered)

    def set_filters(self, filters: Sequence[PatchFilter]) -> bool:
        """Show the rows that all ``filters`` accept; whether they are others than before. A view's selection
        is gone then."""
        if tuple(filters) == self._filters:
            return False
        self._filters = tuple(filters)
        self._another()
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sorting.emit()
        self.layoutAboutToBeChanged.emit([], BY_ROWS)
        before = self._chosen
        self._sorting = True
        self._source.sort(column, order)
        self._sorting = False
        self._chosen = self._source.passing(self._filters)

        def new_rows(rows: Any) -> Any:
            moved = self._source.moved[rows if before is None else before[rows]]
            return moved if self._chosen is None else self._chosen.searchsorted(moved)

        move_persistent(self, new_rows)
        self.layoutChanged.emit([], BY_ROWS)
        self.resorted.emit()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return self._source.rowCount() if self._chosen is None else len(self._chosen)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        return self._source.headerData(section, orientation, role)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        return self._source.cell(self._behind(index.row()), index.column(), role)

    def row(self, place: int) -> PatchRow:
        """The patch shown in row ``place``."""
        return self._source.rows()[self._behind(place)]

    def between(self, first: int, last: int) -> list[PatchRow]:
        """The patches shown in the rows ``first`` to ``last``."""
        rows = self._source.rows()
        if self._chosen is None:
            return list(rows[first : last + 1])
        return [rows[place] for place in self._chosen[first : last + 1].tolist()]

    def ids(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """What QGIS calls the patches shown in rows from first to last of each of ``spans``."""
        return self._source.ids(self._of(spans)) if spans else []

    def _of(self, spans: Sequence[tuple[int, int]]) -> Any:
        """Row numbers of the model, once each."""
        import numpy as np

        places = np.unique(np.concatenate([np.arange(0), *(np.arange(a, z + 1) for a, z in spans)]))
        return places if self._chosen is None else self._chosen[places]

    def shown(self) -> list[PatchRow]:
        """The visible rows in order."""
        return self.between(0, self.rowCount() - 1)

    def area(self) -> float:
        """The area of the visible rows, m²."""
        return self.totals().area_m2 or 0.0

    def totals(self, spans: Sequence[tuple[int, int]] | None = None) -> Totals:
        """What the visible rows add up to, or those in rows from first to last of each of ``spans``."""
        return self._source.totals(self._chosen if spans is None else self._of(spans))

    def beginning(self, text: str, column: int, start: int) -> int | None:
        """The first row from ``start`` on, then from the top, whose number, spatial code or ``column``
        begins with ``text`` (lower case); None when none does."""
        flags = self._source.beginning(text, column)
        found = (flags if self._chosen is None else flags[self._chosen]).nonzero()[0]
        return int(found[found.searchsorted(start) % len(found)]) if len(found) else None

    def place(self, uid: str) -> QModelIndex:
        """Where a patch is shown; an invalid index when it is hidden or unknown."""
        found = self.places((uid,))
        return self.index(found[0], 0) if found else QModelIndex()

    def places(self, uids: Iterable[str]) -> list[int]:
        """The rows in which these patches are shown, ascending; hidden and unknown ones have none."""
        asked = list(uids)
        if not asked or not self._source.rows():
            return []
        known = self._source.positions(asked)
        if self._chosen is None or not len(self._chosen) or not len(known):
            found = known if self._chosen is None else known[:0]
        else:
            at = self._chosen.searchsorted(known).clip(max=len(self._chosen) - 1)
            found = at[self._chosen[at] == known]
        places: list[int] = found.tolist()
        return places

    def _behind(self, place: int) -> int:
        return place if self._chosen is None else int(self._chosen[place])

    def _another(self, *_rows: object) -> None:
        self.beginResetModel()
        self._reset()

    def _reset(self) -> None:
        self._chosen = self._source.passing(self._filters)
        self.endResetModel()

    def _reordered(self, *_layout: object) -> None:
        if not self._sorting:  # the model was sorted by somebody else
            self._another()

    def _changed(self, first: QModelIndex, last: QModelIndex, *_roles: object) -> None:
        rows = self._source.rows()
        uids = [rows[place].uid for place in range(first.row(), last.row() + 1)]
        for place in self.places(uids):
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))
