"""The patches whose colour or figures are provisional, drawn over the map at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QPointF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from ...layers.degrees import out_of_degrees, shape_of
from ..canvas_item import WholeMapItem
from ..code_chip import COLOURS, chip_pixmap

#: More are not told apart on a screen: the largest ones in sight are drawn.
_MOST = 3_000
_CHIP = 22
#: Opacity of the fill: the saved colour and its letter beneath must not be read for the new one.
_FILL = 215
_UNKNOWN = ("#6b7f92", "#ffffff")

#: A patch's code and its shapely geometry in EPSG:4490.
Shown = tuple[str, object]


@dataclass(frozen=True)
class _Drawn:
    path: QPainterPath
    box: QRectF
    place: QPointF
    code: str


class LiveOverlay(WholeMapItem):
    """One item for all of them: colour together with its letter, dashed outline because it is provisional."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject) -> None:
        super().__init__(canvas)
        self._project = project
        self._given: dict[str, Shown] = {}
        self._placed: dict[str, _Drawn] = {}
        self._drawn: list[_Drawn] = []
        #: how often it was drawn; for the benchmark
        self.painted = 0
        self.setZValue(5)
        canvas.destinationCrsChanged.connect(self._place_anew)

    def close(self) -> None:
        """Take it off the map."""
        self._canvas.destinationCrsChanged.disconnect(self._place_anew)
        self._canvas.scene().removeItem(self)

    def show_patches(self, patches: Mapping[str, Shown]) -> None:
        """Draw these patches (by uid), and nothing else."""
        before, self._given = self._given, dict(patches)
        self._place({uid: one for uid, one in self._placed.items() if _same(before[uid], patches.get(uid))})

    def shown(self) -> list[str]:
        """The codes that are drawn."""
        return [one.code for one in self._drawn]

    def _place_anew(self) -> None:
        self._place({})

    def _place(self, kept: dict[str, _Drawn]) -> None:
        crs = self._canvas.mapSettings().destinationCrs()
        transform = out_of_degrees(crs, self._project.transformContext())
        for uid, (code, shape) in self._given.items():
            if uid not in kept and shape is not None:
                kept[uid] = _placed(code, _geometry(shape), transform)
        self._placed = kept
        self._drawn = sorted(kept.values(), key=lambda one: -one.box.width() * one.box.height())
        self.setVisible(bool(self._drawn))
        self.update()

    def paint(self, painter: QPainter, *_how: object) -> None:
        origin, right, down = (
            self.toCanvasCoordinates(QgsPointXY(*point)) - self.pos() for point in self._corners()
        )
        west, south, east, north = self._sight()
        to_screen = QTransform(
            (right.x() - origin.x()) / (east - west), (right.y() - origin.y()) / (east - west),
            (down.x() - origin.x()) / (north - south), (down.y() - origin.y()) / (north - south),
            origin.x(), origin.y(),
        )  # fmt: skip
        to_screen = QTransform.fromTranslate(-west, -south) * to_screen
        sight = QRectF(QPointF(west, south), QPointF(east, north))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawn = [one for one in self._drawn if one.box.intersects(sight)][:_MOST]
        for one in drawn:
            self._paint_one(painter, one, to_screen)
        self.painted += 1

    def _paint_one(self, painter: QPainter, one: _Drawn, to_screen: QTransform) -> None:
        fill, _ink = COLOURS.get(one.code, _UNKNOWN)
        colour = QColor(fill)
        colour.setAlpha(_FILL)
        painter.setBrush(colour)
        pen = QPen(QColor("#202020"), 1.6, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPath(to_screen.map(one.path))
        place = to_screen.map(one.place)
        corner = QPointF(place.x() - _CHIP / 2, place.y() - _CHIP / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#ffffff"))
        painter.drawRoundedRect(QRectF(corner, QSizeF(_CHIP, _CHIP)).adjusted(-2, -2, 2, 2), 5, 5)
        painter.drawPixmap(corner, chip_pixmap(one.code, _CHIP))

    def _sight(self) -> tuple[float, float, float, float]:
        extent = self._canvas.mapSettings().visibleExtent()
        return extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()

    def _corners(self) -> tuple[tuple[float, float], ...]:
        west, south, east, north = self._sight()
        return (west, south), (east, south), (west, north)


def _same(one: Shown, other: Shown | None) -> bool:
    return other is not None and one[0] == other[0] and one[1] is other[1]


def _placed(code: str, shape: QgsGeometry, transform: QgsCoordinateTransform) -> _Drawn:
    shape.transform(transform)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    polygons = shape.asMultiPolygon() if shape.isMultipart() else [shape.asPolygon()]
    for polygon in polygons:
        for ring in polygon:
            points = [QPointF(point.x(), point.y()) for point in ring]
            if points:
                path.moveTo(points[0])
                for point in points[1:]:
                    path.lineTo(point)
                path.closeSubpath()
    inside = shape.pointOnSurface()
    place = inside.asPoint() if not inside.isNull() else shape.boundingBox().center()
    return _Drawn(path, path.boundingRect(), QPointF(place.x(), place.y()), code)


def _geometry(shape: object) -> QgsGeometry:
    from ...core.kernel import shapely

    return shape_of(shapely.to_wkb(shape))
