"""Keeps saved changes of boundaries in the open workspace; without one they wait until one is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Callable

from qgis.core import Qgis
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...layers.boundary_log import BoundaryLog
from ..ask_file import ask_file
from ..cleanup import CleanupStack
from ..desk import Desk
from ..session import WorkspaceSession

if TYPE_CHECKING:
    from ...store.boundary_changes import BoundaryChange


#: More changes of one session are logged in a task.
_AT_ONCE = 300


class ChangeKeeping(QObject):
    """``kept``: the log has new rows, or waits for a workspace."""

    kept = pyqtSignal()

    def __init__(self, desk: Desk, session: WorkspaceSession) -> None:
        super().__init__()
        self._desk, self._session = desk, session
        self._waiting: list[BoundaryChange] = []
        #: asks for a workspace file; replaced in tests, which open no dialog
        self.ask_workspace: Callable[[], str] = self._ask_workspace
        self._cleanup = CleanupStack()
        self._log = BoundaryLog(desk.project)
        self._cleanup.push(self._log.close)
        self._cleanup.connect(self._log.saved, self._saved)
        self._cleanup.connect(session.opened, self._opened)
        self._cleanup.connect(desk.project.cleared, self._forget)

    def close(self) -> None:
        """Keep what was told last, and stop listening."""
        self._cleanup.pop_all()

    def waiting(self) -> int:
        """How many changes wait for a workspace."""
        return len(self._waiting)

    def sentence(self) -> tuple[str, bool]:
        """Whether changes are logged, and whether a workspace is missing for it."""
        from ...layers.guard import uses_transaction_groups

        path = self._session.path()
        if uses_transaction_groups(self._desk.project):
            said = tr("Changes are not logged: the project uses transaction groups, which save at once.")
            return said, False
        if path is not None:
            return tr("Saved changes are logged in {name}.").format(name=path.name), False
        if self._waiting:
            return tr("%n saved change(s) wait for a workspace.", len(self._waiting)), True
        return tr("No workspace is open: changes are not logged."), True

    def open_workspace(self) -> None:
        """Open the workspace the officer chooses: what waits is kept there."""
        chosen = self.ask_workspace()
        if chosen:
            try:
                self._session.open(Path(chosen))
            except GengdiError as error:
                self._desk.say(str(error), Qgis.MessageLevel.Warning)

    def _ask_workspace(self) -> str:
        suggestion = str(self._desk.folder() / "workspace.sqlite")
        kinds = tr("Workspace (*.sqlite)")
        return ask_file(self._desk.window, tr("Open a Workspace"), suggestion, kinds, False, "boundaries")

    def _saved(self, changes: list[BoundaryChange]) -> None:
        self._waiting += changes
        if self._session.path() is not None:
            self._keep()
            return
        said = tr("%n saved change(s) of boundaries are not logged, as no workspace is open.", len(changes))
        item = self._desk.say(said, Qgis.MessageLevel.Warning)
        if hasattr(item, "layout"):
            button = QPushButton(tr("Open a Workspace…"))
            button.clicked.connect(lambda _checked: self.open_workspace())
            item.layout().addWidget(button)
        self.kept.emit()

    def _opened(self) -> None:
        if self._session.path() is not None and self._waiting:
            self._keep()
        else:
            self.kept.emit()

    def _keep(self) -> None:
        import sqlite3

        from ...store.boundary_changes import record_changes

        waiting, officer, path = self._waiting, self._desk.officer(), self._session.path()
        if len(waiting) > _AT_ONCE and path is not None:
            self._waiting = []
            self._desk.operations.run_function(
                lambda _feedback: _record(path, waiting, officer),
                tr("Logging %n change(s) of boundaries", len(waiting)),
                lambda _count: self.kept.emit(),
            )
            return
        try:
            self._session.ask(lambda workspace: record_changes(workspace, waiting, officer))
        except (GengdiError, sqlite3.Error) as error:
            said = tr("The changes of boundaries could not be logged yet: {reason}").format(reason=error)
            self._desk.say(said, Qgis.MessageLevel.Warning)
        else:
            self._waiting = []
        self.kept.emit()

    def _forget(self) -> None:
        self._waiting = []


def _record(path: Path, changes: list[BoundaryChange], officer: str) -> int:
    # a connection of its own: sqlite connections do not cross threads
    from ...store.boundary_changes import record_changes
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        return record_changes(workspace, changes, officer)
