"""The dialog in which cases are handed to another person (转办) or get a later day (延期)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.vocabulary import word
from ..dialog_buttons import dialog_buttons
from ..measure import give_size
from .person_box import PersonBox

if TYPE_CHECKING:
    from ...store.load import Load
    from ...store.review import PatchRow

_LEVELS = ("town", "county")


@dataclass(frozen=True)
class HandoverEntry:
    """``responsible_uid`` when handed over, ``due_on`` when extended (by ``level``); why, and by whom."""

    patch_uids: tuple[str, ...]
    responsible_uid: str
    due_on: str
    officer: str
    level: str
    note: str


class HandoverDialog(QDialog):
    """``decided`` carries a :class:`HandoverEntry`. It stores nothing itself."""

    decided = pyqtSignal(object)

    def __init__(
        self,
        rows: Sequence[PatchRow],
        loads: Sequence[Load],
        units: Mapping[str, str],
        officer: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setObjectName("gengdi_handover")
        self.setWindowTitle(tr("Hand Over or Extend"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(officer)
        self.person.offer(loads, units)
        self._enable()
        give_size(self, 480, 300)

    def _build(self, officer: str) -> None:
        about = QLabel(_about(self._rows))
        about.setWordWrap(True)
        self.hand = QRadioButton(tr("Hand over to"))
        self.longer = QRadioButton(tr("Extend until"))
        # what belongs to rectification has another deadline, but nobody to be handed to
        can_hand = all(row.state in ("dispatched", "verifying") for row in self._rows)
        self.hand.setEnabled(can_hand)
        (self.hand if can_hand else self.longer).setChecked(True)
        self.person = PersonBox("gengdi_handover_person")
        self.until = QDateEdit()
        self.until.setCalendarPopup(True)
        self.until.setDisplayFormat("yyyy-MM-dd")
        latest = max((row.due_on or "" for row in self._rows), default="")
        day = QDate.fromString(latest, "yyyy-MM-dd")
        self.until.setMinimumDate((day if day.isValid() else QDate.currentDate()).addDays(1))
        self.until.setDate(self.until.minimumDate().addDays(4))
        self.officer = QLineEdit(officer)
        self.level = QComboBox()
        for key in _LEVELS:
            self.level.addItem(word("level", key), key)
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("why; it stays in the history"))
        form = QFormLayout()
        form.addRow(self.hand, self.person)
        form.addRow(self.longer, self.until)
        form.addRow(tr("Decided by"), self.officer)
        form.addRow(tr("Level"), self.level)
        form.addRow(tr("Reason"), self.note)
        self.needed = QLabel()
        self.needed.setWordWrap(True)
        self.buttons = dialog_buttons(self, tr("Record"), "dispatch")
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addWidget(self.needed)
        layout.addWidget(self.buttons)
        for signal in (
            self.hand.toggled, self.note.textChanged, self.officer.textChanged,
            self.person.currentIndexChanged,
        ):  # fmt: skip
            signal.connect(self._enable)

    def entry(self) -> HandoverEntry:
        """What the dialog says now."""
        hand, person = self.hand.isChecked(), self.person.person()
        return HandoverEntry(
            tuple(row.uid for row in self._rows),
            person.uid if hand and person else "",
            "" if hand else self.until.date().toString("yyyy-MM-dd"),
            self.officer.text().strip(),
            str(self.level.currentData()),
            self.note.text().strip(),
        )

    def accept(self) -> None:
        """Hand the decision over."""
        entry = self.entry()
        super().accept()
        self.decided.emit(entry)

    def _enable(self, *_value: object) -> None:
        hand, entry = self.hand.isChecked(), self.entry()
        self.person.setEnabled(hand)
        self.until.setEnabled(not hand)
        missing = []
        if hand and not entry.responsible_uid:
            missing.append(tr("a person"))
        if not entry.officer:
            missing.append(tr("who decides"))
        if not entry.note:
            missing.append(tr("a reason"))
        self.needed.setText(tr("Still needed: {what}").format(what=tr(", ").join(missing)) if missing else "")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not missing)


def _about(rows: Sequence[PatchRow]) -> str:
    if len(rows) > 1:
        return tr("%n patch(es)", len(rows))
    row = rows[0]
    return tr("Patch {patch_no}: now with {person}, due on {day}.").format(
        patch_no=row.patch_no, person=row.responsible or "–", day=row.due_on or "–"
    )
