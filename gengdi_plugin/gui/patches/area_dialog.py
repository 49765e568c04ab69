"""From which to which area patches are shown."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QDoubleSpinBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ...core.i18n import tr
from .. import figures
from ..dialog_buttons import dialog_buttons
from .more_filters import AreaFilter

_LARGEST = 1e9


class AreaDialog(QDialog):
    """Two bounds in m², told in mu too; 0 = without this bound."""

    chosen = pyqtSignal(object)  # an AreaFilter

    def __init__(self, given: AreaFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Filter by Area"))
        self.least, self.most = self._box(given.least), self._box(given.most)
        self.said = QLabel()
        self.said.setWordWrap(True)
        form = QFormLayout()
        form.addRow(tr("From"), self.least)
        form.addRow(tr("To"), self.most)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.said)
        self.buttons = dialog_buttons(self, tr("Filter"), "patch-filters")
        layout.addWidget(self.buttons)
        self.accepted.connect(lambda: self.chosen.emit(self.filter()))
        self._tell()

    def _box(self, value: float | None) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(0.0, _LARGEST)
        box.setDecimals(1)
        box.setSuffix(" m²")
        box.setGroupSeparatorShown(True)
        box.setSpecialValueText(tr("no bound"))
        box.setValue(value or 0.0)
        box.valueChanged.connect(self._tell)
        return box

    def filter(self) -> AreaFilter:
        """What was entered; the smaller number is the lower bound."""
        least, most = self.least.value() or None, self.most.value() or None
        if least is not None and most is not None and least > most:
            least, most = most, least
        return AreaFilter(least, most)

    def _tell(self, *_value: object) -> None:
        given = self.filter()
        told = [figures.area_and_mu(value) for value in (given.least, given.most) if value is not None]
        self.said.setText(" – ".join(told) or tr("Patches of any area are shown."))
