"""The evidence fields of a category as a form."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...core.finding_vocabulary import AREA, DATE, FLAG, ProofField, proof_fields
from ...core.i18n import tr

#: Asked for by the finding itself; stored with the evidence too.
_ASKED_ELSEWHERE = frozenset(("doc_no", "actual_use"))


class ProofForm(QWidget):
    """One editor per field, a star at those an auditor will ask for. What was typed stays when another
    category asks for the same field."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._types = ""
        self._typed: dict[str, str] = {}
        self._fields: list[ProofField] = []
        self.editors: dict[str, QLineEdit | QComboBox] = {}
        self._empty = QLabel(tr("The chosen category asks for no evidence fields."))
        self._empty.setWordWrap(True)
        self._rows: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addStretch()

    def show_types(self, types: str) -> None:
        """Ask for the fields of these types of evidence, separated by blanks."""
        if types == self._types:
            return
        self._types = types
        self._typed.update(self._own_values())
        self._fields = [field for field in proof_fields(types) if field.key not in _ASKED_ELSEWHERE]
        if self._rows is not None:
            self._rows.setParent(None)
            self._rows.deleteLater()
        self._rows, self.editors = QWidget(), {}
        form = QFormLayout(self._rows)
        form.setContentsMargins(0, 0, 0, 0)
        for field in self._fields:
            form.addRow(self._title(field), self._editor(field))
        self.layout().insertWidget(0, self._rows)
        self._empty.setVisible(not self._fields)
        self.changed.emit()

    def values(self, **elsewhere: str) -> dict[str, str]:
        """What was typed, field -> text, blanks left out. ``elsewhere``: fields asked outside this form,
        taken where the evidence has them."""
        wanted = {field.key for field in proof_fields(self._types)}
        given = {key: text for key, text in elsewhere.items() if key in wanted}
        return {key: text for key, text in {**given, **self._own_values()}.items() if text}

    def missing(self, **elsewhere: str) -> list[tuple[str, str]]:
        """Key and word of each required field that is empty; ``elsewhere`` as in :meth:`values`."""
        typed = self.values(**elsewhere)
        return [
            (field.key, field.text())
            for field in proof_fields(self._types)
            if field.required and field.key not in typed
        ]

    def wrong(self) -> str:
        """A sentence about the first field whose text is not what it asks for, "" when all are."""
        from ...core.errors import InputError
        from ...core.proof_values import checked_proof  # dates load numpy: not at QGIS's start

        try:
            checked_proof(self._own_values(), self._fields)
        except InputError as error:
            return str(error)
        return ""

    def _own_values(self) -> dict[str, str]:
        return {
            key: str(editor.currentData() or "") if isinstance(editor, QComboBox) else editor.text().strip()
            for key, editor in self.editors.items()
        }

    def _editor(self, field: ProofField) -> QWidget:
        typed = self._typed.get(field.key, "")
        editor: QLineEdit | QComboBox
        if field.type == FLAG:
            editor = QComboBox()
            for text, key in ((tr("not stated"), ""), (tr("yes"), "yes"), (tr("no"), "no")):
                editor.addItem(text, key)
            editor.setCurrentIndex(max(editor.findData(typed), 0))
            editor.currentIndexChanged.connect(lambda _index: self.changed.emit())
        else:
            editor = QLineEdit(typed)
            hints = {DATE: tr("day, month or year, when it is known"), AREA: tr("square metres")}
            editor.setPlaceholderText(hints.get(field.type, ""))
            editor.textChanged.connect(lambda _text: self.changed.emit())
        editor.setObjectName(f"gengdi_proof_{field.key}")
        self.editors[field.key] = editor
        return editor

    def _title(self, field: ProofField) -> str:
        return tr("{field} *").format(field=field.text()) if field.required else field.text()
