"""The box that asks for the type of violation (违法类型): five words, or not yet decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QComboBox, QWidget

from ...core.i18n import tr
from ...core.violations import suspected_violation
from ...core.vocabulary import keys, word

if TYPE_CHECKING:
    from ...store.review import PatchRow

_GROUP = "violation_type"


class ViolationBox(QComboBox):
    """Chosen by a person: what the verdict makes one suspect is said as a hint and never preselected."""

    def __init__(self, row: PatchRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        suspected = suspected_violation(row.reason or "")
        undecided = tr("not decided")
        if suspected:
            undecided = tr("not decided (suspected: {type})").format(type=word(_GROUP, suspected))
        self.addItem(undecided, "")
        for key in keys(_GROUP):
            self.addItem(word(_GROUP, key), key)
        self.setCurrentIndex(max(self.findData(row.violation_type or ""), 0))

    def key(self) -> str:
        """The type chosen, "" while it is not decided."""
        return str(self.currentData() or "")
