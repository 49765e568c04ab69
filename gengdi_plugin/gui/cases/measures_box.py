"""The table of measures in an order: each with its area and department, and whether they add up."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from ...core.errors import InputError
from ...core.i18n import tr
from ...core.rectification import Part, check_areas, measures, total
from ...core.vocabulary import word
from ..figures import area
from .case_fields import department_box
from .rectification_entries import MeasureEntry

_MEASURE, _AREA, _DEPARTMENT = range(3)


class MeasuresBox(QWidget):
    """Rows of measure, area and department; a new row takes what is still missing of the unlawful area."""

    changed = pyqtSignal()

    def __init__(self, unlawful_m2: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unlawful = unlawful_m2
        self.table = QTableWidget(0, 3)
        self.table.setObjectName("gengdi_measures")
        self.table.setHorizontalHeaderLabels([tr("Measure"), tr("Area (m²)"), tr("Department")])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(_MEASURE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_AREA, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_DEPARTMENT, QHeaderView.ResizeMode.ResizeToContents)
        self.add_button = QPushButton(tr("&Add Measure"))
        self.remove_button = QPushButton(tr("Re&move Measure"))
        for button in (self.add_button, self.remove_button):
            button.setAutoDefault(False)  # Enter hands the order over
        self.said = QLabel()
        self.said.setObjectName("gengdi_measures_said")
        self.said.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addWidget(self.remove_button)
        line.addWidget(self.said, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        layout.addLayout(line)
        self.add_button.clicked.connect(lambda _checked: self.add(MeasureEntry("on_site", self._missing())))
        self.remove_button.clicked.connect(lambda _checked: self.remove())

    def set_entries(self, entries: Sequence[MeasureEntry]) -> None:
        """Show these measures."""
        self.table.setRowCount(0)
        for entry in entries:
            self.add(entry)

    def entries(self) -> tuple[MeasureEntry, ...]:
        """The measures as typed in."""
        return tuple(
            MeasureEntry(
                self._cell(place, _MEASURE).currentData(),
                round(self._cell(place, _AREA).value(), 2),
                self._cell(place, _DEPARTMENT).currentData(),
            )
            for place in range(self.table.rowCount())
        )

    def fault(self) -> str:
        """Why the areas cannot be ordered as they are, "" when they can."""
        try:
            check_areas([Part(one.measure, one.area_m2) for one in self.entries()], self._unlawful)
        except InputError as error:
            return str(error)
        return ""

    def add(self, entry: MeasureEntry) -> None:
        """A row more."""
        place = self.table.rowCount()
        self.table.insertRow(place)
        kind = QComboBox()
        for key in measures():
            kind.addItem(word("measure", key), key)
        kind.setCurrentIndex(max(0, kind.findData(entry.measure)))
        amount = QDoubleSpinBox()
        amount.setRange(0.0, 1e9)
        amount.setDecimals(2)
        amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        amount.setValue(entry.area_m2)
        who = department_box(entry.department, tr("as ordered below"))
        for column, widget in ((_MEASURE, kind), (_AREA, amount), (_DEPARTMENT, who)):
            self.table.setCellWidget(place, column, widget)
        names = (tr("Measure {n}"), tr("Area of measure {n}"), tr("Department of measure {n}"))
        for name, widget in zip(names, (kind, amount, who)):
            widget.setAccessibleName(name.format(n=place + 1))
        amount.valueChanged.connect(self._tell)
        kind.currentIndexChanged.connect(self._tell)
        self.table.setRowHeight(place, max(kind.sizeHint().height(), amount.sizeHint().height()) + 2)
        self._tell()

    def remove(self) -> None:
        """Take away the selected row, else the last one."""
        place = self.table.currentRow()
        self.table.removeRow(place if place >= 0 else self.table.rowCount() - 1)
        self._tell()

    def _cell(self, place: int, column: int) -> QWidget:
        return self.table.cellWidget(place, column)

    def _sum(self) -> float:
        return total(one.area_m2 for one in self.entries())

    def _missing(self) -> float:
        """What is still missing of the unlawful area, in whole hundredths as the box shows it."""
        return 0.0 if self._unlawful is None else max(0.0, self._unlawful - self._sum())

    def _tell(self, *_value: object) -> None:
        self.remove_button.setEnabled(self.table.rowCount() > 0)
        if self._unlawful is None:
            self.said.setText(tr("Together {sum} m²").format(sum=area(self._sum(), 2)))
        else:
            self.said.setText(
                self.fault() or tr("Together {sum} m²: the unlawful area").format(sum=area(self._sum(), 2))
            )
        self.changed.emit()
