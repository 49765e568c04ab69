"""The facts of a boundary that was just drawn: its document. They are written with it, in the same step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from ...layers.binding import stored_binding
from ...layers.boundary_layers import APPROVAL, approved_area_field, own_field, role_of, role_word
from ..dialog_buttons import dialog_buttons
from ..measure import fit
from ..plain_label import plain_label

if TYPE_CHECKING:
    from ...core.boundary_checks import BoundaryCheck

_NOT_OFFERED = ("unknown", "violation")
_DAYS = ("approved_on", "valid_from", "valid_to")

#: Facts asked for, by role; words for them come from ``core.field_words``.
_ASKED = {
    "approval": ("doc_no", "approved_on", "valid_to", "authority"),
    "permit": ("permit_no", "uscc", "valid_to", "drawn_by"),
}


@dataclass(frozen=True)
class BoundaryFacts:
    """``values``: canonical field -> value, days ISO; ``approved_m2``: the area the document approves;
    ``mend``: take the boundary as it would be mended."""

    values: dict[str, str] = field(default_factory=dict)
    approved_m2: float | None = None
    mend: bool = False


class BoundaryForm(QDialog):
    """``entered`` carries :class:`BoundaryFacts`; it writes nothing itself. ``changed`` carries the facts a
    verdict rests on (canonical field -> value), for whoever can tell what they would make of patches."""

    entered = pyqtSignal(object)
    changed = pyqtSignal(dict)

    def __init__(
        self, layer: QgsVectorLayer, check: BoundaryCheck, sentence: str, officer: str,
        approved_m2: float | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """``sentence``: what is said of the boundary; ``officer``: who draws it."""
        super().__init__(parent)
        self.setObjectName("gengdi_boundary_form")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._role = role_of(layer)
        self._fixed: str | None = None
        self.setWindowTitle(tr("New Boundary in “{layer}”").format(layer=layer.name()))
        self.editors: dict[str, QLineEdit] = {}
        self.kind = QComboBox()
        self.approved = QLineEdit("" if approved_m2 is None else f"{approved_m2:g}")
        self.mend = QCheckBox(tr("Mend it: %n part(s)", check.parts))
        self.mend.setVisible(not check.sound and check.area_m2 > 0)
        self.mend.toggled.connect(lambda _on: self._enable())
        self.problem = plain_label("")
        self.preview = plain_label("")
        self.preview.hide()
        self.buttons = dialog_buttons(self, tr("Add Boundary"), "boundaries")
        self._check = check
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(f"{role_word(self._role)} · {sentence}"))
        layout.addWidget(self.mend)
        layout.addLayout(self._form(layer, officer))
        layout.addWidget(self.preview)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.resize(420, 320)
        fit(self)
        self._enable()

    def _form(self, layer: QgsVectorLayer, officer: str) -> QFormLayout:
        from ...core.field_words import field_word

        form = QFormLayout()
        if self._role == APPROVAL:
            form.addRow(field_word("approval_type"), self._kinds(layer))
        for name in _ASKED[self._role]:
            editor = self.editors[name] = QLineEdit()
            if own_field(layer, name) < 0:
                editor.setEnabled(False)
                editor.setPlaceholderText(tr("no field of the layer is mapped to it"))
            elif name in _DAYS:
                editor.setPlaceholderText(tr("day, month or year, when it is known"))
                editor.editingFinished.connect(self.ask_preview)
            form.addRow(field_word(name), editor)
        if "drawn_by" in self.editors and self.editors["drawn_by"].isEnabled():
            self.editors["drawn_by"].setText(officer)
        if approved_area_field(layer):
            form.addRow(tr("Approved area (m²)"), self.approved)
        return form

    def _kinds(self, layer: QgsVectorLayer) -> QWidget:
        """The types to choose from; a layer of one type says so."""
        binding = stored_binding(layer)
        fixed = self._fixed = binding.approval_type if binding is not None else None
        if own_field(layer, "approval_type") < 0:
            if fixed:
                return QLabel(tr("{type} (the whole layer)").format(type=word("approval_type", fixed)))
            return QLabel(tr("no field of the layer is mapped to it"))
        for key in keys("approval_type"):
            if key not in _NOT_OFFERED:
                self.kind.addItem(word("approval_type", key), key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(fixed)))
        self.kind.currentIndexChanged.connect(lambda _place: self.ask_preview())
        return self.kind

    def ask_preview(self) -> None:
        """Ask what the facts as they are would make of patches; nothing of those that cannot be read."""
        values: dict[str, object] = {name: self._day(name) or None for name in _DAYS if name in self.editors}
        values["approval_type"] = self.kind.currentData() or self._fixed
        if self._role == APPROVAL and self.isVisible():  # an editor is left too while the dialog closes
            self.changed.emit(values)

    def show_preview(self, said: str) -> None:
        """The answer; "" for none."""
        self.preview.setText(said)
        self.preview.setVisible(bool(said))

    def _day(self, name: str) -> str | None:
        """The day as typed, ISO; "" for none, None for what is no day."""
        from ...core.dates import parse_date
        from ...core.roles import ROLES

        text = self.editors[name].text().strip()
        day = parse_date(text, ROLES[self._role].fields[name]) if text else None
        return "" if not text else None if day is None else str(day.isoformat())

    def facts(self) -> BoundaryFacts | None:
        """What was entered; None when something of it cannot be, which is said."""
        from ...core.field_words import field_word

        values = {name: editor.text().strip() for name, editor in self.editors.items() if editor.isEnabled()}
        for name in _DAYS:
            if values.get(name):
                day = self._day(name)
                if day is None:
                    self.problem.setText(
                        tr("“{value}” in {field} is no date; write it like 2026-11-23.").format(
                            value=values[name], field=field_word(name)
                        )
                    )
                    self.editors[name].setFocus()
                    return None
                values[name] = day
        if self.kind.count():
            values["approval_type"] = written_type(self.kind.currentData())
        number = self.approved.text().strip().replace(",", "")
        try:
            approved = float(number) if number else None
        except ValueError:
            self.problem.setText(tr("“{value}” is no area in m².").format(value=number))
            return None
        return BoundaryFacts(values, approved, self.mend.isChecked())

    def accept(self) -> None:
        """Hand the facts over, or say what is wrong with them."""
        facts = self.facts()
        if facts is not None:
            super().accept()
            self.entered.emit(facts)

    def _enable(self) -> None:
        ready = self._check.sound or (self.mend.isChecked() and self._check.area_m2 > 0)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)


def written_type(key: str) -> str:
    """A type as it stands in a bureau's layer: its Chinese word where that is read back as the same type."""
    from ...core.approval_types import row_type

    text = word("approval_type", key, "zh")
    return text if row_type(text) == key else key
