"""Window State on a Date: what every patch was at the end of a day, with the counts by colour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QDate, QModelIndex, pyqtSignal
from qgis.PyQt.QtWidgets import QDateEdit, QLabel, QPushButton, QWidget

from ...core.i18n import tr
from ...core.vocabulary import word
from ..report_window import ReportWindow
from .past_model import PastModel

if TYPE_CHECKING:
    from ...store.history import PastState

_CODES = ("green", "yellow", "red", "blue")


class PastWindow(ReportWindow):
    """Asks for a day (``day_wanted``) and shows the answer."""

    day_wanted = pyqtSignal(object)  # datetime.date

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = PastModel()
        super().__init__(tr("State on a Date"), "gengdi_past", "state-on-date", self.model, parent)
        self.model.setParent(self)
        self.day = QDateEdit(QDate.currentDate())
        self.day.setObjectName("gengdi_past_day")
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setMaximumDate(QDate.currentDate())
        self.ask = QPushButton(tr("Show"))
        self.ask.setDefault(True)
        self.ask.clicked.connect(lambda _checked: self.day_wanted.emit(self.chosen()))
        label = QLabel(tr("State at the end of &day:"))
        label.setBuddy(self.day)
        for widget in (label, self.day, self.ask):
            self.head.addWidget(widget)
        self.head.addStretch()
        self.show_report(
            tr("Choose a day: the states are derived from what had been recorded by then."), (), ()
        )

    def chosen(self) -> dt.date:
        """The day in the field."""
        day = self.day.date()
        return dt.date(day.year(), day.month(), day.day())

    def show_states(self, day: dt.date, states: Sequence[PastState]) -> None:
        """Show what the patches were at the end of ``day``."""
        from ...store.history import STATE_FIELDS, code_counts, state_row

        self.model.show(states)
        counts = code_counts(states)
        parts = [
            tr("{code}: {n}").format(code=word("code", code), n=f"{counts[code]:,}")
            for code in _CODES
            if counts.get(code)
        ]
        if states:
            said = tr("At the end of {day}, {n} patches had a state. {parts}").format(
                day=day.isoformat(), n=f"{len(states):,}", parts=tr("; ").join(parts)
            )
        else:
            said = tr("At the end of {day}, no patch had been screened in this workspace.").format(
                day=day.isoformat()
            )
        self.show_report(said, STATE_FIELDS, [state_row(one) for one in states])

    def patch_at(self, index: QModelIndex) -> str:
        return self.model.uid_at(index.row())
