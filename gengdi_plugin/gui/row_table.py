"""How a table of plain rows looks and behaves, wherever it stands."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QAbstractItemView, QTableView

from .measure import row_height


def as_rows(table: QTableView) -> None:
    """Whole rows are selected, nothing is edited, no text wraps; Tab leaves the table."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_height(table))
