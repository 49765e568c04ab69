"""What may be asked of the record: whether the workspace is untouched, what patches were on a past day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import QgsFeedback
from qgis.PyQt.QtWidgets import QAction

from ...core.i18n import tr
from ..desk import Desk
from ..page_action import page_action
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from ..to_front import to_front
from .past_window import PastWindow
from .workspace_window import WorkspaceWindow


class AuditActions:
    """Two actions (``actions``) for a menu of the Patches page; their windows belong to one workspace."""

    def __init__(self, desk: Desk, session: WorkspaceSession, page: PatchesPage) -> None:
        self._desk, self._session, self._page = desk, session, page
        self.workspace_window: WorkspaceWindow | None = None
        self.past_window: PastWindow | None = None
        self.verify = self._action("verify_workspace", tr("Verify Workspace…"), self.verify_workspace)
        self.verify.setToolTip(
            tr("Look for damage and tampering in the open workspace, and list what other programs changed")
        )
        self.past = self._action("state_on_date", tr("State on a Date…"), self.show_past)
        self.past.setToolTip(tr("What every patch was at the end of a past day, from the events of its case"))
        self.actions: list[QAction] = [self.verify, self.past]
        session.opened.connect(self._workspace_changed)
        self._enable()

    def _action(self, picture: str, text: str, slot: Callable[[], None]) -> QAction:
        return page_action(self._page, picture, text, slot)

    def verify_workspace(self) -> None:
        """Verify the open workspace in the background and show the outcome."""
        path = self._session.path()
        if path is not None:
            self._desk.operations.run_function(
                lambda feedback: _verify(path, feedback),
                tr("Verifying the workspace"),
                self._verified,
                again=self.verify_workspace,
            )

    def show_past(self) -> None:
        """Show the window that asks for a day; the table follows from a task."""
        if self._session.path() is None:
            return
        if self.past_window is None:
            self.past_window = PastWindow(self._desk.window)
            self.past_window.patch_wanted.connect(self._page.show_patch)
            self.past_window.day_wanted.connect(self._ask)
        self.past_window.suggestion = self._desk.folder() / tr("states_on_date.csv")
        to_front(self.past_window)

    def close(self) -> None:
        """Close the windows: they speak of one workspace."""
        for window in (self.workspace_window, self.past_window):
            if window is not None:
                window.close()

    def _verified(self, found: Any) -> None:
        if self.workspace_window is None:
            self.workspace_window = WorkspaceWindow(self._desk.window)
            self.workspace_window.patch_wanted.connect(self._page.show_patch)
        self.workspace_window.suggestion = self._desk.folder() / tr("workspace_verified.csv")
        self.workspace_window.show_outcome(found)
        to_front(self.workspace_window)

    def _ask(self, day: dt.date) -> None:
        path = self._session.path()
        if path is not None:
            title = tr("Reading the states of {day}").format(day=day.isoformat())
            self._desk.operations.run_function(
                lambda feedback: _states(path, day, feedback),
                title,
                lambda found: self._answered(path, day, found),
                again=lambda: self._ask(day),
            )

    def _answered(self, path: Path, day: dt.date, found: Any) -> None:
        # another day or workspace may have been chosen meanwhile
        window = self.past_window
        if window is not None and window.chosen() == day and self._session.path() == path:
            window.show_states(day, found)

    def _workspace_changed(self) -> None:
        self.close()
        self.past_window = None
        self._enable()

    def _enable(self) -> None:
        for action in self.actions:
            action.setEnabled(self._session.path() is not None)


def _verify(path: Path, feedback: QgsFeedback) -> Any:
    from ...store.verify_workspace import verify_workspace
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        return verify_workspace(workspace, lambda done: feedback.setProgress(100 * done), feedback.isCanceled)


def _states(path: Path, day: dt.date, feedback: QgsFeedback) -> Any:
    from ...core.stopping import stoppable
    from ...store.history import states_on
    from ...store.workspace import open_workspace

    with stoppable(feedback.isCanceled), open_workspace(path, create=False) as workspace:
        return states_on(workspace, day, lambda done: feedback.setProgress(100 * done))
