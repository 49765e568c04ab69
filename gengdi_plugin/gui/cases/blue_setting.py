"""Whether a case under rectification shows blue: a setting of the workspace, so that a team sees the same."""

from __future__ import annotations

from qgis.core import Qgis
from qgis.PyQt.QtWidgets import QAction

from ...core.errors import GengdiError
from ...core.i18n import tr
from ..desk import Desk
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession


class BlueSetting:
    """A check mark in the menu *Cases*."""

    def __init__(self, desk: Desk, session: WorkspaceSession, page: PatchesPage) -> None:
        self._desk, self._session = desk, session
        self.action = QAction(tr("Show Rectification in Blue"), page)
        self.action.setObjectName("gengdi_blue")
        self.action.setCheckable(True)
        self.action.setToolTip(tr("Off: a case that is being rectified stays red until it is accepted"))
        self.action.triggered.connect(self._choose)
        session.opened.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.action.setEnabled(self._session.path() is not None)
        self.action.setChecked(self._session.path() is None or self._session.blue_shown())

    def _choose(self, shown: bool) -> None:
        from ...store.settings import show_blue

        try:
            self._session.write(lambda workspace: show_blue(workspace, shown))
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
        self._show()
