"""Problems of pollution sources on the desk: the supervision list, its steps, new ones, tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from qgis.core import Qgis, QgsFeedback
from qgis.PyQt.QtWidgets import QDialog, QWidget

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...core.vocabulary import word
from ..ask_file import ask_file
from ..desk import Desk
from ..page_action import page_action
from ..session import WorkspaceSession
from ..to_front import to_front

if TYPE_CHECKING:
    from ...core.case_engine import Transition
    from ...store.problem_rows import ProblemRow
    from ...store.review import PatchRow
    from ..cases.timeline_window import TimelineWindow
    from .problem_entries import ProblemEntry, StepEntry, StepFacts
    from .problem_window import ProblemWindow


class ProblemActions:
    """The actions of the page Pollution Sources, in :attr:`actions`. Dialogs ask, the store decides.

    ``patch``: the patch a new problem may lie on; ``show_patch``: shows one by its uid.
    """

    def __init__(
        self,
        desk: Desk,
        session: WorkspaceSession,
        page: QWidget,
        patch: Callable[[], PatchRow | None],
        show_patch: Callable[[str], object],
    ) -> None:
        self._desk = desk
        self._session = session
        self._patch = patch
        self._show_patch = show_patch
        self.window: ProblemWindow | None = None
        self.timeline: TimelineWindow | None = None
        #: opens a dialog; replaced in tests, which open no modal dialog
        self.open_dialog: Callable[[QDialog], object] = lambda dialog: dialog.open()
        #: asks for a table of problems; replaced in tests
        self.ask_table: Callable[[], str] = self._ask_table
        #: called when something was recorded
        self.recorded: Callable[[], object] = lambda: None
        #: the credit code a new problem is of, unless the officer types another
        self.source: Callable[[], str] = lambda: ""
        tip = tr("Problems of pollution sources: judge, assign, review, close")
        self.list = page_action(page, "supervision_list", tr("Supervision List…"), self.open_list, tip)
        self.new = page_action(page, "problem_new", tr("New Problem…"), self.ask_new)
        self.table = page_action(page, "problem_import", tr("Import Problems…"), self.import_table)
        self.actions = [self.new, self.list, self.table]
        session.opened.connect(self._opened)
        self._enable()

    def close(self) -> None:
        """Close the windows: they speak of one workspace."""
        for window in (self.window, self.timeline):
            if window is not None:
                window.close()

    def open_list(self) -> None:
        """Show the supervision list."""
        from .problem_window import ProblemWindow

        if self.window is None:
            window = ProblemWindow(self._desk.window)
            window.step_wanted.connect(self.ask_step)
            window.new_wanted.connect(self.ask_new)
            window.import_wanted.connect(self.import_table)
            window.timeline_wanted.connect(self.show_timeline)
            window.patch_wanted.connect(self._show_patch)
            self.window = window
        self.window.suggestion = self._desk.folder() / tr("supervision_list.csv")
        to_front(self.window)
        self._read()

    def _changed(self, select: str = "") -> None:
        self._read(select)
        self.recorded()

    def _read(self, select: str = "") -> None:
        path, window = self._session.path(), self.window
        if path is not None and window is not None:
            self._desk.operations.run_function(
                lambda feedback: _problems(path, feedback),
                tr("Reading the supervision list"),
                lambda found: window.show_problems(found, select),
                again=lambda: self._read(select),
            )

    def ask_step(self, row: ProblemRow, move: Transition) -> None:
        """Ask what the step ``move`` of ``row`` needs."""
        from .problem_step_dialog import ProblemStepDialog

        facts = self._ask(lambda ws: _step_facts(ws, row, "into" in move.needs))
        if facts is not None:
            dialog = ProblemStepDialog(row, move, facts, self._desk.officer(), self._owner())
            dialog.entered.connect(self._record)
            self.open_dialog(dialog)

    def _record(self, entry: StepEntry) -> None:
        from ...store.problems import record_problem_event

        state = self._ask(lambda ws: record_problem_event(ws, entry.item_uid, entry.event, entry.level))
        if state is not None:
            told = tr("Recorded: {state}.").format(state=word("problem_state", state.state))
            self._desk.say(told, Qgis.MessageLevel.Success)
        self._changed(entry.item_uid)

    def ask_new(self) -> None:
        """Ask for a new problem; the selected patch may be the place it lies on."""
        from ...store.responsible import unit_names
        from .problem_dialog import ProblemDialog

        units = self._ask(unit_names)
        if units is not None:
            dialog = ProblemDialog(self._patch(), units, self._desk.officer(), self._owner())
            dialog.uscc.setText(self.source())
            dialog.entered.connect(self._add)
            self.open_dialog(dialog)

    def _add(self, entry: ProblemEntry) -> None:
        from ...store.problems import Problem, raise_problems

        done = self._ask(
            lambda ws: raise_problems(ws, [Problem(**entry.values)], entry.actor, entry.role)
        )  # fmt: skip
        if done is not None:
            (uid,), added = done
            if not added:
                self._desk.say(
                    tr("This problem was there already: same source, credit code, title and kind."),
                    Qgis.MessageLevel.Warning,
                )
            self._changed(uid)

    def import_table(self) -> None:
        """Take problems from a table of the officer's choice."""
        table = self.ask_table()
        if table:
            self._import(table)

    def _import(self, table: str) -> None:
        path = self._session.path()
        if path is not None:
            self._desk.operations.run_algorithm(
                "gengdi:importproblems",
                {
                    "WORKSPACE": str(path), "INPUT": table, "SOURCE": Path(table).stem,
                    "OFFICER": self._desk.officer(),
                },
                tr("Importing problems"),
                self._desk.project,
                self._imported,
                again=lambda: self._import(table),
            )  # fmt: skip

    def _imported(self, run: Any) -> None:
        told = run.results
        text = tr("{added} problems added, {unchanged} were there, {refused} rows left out.").format(
            added=told["ADDED"], unchanged=told["UNCHANGED"], refused=told["REFUSED"]
        )
        level = Qgis.MessageLevel.Success
        if told["REFUSED"]:
            text += " " + tr("The message log (Processing) says why.")
            level = Qgis.MessageLevel.Warning
        self._desk.say(text, level)
        self._changed()

    def _ask_table(self) -> str:
        kinds = tr("Tables (*.csv *.xlsx *.xls *.ods *.dbf *.gpkg)")
        window = self._owner()
        title = tr("Table of Problems")
        return ask_file(window, title, str(self._desk.folder()), kinds, saving=False, anchor="problems")

    def show_timeline(self, row: ProblemRow) -> None:
        """Every step of an item."""
        from ...exchange.privacy import mask_person
        from ...store.timeline import item_timeline
        from ..cases.timeline_window import TimelineWindow

        found = self._ask(
            lambda ws: (item_timeline(ws, row.uid), item_timeline(ws, row.uid, mask=mask_person))
        )  # fmt: skip
        if found is None:
            return
        if self.timeline is None:
            self.timeline = TimelineWindow(self._desk.window)
        title = tr("Time Line: {title}").format(title=row.title)
        self.timeline.suggestion = self._desk.folder() / tr("problem_time_line.csv")
        self.timeline.show_steps(title, *found, tr("Nothing has happened to this item yet."))
        to_front(self.timeline)

    def _ask(self, work: Callable[[Any], Any]) -> Any:
        """Work that changes no patch; None when it was refused, which is told."""
        try:
            return self._session.ask(work)
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
            return None

    def _opened(self) -> None:
        self.close()
        self._enable()

    def _enable(self) -> None:
        for action in self.actions:
            action.setEnabled(self._session.path() is not None)

    def _owner(self) -> QWidget:
        """Whom a dialog belongs to: the list while it is in sight."""
        seen = self.window is not None and self.window.isVisible()
        return self.window if seen else self._desk.window


def read_problems(path: Path, feedback: QgsFeedback) -> list[ProblemRow]:
    """All problems of the workspace ``path``, in any thread."""
    from ...core.stopping import stoppable
    from ...store.problem_rows import problem_rows
    from ...store.workspace import open_workspace

    with stoppable(feedback.isCanceled), open_workspace(path, create=False) as workspace:
        return problem_rows(workspace)


def _problems(path: Path, feedback: QgsFeedback) -> list[tuple[ProblemRow, list[Any]]]:
    from ...exchange.problem_tables import supervision_words

    return [(row, supervision_words(row)) for row in read_problems(path, feedback)]


def _step_facts(workspace: Any, row: ProblemRow, merges: bool) -> StepFacts:
    import datetime as dt

    from ...store.problem_rows import problem_rows
    from ...store.problems import problem_history
    from ...store.responsible import people_of, unit_names
    from ...store.workday_file import calendar_of
    from .problem_entries import StepFacts

    today = dt.date.today().isoformat()
    return StepFacts(
        problem_history(workspace, row.uid)[1],
        tuple(one for one in people_of(workspace) if one.in_office(today)),
        unit_names(workspace),
        tuple(
            one
            for one in (problem_rows(workspace) if merges else ())
            if one.uid != row.uid and not one.closed
        ),
        calendar_of(workspace),
    )
