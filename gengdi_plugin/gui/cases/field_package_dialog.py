"""The dialog that asks for whom a field package is written, where, and with which reference layers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Callable

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ..ask_file import ask_folder
from ..dialog_buttons import dialog_buttons
from ..measure import give_size
from .field_entry import PackageEntry

if TYPE_CHECKING:
    from ...store.field_packages import Holder


class FieldPackageDialog(QDialog):
    """``wanted`` carries a :class:`PackageEntry`. It writes nothing itself."""

    wanted = pyqtSignal(object)

    def __init__(
        self,
        holders: Sequence[Holder],
        layers: Sequence[QgsVectorLayer],
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_field_package")
        self.setWindowTitle(tr("Field Package"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._parent_folder = folder
        #: asks for a folder; replaced in tests, which open no modal dialog
        self.ask_folder: Callable[[QWidget, str, str], str] = ask_folder
        self._build(holders, layers)
        self._suggest()
        self._enable()
        give_size(self, 520, 420)

    def _build(self, holders: Sequence[Holder], layers: Sequence[QgsVectorLayer]) -> None:
        about = QLabel(
            tr(
                "Writes a folder for QField: the patches of one person with forms, photos and reference. "
                "Copy it to the phone; import the same folder when it comes back."
            )
        )
        about.setWordWrap(True)
        self.person = QComboBox()
        self.person.setObjectName("gengdi_field_person")
        for holder in holders:
            label = tr("{name} · {n} patches").format(name=holder.name, n=f"{holder.patches:,}")
            self.person.addItem(label, (holder.uid, holder.name))
        self.folder = QLineEdit()
        self.folder.setObjectName("gengdi_field_folder")
        self.browse = QPushButton(tr("Choose…"))
        self.layers = QListWidget()
        self.layers.setObjectName("gengdi_field_layers")
        for layer in layers:
            item = QListWidgetItem(layer.name())
            item.setData(Qt.ItemDataRole.UserRole, layer.id())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.layers.addItem(item)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.buttons = dialog_buttons(self, tr("Write Package"), "field-package")
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self.browse)
        form = QFormLayout()
        form.addRow(tr("For"), self.person)
        form.addRow(tr("New folder"), place)
        form.addRow(tr("Reference layers"), self.layers)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(form, 1)
        layout.addWidget(self.told)
        layout.addWidget(self.buttons)
        self.person.currentIndexChanged.connect(lambda _place: self._suggest())
        self.folder.textChanged.connect(lambda _text: self._enable())
        self.browse.clicked.connect(lambda _checked: self._browse())

    def entry(self) -> PackageEntry:
        """What the dialog says now."""
        uid, name = self.person.currentData() or ("", "")
        items = (self.layers.item(row) for row in range(self.layers.count()))
        chosen = [one for one in items if one.checkState() == Qt.CheckState.Checked]
        ids = tuple(str(one.data(Qt.ItemDataRole.UserRole)) for one in chosen)
        return PackageEntry(uid, name, self.folder.text().strip(), ids)

    def accept(self) -> None:
        """Hand the wish over."""
        entry = self.entry()
        super().accept()
        self.wanted.emit(entry)

    def _suggest(self) -> None:
        _, name = self.person.currentData() or ("", "")
        self.folder.setText(
            str(_free(self._parent_folder, tr("field_{name}").format(name=name.replace("/", "_"))))
        )

    def _browse(self) -> None:
        chosen = self.ask_folder(self, tr("Where the Package's Folder Is Made"), str(self._parent_folder))
        if chosen:
            self._parent_folder = Path(chosen)
            self._suggest()

    def _enable(self) -> None:
        folder = self.folder.text().strip()
        ready = bool(folder) and self.person.count() > 0
        self.told.setText("" if ready else tr("Still needed: {fields}").format(fields=tr("a folder")))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)


def _free(parent: Path, name: str) -> Path:
    """A folder of that name that is not there yet."""
    place, number = parent / name, 2
    while place.exists():
        place, number = parent / f"{name}_{number}", number + 1
    return place
