"""The workspace's layers on the map: added once, found again, refreshed when the workspace changed."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsMapLayer, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from ..core.errors import GengdiError
from ..core.i18n import tr
from .desk import Desk
from .map_link import MapLink
from .session import WorkspaceSession

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

    def show(self) -> None:
        """Add the workspace's layers to the map unless they are there, and link the table with them."""
        path = self._session.path()
        if path is None:
            return
        try:
            for kind, table in _TABLES.items():
                if self._layer(kind, path) is None:
                    self._add(kind, table, path)
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
        self._tell_selection_apart()
        self.find()
        self.refresh()

    def add_next(self) -> bool:
        """Add one layer that is not on the map yet; whether there was one."""
        path = self._session.path()
        missing = [kind for kind in _TABLES if path is not None and self._layer(kind, path) is None]
        if not missing or path is None:
            return False
        try:
            self._add(missing[0], _TABLES[missing[0]], path)
        except GengdiError:
            return False  # show() tells it
        return True

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

    def _add(self, kind: str, table: str, path: Path) -> None:
        from ..layers.styles import style_result
        from ..layers.workspace_layers import open_table

        layer = open_table(path, table)
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


def _same(one: Path | None, other: Path) -> bool:
    return one is not None and one.exists() and other.exists() and one.samefile(other)
