"""The page of a check-up: a line per finding, the worst first, each with its mend."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...core.checkup_facts import ADD_LAYERS, AMBER, ENCODING, GREEN, MAPPING, RED, SET_CRS, CheckLine
from ...core.checkup_page import as_text, level_word, summary
from ...core.i18n import tr
from ..clipboard import copy_text
from ..code_chip import chip_pixmap
from ..dialog_buttons import help_button
from ..measure import give_size, scaled

_CHIPS = {RED: "red", AMBER: "yellow", GREEN: "green"}
_CHIP = 20
_BREAK = "\n"
_BUTTON = QDialogButtonBox.StandardButton
_ROLE = QDialogButtonBox.ButtonRole


class CheckupDialog(QDialog):
    """Shows lines; does nothing itself: ``mend_wanted`` carries the line whose button was pressed."""

    mend_wanted = pyqtSignal(object)  # CheckLine
    again_wanted = pyqtSignal()
    screening_wanted = pyqtSignal()  # in spite of what is red

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[CheckLine, ...] = ()
        self.setObjectName("gengdi_checkup")
        self.setWindowTitle(tr("Check-up Before Screening"))
        self._build()
        give_size(self, 760, 760)

    def _build(self) -> None:
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setObjectName("gengdi_checkup_hint")
        self.hint.hide()
        self.summary = QLabel()
        self.summary.setObjectName("gengdi_checkup_summary")
        self.progress = QProgressBar()
        self.progress.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.buttons = QDialogButtonBox(_BUTTON.Close)
        help_button(self.buttons, "checkup")
        self.buttons.button(_BUTTON.Close).setText(tr("Close"))
        self.again_button = self.buttons.addButton(tr("Check Again"), _ROLE.ActionRole)
        self.copy_button = self.buttons.addButton(tr("Copy as Text"), _ROLE.ActionRole)
        self.anyway_button = self.buttons.addButton(tr("Screen All the Same"), _ROLE.ActionRole)
        self.anyway_button.hide()
        self.buttons.rejected.connect(self.reject)
        self.again_button.clicked.connect(lambda _checked: self.again_wanted.emit())
        self.copy_button.clicked.connect(lambda _checked: self.copy())
        self.anyway_button.clicked.connect(lambda _checked: self._screen())
        layout = QVBoxLayout(self)
        for part in (self.hint, self.summary, self.progress):
            layout.addWidget(part)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.buttons)

    def show_running(self, percent: float | None) -> None:
        """Say that the check-up is under way; None: it is over."""
        self.progress.setVisible(percent is not None)
        self.progress.setValue(int(percent or 0))
        self.again_button.setEnabled(percent is None)
        self.anyway_button.setEnabled(percent is None)
        if percent is not None:
            self.summary.setText(tr("Checking the layers …"))

    def show_lines(self, lines: Sequence[CheckLine], before_screening: bool = False) -> None:
        """Show ``lines``. ``before_screening``: a screening waits for what the officer decides."""
        same = self.lines == tuple(lines)
        self.lines = tuple(lines)
        self.show_running(None)
        self.summary.setText(summary(lines))
        red = sum(line.level == RED for line in lines)
        text = tr(
            "The first screening of this project waits: %n red line(s) stand. Mend them and check again, or "
            "screen all the same.",
            red,
        )
        self.hint.setText(text if red else tr("Nothing red stands any more: the screening can start."))
        self.hint.setVisible(before_screening)
        self.anyway_button.setVisible(before_screening)
        self.anyway_button.setText(tr("Screen All the Same") if red else tr("Screen Patches"))
        if same and self._scroll.widget() is not None:
            return  # checked again by itself: what is being read stays where it is
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(0)
        for line in lines:
            column.addWidget(self._row(line))
        column.addStretch(1)
        self._scroll.setWidget(inside)  # the rows of before are deleted by the scroll area

    def copy(self) -> None:
        """The page as plain text into the clipboard."""
        copy_text(as_text(self.lines))

    def mend_buttons(self) -> list[QPushButton]:
        """The buttons of the lines, from the top."""
        return list(self._scroll.widget().findChildren(QPushButton)) if self._scroll.widget() else []

    def _screen(self) -> None:
        self.accept()
        self.screening_wanted.emit()

    def _row(self, line: CheckLine) -> QFrame:
        frame = QFrame()
        frame.setObjectName(f"gengdi_check_{line.key}")
        across = QHBoxLayout(frame)
        across.setContentsMargins(2, 5, 2, 5)
        mark = QLabel()
        mark.setPixmap(chip_pixmap(_CHIPS[line.level], scaled(_CHIP)))
        mark.setToolTip(level_word(line.level))
        mark.setAccessibleName(level_word(line.level))
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        said = f"<b>{escape(line.subject)}</b>&nbsp; {escape(line.text).replace(_BREAK, '<br>')}"
        if line.advice:
            said += f"<br>→ {escape(line.advice)}"
        words = QLabel(said)
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        words.setAccessibleName(f"{level_word(line.level)}: {line.subject}")
        across.addWidget(words, 1)
        if line.action:
            button = QPushButton(_verb(line.action))
            button.setAutoDefault(False)
            button.setAccessibleDescription(line.text)
            button.clicked.connect(lambda _checked: self.mend_wanted.emit(line))
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return frame


def _verb(action: str) -> str:
    return {
        SET_CRS: tr("Set CRS…"),
        MAPPING: tr("Open Mapping…"),
        ADD_LAYERS: tr("Add Layers…"),
        ENCODING: tr("Choose Encoding…"),
    }[action]
