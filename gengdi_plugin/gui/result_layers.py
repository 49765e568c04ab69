"""The workspace's layers on the map: added once, found again, refreshed when the workspace changed."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer

from .desk import Desk
from .map_link import MapLink
from .session import WorkspaceSession

#: Custom property of a layer that shows the workspace: ``patches`` or ``remainders``.
RESULT = "gengdi/result"


def is_result_layer(layer: QgsMapLayer) -> bool:
    """Whether a layer shows the workspace, and so plays no input role."""
    return bool(layer.customProperty(RESULT))


def result_layer(project: QgsProject, kind: str, path: str) -> QgsVectorLayer | None:
    """The project's layer of ``kind`` that shows the workspace at ``path``."""
    for layer in project.mapLayers().values():
        if layer.customProperty(RESULT) == kind and path in layer.source():
            return layer if isinstance(layer, QgsVectorLayer) else None
    return None


class ResultLayers:
    """Keeps the map in step with the open workspace."""

    def __init__(self, desk: Desk, session: WorkspaceSession, link: MapLink) -> None:
        self._desk = desk
        self._session = session
        self._link = link
