"""The strip of a review: where the officer is, the patch, the keys as buttons, a note, how the last went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ..code_chip import chip
from ..dialog_buttons import open_guide
from ..whole_label import WholeLabel
from .number_line import NumberLine
from .review_keys import ACTS, KeyAct, ReviewKeys

if TYPE_CHECKING:
    from ...store.review import PatchRow

_DECISIONS = ("dispatch", "lawful", "second_look", "skip", "undo")
_SIGHT = ("previous", "next", "images", "swipe", "map", "end")


class NoteField(QLineEdit):
    """A field for a note; ``done`` when the officer leaves it with Enter or Esc."""

    done = pyqtSignal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class ReviewStrip(QFrame):
    """Shows what it is told and emits nothing but what its buttons and fields do."""

    def __init__(self, keys: ReviewKeys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_review_strip")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._keys = keys
        self.buttons: dict[str, QToolButton] = {}
        acts = {act.name: act for act in ACTS}
        self.progress = QLabel()
        self.progress.setObjectName("gengdi_review_progress")
        self._chip = QLabel()
        self.patch = WholeLabel("gengdi_review_patch")
        self.mark = WholeLabel("gengdi_review_mark")
        self.note = NoteField()
        self.note.setObjectName("gengdi_review_note")
        self.note.setPlaceholderText(tr("goes with the decision"))
        self.note.setAccessibleName(tr("Note"))
        self.number = NumberLine()
        self.outcome = WholeLabel("gengdi_review_outcome")
        self.mend = QPushButton()
        self.mend.setObjectName("gengdi_review_mend")
        self.mend.clicked.connect(lambda _checked: self._mending())
        self._mending: Callable[[], object] = lambda: None
        help_button = QToolButton()
        help_button.setText("?")
        help_button.setToolTip(tr("Help"))
        help_button.setAccessibleName(tr("Help"))
        help_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        help_button.clicked.connect(lambda _checked: open_guide(self.help_anchor()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(3)
        layout.addLayout(_row(self.progress, self._chip, self.patch, help_button, stretch=self.patch))
        layout.addWidget(self.mark)
        layout.addLayout(_row(*(self._button(acts[name]) for name in _DECISIONS)))
        layout.addLayout(_row(*(self._button(acts[name]) for name in _SIGHT)))
        layout.addLayout(_row(self._button(acts["note"]), self.note, stretch=self.note))
        layout.addWidget(self.number)
        layout.addLayout(_row(self.outcome, self.mend, stretch=self.outcome))
        self.number.hide()
        self.mark.hide()
        self.say("")

    def _button(self, act: KeyAct) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"gengdi_review_{act.name}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where keys are heard
        button.clicked.connect(lambda _checked: self._keys.pressed.emit(act.name))
        self.buttons[act.name] = button
        return button

    def help_anchor(self) -> str:
        """Where the guide speaks of the review."""
        return "review"

    def name_keys(self, marked: bool = False) -> None:
        """Write the keys on the buttons, as they are set now; ``marked``: the patch has a second look."""
        for act in ACTS:
            short = tr("Looked Again") if marked and act.name == "second_look" else act.short()
            text = tr("{what} ({key})").format(what=short, key=self._keys.shown_key(act))
            button = self.buttons[act.name]
            button.setText(text)
            button.setToolTip(act.long())
            button.setAccessibleName(act.long())

    def show_patch(self, row: PatchRow, position: str, mark: str) -> None:
        """Show one patch; ``position``: "12 of 160"; ``mark``: who asks for a second look, "" for nobody."""
        self._chip.setPixmap(chip(row.code).pixmap(18, 18))
        self._chip.show()
        self.progress.setText(position)
        parts = (row.patch_no or row.spatial_code, row.unit_name or row.unit_code)
        self.patch.setText(" · ".join(part for part in parts if part))
        self.mark.setText(mark)
        self.mark.setVisible(bool(mark))
        self.name_keys(bool(mark))
        self._offer_decisions(True)

    def show_end(self, position: str, told: str) -> None:
        """Show that the last patch is behind."""
        self._chip.hide()
        self.progress.setText(position)
        self.patch.setText("")
        self.mark.setText(told)
        self.mark.show()
        self.name_keys()
        self._offer_decisions(False)

    def _offer_decisions(self, offered: bool) -> None:
        """There is nothing to decide behind the last patch."""
        for name in (*_DECISIONS, "images", "swipe", "map"):
            self.buttons[name].setVisible(offered or name == "undo")
        self._show_note(offered and self.number.isHidden())

    def _show_note(self, shown: bool) -> None:
        for part in (self.buttons["note"], self.note):
            part.setVisible(shown)

    def say(self, text: str, mend: str = "", act: Callable[[], object] = lambda: None) -> None:
        """How the last decision went; ``mend``: the words of a button beside it that does ``act``."""
        self.outcome.setText(text)
        self.outcome.setVisible(bool(text) and self.number.isHidden())
        self.mend.setText(mend)
        self.mend.setVisible(bool(mend))
        self._mending = act

    def ask_number(self, number: str) -> None:
        """Open the line for a document's number in place of the note."""
        self._beside_number(False)
        self.number.open(number)

    def close_number(self) -> None:
        """Close that line."""
        self.number.hide()
        self._beside_number(True)

    def _beside_number(self, shown: bool) -> None:
        self._show_note(shown)
        self.outcome.setVisible(shown and bool(self.outcome.text()))
        self.mend.setVisible(shown and bool(self.mend.text()))

    def key_widgets(self) -> Iterator[QWidget]:
        """What hears the keys: everything but what is typed into."""
        yield from self.buttons.values()
        yield self.mend


def _row(*parts: QWidget, stretch: QWidget | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(3)
    for part in parts:
        row.addWidget(part, int(part is stretch))
    if stretch is None:
        row.addStretch(1)
    return row
