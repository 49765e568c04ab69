"""Keys of a page that QGIS's window has for itself: whoever has the focus may claim them first."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtCore import QEvent, QObject, Qt
from qgis.PyQt.QtGui import QKeyEvent, QKeySequence
from qgis.PyQt.QtWidgets import QAction, QWidget

from ..layers.compat import enum_number


class OwnKeys(QObject):
    """Gives ``page`` the shortcuts of ``actions`` while the focus is in it, also those that QGIS uses
    elsewhere (Ctrl+C, Ctrl+F …): else Qt finds two that fit and does neither."""

    def __init__(self, page: QWidget, actions: Iterable[QAction]) -> None:
        super().__init__(page)
        self._actions = list(actions)
        for action in self._actions:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            page.addAction(action)
        page.installEventFilter(self)

    def eventFilter(self, page: QObject, event: QEvent) -> bool:
        claimed = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and (claimed or event.type() == QEvent.Type.KeyPress):
            action = self._meant(event)
            if action is not None:
                event.accept()
                if not claimed:
                    action.trigger()
                return True
        return super().eventFilter(page, event)

    def _meant(self, event: QKeyEvent) -> QAction | None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(enum_number(modifiers) | enum_number(event.key()))
        return next(
            (one for one in self._actions if one.isEnabled() and pressed in one.shortcuts()), None
        )  # fmt: skip
