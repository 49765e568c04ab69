"""The button *More*: filters that are not always in sight, in a menu; what is chosen stands in the line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolButton, QWidget

from ...core.i18n import tr
from .area_dialog import AreaDialog
from .more_filters import FIELDS, AreaFilter, OverdueFilter, ValueField, ValuesFilter
from .patch_filters import PatchFilter
from .staying_menu import StayingMenu

if TYPE_CHECKING:
    from .patch_rows import PatchRows

#: A submenu names so many values, those with most patches; the others are found by text.
_MOST = 30
_ARROW = 8


class MoreFilters(QToolButton):
    """``chosen``: the filters by kind. The map's extent and the selection are known to the page, which is
    asked by a signal and answers with :meth:`put` and :meth:`drop`."""

    changed = pyqtSignal()
    extent_wanted = pyqtSignal(bool)
    selected_wanted = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen: dict[str, PatchFilter] = {}
        self._known: PatchRows | None = None
        #: fills what stands below the filters: the saved ones
        self.fill_saved: Callable[[QMenu], None] = lambda _menu: None
        #: replaced in tests, which open no dialog
        self.make_area_dialog: Callable[..., AreaDialog] = AreaDialog
        self.setObjectName("gengdi_more_filters")
        self.setText(tr("More"))
        self.setIcon(QgsApplication.getThemeIcon("/mActionFilter2.svg"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setMinimumWidth(self.sizeHint().width() + _ARROW)  # else the arrow lies on the last letter
        self.setToolTip(tr("More filters: channel, change, area, state, deadline, map extent …"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = StayingMenu(self)
        menu.aboutToShow.connect(lambda: self.fill(menu))
        self.setMenu(menu)

    def offer(self, known: PatchRows | None) -> None:
        """Offer the values that occur in these rows."""
        self._known = known

    def put(self, chosen: PatchFilter) -> None:
        """Let ``chosen`` stand for its kind; one that leaves everything is none."""
        if not chosen.words():
            self.drop(chosen.kind)
        elif self.chosen.get(chosen.kind) != chosen:
            self.chosen[chosen.kind] = chosen
            self.changed.emit()

    def drop(self, kind: str) -> None:
        """Take the filter of this kind away."""
        if self.chosen.pop(kind, None) is not None:
            if kind == "extent":
                self.extent_wanted.emit(False)
            self.changed.emit()

    def values(self, kind: str) -> frozenset[str]:
        """What is ticked of a field."""
        known = self.chosen.get(kind)
        return known.values if isinstance(known, ValuesFilter) else frozenset()

    def fill(self, menu: QMenu) -> None:
        """Make the entries anew, with numbers of patches."""
        menu.clear()
        for field in FIELDS:
            self._add_field(menu, field)
        area = menu.addAction(tr("Area…"), self.ask_area)
        area.setCheckable(True)
        area.setChecked("area" in self.chosen)
        late = int(self._known.overdue.sum()) if self._known else 0
        self._tick(menu, tr("Overdue ({n})").format(n=f"{late:,}"), "overdue", self._overdue)
        self._tick(menu, tr("In Map Extent"), "extent", self.extent_wanted.emit)
        self._tick(menu, tr("Only Selected"), "selected", self.selected_wanted.emit)
        menu.addSeparator()
        self.fill_saved(menu)

    def _add_field(self, menu: QMenu, field: ValueField) -> None:
        ticked = self.values(field.key)
        counts = self._known.coded(field.key).counts() if self._known else {}
        most = sorted(counts, key=lambda value: -counts[value])[:_MOST]
        below = StayingMenu(menu)
        below.setTitle(field.title())
        for value in field.ordered({*most, *ticked}):
            text = f"{field.text(value)} ({counts.get(value, 0):,})".replace("&", "&&")
            action = below.addAction(text)
            action.setCheckable(True)
            action.setChecked(value in ticked)
            action.toggled.connect(
                lambda on, key=field.key, its=value: self._toggle(key, its, on)
            )  # fmt: skip
        below.setEnabled(not below.isEmpty())
        menu.addMenu(below)

    def _tick(self, menu: QMenu, text: str, kind: str, slot: Callable[[bool], object]) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(kind in self.chosen)
        action.toggled.connect(slot)
        return action

    def _toggle(self, kind: str, value: str, on: bool) -> None:
        values = self.values(kind)
        self.put(ValuesFilter(kind, values | {value} if on else values - {value}))

    def _overdue(self, on: bool) -> None:
        if on:
            self.put(OverdueFilter())
        else:
            self.drop("overdue")

    def ask_area(self) -> None:
        """Ask from which to which area."""
        known = self.chosen.get("area")
        given = known if isinstance(known, AreaFilter) else AreaFilter(None, None)
        dialog = self.make_area_dialog(given, self.window())
        dialog.chosen.connect(self.put)
        dialog.open()
