"""What is done with rows of the patch table, and its context menu: by mouse, menu key or shortcut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Callable

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import QObject, QPoint, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QAction, QMenu, QWidget

from ...core.i18n import tr
from ..clipboard import copy_text
from ..desk import Desk
from ..own_keys import OwnKeys
from . import patch_copy
from .filter_bar import FilterBar
from .more_filters import FIELDS, ValuesFilter
from .patch_columns import rests_on_word
from .patch_header import PatchHeader
from .patch_table import PatchTable
from .staying_menu import StayingMenu

if TYPE_CHECKING:
    from ...store.review import PatchRow


class TableActions(QObject):
    """``extra``: actions of others that the context menu offers too."""

    def __init__(
        self, page: QWidget, desk: Desk, table: PatchTable, header: PatchHeader, bar: FilterBar
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._table, self._header, self._bar = page, desk, table, header, bar
        self.extra: list[QAction] = []
        self.zoom = self._action("mActionZoomToSelected.svg", tr("Zoom to Selected Patches"), "Ctrl+Shift+Z")
        self.flash = self._action("mActionHighlightFeature.svg", tr("Flash Selected Patches"), "")
        self.copy = self._action("mActionEditCopy.svg", tr("Copy Rows"), "Ctrl+C", self.copy_rows)
        self.copy_code = self._action(
            "mActionEditCopy.svg", tr("Copy Spatial Code"), "Ctrl+Shift+C", self.copy_codes
        )
        self.find = self._action("mActionFilter2.svg", tr("Find Text"), "Ctrl+F", self.find_text)
        self._keys = OwnKeys(page, (self.zoom, self.copy, self.copy_code, self.find))
        page.addAction(self.flash)
        table.menu_wanted.connect(self.open_menu)
        table.escaped.connect(bar.text.clear)
        bar.left.connect(self.go_to_rows)
        self.enable()

    def _action(self, picture: str, text: str, key: str, slot: Callable[[], object] | None = None) -> QAction:
        action = QAction(QgsApplication.getThemeIcon(f"/{picture}"), text, self._page)
        if key:
            action.setShortcut(QKeySequence(key))
        if slot is not None:
            action.triggered.connect(lambda _checked: slot())
        return action

    def enable(self) -> None:
        """Some act on selected rows only."""
        some = self._table.selectionModel().hasSelection()
        for action in (self.zoom, self.flash, self.copy, self.copy_code):
            action.setEnabled(some)

    def copy_rows(self) -> None:
        """The selected rows with the columns that are shown, by tabs; of few a table for spreadsheets too."""
        rows, columns = self._table.selected(), self._header.visible()
        html = patch_copy.as_html(rows, columns) if len(rows) <= patch_copy.MANY else ""
        self._make(
            rows, lambda: patch_copy.as_text(rows, columns), lambda text: self._rows_copied(rows, text, html)
        )

    def _rows_copied(self, rows: Sequence[PatchRow], text: str, html: str) -> None:
        copy_text(text, html)
        self._desk.say(tr("%n row(s) copied.", len(rows)), Qgis.MessageLevel.Info)

    def copy_codes(self) -> None:
        """The spatial codes of the selected rows, a line each."""
        rows = self._table.selected()
        self._make(rows, lambda: patch_copy.codes(rows), self._codes_copied)

    def _codes_copied(self, text: str) -> None:
        if text:
            copy_text(text)
            self._desk.say(tr("%n spatial code(s) copied.", text.count("\n") + 1), Qgis.MessageLevel.Info)
        else:
            self._desk.say(tr("These patches have no spatial code."), Qgis.MessageLevel.Warning)

    def _make(self, rows: Sequence[PatchRow], make: Callable[[], str], take: Callable[[str], None]) -> None:
        """The text of few rows at once, of many in a task."""
        if len(rows) > patch_copy.MANY:
            self._desk.operations.run_function(lambda feedback: make(), tr("Copying rows"), take)
        elif rows:
            take(make())

    def find_text(self) -> None:
        """Where text is looked for."""
        self._bar.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.text.selectAll()

    def go_to_rows(self) -> None:
        """From the filters to what they leave."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        # a cursor may be left in a row that was not asked for
        if not self._table.selectionModel().hasSelection() and self._table.proxy.rowCount():
            self._table.setCurrentIndex(self._table.proxy.index(0, 1))

    def menu(self) -> QMenu:
        """What may be done here; it speaks of the row with the cursor."""
        menu = QMenu(self._page)
        menu.addActions([self.zoom, self.flash])
        menu.addSeparator()
        menu.addActions([self.copy, self.copy_code])
        menu.addSeparator()
        index = self._table.currentIndex()
        if index.isValid():
            self._fill_only(menu.addMenu(tr("Show &Only")), self._table.proxy.row(index.row()))
        selected = menu.addAction(tr("Only &Selected"))
        selected.setEnabled(self.zoom.isEnabled())
        selected.triggered.connect(lambda _checked: self._bar.more.selected_wanted.emit(True))
        everything = menu.addAction(tr("Show &All"))
        everything.setEnabled(bool(self._bar.line.text()))
        everything.triggered.connect(lambda _checked: self._bar.clear())
        menu.addAction(self.find)
        menu.addSeparator()
        columns = StayingMenu(menu)
        columns.setTitle(tr("&Columns"))
        self._header.fill(columns)
        menu.addMenu(columns)
        if self.extra:
            menu.addSeparator()
            menu.addActions(self.extra)
        return menu

    def _fill_only(self, menu: QMenu, row: PatchRow) -> None:
        """Narrow further to what the row has."""
        if row.rests_on:
            name = rests_on_word(row.rests_on)
            self._only(menu, name, partial(self._bar.only, "reason", row.rests_on, name))
        if row.unit_code:
            name = row.unit_name or row.unit_code
            self._only(menu, name, partial(self._bar.only, "unit", row.unit_code, name))
        for field in FIELDS:
            value = getattr(row, field.key) or ""
            if value and not (field.key == "state" and row.rests_on == value):
                chosen = ValuesFilter(field.key, frozenset((value,)))
                self._only(menu, chosen.words(), partial(self._bar.more.put, chosen))

    def _only(self, menu: QMenu, text: str, slot: Callable[[], Any]) -> None:
        menu.addAction(text.replace("&", "&&")).triggered.connect(lambda _checked: slot())

    def open_menu(self, place: QPoint) -> None:
        """Show the menu there."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)
