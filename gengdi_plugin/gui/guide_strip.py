"""The strip at the top of the dock: the steps of the work, the current one marked, and what comes next."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..core.i18n import tr
from ..resources_lookup import icon
from . import guide
from .measure import scaled
from .settings import SHOW_GUIDE
from .sides import ON_FARMLAND

_NARROWEST, _PADDING = 220, 14  # pixels: the strip at least; around the word of a step


class GuideStrip(QWidget):
    """Shows facts, tells which step is wanted. Hidden by its own button; the officer's choice is kept."""

    step_wanted = pyqtSignal(str)
    map_wanted = pyqtSignal()  # the Task Map
    shown_changed = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_guide")
        self._current = guide.LAYERS
        self._side = ON_FARMLAND
        every = dict.fromkeys(step for steps in guide.STEPS_OF.values() for step in steps)
        self.buttons = {step: self._button(step) for step in every}
        self.map_button = QToolButton()
        self.map_button.setObjectName("gengdi_task_map")
        self.map_button.setIcon(icon("task_map"))
        self.map_button.setAutoRaise(True)
        tip = tr("Task Map: every task of both systems, and where it is done")
        self.map_button.setToolTip(tip)
        self.map_button.setAccessibleName(tip)
        self.map_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.map_button.clicked.connect(lambda: self.map_wanted.emit())
        self.hide_button = QToolButton()
        self.hide_button.setObjectName("gengdi_guide_hide")
        self.hide_button.setText("×")
        self.hide_button.setAutoRaise(True)
        tip = tr("Hide the steps; the help button of the panel shows them again")
        self.hide_button.setToolTip(tip)
        self.hide_button.setAccessibleName(tip)
        self.hide_button.clicked.connect(lambda: self.show_guide(False))
        steps = QHBoxLayout()
        steps.setSpacing(1)
        for button in self.buttons.values():
            steps.addWidget(button)
        steps.addStretch()
        steps.addWidget(self.map_button)
        steps.addWidget(self.hide_button)
        self.next = QLabel()
        self.next.setObjectName("gengdi_next")
        self.next.setWordWrap(True)
        self.next.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # see minimumSizeHint
        layout.setContentsMargins(4, 2, 4, 2)
        layout.setSpacing(2)
        layout.addLayout(steps)
        layout.addWidget(self.next)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_side(ON_FARMLAND)
        self.setVisible(SHOW_GUIDE.value())

    def _button(self, step: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"gengdi_step_{step}")
        button.setText(guide.step_text(step))
        button.setToolTip(guide.step_tip(step))
        button.setAutoRaise(True)
        button.setCheckable(True)  # the current step is drawn pressed: seen without colour too
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self._wanted(step))
        return button

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any dock: in a narrow one only the current step has its word."""
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words on every step where there is room for them, else numbers beside the current one."""
        words = {step: guide.step_text(step) for step in self.buttons}
        shown = [step for step, button in self.buttons.items() if not button.isHidden()]
        beside = self.map_button.sizeHint().width() + self.hide_button.sizeHint().width()
        needed = beside + sum(
            self.buttons[step].fontMetrics().horizontalAdvance(words[step]) + scaled(_PADDING, self)
            for step in shown
        )
        for step, button in self.buttons.items():
            narrow = needed > self.width() and step != self._current
            text = words[step].split(" ", 1)[0] if narrow else words[step]
            if button.text() != text:
                button.setText(text)

    def _wanted(self, step: str) -> None:
        # the mark follows the work, not the click
        self.buttons[step].setChecked(step == self._current)
        self.step_wanted.emit(step)

    def show_side(self, side: str) -> None:
        """Show the steps of ``side``."""
        self._side = side
        for step, button in self.buttons.items():
            button.setVisible(step in guide.STEPS_OF[side])
        self._fit()

    def show_facts(self, facts: guide.Facts, page: str) -> None:
        """Mark the current step and say what comes next on ``page``."""
        self._current = guide.current_step(facts, self._side)
        for step, button in self.buttons.items():
            current = step == self._current
            button.setChecked(current)
            font = button.font()
            font.setBold(current)
            button.setFont(font)
        self._fit()
        self.next.setText(guide.advice(facts, page, self._side))

    def show_guide(self, shown: bool) -> None:
        """Show or hide the strip, now and next time."""
        SHOW_GUIDE.store(shown)
        self.setVisible(shown)
        self.shown_changed.emit(shown)
