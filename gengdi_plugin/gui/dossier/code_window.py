"""Window *QR Code*: the coloured code of a place, to be copied, saved or printed as a small label."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QGuiApplication, QPixmap
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...layers.code_label import CodeLabel, label_image, write_label
from ..ask_file import ask_file
from ..dialog_buttons import help_button

_BUTTON, _ROLE = QDialogButtonBox.StandardButton, QDialogButtonBox.ButtonRole

#: Pixels of the picture's width in the window.
_SHOWN = 300


class CodeWindow(QDialog):
    """Shows one label; the file's ending says whether it becomes a picture, a drawing or a PDF."""

    def __init__(self, label: CodeLabel, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_code")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("QR Code"))
        self._label, self._folder = label, folder
        #: asks where to; replaced in tests, which open no modal dialog
        self.ask: Callable[[str], str] = self._ask_path
        self.image = label_image(label)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        ratio = self.devicePixelRatioF()
        shown = self.image.scaledToWidth(round(_SHOWN * ratio), Qt.TransformationMode.SmoothTransformation)
        pixmap = QPixmap.fromImage(shown)
        pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)
        self.picture.setAccessibleName(f"{label.spatial_code} {label.words()}")
        self.said = QLabel(tr("The label is Chinese: it is read where it hangs. 60 × 77 mm on paper."))
        self.said.setWordWrap(True)
        self.buttons = QDialogButtonBox(_BUTTON.Close)
        self.buttons.button(_BUTTON.Close).setText(tr("Close"))
        help_button(self.buttons, "place-code")
        self.copy_button = self.buttons.addButton(tr("Copy Picture"), _ROLE.ActionRole)
        self.save_button = self.buttons.addButton(tr("Save…"), _ROLE.ActionRole)
        self.buttons.rejected.connect(self.reject)
        self.copy_button.clicked.connect(lambda _checked: self.copy())
        self.save_button.clicked.connect(lambda _checked: self.save())
        layout = QVBoxLayout(self)
        for part in (self.picture, self.said, self.buttons):
            layout.addWidget(part)

    def help_anchor(self) -> str:
        """Where the guide speaks of this window."""
        return "place-code"

    def copy(self) -> None:
        """The label as a picture into the clipboard."""
        QGuiApplication.clipboard().setImage(self.image)
        self.said.setText(tr("The picture is in the clipboard."))

    def save(self) -> None:
        """The label as .pdf, .png or .svg."""
        suggestion = self._folder / tr("code_{code}.pdf").format(code=self._label.spatial_code)
        path = self.ask(str(suggestion))
        if path:
            try:
                write_label(self._label, Path(path))
            except GengdiError as error:
                self.said.setText(str(error))
            else:
                self.said.setText(tr("Written to {file}").format(file=path))

    def _ask_path(self, suggestion: str) -> str:
        kinds = ";;".join((tr("Label to print (*.pdf)"), tr("Picture (*.png)"), tr("Drawing (*.svg)")))
        return ask_file(self, tr("Save the Label"), suggestion, kinds, saving=True, anchor="place-code")
