"""What Gengdi offers inside QGIS's own parts: locator, layer tree, browser, drops, project properties."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsGui

from .cleanup import CleanupStack


def belong(iface: Any, desktop: Any, cleanup: CleanupStack) -> None:
    """Register everything with QGIS; ``cleanup`` takes it back, last first. ``iface`` is used here and not
    kept."""
    from .layer_tree import LayerTreeActions
    from .locator import register
    from .workspace_files import WorkspaceDrop, WorkspaceInBrowser

    cleanup.push(register(desktop, iface.registerLocatorFilter, iface.deregisterLocatorFilter))
    tree = LayerTreeActions(desktop, iface, iface.layerTreeView(), iface.mainWindow())
    cleanup.push(tree.close)
    drop = WorkspaceDrop(desktop.open_workspace)
    iface.registerCustomDropHandler(drop)
    cleanup.push(iface.unregisterCustomDropHandler, drop)
    browser = WorkspaceInBrowser(desktop.open_workspace)
    providers = QgsGui.dataItemGuiProviderRegistry()
    providers.addProvider(browser)
    cleanup.push(providers.removeProvider, browser)
    if hasattr(iface, "registerProjectPropertiesWidgetFactory"):
        from .project_entries import ProjectEntries
        from .project_page import ProjectPageFactory

        factory = ProjectPageFactory(ProjectEntries(desktop))
        iface.registerProjectPropertiesWidgetFactory(factory)
        cleanup.push(iface.unregisterProjectPropertiesWidgetFactory, factory)
