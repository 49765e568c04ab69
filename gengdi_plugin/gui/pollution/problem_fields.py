"""Fields of the dialogs about problems: at which level, how urgent, who has it, until when, merged where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QDate, QSize
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QDateEdit, QHBoxLayout, QWidget

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from ..cases.case_fields import day_text
from ..code_chip import chip
from ..measure import scaled

if TYPE_CHECKING:
    from ...core.responsibility import Person
    from ...store.problem_rows import ProblemRow

LETTERS = "alert_letter"
_CHIP = 16


def role_box(roles: Collection[str], preferred: Iterable[str]) -> QComboBox:
    """The levels of ``roles``; of ``preferred`` the first that is among them is chosen."""
    box = QComboBox()
    for key in keys("problem_level"):
        if key in roles:
            box.addItem(word("problem_level", key), key)
    places = (box.findData(key) for key in preferred)
    box.setCurrentIndex(next((place for place in places if place >= 0), 0))
    return box


def grade_box(chosen: str) -> QComboBox:
    """How urgent an item is: the colour always with its letter and word."""
    box = QComboBox()
    box.setIconSize(QSize(scaled(_CHIP), scaled(_CHIP)))
    box.addItem(tr("not said"), "")
    for key in keys("alert_level"):
        box.addItem(chip(key, scaled(_CHIP), LETTERS), word("alert_level", key), key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def who_box(row: ProblemRow, people: Iterable[Person], units: Mapping[str, str]) -> QComboBox:
    """Who may be made responsible: the item's departments first, the other departments, the people. Whoever
    has it now is chosen, else the lead department."""
    box = QComboBox()
    box.setMaxVisibleItems(20)
    own = [key for key in (row.lead_department, *row.co_departments) if key]
    for key in dict.fromkeys([*own, *keys("department")]):
        text = word("department", key)
        box.addItem(tr("{department} (lead)").format(department=text) if own[:1] == [key] else text, key)
    box.insertSeparator(box.count())
    for one in people:
        unit = units.get(one.unit_code, one.unit_code)
        box.addItem(" · ".join(filter(None, (one.name, one.duty or one.department, unit))), one.uid)
    chosen = row.responsible_uid or row.lead_department
    box.setCurrentIndex(box.findData(chosen) if chosen else -1)
    box.setPlaceholderText(tr("choose a department or a person"))
    return box


def into_box(row: ProblemRow, targets: Iterable[ProblemRow]) -> QComboBox:
    """Items into which ``row`` can be merged, those of the same source of pollution first."""
    box = QComboBox()
    for one in sorted(targets, key=lambda one: (not row.uscc or one.uscc != row.uscc, one.title)):
        box.addItem(" · ".join(filter(None, (one.title, one.uscc, one.source))), one.uid)
    box.setCurrentIndex(-1)
    box.setPlaceholderText(tr("choose an item"))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(30)
    return box


class DayField(QWidget):
    """A day; one that may stay unsaid has a tick before it."""

    def __init__(self, day: dt.date, needed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = QCheckBox(tr("another day"))
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setMinimumDate(min(QDate.currentDate(), self.day.date()))
        self.tick.setVisible(not needed)
        self.tick.setChecked(needed)
        self.day.setEnabled(needed)
        self.tick.toggled.connect(self.day.setEnabled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tick)
        row.addWidget(self.day, 1)
        self.setFocusProxy(self.day if needed else self.tick)

    def text(self) -> str:
        """The day, ISO; "" when none is said."""
        return day_text(self.day) if self.tick.isChecked() else ""
