"""The one dock: layers, screening, patches."""

from __future__ import annotations

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from ..core import dependencies
from ..core.i18n import tr
from ..resources_lookup import icon
from .desk import Desk
from .layers_page import LayersPage
from .map_link import MapLink
from .patches_page import PatchesPage
from .screening_page import ScreeningPage
from .session import WorkspaceSession

_NARROWEST, _USUAL = 340, 540  # pixels: what the evidence needs to be read, and what is comfortable


class GengdiDock(QgsDockWidget):
    """Three pages as tabs. Its object name is what QGIS remembers its place by."""

    def __init__(self, desk: Desk, session: WorkspaceSession, link: MapLink) -> None:
        super().__init__(tr("Gengdi"), desk.window)
        self.setObjectName("GengdiDock")
        self.layers = LayersPage(desk)
        self.screening = ScreeningPage(desk, session)
        self.patches = PatchesPage(desk, session, link)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.layers, icon("layers"), tr("Layers"))
        self.tabs.addTab(self.screening, icon("screen"), tr("Screening"))
        self.tabs.addTab(self.patches, icon("patches"), tr("Patches"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        problem = dependencies.shapely_problem()
        if problem:
            warning = QLabel(problem)
            warning.setWordWrap(True)
            # the command in it is copied into a shell
            warning.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            warning.setMargin(6)
            warning.setObjectName("gengdi_problem")
            column.addWidget(warning)
        column.addWidget(self.tabs)
        content.setMinimumWidth(_NARROWEST)
        self.setWidget(content)
        self.layers.roles_changed.connect(self.screening.refresh)
        self.screening.reason_wanted.connect(self.show_reason)

    def take_usual_width(self) -> None:
        """A comfortable width for the first time; QGIS restores the officer's own afterwards."""
        window = self.parentWidget()
        if isinstance(window, QMainWindow):
            window.resizeDocks([self], [_USUAL], Qt.Orientation.Horizontal)

    def show_reason(self, code: str, reason: str) -> None:
        """Show the patches of one code and reason."""
        self.patches.show_only(code, reason)
        self.show_page(self.patches)

    def show_page(self, page: QWidget) -> None:
        """Bring the dock and one of its pages to the front."""
        self.setUserVisible(True)
        self.tabs.setCurrentWidget(page)

    def close_pages(self) -> None:
        """Let the pages take back what they connected."""
        self.layers.close_page()
        self.patches.close_page()
