"""The page "Gengdi" under Settings ▸ Options, made from the declared settings."""

from __future__ import annotations

from qgis.gui import QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QWidget

from ..core.i18n import tr
from ..layers.templates import use_own_tables
from ..resources_lookup import icon
from .settings import ALL, Setting


class OptionsPage(QgsOptionsPageWidget):
    """One row per setting: a check box for a flag, a line for a text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editors: list[tuple[Setting, QCheckBox | QLineEdit]] = []
        form = QFormLayout(self)
        for setting in ALL:
            editor = _editor(setting)
            editor.setToolTip(setting.hint())
            editor.setObjectName(f"gengdi_{setting.key}")
            self._editors.append((setting, editor))
            if isinstance(editor, QCheckBox):
                form.addRow(editor)
            else:
                form.addRow(setting.label(), editor)
            hint = QLabel(setting.hint())
            hint.setWordWrap(True)
            form.addRow("", hint)

    def apply(self) -> None:
        """Keep what was chosen."""
        for setting, editor in self._editors:
            setting.store(editor.isChecked() if isinstance(editor, QCheckBox) else editor.text().strip())
        use_own_tables()


def _editor(setting: Setting) -> QCheckBox | QLineEdit:
    if isinstance(setting.default, bool):
        box = QCheckBox(setting.label())
        box.setChecked(setting.value())
        return box
    return QLineEdit(setting.value())


class OptionsFactory(QgsOptionsWidgetFactory):
    """Offers the page to QGIS."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(tr("Gengdi"))

    def icon(self) -> QIcon:
        return icon("gengdi")

    def createWidget(self, parent: QWidget) -> QgsOptionsPageWidget:
        return OptionsPage(parent)
