"""Window Task Map: the tasks of both systems, what each means here, and the way to its tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.task_map import SYSTEMS, Task, first_level, second_level
from ...resources_lookup import icon
from ..dialog_buttons import help_button
from ..measure import give_size
from ..sides import ON_FARMLAND, POLLUTION
from ..work.last_reading import LatestReading
from .task_card import TaskCard
from .task_numbers import read_numbers
from .task_tools import TaskTools

if TYPE_CHECKING:
    from ..desktop import Desktop

_BUTTON = QDialogButtonBox.StandardButton
_COLUMNS = 2
_SIZE = (860, 640)


class TaskMapWindow(QDialog):
    """A tab for each system, a card for each second-level task. Numbers are read in a task."""

    def __init__(self, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_task_map_window")
        self.setWindowTitle(tr("Task Map"))
        self._desktop = desktop
        self._tools = TaskTools(desktop)
        self._reading = LatestReading(desktop.desk.operations)
        self.cards: dict[str, TaskCard] = {}
        self.tabs = QTabWidget()
        for system in SYSTEMS:
            words = tr("Keep the farmland") if system == ON_FARMLAND else tr("Fixed pollution sources")
            self.tabs.addTab(self._page(system), icon(f"side_{system}"), words)
        self.buttons = QDialogButtonBox(_BUTTON.Close)
        self.buttons.button(_BUTTON.Close).setText(tr("Close"))
        help_button(self.buttons, "task-map")
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.buttons)
        give_size(self, *_SIZE)
        desktop.session.rows_changed.connect(self._rows_changed)
        desktop.session.opened.connect(self._rows_changed)

    def help_anchor(self) -> str:
        """Where the guide speaks of this window."""
        return "task-map"

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tabs.setCurrentIndex(SYSTEMS.index(self._desktop.dock.side()))

    def _page(self, system: str) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        for first in first_level(system):
            title = QLabel(first.word())
            font = title.font()
            font.setBold(True)
            font.setPointSizeF(font.pointSizeF() * 1.2)
            title.setFont(font)
            column.addWidget(title)
            grid = QGridLayout()
            for place, task in enumerate(second_level(system, first.key)):
                card = TaskCard(task, self._tools.is_there(task))
                card.wanted.connect(self._open)
                self.cards[task.key] = card
                grid.addWidget(card, place // _COLUMNS, place % _COLUMNS)
            for place in range(_COLUMNS):
                grid.setColumnStretch(place, 1)
            column.addLayout(grid)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        return area

    def _open(self, task: Task) -> None:
        self.hide()  # it would lie over the page, or over what the message bar says
        self._tools.open(task)

    def refresh(self) -> None:
        """Read the numbers of the open workspace."""
        path = self._desktop.session.path()
        self._reading.give_up()
        self._show({})
        if path is not None:
            self._reading.read(
                lambda feedback: read_numbers(path, feedback), tr("Counting what is open"), self._show
            )

    def _rows_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, numbers: dict[str, int]) -> None:
        known, tabs = self._desktop.session.known(), self._desktop.dock.tabs
        if known is not None:
            numbers = {**numbers, "to_verify": known.number("yellow")}
        if tabs.built(POLLUTION):
            numbers = {**numbers, "sources": self._desktop.dock.pollution.totals().sources}
        for card in self.cards.values():
            card.show_number(numbers.get(card.task.number))
