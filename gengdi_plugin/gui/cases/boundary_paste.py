"""A small dialog that takes the coordinates of a boundary."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.gui import QgsProjectionSelectionWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QFormLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...layers.degrees import lon_lat
from ..dialog_buttons import dialog_buttons
from ..measure import give_size
from .boundary_sources import pasted_boundary


class BoundaryPasteDialog(QDialog):
    """``pasted`` carries the WKB in EPSG:4490; what cannot be taken is said in the dialog, which stays."""

    pasted = pyqtSignal(bytes)

    def __init__(self, project: QgsProject, patch_no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project, self._patch_no = project, patch_no
        self.setWindowTitle(tr("Coordinates of the Boundary"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(
            tr("One point a line, x or longitude first:\n121.50012, 29.95034\n…\nOr WKT, or GeoJSON.")
        )
        self.crs = QgsProjectionSelectionWidget()
        self.crs.setCrs(lon_lat())
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        form = QFormLayout()
        form.addRow(tr("Coordinate system"), self.crs)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.text)
        layout.addWidget(self.problem)
        layout.addWidget(dialog_buttons(self, tr("Take Boundary"), "finding-content"))
        give_size(self, 640, 320)

    def accept(self) -> None:
        """Hand the boundary over, or say why not."""
        from ...core.boundary_text import polygon_text
        from ...store.boundaries import checked_boundary

        try:
            wkb = pasted_boundary(polygon_text(self.text.toPlainText()), self.crs.crs(), self._project)
            checked_boundary(wkb, self._patch_no)
        except GengdiError as error:
            self.problem.setText(str(error))
            return
        super().accept()
        self.pasted.emit(wkb)
