"""The states of all patches on a past day as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt

from ...core.i18n import tr
from ...core.vocabulary import word
from ..code_chip import chip

if TYPE_CHECKING:
    from ...store.history import PastState


class PastModel(QAbstractTableModel):
    """One row per patch that had a state then."""

    def __init__(self) -> None:
        super().__init__()
        self._states: Sequence[PastState] = ()

    def show(self, states: Sequence[PastState]) -> None:
        """Show ``states`` instead."""
        self.beginResetModel()
        self._states = states
        self.endResetModel()

    def uid_at(self, row: int) -> str:
        """The patch in a row."""
        return self._states[row].patch_uid

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._states)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 6

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or way != Qt.Orientation.Horizontal:
            return None
        names = (tr("Patch no."), tr("Colour"), tr("State"), tr("Since"), tr("Unit"), tr("Spatial code"))
        return names[section]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, column = self._states[index.row()], index.column()
        if role == Qt.ItemDataRole.DecorationRole and column == 1 and one.state.code:
            return chip(one.state.code)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        texts = (
            one.patch_no,
            word("code", one.state.code) if one.state.code else tr("goes on in other patches"),
            word("state", one.state.state),
            one.state.since[:16].replace("T", " "),
            one.unit_code,
            one.spatial_code,
        )
        return texts[column]
