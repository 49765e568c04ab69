"""Verify the verdicts, compare runs: what the officer may ask of the runs kept in the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsFeedback

from ...core.errors import GengdiError
from ...core.i18n import tr
from ..desk import Desk
from ..dock import GengdiDock
from ..session import WorkspaceSession
from ..to_front import to_front
from .compare_window import CompareWindow
from .run_actions import RunActions
from .verify_window import VerifyWindow


class RunChecks:
    """Opens the two windows from the last-run report; the work goes through the operation manager."""

    def __init__(self, desk: Desk, session: WorkspaceSession, dock: GengdiDock, runs: RunActions) -> None:
        self._desk = desk
        self._session = session
        self._dock = dock
        self._runs = runs
        self.compare_window: CompareWindow | None = None
        self.verify_window: VerifyWindow | None = None
        report = dock.screening.report
        report.verify_wanted.connect(self.verify)
        report.compare_wanted.connect(self.compare)
        session.opened.connect(self.close)

    def close(self) -> None:
        """Close the windows: they speak of one workspace."""
        for window in (self.compare_window, self.verify_window):
            if window is not None:
                window.close()

    def compare(self) -> None:
        """Show the window with the runs of the open workspace; it asks for what it shows."""
        if self.compare_window is None:
            self.compare_window = CompareWindow(self._desk.window)
            self.compare_window.patch_wanted.connect(self._runs.show_patch)
            self.compare_window.runs_wanted.connect(self._compare)
        self.compare_window.suggestion = self._desk.folder() / tr("runs_compared.csv")
        self.compare_window.show_runs(self._session.runs())
        to_front(self.compare_window)

    def verify(self) -> None:
        """Recompute every verdict of the workspace in the background, compare the layers with those of the
        runs, and show the outcome."""
        path = self._session.path()
        if path is None:
            return
        try:
            marks = self._marks()
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
            return
        self._desk.operations.run_function(
            lambda feedback: _verify(path, marks, feedback),
            tr("Verifying the verdicts"),
            self._verified,
            again=self.verify,
        )

    def _marks(self) -> Any:
        """The layers that a screening would read now, ready to be read by the task."""
        from ...layers.marks import marks_work

        layers = self._dock.screening.tested_layers()
        return marks_work(layers, self._desk.project.transformContext()) if layers else None

    def _verified(self, found: Any) -> None:
        if self.verify_window is None:
            self.verify_window = VerifyWindow(self._desk.window)
            self.verify_window.patch_wanted.connect(self._runs.show_patch)
        self.verify_window.suggestion = self._desk.folder() / tr("verdicts_verified.csv")
        self.verify_window.show_verification(found)
        to_front(self.verify_window)

    def _compare(self, before: str, after: str) -> None:
        path = self._session.path()
        if path is not None:
            self._desk.operations.run_function(
                lambda feedback: _compare(path, before, after, feedback),
                tr("Comparing two runs"),
                self._compared,
                again=lambda: self._compare(before, after),
            )

    def _compared(self, found: Any) -> None:
        window = self.compare_window
        # the officer may have chosen other runs meanwhile
        if window is not None and window.shows(found.before["uid"], found.after["uid"]):
            window.show_comparison(found)


def _verify(path: Path, marks: Any, feedback: QgsFeedback) -> Any:
    from ...store.verify import verify_verdicts
    from ...store.workspace import open_workspace

    layers = marks(feedback) if marks is not None else None
    with open_workspace(path, create=False) as workspace:
        return verify_verdicts(
            workspace,
            layers=layers,
            progress=lambda done: feedback.setProgress(100 * done),
            cancelled=feedback.isCanceled,
        )


def _compare(path: Path, before: str, after: str, feedback: QgsFeedback) -> Any:
    from ...store.compare import compare_runs
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        return compare_runs(
            workspace,
            before,
            after,
            progress=lambda done: feedback.setProgress(100 * done),
            cancelled=feedback.isCanceled,
        )
