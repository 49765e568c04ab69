"""The evidence of one patch as a table: which approval, how much, counts or why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ...core.i18n import tr
from ...core.vocabulary import word
from ...resources_lookup import icon
from .. import figures

Evidence = Mapping[str, Any]


def verdict(row: Evidence) -> str:
    """Whether the approval counts, else why not, with its notes."""
    answer = tr("counts") if row["counts"] else word("why_not", row["why_not"] or "")
    notes = [word("note", key.strip()) for key in (row["note"] or "").split(",") if key.strip()]
    return tr("{answer} ({notes})").format(answer=answer, notes=tr(", ").join(notes)) if notes else answer


def approval(row: Evidence) -> str:
    """What the approval is called, as on the Layers page."""
    from ...core.approval_types import shown_type  # presets: not at QGIS's start

    return shown_type(row["approval_type"] or "unknown", row["layer"] or "")


_COLUMNS: tuple[tuple[Callable[[], str], Callable[[Evidence], str], bool], ...] = (
    (lambda: tr("Counts?"), verdict, False),
    (lambda: tr("Approval"), approval, False),
    (lambda: tr("Document no."), lambda row: figures.text(row["doc_no"]), False),
    (lambda: tr("Overlap m²"), lambda row: figures.area(row["overlap_m2"]), True),
    (lambda: tr("Share"), lambda row: figures.share(row["share"]), True),
    (lambda: tr("Approved on"), lambda row: figures.text(row["approved_on"]), False),
    (lambda: tr("Valid to"), lambda row: figures.text(row["valid_to"]), False),
    (lambda: tr("Layer"), lambda row: figures.text(row["layer"]), False),
    (lambda: tr("Feature"), lambda row: figures.text(row["feature_id"]), False),
)


class EvidenceModel(QAbstractTableModel):
    """Rows are mappings with the fields of the public contract's EVIDENCE."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Evidence] = []

    def set_rows(self, rows: Sequence[Evidence]) -> None:
        """Show ``rows``, the counting ones first, the largest overlap first."""
        self.beginResetModel()
        self._rows = sorted(rows, key=lambda row: (not row["counts"], -(row["overlap_m2"] or 0.0)))
        self.endResetModel()

    def row(self, place: int) -> Evidence:
        """The evidence in row ``place``."""
        return self._rows[place]

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section][0]()
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        _, show, number = _COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return show(row)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return icon("role_found" if row["counts"] else "role_missing")
        if role == Qt.ItemDataRole.TextAlignmentRole and number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None
