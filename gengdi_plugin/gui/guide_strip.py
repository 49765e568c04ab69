"""The strip at the top of the dock: the steps of the work, the current one marked, and what comes next."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..core.i18n import tr
from . import guide
from .settings import SHOW_GUIDE


class GuideStrip(QWidget):
    """Shows facts, tells which step is wanted. Hidden by its own button; the officer's choice is kept."""

    step_wanted = pyqtSignal(str)
    shown_changed = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_guide")
        self._current = guide.LAYERS
        self.buttons = {step: self._button(step) for step in guide.STEPS}
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
        steps.addWidget(self.hide_button)
        self.next = QLabel()
        self.next.setObjectName("gengdi_next")
        self.next.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 2, 4, 2)
        layout.setSpacing(2)
        layout.addLayout(steps)
        layout.addWidget(self.next)
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

    def _wanted(self, step: str) -> None:
        # the mark follows the work, not the click
        self.buttons[step].setChecked(step == self._current)
        self.step_wanted.emit(step)

    def show_facts(self, facts: guide.Facts, page: str) -> None:
        """Mark the current step and say what comes next on ``page``."""
        self._current = guide.current_step(facts)
        for step, button in self.buttons.items():
            current = step == self._current
            button.setChecked(current)
            font = button.font()
            font.setBold(current)
            button.setFont(font)
        self.buttons[guide.CHECKUP].setVisible(facts.checkup)
        self.next.setText(guide.advice(facts, page))

    def show_guide(self, shown: bool) -> None:
        """Show or hide the strip, now and next time."""
        SHOW_GUIDE.store(shown)
        self.setVisible(shown)
        self.shown_changed.emit(shown)
