"""Rows of which nothing is there yet are drawn quieter, in the ink of whatever theme is on."""

from __future__ import annotations

from qgis.PyQt.QtCore import QModelIndex, Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

#: Whether the model wants a cell drawn quietly.
QUIET_ROLE = Qt.ItemDataRole.UserRole + 20
_SHARE = 0.85  # of ink, the rest is ground: quiet, and still read


class QuietRows(QStyledItemDelegate):
    """Mixes ink and ground of the view itself: a theme's stylesheet may know colours its palette does not."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.data(QUIET_ROLE):
            ink = option.palette.color(QPalette.ColorRole.Text)
            ground = option.palette.color(QPalette.ColorRole.Base)
            option.palette.setColor(QPalette.ColorRole.Text, _mixed(ink, ground))


def _mixed(ink: QColor, ground: QColor) -> QColor:
    parts = zip(ink.getRgb()[:3], ground.getRgb()[:3])
    return QColor(*(round(_SHARE * one + (1 - _SHARE) * other) for one, other in parts))
