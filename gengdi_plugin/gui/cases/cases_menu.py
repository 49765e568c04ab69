"""The menu *Cases* on the Patches page: everything that is done about a patch after its screening."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolButton

from ...core.i18n import tr
from ...resources_lookup import icon
from ..help import open_guide
from ..patches.patches_page import PatchesPage


class CasesMenu:
    """A button whose menu has one part for each stage of a case."""

    def __init__(self, page: PatchesPage) -> None:
        self.menu = QMenu(page)
        self.button = QToolButton()
        self.button.setObjectName("gengdi_cases")
        self.button.setIcon(icon("audit"))
        self.button.setText(tr("Cases"))
        self.button.setToolTip(tr("From yellow to closed: dispatch, verification, rectification, paper"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(self.menu)
        page.actions_bar.addWidget(self.button)
        self._end = self.menu.addSeparator()
        self._help = QAction(icon("help"), tr("Help on Cases"), page)
        self._help.triggered.connect(lambda _checked: open_guide("cases"))
        self.menu.addAction(self._help)

    def add(self, title: str, actions: Sequence[QAction]) -> None:
        """A part of the menu, ahead of its end."""
        part = QMenu(title, self.menu)
        part.setToolTipsVisible(True)
        part.addActions(list(actions))
        self.menu.insertMenu(self._end, part)

    def add_choice(self, action: QAction) -> None:
        """A choice that is no step of a case, below its end."""
        self.menu.insertAction(self._help, action)
