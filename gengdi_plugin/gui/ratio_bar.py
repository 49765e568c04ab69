"""A ratio drawn as a bar: as it is (pale), as it would be (strong), and the threshold as a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QModelIndex, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from .code_chip import COLOURS
from .rows_model import ROW_ROLE

if TYPE_CHECKING:
    from ..core.what_if import TownChange

#: The bar's whole length stands for this many thresholds, or for the largest ratio when that is more.
_THRESHOLDS = 2.0


class RatioBar(QStyledItemDelegate):
    """Draws a :class:`core.what_if.TownChange`; ``threshold`` and ``largest`` ratio are set beforehand."""

    threshold = 0.0
    largest = 0.0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, option.widget)
        change: TownChange | None = index.data(ROW_ROLE)
        if change is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._bar(painter, QRectF(option.rect).adjusted(6, 5, -6, -5), change, threshold_pen(plain))
            painter.restore()

    def _bar(self, painter: QPainter, box: QRectF, change: TownChange, line: QPen) -> None:
        whole = max(self.largest, _THRESHOLDS * self.threshold) or 1.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(107, 127, 146, 40))
        painter.drawRoundedRect(box, 3, 3)
        for ratio, strong in ((change.before, False), (change.after, True)):
            colour = QColor(COLOURS["red" if ratio.over else "green"][0])
            colour.setAlpha(255 if strong else 90)
            painter.setBrush(colour)
            length = box.width() * min(1.0, (ratio.ratio or 0.0) / whole)
            height = box.height() * (0.55 if strong else 1.0)
            painter.drawRoundedRect(QRectF(box.left(), box.center().y() - height / 2, length, height), 3, 3)
        painter.setPen(line)
        mark = box.left() + box.width() * self.threshold / whole
        painter.drawLine(int(mark), int(box.top()) - 3, int(mark), int(box.bottom()) + 3)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(220, super().sizeHint(option, index).height() + 6)


def threshold_pen(option: QStyleOptionViewItem) -> QPen:
    """The line of the threshold in the ink of its row: seen on light, dark and selected ground."""
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
    return QPen(option.palette.color(role), 1.6, Qt.PenStyle.DashLine)
