"""Window Field Work: what an import took, what waits for a decision, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QModelIndex, Qt
from qgis.PyQt.QtGui import QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import QWidget

from ...core.i18n import tr
from ...core.vocabulary import word
from ..report_window import ReportWindow

if TYPE_CHECKING:
    from ...store.field_import import ImportReport
    from ...store.field_rows import Line

_PATCH_ROLE = Qt.ItemDataRole.UserRole + 1

#: So many lines are shown; the export has all. What needs somebody comes first.
_SHOWN = 5_000
_ORDER = ("conflict", "missing", "refused", "decided", "notice", "added", "already_there")


class FieldReportWindow(ReportWindow):
    """Shows a report of ``gengdi:importfieldwork``; double click shows the patch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = QStandardItemModel()
        super().__init__(tr("Field Work Imported"), "gengdi_field_report", "field-import", self.model, parent)
        self.model.setParent(self)

    def show_import(self, report: ImportReport, summary: str, uids: Mapping[str, str]) -> None:
        """Show ``report``; ``uids``: patch number -> uid of the patches in the workspace."""
        from ...store.field_rows import REPORT_FIELDS

        self.model.clear()
        self.model.setHorizontalHeaderLabels(
            [tr("Patch no."), tr("Kind"), tr("Outcome"), tr("Row"), tr("Explanation")]
        )
        lines = sorted(report.lines, key=lambda line: _ORDER.index(line.outcome))
        for line in lines[:_SHOWN]:
            self.model.appendRow(_items(line, uids.get(line.patch_no, "")))
        self.show_report(summary, REPORT_FIELDS, [line.values() for line in lines])

    def patch_at(self, index: QModelIndex) -> str:
        return str(index.sibling(index.row(), 0).data(_PATCH_ROLE) or "")


def _items(line: Line, uid: str) -> list[QStandardItem]:
    texts = (
        line.patch_no,
        word("field_row", line.what),
        word("field_outcome", line.outcome),
        line.row,
        line.sentence,
    )
    items = [QStandardItem(text) for text in texts]
    for item, text in zip(items, texts):
        item.setToolTip(text)
    items[0].setData(uid, _PATCH_ROLE)
    return items
