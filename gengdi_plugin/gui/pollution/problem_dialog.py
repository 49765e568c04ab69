"""The dialog for a new problem of a pollution source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qgis.gui import QgsCheckableComboBox
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

from ...core.case_engine import NO_STATE
from ...core.coordination import coordination_of, coordinations
from ...core.i18n import tr
from ...core.problem_work import PROBLEMS
from ...core.uscc import normal_uscc, uscc_doubt
from ...core.vocabulary import keys, word
from ..cases.case_fields import department_box, note_box, note_text, still_needed
from ..dialog_buttons import dialog_buttons
from ..measure import fit, give_size
from ..plain_label import plain_label
from .problem_entries import ProblemEntry
from .problem_fields import grade_box, role_box

if TYPE_CHECKING:
    from ...store.review import PatchRow

#: How a new problem begins.
_FIRST = "sensed"


class ProblemDialog(QDialog):
    """``entered`` carries a :class:`ProblemEntry`; the kind proposes who leads and who helps."""

    entered = pyqtSignal(object)

    def __init__(
        self,
        patch: PatchRow | None,
        units: Mapping[str, str],
        officer: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._patch = patch
        self.setObjectName("gengdi_problem")
        self.setWindowTitle(tr("New Problem"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(units, officer)
        self._enable()
        give_size(self, 560, 480)

    def _build(self, units: Mapping[str, str], officer: str) -> None:
        self.title, self.source, self.uscc = QLineEdit(), QLineEdit(), QLineEdit()
        self.source.setPlaceholderText(tr("who told it, with its number: a petition, a patrol, a monitor"))
        self.kind = QComboBox()
        self.kind.addItem(tr("not said"), "")
        for one in coordinations("pollution"):
            self.kind.addItem(word("event_type", one.event_type), one.event_type)
        self.grade = grade_box("")
        self.lead = department_box("")
        self.helping = QgsCheckableComboBox()
        for key in keys("department"):
            self.helping.addItemWithCheckState(word("department", key), Qt.CheckState.Unchecked, key)
        self.unit = QComboBox()
        self.unit.addItem(tr("not said"), "")
        for code, name in sorted(units.items()):
            self.unit.addItem(f"{name} · {code}", code)
        self.description = note_box()
        self.actor = QLineEdit(officer)
        self.role = role_box(PROBLEMS.transitions[NO_STATE, _FIRST].roles, ("officer",))
        self.on_patch = QCheckBox(self._patch_text())
        self.on_patch.setVisible(self._patch is not None)
        self.doubt, self.needed = plain_label(""), QLabel()
        self.needed.setWordWrap(True)
        self.buttons = dialog_buttons(self, tr("Add Problem"), "problems")
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._propose)
        self.on_patch.toggled.connect(self._take_unit)
        for edit in (self.title, self.source, self.uscc, self.actor):
            edit.textChanged.connect(self._enable)

    def _lay_out(self) -> None:
        form = QFormLayout()
        for text, field in (
            (tr("Title"), self.title),
            (tr("Source"), self.source),
            (tr("Credit code"), self.uscc),
            ("", self.doubt),
            (tr("Kind"), self.kind),
            (tr("Alert level"), self.grade),
            (tr("Lead department"), self.lead),
            (tr("Co-departments"), self.helping),
            (tr("Unit"), self.unit),
            ("", self.on_patch),
            (tr("Description"), self.description),
            (tr("Recorded by"), self.actor),
            (tr("Level"), self.role),
        ):
            form.addRow(text, field)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.needed)
        layout.addStretch()
        layout.addWidget(self.buttons)

    def _patch_text(self) -> str:
        number = self._patch.patch_no or self._patch.spatial_code if self._patch is not None else ""
        return tr("It lies on the selected patch {patch_no}").format(patch_no=number)

    def helping_keys(self) -> list[str]:
        """The co-departments that are ticked."""
        return [
            key
            for place, key in enumerate(keys("department"))
            if self.helping.itemCheckState(place) == Qt.CheckState.Checked
        ]

    def entry(self) -> ProblemEntry:
        """What the dialog says now."""
        on_patch = self._patch is not None and self.on_patch.isChecked()
        values = {
            "title": self.title.text().strip(),
            "source": self.source.text().strip(),
            "uscc": normal_uscc(self.uscc.text()),
            "kind": self.kind.currentData(),
            "level": self.grade.currentData(),
            "description": note_text(self.description),
            "unit_code": self.unit.currentData(),
            "lead_department": self.lead.currentData(),
            "co_departments": ",".join(self.helping_keys()),
            "patch_uid": self._patch.uid if on_patch and self._patch is not None else "",
        }
        return ProblemEntry(values, self.actor.text().strip(), str(self.role.currentData() or ""))

    def accept(self) -> None:
        """Hand it over."""
        entry = self.entry()
        super().accept()
        self.entered.emit(entry)

    def _propose(self, *_value: object) -> None:
        """Lead and co-departments as the coordination table has them for the kind."""
        dealt = coordination_of(self.kind.currentData())
        if dealt is not None:
            self.lead.setCurrentIndex(max(0, self.lead.findData(dealt.lead)))
            for place, key in enumerate(keys("department")):
                ticked = Qt.CheckState.Checked if key in dealt.co else Qt.CheckState.Unchecked
                self.helping.setItemCheckState(place, ticked)

    def _take_unit(self, ticked: bool) -> None:
        place = self.unit.findData(self._patch.unit_code) if ticked and self._patch is not None else -1
        if place > 0 and not self.unit.currentData():
            self.unit.setCurrentIndex(place)

    def _enable(self, *_value: object) -> None:
        doubt = uscc_doubt(self.uscc.text())
        self.doubt.setText(doubt)
        if bool(doubt) == self.doubt.isHidden():
            self.doubt.setVisible(bool(doubt))
            fit(self)
        ready = still_needed(
            self.needed,
            [
                (tr("the title"), not self.title.text().strip()),
                (tr("the source"), not self.source.text().strip()),
                (tr("who records it"), not self.actor.text().strip()),
            ],
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)
