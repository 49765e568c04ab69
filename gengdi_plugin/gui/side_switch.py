"""The switch at the top of the dock: farmland or pollution sources."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from ..core.i18n import tr
from ..resources_lookup import icon
from .sides import ON_FARMLAND, ON_POLLUTION


class SideSwitch(QWidget):
    """Two buttons of which one is pressed; arrow keys change between them."""

    side_wanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_sides")
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for side, text, tip in (
            (ON_FARMLAND, tr("Farmland"), tr("Farmland: layers, screening, patches and their cases")),
            (ON_POLLUTION, tr("Pollution"), tr("Pollution sources: permits, outlets and their problems")),
        ):
            button = QToolButton()
            button.setObjectName(f"gengdi_side_{side}")
            button.setIcon(icon(f"side_{side}"))
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.toggled.connect(lambda on, side=side: self._toggled(side, on))
            self._group.addButton(button)
            self.buttons[side] = button
            row.addWidget(button)
        self._side = ON_FARMLAND
        self.show_side(ON_FARMLAND)

    def show_side(self, side: str) -> None:
        """Press the button of ``side`` without asking for it."""
        self._side = side
        self.buttons[side].setChecked(True)

    def _toggled(self, side: str, on: bool) -> None:
        if on and side != self._side:
            self._side = side
            self.side_wanted.emit(side)
