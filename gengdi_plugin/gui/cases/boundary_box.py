"""The part of the finding dialog that takes the boundary measured on site and shows what it comes to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from ...core.errors import GengdiError
from ...core.i18n import tr
from ..figures import area_and_mu
from .boundary_paste import BoundaryPasteDialog
from .boundary_sources import boundary_layers, selected_boundary

if TYPE_CHECKING:
    from ...core.measured import Measured


class BoundaryBox(QWidget):
    """``changed`` when a boundary was taken or cleared. Without a patch's geometry only the boundary's own
    area is told."""

    changed = pyqtSignal()

    def __init__(self, patch_no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._patch_no = patch_no
        self._project: QgsProject | None = None
        self._patch_layer = ""
        self._patch: bytes | None = None
        self._boundary: bytes | None = None
        self._measured: Measured | None = None
        self.from_map = QPushButton(tr("From Map"))
        self.from_map.setToolTip(
            tr("Take the polygons selected on the map: select what was measured in its layer first")
        )
        self.menu = QMenu(self.from_map)
        self.menu.aboutToShow.connect(self.offer)
        self.from_map.setMenu(self.menu)
        self.paste = QPushButton(tr("Paste…"))
        self.paste.setToolTip(tr("Type or paste coordinates"))
        self.paste.clicked.connect(lambda _checked: self._paste())
        self.clear = QPushButton(tr("Clear"))
        self.clear.clicked.connect(lambda _checked: self.take(None))
        self.told = QLabel()
        self.told.setWordWrap(True)
        buttons = QHBoxLayout()
        for button in (self.from_map, self.paste, self.clear):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(buttons)
        layout.addWidget(self.told)
        self._tell()

    def know(self, project: QgsProject, patch: bytes | None, patch_layer: str = "") -> None:
        """Where boundaries are taken from, the patch (WKB, EPSG:4490), and the id of the layer that shows
        patches, whose selection is no boundary."""
        self._project, self._patch, self._patch_layer = project, patch, patch_layer
        self._tell()

    def boundary(self) -> bytes | None:
        """The boundary as WKB in EPSG:4490; None while there is none."""
        return self._boundary

    def covered_m2(self) -> float | None:
        """The area of the boundary inside the patch; None while it is not known."""
        return None if self._measured is None else self._measured.covered_m2

    def take(self, wkb: bytes | None) -> None:
        """Take this boundary (EPSG:4490); None clears. One that cannot be taken is said and not taken."""
        try:
            self._boundary, self._measured = self._checked(wkb)
        except GengdiError as error:
            self._boundary = self._measured = None
            self._tell(str(error))
        else:
            self._tell()
        self.changed.emit()

    def offer(self) -> None:
        """Fill the menu with the layers that have selected polygons now."""
        self.menu.clear()
        project = self._project
        layers = [] if project is None else boundary_layers(project, self._patch_layer)
        for layer in layers:
            text = tr("{layer}: %n selected", layer.selectedFeatureCount()).format(layer=layer.name())
            self.menu.addAction(text).triggered.connect(partial(self._take_layer, layer.id()))
        if not layers:
            self.menu.addAction(tr("No polygon is selected in any layer")).setEnabled(False)

    def _take_layer(self, layer_id: str, _checked: bool = False) -> None:
        layer = self._project.mapLayer(layer_id) if self._project is not None else None
        if self._project is None or not isinstance(layer, QgsVectorLayer):
            return
        try:
            wkb = selected_boundary(layer, self._project)
        except GengdiError as error:
            self._tell(str(error))
        else:
            self.take(wkb)

    def _paste(self) -> None:
        if self._project is not None:
            dialog = BoundaryPasteDialog(self._project, self._patch_no, self)
            dialog.pasted.connect(self.take)
            dialog.open()

    def _checked(self, wkb: bytes | None) -> tuple[bytes | None, Measured | None]:
        if wkb is None:
            return None, None
        from ...core.errors import InputError
        from ...core.measured import measured
        from ...store.boundaries import checked_boundary

        good = checked_boundary(bytes(wkb), self._patch_no)
        if good is None or self._patch is None:
            return good, None
        found = measured(good, self._patch)
        if found.covered_m2 <= 0:
            raise InputError(tr("That boundary lies outside the patch and was not taken."))
        return good, found

    def _tell(self, problem: str = "") -> None:
        self.clear.setEnabled(self._boundary is not None)
        for button in (self.from_map, self.paste):
            button.setEnabled(self._project is not None)
        self.told.setText(problem or self._sentence())

    def _sentence(self) -> str:
        if self._boundary is None:
            return tr("No boundary was measured.")
        if self._measured is None:
            from ...store.boundaries import boundary_area

            return tr("Measured: {area}.").format(area=area_and_mu(boundary_area(self._boundary)))
        found = self._measured
        difference = found.area_m2 - found.patch_m2
        return tr(
            "Measured: {area}; of this {covered} in the patch. Difference to the patch: {difference} m²."
        ).format(
            area=area_and_mu(found.area_m2),
            covered=area_and_mu(found.covered_m2),
            difference=f"{difference:+,.1f}",
        )
