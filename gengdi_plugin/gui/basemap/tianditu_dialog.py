"""The dialog *Add Tianditu Basemap*: which map, in which grid, and the officer's key."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QLabel, QLineEdit, QWidget

from ...core.i18n import language, tr
from ...core.tianditu import GEOGRAPHIC, MERCATOR, Preset, Theme
from ...resources_lookup import icon
from ..dialog_buttons import dialog_buttons
from ..measure import fit, give_size


@dataclass(frozen=True)
class BasemapEntry:
    """What was chosen; ``key`` is "" when the kept one stays."""

    theme: Theme
    grid: str
    with_names: bool
    key: str


class TiandituDialog(QDialog):
    """``wanted`` carries the entry; :meth:`refuse` shows why nothing was added, and the dialog stays."""

    wanted = pyqtSignal(object)  # BasemapEntry

    def __init__(self, preset: Preset, grid: str, key_kept: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_tianditu")
        self.setWindowTitle(tr("Add Tianditu Basemap"))
        self.setWindowIcon(icon("basemap"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._key_kept = key_kept
        self.theme = QComboBox()
        for theme in preset.themes:
            self.theme.addItem(theme.name(language()), theme)
        self.with_names = QCheckBox(tr("With place names"))
        self.with_names.setChecked(True)
        self.grid = QComboBox()
        self.grid.addItem(tr("CGCS2000 degrees (EPSG:4490)"), GEOGRAPHIC)
        self.grid.addItem(tr("Web Mercator (EPSG:3857)"), MERCATOR)
        self.grid.setCurrentIndex(self.grid.findData(grid))
        self.key = QLineEdit()
        self.key.setObjectName("gengdi_tianditu_key")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        if key_kept:
            self.key.setPlaceholderText(tr("kept; fill in only to change it"))
        self.said = QLabel()
        self.said.setObjectName("gengdi_tianditu_said")
        self.said.setVisible(False)
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(tr("Map"), self.theme)
        form.addRow("", self.with_names)
        form.addRow(tr("Grid"), self.grid)
        form.addRow(tr("Key (tk)"), self.key)
        for label in (self._about(preset), self.said):
            label.setWordWrap(True)
            form.addRow(label)
        form.addRow(dialog_buttons(self, tr("Add"), "tianditu"))
        give_size(self, 480, 0)

    def _about(self, preset: Preset) -> QLabel:
        about = QLabel(
            tr(
                "The key is given to persons at {address}. It is kept encrypted in QGIS's authentication "
                "database, never in the project, and goes to {hosts} only. The service learns which places "
                "you look at: no online basemap beside classified data."
            ).format(address=preset.register, hosts=tr(", ").join(preset.key_hosts))
        )
        about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return about

    def accept(self) -> None:
        """Hand over what was chosen; without any key nothing can be shown."""
        key = self.key.text().strip()
        if not key and not self._key_kept:
            self.refuse(tr("Fill in the key (tk): without one Tianditu shows no map."))
            self.key.setFocus()
            return
        self.wanted.emit(
            BasemapEntry(self.theme.currentData(), self.grid.currentData(), self.with_names.isChecked(), key)
        )

    def refuse(self, why: str) -> None:
        """Say why nothing was added."""
        self.said.setText(f"⚠ {why}")
        self.said.setVisible(True)
        fit(self)

    def done_well(self) -> None:
        """Everything was added: close."""
        super().accept()
