"""What the window Supervision List lets through: by state, level, lateness and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from ..code_chip import chip
from ..measure import scaled
from .problem_fields import LETTERS

if TYPE_CHECKING:
    from ...store.problem_rows import ProblemRow

OPEN, EVERY = "open", ""
_NO_LEVEL = "none"
_CHIP = 16


class ProblemFilter(QWidget):
    """``changed`` when it lets other items through; ``passes(row)`` says whether it does this one."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state, self.level = QComboBox(), QComboBox()
        self.state.setObjectName("gengdi_problems_state")
        self.level.setObjectName("gengdi_problems_level")
        self.state.addItem(tr("open items"), OPEN)
        self.state.addItem(tr("all items"), EVERY)
        for key in keys("problem_state"):
            self.state.addItem(word("problem_state", key), key)
        self.level.setIconSize(QSize(scaled(_CHIP), scaled(_CHIP)))
        self.level.addItem(tr("all levels"), EVERY)
        for key in keys("alert_level"):
            self.level.addItem(chip(key, scaled(_CHIP), LETTERS), word("alert_level", key), key)
        self.level.addItem(tr("not said"), _NO_LEVEL)
        self.late = QCheckBox(tr("overdue only"))
        self.text = QLineEdit()
        self.text.setObjectName("gengdi_problems_text")
        self.text.setPlaceholderText(tr("title, source, credit code, unit …"))
        self.text.setClearButtonEnabled(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for title, box in ((tr("Show"), self.state), (tr("Alert level"), self.level)):
            label = QLabel(title)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box, 1)
            box.currentIndexChanged.connect(lambda _place: self.changed.emit())
        row.addWidget(self.late)
        row.addWidget(self.text, 2)
        self.late.toggled.connect(lambda _ticked: self.changed.emit())
        self.text.textChanged.connect(lambda _text: self.changed.emit())

    def passes(self, row: ProblemRow) -> bool:
        """Whether ``row`` is shown."""
        state, level = self.state.currentData(), self.level.currentData()
        sought = self.text.text().strip().casefold()
        return (
            (state == EVERY or (not row.closed if state == OPEN else row.state == state))
            and (level == EVERY or (row.level or _NO_LEVEL) == level)
            and (row.overdue or not self.late.isChecked())
            and (not sought or sought in _searched(row))
        )


def _searched(row: ProblemRow) -> str:
    parts = (row.title, row.source, row.uscc, row.description, row.unit_name, row.unit_code, row.patch_no)
    return "\n".join(parts).casefold()
