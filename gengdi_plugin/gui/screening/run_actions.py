"""What the officer does about the last run: look at its doubtful patches, find its file, undo it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from qgis.core import Qgis
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialogButtonBox, QMessageBox

from ...core.i18n import tr
from ..desk import Desk
from ..dialog_buttons import help_button
from ..dock import GengdiDock
from ..help import open_guide
from ..session import WorkspaceSession


class RunActions:
    """Keeps the report on the Screening page in step with the workspace and does what it asks for."""

    def __init__(self, desk: Desk, session: WorkspaceSession, dock: GengdiDock) -> None:
        self._desk = desk
        self._session = session
        self._dock = dock
        self._report = dock.screening.report
        self._run: Any = None
        #: replaced in tests, which open no dialog and no file manager
        self.confirm: Callable[[str], bool] = self._confirm
        self.open_url: Callable[[QUrl], object] = QDesktopServices.openUrl
        self._report.patch_wanted.connect(self.show_patch)
        self._report.folder_wanted.connect(self.open_folder)
        self._report.undo_wanted.connect(self.undo)
        session.rows_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Tell about the latest run of the open workspace."""
        path = self._session.path()
        if path is None:  # at QGIS's start: what reads workspaces is not loaded for this
            self._run = None
            self._report.show_run(None, 0, 0, [], None)
            return
        known = self._session.known()
        self._run = self._session.latest_run()
        # of an older workspace the rows may still be on their way
        told = (known.screened, known.released, known.doubtful) if known is not None else (0, 0, [])
        self._report.show_run(self._run, *told, path)

    def show_patch(self, uid: str) -> None:
        """Select the patch in the table and on the map, and zoom to it."""
        page = self._dock.patches
        page.layers_wanted.emit()
        self._dock.show_page(page)
        page.show_patch(uid)

    def open_folder(self) -> None:
        """Open the folder in which the workspace lies."""
        path = self._session.path()
        if path is not None:
            self.open_url(QUrl.fromLocalFile(str(path.parent)))

    def undo(self) -> None:
        """Undo the run after a question; a refusal is told in the message bar."""
        path, run = self._session.path(), self._run
        if path is None or run is None:
            return
        question = tr(
            "Undo the run of {when} by {who}? Its {n} patches go back to where they were before; this is "
            "recorded with your name, and nothing is deleted."
        ).format(when=run.screened_at[:16].replace("T", " "), who=run.actor, n=f"{run.patches:,}")
        if self.confirm(question):
            self._undo(path, run.uid)

    def _undo(self, path: Path, run_uid: str) -> None:
        officer = self._desk.officer()
        self._desk.operations.run_function(
            lambda _feedback: _undo(path, run_uid, officer),
            tr("Undoing the run"),
            self._undone,
            again=lambda: self._undo(path, run_uid),
        )

    def _undone(self, done: Any) -> None:
        self._session.reload()
        self._desk.say(
            tr(
                "The run is undone: {patches} patches are as they were before, {gone} are no longer shown."
            ).format(patches=f"{done.patches:,}", gone=f"{done.gone:,}"),
            Qgis.MessageLevel.Success,
        )

    def _confirm(self, question: str) -> bool:
        box = self.question_box(question)
        box.exec()
        return bool(box.standardButton(box.clickedButton()) == QMessageBox.StandardButton.Yes)

    def question_box(self, question: str) -> QMessageBox:
        """The question with Yes, No and Help; No is what Enter says."""
        kind, window = QMessageBox.Icon.Question, self._desk.window
        box = QMessageBox(kind, tr("Undo This Run"), question, parent=window)
        button = QMessageBox.StandardButton
        box.setStandardButtons(button.Yes | button.No)
        box.button(button.Yes).setText(tr("Undo This Run"))
        box.button(button.No).setText(tr("Cancel"))
        box.setDefaultButton(button.No)
        help_button(box.findChild(QDialogButtonBox), "run")
        asked = box.button(button.Help)
        asked.clicked.disconnect()  # a message box closes at any button
        asked.clicked.connect(lambda _checked: open_guide("run"))
        return box


def _undo(path: Path, run_uid: str, officer: str) -> Any:
    from ...store.runs import undo_run
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        return undo_run(workspace, run_uid, officer)
