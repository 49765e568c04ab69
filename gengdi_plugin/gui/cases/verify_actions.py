"""What belongs to verification on site beside the finding itself: own sets of categories, stored photos."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsFeedback
from qgis.PyQt.QtWidgets import QAction

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...resources_lookup import icon
from ..ask_file import ask_file
from ..desk import Desk
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from ..to_front import to_front
from .photo_window import PhotoWindow


class VerifyActions:
    """``actions`` are for a menu of the page; each is enabled while a workspace is open."""

    def __init__(self, desk: Desk, session: WorkspaceSession, page: PatchesPage) -> None:
        self._desk = desk
        self._session = session
        self._page = page
        self.window: PhotoWindow | None = None
        #: replaced in tests, which open no modal dialog
        self.ask = ask_file
        self.import_set = self._action("finding", "gengdi_import_set", tr("Import Set of Categories…"))
        self.import_set.setToolTip(
            tr("Take your bureau's own categories of findings from a CSV file into the workspace")
        )
        self.import_set.triggered.connect(lambda _checked: self.take_set())
        self.check_photos = self._action("checkup", "gengdi_check_photos", tr("Check Stored Photos"))
        self.check_photos.setToolTip(tr("Compare every photo's file with the hash kept when it was recorded"))
        self.check_photos.triggered.connect(lambda _checked: self.look_at_photos())
        self.actions: list[QAction] = [self.import_set, self.check_photos]
        session.opened.connect(self._opened)
        self._enable()

    def _action(self, picture: str, name: str, text: str) -> QAction:
        action = QAction(icon(picture), text, self._page)
        action.setObjectName(name)
        return action

    def take_set(self) -> None:
        """Ask for a file and take its set of categories into the workspace."""
        from ...store.finding_sets import import_set

        kinds = tr("Text (*.csv)")
        title = tr("Import Set of Categories")
        path = self.ask(self._desk.window, title, str(self._desk.folder()), kinds, False, "finding-content")
        if not path:
            return
        try:
            new = self._session.write(lambda workspace: import_set(workspace, Path(path)))
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
            return
        self._desk.say(
            tr("The set “{set}” with %n categories can be chosen for findings now.", len(new.rows)).format(
                set=new.key
            ),
            Qgis.MessageLevel.Success,
        )

    def look_at_photos(self) -> None:
        """Look at the files of all photos in the background and show what was found."""
        path = self._session.path()
        if path is not None:
            self._desk.operations.run_function(
                lambda feedback: _look(path, feedback),
                tr("Checking photos"),
                self._looked,
                again=self.look_at_photos,
            )

    def _looked(self, found: tuple[int, list[Any]]) -> None:
        if self.window is None:
            self.window = PhotoWindow(self._desk.window)
        self.window.suggestion = self._desk.folder() / tr("photos_checked.csv")
        self.window.show_photos(*found)
        to_front(self.window)

    def _opened(self) -> None:
        if self.window is not None:
            self.window.close()  # it speaks of another workspace
        self._enable()

    def _enable(self) -> None:
        for action in self.actions:
            action.setEnabled(self._session.path() is not None)


def _look(path: Path, feedback: QgsFeedback) -> tuple[int, list[Any]]:
    from ...core.errors import Cancelled
    from ...store.photo_review import altered_photos
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        total = workspace.db.execute("SELECT count(*) FROM photo WHERE deleted_at IS NULL").fetchone()[0]
        found = altered_photos(
            workspace, lambda share: feedback.setProgress(100 * share), feedback.isCanceled
        )
    if feedback.isCanceled():
        raise Cancelled
    return total, found
