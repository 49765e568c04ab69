"""The dialog for any step of a problem: it asks what the table of steps says that the step needs or takes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Callable

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ...core.case_engine import CaseEvent, Transition
from ...core.errors import IllegalTransition
from ...core.i18n import tr
from ...core.problem_work import problem_step
from ...core.vocabulary import word
from ..cases.case_fields import note_box, note_text
from ..dialog_buttons import dialog_buttons
from ..measure import give_size
from ..plain_label import plain_label
from .problem_entries import StepEntry, StepFacts
from .problem_fields import DayField, grade_box, into_box, role_box, who_box

if TYPE_CHECKING:
    from ...store.problem_rows import ProblemRow

#: The level most steps are taken at, when it may take them.
_PREFERRED = ("bureau", "street", "department", "officer")


class ProblemStepDialog(QDialog):
    """``entered`` carries a :class:`StepEntry`. What is missing is told by the rule that will judge the step
    (``core.problem_work.problem_step``), so that nothing can be entered that would be refused."""

    entered = pyqtSignal(object)

    def __init__(
        self,
        row: ProblemRow,
        move: Transition,
        facts: StepFacts,
        officer: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row, self._move, self._facts = row, move, facts
        self.setObjectName(f"gengdi_problem_{move.event}")
        self.setWindowTitle(tr("{step}: {title}").format(step=step_word(move.event), title=row.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        #: what is asked: kind of field -> widget
        self.fields: dict[str, QWidget] = {}
        self._build(officer)
        self._check()
        give_size(self, 520, 260)

    def _build(self, officer: str) -> None:
        self.form = QFormLayout()
        for name in dict.fromkeys((*self._move.needs, *self._move.asks)):
            if name in _FIELDS:
                title, make = _FIELDS[name]
                self.fields[name] = make(self)
                self.form.addRow(title(), self.fields[name])
        self.actor = QLineEdit(officer)
        self.role = role_box(self._move.roles, _PREFERRED)
        self.form.addRow(tr("Recorded by"), self.actor)
        self.form.addRow(tr("Level"), self.role)
        self.needed = QLabel()
        self.needed.setObjectName("gengdi_problem_needed")
        self.needed.setWordWrap(True)
        self.buttons = dialog_buttons(self, step_word(self._move.event), "problems")
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(_about(self._row)))
        layout.addLayout(self.form)
        proposal = self._proposal()
        if proposal:
            layout.addWidget(plain_label(proposal))
        layout.addWidget(self.needed)
        layout.addStretch()
        layout.addWidget(self.buttons)
        self.actor.textChanged.connect(self._check)
        for field in self.fields.values():
            for kind, signal in _CHANGES:
                if isinstance(field, kind):
                    signal(field).connect(self._check)

    def entry(self) -> StepEntry:
        """What the dialog says now."""
        said = {name: _READ[name](field) for name, field in self.fields.items()}
        event = CaseEvent(
            self._move.event,
            self.actor.text().strip(),
            str(self.role.currentData() or ""),
            note=said.get("note", ""),
            evidence_uid=said.get("into", ""),
            responsible_uid=said.get("responsible", ""),
            due_on=said.get("due", ""),
        )
        return StepEntry(self._row.uid, event, said.get("grade", ""))

    def accept(self) -> None:
        """Hand the step over."""
        entry = self.entry()
        super().accept()
        self.entered.emit(entry)

    def proposed_day(self) -> dt.date:
        """The day proposed for rectification: by the rule of the item's level, from today; when the day that
        was set is later, the rule's term goes on from there."""
        from ...core.problem_clock import proposed

        now = dt.datetime.now().astimezone()
        if self._row.due_on > now.date().isoformat():
            now = dt.datetime.combine(dt.date.fromisoformat(self._row.due_on[:10]), now.timetz())
        return proposed("rectify", self._row.level, now, self._facts.calendar).date()

    def _proposal(self) -> str:
        """Which deadlines the rules propose, when the step takes one."""
        from ...core.problem_clock import proposed

        if "due" not in self.fields:
            return ""
        start = dt.datetime.now().astimezone()
        sign = proposed("sign", self._row.level, start, self._facts.calendar)
        return tr(
            "Proposed by the table of deadlines (example, not official) for level “{level}”: receipt by "
            "{sign}, rectification by {day}."
        ).format(
            level=word("alert_level", self._row.level) or tr("not said"),
            sign=sign.strftime("%Y-%m-%d %H:%M"),
            day=self.proposed_day().isoformat(),
        )

    def _check(self, *_value: object) -> None:
        why = ""
        try:
            problem_step(self._facts.state, self.entry().event)
        except IllegalTransition as error:
            why = str(error)
        self.needed.setText(tr("Still needed: {fields}").format(fields=why) if why else "")
        self.needed.setVisible(bool(why))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not why)

    def note_field(self) -> QWidget:
        """Free text."""
        needed = "note" in self._move.needs
        return note_box("" if needed else tr("may be left empty; it stays in the history"))

    def due_field(self) -> QWidget:
        """The day of rectification, with its proposal."""
        return DayField(self.proposed_day(), "due" in self._move.needs)

    def who_field(self) -> QWidget:
        """A department or a person."""
        return who_box(self._row, self._facts.people, self._facts.units)

    def into_field(self) -> QWidget:
        """Another item."""
        return into_box(self._row, self._facts.targets)

    def grade_field(self) -> QWidget:
        """How urgent the item is."""
        return grade_box(self._row.level)


#: What a step may need or take -> its label and field.
_FIELDS: dict[str, tuple[Callable[[], str], Callable[[ProblemStepDialog], QWidget]]] = {
    "grade": (lambda: tr("Alert level"), ProblemStepDialog.grade_field),
    "into": (lambda: tr("Merge into"), ProblemStepDialog.into_field),
    "responsible": (lambda: tr("Responsible"), ProblemStepDialog.who_field),
    "due": (lambda: tr("Rectify by"), ProblemStepDialog.due_field),
    "note": (lambda: tr("Note"), ProblemStepDialog.note_field),
}

#: How a field is read.
_READ: dict[str, Callable[[Any], str]] = {
    "grade": lambda box: str(box.currentData() or ""),
    "into": lambda box: str(box.currentData() or ""),
    "responsible": lambda box: str(box.currentData() or ""),
    "due": lambda field: str(field.text()),
    "note": note_text,
}

#: What tells that a field changed.
_CHANGES: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (QComboBox, lambda box: box.currentIndexChanged),
    (DayField, lambda field: field.tick.toggled),
    (QPlainTextEdit, lambda field: field.textChanged),
)


def step_word(event: str) -> str:
    """What a button for this step says."""
    return word("problem_step", event)


def _about(row: ProblemRow) -> str:
    parts = (
        word("problem_state", row.state), word("event_type", row.kind), row.uscc,
        row.unit_name or row.unit_code, tr("due on {day}").format(day=row.due_on) if row.due_on else "",
    )  # fmt: skip
    return " · ".join(filter(None, parts))
