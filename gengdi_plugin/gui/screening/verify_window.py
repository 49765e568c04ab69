"""Window Verify Verdicts: whether every verdict follows from what the workspace keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QModelIndex, Qt
from qgis.PyQt.QtGui import QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import QWidget

from ...core.i18n import tr
from ...core.vocabulary import word
from ..report_window import ReportWindow

if TYPE_CHECKING:
    from ...store.verify import Difference, Verification

_PATCH_ROLE = Qt.ItemDataRole.UserRole + 1

#: So many differences are shown; the export has all.
_SHOWN = 5_000


class VerifyWindow(ReportWindow):
    """Shows the outcome and the differences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = QStandardItemModel()
        super().__init__(tr("Verify Verdicts"), "gengdi_verify", "verify-verdicts", self.model, parent)
        self.model.setParent(self)

    def show_verification(self, found: Verification) -> None:
        """Show the outcome."""
        from ...store.report_tables import VERIFY_FIELDS, verify_row, verify_summary

        self.model.clear()
        self.model.setHorizontalHeaderLabels(
            [tr("Patch no."), tr("What"), tr("Stored"), tr("Recomputed"), tr("Cause"), tr("Explanation")]
        )
        for line in found.differences[:_SHOWN]:
            self.model.appendRow(_items(line))
        said = verify_summary(found)
        if len(found.differences) > _SHOWN:
            said += " " + tr("The first {n} differences are shown; the export has all.").format(
                n=f"{_SHOWN:,}"
            )
        self.show_report(said, VERIFY_FIELDS, [verify_row(line) for line in found.differences])

    def patch_at(self, index: QModelIndex) -> str:
        return str(index.sibling(index.row(), 0).data(_PATCH_ROLE) or "")


def _items(line: Difference) -> list[QStandardItem]:
    texts = (
        line.patch_no or line.spatial_code or tr("the run"),
        _field(line.field),
        _value(line.field, line.stored),
        _value(line.field, line.recomputed),
        word("cause", line.cause),
        line.told,
    )
    items = [_item(text) for text in texts]
    items[0].setData(line.patch_uid, _PATCH_ROLE)
    return items


def _field(name: str) -> str:
    """A field in words: ``evidence.overlap_m2`` is the overlap of an approval."""
    table, dot, field = name.rpartition(".")
    return " · ".join((word("figure", table), word("figure", field))) if dot else word("figure", name)


#: Fields whose values are keys of the vocabulary: field -> group.
_GROUPS = {
    "code": "code",
    "reason": "reason",
    "scope": "scope",
    "change_kind": "change_kind",
    "why_not": "why_not",
    "barred_why": "why_not",
    "best_type": "approval_type",
    "barred_type": "approval_type",
}


def _value(field: str, text: str) -> str:
    """A value as it is read: keys in words."""
    group = _GROUPS.get(field.rpartition(".")[2])
    return word(group, text) if group and text else text


def _item(text: Any) -> QStandardItem:
    item = QStandardItem(str(text))
    item.setToolTip(str(text))
    return item
