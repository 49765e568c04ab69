"""What Gengdi keeps in a project, read and chosen in one place: also while no page of the dock is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProject

from .dock import SCREENING
from .result_layers import RESULT

_SCOPE, _WORKSPACE, _RULES = "gengdi", "workspace", "rules"


class ProjectEntries:
    """Works on the Desktop it is given."""

    def __init__(self, desktop: Any) -> None:
        self._desktop = desktop

    @property
    def project(self) -> QgsProject:
        """The open project."""
        project: QgsProject = self._desktop.desk.project
        return project

    def workspace(self) -> str:
        """The workspace the project names; "" for none."""
        return self._path(_WORKSPACE)

    def rules(self) -> str:
        """The rule file of the project; "" for the example rule set."""
        return self._path(_RULES)

    def results_shown(self) -> bool:
        """Whether the map has layers of the open workspace."""
        return any(layer.customProperty(RESULT) for layer in self.project.mapLayers().values())

    def choose_marking(self, text: str) -> None:
        """Mark the project; "" for no marking."""
        self._desktop.dock.choose_marking(text)

    def choose_rules(self, path: str) -> None:
        """Screen by the rule file ``path``; "" for the example rule set."""
        self.project.writeEntry(_SCOPE, _RULES, self.project.writePath(path) if path else "")
        if self._desktop.dock.tabs.built(SCREENING):
            self._desktop.dock.screening.rules.setFilePath(path)

    def choose_workspace(self, path: str) -> None:
        """Work in the workspace ``path`` from now on; "" for none."""
        if path:
            self._desktop.open_workspace(Path(path))
        else:
            self.project.removeEntry(_SCOPE, _WORKSPACE)
            self._desktop.session.close()

    def choose_results(self, shown: bool) -> None:
        """Add the results of the open workspace to the map, or take them off it."""
        if shown:
            self._desktop.show_results()
            return
        layers = self.project.mapLayers().values()
        self.project.removeMapLayers([layer.id() for layer in layers if layer.customProperty(RESULT)])

    def _path(self, key: str) -> str:
        stored, found = self.project.readEntry(_SCOPE, key, "")
        return str(self.project.readPath(stored)) if found and stored else ""
