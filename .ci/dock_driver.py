"""Runs inside QGIS for ``dock_shot.py``: opens project and workspace, selects, draws the window."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow
from qgis.utils import plugins

from drive import settle, wait_until

_DOCK_SHARE = 0.44
_SURROUNDINGS = 3.0  # times the patch: its neighbours with their colours are in the picture


def main(iface: Any) -> dict[str, object]:
    desktop = plugins["gengdi_plugin"].desktop
    arrange(iface, desktop)
    project = QgsProject.instance()
    if not project.read(os.environ["GENGDI_PROJECT"]):
        raise RuntimeError(f"project not read: {project.error()}")
    desktop.session.open(Path(os.environ["GENGDI_WORKSPACE"]))
    wait_until(desktop.session.rows, "the workspace's patches")
    desktop.dock.patches.layers_wanted.emit()
    page = getattr(desktop.dock, os.environ["GENGDI_PAGE"])
    desktop.dock.show_page(page)
    row = telling_patch(desktop)
    table = desktop.dock.patches.table
    table.selectRow(desktop.dock.patches.proxy.place(row.uid).row())
    table.setFocus()
    desktop.dock.patches.zoom()
    iface.mapCanvas().zoomByFactor(_SURROUNDINGS)
    wait_until(lambda: desktop.link.layer().selectedFeatureCount() == 1, "the selection on the map")
    settle(500)
    wait_until(lambda: not iface.mapCanvas().isDrawing(), "the map", 60)
    settle(1500)
    iface.messageBar().clearWidgets()
    settle(300)
    picture = iface.mainWindow().grab()
    if not picture.save(os.environ["GENGDI_OUT"]):
        raise RuntimeError(f"{os.environ['GENGDI_OUT']} cannot be written")
    return {
        "patch": row.patch_no,
        "reason": row.reason,
        "patches": len(desktop.session.rows()),
        "width": picture.width(),
        "height": picture.height(),
    }


def arrange(iface: Any, desktop: Any) -> None:
    """The window as an officer has it: the layer tree on the left, our dock wide on the right."""
    window: QMainWindow = iface.mainWindow()
    font = os.environ.get("GENGDI_FONT")
    if font:
        QgsApplication.setFont(QFont(font, 9))
    width, height = (int(part) for part in os.environ["GENGDI_SIZE"].split("x"))
    window.showNormal()
    window.setGeometry(0, 0, width, height)
    for dock in window.findChildren(QDockWidget):
        if dock.objectName() in ("Browser", "LayerStyling", "theTileScaleDock"):
            dock.hide()
    settle(300)
    window.setGeometry(0, 0, width, height)
    layers = window.findChild(QDockWidget, "Layers")
    window.resizeDocks(
        [layers, desktop.dock], [int(width * 0.17), int(width * _DOCK_SHARE)], Qt.Orientation.Horizontal
    )
    settle(300)


def telling_patch(desktop: Any) -> Any:
    """A partly covered patch with several approvals, else the most doubtful yellow one."""
    yellow = [row for row in desktop.session.rows() if row.code == "yellow" and row.bbox is not None]
    yellow = yellow or desktop.session.rows()

    def tells(row: Any) -> tuple[int, bool, float]:
        evidence = desktop.session.evidence(row.uid)
        return (min(len(evidence), 4), row.reason == "partly_covered", row.doubt_basic_m2)

    likely = sorted(yellow, key=lambda row: row.reason != "partly_covered")[:60]
    return max(likely, key=tells)
