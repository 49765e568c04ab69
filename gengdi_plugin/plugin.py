"""Wiring only: everything that is created here is pushed on a stack and taken back on unload."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtWidgets import QAction

from .core import dependencies
from .core.i18n import tr
from .gui import log, translation
from .gui.bundle import bundle_folders
from .gui.cleanup import CleanupStack
from .gui.help import open_guide
from .resources_lookup import icon


class GengdiPlugin:
    """The plugin as QGIS knows it. ``iface`` is None where there is no desktop (qgis_process)."""

    def __init__(self, iface: Any = None) -> None:
        self._iface = iface
        self._cleanup = CleanupStack()
        self._provider: Any = None
        self.desktop: Any = None

    def initProcessing(self) -> None:
        """Offer the algorithms; called by qgis_process, and by :meth:`initGui` on the desktop."""
        if self._provider is not None:
            return
        from .layers import expressions
        from .layers.templates import use_own_tables
        from .processing.provider import GengdiProvider

        # algorithms translate their names and help themselves: the translator comes first, also alone
        translation.install(self._cleanup)
        dependencies.look_in(bundle_folders())
        log.install(self._cleanup)
        use_own_tables()
        self._cleanup.push(expressions.register())
        registry = QgsApplication.processingRegistry()
        self._provider = GengdiProvider()
        # a registry that refuses a provider has deleted it
        if registry.addProvider(self._provider):
            self._cleanup.push(registry.removeProvider, self._provider)

    def initGui(self) -> None:
        """Build the menu, the toolbar and the dock."""
        if self.desktop is not None:
            return
        self.initProcessing()
        self._build_desktop()
        self._build_actions()
        self._add_options_page()
        self._belong()
        problem = dependencies.shapely_problem()
        if problem:
            self.desktop.say(problem, Qgis.MessageLevel.Critical)

    def unload(self) -> None:
        """Take everything back, so that the plugin can be loaded again at once."""
        self._cleanup.pop_all()
        self._provider = None
        self.desktop = None
        # deleteLater waits for the event loop; a reload comes before it
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _build_desktop(self) -> None:
        from .gui.desktop import Desktop

        self.desktop = Desktop(
            QgsProject.instance(),
            self._iface.mapCanvas(),
            self._iface.messageBar(),
            self._iface.mainWindow(),
            lambda: self._iface.openMessageLog(log.TAB),
            self._iface.cadDockWidget,
            self._iface.setActiveLayer,
        )
        self._cleanup.push(self.desktop.close)
        dock = self.desktop.dock
        self._iface.addTabifiedDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock, ["LayerStyling"], True)
        self._cleanup.delete_later(dock)
        self._cleanup.push(self._iface.removeDockWidget, dock)

    def _build_actions(self) -> None:
        from .gui.main_menu import MainMenu

        window = self._iface.mainWindow()
        toolbar = self._iface.addToolBar(tr("Gengdi"))
        toolbar.setObjectName("GengdiToolBar")
        self._cleanup.delete_later(toolbar)
        self._cleanup.push(window.removeToolBar, toolbar)
        menu = MainMenu(window, toolbar, self._iface, self._cleanup)
        menu.fill(self.desktop, self._iface.firstRightStandardMenu())
        self._add_help(window)

    def _add_help(self, window: Any) -> None:
        guide = QAction(icon("help"), tr("Gengdi User Guide"), window)
        guide.setObjectName("GengdiHelp")
        guide.setStatusTip(tr("Open the guide; it needs no network"))
        guide.triggered.connect(lambda _checked: open_guide())
        self._cleanup.delete_later(guide)
        menu = self._iface.pluginHelpMenu()
        menu.addAction(guide)
        self._cleanup.push(menu.removeAction, guide)

    def _add_options_page(self) -> None:
        from .gui.options_page import OptionsFactory

        factory = OptionsFactory()
        self._iface.registerOptionsWidgetFactory(factory)
        self._cleanup.push(self._iface.unregisterOptionsWidgetFactory, factory)

    def _belong(self) -> None:
        from .gui.belonging import belong

        belong(self._iface, self.desktop, self._cleanup)
