"""Load, use, unload, load, unload: what stands in QGIS after each step."""

from __future__ import annotations

import gc
import logging
from collections import Counter
from typing import Any

import qgis.utils
from qgis.core import QgsApplication, QgsExpression, QgsLocator, QgsLocatorContext, QgsProject, QgsVectorLayer
from qgis.gui import QgsGui
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, QTranslator, qInstallMessageHandler
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QMenu, QToolBar

from drive import settle, wait_until

PLUGIN = "gengdi_plugin"
# A dialog-less text of the plugin: translated while it is loaded, English again afterwards.
SAMPLE = "Screen Patches"
# How QGIS calls giving and taking back.
PAIRS = (
    ("register", "unregister", "deregister"),
    ("addCustomActionForLayer", "removeCustomActionForLayer"),
    ("addPlugin", "removePlugin"),
)


class RecordingInterface:
    """The real ``iface``; remembers what was registered and not taken back."""

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self.registered: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._iface, name)
        pair = next((pair for pair in PAIRS if name.startswith(pair)), None)
        if pair is None:
            return method
        given, *back = pair
        start = next(word for word in (*back, given) if name.startswith(word))

        def counted(*arguments: Any) -> Any:
            what = f"{name[len(start) :]} {id(arguments[0])}"
            self.registered[what] += 1 if start == given else -1
            return method(*arguments)

        return counted

    def left(self) -> list[str]:
        """Kinds of things that are registered now."""
        return sorted(what.split()[0] for what, count in self.registered.items() for _ in range(abs(count)))


def connections(senders: list[QObject]) -> dict[str, int]:
    """How many slots hang on each signal of QGIS's own objects.

    ``QObject.receivers`` is closed to objects that Python did not make; Qt's own dump tells it to the
    debug output.
    """
    lines: list[str] = []
    previous = qInstallMessageHandler(lambda kind, context, message: lines.append(message))
    counts: Counter[str] = Counter()
    try:
        for sender in senders:
            lines.clear()
            sender.dumpObjectInfo()
            signal = ""
            for line in "\n".join(lines).splitlines():
                if "signal: " in line:
                    signal = line.split("signal: ")[1].strip()
                elif "-->" in line:
                    counts[f"{type(sender).__name__}.{signal}"] += 1
                elif "SIGNALS IN" in line:
                    break
    finally:
        qInstallMessageHandler(previous)
    return dict(counts)


def actions(window: QObject) -> list[str]:
    """Names of the window's actions, and how many have none.

    QGIS itself keeps the empty submenu and the separator that it made for a plugin's actions.
    """
    found = [action for action in window.findChildren(QAction) if not isinstance(action.parent(), QMenu)]
    return sorted(action.objectName() for action in found)


def menu_texts(menu: QMenu) -> list[str]:
    texts = []
    for action in menu.actions():
        texts.append(action.text())
        if action.menu() is not None:
            texts += [f"{action.text()} > {text}" for text in menu_texts(action.menu())]
    return texts


def locator_of(window: QObject) -> QgsLocator:
    """The locator of QGIS's own search box, which Python does not know by its class."""
    found = next(one for one in window.findChildren(QObject) if one.metaObject().className() == "QgsLocator")
    return sip.cast(found, QgsLocator)


def state(iface: Any, recorder: RecordingInterface) -> dict[str, Any]:
    """Everything that a plugin could leave behind, as JSON."""
    settle()
    gc.collect()
    window = iface.mainWindow()
    senders = [
        QgsProject.instance(), QgsProject.instance().layerTreeRoot(), iface.mapCanvas(), iface.messageBar(),
        iface.layerTreeView(), QgsApplication.taskManager(), QgsApplication.messageLog(), window,
        QgsApplication.processingRegistry(), QApplication.instance(), iface.actionExit(),
    ]  # fmt: skip
    return {
        "toolbars": sorted(bar.objectName() for bar in window.findChildren(QToolBar)),
        "docks": sorted(dock.objectName() for dock in window.findChildren(QDockWidget)),
        "actions": actions(window),
        "menus": menu_texts(window.menuBar()),
        "providers": sorted(provider.id() for provider in QgsApplication.processingRegistry().providers()),
        "algorithms": len(QgsApplication.processingRegistry().algorithms()),
        "expression functions": sorted(
            function.name() for function in QgsExpression.Functions() if function.name().startswith("gengdi")
        ),
        "registered": recorder.left(),
        "locator filters": sorted(one.name() for one in locator_of(window).filters()),
        "browser": sorted(one.name() for one in QgsGui.dataItemGuiProviderRegistry().providers()),
        "data items": sorted(one.name() for one in QgsApplication.dataItemProviderRegistry().providers()),
        "map tool": type(iface.mapCanvas().mapTool()).__name__,
        "canvas items": len(iface.mapCanvas().scene().items()),
        "translators": sum(isinstance(thing, QTranslator) for thing in gc.get_objects()),
        "sample": QCoreApplication.translate("@default", SAMPLE),
        "connections": connections(senders),
        "timers": len(window.findChildren(QTimer)),
        "windows": sorted(
            type(widget).__name__
            for widget in QApplication.topLevelWidgets()
            if not isinstance(widget, QMenu)
        ),
        "message bar": len(iface.messageBar().items()),
        "log handlers": len(logging.getLogger("gengdi").handlers),
        "tasks": QgsApplication.taskManager().countActiveTasks(),
    }


def load() -> None:
    if not (qgis.utils.loadPlugin(PLUGIN) and qgis.utils.startPlugin(PLUGIN)):
        raise RuntimeError("QGIS could not start the plugin")
    settle()


def unload() -> None:
    if not qgis.utils.unloadPlugin(PLUGIN):
        raise RuntimeError("QGIS could not unload the plugin")
    settle()


def use() -> None:
    """Let the plugin react to layers, as in an officer's project, and search while it may be unloaded."""
    fields = "field=JCBH:string&field=TBLX:string&field=QSX:string&field=HSX:string"
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:4490&{fields}", "变化图斑", "memory")
    QgsProject.instance().addMapLayer(layer)
    name = layer.id()
    qgis.utils.iface.setActiveLayer(layer)  # what the layer tree offers follows it
    del layer
    settle(500)
    QgsProject.instance().removeMapLayer(name)
    wait_until(lambda: not QgsProject.instance().mapLayers(), "the layer to go")
    locator_of(qgis.utils.iface.mainWindow()).fetchResults("gd 图斑", QgsLocatorContext())


def main(iface: Any) -> dict[str, Any]:
    recorder = RecordingInterface(iface)
    qgis.utils.iface = recorder
    try:
        use()  # what QGIS itself connects when a first layer comes must not count
        states = {"before": state(iface, recorder)}
        load()
        states["loaded"] = state(iface, recorder)
        use()
        unload()
        states["unloaded"] = state(iface, recorder)
        load()
        states["loaded again"] = state(iface, recorder)
        unload()
        states["unloaded again"] = state(iface, recorder)
    finally:
        qgis.utils.iface = iface
    return states
