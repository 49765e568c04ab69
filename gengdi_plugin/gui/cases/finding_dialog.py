"""The dialog in which an officer records what an inspector found on site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from ..dialog_buttons import dialog_buttons
from ..figures import area_and_mu
from ..measure import give_size
from .boundary_box import BoundaryBox
from .category_box import CategoryBox
from .finding_entry import FindingEntry
from .photo_list import PhotoList
from .proof_form import ProofForm
from .violation_box import ViolationBox

if TYPE_CHECKING:
    from ...core.photo_checks import PatchFacts
    from ...store.review import PatchRow

_NOT_MEASURED = -0.1  # the spin box's lowest value, shown as words
_SIZE = (1100, 680)  # fits a screen of 1366 × 768 with QGIS's own bars


class FindingDialog(QDialog):
    """Asks for one finding; ``recorded`` carries a :class:`FindingEntry`. It stores nothing itself.

    On the left what was found, on the right what proves it. It lets the officer select on the map while it
    is open.
    """

    recorded = pyqtSignal(object)

    def __init__(self, row: PatchRow, inspector: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self._ground: PatchFacts | None = None
        self._refused = ""
        self.setObjectName("gengdi_finding")
        self.setWindowTitle(tr("Finding on Patch {patch_no}").format(patch_no=row.patch_no))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_editors(inspector)
        self._arrange()
        self._connect()
        self._enable()
        give_size(self, *_SIZE)

    def know(
        self, project: QgsProject, ground: PatchFacts, patch: bytes | None, patch_layer: str = ""
    ) -> None:
        """What photos and boundaries are held against: the patch's facts and its geometry (WKB, EPSG:4490);
        ``patch_layer``: the id of the layer that shows the patches."""
        self._ground = ground
        self.boundary.know(project, patch, patch_layer)
        self._check_photos()

    def _make_editors(self, inspector: str) -> None:
        self.finding = QComboBox()
        for key in keys("finding"):
            self.finding.addItem(word("finding", key), key)
        self.finding.setCurrentIndex(-1)
        self.finding.setPlaceholderText(tr("What was found?"))
        self.category = CategoryBox(self)
        self.inspector = QLineEdit(inspector)
        self.date = QDateEdit(QDate.currentDate())
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("yyyy-MM-dd")
        self.date.setMaximumDate(QDate.currentDate())
        self.doc_no = QLineEdit()
        self.doc_no.setPlaceholderText(tr("number of the document that makes it lawful"))
        self.unlawful = QDoubleSpinBox()
        self.unlawful.setRange(_NOT_MEASURED, 1e9)
        self.unlawful.setDecimals(1)
        self.unlawful.setSuffix(tr(" m²"))
        self.unlawful.setValue(_NOT_MEASURED)
        self.violation = ViolationBox(self._row)
        self.started = QLineEdit()
        self.started.setPlaceholderText(tr("day, month or year, when it is known"))
        self.use = QLineEdit()
        self.use.setPlaceholderText(tr("what the ground is used for"))
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(3 * self.fontMetrics().lineSpacing())
        self.proof = ProofForm()
        self.boundary = BoundaryBox(self._row.patch_no)
        self.photos = PhotoList()
        self.needed = QLabel()
        self.needed.setWordWrap(True)
        self.buttons = dialog_buttons(self, tr("Record Finding"), "findings")

    def _arrange(self) -> None:
        about = QLabel(_about(self._row))
        about.setWordWrap(True)
        columns = QHBoxLayout()
        columns.addLayout(self._left(), 4)
        columns.addLayout(self._right(), 6)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(columns, 1)
        layout.addWidget(self.needed)
        layout.addWidget(self.buttons)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.addRow(tr("Finding"), self.finding)
        self.category.add_to(form)
        form.addRow(tr("Document no."), self.doc_no)
        form.addRow(tr("Area found unlawful"), self.unlawful)
        form.addRow(tr("Type of violation"), self.violation)
        form.addRow(tr("Works began"), self.started)
        form.addRow(tr("Actual use"), self.use)
        form.addRow(tr("Inspector"), self.inspector)
        form.addRow(tr("Inspected on"), self.date)
        form.addRow(tr("Note"), self.note)
        return form

    def _left(self) -> QVBoxLayout:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self.proof)
        side = QVBoxLayout()
        side.addLayout(self._form())
        side.addWidget(_boxed(tr("Evidence fields"), scroll), 1)
        return side

    def _right(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.addWidget(_boxed(tr("Measured boundary"), self.boundary))
        side.addWidget(_boxed(tr("Photos"), self.photos), 1)
        return side

    def _connect(self) -> None:
        for signal in (
            self.inspector.textChanged,
            self.doc_no.textChanged,
            self.use.textChanged,
            self.finding.currentIndexChanged,
            self.category.changed,
            self.proof.changed,
            self.boundary.changed,
        ):
            signal.connect(self._enable)
        self.date.dateChanged.connect(lambda _day: self._check_photos())

    def entry(self) -> FindingEntry:
        """What the dialog says now."""
        finding = self.finding.currentData() or ""
        unlawful = finding == "found_unlawful"
        doc_no = self.doc_no.text().strip() if finding == "found_lawful" else ""
        use = self.use.text().strip()
        return FindingEntry(
            patch_uid=self._row.uid,
            patch_no=self._row.patch_no,
            finding=finding,
            inspector=self.inspector.text().strip(),
            inspected_on=self._day(),
            note=self.note.toPlainText().strip(),
            doc_no=doc_no,
            unlawful_m2=self._measured() if unlawful else None,
            violation_type=self.violation.key() if unlawful else "",
            started_on=self.started.text().strip() if unlawful else "",
            actual_use=use,
            photos=self.photos.model.paths(),
            vocabulary=self.category.vocabulary(),
            category=self.category.category(),
            subtype=self.category.subtype(),
            proof=self.proof.values(doc_no=doc_no, actual_use=use),
            boundary=self.boundary.boundary(),
        )

    def accept(self) -> None:
        """Hand the finding over; the dialog stays when it was refused, with all that was typed."""
        self._refused = ""
        self.recorded.emit(self.entry())
        if self._refused:
            self.needed.setText(self._refused)
        else:
            super().accept()

    def refuse(self, why: str) -> None:
        """Called by who was handed the finding and could not take it."""
        self._refused = why

    def _measured(self) -> float | None:
        return None if self.unlawful.value() == _NOT_MEASURED else self.unlawful.value()

    def _day(self) -> str:
        return str(self.date.date().toString("yyyy-MM-dd"))

    def _check_photos(self) -> None:
        if self._ground is not None:
            self.photos.model.check_against(replace(self._ground, found_on=self._day()))

    def _enable(self, *_value: object) -> None:
        finding = str(self.finding.currentData() or "")
        self.category.show_finding(finding)
        self.proof.show_types(self.category.proof_types())
        self.doc_no.setEnabled(finding == "found_lawful")
        for editor in (self.unlawful, self.violation, self.started):
            editor.setEnabled(finding == "found_unlawful")
        covered = self.boundary.covered_m2()
        self.unlawful.setSpecialValueText(
            tr("not measured")
            if covered is None
            else tr("{area} m² by the boundary").format(area=f"{covered:,.1f}")
        )
        problem = self._problem()
        self.needed.setText(problem)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)

    def _problem(self) -> str:
        """What is missing or wrong, "" when the finding can be recorded."""
        needed = _missing(self.entry(), self.proof)
        if needed:
            return tr("Still needed: {fields}").format(fields=tr(", ").join(needed))
        return self.proof.wrong()


def _boxed(title: str, part: QWidget) -> QGroupBox:
    box = QGroupBox(title)
    inner = QVBoxLayout(box)
    inner.setContentsMargins(6, 6, 6, 6)
    inner.addWidget(part)
    return box


def _missing(entry: FindingEntry, proof: ProofForm) -> Sequence[str]:
    lawful = entry.finding == "found_lawful"
    needed = [
        name
        for name, missing in (
            (tr("the finding"), not entry.finding),
            (tr("the inspector"), not entry.inspector),
            (tr("the document no."), lawful and not entry.doc_no),
        )
        if missing
    ]
    elsewhere = {"doc_no": entry.doc_no, "actual_use": entry.actual_use}
    # a document is asked for above, and only where there is one
    fields = [name for key, name in proof.missing(**elsewhere) if key != "doc_no"]
    return [*needed, *fields]


def _about(row: PatchRow) -> str:
    parts = [row.unit_name or row.unit_code, area_and_mu(row.area_m2 or 0.0)]
    if row.reason:
        parts.append(word("reason", row.reason))
    return " · ".join(filter(None, parts))
