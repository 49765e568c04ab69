"""The Layers page's rows as a table model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ...core.i18n import tr
from ...core.vocabulary import word
from ...resources_lookup import icon
from .quiet_rows import QUIET_ROLE
from .role_rows import RoleRow, Status

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def status_word(status: Status) -> str:
    """The status in words, for tooltips and screen readers."""
    return {
        Status.FOUND: tr("found"),
        Status.DOUBTFUL: tr("doubtful"),
        Status.MISSING: tr("missing"),
    }[status]


class RoleModel(QAbstractTableModel):
    """Columns: role, layer, features, CRS, score; a missing role says in the layer column what it means."""

    ROLE, LAYER, FEATURES, CRS, SCORE = range(5)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RoleRow] = []

    def set_rows(self, rows: Sequence[RoleRow]) -> None:
        """Show ``rows``."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, place: int) -> RoleRow:
        """The row at ``place``."""
        return self._rows[place]

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Role"), tr("Layer"), tr("Features"), tr("CRS"), tr("Score"))[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, column)
        if role == Qt.ItemDataRole.DecorationRole and column == self.ROLE:
            return icon(f"role_{row.status.value}")
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (self.FEATURES, self.SCORE):
            return _RIGHT
        if role == QUIET_ROLE:
            return row.status is Status.MISSING
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (status_word(row.status), _text(row, column), row.note)))
        if role == Qt.ItemDataRole.AccessibleTextRole and column == self.ROLE:
            return f"{_text(row, column)}: {status_word(row.status)}"
        return None


def _text(row: RoleRow, column: int) -> str:
    if column == RoleModel.ROLE:
        return role_and_type(row)
    if row.status is Status.MISSING:
        return row.note if column == RoleModel.LAYER else ""
    if column == RoleModel.LAYER:
        return row.layer_name
    if column == RoleModel.FEATURES:
        return f"{row.features:,}" if row.features >= 0 else "?"
    if column == RoleModel.CRS:
        return row.crs
    return "" if row.binding is None else f"{100 * row.binding.score:.0f} %"


def role_and_type(row: RoleRow) -> str:
    """The role's word, for an approval with its type: the type decides what it can make green."""
    if not row.role:
        return "?"
    name = word("role", row.role)
    if row.role != "approval" or row.status is Status.MISSING:
        return name
    if row.binding is not None and row.binding.approval_type:
        from ...core.approval_types import shown_type  # presets: not at QGIS's start

        return tr("Approval: {type}").format(type=shown_type(row.binding.approval_type, row.layer_name))
    return tr("Approval: type by row")
