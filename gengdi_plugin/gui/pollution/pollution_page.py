"""Page Pollution Sources: every source of the bound layers, and the problems of the one that is selected."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsApplication
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QItemSelection, QItemSelectionModel, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence, QShowEvent
from qgis.PyQt.QtWidgets import QAction, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ...core.i18n import tr
from ...core.pollution_sources import PollutionSource, Sources
from ...core.uscc import normal_uscc
from ..clipboard import copy_table
from ..desk import Desk
from ..keyboard_tool_bar import KeyboardToolBar, with_word
from ..map_link import MapLink
from ..page_action import page_action
from ..plain_label import plain_label
from ..rows_model import RowsModel
from ..rows_view import RowsView
from ..session import WorkspaceSession
from .source_columns import COLUMNS, SourceRow, Totals, source_rows, totals
from .source_link import SourceLink
from .source_problems import SourceProblems
from .source_reading import SourceReading

if TYPE_CHECKING:
    from .problem_actions import ProblemActions


class PollutionPage(QWidget):
    """Sources above, problems below."""

    changed = pyqtSignal()  # sources or problems were read again
    near_wanted = pyqtSignal(str)  # the patches near the source with this credit code, as verdicts write it

    def __init__(
        self, desk: Desk, session: WorkspaceSession, link: MapLink, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._patch_link = desk, session, link
        self._sources = Sources()
        self._totals = Totals()
        self._rows: list[SourceRow] = []
        self._refusals: list[str] = []
        self._from_map = False
        self._build()
        self.reading = SourceReading(desk, self._take_sources)
        self.link = SourceLink(desk, self)
        self.link.map_selected.connect(self.select)
        self.link.edited.connect(self.reload)
        # problems are shown once the selection rests
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(60)
        self._rest.timeout.connect(self._show_rest)
        self.filter.textChanged.connect(self._show_sources)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.table.activated.connect(lambda _index: self.zoom())
        session.rows_changed.connect(self.lower.read)
        self.lower.changed.connect(self._refresh)
        self.lower.read()

    def _build(self) -> None:
        self.filter = QgsFilterLineEdit()
        self.filter.setObjectName("gengdi_source_filter")
        self.filter.setShowSearchIcon(True)
        self.filter.setShowClearButton(True)
        self.filter.setPlaceholderText(tr("Name, code, street …"))
        self.model = RowsModel(COLUMNS, self)
        self.table = RowsView(self.model, "gengdi_sources")
        self.said = plain_label(name="gengdi_source_totals")
        self.source_bar = KeyboardToolBar()
        self.source_bar.setIconSize(QSize(20, 20))  # the text beside it keeps its room
        self.zoom_action = self._theme_action("mActionZoomToSelected.svg", tr("Zoom to Selected"), self.zoom)
        self.zoom_action.setShortcut(QKeySequence("Ctrl+Shift+Z"))
        self.flash_action = self._theme_action(
            "mActionHighlightFeature.svg", tr("Flash Selected"), self.flash
        )
        self.reload_action = self._theme_action(
            "mActionRefresh.svg", tr("Read the Layers Again"), self.reload
        )
        self.copy_action = self._theme_action("mActionEditCopy.svg", tr("Copy Selected Rows"), self.copy)
        self.copy_action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        tip = tr("Patches whose nearest source this is, within the distance of the rule set")
        self.near_action = page_action(self, "source_near", tr("Patches near It"), self.show_near, tip)
        self.source_bar.addAction(self.near_action)
        with_word(self.source_bar, self.near_action)
        self.lower = SourceProblems(self._desk, self._session)
        self.problems = self.lower.table
        self._lay_out()

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.filter, 1)
        head.addWidget(self.source_bar)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        splitter.addWidget(upper)
        splitter.addWidget(self.lower)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.addWidget(splitter)

    def _theme_action(self, picture: str, text: str, slot: Any) -> QAction:
        action = QAction(QgsApplication.getThemeIcon(f"/{picture}"), text, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked: slot())
        self.addAction(action)
        self.source_bar.addAction(action)
        return action

    def serve(self, actions: ProblemActions) -> None:
        """Offer what can be done about problems."""
        self.lower.serve(actions)
        actions.source = self._credit_code

    def help_anchor(self) -> str:
        """Where the guide speaks of this page."""
        return "pollution"

    def close_page(self) -> None:
        """Stop timers, and take back what was connected to layers."""
        self._rest.stop()
        self.link.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.layers_changed()

    def layers_changed(self) -> None:
        """Read the layers when they are others than before."""
        self.reading.read()

    def reload(self) -> None:
        """Read layers and problems again."""
        self.reading.read(anew=True)
        self.lower.read()

    def _take_sources(self, sources: Sources, layers: list[str], refusals: list[str]) -> None:
        self._sources, self._refusals = sources, refusals
        self.link.follow(layers, sources.rows)
        self._refresh()

    def _refresh(self) -> None:
        self._rows = source_rows(self._sources.rows, self.lower.rows, dt.date.today())
        self._totals = totals(self._rows, self.lower.rows, self._sources.stray_outlets)
        self._show_sources()
        self.changed.emit()

    def totals(self) -> Totals:
        """What was counted when it was last read."""
        return self._totals

    def selected(self) -> list[PollutionSource]:
        """The selected sources in the order of the layers."""
        return [row.source for row in self.table.chosen()]

    def select(self, keys: list[str]) -> None:
        """Select these sources in the table, as the map did; hidden ones stay hidden."""
        wanted, selection = set(keys), QItemSelection()
        first = None
        for place, row in enumerate(self.model.rows()):
            if row.source.key in wanted:
                left = self.table.proxy.mapFromSource(self.model.index(place, 0))
                selection.select(left, left.siblingAtColumn(len(COLUMNS) - 1))
                first = left if first is None else first
        flags = QItemSelectionModel.SelectionFlag
        self._from_map = True
        self.table.selectionModel().select(selection, flags.ClearAndSelect)
        if first is not None:
            self.table.selectionModel().setCurrentIndex(first, flags.NoUpdate)
            self.table.scrollTo(first)
        self._from_map = False

    def show_source(self, uscc: str) -> bool:
        """Select the source with the credit code ``uscc`` here and on the map, and zoom to it, whatever was
        filtered; False when no layer knows it."""
        code = normal_uscc(uscc)
        found = [row.source for row in self._rows if code and row.source.uscc == code]
        if found:
            self.filter.clear()
            self.select([found[0].key])
            self.link.select(found[:1])
            self.zoom()
        return bool(found)

    def zoom(self) -> None:
        """Show the selected sources on the map."""
        chosen = self.table.chosen()
        if chosen and not self._patch_link.zoom(chosen):
            self._desk.say(tr("These sources have no geometry to zoom to."), Qgis.MessageLevel.Warning)

    def flash(self) -> None:
        """Let the selected sources flash on the map."""
        self.link.flash(self.selected())

    def copy(self) -> None:
        """The selected rows as tab-separated text into the clipboard: it pastes into a spreadsheet."""
        rows = [[column.show(row) for column in COLUMNS] for row in self.table.chosen()]
        if rows:
            copy_table(self.model.titles(), rows)

    def near(self) -> tuple[str, int]:
        """The credit code of the selected source as the verdicts of patches write it, and how many of them
        have it as their nearest source; "" and 0 for none."""
        code, known = self._credit_code(), self._session.known()
        found = [its for its in known.near if normal_uscc(its) == code] if code and known is not None else []
        return (found[0], sum(known.near[its] for its in found)) if found and known is not None else ("", 0)

    def show_near(self) -> None:
        """Ask for the patches near the selected source."""
        code, _count = self.near()
        if code:
            self.near_wanted.emit(code)

    def _credit_code(self) -> str:
        chosen = self.selected()
        return chosen[0].uscc if len(chosen) == 1 else ""

    def _show_sources(self, *_text: object) -> None:
        chosen = [one.key for one in self.selected()]
        parts = self.filter.text().casefold().split()
        shown = [row for row in self._rows if all(part in row.hay for part in parts)]
        first = not self.model.rows()
        self._from_map = True  # that the rows are shown again is no deselection
        self.model.set_rows(shown)
        self.select(chosen)
        if first and shown:
            self.table.fit_columns()
        self.said.setText(self._sentence(len(shown)))
        kept = self.selected()
        if len(kept) < len(chosen):  # what is hidden is no longer selected
            self.link.select(kept)
        self._show_rest()

    def _sentence(self, shown: int) -> str:
        told = self._totals
        if not self._rows:
            return " ".join((*self._refusals, tr(
                "No source is listed: bind layers of enterprises, discharge permits and outlets on the page "
                "Layers."
            )))  # fmt: skip
        text = tr("{shown} of {all} sources, {expired} with an expired permit.")
        more = [
            text.format(shown=f"{shown:,}", all=f"{told.sources:,}", expired=f"{told.expired:,}"),
            tr("{n} open problems, {late} overdue.").format(n=f"{told.problems:,}", late=f"{told.late:,}"),
        ]
        if told.elsewhere:
            more.append(tr("{n} of them of no source in the layers.").format(n=f"{told.elsewhere:,}"))
        if told.stray_outlets:
            more.append(tr("{n} outlets name no permit that is known.").format(n=f"{told.stray_outlets:,}"))
        return " ".join((*more, *self._refusals))

    def _selection_changed(self, *_selection: object) -> None:
        if not self._from_map:
            self.link.select(self.selected())
        self._rest.start()
        self._enable()

    def _show_rest(self) -> None:
        chosen = self.selected()
        self.lower.show_of(chosen[0] if len(chosen) == 1 else None)
        _code, count = self.near()
        word = tr("{n} patches near it").format(n=f"{count:,}") if count else tr("Patches near It")
        self.near_action.setText(word)
        self.near_action.setEnabled(bool(count))
        self._enable()

    def _enable(self) -> None:
        some = self.table.selectionModel().hasSelection()
        for action in (self.zoom_action, self.flash_action, self.copy_action):
            action.setEnabled(some)
