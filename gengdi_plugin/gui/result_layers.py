"""The workspace's layers on the map: added once, found again, refreshed when the workspace changed."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsFeedback, QgsMapLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QThread, QTimer
from qgis.PyQt.QtGui import QColor

from ..core.errors import GengdiError
from ..core.i18n import tr
from .desk import Desk
from .map_link import MapLink
from .session import WorkspaceSession
from .work.operations import Operation

#: Custom property of a layer that shows a workspace: which of the kinds below.
RESULT = "gengdi/result"
PATCHES, REMAINDERS = "patches", "remainders"
_QGIS_SELECTION, _SELECTION = QColor(255, 255, 0), QColor(140, 40, 230, 140)
_TABLES = {PATCHES: "patch_status", REMAINDERS: "remainder"}  # the uncovered parts come to lie on top


def is_result_layer(layer: QgsMapLayer) -> bool:
    """Whether a layer shows a workspace, and so plays no input role."""
    return bool(layer.customProperty(RESULT))


class ResultLayers:
    """Keeps the map in step with the open workspace."""

    def __init__(self, desk: Desk, session: WorkspaceSession, link: MapLink) -> None:
        self._desk = desk
        self._session = session
        self._link = link
        self._opening = False

    def show(self) -> None:
        """Add the workspace's layers to the map unless they are there, and link the table with them."""
        path, missing = self._session.path(), self._missing()
        if path is None:
            return
        from ..layers.workspace_layers import open_table

        try:
            for kind, table in missing.items():
                self._add(kind, open_table(path, table), path)
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
        self._shown()
        if len(missing) < len(_TABLES):  # what has just been opened is read as it is now
            self.refresh()

    def _shown(self) -> None:
        self._tell_selection_apart()
        self.find()

    def show_soon(self) -> None:
        """As :meth:`show`, of many patches: opened in a task, since QGIS looks at every row when it opens a
        layer, and then a layer in each turn of the event loop."""
        path, missing = self._session.path(), self._missing()
        if path is None or not missing:
            self.show()
        elif not self._opening:
            self._opening = True
            thread = QThread.currentThread()
            operation = self._desk.operations.run_function(
                lambda feedback: _opened(path, missing, thread, feedback),
                tr("Opening the results of {name}").format(name=path.name),
                lambda layers: self._add_in_turns(path, layers),
                again=self.show_soon,
            )
            operation.ended.connect(self._opened)

    def _opened(self, operation: Operation) -> None:
        self._opening = False
        if operation.error:
            self._desk.say(operation.error, Qgis.MessageLevel.Warning)

    def _add_in_turns(self, path: Path, layers: list[tuple[str, QgsVectorLayer]]) -> None:
        if path != self._session.path():
            layers.clear()  # the officer works in another workspace now
        elif layers:
            kind, layer = layers.pop(0)
            if self._layer(kind, path) is None:
                self._add(kind, layer, path)
            QTimer.singleShot(0, lambda: self._add_in_turns(path, layers))
        else:
            self._shown()

    def _missing(self) -> dict[str, str]:
        """Kind and table of what is not on the map."""
        path = self._session.path()
        if path is None:
            return {}
        return {kind: table for kind, table in _TABLES.items() if self._layer(kind, path) is None}

    def _tell_selection_apart(self) -> None:
        """QGIS selects in yellow, which is the colour of a code: a selected green patch would read as
        yellow. A colour the officer chose stays."""
        if self._desk.project.selectionColor() == _QGIS_SELECTION:
            self._desk.project.setSelectionColor(_SELECTION)
        if self._desk.canvas.selectionColor() == _QGIS_SELECTION:
            self._desk.canvas.setSelectionColor(self._desk.project.selectionColor())

    def find(self) -> None:
        """Link the table with the patches of the open workspace, when they are on the map."""
        path = self._session.path()
        self._link.follow(self._layer(PATCHES, path) if path is not None else None)

    def refresh(self) -> None:
        """Draw what the workspace says now."""
        path = self._session.path()
        if path is None:
            return
        self._link.reload()
        remainders = self._layer(REMAINDERS, path)
        if remainders is not None:
            remainders.reload()
            remainders.triggerRepaint()

    def _add(self, kind: str, layer: QgsVectorLayer, path: Path) -> None:
        from ..layers.guard import guard_layer
        from ..layers.styles import style_result

        guard_layer(layer)
        layer.setCustomProperty(RESULT, kind)
        style_result(layer, kind)
        self._desk.project.addMapLayer(layer, False)
        root = self._desk.project.layerTreeRoot()
        title = tr("Gengdi: {name}").format(name=path.stem)
        group = root.findGroup(title) or root.insertGroup(0, title)
        group.insertLayer(0, layer)

    def _layer(self, kind: str, path: Path) -> QgsVectorLayer | None:
        from ..layers.guard import workspace_of

        for layer in self._desk.project.mapLayers().values():
            if layer.customProperty(RESULT) == kind and _same(workspace_of(layer), path):
                return layer
        return None


def _opened(
    path: Path, tables: dict[str, str], thread: QThread, feedback: QgsFeedback
) -> list[tuple[str, QgsVectorLayer]]:
    """Kind and layer; in a task, for ``thread``."""
    from ..layers.workspace_layers import open_for

    layers: list[tuple[str, QgsVectorLayer]] = []
    for kind, table in tables.items():
        if feedback.isCanceled():
            layers.clear()
            break
        layers.append((kind, open_for(thread, path, table)))
        feedback.setProgress(100.0 * len(layers) / len(tables))
    return layers


def _same(one: Path | None, other: Path) -> bool:
    return one is not None and one.exists() and other.exists() and one.samefile(other)
