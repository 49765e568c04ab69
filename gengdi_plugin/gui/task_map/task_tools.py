"""Where a task is done: a page, a main action, an action of a page, or the dialog of an algorithm."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtWidgets import QAction

from ...core.i18n import tr
from ..main_action import perform
from ..main_actions import main_actions
from ..sides import PATCHES, POLLUTION

if TYPE_CHECKING:
    from ...core.task_map import Task
    from ..desktop import Desktop


class TaskTools:
    """Finds and opens the tools of tasks."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._main = {row.name: row for row in main_actions()}

    def is_there(self, task: Task) -> bool:
        """Whether what does the task is part of this version. Builds no page."""
        kind, name = task.tool_name()
        if kind == "page":
            return self._desktop.dock.tabs.offered(name)
        if kind == "main":
            return name in self._main
        if kind == "algorithm":
            return QgsApplication.processingRegistry().algorithmById(name) is not None
        return kind == "action"  # held to what is there by tests/qgis/test_gui_task_map.py

    def open(self, task: Task) -> None:
        """Open what does the task; what cannot be done now is told in the message bar."""
        kind, name = task.tool_name()
        ways: dict[str, Callable[[str], object]] = {
            "page": self._show_page,
            "main": lambda name: perform(self._desktop, self._main[name]),
            "action": self._do,
            "algorithm": self._show_algorithm,
        }
        ways[kind](name)

    def action(self, name: str) -> QAction | None:
        """The action ``page/object name``; brings its page."""
        page, _, action = name.partition("/")
        built: Any = self._desktop.dock.tabs.page(page)
        found: QAction | None = built.findChild(QAction, action)
        return found

    def _show_page(self, name: str) -> None:
        self._desktop.dock.show_page(self._desktop.dock.tabs.page(name))

    def _do(self, name: str) -> None:
        page = name.partition("/")[0]
        action = self.action(name)
        self._show_page(page)
        if action is not None and action.isEnabled():
            action.trigger()
        elif self._desktop.session.path() is None and page in (PATCHES, POLLUTION):
            self._desktop.say_no_workspace()
        else:
            self._desktop.say(
                tr("Select what this is about in the table first."), Qgis.MessageLevel.Warning
            )  # fmt: skip

    def _show_algorithm(self, name: str) -> None:
        from processing import createAlgorithmDialog

        dialog = createAlgorithmDialog(name, self.known_values(name))
        if dialog is not None:
            dialog.show()

    def known_values(self, name: str) -> dict[str, str]:
        """What the officer need not choose again in the dialog of an algorithm: the open workspace."""
        path = self._desktop.session.path()
        algorithm = QgsApplication.processingRegistry().algorithmById(name)
        if path is None or algorithm is None or algorithm.parameterDefinition("WORKSPACE") is None:
            return {}
        return {"WORKSPACE": str(path)}
