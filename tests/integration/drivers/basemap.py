"""Without a network: a project with Tianditu in both grids is saved, closed and opened again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsRectangle
from qgis.PyQt.QtWidgets import QApplication, QDialog
from qgis.utils import plugins

from drive import settle, wait_until


def main(iface: Any) -> dict[str, Any]:
    from gengdi_plugin.core.tianditu import load_preset
    from gengdi_plugin.layers.tianditu import add_basemap

    project, preset = QgsProject.instance(), load_preset()
    dock = plugins["gengdi_plugin"].desktop.dock
    before = dock.corner.offline.text()
    for grid in ("c", "w"):
        add_basemap(project, preset, preset.themes[1], grid, True)
    file = Path(os.environ["GENGDI_FOLDER"]) / "底图.qgs"
    saved = project.write(str(file))
    iface.newProject(False)
    settle(300)
    iface.messageBar().clearWidgets()
    opened = iface.addProject(str(file))
    iface.mapCanvas().setExtent(QgsRectangle(121.6, 29.9, 121.62, 29.915))
    iface.mapCanvas().refresh()
    wait_until(lambda: not iface.mapCanvas().isDrawing(), "the map", 60)
    settle(500)
    said = [item.text() for item in iface.messageBar().items()]
    dialogs = [
        type(one).__name__
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QDialog) and one.isVisible()
    ]
    answer = {
        "before": before,
        "saved": saved,
        "opened": opened,
        "valid": {layer.source()[:8]: layer.isValid() for layer in project.mapLayers().values()},
        "layers": len(project.mapLayers()),
        "badge": dock.corner.offline.text(),
        "tip": dock.corner.offline.toolTip(),
        "said": said,
        "dialogs": dialogs,
    }
    iface.newProject(False)
    settle(200)
    answer["after"] = dock.corner.offline.text()
    return answer
