"""The patches that pass the filters, in the model's order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QModelIndex, QObject, QSortFilterProxyModel, Qt

from .patch_filters import PatchFilter
from .patch_model import PatchModel

if TYPE_CHECKING:
    from ..store.review import PatchRow


class PatchProxy(QSortFilterProxyModel):
    """Filters in Python, sorts in the source (see :class:`PatchModel`)."""

    def __init__(self, source: PatchModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._filters: tuple[PatchFilter, ...] = ()
        self.setDynamicSortFilter(False)
        self.setSourceModel(source)

    def set_filters(self, filters: Sequence[PatchFilter]) -> None:
        """Show the rows that all ``filters`` accept."""
        if tuple(filters) != self._filters:
            self._filters = tuple(filters)
            self.invalidateFilter()

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex) -> bool:
        row = self._source.rows()[source_row]
        return all(one.accepts(row) for one in self._filters)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._source.sort(column, order)

    def shown(self) -> list[PatchRow]:
        """The visible rows in order."""
        rows = self._source.rows()
        return [rows[self.mapToSource(self.index(place, 0)).row()] for place in range(self.rowCount())]

    def place(self, uid: str) -> QModelIndex:
        """Where a patch is shown; an invalid index when it is hidden or unknown."""
        position = self._source.position(uid)
        return QModelIndex() if position is None else self.mapFromSource(self._source.index(position, 0))
