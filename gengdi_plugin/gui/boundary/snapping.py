"""QGIS's snapping, switched from where boundaries are drawn: onto corners and edges of every layer."""

from __future__ import annotations

from qgis.core import QgsProject, QgsSnappingConfig, QgsTolerance
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QAction

from ...layers.compat import corners_and_edges
from ..cleanup import CleanupStack

#: Pixels round the mouse in which a corner or an edge is caught, where QGIS has no tolerance yet.
_TOLERANCE = 12.0


class Snapping(QObject):
    """Keeps ``action`` in step with the project's snapping, which QGIS's own toolbar shows too."""

    def __init__(self, project: QgsProject, action: QAction) -> None:
        super().__init__()
        self._project, self._action = project, action
        self._cleanup = CleanupStack()
        self._cleanup.connect(project.snappingConfigChanged, self._follow)
        action.toggled.connect(self._switch)
        self._follow()

    def close(self) -> None:
        """Stop following."""
        self._cleanup.pop_all()

    def _follow(self, *_config: object) -> None:
        blocked = self._action.blockSignals(True)
        self._action.setChecked(self._project.snappingConfig().enabled())
        self._action.blockSignals(blocked)

    def _switch(self, on: bool) -> None:
        config = self._project.snappingConfig()
        if on == config.enabled():
            return
        config.setEnabled(on)
        if on:
            config.setMode(QgsSnappingConfig.SnappingMode.AllLayers)
            config.setTypeFlag(corners_and_edges())
            if config.tolerance() <= 0:
                config.setTolerance(_TOLERANCE)
                config.setUnits(QgsTolerance.UnitType.Pixels)
        self._project.setSnappingConfig(config)
