"""Window Supervision List: problems of pollution sources, and the steps that the selected one can take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from qgis.PyQt.QtCore import QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.problem_work import PROBLEMS
from ...core.vocabulary import word
from ..report_window import ReportWindow
from ..rows_model import ROW_ROLE, SORT_ROLE
from .problem_filter import ProblemFilter
from .problem_model import COLUMNS, ProblemModel, turn

if TYPE_CHECKING:
    from ...core.case_engine import Transition
    from ...store.problem_rows import ProblemRow

_ROLE = QDialogButtonBox.ButtonRole


class ProblemWindow(ReportWindow):
    """Filters, the list, what is known of the selected item and a button for each step it can take. Copies
    and exports have names and telephone numbers masked."""

    step_wanted = pyqtSignal(object, object)  # ProblemRow, Transition
    timeline_wanted = pyqtSignal(object)  # ProblemRow
    new_wanted = pyqtSignal()
    import_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = ProblemModel(COLUMNS)
        super().__init__(tr("Supervision List"), "gengdi_problems", "problems", self.model, parent)
        self.model.setParent(self)
        self.proxy.setSortRole(SORT_ROLE)
        self._all: list[tuple[ProblemRow, list[Any]]] = []
        self._chosen = ""
        self.filter = ProblemFilter()
        self.head.addWidget(self.filter)
        self.filter.changed.connect(self._show)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self._build_steps()
        self.new_button = self.buttons.addButton(tr("New Problem…"), _ROLE.ActionRole)
        self.import_button = self.buttons.addButton(tr("Import Table…"), _ROLE.ActionRole)
        self.timeline_button = self.buttons.addButton(tr("Time Line…"), _ROLE.ActionRole)
        for button in self.buttons.buttons():
            button.setAutoDefault(False)  # Enter in the field for text presses none
        self.new_button.clicked.connect(lambda _checked: self.new_wanted.emit())
        self.import_button.clicked.connect(lambda _checked: self.import_wanted.emit())
        self.timeline_button.clicked.connect(lambda _checked: self.timeline_wanted.emit(self.chosen()))

    def help_anchor(self) -> str:
        """Where the guide speaks of this window."""
        return "problems"

    def _build_steps(self) -> None:
        self.about = QLabel()
        self.about.setObjectName("gengdi_problems_about")
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.steps = QWidget()
        self._steps = QHBoxLayout(self.steps)
        self._steps.setContentsMargins(0, 0, 0, 0)
        self._steps.addStretch()
        layout = cast(QVBoxLayout, self.layout())
        place = layout.indexOf(self.table) + 1
        layout.insertWidget(place, self.about)
        layout.insertWidget(place + 1, self.steps)
        self._selected()

    def show_problems(self, rows: Sequence[tuple[ProblemRow, list[Any]]], select: str = "") -> None:
        """Show ``rows`` (each with its values as they are copied and exported) as the filters say;
        ``select``: the uid of the item to select, else the one that was."""
        self._all = list(rows)
        self._chosen = select or self._chosen
        self._show()

    def chosen(self) -> ProblemRow | None:
        """The selected item."""
        found = self.table.selectionModel().selectedRows()
        return found[0].data(ROW_ROLE) if found else None

    def choose(self, uid: str) -> None:
        """Select the item ``uid``, when it is shown."""
        for place, row in enumerate(self.model.rows()):
            if row.uid == uid:
                self.table.selectRow(self.proxy.mapFromSource(self.model.index(place, 0)).row())

    def patch_at(self, index: QModelIndex) -> str:
        row = index.data(ROW_ROLE)
        return str(row.patch_uid) if row is not None else ""

    def _show(self) -> None:
        from ...exchange.problem_tables import SUPERVISION_FIELDS

        wanted = self._chosen
        shown = [pair for pair in self._all if self.filter.passes(pair[0])]
        rows = [row for row, _ in shown]
        self.model.set_rows(rows)
        self.show_report(self._sentence(rows), SUPERVISION_FIELDS, [values for _, values in shown])
        self._chosen = wanted
        self.choose(wanted)
        self._selected()

    def _sentence(self, rows: Sequence[ProblemRow]) -> str:
        if not self._all:
            return tr(
                "There is no problem of a pollution source in this workspace yet. Add one with “New "
                "Problem…”, or take them from a table (self-checks, patrols, joint inspections, petitions) "
                "with “Import Table…”."
            )
        if not rows:
            return tr("None of {n} item(s) passes the filters: change them to see more.").format(
                n=f"{len(self._all):,}"
            )
        late = sum(row.overdue for row in rows)
        unjudged = sum(row.next_event == "judged_filed" for row in rows)
        return tr("{n} item(s) shown: {late} overdue, {unjudged} wait for judgement.").format(
            n=f"{len(rows):,}", late=f"{late:,}", unjudged=f"{unjudged:,}"
        )

    def _selected(self, *_spans: object) -> None:
        row = self.chosen()
        if row is not None:
            self._chosen = row.uid
        while self._steps.count() > 1:
            item = self._steps.takeAt(0).widget()
            item.hide()
            item.deleteLater()
        for place, move in enumerate(_steps(row)):
            button = QPushButton(tr("{step}…").format(step=word("problem_step", move.event)))
            button.setObjectName(f"gengdi_step_{move.event}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, one=row, step=move: self.step_wanted.emit(one, step))
            self._steps.insertWidget(place, button)
        self.about.setText(_told(row) if row is not None else "")
        for part in (self.about, self.steps):
            part.setVisible(row is not None)
        if hasattr(self, "timeline_button"):
            self.timeline_button.setEnabled(row is not None)


def _steps(row: ProblemRow | None) -> list[Transition]:
    """The legal steps of an item, the one that comes next when all goes well first."""
    if row is None:
        return []
    return sorted(PROBLEMS.steps_from(row.state), key=lambda move: move.event != row.next_event)


def _told(row: ProblemRow) -> str:
    """What is known of an item, and what comes next."""
    lines = [row.title, row.description]
    if row.next_event:
        lines.append(
            tr("Next: {who} – {step}").format(who=turn(row) or "–", step=word("problem_next", row.next_event))
        )
    lines.append(row.due.sentence if row.due else "")
    return "\n".join(filter(None, lines))
