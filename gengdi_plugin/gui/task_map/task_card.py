"""One task of the Task Map: picture, name, number, what it means here, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ...core import i18n
from ...core.i18n import tr
from ...resources_lookup import icon
from ..measure import scaled
from ..whole_label import WholeLabel
from .task_numbers import told

if TYPE_CHECKING:
    from ...core.task_map import Task

_PICTURE = 20


class TaskCard(QFrame):
    """A card with a button when something here does the task; else it says what there is instead."""

    wanted = pyqtSignal(object)  # Task

    def __init__(self, task: Task, there: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"gengdi_task_{task.key}")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.task, self.there = task, there
        language = i18n.language()
        picture = QLabel()
        side = scaled(_PICTURE)
        picture.setPixmap(icon(task.icon).pixmap(QSize(side, side)))
        name = QLabel(task.word())
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        self.number = QLabel()
        head = QHBoxLayout()
        head.addWidget(picture)
        head.addWidget(name, 1)
        head.addWidget(self.number)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addLayout(head)
        self.here = _sentence(task.here[language])
        layout.addWidget(self.here)
        self.remark = _sentence((task.limit if there else task.instead)[language])
        self.remark.setVisible(bool(self.remark.text()))
        layout.addWidget(self.remark)
        layout.addStretch()
        self.button = QPushButton(tr("Open"))
        self.button.setObjectName(f"gengdi_open_{task.key}")
        self.button.setAccessibleName(tr("Open: {task}").format(task=task.word()))
        self.button.setAutoDefault(False)
        self.button.setVisible(there)
        self.button.clicked.connect(lambda _checked: self.wanted.emit(self.task))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_number(self, count: int | None) -> None:
        """Show what is counted for this task; None: it is not known."""
        known = count is not None and self.task.number
        self.number.setText(told(self.task.number, count) if known and count is not None else "")


def _sentence(text: str) -> QLabel:
    label = WholeLabel(text=text)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
