"""A share drawn as a bar behind its number."""

from __future__ import annotations

from qgis.PyQt.QtCore import QModelIndex, QRectF, Qt
from qgis.PyQt.QtGui import QPainter, QPalette
from qgis.PyQt.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ..rows_model import SORT_ROLE

#: How strong the bar is: the number on it stays readable on light and dark themes.
_ALPHA = 90


class ShareBar(QStyledItemDelegate):
    """The column's sort value is the share 0–1; below 0 there is none."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        share = index.data(SORT_ROLE)
        if isinstance(share, float) and share > 0:
            box = QRectF(option.rect).adjusted(2, 3, -2, -3)
            box.setWidth(max(1.0, box.width() * min(1.0, share)))
            colour = option.palette.color(QPalette.ColorRole.Highlight)
            colour.setAlpha(_ALPHA)
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(box, colour)
            painter.restore()
        super().paint(painter, option, index)
