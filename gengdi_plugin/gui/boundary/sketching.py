"""The map tools of the acts, one in hand at a time, and what is shown on the map beside QGIS's own lines."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsGeometry,
    QgsPoint,
    QgsPointXY,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsMapTool, QgsRubberBand, QgsVertexMarker
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ...core.errors import InputError
from ...core.i18n import tr
from ...layers.degrees import lon_lat
from ..cleanup import CleanupStack
from ..desk import Desk
from .boundary_look import moved
from .boundary_tool import BoundaryTool
from .point_model import Place

#: Where a boundary crosses itself: red with a cross, as QGIS marks errors of geometry.
_FAULT = QColor(210, 30, 30)


class Sketching(QObject):
    """``changed``: other points, another tool; ``finished``: the act and its points in the system of the
    layer; ``said``: a sentence for the officer."""

    changed = pyqtSignal()
    finished = pyqtSignal(str, list)
    said = pyqtSignal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._canvas = desk, desk.canvas
        self._tools: dict[str, BoundaryTool] = {}
        self._layer_id = ""
        self._before: QgsMapTool | None = None  # in hand before ours
        self._markers: list[QgsVertexMarker] = []
        self._held: QgsRubberBand | None = None
        self._cleanup = CleanupStack()
        self._cleanup.connect(self._canvas.mapToolSet, self._tool_set)

    def close(self) -> None:
        """Take tools and marks off the map."""
        self._cleanup.pop_all()
        self.mark([])
        self.hold(None, None)
        self.put_down()
        for tool in self._tools.values():
            tool.stopCapturing()
            tool.deleteLater()
        self._tools = {}

    def tool(self) -> BoundaryTool | None:
        """The tool in hand; None while another one is."""
        tool = self._canvas.mapTool()
        return tool if isinstance(tool, BoundaryTool) and tool in self._tools.values() else None

    def act(self) -> str:
        """What the tool in hand is for; "" without one."""
        tool = self.tool()
        return "" if tool is None else tool.act

    def points(self) -> list[QgsPoint]:
        """The points captured by the tool in hand, in the system of the layer."""
        tool = self.tool()
        return [] if tool is None else tool.sketch()

    def take_in_hand(self, act: str, layer: QgsVectorLayer) -> None:
        """Work on ``layer`` with the tool of ``act``; a sketch for another layer is given up."""
        if layer.id() != self._layer_id:
            self.give_up()
        self._layer_id = layer.id()
        for other in self._tools.values():
            if other.act != act and other.size():
                other.give_up()
        if act not in self._tools:
            tool = self._tools[act] = BoundaryTool(self._canvas, self._desk.digitising(), act)
            tool.sketched.connect(self.changed)
            tool.finished.connect(self.finished)
            tool.refused.connect(self._too_few)
            tool.misplaced.connect(
                lambda: self.said.emit(tr("This place does not lie where the layer's system can be."))
            )
        if self.tool() is None:
            self._before = self._canvas.mapTool()
        self._canvas.setMapTool(self._tools[act])
        self.changed.emit()

    def layer_changed(self, layer_id: str) -> bool:
        """Another layer is active: whether a sketch was given up for it."""
        had = bool(self._layer_id) and layer_id != self._layer_id and any(
            tool.size() for tool in self._tools.values()
        )  # fmt: skip
        if layer_id != self._layer_id:
            self.give_up()
        return had

    def give_up(self) -> None:
        """Forget every sketch."""
        for tool in self._tools.values():
            if tool.size():
                tool.give_up()

    def put_down(self) -> None:
        """Take the tool from before ours in hand again."""
        tool = self.tool()
        before, self._before = self._before, None
        if tool is None:
            return
        if before is not None and not sip.isdeleted(before):
            self._canvas.setMapTool(before)
        else:
            self._canvas.unsetMapTool(tool)

    def take_places(self, places: Sequence[Place], crs: QgsCoordinateReferenceSystem) -> None:
        """The sketch has these points now. InputError when they do not lie on the map."""
        tool = self.tool()
        if tool is None:
            return
        try:
            found = moved(places, crs, self._map_crs(), self._desk.project)
        except QgsCsException as error:
            raise InputError(
                tr("The points do not lie in {crs}: choose another coordinate system.").format(
                    crs=crs.authid() or crs.description()
                )
            ) from error
        tool.take_points(found)

    def bring_into_sight(self) -> None:
        """Move the map to the sketch when nothing of it is in sight."""
        layer, canvas = self._desk.project.mapLayer(self._layer_id), self._canvas
        if layer is None or not self.points():
            return
        found = [QgsPointXY(*place) for place in self.places(layer, self._map_crs())]
        extent = QgsGeometry.fromMultiPointXY(found).boundingBox()
        if found and not canvas.extent().intersects(extent):
            scale = canvas.scale()
            canvas.zoomToFeatureExtent(extent)  # QGIS's own margin
            if len(found) == 1:
                canvas.zoomScale(scale)
            canvas.refresh()

    def restore(self, points: Sequence[QgsPoint], layer: QgsVectorLayer) -> None:
        """Give a sketch back that was not taken."""
        if self.tool() is not None:
            self.take_places([(point.x(), point.y()) for point in points], layer.crs())

    def places(self, layer: QgsVectorLayer, crs: QgsCoordinateReferenceSystem) -> list[Place]:
        """The points in ``crs``; none where they cannot be there."""
        points = [(point.x(), point.y()) for point in self.points()]
        try:
            found = moved(points, layer.crs(), crs, self._desk.project)
        except QgsCsException:
            return []
        return [(point.x(), point.y()) for point in found]

    def finish(self) -> None:
        """End the act in hand."""
        tool = self.tool()
        if tool is not None:
            tool.finish()

    def flash(self, place: Place, crs: QgsCoordinateReferenceSystem) -> None:
        """Let a point flash."""
        self._canvas.flashGeometries([QgsGeometry.fromPointXY(QgsPointXY(*place))], crs)

    def mark(self, places: Sequence[Place]) -> None:
        """Mark these places (EPSG:4490) as faults, and no others."""
        for marker in self._markers:
            self._canvas.scene().removeItem(marker)
        self._markers = []
        for point in moved(places, lon_lat(), self._map_crs(), self._desk.project):
            marker = QgsVertexMarker(self._canvas)
            marker.setIconType(QgsVertexMarker.IconType.ICON_X)
            marker.setColor(_FAULT)
            marker.setPenWidth(3)
            marker.setCenter(point)
            self._markers.append(marker)

    def marks(self) -> int:
        """How many faults are marked."""
        return len(self._markers)

    def hold(self, shape: QgsGeometry | None, layer: QgsVectorLayer | None) -> None:
        """Show a boundary whose facts are asked for; None takes it off."""
        if self._held is not None:
            self._canvas.scene().removeItem(self._held)
            self._held = None
        if shape is not None and layer is not None:
            self._held = QgsRubberBand(self._canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
            colour = self.palette_colour()
            self._held.setStrokeColor(colour)
            colour.setAlpha(60)
            self._held.setFillColor(colour)
            self._held.setWidth(2)
            self._held.setToGeometry(shape, layer)

    def palette_colour(self) -> QColor:
        """The colour of what is chosen, as the desktop has it."""
        return QColor(self._desk.window.palette().highlight().color())

    def _map_crs(self) -> QgsCoordinateReferenceSystem:
        return self._canvas.mapSettings().destinationCrs()

    def _tool_set(self, _new: QgsMapTool | None, _old: QgsMapTool | None = None) -> None:
        self.changed.emit()

    def _too_few(self, _act: str, needed: int) -> None:
        self.said.emit(tr("At least %n points are needed; go on, or press Esc to give up.", needed))
