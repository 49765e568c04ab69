"""Who does what until when: dispatch, handing over, deadlines, patrols and responsible people."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import Qgis
from qgis.PyQt.QtWidgets import QAction, QDialog

from ...core.casework import PatchState, allowed
from ...core.errors import GengdiError
from ...core.i18n import tr
from ..desk import Desk
from ..page_action import page_action
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from ..to_front import to_front
from .dispatch_dialog import EVERY, FARMLAND, SELECTED, DispatchDialog, DispatchEntry
from .due_window import DueWindow
from .handover_dialog import HandoverDialog, HandoverEntry
from .patrol_actions import PatrolActions
from .people_work import read_due, read_proposal, write_dispatch

_WAITING = ("screened_yellow", "reopened")

#: More selected patches than this are not looked at one by one to enable an action.
_LOOKED_AT = 2000


class PeopleActions:
    """Four actions for the Patches page, in :attr:`actions`; it adds nothing to the page by itself. Dialogs
    ask, the store decides; what reads or writes very much runs as a task."""

    def __init__(self, desk: Desk, session: WorkspaceSession, page: PatchesPage) -> None:
        self._desk = desk
        self._session = session
        self._page = page
        self.due_window: DueWindow | None = None
        self.dispatch_dialog: DispatchDialog | None = None
        #: opens a dialog; replaced in tests, which open no modal dialog
        self.open_dialog: Callable[[QDialog], object] = lambda dialog: dialog.open()
        self.dispatch = self._action(
            "dispatch", tr("Dispatch Patches…"), tr("Send waiting patches to whoever is responsible"),
            self.open_dispatch,
        )  # fmt: skip
        self.handover = self._action(
            "handover", tr("Hand Over or Extend…"),
            tr("Give running cases to another person, or a later day"), self.open_handover,
        )  # fmt: skip
        self.due = self._action(
            "due", tr("Due and Overdue…"), tr("Running cases by their day, and who has them now"),
            self.open_due,
        )  # fmt: skip
        self.patrols = PatrolActions(desk, session, page)
        self.people = self.patrols.action
        self.people.setToolTip(tr("People with their load, and patrols"))
        self.actions = [self.dispatch, self.handover, self.due, self.people]
        page.selection_changed.connect(self._enable)
        session.opened.connect(self._opened)
        self._enable()

    def _action(self, picture: str, text: str, tip: str, slot: Callable[[], None]) -> QAction:
        return page_action(self._page, picture, text, slot, tip)

    def close(self) -> None:
        """Close the windows: they speak of one workspace."""
        self.patrols.close()
        for window in (self.due_window, self.dispatch_dialog):
            if window is not None:
                window.close()
        self.dispatch_dialog = None

    def open_dispatch(self, also_one: bool = False) -> None:
        """Show the proposal for the selected patches that wait, else for all on farmland; of a single
        selected patch only where ``also_one`` (one is selected all the time, and seldom meant)."""
        waiting = [row.uid for row in self._page.selected() if row.state in _WAITING]
        first = SELECTED if len(waiting) > (0 if also_one else 1) else FARMLAND
        dialog = DispatchDialog(len(waiting), first, self._desk.window)
        self.dispatch_dialog = dialog
        dialog.wanted.connect(lambda which: self._propose(dialog, which, waiting))
        dialog.decided.connect(self._dispatch)
        dialog.destroyed.connect(self._forget_dispatch)
        self._propose(dialog, first, waiting)
        self.open_dialog(dialog)

    def _forget_dispatch(self, *_object: object) -> None:
        self.dispatch_dialog = None

    def _propose(self, dialog: DispatchDialog, which: str, waiting: list[str]) -> None:
        path = self._session.path()
        if path is None:
            return
        uids = waiting if which == SELECTED else None

        def show(found: Any) -> None:
            if self.dispatch_dialog is dialog:
                dialog.show_proposal(*found)

        self._desk.operations.run_function(
            lambda feedback: read_proposal(path, uids, which in (SELECTED, EVERY), feedback),
            tr("Looking who is responsible"),
            show,
        )

    def _dispatch(self, entry: DispatchEntry) -> None:
        path, officer = self._session.path(), self._desk.officer()
        if path is not None:
            self._desk.operations.run_function(
                lambda feedback: write_dispatch(path, entry.assignments, officer, feedback),
                tr("Dispatching patches"),
                self._dispatched,
                again=lambda: self._dispatch(entry),
            )

    def _dispatched(self, count: int) -> None:
        self._session.reload()
        self._desk.say(
            tr("%n patch(es) dispatched. Next: the inspectors record what they find.", count),
            Qgis.MessageLevel.Success,
        )
        self._refresh_windows()

    def open_handover(self) -> None:
        """Ask to whom, or until when, the selected running cases go."""
        rows = [row for row in self._page.selected() if _can(row.state, "extended")]
        if not rows:
            return
        from ...store.load import loads
        from ...store.responsible import unit_names
        from .people_work import in_office

        found, units = self._session.ask(lambda ws: (in_office(loads(ws)), unit_names(ws)))
        dialog = HandoverDialog(rows, found, units, self._desk.officer(), self._desk.window)
        dialog.decided.connect(self._hand_over)
        self.open_dialog(dialog)

    def _hand_over(self, entry: HandoverEntry) -> None:
        from ...store.dispatch import extend, reassign

        def work(ws: Any) -> int:
            if entry.responsible_uid:
                return reassign(
                    ws, entry.patch_uids, entry.responsible_uid, entry.officer, entry.note, entry.level
                )
            return extend(ws, entry.patch_uids, entry.due_on, entry.officer, entry.note, entry.level)

        count = self._write(work)
        if count is not None:
            done = (
                tr("%n case(s) handed over.", count)
                if entry.responsible_uid
                else tr("%n case(s) extended to {day}.", count).format(day=entry.due_on)
            )
            self._desk.say(done, Qgis.MessageLevel.Success)
            self._refresh_windows()

    def open_due(self) -> None:
        """Show what is due."""
        if self.due_window is None:
            self.due_window = DueWindow(self._desk.window)
            self.due_window.patch_wanted.connect(self._page.show_patch)
        self.due_window.suggestion = self._desk.folder() / tr("due_cases.csv")
        to_front(self.due_window)
        self._read_due()

    def _read_due(self) -> None:
        path, window = self._session.path(), self.due_window
        if path is not None and window is not None:
            self._desk.operations.run_function(
                lambda feedback: read_due(path, feedback),
                tr("Reading what is due"),
                lambda found: window.show_rows(*found),
                again=self._read_due,
            )

    def _write(self, work: Callable[[Any], Any]) -> Any:
        """Write and show what was refused; None when it was."""
        try:
            return self._session.write(work)
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
            return None

    def _refresh_windows(self) -> None:
        if self.due_window is not None and self.due_window.isVisible():
            self._read_due()
        self.patrols.refresh()

    def _opened(self) -> None:
        self.close()
        self._enable()

    def _enable(self) -> None:
        there = self._session.path() is not None
        for action in (self.dispatch, self.due, self.people):
            action.setEnabled(there)
        count = self._page.selected_count() if there else 0
        self.handover.setEnabled(
            count > _LOOKED_AT
            or (count > 0 and any(_can(row.state, "extended") for row in self._page.selected()))
        )


def _can(state: str, event: str) -> bool:
    return bool(state) and allowed(PatchState(state=state), event)
