"""The one dock: the pages of farmland and of pollution sources, one switch between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsSettings
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QEvent, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QShowEvent
from qgis.PyQt.QtWidgets import QApplication, QHBoxLayout, QLabel, QMainWindow, QVBoxLayout, QWidget

from ..core import dependencies
from ..core.i18n import tr
from ..layers.marking import choose_marking, marking_of
from ..resources_lookup import icon
from .desk import Desk
from .dock_corner import DockCorner
from .guide_strip import GuideStrip
from .help import anchor_at, open_guide
from .lazy_tabs import LazyTabs
from .map_link import MapLink
from .session import WorkspaceSession
from .side_switch import SideSwitch
from .sides import (
    LAYERS,
    LEDGER,
    ON_FARMLAND,
    PAGES,
    PATCHES,
    POLLUTION,
    SCREENING,
    home_of,
    remember_side,
    side_of,
)

if TYPE_CHECKING:
    from .ledger.ledger_page import LedgerPage
    from .patches.patches_page import PatchesPage
    from .pollution.pollution_page import PollutionPage
    from .roles.layers_page import LayersPage
    from .screening.screening_page import ScreeningPage

_NARROWEST, _USUAL = 340, 540  # pixels: what the evidence needs to be read, and what is comfortable
_LARGEST_SHARE = 0.36  # of the window: the map stays the largest part
_WIDTH_GIVEN = "gengdi/dock_width_given"


class GengdiDock(QgsDockWidget):
    """The pages of one side as tabs, built when they are needed; the tab in front is kept for each side.
    QGIS remembers its place by its object name."""

    roles_changed = pyqtSignal()  # the Layers page has read the project
    side_changed = pyqtSignal(str)

    def __init__(self, desk: Desk, session: WorkspaceSession, link: MapLink) -> None:
        super().__init__(tr("Gengdi"), desk.window)
        self.setObjectName("GengdiDock")
        self._desk = desk
        self._session = session
        self._link = link
        self._side = ON_FARMLAND
        self._front: dict[str, str] = {}  # side -> the page that was last in front
        self.tabs = self._offered_tabs()
        self.switch = SideSwitch()
        self.corner = DockCorner(lambda: marking_of(desk.project))
        self.guide = GuideStrip()
        self.setWidget(self._laid_out())
        # QGIS lays its docks out when it shows its window: a width asked for before is lost
        self._shown = QTimer(self)
        self._shown.setSingleShot(True)
        self._shown.timeout.connect(self.take_usual_width)
        self.corner.help_wanted.connect(lambda: self.show_help(self.tabs.currentWidget()))
        self.corner.marking_wanted.connect(self.choose_marking)
        self.corner.guide_wanted.connect(self.guide.show_guide)
        self.guide.shown_changed.connect(self.corner.guide_action.setChecked)
        self.switch.side_wanted.connect(self.choose_side)
        self.follow_project()

    def _offered_tabs(self) -> LazyTabs:
        tabs = LazyTabs()
        tabs.setDocumentMode(True)
        tabs.offer(LAYERS, self._layers_page, icon("layers"), tr("Layers"))
        tabs.offer(SCREENING, self._screening_page, icon("screen"), tr("Screening"))
        tabs.offer(PATCHES, self._patches_page, icon("patches"), tr("Patches and Cases"))
        tabs.offer(POLLUTION, self._pollution_page, icon("side_pollution"), tr("Pollution Sources"))
        tabs.offer(LEDGER, self._ledger_page, icon("ledger"), tr("Ledger"))
        tabs.show_only(PAGES[ON_FARMLAND])  # when all are offered: in the order of the side
        # only now has the page its tab, and whoever listens may ask for it
        tabs.when_built(LAYERS, lambda _page: self.roles_changed.emit())
        return tabs

    def _ledger_page(self) -> QWidget:
        from .ledger.ledger_page import LedgerPage

        self.tabs.page(LAYERS)  # it is what follows the project
        page = LedgerPage(self._desk, self._session)
        self.roles_changed.connect(page.refresh)
        return page

    def _laid_out(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        problem = dependencies.shapely_problem()
        if problem:
            warning = QLabel(problem)
            warning.setWordWrap(True)
            # the command in it is copied into a shell
            warning.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            warning.setMargin(6)
            warning.setObjectName("gengdi_problem")
            column.addWidget(warning)
        top = QHBoxLayout()
        top.setContentsMargins(4, 2, 0, 0)
        top.addWidget(self.switch)
        top.addStretch()
        top.addWidget(self.corner)
        column.addLayout(top)
        column.addWidget(self.guide)
        column.addWidget(self.tabs, 1)
        content.setMinimumWidth(_NARROWEST)
        return content

    @property
    def layers(self) -> LayersPage:
        """The page Layers."""
        page: LayersPage = self.tabs.page(LAYERS)
        return page

    @property
    def screening(self) -> ScreeningPage:
        """The page Screening."""
        page: ScreeningPage = self.tabs.page(SCREENING)
        return page

    @property
    def patches(self) -> PatchesPage:
        """The page Patches."""
        page: PatchesPage = self.tabs.page(PATCHES)
        return page

    @property
    def pollution(self) -> PollutionPage:
        """The page Pollution Sources."""
        page: PollutionPage = self.tabs.page(POLLUTION)
        return page

    @property
    def ledger(self) -> LedgerPage:
        """The page Ledger."""
        page: LedgerPage = self.tabs.page(LEDGER)
        return page

    def side(self) -> str:
        """The side that is shown: a key of ``sides.SIDES``."""
        return self._side

    def choose_side(self, side: str) -> None:
        """Show the pages of ``side``, and remember with the project that it does."""
        self._take_side(side)
        remember_side(self._desk.project, side)

    def follow_project(self) -> None:
        """Show the side that the open project was left on."""
        self._take_side(side_of(self._desk.project))

    def _take_side(self, side: str) -> None:
        self._front[self._side] = self.tabs.current_key()
        self._side = side
        self.switch.show_side(side)
        self.guide.show_side(side)
        if self.tabs.built(LAYERS):
            self.layers.show_side(side)
        self.tabs.show_only(PAGES[side], self._front.get(side, LAYERS))
        self.side_changed.emit(side)

    def _layers_page(self) -> QWidget:
        from .roles.layers_page import LayersPage

        page = LayersPage(self._desk)
        page.show_side(self._side)
        page.roles_changed.connect(self.roles_changed)
        return page

    def _screening_page(self) -> QWidget:
        from .screening.screening_page import ScreeningPage

        layers = self.layers  # it is what follows the project
        page = ScreeningPage(self._desk, self._session)
        self.roles_changed.connect(page.refresh)
        page.checkup.mended.connect(layers.refresh_soon)
        page.reason_wanted.connect(self.show_reason)
        return page

    def _patches_page(self) -> QWidget:
        from .patches.patches_page import PatchesPage

        return PatchesPage(self._desk, self._session, self._link)

    def _pollution_page(self) -> QWidget:
        from .pollution.pollution_page import PollutionPage

        return PollutionPage(self._desk, self._session, self._link)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if QgsSettings().value(_WIDTH_GIVEN, False, type=bool):
            return
        self._shown.start()

    def take_usual_width(self) -> None:
        """A comfortable width for the first time; QGIS restores the officer's own afterwards."""
        window = self.parentWidget()
        if isinstance(window, QMainWindow) and window.isVisible() and not self.isFloating():
            width = min(_USUAL, int(window.width() * _LARGEST_SHARE))
            window.resizeDocks([self], [width], Qt.Orientation.Horizontal)
            QgsSettings().setValue(_WIDTH_GIVEN, True)

    def show_reason(self, code: str, reason: str) -> None:
        """Show the patches of one code and reason."""
        self.patches.show_only(code, reason)
        self.show_page(self.patches)

    def show_page(self, page: QWidget) -> None:
        """Bring the dock and one of its pages to the front, with the side that shows it."""
        self.setUserVisible(True)
        home = home_of(self.tabs.key_of(page), self._side)
        if home != self._side:
            self.choose_side(home)
        self.tabs.setCurrentWidget(page)

    def show_near(self, source: str) -> None:
        """Show the patches whose nearest pollution source has the credit code ``source``."""
        page = self.patches
        page.filter_bar.clear()
        page.filter_bar.text.setText(source)
        self.show_page(page)

    def choose_marking(self, text: str) -> None:
        """Mark the project, and with it the panel and everything printed from it."""
        choose_marking(self._desk.project, text)
        self.corner.refresh()

    def help_anchor(self) -> str:
        return "panel"

    def show_help(self, widget: QWidget | None) -> None:
        """Open the guide where it speaks of ``widget``."""
        open_guide(anchor_at(widget) or self.help_anchor())

    def event(self, event: QEvent) -> bool:
        # QGIS has F1 for itself: whoever has the focus may claim a key before it becomes a shortcut
        if event.type() == QEvent.Type.ShortcutOverride and _is_help(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_help(event):
            self.show_help(QApplication.focusWidget())
        else:
            super().keyPressEvent(event)

    def close_pages(self) -> None:
        """Let the pages that were built take back what they connected."""
        for key in self.tabs.offers():
            page: Any = self.tabs.page(key) if self.tabs.built(key) else None
            if hasattr(page, "close_page"):
                page.close_page()
        if self.tabs.built(SCREENING):
            self.screening.checkup.close()


def _is_help(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_F1
        and event.modifiers() == Qt.KeyboardModifier.NoModifier
    )
