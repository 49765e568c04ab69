"""A menu that stays open while entries are ticked: several values are chosen in one go."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeyEvent, QMouseEvent
from qgis.PyQt.QtWidgets import QMenu


class StayingMenu(QMenu):
    """A click or Space ticks and stays, Enter ticks and closes, Esc closes."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._ticked():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self._ticked():
            super().keyPressEvent(event)

    def _ticked(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable() or not action.isEnabled() or action.menu() is not None:
            return False
        if action.text().endswith("…"):  # opens a dialog
            return False
        action.trigger()
        return True
