"""The dialog in which an officer chooses the week of a bulletin."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDateEdit, QDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from ...core.i18n import tr
from ..dialog_buttons import dialog_buttons
from ..measure import give_size


@dataclass(frozen=True)
class BulletinEntry:
    """``week_ending``: the last day of the week, ISO."""

    week_ending: str


class BulletinDialog(QDialog):
    """Asks for the last day of the week; ``chosen`` carries a :class:`BulletinEntry`."""

    chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_bulletin_dialog")
        self.setWindowTitle(tr("Weekly Bulletin"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.date = QDateEdit(QDate.currentDate())
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("yyyy-MM-dd")
        self.date.setMaximumDate(QDate.currentDate())
        self.period = QLabel()
        about = QLabel(
            tr("Counted from what was recorded up to that day: an earlier week can be made again.")
        )
        about.setWordWrap(True)
        form = QFormLayout()
        form.addRow(tr("Last day of the week"), self.date)
        form.addRow(tr("Week"), self.period)
        self.buttons = dialog_buttons(self, tr("Choose File…"), "paper")
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self.date.dateChanged.connect(self._show_period)
        self._show_period()
        give_size(self, 420, 0)

    def entry(self) -> BulletinEntry:
        """What the dialog says now."""
        return BulletinEntry(self.date.date().toString("yyyy-MM-dd"))

    def accept(self) -> None:
        """Hand the week over."""
        entry = self.entry()
        super().accept()
        self.chosen.emit(entry)

    def _show_period(self) -> None:
        last = self.date.date()
        first = last.addDays(-6)
        self.period.setText(
            tr("{first} to {last}").format(
                first=first.toString("yyyy-MM-dd"), last=last.toString("yyyy-MM-dd")
            )
        )
