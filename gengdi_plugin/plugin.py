"""Wiring only: everything that is created here is pushed on a stack and taken back on unload."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QToolBar

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
        window, desktop = self._iface.mainWindow(), self.desktop
        # a name of its own: an empty tr() result would make QGIS file the actions under Plugins itself
        menu = tr("&Gengdi")
        toolbar = self._iface.addToolBar(tr("Gengdi"))
        toolbar.setObjectName("GengdiToolBar")
        self._cleanup.delete_later(toolbar)
        self._cleanup.push(window.removeToolBar, toolbar)

        show = desktop.dock.toggleViewAction()
        show.setIcon(icon("gengdi"))
        show.setText(tr("Show Gengdi Panel"))
        show.setStatusTip(tr("Show or hide the panel with layers, screening and patches"))
        self._offer(show, "GengdiShowPanel", menu, toolbar)
        for key, name, text, tip, slot, shown in (
            ("layers", "GengdiLayers", tr("Layers and Roles"),
             tr("Which layer plays which role, and what is missing"), desktop.show_layers, None),
            ("screen", "GengdiScreen", tr("Screen Patches"),
             tr("Test the change patches against lawful approvals"), desktop.show_screening, toolbar),
            ("patches", "GengdiPatches", tr("Patches and Findings"),
             tr("The table of all patches with evidence, findings and lists"), desktop.show_patches, toolbar),
            ("demo", "GengdiDemo", tr("Load Demo District…"),
             tr("Make a synthetic district and open it as a project"), desktop.load_demo, None),
            ("demo", "GengdiPractice", tr("Practice Folder…"),
             tr("Write data as they really arrive, with a practice sheet and its answers"),
             desktop.make_practice, None),
        ):  # fmt: skip
            action = self._action(icon(key), text, tip)
            action.triggered.connect(slot)
            self._offer(action, name, menu, shown)
        self._add_help(window)

    def _action(self, picture: QIcon, text: str, tip: str) -> QAction:
        action = QAction(picture, text, self._iface.mainWindow())
        action.setStatusTip(tip)
        action.setToolTip(f"{text.rstrip('…')}\n{tip}")
        self._cleanup.delete_later(action)
        return action

    def _offer(self, action: QAction, name: str, menu: str, toolbar: QToolBar | None) -> None:
        action.setObjectName(name)
        self._iface.registerMainWindowAction(action, "")
        self._cleanup.push(self._iface.unregisterMainWindowAction, action)
        self._iface.addPluginToMenu(menu, action)
        self._cleanup.push(self._iface.removePluginMenu, menu, action)
        if toolbar is not None:
            toolbar.addAction(action)
            self._cleanup.push(toolbar.removeAction, action)

    def _add_help(self, window: Any) -> None:
        guide = self._action(icon("help"), tr("Gengdi User Guide"), tr("Open the guide; it needs no network"))
        guide.setObjectName("GengdiHelp")
        guide.triggered.connect(lambda: open_guide())
        menu = self._iface.pluginHelpMenu()
        menu.addAction(guide)
        self._cleanup.push(menu.removeAction, guide)

    def _add_options_page(self) -> None:
        from .gui.options_page import OptionsFactory

        factory = OptionsFactory()
        self._iface.registerOptionsWidgetFactory(factory)
        self._cleanup.push(self._iface.unregisterOptionsWidgetFactory, factory)
