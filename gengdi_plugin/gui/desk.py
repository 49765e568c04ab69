"""What the interface works with: handed down from ``plugin.py``, so that no part needs ``iface``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from qgis.core import Qgis, QgsMapLayer, QgsProject
from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QWidget

from ..layers.officer import officer_name
from .work.operations import OperationManager

Say = Callable[[str, Qgis.MessageLevel], object]


@dataclass
class Desk:
    """The open project, its map, the window that owns dialogs, long work, and a way to tell things."""

    project: QgsProject
    canvas: QgsMapCanvas
    window: QWidget
    operations: OperationManager
    say: Say
    open_log: Callable[[], None] = field(default=lambda: None)
    #: QGIS's advanced digitising panel, asked for when the first map tool is made; None without a desktop
    cad_dock: Callable[[], QgsAdvancedDigitizingDockWidget] | None = None
    #: makes a layer the active one in QGIS's Layers panel
    activate: Callable[[QgsMapLayer], object] | None = None

    def officer(self) -> str:
        """Who records what is recorded: the name in the options, else the account's."""
        return officer_name()

    def make_active(self, layer: QgsMapLayer) -> None:
        """Make ``layer`` the one that map tools work on."""
        (self.activate or self.canvas.setCurrentLayer)(layer)

    def digitising(self) -> QgsAdvancedDigitizingDockWidget:
        """QGIS's advanced digitising panel, for map tools that capture; without a desktop a hidden one."""
        if self.cad_dock is not None:
            return self.cad_dock()
        found = self.window.findChild(QgsAdvancedDigitizingDockWidget)
        if found is None:
            found = QgsAdvancedDigitizingDockWidget(self.canvas, self.window)
            sip.transferto(found, self.window)  # the map paints its marks as long as the map is there
            found.hide()
        return found

    def folder(self) -> Path:
        """Where files go by default: beside the project, else the officer's home."""
        home = self.project.homePath()
        return Path(home) if home else Path.home()
