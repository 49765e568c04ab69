"""A QgisInterface made of real widgets that records what a plugin registers and takes back."""

# ruff: noqa: N802 - QGIS calls these methods by its own names

from __future__ import annotations

from qgis.core import (
    QgsLayerTreeModel,
    QgsLocator,
    QgsLocatorFilter,
    QgsMapLayer,
    QgsMapLayerType,
    QgsProject,
)
from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsLayerTreeView, QgsMapCanvas, QgsMessageBar
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
        self.settings_menu = self.window.menuBar().addMenu("Settings")
        self.tree = QgsLayerTreeView(self.window)
        self.tree.setModel(QgsLayerTreeModel(QgsProject.instance().layerTreeRoot(), self.tree))
        self.locator = QgsLocator(self.window)
        self.layer_actions: list[QAction] = []
        self.drop_handlers: list[object] = []
        self.project_factories: list[object] = []
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

    def firstRightStandardMenu(self) -> QMenu:
        return self.settings_menu

    def layerTreeView(self) -> QgsLayerTreeView:
        return self.tree

    def addCustomActionForLayerType(
        self, action: QAction, menu: str, kind: QgsMapLayerType, all_layers: bool
    ) -> None:
        self.layer_actions.append(action)

    def removeCustomActionForLayerType(self, action: QAction) -> bool:
        self.layer_actions.remove(action)
        return True

    def registerLocatorFilter(self, one: QgsLocatorFilter) -> None:
        self.locator.registerFilter(one)

    def deregisterLocatorFilter(self, one: QgsLocatorFilter) -> None:
        self.locator.deregisterFilter(one)

    def registerCustomDropHandler(self, handler: object) -> None:
        self.drop_handlers.append(handler)

    def unregisterCustomDropHandler(self, handler: object) -> None:
        self.drop_handlers.remove(handler)

    def registerProjectPropertiesWidgetFactory(self, factory: object) -> None:
        self.project_factories.append(factory)

    def unregisterProjectPropertiesWidgetFactory(self, factory: object) -> None:
        self.project_factories.remove(factory)

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
