"""Page Patches: every patch, why it has its colour, and what the officer does about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis
from qgis.PyQt.QtCore import QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from ...core.errors import GengdiError
from ...core.i18n import tr
from ..desk import Desk
from ..keyboard_tool_bar import KeyboardToolBar
from ..live.live_bar import LiveBar
from ..map_link import MapLink
from ..session import WorkspaceSession
from ..whole_label import WholeLabel
from .evidence_panel import EvidencePanel
from .filter_answers import FilterAnswers
from .filter_bar import FilterBar
from .patch_header import PatchHeader
from .patch_model import PatchModel
from .patch_proxy import PatchProxy
from .patch_table import PatchTable
from .patch_totals import told
from .table_actions import TableActions

if TYPE_CHECKING:
    from ...store.review import PatchRow


class PatchesPage(QWidget):
    """Model (all rows) → proxy (filters) → table; the map link carries selections both ways."""

    selection_changed = pyqtSignal()
    layers_wanted = pyqtSignal()  # the patches are wanted on the map

    def __init__(
        self, desk: Desk, session: WorkspaceSession, link: MapLink, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._from_map = False
        self._build()
        self.table_actions = TableActions(self, desk, self.table, self.header, self.filter_bar)
        self.zoom_action, self.flash_action = self.table_actions.zoom, self.table_actions.flash
        self.zoom_action.triggered.connect(lambda _checked: self.zoom())
        self.flash_action.triggered.connect(lambda _checked: self.flash())
        self.actions_bar.addActions([self.zoom_action, self.flash_action])
        self.answers = FilterAnswers(desk, self.filter_bar, self._selected_anywhere, self)
        # evidence is read once the selection rests, not for every row an arrow key runs over
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(60)
        self._rest.timeout.connect(self._show_evidence)
        self._rest.timeout.connect(self._tell_totals)
        self._rest.timeout.connect(lambda: self.table.scrollTo(self.table.currentIndex()))
        self.filter_bar.changed.connect(self._apply_filters)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.link = link
        link.map_selected.connect(self._map_selected)
        self._filtered = session.path()  # the filters speak of this workspace
        session.opened.connect(self._opened)
        session.rows_changed.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self.model = PatchModel(self)
        self.proxy = PatchProxy(self.model, self)
        self.live_bar = LiveBar()
        #: the evidence of a provisional verdict by patch uid, None where there is none
        self.live_evidence: Callable[[str], list[dict[str, Any]] | None] = lambda _uid: None
        self.filter_bar = FilterBar()
        self.table = PatchTable(self.proxy)
        self.table.activated.connect(lambda _index: self.zoom())
        self.header = PatchHeader(self.table)
        self.totals = WholeLabel()
        self.totals.setObjectName("gengdi_totals")
        self.evidence = EvidencePanel()
        self.actions_bar = KeyboardToolBar()
        self.actions_bar.setIconSize(QSize(20, 20))
        upper = QWidget()
        #: where what works on the table may add a strip of its own above it
        self.above = upper_layout = QVBoxLayout(upper)
        upper_layout.setContentsMargins(0, 0, 0, 0)
        upper_layout.setSpacing(4)  # rows are worth more than air on a small screen
        upper_layout.addWidget(self.live_bar)
        for part, stretch in ((self.filter_bar, 0), (self.table, 1), (self.totals, 0), (self.actions_bar, 0)):
            upper_layout.addWidget(part, stretch)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(upper)
        why = QScrollArea()  # long sentences are never cut
        why.setWidgetResizable(True)
        why.setFrameShape(QScrollArea.Shape.NoFrame)
        why.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        why.setWidget(self.evidence)
        self.splitter.addWidget(why)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([520, 200])  # on a small screen rows are worth more than air
        layout = QVBoxLayout(self)
        layout.addWidget(self.splitter)

    def help_anchor(self) -> str:
        """Where the guide speaks of this page."""
        return "patches"

    def close_page(self) -> None:
        """Remember how the table looks; stop waiting timers; leave the map alone."""
        self._rest.stop()
        self.answers.close()
        self.header.save()

    def _opened(self) -> None:
        path = self._session.path()
        if path is not None and path != self._filtered:  # a run opens the same one again: filters stay
            self._filtered = path
            self.filter_bar.clear()

    def refresh(self) -> None:
        """Show the session's rows, keeping filters and selection."""
        chosen = [row.uid for row in self.selected()]
        rows = self._session.rows()
        self.filter_bar.offer(rows)
        self._from_map = True  # that the rows are read again is no deselection
        self.model.set_rows(rows)
        self._apply_filters()
        self.select(chosen)
        self._show_evidence()

    def show_live(self, rows: Mapping[str, PatchRow]) -> None:
        """Show these provisional rows (by uid) in place of the saved ones."""
        chosen = {row.uid for row in self.selected()}
        if self.model.show_live(rows) & chosen:
            self._show_evidence()
            self._rest.start()  # the line above the table may have become another height

    def selected(self) -> list[PatchRow]:
        """The selected patches in the table's order."""
        return self.table.selected()

    def uids(self) -> list[str]:
        """The selected patches, for the map."""
        return [row.uid for row in self.selected()]

    def ids(self) -> list[int]:
        """What QGIS calls them in the workspace's own layer."""
        return self.proxy.ids(self.table.spans())

    def single(self) -> PatchRow | None:
        """The selected patch; None when there is none or more than one, told without visiting them all."""
        return self.selected()[0] if self.selected_count() == 1 else None

    def selected_count(self) -> int:
        """How many patches are selected."""
        return self.table.selected_count()

    def select(self, uids: list[str]) -> None:
        """Select these patches in the table, as the map did; hidden ones stay hidden."""
        self._from_map = True
        self.table.select_uids(uids)
        self._from_map = False

    def _map_selected(self, uids: list[str]) -> None:
        self._from_map = True  # that the filter follows the map is no deselection
        self.answers.map_selected(uids)
        self.select(uids)

    def _selected_anywhere(self) -> list[str]:
        return self.link.selected() or self.uids()

    def show_patch(self, uid: str) -> None:
        """Select one patch in the table and on the map, whatever was filtered, and zoom to it."""
        self.filter_bar.clear()
        self.select([uid])
        self.link.select(self)
        self.zoom()

    def show_only(self, code: str, reason: str) -> None:
        """Filter by code and reason."""
        self.filter_bar.choose(code, reason)

    def zoom(self) -> None:
        """Show the selected patches on the map."""
        chosen = self.selected()
        if chosen and not self.link.zoom(chosen):
            self._desk.say(tr("These patches have no geometry to zoom to."), Qgis.MessageLevel.Warning)

    def flash(self) -> None:
        """Let the selected patches flash on the map."""
        chosen = self.selected()
        if not chosen:
            return
        if self.link.layer() is None:
            self.layers_wanted.emit()
        self.link.flash([row.uid for row in chosen])

    def make_room(self, wanted: bool) -> None:
        """Hide what chooses and sums up rows while a strip above the table says which row it is about."""
        for part in (self.filter_bar, self.totals):
            part.setVisible(not wanted)

    def _apply_filters(self) -> None:
        chosen = [row.uid for row in self.selected()]
        from_map = self._from_map
        if self.proxy.set_filters(self.filter_bar.filters()) and chosen:
            self.select(chosen)
            self._from_map = from_map
            if len(self.proxy.places(chosen)) < len(chosen):  # what is hidden is no longer selected
                self._selection_changed()
        self._tell_totals()
        self._enable()

    def _tell_totals(self) -> None:
        everything = len(self.model.rows())
        several = self.selected_count() > 1
        selected = self.proxy.totals(self.table.spans()) if several else None
        text = told(self.proxy.totals(), everything, selected) if everything else self._nothing()
        self.totals.setText(text)
        none_left = tr("No patch passes these filters: take one away above, or show all.")
        self.table.empty_text = none_left if everything else ""

    def _nothing(self) -> str:
        if self._session.path() is None:
            return tr("No workspace is open yet: screen patches, or open a workspace with the button below.")
        return tr("The workspace has no patches yet: screen them on the Screening page.")

    def _selection_changed(self, *_selection: object) -> None:
        if not self._from_map:
            self.link.select(self)
        self._enable()
        self._rest.start()

    def _show_evidence(self) -> None:
        chosen = self.single()
        if chosen is None:
            count = self.selected_count()
            self.evidence.show_none(
                tr("%n patch(es) selected.", count)
                if count
                else tr("Select a patch to see why it has its colour.")
            )
            return
        try:
            evidence = self.live_evidence(chosen.uid)
            if evidence is None:
                evidence = self._session.evidence(chosen.uid)
            self.evidence.show_patch(chosen, evidence)
        except GengdiError as error:
            self.evidence.show_none(str(error))

    def _enable(self) -> None:
        self.table_actions.enable()
        self.selection_changed.emit()
