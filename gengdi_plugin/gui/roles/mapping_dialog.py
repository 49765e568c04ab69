"""The dialog in which an officer says what a layer is and which field means what."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.gui import QgsFieldComboBox
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...core.approval_types import shown_type
from ...core.binding import Binding, explain
from ...core.field_words import field_word
from ...core.i18n import tr
from ...core.roles import ROLES
from ...core.vocabulary import keys, word
from ...layers.binding import bind, binding_of
from ..dialog_buttons import dialog_buttons
from ..measure import give_size
from .mapping_preview import Preview, preview
from .role_rows import shown_binding


class MappingDialog(QDialog):
    """Starts from what was stored or guessed; OK stores the binding on the layer."""

    bound = pyqtSignal()

    def __init__(self, layer: QgsVectorLayer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer = layer
        self._fields: dict[str, QgsFieldComboBox] = {}
        self.setObjectName("gengdi_mapping")
        self.setWindowTitle(tr("Role and Fields of “{layer}”").format(layer=layer.name()))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        guess, _stored = shown_binding(layer)
        start = guess.role if guess is not None else "change_patch"
        self.role.setCurrentIndex(self.role.findData(start))
        self._role_chosen(guess)
        self.role.currentIndexChanged.connect(lambda _index: self._role_chosen())
        give_size(self, 580, min(880, QGuiApplication.primaryScreen().availableGeometry().height() - 60))

    def _build(self) -> None:
        self.role = _choice("role", list(ROLES))
        self.role.setObjectName("gengdi_role")
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.approval_type = _choice("approval_type", _types(), tr("from the rows"))
        for place in range(1, self.approval_type.count()):
            shown = shown_type(self.approval_type.itemData(place), self._layer.name())
            self.approval_type.setItemText(place, shown)
        self.approval_type.setToolTip(
            tr("The kind of approval of the whole layer: it decides which changes the layer can cover")
        )
        self.channel = _choice("channel", list(keys("channel")), tr("from the rows"))
        self.as_of = QLineEdit()
        self.as_of.setPlaceholderText(tr("e.g. 2024 or 2024-12-31"))
        what = QGroupBox(tr("What the layer is"))
        self._form = QFormLayout(what)
        self._form.addRow(tr("Role"), self.role)
        self._form.addRow(tr("Approval type"), self.approval_type)
        self._form.addRow(tr("Channel"), self.channel)
        self._form.addRow(tr("State of"), self.as_of)
        self._form.addRow(self.why)

        self._field_box = QGroupBox(tr("Which field means what"))
        self._field_form = QFormLayout(self._field_box)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self._field_box)

        seen = QGroupBox(tr("The first rows, as they will be read"))
        self.preview = QTableWidget(0, 0)
        self.preview.setObjectName("gengdi_preview")
        self.preview.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.preview.verticalHeader().hide()
        self.understood = QLabel()
        self.understood.setWordWrap(True)
        seen_layout = QVBoxLayout(seen)
        seen_layout.addWidget(self.preview)
        seen_layout.addWidget(self.understood)

        self.buttons = dialog_buttons(self, tr("Bind Layer"), "roles")
        layout = QVBoxLayout(self)
        layout.addWidget(what)
        layout.addWidget(scroll, 4)
        layout.addWidget(seen, 2)
        layout.addWidget(self.buttons)

    def binding(self) -> Binding:
        """What the dialog says now; an officer's word, hence certain."""
        role = self.role.currentData()
        return Binding(
            role=role,
            fields=self._mapping(),
            approval_type=self.approval_type.currentData() if role == "approval" else None,
            channel=self.channel.currentData() if role == "change_patch" else None,
            as_of=self.as_of.text().strip() or None,
        )

    def accept(self) -> None:
        """Store the binding on the layer."""
        bind(self._layer, self.binding())
        super().accept()
        self.bound.emit()

    def _role_chosen(self, guess: Binding | None = None) -> None:
        role = self.role.currentData()
        guess = guess or binding_of(self._layer, role)
        self._form_row(self.approval_type, role == "approval")
        self._form_row(self.channel, role == "change_patch")
        self.approval_type.setCurrentIndex(
            max(0, self.approval_type.findData(guess.approval_type if guess else None))
        )
        self.channel.setCurrentIndex(max(0, self.channel.findData(guess.channel if guess else None)))
        self.as_of.setText((guess.as_of if guess else None) or "")
        self.why.setText(_why(guess))
        self._offer_fields(role, guess.fields if guess else {})
        self._show_preview()

    def _form_row(self, editor: QWidget, shown: bool) -> None:
        editor.setVisible(shown)
        label = self._form.labelForField(editor)
        if label is not None:
            label.setVisible(shown)

    def _offer_fields(self, role: str, mapping: dict[str, str]) -> None:
        while self._field_form.rowCount():
            self._field_form.removeRow(0)
        self._fields = {}
        for name in ROLES[role].fields:
            combo = QgsFieldComboBox()
            combo.setAllowEmptyFieldName(True)
            combo.setLayer(self._layer)
            combo.setField(mapping.get(name, ""))
            combo.setObjectName(f"gengdi_field_{name}")
            combo.fieldChanged.connect(lambda _field: self._show_preview())
            mark = " *" if name in ROLES[role].required else ""
            self._field_form.addRow(f"{field_word(name)}{mark}", combo)
            self._fields[name] = combo

    def _mapping(self) -> dict[str, str]:
        return {name: combo.currentField() for name, combo in self._fields.items() if combo.currentField()}

    def _show_preview(self) -> None:
        role = self.role.currentData()
        seen = preview(self._layer, role, self._mapping())
        self.preview.setColumnCount(len(seen.titles))
        self.preview.setRowCount(len(seen.rows))
        self.preview.setHorizontalHeaderLabels([field_word(name) for name in seen.titles])
        for place, row in enumerate(seen.rows):
            for column, text in enumerate(row):
                self.preview.setItem(place, column, QTableWidgetItem(text))
        self.preview.resizeColumnsToContents()
        missing = [name for name in ROLES[role].required if name not in seen.titles]
        self.understood.setText(_understood(seen, missing))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not missing)


def _choice(group: str, options: list[str], empty: str | None = None) -> QComboBox:
    combo = QComboBox()
    if empty is not None:
        combo.addItem(empty, None)
    for key in options:
        combo.addItem(word(group, key), key)
    return combo


def _types() -> list[str]:
    return [key for key in keys("approval_type") if key not in ("unknown", "violation")]


def _why(guess: Binding | None) -> str:
    if guess is None or guess.origin == "none":
        return tr("Nothing about this layer's name or fields was recognised.")
    if guess.origin == "officer":
        return " ".join(explain(guess))
    score = tr("Recognised with a score of {score} %.").format(score=round(100 * guess.score))
    return " ".join((score, *explain(guess)))


def _understood(seen: Preview, missing: list[str]) -> str:
    lines = [
        tr("{field}: {known} of {present} understood").format(
            field=field_word(name), known=known, present=present
        )
        for name, (known, present) in seen.understood.items()
    ]
    if missing:
        names = tr(", ").join(field_word(name) for name in missing)
        lines.append(tr("Still needed: {fields}").format(fields=names))
    return "\n".join(lines)
