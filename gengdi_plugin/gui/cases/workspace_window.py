"""Window Verify Workspace: what is tampered with, broken, missing or unsigned, and the end of the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QModelIndex, Qt
from qgis.PyQt.QtGui import QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import QLabel, QLineEdit, QWidget

from ...core.i18n import tr
from ...core.vocabulary import word
from ..report_window import ReportWindow

if TYPE_CHECKING:
    from ...store.verify_lines import Line, WorkspaceReport

_PATCH_ROLE = Qt.ItemDataRole.UserRole + 1

#: So many lines are shown; the export has all.
_SHOWN = 5_000


class WorkspaceWindow(ReportWindow):
    """Shows the outcome, the lines and the end of the audit chain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = QStandardItemModel()
        super().__init__(tr("Verify Workspace"), "gengdi_workspace", "verify-workspace", self.model, parent)
        self.model.setParent(self)
        label = QLabel(tr("&End of the audit chain:"))
        self.chain_head = QLineEdit()
        self.chain_head.setObjectName("gengdi_chain_head")
        self.chain_head.setReadOnly(True)
        self.chain_head.setToolTip(
            tr(
                "Note this outside the workspace, for example on a printed list: whoever rewrites the whole "
                "file cannot bring it back"
            )
        )
        label.setBuddy(self.chain_head)
        self.head.addWidget(label)
        self.head.addWidget(self.chain_head, 1)

    def show_outcome(self, found: WorkspaceReport) -> None:
        """Show the outcome."""
        from ...store.verify_lines import WORKSPACE_FIELDS, workspace_row, workspace_summary

        self.model.clear()
        self.model.setHorizontalHeaderLabels([tr("Kind"), tr("Patch no."), tr("Table"), tr("What was found")])
        for line in found.lines[:_SHOWN]:
            self.model.appendRow(_items(line))
        said = workspace_summary(found)
        if len(found.lines) > _SHOWN:
            said += " " + tr("The first {n} lines are shown; the export has all.").format(n=f"{_SHOWN:,}")
        self.chain_head.setText(found.head or tr("There is no entry yet"))
        self.chain_head.setCursorPosition(0)
        self.show_report(said, WORKSPACE_FIELDS, [workspace_row(line) for line in found.lines])

    def patch_at(self, index: QModelIndex) -> str:
        return str(index.sibling(index.row(), 0).data(_PATCH_ROLE) or "")


def _items(line: Line) -> list[QStandardItem]:
    table = word("table", line.table) if line.table else ""
    texts = (word("verify_kind", line.kind), line.patch_no, table, line.short or line.told)
    items = [QStandardItem(text) for text in texts]
    for item in items:
        item.setToolTip(line.told)
    items[0].setData(line.patch_uid, _PATCH_ROLE)
    return items
