"""The page "Gengdi" under Settings ▸ Options, made from the declared settings."""

from __future__ import annotations

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ..core.i18n import tr
from ..layers.templates import use_own_tables
from ..resources_lookup import icon
from .dialog_buttons import help_button
from .settings import ALL, TEMPLATES, Setting


class OptionsPage(QgsOptionsPageWidget):
    """One row per setting: a check box for a flag, a line for a text, a chooser for a folder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editors: list[tuple[Setting, QCheckBox | QLineEdit]] = []
        inside = QWidget()
        form = QFormLayout(inside)
        for setting in ALL:
            self._add_row(form, setting)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.buttons = QDialogButtonBox()
        help_button(self.buttons, "options")
        # beside it stands QGIS's own Help
        self.buttons.button(QDialogButtonBox.StandardButton.Help).setText(tr("Gengdi User Guide"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.buttons)

    def help_anchor(self) -> str:
        """Where the guide speaks of this page."""
        return "options"

    def _add_row(self, form: QFormLayout, setting: Setting) -> None:
        editor, shown = _editor(setting)
        editor.setToolTip(setting.hint())
        editor.setObjectName(f"gengdi_{setting.key}")
        self._editors.append((setting, editor))
        if isinstance(editor, QCheckBox):
            form.addRow(editor)
        else:
            editor.setAccessibleName(setting.label())
            form.addRow(setting.label(), shown)
        hint = QLabel(setting.hint())
        hint.setWordWrap(True)
        form.addRow("", hint)

    def apply(self) -> None:
        """Keep what was chosen."""
        for setting, editor in self._editors:
            setting.store(editor.isChecked() if isinstance(editor, QCheckBox) else editor.text().strip())
        use_own_tables()


def _editor(setting: Setting) -> tuple[QCheckBox | QLineEdit, QWidget]:
    """What holds the value, and what is shown in the row."""
    if isinstance(setting.default, bool):
        box = QCheckBox(setting.label())
        box.setChecked(setting.value())
        return box, box
    if setting is TEMPLATES:
        folder = QgsFileWidget()
        folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        folder.setFilePath(setting.value())
        return folder.lineEdit(), folder
    line = QLineEdit(setting.value())
    return line, line


class OptionsFactory(QgsOptionsWidgetFactory):
    """Offers the page to QGIS."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(tr("Gengdi"))

    def icon(self) -> QIcon:
        return icon("gengdi")

    def createWidget(self, parent: QWidget) -> QgsOptionsPageWidget:
        return OptionsPage(parent)
