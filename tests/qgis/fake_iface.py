"""A QgisInterface made of real widgets that records what a plugin registers and takes back."""

# ruff: noqa: N802 - QGIS calls these methods by its own names

from __future__ import annotations

from qgis.core import QgsMapLayer
from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMainWindow, QMenu, QToolBar


class FakeIface:
    """Only what plugins use; anything else raises AttributeError, as a typing error would."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.window.setCentralWidget(self.canvas)
        self.bar = QgsMessageBar(self.window)
        self.help_menu = QMenu(self.window)
        self.menus: dict[str, list[QAction]] = {}
        self.main_actions: list[QAction] = []
        self.factories: list[object] = []
        self.opened_logs: list[str] = []
        self.cad: QgsAdvancedDigitizingDockWidget | None = None

    def mainWindow(self) -> QMainWindow:
        return self.window

    def mapCanvas(self) -> QgsMapCanvas:
        return self.canvas

    def messageBar(self) -> QgsMessageBar:
        return self.bar

    def cadDockWidget(self) -> QgsAdvancedDigitizingDockWidget:
        if self.cad is None:
            self.cad = QgsAdvancedDigitizingDockWidget(self.canvas, self.window)
        return self.cad

    def setActiveLayer(self, layer: QgsMapLayer) -> bool:
        self.canvas.setCurrentLayer(layer)
        return True

    def openMessageLog(self, tab: str) -> None:
        self.opened_logs.append(tab)

    def addToolBar(self, title: str) -> QToolBar:
        return self.window.addToolBar(title)

    def addTabifiedDockWidget(
        self, area: Qt.DockWidgetArea, dock: QDockWidget, others: list[str], raised: bool
    ) -> None:
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock: QDockWidget) -> None:
        self.window.removeDockWidget(dock)

    def addPluginToMenu(self, menu: str, action: QAction) -> None:
        self.menus.setdefault(menu, []).append(action)

    def removePluginMenu(self, menu: str, action: QAction) -> None:
        self.menus[menu].remove(action)
        if not self.menus[menu]:
            del self.menus[menu]

    def pluginHelpMenu(self) -> QMenu:
        return self.help_menu

    def registerMainWindowAction(self, action: QAction, shortcut: str) -> None:
        self.main_actions.append(action)

    def unregisterMainWindowAction(self, action: QAction) -> None:
        self.main_actions.remove(action)

    def registerOptionsWidgetFactory(self, factory: object) -> None:
        self.factories.append(factory)

    def unregisterOptionsWidgetFactory(self, factory: object) -> None:
        self.factories.remove(factory)
