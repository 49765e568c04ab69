"""The lower half of the page Pollution Sources: the problems of the selected source, or of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QVBoxLayout, QWidget

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...core.uscc import normal_uscc, uscc_doubt
from ..desk import Desk
from ..keyboard_tool_bar import KeyboardToolBar, with_word
from ..page_action import page_action
from ..plain_label import plain_label
from ..rows_view import RowsView
from ..session import WorkspaceSession
from ..work.last_reading import LatestReading
from .problem_model import COLUMNS, ProblemModel
from .source_columns import source_name

if TYPE_CHECKING:
    from ...core.pollution_sources import PollutionSource
    from ...store.problem_rows import ProblemRow
    from .problem_actions import ProblemActions

#: Above this many problems the workspace is read in a task.
_READ_AT_ONCE = 300

#: What of the supervision list is told here: level, problem, state, until when, whose turn.
_SHOWN = (0, 1, 3, 5, 4)


class SourceProblems(QWidget):
    """Reads the problems of the open workspace and shows those of one source. It is served by
    :class:`ProblemActions`, which records."""

    changed = pyqtSignal()  # the problems were read again

    def __init__(self, desk: Desk, session: WorkspaceSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, session
        self._source: PollutionSource | None = None
        self._reading = LatestReading(desk.operations)
        self.rows: list[ProblemRow] = []
        self.heading = plain_label(name="gengdi_source_problems_of")
        self.model = ProblemModel([COLUMNS[place] for place in _SHOWN], self)
        self.table = RowsView(self.model, "gengdi_source_problems")
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.table.activated.connect(lambda _index: self.show_timeline())
        self.bar = KeyboardToolBar()
        self._actions: ProblemActions | None = None
        self.timeline_action: QAction = page_action(
            self, "time_line", tr("Time Line…"), self.show_timeline, name="problem_time_line"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.heading)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.bar)

    def serve(self, actions: ProblemActions) -> None:
        """Offer what can be done about problems; what it records is read again."""
        self._actions = actions
        actions.recorded = self.read
        for action in (*actions.actions, self.timeline_action):
            self.bar.addAction(action)
        for action in (actions.new, actions.list):
            with_word(self.bar, action)
        self._enable()

    def read(self) -> None:
        """Read the problems: at once when they are few, in a task when they are many."""
        path = self._session.path()
        self._reading.give_up()
        if path is None:
            self._take([])
        elif self._session.ask(lambda ws: ws.db["supervision_item"].count) <= _READ_AT_ONCE:
            from ...store.problem_rows import problem_rows

            try:
                self._take(self._session.ask(problem_rows))
            except GengdiError as error:
                self._desk.say(str(error), Qgis.MessageLevel.Warning)
        else:
            from .problem_actions import read_problems

            self._reading.read(
                lambda feedback: read_problems(path, feedback), tr("Reading the supervision list"), self._take
            )

    def _take(self, rows: list[ProblemRow]) -> None:
        self.rows = rows
        self._show()
        self.changed.emit()

    def show_of(self, source: PollutionSource | None) -> None:
        """Show the problems of ``source``; None: of all."""
        self._source = source
        self._show()

    def show_timeline(self) -> None:
        """Every step of the selected problem."""
        chosen = self.table.chosen()
        if len(chosen) == 1 and self._actions is not None:
            self._actions.show_timeline(chosen[0])

    def _show(self) -> None:
        kept = {row.uid for row in self.table.chosen()}
        code = self._source.uscc if self._source is not None else ""
        own = self._source is not None
        rows = [row for row in self.rows if not own or (code and normal_uscc(row.uscc) == code)]
        first = not self.model.rows()
        self.model.set_rows(rows)
        if first and rows:
            self.table.fit_columns()
        for place, row in enumerate(rows):
            if row.uid in kept:
                self.table.selectRow(self.table.proxy.mapFromSource(self.model.index(place, 0)).row())
        self.heading.setText(self._heading(len(rows)))
        self._enable()

    def _heading(self, count: int) -> str:
        if self._session.path() is None:
            return tr("No workspace is open: problems are kept in one. Open it with Gengdi ▸ Open Workspace…")
        if self._source is not None:
            text = tr("Problems of {name}: {n}.").format(name=source_name(self._source), n=f"{count:,}")
            return f"{text} {uscc_doubt(self._source.uscc)}".strip()
        if not count:
            return tr("No problem is kept yet: add one, or import a table of problems.")
        return tr("Problems of all sources: {n}. Select a source to see its own.").format(n=f"{count:,}")

    def _enable(self, *_selection: object) -> None:
        self.timeline_action.setEnabled(len(self.table.chosen()) == 1)
