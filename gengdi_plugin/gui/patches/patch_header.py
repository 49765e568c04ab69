"""Which columns the table of patches has, in which order and how wide: the officer's, remembered."""

from __future__ import annotations

import json
from functools import partial

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, QPoint, Qt
from qgis.PyQt.QtWidgets import QAction, QHeaderView, QMenu

from ...core.i18n import tr
from .patch_columns import COLUMNS
from .patch_table import PatchTable
from .staying_menu import StayingMenu

_KEY = "gengdi/patch_columns"
#: Without its number a patch could not be told from the next one.
_ALWAYS = "patch_no"


class PatchHeader(QObject):
    """Columns are remembered by their keys, so that a later version may have others."""

    def __init__(self, table: PatchTable) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self._header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._header.setSectionsMovable(True)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._open)
        self.restore()

    def restore(self) -> None:
        """As the officer left it."""
        self._lay_out()
        try:
            kept = json.loads(QgsSettings().value(_KEY, "[]"))
        except (TypeError, ValueError):
            return
        number = {column.key: place for place, column in enumerate(COLUMNS)}
        listed = kept if isinstance(kept, list) else []
        known = [one for one in listed if isinstance(one, dict) and one.get("key") in number]
        for place, one in enumerate(known):
            section = number[one["key"]]
            self._header.moveSection(self._header.visualIndex(section), place)
            if isinstance(one.get("width"), int) and one["width"] > 0:
                self._header.resizeSection(section, one["width"])
            self._header.setSectionHidden(section, one.get("shown") is False and one["key"] != _ALWAYS)

    def save(self) -> None:
        """Remember it in the profile."""
        kept = []
        for place in range(self._header.count()):
            section = self._header.logicalIndex(place)
            hidden = self._header.isSectionHidden(section)
            if hidden:  # a hidden section has no width
                self._header.setSectionHidden(section, False)
            kept.append(
                {
                    "key": COLUMNS[section].key,
                    "width": self._header.sectionSize(section),
                    "shown": not hidden,
                }
            )
            self._header.setSectionHidden(section, hidden)
        QgsSettings().setValue(_KEY, json.dumps(kept))

    def reset(self) -> None:
        """As it was delivered."""
        QgsSettings().remove(_KEY)
        self._lay_out()

    def visible(self) -> list[int]:
        """The columns that are shown, from left to right."""
        order = map(self._header.logicalIndex, range(self._header.count()))
        return [section for section in order if not self._header.isSectionHidden(section)]

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide a column."""
        section = next(place for place, column in enumerate(COLUMNS) if column.key == key)
        self._header.setSectionHidden(section, not shown)
        self.save()

    def move(self, step: int) -> None:
        """Move the current column past the next visible one: -1 to the left, 1 to the right."""
        shown = self.visible()
        current = self._table.currentIndex().column()
        if current in shown and 0 <= shown.index(current) + step < len(shown):
            other = shown[shown.index(current) + step]
            self._header.moveSection(self._header.visualIndex(current), self._header.visualIndex(other))
            self.save()

    def fill(self, menu: QMenu) -> None:
        """Offer all of this."""
        order = [self._header.logicalIndex(place) for place in range(self._header.count())]
        for section in order:
            column = COLUMNS[section]
            action = menu.addAction(column.title())
            action.setCheckable(True)
            action.setChecked(not self._header.isSectionHidden(section))
            action.setEnabled(column.key != _ALWAYS)
            action.toggled.connect(partial(self.show_column, column.key))
        menu.addSeparator()
        for text, step in ((tr("Move Column &Left"), -1), (tr("Move Column &Right"), 1)):
            self._entry(menu, text, partial(self.move, step)).setEnabled(self._table.currentIndex().isValid())
        self._entry(menu, tr("R&eset Columns"), self.reset)

    def _entry(self, menu: QMenu, text: str, slot: object) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _checked: slot())  # type: ignore[operator]
        return action

    def _open(self, place: QPoint) -> None:
        menu = StayingMenu(self._table)
        self.fill(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._header.mapToGlobal(place))

    def _lay_out(self) -> None:
        for place, column in enumerate(COLUMNS):
            self._header.moveSection(self._header.visualIndex(place), place)
            self._header.setSectionHidden(place, False)
            self._header.resizeSection(place, column.width)
            self._header.setSectionHidden(place, not column.shown)
        self._header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
