"""The dialog in which an officer enters a document that makes a patch lawful, wholly or in part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from ..dialog_buttons import dialog_buttons
from ..figures import area_and_mu
from ..measure import give_size

if TYPE_CHECKING:
    from ...store.review import PatchRow

#: The ground of the document: the patch itself.
WHOLE_PATCH = ""

_LEVELS = ("officer", "town", "county")
_NOT_OFFERED = ("unknown", "violation")


@dataclass(frozen=True)
class DocumentEntry:
    """A document as typed in. ``ground``: id of the layer whose selected features it approves, or
    ``WHOLE_PATCH``; dates as typed; ``divide``: the patch is divided when only a part is covered."""

    patch_uid: str
    approval_type: str
    doc_no: str
    approved_on: str
    valid_to: str
    authority: str
    project: str
    holder: str
    ground: str
    divide: bool
    level: str


class DocumentDialog(QDialog):
    """Asks for one document; ``entered`` carries a :class:`DocumentEntry`. It stores nothing itself."""

    entered = pyqtSignal(object)

    def __init__(
        self, row: PatchRow, grounds: list[tuple[str, str]], doc_no: str = "", parent: QWidget | None = None
    ) -> None:
        """``grounds``: (words, layer id) of what is selected on the map; ``doc_no``: the finding's."""
        super().__init__(parent)
        self._row = row
        self.setObjectName("gengdi_document")
        self.setWindowTitle(tr("Document for Patch {patch_no}").format(patch_no=row.patch_no))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(grounds, doc_no)
        self._enable()
        give_size(self, 480, 420)

    def _build(self, grounds: list[tuple[str, str]], doc_no: str) -> None:
        about = QLabel(
            tr(
                "{place}: {area}. The document enters the workspace as an approval, and the patch is "
                "screened again; it turns green only when the rules say so."
            ).format(
                place=self._row.unit_name or self._row.unit_code, area=area_and_mu(self._row.area_m2 or 0.0)
            )
        )
        about.setWordWrap(True)
        self.kind = QComboBox()
        for key in keys("approval_type"):
            if key not in _NOT_OFFERED:
                self.kind.addItem(word("approval_type", key), key)
        self.number = QLineEdit(doc_no)
        self.approved, self.valid_to, self.authority, self.project, self.holder = (
            QLineEdit() for _ in range(5)
        )
        for editor in (self.approved, self.valid_to):
            editor.setPlaceholderText(tr("day, month or year, when it is known"))
        self.ground = QComboBox()
        for words, layer in [*grounds, (tr("the whole patch"), WHOLE_PATCH)]:
            self.ground.addItem(words, layer)
        self.divide = QCheckBox(tr("Divide the patch when it is covered in part"))
        self.divide.setChecked(True)
        self.level = QComboBox()
        for key in _LEVELS:
            self.level.addItem(word("level", key), key)
        self.needed = QLabel()
        self.buttons = dialog_buttons(self, tr("Enter and Screen Again"), "documents")
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(self._form())
        layout.addWidget(self.needed)
        layout.addWidget(self.buttons)
        self.number.textChanged.connect(self._enable)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.addRow(tr("Approval type"), self.kind)
        form.addRow(tr("Document no."), self.number)
        form.addRow(tr("Approved on"), self.approved)
        form.addRow(tr("Valid to"), self.valid_to)
        form.addRow(tr("Authority"), self.authority)
        form.addRow(tr("Project"), self.project)
        form.addRow(tr("Holder"), self.holder)
        form.addRow(tr("Ground it approves"), self.ground)
        form.addRow("", self.divide)
        form.addRow(tr("Level"), self.level)
        return form

    def entry(self) -> DocumentEntry:
        """What the dialog says now."""
        return DocumentEntry(
            patch_uid=self._row.uid,
            approval_type=self.kind.currentData() or "",
            doc_no=self.number.text().strip(),
            approved_on=self.approved.text().strip(),
            valid_to=self.valid_to.text().strip(),
            authority=self.authority.text().strip(),
            project=self.project.text().strip(),
            holder=self.holder.text().strip(),
            ground=self.ground.currentData() or WHOLE_PATCH,
            divide=self.divide.isChecked(),
            level=self.level.currentData(),
        )

    def accept(self) -> None:
        """Hand the document over."""
        entry = self.entry()
        super().accept()
        self.entered.emit(entry)

    def _enable(self, *_value: object) -> None:
        missing = not self.number.text().strip()
        self.needed.setText(
            tr("Still needed: {fields}").format(fields=tr("the document no.")) if missing else ""
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not missing)
