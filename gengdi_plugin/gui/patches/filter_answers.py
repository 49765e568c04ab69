"""Filters that need to know the map, the selection or the project: asked for by the button *More*."""

from __future__ import annotations

from functools import partial
from typing import Callable

from qgis.core import Qgis
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QInputDialog, QMenu, QWidget

from ...core.i18n import tr
from ..desk import Desk
from ..dialog_buttons import help_button
from .filter_bar import FilterBar
from .map_extent import MapExtent
from .more_filters import ExtentFilter
from .patch_filters import UidFilter
from .saved_filters import SavedFilters


class FilterAnswers(QObject):
    """``selected``: uids selected now, on the map or in the table."""

    def __init__(self, desk: Desk, bar: FilterBar, selected: Callable[[], list[str]], page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._bar, self._selected = desk, bar, selected
        self.saved = SavedFilters(desk.project)
        self.extent = MapExtent(desk, self)
        self.extent.moved.connect(self._follow_map)
        #: asks for a name; replaced in tests, which open no modal dialog
        self.ask_name: Callable[[], str] = self._ask_name
        bar.more.extent_wanted.connect(self._switch_extent)
        bar.more.selected_wanted.connect(self._only_selected)
        bar.more.fill_saved = self.fill_saved

    def close(self) -> None:
        """Leave the map alone."""
        self.extent.switch(False)

    def map_selected(self, uids: list[str]) -> None:
        """While only what is selected is shown, it follows what is selected on the map."""
        if uids and "selected" in self._bar.more.chosen:
            self._bar.more.put(UidFilter(frozenset(uids)))

    def _switch_extent(self, on: bool) -> None:
        self.extent.switch(on)
        if on:
            self._follow_map()
        else:
            self._bar.more.drop("extent")

    def _follow_map(self) -> None:
        box = self.extent.box()
        if box is not None:
            self._bar.more.put(ExtentFilter(box))
        else:
            self._bar.more.drop("extent")
            self._desk.say(
                tr("The map cannot say where it is: give the project a coordinate system."),
                Qgis.MessageLevel.Warning,
            )

    def _only_selected(self, on: bool) -> None:
        uids = frozenset(self._selected()) if on else frozenset()
        if uids:
            self._bar.more.put(UidFilter(uids))
            return
        self._bar.more.drop("selected")
        if on:
            self._desk.say(
                tr("Nothing is selected: select patches in the table or on the map."),
                Qgis.MessageLevel.Warning,
            )

    def fill_saved(self, menu: QMenu) -> None:
        """Saved filters to choose, to keep and to forget."""
        known = sorted(self.saved.all())
        for name in known:
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(partial(self._take, name))
        menu.addAction(tr("Save Filters As…")).triggered.connect(lambda _checked: self.save())
        if known:
            below = menu.addMenu(tr("Forget Saved"))
            for name in known:
                below.addAction(name.replace("&", "&&")).triggered.connect(
                    partial(self._forget, name)
                )  # fmt: skip

    def save(self) -> None:
        """Keep what is set under a name."""
        plain = self._bar.plain()
        if not plain:
            self._desk.say(tr("No filter is set that could be saved."), Qgis.MessageLevel.Warning)
            return
        name = self.ask_name().strip()
        if name:
            self.saved.save(name, plain)
            said = tr("Filters saved in the project as “{name}”: save the project to keep them.")
            self._desk.say(said.format(name=name), Qgis.MessageLevel.Success)

    def _take(self, name: str, *_checked: object) -> None:
        self._bar.take(self.saved.all().get(name, {}))

    def _forget(self, name: str, *_checked: object) -> None:
        self.saved.forget(name)

    def _ask_name(self) -> str:
        dialog = self.name_dialog()
        named = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return str(dialog.textValue()) if named else ""

    def name_dialog(self) -> QInputDialog:
        """Asks for a name, with buttons in our own words."""
        dialog = QInputDialog(self._desk.window)
        dialog.setWindowTitle(tr("Save Filters"))
        dialog.setLabelText(tr("Name (an existing one is replaced)"))
        dialog.setOkButtonText(tr("Save"))
        dialog.setCancelButtonText(tr("Cancel"))
        help_button(dialog.findChild(QDialogButtonBox), self._bar.help_anchor())
        return dialog
