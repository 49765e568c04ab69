"""Small dialogs about people and patrols: one walked, a plan, the end of a term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.patrol_frequency import frequencies
from ..dialog_buttons import dialog_buttons
from ..measure import give_size

if TYPE_CHECKING:
    from ...core.responsibility import Person
    from ...store.patrols import Patrol

_ISO = "yyyy-MM-dd"


@dataclass(frozen=True)
class WalkedEntry:
    """A patrol as walked: by whom, on which ISO day, what was seen."""

    patrol_uid: str
    walked_by: str
    walked_on: str
    note: str


@dataclass(frozen=True)
class DaysEntry:
    """``first`` and ``last`` ISO day; ``uid`` of what they are about, "" for a plan."""

    uid: str
    first: str
    last: str


class WalkedDialog(QDialog):
    """``decided`` carries a :class:`WalkedEntry`. It stores nothing itself."""

    decided = pyqtSignal(object)

    def __init__(self, patrol: Patrol, officer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._patrol = patrol
        self.setObjectName("gengdi_walked")
        self.setWindowTitle(tr("Record a Patrol"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about = QLabel(
            tr("Patrol of {unit}, due on {day}.").format(
                unit=patrol.unit_name or patrol.unit_code, day=patrol.due_on
            )
        )
        self.walked_by = QLineEdit(patrol.responsible or officer)
        self.walked_on = _date(QDate.currentDate())
        self.walked_on.setMaximumDate(QDate.currentDate())
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("what was seen"))
        form = QFormLayout()
        form.addRow(tr("Walked by"), self.walked_by)
        form.addRow(tr("Walked on"), self.walked_on)
        form.addRow(tr("Note"), self.note)
        self.buttons = dialog_buttons(self, tr("Record"), "people")
        self.walked_by.textChanged.connect(self._enable)
        _lay_out(self, about, form, self.buttons)
        self._enable()

    def entry(self) -> WalkedEntry:
        """What the dialog says now."""
        return WalkedEntry(
            self._patrol.uid,
            self.walked_by.text().strip(),
            self.walked_on.date().toString(_ISO),
            self.note.text().strip(),
        )

    def accept(self) -> None:
        """Hand the patrol over."""
        entry = self.entry()
        super().accept()
        self.decided.emit(entry)

    def _enable(self, *_value: object) -> None:
        named = bool(self.walked_by.text().strip())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(named)


class DaysDialog(QDialog):
    """Asks for the days of a plan, or for the last day of a person in office; ``decided`` carries a
    :class:`DaysEntry`."""

    decided = pyqtSignal(object)

    def __init__(self, person: Person | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = person
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.first = _date(QDate.currentDate())
        form = QFormLayout()
        if person is None:
            self.setObjectName("gengdi_plan")
            self.setWindowTitle(tr("Plan Patrols"))
            about = QLabel(
                tr(
                    "For every unit of the workspace: villages every {village} days, towns every {town}, the "
                    "county every {county} (an example, not an official rule). What is planned already stays."
                ).format(**{level: one.every_days for level, one in frequencies().items()})
            )
            self.last = _date(QDate.currentDate().addMonths(1))
            form.addRow(tr("First day"), self.first)
            accept = tr("Plan")
        else:
            self.setObjectName("gengdi_term")
            self.setWindowTitle(tr("End Term"))
            about = QLabel(
                tr(
                    "{name} keeps what is recorded and takes no new cases after the last day. Hand running "
                    "cases over."
                ).format(name=person.name)
            )
            self.last = _date(QDate.currentDate())
            accept = tr("End Term")
        form.addRow(tr("Last day"), self.last)
        self.buttons = dialog_buttons(self, accept, "people")
        _lay_out(self, about, form, self.buttons)

    def entry(self) -> DaysEntry:
        """What the dialog says now."""
        uid = self._person.uid if self._person else ""
        return DaysEntry(uid, self.first.date().toString(_ISO), self.last.date().toString(_ISO))

    def accept(self) -> None:
        """Hand the days over."""
        entry = self.entry()
        super().accept()
        self.decided.emit(entry)


def _date(day: QDate) -> QDateEdit:
    box = QDateEdit(day)
    box.setCalendarPopup(True)
    box.setDisplayFormat(_ISO)
    return box


def _lay_out(dialog: QDialog, about: QLabel, form: QFormLayout, buttons: QDialogButtonBox) -> None:
    about.setWordWrap(True)
    layout = QVBoxLayout(dialog)
    layout.addWidget(about)
    layout.addLayout(form)
    layout.addStretch()
    layout.addWidget(buttons)
    give_size(dialog, 420, 200)
