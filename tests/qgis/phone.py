"""A phone with QField: a copy of the package, opened as a project and edited through its layers."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path
from types import TracebackType
from typing import Any

from field_ground import jpeg

from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer, QgsVectorLayerUtils
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QApplication

from gengdi_plugin.core.field_form import TABLES


def _rest(resting: bool) -> None:
    """The test run's own map shows the project too: it must not draw while a commit is under way."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QgsMapCanvas):
            widget.stopRendering()
            widget.freeze(resting)


class Phone:
    """``with Phone(package folder, its place on the phone) as phone:``; the folder stays when it closes."""

    def __init__(self, package: Path, place: Path) -> None:
        if not place.exists():
            shutil.copytree(package, place)
        self.folder = place
        (file,) = place.glob("*.qgs")
        _rest(True)
        self.project = QgsProject.instance()
        assert self.project.read(str(file))
        self._photos = 0

    def __enter__(self) -> Phone:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.project.clear()
        gc.collect()
        _rest(False)

    def layer(self, name: str) -> QgsVectorLayer:
        (found,) = self.project.mapLayersByName(TABLES[name].title)
        return found

    def patch(self, number: str) -> QgsFeature:
        (found,) = [one for one in self.layer("patch").getFeatures() if one["patch_no"] == number]
        return found

    def find(self, number: str, finding: str, **values: Any) -> str:
        """A new finding, put into the patch; its uid."""
        spot = self.patch(number).geometry().pointOnSurface()
        return self.add("inspection", spot, {"finding": finding, **values})

    def photograph(self, inspection: str, shade: int, **values: Any) -> Path:
        """A new photo with its file; where the file lies."""
        self._photos += 1
        name = f"DCIM/P_{shade}_{self._photos}.jpg"
        jpeg(self.folder / name, shade)
        self.add("photo", QgsGeometry(), {"inspection_uid": inspection, "path": name, **values})
        return self.folder / name

    def measure(self, number: str, share: float = 0.5, **values: Any) -> str:
        """A measured boundary over the western ``share`` of a patch."""
        box = self.patch(number).geometry().boundingBox()
        box.setXMaximum(box.xMinimum() + box.width() * share)
        shape = QgsGeometry.fromRect(box)
        shape.convertToMultiType()
        return self.add("measured_boundary", shape, values)

    def add(self, name: str, shape: QgsGeometry, values: dict[str, Any]) -> str:
        layer = self.layer(name)
        known = {layer.fields().indexOf(field): value for field, value in values.items()}
        feature = QgsVectorLayerUtils.createFeature(layer, shape, known, layer.createExpressionContext())
        assert layer.startEditing()
        assert layer.addFeature(feature)
        assert layer.commitChanges(), layer.commitErrors()
        return str(feature["uid"])

    def change(self, name: str, uid: str, **values: Any) -> None:
        layer = self.layer(name)
        (feature,) = [one for one in layer.getFeatures() if one["uid"] == uid]
        assert layer.startEditing()
        for field, value in values.items():
            assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf(field), value)
        assert layer.commitChanges(), layer.commitErrors()
