"""The marking on a patch sheet: top right, left of the QR code."""

from __future__ import annotations

from qgis.core import QgsLayoutItemLabel, QgsLayoutPoint, QgsLayoutSize, QgsPrintLayout, QgsUnitTypes
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont

from .sheet_fonts import chinese_family

ITEM = "marking"
_LEFT, _TOP, _WIDTH, _HEIGHT = 100.0, 9.0, 68.0, 10.0  # mm
_POINTS = 11.5


def add_marking(layout: QgsPrintLayout, text: str) -> None:
    """Put ``text`` on the page. A template's own label ``marking`` has it where the bureau wants it; a
    template without one gets ours, so that no sheet of a marked project goes out unmarked."""
    label = layout.itemById(ITEM)
    if not isinstance(label, QgsLayoutItemLabel):
        if not text:
            return
        label = QgsLayoutItemLabel(layout)
        label.setId(ITEM)
        font = QFont(chinese_family())
        font.setPointSizeF(_POINTS)
        font.setBold(True)
        label.setFont(font)
        label.setHAlign(Qt.AlignmentFlag.AlignRight)
        label.setVAlign(Qt.AlignmentFlag.AlignVCenter)
        layout.addLayoutItem(label)
        unit = QgsUnitTypes.LayoutUnit.LayoutMillimeters
        label.attemptResize(QgsLayoutSize(_WIDTH, _HEIGHT, unit))
        label.attemptMove(QgsLayoutPoint(_LEFT, _TOP, unit))
    label.setText(text)
