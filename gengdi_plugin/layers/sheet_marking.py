"""The marking on every page of a document: top right, on a patch sheet left of the QR code."""

from __future__ import annotations

from qgis.core import QgsLayoutItemLabel, QgsLayoutPoint, QgsLayoutSize, QgsPrintLayout, QgsUnitTypes
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont

from .sheet_fonts import chinese_family

#: Ids of the labels: on the first page, on the second one, …
ITEM = "marking"
_LEFT, _TOP, _WIDTH, _HEIGHT = 100.0, 9.0, 68.0, 10.0  # mm
_POINTS = 11.5


def add_marking(layout: QgsPrintLayout, text: str) -> None:
    """Put ``text`` on every page. A template's own label ``marking`` (``marking_2`` on its second page …)
    has it where the bureau wants it; a page without one gets ours, so that no page of a marked project goes
    out unmarked."""
    for page in range(layout.pageCollection().pageCount()):
        name = ITEM if page == 0 else f"{ITEM}_{page + 1}"
        label = layout.itemById(name)
        if not isinstance(label, QgsLayoutItemLabel):
            if not text:
                continue
            label = _label(layout, name, page)
        label.setText(text)


def _label(layout: QgsPrintLayout, name: str, page: int) -> QgsLayoutItemLabel:
    label = QgsLayoutItemLabel(layout)
    label.setId(name)
    font = QFont(chinese_family())
    font.setPointSizeF(_POINTS)
    font.setBold(True)
    label.setFont(font)
    label.setHAlign(Qt.AlignmentFlag.AlignRight)
    label.setVAlign(Qt.AlignmentFlag.AlignVCenter)
    layout.addLayoutItem(label)
    unit = QgsUnitTypes.LayoutUnit.LayoutMillimeters
    label.attemptResize(QgsLayoutSize(_WIDTH, _HEIGHT, unit))
    label.attemptMove(QgsLayoutPoint(_LEFT, _TOP, unit), True, False, page)
    return label
