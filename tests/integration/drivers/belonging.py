"""Gengdi inside QGIS's own parts, in the real program: a dropped file, the search box, the layer tree."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.core import QgsLocatorContext, QgsLocatorResult, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import QMenu, QWidget
from qgis.utils import plugins

from drive import load_driver, settle, wait_until

locator_of: Any = load_driver(Path(__file__).with_name("reload.py")).locator_of  # type: ignore[attr-defined]


def drop(window: QWidget, path: Path) -> None:
    """Drop a file on the window, as a file manager does."""
    mime, copy, left = QMimeData(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(window, QDragEnterEvent(QPoint(400, 400), copy, mime, left, none))
    QCoreApplication.sendEvent(window, QDropEvent(QPointF(400, 400), copy, mime, left, none))


def search(window: QWidget, text: str) -> list[QgsLocatorResult]:
    """What the search box finds."""
    locator = locator_of(window)
    found: list[QgsLocatorResult] = []

    def keep(result: QgsLocatorResult) -> None:
        found.append(QgsLocatorResult(result))

    locator.foundResult.connect(keep)
    locator.fetchResults(text, QgsLocatorContext())
    wait_until(lambda: not locator.isRunning(), "the search")
    locator.foundResult.disconnect(keep)
    return found


def offered(iface: Any, fields: str, name: str) -> list[str]:
    """Our actions in the context menu of a new layer, by object name."""
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:4490&{fields}", name, "memory")
    QgsProject.instance().addMapLayer(layer)
    iface.layerTreeView().setCurrentLayer(layer)
    del layer
    settle()
    menu: QMenu = iface.layerTreeView().menuProvider().createContextMenu()
    names = [action.objectName() for action in menu.actions() if action.isVisible()]
    return [name for name in names if name.startswith("Gengdi")]


def main(iface: Any) -> dict[str, Any]:
    from gengdi_plugin.store.workspace import open_workspace

    window, desktop = iface.mainWindow(), plugins["gengdi_plugin"].desktop
    file = Path(os.environ["GENGDI_FOLDER"]) / "耕地 测试.sqlite"
    open_workspace(file).close()
    drop(window, file)
    wait_until(lambda: desktop.session.path() is not None, "the dropped workspace")
    settle()
    layers = sorted(layer.providerType() for layer in QgsProject.instance().mapLayers().values())
    (cell,) = search(window, "gd N51H334659C000")
    cell.filter.triggerResult(cell)
    settle()
    center = iface.mapCanvas().extent().center()
    return {
        "opened": desktop.session.path() == file,
        "providers": layers,
        "cell": cell.displayString,
        "center": [round(center.x(), 3), round(center.y(), 3)],
        "crs": iface.mapCanvas().mapSettings().destinationCrs().authid(),
        "plain": offered(iface, "field=a:string", "x"),
        "patches": offered(
            iface, "field=JCBH:string&field=TBLX:string&field=QSX:string&field=HSX:string", "变化图斑"
        ),
    }
