"""Page Patches: every patch, why it has its colour, and what the officer does about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QAction,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...core.errors import GengdiError
from ...core.i18n import tr
from .. import figures
from ..desk import Desk
from ..keyboard_tool_bar import KeyboardToolBar
from ..live.live_bar import LiveBar
from ..map_link import MapLink
from ..session import WorkspaceSession
from .evidence_panel import EvidencePanel
from .filter_bar import FilterBar
from .patch_columns import COLUMNS
from .patch_model import PatchModel, runs_of
from .patch_proxy import PatchProxy

if TYPE_CHECKING:
    from ...store.review import PatchRow
    from .patch_filters import PatchFilter

_HEADER = "gengdi/patch_table_header"


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
        # evidence is read once the selection rests, not for every row an arrow key runs over
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(60)
        self._rest.timeout.connect(self._show_evidence)
        self._rest.timeout.connect(lambda: self.table.scrollTo(self.table.currentIndex()))
        self.filter_bar.changed.connect(self._apply_filters)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.link = link
        link.map_selected.connect(self.select)
        session.rows_changed.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self.model = PatchModel(self)
        self.proxy = PatchProxy(self.model, self)
        self.live_bar = LiveBar()
        #: the evidence of a provisional verdict by patch uid, None where there is none
        self.live_evidence: Callable[[str], list[dict[str, Any]] | None] = lambda _uid: None
        #: what narrows the table besides the filter bar; call :meth:`refilter` when it changes
        self.more_filters: Callable[[], list[PatchFilter]] = list
        self.filter_bar = FilterBar()
        self.table = QTableView()
        self.table.setObjectName("gengdi_patches")
        self.table.setModel(self.proxy)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().hide()
        # a header asks at every paint whether each cell of a column is selected: 1 s with 100 000
        # rows. Whole rows are selected here, so it has nothing to tell, and looks at a selection of its own.
        header = self.table.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(self.proxy, header))
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.table.setSortingEnabled(True)
        self.table.activated.connect(lambda _index: self.zoom())
        self._restore_header()
        self.totals = QLabel()
        self.totals.setWordWrap(True)
        self.totals.setObjectName("gengdi_totals")
        self.evidence = EvidencePanel()
        self.actions_bar = KeyboardToolBar()
        self.zoom_action = self._action(
            "mActionZoomToSelected.svg", tr("Zoom to Selected Patches"), self.zoom
        )
        self.zoom_action.setShortcut(QKeySequence("Ctrl+Shift+Z"))
        self.flash_action = self._action(
            "mActionHighlightFeature.svg", tr("Flash Selected Patches"), self.flash
        )

        upper = QWidget()
        #: where what works on the table may add a strip of its own above it
        self.above = upper_layout = QVBoxLayout(upper)
        upper_layout.setContentsMargins(0, 0, 0, 0)
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
        self.splitter.setSizes([420, 300])
        layout = QVBoxLayout(self)
        layout.addWidget(self.splitter)

    def _action(self, picture: str, text: str, slot: object) -> QAction:
        action = QAction(QgsApplication.getThemeIcon(f"/{picture}"), text, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        self.actions_bar.addAction(action)
        return action

    def _restore_header(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsMovable(True)
        widths = {"code": 58, "patch_no": 156, "reason": 150, "unit_name": 110, "spatial_code": 240}
        for place, column in enumerate(COLUMNS):
            header.resizeSection(place, widths.get(column.key, 92))
        state = QgsSettings().value(_HEADER)
        if state is not None:
            header.restoreState(state)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)

    def help_anchor(self) -> str:
        """Where the guide speaks of this page."""
        return "patches"

    def close_page(self) -> None:
        """Remember how the table looks; stop waiting timers."""
        self._rest.stop()
        QgsSettings().setValue(_HEADER, self.table.horizontalHeader().saveState())

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
        spans = self._spans()
        if all(following[0] > before[1] for before, following in zip(spans, spans[1:])):
            return [row for first, last in spans for row in self.proxy.between(first, last)]
        places = sorted({place for first, last in spans for place in range(first, last + 1)})
        return [self.proxy.row(place) for place in places]

    def _spans(self) -> list[tuple[int, int]]:
        # by ranges: selectedRows() asks the model about every cell of every row
        return sorted({(one.top(), one.bottom()) for one in self.table.selectionModel().selection()})

    def uids(self) -> list[str]:
        """The selected patches, for the map."""
        return [row.uid for row in self.selected()]

    def ids(self) -> list[int]:
        """What QGIS calls them in the workspace's own layer."""
        return self.proxy.ids(self._spans())

    def single(self) -> PatchRow | None:
        """The selected patch; None when there is none or more than one, told without visiting them all."""
        return self.selected()[0] if self.selected_count() == 1 else None

    def selected_count(self) -> int:
        """How many patches are selected."""
        spans = self._spans()
        count, seen = 0, -1
        for first, last in spans:
            count += max(0, last - max(first - 1, seen))
            seen = max(seen, last)
        return count

    def select(self, uids: list[str]) -> None:
        """Select these patches in the table, as the map did; hidden ones stay hidden."""
        selection = QItemSelection()
        places = self.proxy.places(uids)
        last = self.proxy.columnCount() - 1
        for first, end in runs_of(places):
            selection.select(self.proxy.index(first, 0), self.proxy.index(end, last))
        self._from_map = True
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().select(selection, flags.ClearAndSelect)
        if places:
            index = self.proxy.index(places[0], 0)
            self.table.selectionModel().setCurrentIndex(index, flags.NoUpdate)
            self.table.scrollTo(index)
        self._from_map = False

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

    def refilter(self) -> None:
        """Ask the filters again."""
        self._apply_filters()

    def _apply_filters(self) -> None:
        chosen = [row.uid for row in self.selected()]
        if self.proxy.set_filters([*self.filter_bar.filters(), *self.more_filters()]) and chosen:
            self.select(chosen)
            if len(self.proxy.places(chosen)) < len(chosen):  # what is hidden is no longer selected
                self._selection_changed()
        everything = len(self.model.rows())
        self.totals.setText(
            tr("{shown} of {all} patches, {area}").format(
                shown=f"{self.proxy.rowCount():,}",
                all=f"{everything:,}",
                area=figures.area_and_mu(self.proxy.area()),
            )
            if everything
            else self._nothing()
        )
        self._enable()

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
        some = self.table.selectionModel().hasSelection()
        self.zoom_action.setEnabled(some)
        self.flash_action.setEnabled(some)
        self.selection_changed.emit()
