"""The line above the patch table: the switch Live, how it stands, and what can be done about it."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...core.i18n import tr


class LiveBar(QWidget):
    """Shows what it is told; has no state of its own."""

    switched = pyqtSignal(bool)
    save_wanted = pyqtSignal()
    discard_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_live")
        self.live = QCheckBox(tr("Live"))
        self.live.setObjectName("gengdi_live_switch")
        self.live.setToolTip(tr("Follow edits of the layers before they are saved (F1)"))
        self.live.clicked.connect(self.switched)
        self.told = QLabel()
        self.told.setObjectName("gengdi_live_told")
        self.told.setWordWrap(True)
        self.save = QPushButton(tr("Save as a Run"))
        self.save.setObjectName("gengdi_live_save")
        self.save.clicked.connect(lambda _checked: self.save_wanted.emit())
        self.discard = QPushButton(tr("Discard Edits"))
        self.discard.setObjectName("gengdi_live_discard")
        self.discard.clicked.connect(lambda _checked: self.discard_wanted.emit())
        line = QHBoxLayout()
        line.addWidget(self.live, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.told, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        buttons.addWidget(self.discard)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addLayout(buttons)
        self.show_state(False, "", False, False)

    def help_anchor(self) -> str:
        """Where the guide speaks of it."""
        return "live"

    def show_state(self, on: bool, sentence: str, can_save: bool, can_discard: bool) -> None:
        """``on``: the switch; ``sentence``: how it stands; which buttons are of use now."""
        self.live.setChecked(on)
        self.told.setText(sentence)
        self.save.setVisible(can_save)
        self.discard.setVisible(can_discard)
