"""A toolbar whose buttons the keyboard reaches."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QActionEvent
from qgis.PyQt.QtWidgets import QAction, QToolBar, QToolButton


class KeyboardToolBar(QToolBar):
    """Tab stops at each button that is enabled; Qt's own toolbars leave theirs out."""

    def actionEvent(self, event: QActionEvent) -> None:
        super().actionEvent(event)
        if event.type() == QEvent.Type.ActionAdded:
            button = self.widgetForAction(event.action())
            if isinstance(button, QToolButton):
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def with_word(bar: QToolBar, action: QAction) -> None:
    """Show the word of ``action`` beside its picture."""
    button = bar.widgetForAction(action)
    if isinstance(button, QToolButton):
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
