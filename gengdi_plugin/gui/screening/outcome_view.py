"""How many patches there are by code and reason; a click shows them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from ..code_chip import chip
from ..figures import area
from ..help import open_guide, reason_anchor
from ..patches.patch_columns import rests_on_word

if TYPE_CHECKING:
    from ...store.review import PatchRow

_CODE, _REASON = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_WHY = 3  # the column that leads to the guide
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OutcomeView(QTreeWidget):
    """A tree: code, below it the reasons with their number and area."""

    wanted = pyqtSignal(str, str)  # code, reason ("" = all of the code)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_outcome")
        self.setHeaderLabels([tr("Code and reason"), tr("Patches"), tr("Area m²"), ""])
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMinimumHeight(180)
        self.itemActivated.connect(self._tell)
        self.itemDoubleClicked.connect(self._tell)
        self.itemClicked.connect(self._explain)

    def show_rows(self, rows: Sequence[PatchRow]) -> None:
        """Count ``rows``; hidden while there are none."""
        self.clear()
        self.setVisible(bool(rows))
        number: Counter[tuple[str, str]] = Counter()
        size: defaultdict[tuple[str, str], float] = defaultdict(float)
        for (code, rests_on), (count, area_m2) in _tally(rows).items():
            for key in ((code, ""), (code, rests_on)):
                number[key] += count
                size[key] += area_m2
        for code in keys("code"):
            if not number[code, ""]:
                continue
            top = self._item(word("code", code), code, "", number, size)
            top.setIcon(0, chip(code))
            self.addTopLevelItem(top)
            for reason in (*keys("reason"), *keys("state"), *sorted(_unknown(number, code))):
                if reason and number[code, reason]:
                    top.addChild(self._item(rests_on_word(reason), code, reason, number, size))
            top.setExpanded(True)

    def _item(
        self,
        text: str,
        code: str,
        reason: str,
        number: Counter[tuple[str, str]],
        size: Mapping[tuple[str, str], float],
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text, f"{number[code, reason]:,}", area(size[code, reason])])
        item.setData(0, _CODE, code)
        item.setData(0, _REASON, reason)
        # a narrow panel cuts the reason
        item.setToolTip(0, "\n".join((text, tr("Double-click to see these patches"))))
        item.setTextAlignment(1, int(_RIGHT))
        item.setTextAlignment(2, int(_RIGHT))
        if reason in keys("reason"):
            item.setText(_WHY, tr("why?"))
            item.setToolTip(_WHY, tr("What this reason means and what to do next (F1)"))
            item.setForeground(_WHY, self.palette().link())
            font = item.font(_WHY)
            font.setUnderline(True)
            item.setFont(_WHY, font)
        return item

    def help_anchor(self) -> str:
        """Where the guide explains the current reason."""
        item = self.currentItem()
        reason = item.data(0, _REASON) if item is not None else ""
        return reason_anchor("reason", reason) if reason in keys("reason") else ""

    def _explain(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _WHY and item.text(_WHY):
            open_guide(reason_anchor("reason", item.data(0, _REASON)))

    def _tell(self, item: QTreeWidgetItem, _column: int) -> None:
        self.wanted.emit(item.data(0, _CODE), item.data(0, _REASON))


def _tally(rows: Sequence[PatchRow]) -> Mapping[tuple[str, str], tuple[int, float]]:
    """Number and area by code and what it rests on."""
    if not rows:
        return {}
    from ..patches.patch_rows import PatchRows

    return PatchRows.of(rows).tally


def _unknown(number: Counter[tuple[str, str]], code: str) -> set[str]:
    known = {*keys("reason"), *keys("state")}
    return {reason for its_code, reason in number if its_code == code and reason not in known}
