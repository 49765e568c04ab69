"""The dialog that asks which field package came back: its folder, or a zip of it."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ..ask_file import ask_file, ask_folder
from ..dialog_buttons import dialog_buttons
from ..measure import give_size


class FieldImportDialog(QDialog):
    """``wanted`` carries the path. It imports nothing itself."""

    wanted = pyqtSignal(str)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_field_import")
        self.setWindowTitle(tr("Import Field Work"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._start = folder
        #: ask for a folder and a file; replaced in tests, which open no modal dialog
        self.ask_folder: Callable[[QWidget, str, str], str] = ask_folder
        self.ask_file: Callable[..., str] = ask_file
        about = QLabel(
            tr(
                "Choose the folder that was copied back from the phone, or a zip of it. Importing the same "
                "folder again changes nothing, and brings photos that were missing."
            )
        )
        about.setWordWrap(True)
        self.path = QLineEdit()
        self.path.setObjectName("gengdi_field_path")
        self.folder_button, self.zip_button = QPushButton(tr("Folder…")), QPushButton(tr("Zip…"))
        self.buttons = dialog_buttons(self, tr("Import"), "field-import")
        row = QHBoxLayout()
        for widget in (self.path, self.folder_button, self.zip_button):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(row)
        layout.addStretch()
        layout.addWidget(self.buttons)
        self.path.textChanged.connect(lambda _text: self._enable())
        self.folder_button.clicked.connect(lambda _checked: self._ask_folder())
        self.zip_button.clicked.connect(lambda _checked: self._ask_zip())
        self._enable()
        give_size(self, 560, 150)

    def accept(self) -> None:
        """Hand the path over."""
        path = self.path.text().strip()
        super().accept()
        self.wanted.emit(path)

    def _ask_folder(self) -> None:
        self._take(self.ask_folder(self, tr("Folder of the Field Package"), str(self._start)))

    def _ask_zip(self) -> None:
        kinds = tr("Zip (*.zip)")
        self._take(self.ask_file(self, tr("Zip of the Field Package"), str(self._start), kinds, False))

    def _take(self, chosen: str) -> None:
        if chosen:
            self.path.setText(chosen)

    def _enable(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.path.text().strip()))
