"""A table view over a :class:`RowsModel`: whole rows, sortable, quick with very many."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QItemSelectionModel, QSortFilterProxyModel, Qt
from qgis.PyQt.QtWidgets import QAbstractItemView, QTableView, QWidget

from .measure import scaled
from .row_table import as_rows
from .rows_model import ROW_ROLE, SORT_ROLE, RowsModel

#: Pixels of a column before it is cut (its tip says all).
_WIDEST = 240


class RowsView(QTableView):
    """Shows ``model``; ``places()`` and ``chosen()`` are the selected rows of the model."""

    def __init__(self, model: RowsModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.rows_model = model
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(model)
        self.proxy.setSortRole(SORT_ROLE)
        self.setModel(self.proxy)
        as_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        # else the header asks at every paint whether each cell of a column is selected
        header.setSelectionModel(QItemSelectionModel(self.proxy, header))

    def fit_columns(self) -> None:
        """Columns as wide as what they show, within reason."""
        self.resizeColumnsToContents()
        for column in range(self.proxy.columnCount() - 1):
            self.setColumnWidth(column, min(self.columnWidth(column) + 8, scaled(_WIDEST, self)))

    def places(self) -> list[int]:
        """The selected rows' places in the model."""
        found = set()
        for span in self.selectionModel().selection():
            for row in range(span.top(), span.bottom() + 1):
                found.add(self.proxy.mapToSource(self.proxy.index(row, 0)).row())
        return sorted(found)

    def chosen(self) -> list[Any]:
        """The selected rows."""
        rows = self.rows_model.rows()
        return [rows[place] for place in self.places()]

    def current(self) -> Any:
        """The row with the cursor; None when there is none."""
        return self.currentIndex().data(ROW_ROLE)
