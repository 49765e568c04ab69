"""Patrols and responsible people in the interface: their window and what is done from it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Callable

from qgis.core import Qgis
from qgis.PyQt.QtWidgets import QAction, QDialog

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...resources_lookup import icon
from ..ask_file import ask_file
from ..desk import Desk
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from ..to_front import to_front
from .patrol_dialogs import DaysDialog, DaysEntry, WalkedDialog, WalkedEntry
from .people_window import PeopleWindow
from .people_work import read_people


class PatrolActions:
    """One action and the window it opens."""

    def __init__(self, desk: Desk, session: WorkspaceSession, page: PatchesPage) -> None:
        self._desk = desk
        self._session = session
        self.window: PeopleWindow | None = None
        #: opens a dialog; replaced in tests, which open no modal dialog
        self.open_dialog: Callable[[QDialog], object] = lambda dialog: dialog.open()
        #: asks for a table of people; replaced in tests
        self.ask_table: Callable[[], str] = self._ask_table
        self.action = QAction(icon("people"), tr("Patrols and Responsible People…"), page)
        self.action.setObjectName("gengdi_people")
        self.action.triggered.connect(lambda _checked: self.open_people())

    def close(self) -> None:
        """Close the window: it speaks of one workspace."""
        if self.window is not None:
            self.window.close()

    def refresh(self) -> None:
        """Read again what the window shows, when it does."""
        if self.window is not None and self.window.isVisible():
            self._read()

    def open_people(self) -> None:
        """Show people and patrols."""
        if self.window is None:
            window = PeopleWindow(self._desk.window)
            window.import_wanted.connect(self.import_table)
            window.term_wanted.connect(self._ask_term)
            window.plan_wanted.connect(self._ask_plan)
            window.walked_wanted.connect(self._ask_walked)
            self.window = window
        to_front(self.window)
        self._read()

    def _read(self) -> None:
        path, window = self._session.path(), self.window
        if path is not None and window is not None:
            self._desk.operations.run_function(
                lambda feedback: read_people(path, feedback),
                tr("Reading people and patrols"),
                lambda found: window.show_all(*found),
                again=self._read,
            )

    def import_table(self) -> None:
        """Take people from a table of the officer's choice."""
        table = self.ask_table()
        if table:
            self._import(table)

    def _import(self, table: str) -> None:
        path = self._session.path()
        if path is not None:
            self._desk.operations.run_algorithm(
                "gengdi:importresponsible",
                {"WORKSPACE": str(path), "INPUT": table},
                tr("Importing responsible people"),
                self._desk.project,
                self._imported,
                again=lambda: self._import(table),
            )

    def _imported(self, run: Any) -> None:
        told = run.results
        text = tr(
            "{added} people added, {changed} changed, {unchanged} were there, {refused} rows left out."
        ).format(
            added=told["ADDED"],
            changed=told["CHANGED"],
            unchanged=told["UNCHANGED"],
            refused=told["REFUSED"],
        )
        level = Qgis.MessageLevel.Success
        if told["REFUSED"]:
            text += " " + tr("The message log (Processing) says why.")
            level = Qgis.MessageLevel.Warning
        self._desk.say(text, level)
        self._session.reload()
        self.refresh()

    def _ask_table(self) -> str:
        kinds = tr("Tables (*.csv *.xlsx *.xls *.ods *.dbf *.gpkg)")
        window = self.window or self._desk.window
        title = tr("Table of Responsible People")
        return ask_file(window, title, str(self._desk.folder()), kinds, saving=False, anchor="people")

    def _ask_term(self, person: Any) -> None:
        dialog = DaysDialog(person, self.window)
        dialog.decided.connect(self._end_term)
        self.open_dialog(dialog)

    def _end_term(self, entry: DaysEntry) -> None:
        from ...store.responsible import end_term

        if self._write(lambda ws: end_term(ws, entry.uid, entry.last)) is not None:
            self.refresh()

    def _ask_plan(self) -> None:
        dialog = DaysDialog(None, self.window)
        dialog.decided.connect(self._plan)
        self.open_dialog(dialog)

    def _plan(self, entry: DaysEntry) -> None:
        from ...store.patrols import plan_patrols

        first, last = (dt.date.fromisoformat(day) for day in (entry.first, entry.last))
        planned = self._write(lambda ws: plan_patrols(ws, first, last))
        if planned is not None:
            self._desk.say(tr("%n patrol(s) planned.", planned.made), Qgis.MessageLevel.Success)
            self.refresh()

    def _ask_walked(self, patrol: Any) -> None:
        dialog = WalkedDialog(patrol, self._desk.officer(), self.window)
        dialog.decided.connect(self._walked)
        self.open_dialog(dialog)

    def _walked(self, entry: WalkedEntry) -> None:
        from ...store.patrols import record_walked

        day = dt.date.fromisoformat(entry.walked_on)
        done = self._write(lambda ws: record_walked(ws, entry.patrol_uid, entry.walked_by, day, entry.note))
        if done is not None:
            self.refresh()

    def _write(self, work: Callable[[Any], Any]) -> Any:
        """Write what changes no patch; None when it was refused, which is told."""
        try:
            return self._session.ask(work)
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
            return None
