"""The dialog that shows who would get which patch until when, and lets the officer change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.vocabulary import word
from ..dialog_buttons import dialog_buttons
from ..measure import give_size
from ..rows_model import RowColumn, RowsModel
from ..rows_view import RowsView
from .person_box import PersonBox

if TYPE_CHECKING:
    from ...store.dispatch import Proposal, Proposed
    from ...store.load import Load

SELECTED, FARMLAND, EVERY = "selected", "farmland", "every"

_COLUMNS = (
    RowColumn(lambda: tr("Patch no."), lambda row: row.patch_no or row.spatial_code),
    RowColumn(lambda: tr("Unit"), lambda row: row.unit_name or row.unit_code),
    RowColumn(lambda: tr("On"), lambda row: word("scope", row.scope)),
    RowColumn(lambda: tr("Responsible"), lambda row: _who(row)),
    RowColumn(lambda: tr("Until"), lambda row: row.due_on if row.person else ""),
    RowColumn(lambda: tr("Why"), lambda row: word("assignment", row.why)),
)


@dataclass(frozen=True)
class DispatchEntry:
    """What is to be recorded: (patch uid, responsible uid, ISO day) each."""

    assignments: tuple[tuple[str, str, str], ...]


class DispatchDialog(QDialog):
    """``decided`` carries a :class:`DispatchEntry`, ``wanted`` which patches are to be proposed. It stores
    nothing itself."""

    decided = pyqtSignal(object)
    wanted = pyqtSignal(str)

    def __init__(self, selected: int, which: str, parent: QWidget | None = None) -> None:
        """``selected``: how many patches are selected in the table; ``which``: what is proposed first."""
        super().__init__(parent)
        self.setObjectName("gengdi_dispatch")
        self.setWindowTitle(tr("Dispatch Patches"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(selected, which)
        self._tell()
        give_size(self, 860, 520)

    def _build(self, selected: int, which: str) -> None:
        self.which = QComboBox()
        self.which.setObjectName("gengdi_dispatch_which")
        if selected:
            self.which.addItem(tr("the %n selected patch(es)", selected), SELECTED)
        self.which.addItem(tr("all waiting patches on farmland"), FARMLAND)
        self.which.addItem(tr("all waiting patches"), EVERY)
        self.which.setCurrentIndex(max(self.which.findData(which), 0))
        self.which.activated.connect(lambda _place: self.wanted.emit(str(self.which.currentData())))
        label = QLabel(tr("Dispatch"))
        label.setBuddy(self.which)
        head = QHBoxLayout()
        head.addWidget(label)
        head.addWidget(self.which, 1)
        self.model = RowsModel(_COLUMNS, self)
        self.table = RowsView(self.model, "gengdi_dispatch_table")
        self.table.selectionModel().selectionChanged.connect(lambda *_selection: self._enable())
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.buttons = dialog_buttons(self, tr("Dispatch"), "dispatch")
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._change())
        layout.addWidget(self.said)
        layout.addWidget(self.buttons)

    def _change(self) -> QHBoxLayout:
        self.person = PersonBox("gengdi_dispatch_person")
        self.until = QDateEdit(QDate.currentDate().addDays(14))
        self.until.setCalendarPopup(True)
        self.until.setDisplayFormat("yyyy-MM-dd")
        self.until.setMinimumDate(QDate.currentDate())
        self.give = QPushButton(tr("Give the Selected Rows"))
        self.give.setAutoDefault(False)
        self.give.clicked.connect(lambda _checked: self.change_selected())
        self.move = QPushButton(tr("Set Their Day"))
        self.move.setAutoDefault(False)
        self.move.clicked.connect(lambda _checked: self.change_day())
        label = QLabel(tr("Selected rows: to"))
        label.setBuddy(self.person)
        row = QHBoxLayout()
        row.addWidget(label)
        for part, stretch in ((self.person, 1), (self.give, 0), (self.until, 0), (self.move, 0)):
            row.addWidget(part, stretch)
        self.person.currentIndexChanged.connect(lambda _place: self._enable())
        return row

    def show_proposal(self, found: Proposed, loads: Sequence[Load], units: Mapping[str, str]) -> None:
        """Show what is proposed, and who else could be chosen."""
        self._notice, self._left_out = found.notice, found.left_out
        self.model.set_rows(found.rows)
        self.table.fit_columns()
        self.person.offer(loads, units)
        self._tell()

    _notice, _left_out = "", 0

    def change_selected(self) -> None:
        """Give the selected rows to the chosen person."""
        person = self.person.person()
        if person is not None:
            self._replace({"person": person, "why": "chosen"})

    def change_day(self) -> None:
        """Give the selected rows the chosen day."""
        self._replace({"due_on": self.until.date().toString("yyyy-MM-dd")})

    def _replace(self, values: dict[str, object]) -> None:
        rows = self.model.rows()
        self.model.replace_rows({place: replace(rows[place], **values) for place in self.table.places()})
        self._tell()

    def entry(self) -> DispatchEntry:
        """What would be recorded now."""
        return DispatchEntry(
            tuple(
                (row.patch_uid, row.person.uid, row.due_on)
                for row in self.model.rows()
                if row.person is not None
            )
        )

    def accept(self) -> None:
        """Hand the dispatch over."""
        entry = self.entry()
        super().accept()
        self.decided.emit(entry)

    def _tell(self) -> None:
        rows = self.model.rows()
        sent = sum(row.person is not None for row in rows)
        parts = [tr("%n patch(es) will be sent.", sent) if rows else tr("No patch waits to be sent.")]
        if len(rows) > sent:
            parts.append(
                tr("%n wait(s) on: choose a person, or import the responsible people.", len(rows) - sent)
            )
        if self._left_out:
            parts.append(tr("%n other(s) are not among these.", self._left_out))
        if self._notice:
            parts.append(self._notice)
        self.said.setText(" ".join(parts))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(sent))
        self._enable()

    def _enable(self) -> None:
        some = bool(self.table.selectionModel().hasSelection())
        self.give.setEnabled(some and self.person.person() is not None)
        self.move.setEnabled(some)


def _who(row: Proposal) -> str:
    if row.person is None:
        return "–"
    return tr("{name} ({duty})").format(
        name=row.person.name, duty=row.person.duty or word("level", row.person.level)
    )
