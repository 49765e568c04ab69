"""What an officer meets who has just switched the plugin on."""

from __future__ import annotations

import sys
from typing import Any

import qgis.utils
from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QDockWidget, QLabel, QTextBrowser

from drive import settle

# The doors of our own to what takes long to import: newer QGIS imports shapely and numpy by itself.
HEAVY = {
    "gengdi_plugin.core.kernel",
    "gengdi_plugin._vendor.sqlite_utils",
    "gengdi_plugin._vendor.xlsxwriter",
}


def words_of(item: Any) -> str:
    """The text of a message-bar item, whichever way QGIS shows it."""
    labels = [label.text() for label in item.findChildren(QLabel)]
    browsers = [browser.toPlainText() for browser in item.findChildren(QTextBrowser)]
    return " ".join([item.text(), *labels, *browsers])


def main(iface: Any) -> dict[str, Any]:
    settle(500)
    docks = [dock for dock in iface.mainWindow().findChildren(QDockWidget) if "engdi" in dock.objectName()]
    return {
        "active": "gengdi_plugin" in qgis.utils.active_plugins,
        "docks": [dock.windowTitle() for dock in docks],
        "messages": [words_of(item) for item in iface.messageBar().items()],
        "providers": [provider.id() for provider in QgsApplication.processingRegistry().providers()],
        "heavy": sorted(HEAVY & set(sys.modules)),
        "start_up": qgis.utils.plugin_times.get("gengdi_plugin", ""),
    }
