"""The menu Gengdi and its toolbar, made from the table of main actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from qgis.PyQt.QtWidgets import QAction, QMainWindow, QMenu, QToolBar

from ..core.i18n import tr
from ..resources_lookup import icon
from .cleanup import CleanupStack
from .main_action import MainAction, perform
from .main_actions import GROUPS, MOST_WITHOUT_GROUPS, group_titles, main_actions


class Registry(Protocol):
    """What of QGIS's interface is needed: shortcuts by object name."""

    def registerMainWindowAction(self, action: QAction, shortcut: str, /) -> object: ...

    def unregisterMainWindowAction(self, action: QAction, /) -> object: ...


class MainMenu:
    """Builds menu and toolbar in ``window``; ``cleanup`` takes all of it back."""

    def __init__(
        self, window: QMainWindow, toolbar: QToolBar, registry: Registry, cleanup: CleanupStack
    ) -> None:
        self._window, self.toolbar, self._registry, self._cleanup = window, toolbar, registry, cleanup
        self.menu = QMenu(tr("&Gengdi"), window)
        self.menu.setObjectName("GengdiMenu")
        self.menu.setToolTipsVisible(True)
        cleanup.delete_later(self.menu)
        self._groups: dict[str, QMenu] = {"": self.menu}

    def fill(self, desktop: Any, before: QMenu | None) -> None:
        """Put the actions into menu and toolbar, and the menu before the window's menu ``before``."""
        bar = self._window.menuBar()
        if before is not None:
            bar.insertMenu(before.menuAction(), self.menu)
        else:
            bar.addMenu(self.menu)
        self._cleanup.push(bar.removeAction, self.menu.menuAction())
        self._offer_panel(desktop.dock.toggleViewAction())
        rows = main_actions()
        grouped = len(rows) > MOST_WITHOUT_GROUPS
        for row in sorted(rows, key=lambda row: GROUPS.index(row.group)):
            key = row.group if grouped else ""
            if key and len(self._groups) == 1:
                self.menu.addSeparator()  # between actions and submenus
            if row.apart:
                self._group(key).addSeparator()
            self._add(row, lambda row=row: perform(desktop, row), key)

    def _offer_panel(self, show: QAction) -> None:
        show.setIcon(icon("gengdi"))
        show.setText(tr("Show Gengdi Panel"))
        show.setStatusTip(tr("Show or hide the panel with layers, screening and patches"))
        show.setToolTip(_tip(show))
        show.setObjectName("GengdiShowPanel")
        self._place(show, self.menu, True, "")
        self.menu.addSeparator()

    def _add(self, row: MainAction, slot: Callable[[], object], group: str) -> None:
        action = QAction(icon(row.icon), row.text, self._window)
        action.setObjectName(row.name)
        action.setStatusTip(row.tip)
        action.setToolTip(_tip(action))
        action.triggered.connect(lambda _checked: slot())
        self._cleanup.delete_later(action)
        self._place(action, self._group(group), row.toolbar, row.shortcut)

    def _place(self, action: QAction, menu: QMenu, on_toolbar: bool, shortcut: str) -> None:
        self._registry.registerMainWindowAction(action, shortcut)
        self._cleanup.push(self._registry.unregisterMainWindowAction, action)
        menu.addAction(action)
        self._cleanup.push(menu.removeAction, action)
        if on_toolbar:
            self.toolbar.addAction(action)
            self._cleanup.push(self.toolbar.removeAction, action)

    def _group(self, key: str) -> QMenu:
        if key not in self._groups:
            submenu = self.menu.addMenu(group_titles()[key])
            submenu.setObjectName(f"GengdiMenu_{key}")
            submenu.setToolTipsVisible(True)
            self._groups[key] = submenu
        return self._groups[key]


def _tip(action: QAction) -> str:
    return f"{action.text().rstrip('…')}\n{action.statusTip()}"
