"""The dialog in which an officer records what an inspector found on site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ..core.i18n import tr
from ..core.vocabulary import keys, word
from .dialog_buttons import dialog_buttons
from .figures import area_and_mu
from .finding_entry import FindingEntry
from .violation_box import ViolationBox

if TYPE_CHECKING:
    from ..store.review import PatchRow

_NOT_MEASURED = -0.1  # the spin box's lowest value, shown as words


class FindingDialog(QDialog):
    """Asks for one finding; ``recorded`` carries a :class:`FindingEntry`. It stores nothing itself."""

    recorded = pyqtSignal(object)

    def __init__(self, row: PatchRow, inspector: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.setObjectName("gengdi_finding")
        self.setWindowTitle(tr("Finding on Patch {patch_no}").format(patch_no=row.patch_no))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(inspector)
        self._enable()
        self.resize(460, 500)

    def _build(self, inspector: str) -> None:
        about = QLabel(_about(self._row))
        about.setWordWrap(True)
        self.finding = QComboBox()
        for key in keys("finding"):
            self.finding.addItem(word("finding", key), key)
        self.finding.setCurrentIndex(-1)
        self.finding.setPlaceholderText(tr("What was found?"))
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
        self.unlawful.setSpecialValueText(tr("not measured"))
        self.violation = ViolationBox(self._row)
        self.started = QLineEdit()
        self.started.setPlaceholderText(tr("day, month or year, when it is known"))
        self.use = QLineEdit()
        self.use.setPlaceholderText(tr("what the ground is used for"))
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.photos = QgsFileWidget()
        self.photos.setStorageMode(QgsFileWidget.StorageMode.GetMultipleFiles)
        self.photos.setFilter(tr("Photos (*.jpg *.jpeg *.png *.heic *.tif *.tiff)"))
        self.photos.setDialogTitle(tr("Choose photos"))
        self.needed = QLabel()
        self.needed.setWordWrap(True)
        self.buttons = dialog_buttons(self, tr("Record Finding"), "findings")
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(self._form())
        layout.addWidget(self.needed)
        layout.addWidget(self.buttons)
        for signal in (self.inspector.textChanged, self.doc_no.textChanged, self.finding.currentIndexChanged):
            signal.connect(self._enable)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.addRow(tr("Finding"), self.finding)
        form.addRow(tr("Document no."), self.doc_no)
        form.addRow(tr("Area found unlawful"), self.unlawful)
        form.addRow(tr("Type of violation"), self.violation)
        form.addRow(tr("Works began"), self.started)
        form.addRow(tr("Actual use"), self.use)
        form.addRow(tr("Inspector"), self.inspector)
        form.addRow(tr("Inspected on"), self.date)
        form.addRow(tr("Note"), self.note)
        form.addRow(tr("Photos"), self.photos)
        return form

    def entry(self) -> FindingEntry:
        """What the dialog says now."""
        finding = self.finding.currentData() or ""
        unlawful = finding == "found_unlawful"
        return FindingEntry(
            patch_uid=self._row.uid,
            patch_no=self._row.patch_no,
            finding=finding,
            inspector=self.inspector.text().strip(),
            inspected_on=self.date.date().toString("yyyy-MM-dd"),
            note=self.note.toPlainText().strip(),
            doc_no=self.doc_no.text().strip() if finding == "found_lawful" else "",
            unlawful_m2=self._measured() if unlawful else None,
            violation_type=self.violation.key() if unlawful else "",
            started_on=self.started.text().strip() if unlawful else "",
            actual_use=self.use.text().strip(),
            photos=tuple(Path(path) for path in QgsFileWidget.splitFilePaths(self.photos.filePath())),
        )

    def accept(self) -> None:
        """Hand the finding over."""
        entry = self.entry()
        super().accept()
        self.recorded.emit(entry)

    def _measured(self) -> float | None:
        return None if self.unlawful.value() == _NOT_MEASURED else self.unlawful.value()

    def _enable(self, *_value: object) -> None:
        entry = self.entry()
        lawful = entry.finding == "found_lawful"
        self.doc_no.setEnabled(lawful)
        for editor in (self.unlawful, self.violation, self.started):
            editor.setEnabled(entry.finding == "found_unlawful")
        needed = [
            name
            for name, missing in (
                (tr("the finding"), not entry.finding),
                (tr("the inspector"), not entry.inspector),
                (tr("the document no."), lawful and not entry.doc_no),
            )
            if missing
        ]
        self.needed.setText(
            tr("Still needed: {fields}").format(fields=tr(", ").join(needed)) if needed else ""
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not needed)


def _about(row: PatchRow) -> str:
    parts = [row.unit_name or row.unit_code, area_and_mu(row.area_m2 or 0.0)]
    if row.reason:
        parts.append(word("reason", row.reason))
    return " · ".join(filter(None, parts))
