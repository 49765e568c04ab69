"""The dialog in which another person confirms a finding, changes it or returns it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ...core import finding_vocabulary as sets
from ...core.i18n import tr
from ...core.vocabulary import word
from ..dialog_buttons import dialog_buttons
from ..figures import area_and_mu
from ..measure import give_size
from .photo_list import PhotoList
from .photo_rows import PhotoRow
from .violation_box import ViolationBox

if TYPE_CHECKING:
    from ...store.review import PatchRow

_LEVELS = ("county", "town")


@dataclass(frozen=True)
class AuditEntry:
    """One audit as typed in. ``decision``: ``confirm``, ``return`` or ``change_*``.
    ``whole_document``: the auditor states that the document covers the whole patch; ``violation_type``:
    the auditor's, "" leaves the inspector's."""

    patch_uid: str
    decision: str
    auditor: str
    level: str
    note: str
    doc_no: str
    whole_document: bool
    violation_type: str = ""


class AuditDialog(QDialog):
    """Asks for one audit; ``decided`` carries an :class:`AuditEntry`. It stores nothing itself."""

    decided = pyqtSignal(object)

    def __init__(
        self, row: PatchRow, found: Mapping[str, Any], auditor: str, parent: QWidget | None = None
    ) -> None:
        """``found``: the inspector's finding as the workspace keeps it."""
        super().__init__(parent)
        self._row = row
        self._found = found
        self.setObjectName("gengdi_audit")
        self.setWindowTitle(tr("Audit of Patch {patch_no}").format(patch_no=row.patch_no))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(auditor)
        self._enable()
        give_size(self, 1000 if found.get("photos") else 460, 420)

    def show_photos(self, rows: Sequence[PhotoRow]) -> None:
        """Show the finding's photos with what their checks say now."""
        self.photos.show_rows(rows)

    def _build(self, auditor: str) -> None:
        about = QLabel(
            tr("The finding: {finding}. An audit must be made by another person than the inspector.").format(
                finding=word("finding", self._row.finding or "")
            )
        )
        about.setWordWrap(True)
        self.decision = QComboBox()
        for key, text in _decisions(self._row.finding or ""):
            self.decision.addItem(text, key)
        self.auditor = QLineEdit(auditor)
        self.level = QComboBox()
        for key in _LEVELS:
            self.level.addItem(word("level", key), key)
        self.doc_no = QLineEdit(self._found.get("doc_no") or "")
        self.whole = QCheckBox(tr("The document covers the whole patch"))
        self.violation = ViolationBox(self._row)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self._form = QFormLayout()
        for title, text in _told(self._found):
            label = QLabel(text)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._form.addRow(title, label)
        self._form.addRow(tr("Decision"), self.decision)
        self._form.addRow(tr("Document no."), self.doc_no)
        self._form.addRow("", self.whole)
        self._form.addRow(tr("Type of violation"), self.violation)
        self._form.addRow(tr("Auditor"), self.auditor)
        self._form.addRow(tr("Level"), self.level)
        self._form.addRow(tr("Note"), self.note)
        self.buttons = dialog_buttons(self, tr("Record Audit"), "findings")
        self.photos = PhotoList(fixed=True)
        self.photos.setVisible(bool(self._found.get("photos")))
        columns = QHBoxLayout()
        columns.addLayout(self._form, 1)
        columns.addWidget(self.photos, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(columns)
        layout.addWidget(self.buttons)
        self.auditor.textChanged.connect(self._enable)
        self.decision.currentIndexChanged.connect(self._enable)

    def entry(self) -> AuditEntry:
        """What the dialog says now."""
        return AuditEntry(
            patch_uid=self._row.uid,
            decision=self.decision.currentData(),
            auditor=self.auditor.text().strip(),
            level=self.level.currentData(),
            note=self.note.toPlainText().strip(),
            doc_no=self.doc_no.text().strip() if self._becomes_lawful() else "",
            whole_document=self._becomes_lawful() and self.whole.isChecked(),
            violation_type=self.violation.key() if self._becomes_unlawful() else "",
        )

    def accept(self) -> None:
        """Hand the audit over."""
        entry = self.entry()
        super().accept()
        self.decided.emit(entry)

    def _becomes_lawful(self) -> bool:
        decision = self.decision.currentData()
        confirmed = decision == "confirm" and self._row.finding == "found_lawful"
        return confirmed or decision == "change_lawful"

    def _becomes_unlawful(self) -> bool:
        decision = self.decision.currentData()
        confirmed = decision == "confirm" and self._row.finding == "found_unlawful"
        return confirmed or decision == "change_unlawful"

    def _enable(self, *_value: object) -> None:
        lawful, unlawful = self._becomes_lawful(), self._becomes_unlawful()
        for editor, shown in ((self.doc_no, lawful), (self.whole, lawful), (self.violation, unlawful)):
            editor.setVisible(shown)
            label = self._form.labelForField(editor)
            if label is not None:
                label.setVisible(shown)
        named = bool(self.auditor.text().strip())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(named)


def _told(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the inspector recorded, as far as it was: what an auditor judges by."""
    area, measured, photos = found.get("unlawful_m2"), found.get("boundary_m2"), found.get("photos")
    told = (
        (tr("Inspector"), found.get("inspector")),
        (tr("Inspected on"), found.get("inspected_on")),
        (tr("Category"), _category(found)),
        (tr("Area found unlawful"), None if area is None else area_and_mu(area)),
        (tr("Measured boundary"), None if measured is None else area_and_mu(measured)),
        (tr("Actual use"), found.get("actual_use")),
        (tr("Evidence fields"), _proof(found)),
        (tr("Finding's note"), found.get("note")),
        (tr("Photos"), str(photos) if photos else None),
    )
    return [(title, text) for title, text in told if text]


def _category(found: Mapping[str, Any]) -> str:
    """Set, category and subtype in words; empty when none was chosen."""
    set_key, category = found.get("vocabulary") or "", found.get("category") or ""
    if not category:
        return ""
    words = sets.words(set_key, category, found.get("subtype") or "")
    return tr("{category} ({set})").format(category=words, set=sets.set_name(set_key))


def _proof(found: Mapping[str, Any]) -> str:
    """The evidence fields, one a line."""
    values = json.loads(found.get("proof_json") or "{}")
    key = found.get("subtype") or found.get("category") or ""
    types = " ".join(sets.proof_types(found.get("vocabulary") or "", key))
    fields = {field.key: field for field in sets.proof_fields(types)}
    answers = {"yes": tr("yes"), "no": tr("no")}
    lines = []
    for name, value in values.items():
        field = fields.get(name)
        text = answers.get(value, value) if field is not None and field.type == sets.FLAG else value
        lines.append(tr("{field}: {value}").format(field=name if field is None else field.text(), value=text))
    return "\n".join(lines)


def _decisions(finding: str) -> list[tuple[str, str]]:
    """Confirm, return, or change to one of the other findings."""
    changes = {
        "found_lawful": ("change_lawful", tr("Change to: lawful")),
        "found_unchanged": ("change_unchanged", tr("Change to: unchanged on site")),
        "found_unlawful": ("change_unlawful", tr("Change to: unlawful")),
    }
    return [
        ("confirm", tr("Confirm the finding")),
        ("return", tr("Return to the inspector")),
        *(change for key, change in changes.items() if key != finding),
    ]
