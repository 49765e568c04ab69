"""Window Patrols and Responsible People: who has what to do, which patrols are due and which were missed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.vocabulary import word
from ..dialog_buttons import help_button
from ..measure import give_size
from ..rows_model import RowColumn, RowsModel
from ..rows_view import RowsView

if TYPE_CHECKING:
    from ...store.load import Load
    from ...store.patrols import Patrol

_BUTTON = QDialogButtonBox.StandardButton
OPEN, MISSED, EVERY = "open", "missed", "every"


def _phone(text: str) -> str:
    from ...exchange.privacy import mask_phone

    return mask_phone(text)


class PeopleWindow(QDialog):
    """Shows what it is given; its signals ask for what is to be done, it stores nothing itself."""

    import_wanted = pyqtSignal()
    term_wanted = pyqtSignal(object)  # Person
    plan_wanted = pyqtSignal()
    walked_wanted = pyqtSignal(object)  # Patrol

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_people")
        self.setWindowTitle(tr("Patrols and Responsible People"))
        self._units: Mapping[str, str] = {}
        self._patrols: list[Patrol] = []
        self.tabs = QTabWidget()
        self.tabs.addTab(self._people_page(), tr("Responsible People"))
        self.tabs.addTab(self._patrol_page(), tr("Patrols"))
        self.buttons = QDialogButtonBox(_BUTTON.Close)
        self.buttons.button(_BUTTON.Close).setText(tr("Close"))
        help_button(self.buttons, "people")
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.buttons)
        give_size(self, 1120, 500)

    def _people_page(self) -> QWidget:
        self.people_model = RowsModel(
            (
                RowColumn(lambda: tr("Person"), lambda row: row.person.name),
                RowColumn(lambda: tr("Level"), lambda row: word("level", row.person.level)),
                RowColumn(lambda: tr("Unit"), lambda row: self._unit(row.person.unit_code)),
                RowColumn(lambda: tr("Duty"), lambda row: row.person.duty),
                RowColumn(lambda: tr("Phone"), lambda row: _phone(row.person.phone)),
                RowColumn(lambda: tr("Patches"), lambda row: str(row.patches), lambda row: row.patches),
                RowColumn(lambda: tr("Overdue"), lambda row: str(row.overdue), lambda row: row.overdue),
                RowColumn(lambda: tr("Patrols due"), lambda row: str(row.due), lambda row: row.due),
                RowColumn(lambda: tr("Missed"), lambda row: str(row.missed), lambda row: row.missed),
                RowColumn(lambda: tr("In office until"), lambda row: row.person.valid_to),
                RowColumn(lambda: tr("Department"), lambda row: row.person.department),
            ),
            self,
        )
        self.people = RowsView(self.people_model, "gengdi_people_table")
        self.people_said = QLabel()
        self.import_button = _button(tr("Import Table…"), lambda: self.import_wanted.emit())
        self.term_button = _button(tr("End Term…"), self._end_term)
        self.people.selectionModel().selectionChanged.connect(lambda *_selection: self._enable())
        return _page(self.people_said, self.people, (self.import_button, self.term_button))

    def _patrol_page(self) -> QWidget:
        self.patrol_model = RowsModel(
            (
                RowColumn(lambda: tr("Due on"), lambda row: row.due_on),
                RowColumn(lambda: tr("Unit"), lambda row: row.unit_name or row.unit_code),
                RowColumn(lambda: tr("Level"), lambda row: word("level", row.level)),
                RowColumn(lambda: tr("Status"), lambda row: word("patrol_status", row.status)),
                RowColumn(lambda: tr("Responsible"), lambda row: row.responsible or "–"),
                RowColumn(lambda: tr("Walked on"), lambda row: row.done_on),
                RowColumn(lambda: tr("Walked by"), lambda row: row.done_by),
                RowColumn(lambda: tr("Note"), lambda row: row.note),
            ),
            self,
        )
        self.patrols = RowsView(self.patrol_model, "gengdi_patrols_table")
        self.patrols_said = QLabel()
        self.which = QComboBox()
        self.which.setObjectName("gengdi_patrols_which")
        for key, text in (
            (OPEN, tr("due and missed")),
            (MISSED, tr("missed")),
            (EVERY, tr("all patrols")),
        ):
            self.which.addItem(text, key)
        self.which.activated.connect(lambda _place: self._show_patrols())
        self.plan_button = _button(tr("Plan Patrols…"), lambda: self.plan_wanted.emit())
        self.walked_button = _button(tr("Record a Patrol…"), self._walked)
        self.patrols.selectionModel().selectionChanged.connect(lambda *_selection: self._enable())
        self.patrols.activated.connect(lambda _index: self._walked())
        return _page(self.patrols_said, self.patrols, (self.which, self.walked_button, self.plan_button))

    def show_all(self, loads: Sequence[Load], patrols: Sequence[Patrol], units: Mapping[str, str]) -> None:
        """Show people with their load, and patrols; ``units``: names of units by code."""
        self._units, self._patrols = units, list(patrols)
        self.people_model.set_rows(loads)
        self.people.fit_columns()
        self.people_said.setText(
            tr("%n responsible person(s)", len(loads))
            if loads
            else tr(
                "Nobody is known yet: import the table of responsible people (姓名, 单位代码, 职务, 电话)."
            )
        )
        self._show_patrols()

    def _show_patrols(self) -> None:
        which = self.which.currentData()
        rows = [
            row
            for row in self._patrols
            if which == EVERY or row.status == "missed" or (which == OPEN and row.status == "due")
        ]
        self.patrol_model.set_rows(rows)
        self.patrols.fit_columns()
        missed = sum(row.status == "missed" for row in self._patrols)
        due = sum(row.status == "due" for row in self._patrols)
        self.patrols_said.setText(
            tr("{due} patrol(s) to come, {missed} missed.").format(due=due, missed=missed)
            if self._patrols
            else tr("No patrols are planned: press Plan Patrols.")
        )
        self._enable()

    def _unit(self, code: str) -> str:
        return self._units.get(code, code)

    def _end_term(self) -> None:
        chosen = self.people.chosen()
        if len(chosen) == 1:
            self.term_wanted.emit(chosen[0].person)

    def _walked(self) -> None:
        chosen = self.patrols.chosen()
        if len(chosen) == 1 and chosen[0].status != "done":
            self.walked_wanted.emit(chosen[0])

    def _enable(self) -> None:
        self.term_button.setEnabled(len(self.people.places()) == 1)
        chosen = self.patrols.chosen()
        self.walked_button.setEnabled(len(chosen) == 1 and chosen[0].status != "done")


def _button(text: str, slot: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked: slot())
    return button


def _page(said: QLabel, table: QWidget, below: Sequence[QWidget]) -> QWidget:
    page = QWidget()
    said.setWordWrap(True)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row = QHBoxLayout()
    for part in below:
        row.addWidget(part)
    row.addStretch()
    layout = QVBoxLayout(page)
    layout.addWidget(said)
    layout.addWidget(table, 1)
    layout.addLayout(row)
    return page
