"""The patch under review on the map: its outline, what covers it and counts or not, what remains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem, QgsRubberBand
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QPainter
from qgis.PyQt.QtWidgets import QApplication

from ...core.i18n import tr
from ...core.vocabulary import word
from ...layers.degrees import lon_lat, out_of_degrees, shape_of
from .. import figures
from ..canvas_item import WholeMapItem
from ..code_chip import COLOURS

#: How much of the map stays free around the patch: it shall be seen among its fields.
MARGIN = 2.2
#: Letters on a label; what is longer is cut with "…".
_LONGEST = 24
_SOLID, _DOTTED, _HATCHED = (
    Qt.BrushStyle.SolidPattern, Qt.BrushStyle.Dense7Pattern, Qt.BrushStyle.BDiagPattern,
)  # fmt: skip
_UNDER, _OVER = 8, 9  # above the images of a review (7) and live colours (5)


class PatchSight:
    """Draws one patch at a time; :meth:`clear` takes everything off the map."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject) -> None:
        self._canvas, self._project = canvas, project
        self._lonlat = lon_lat()
        self._items: list[QgsMapCanvasItem] = []
        self._fills: list[tuple[QgsRubberBand, Qt.BrushStyle]] = []
        self._image = False
        self._given: tuple[bytes, Sequence[dict[str, Any]], Sequence[dict[str, Any]]] | None = None
        #: the texts that stand on the map
        self.labels: list[str] = []
        canvas.destinationCrsChanged.connect(self._draw_anew)

    def show(
        self, patch: bytes, evidence: Sequence[dict[str, Any]], remainders: Sequence[dict[str, Any]]
    ) -> None:
        """Draw the patch (WKB in EPSG:4490) with its evidence and remainder as the workspace has them."""
        self.clear()
        self._given = (patch, evidence, remainders)
        texts: list[tuple[QgsPointXY, str]] = []
        if patch:  # the officer's own fills are muted beneath
            self._band([shape_of(patch)], _washed, _SOLID)
        ground = [(shape_of(row["wkb"]), row) for row in evidence if row["wkb"]]
        for counts in (False, True):
            chosen = [(shape, row) for shape, row in ground if bool(row["counts"]) == counts]
            if chosen:
                look, fill = (_counting, _SOLID) if counts else (_not_counting, _DOTTED)
                self._band([shape for shape, _row in chosen], look, fill)
            texts += [(_inside(shape), _evidence_text(row)) for shape, row in chosen]
        rest = [(shape_of(row["wkb"]), row) for row in remainders if row["wkb"]]
        if rest:
            self._band([shape for shape, _row in rest], _hatched, _HATCHED)
            texts += [
                (_inside(shape), tr("remainder {area} m²").format(area=figures.area(row["area_m2"], 0)))
                for shape, row in rest[:3]
            ]
        elif patch and not any(row["counts"] for row in evidence):
            self._band([shape_of(patch)], _hatched, _HATCHED)  # nothing counts: all of it remains
        if patch:
            self._band([shape_of(patch)], _outlined, Qt.BrushStyle.NoBrush)
        self._label(texts)

    def over_image(self, shown: bool) -> None:
        """``shown``: only outlines and words, so that the ground is seen on an image beneath."""
        self._image = shown
        for band, fill in self._fills:
            band.setBrushStyle(Qt.BrushStyle.NoBrush if shown else fill)
            band.update()

    def extent(self) -> QgsRectangle:
        """The patch and what overlaps it, in EPSG:4490; null while nothing is shown."""
        extent = QgsRectangle()
        extent.setMinimal()
        if self._given is not None:
            patch, evidence, _remainders = self._given
            for wkb in (patch, *(row["wkb"] for row in evidence)):
                if wkb:
                    extent.combineExtentWith(shape_of(wkb).boundingBox())
        return QgsRectangle() if extent.xMinimum() > extent.xMaximum() else extent

    def clear(self) -> None:
        """Take everything off the map."""
        scene = self._canvas.scene()
        for item in self._items:
            scene.removeItem(item)
        self._items.clear()
        self._fills.clear()
        self.labels.clear()
        self._given = None

    def close(self) -> None:
        """Take everything off the map for good."""
        self.clear()
        self._canvas.destinationCrsChanged.disconnect(self._draw_anew)

    def count(self) -> int:
        """How many items are on the map."""
        return len(self._items)

    def _draw_anew(self) -> None:
        if self._given is not None:
            self.show(*self._given)

    def _band(self, shapes: list[QgsGeometry], look: Any, fill: Qt.BrushStyle) -> None:
        band = QgsRubberBand(self._canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        look(band)
        band.setBrushStyle(Qt.BrushStyle.NoBrush if self._image else fill)
        band.setZValue(_UNDER)
        for shape in shapes:
            band.addGeometry(shape, self._lonlat)
        self._items.append(band)
        self._fills.append((band, fill))

    def _label(self, texts: list[tuple[QgsPointXY, str]]) -> None:
        if not texts:
            return
        transform = out_of_degrees(
            self._canvas.mapSettings().destinationCrs(), self._project.transformContext()
        )
        try:
            placed = [(transform.transform(place), text) for place, text in texts]
        except QgsCsException:  # the map's system does not reach there: outlines are left out by QGIS too
            return
        item = _Labels(self._canvas, placed)
        item.setZValue(_OVER)
        self._items.append(item)
        self.labels = [text for _place, text in texts]


class _Labels(WholeMapItem):
    """Short texts at places of the map, each on a light box, so that they are read on any ground."""

    def __init__(self, canvas: QgsMapCanvas, texts: list[tuple[QgsPointXY, str]]) -> None:
        super().__init__(canvas)
        self._texts = texts
        self._font = QFont(QApplication.font())
        self._font.setBold(True)

    def paint(self, painter: QPainter, *_how: object) -> None:
        painter.setFont(self._font)
        metrics = painter.fontMetrics()
        taken: list[QRectF] = []
        for place, text in self._texts:
            at = self.toCanvasCoordinates(place) - self.pos()
            width, height = metrics.horizontalAdvance(text) + 8, metrics.height() + 4
            box = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
            while any(box.intersects(other) for other in taken):
                box.translate(0, height + 2)
            taken.append(box)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(255, 255, 255, 215))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(Qt.GlobalColor.black))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _washed(band: QgsRubberBand) -> None:
    _pen(band, QColor(Qt.GlobalColor.white), 1, Qt.PenStyle.NoPen)
    _fill(band, QColor(Qt.GlobalColor.white), 150)


def _counting(band: QgsRubberBand) -> None:
    green = QColor(COLOURS["green"][0])
    _pen(band, green, 3, Qt.PenStyle.SolidLine)
    _fill(band, green, 70)


def _not_counting(band: QgsRubberBand) -> None:
    # no colour of a code: an approval that does not count says nothing about the patch
    band.setSecondaryStrokeColor(QColor(Qt.GlobalColor.white))
    _pen(band, QColor(Qt.GlobalColor.darkGray), 2, Qt.PenStyle.DashLine)
    _fill(band, QColor(Qt.GlobalColor.darkGray), 160)


def _hatched(band: QgsRubberBand) -> None:
    _pen(band, QColor(COLOURS["yellow"][0]), 2, Qt.PenStyle.SolidLine)
    _fill(band, QColor(COLOURS["yellow"][1]), 230)


def _outlined(band: QgsRubberBand) -> None:
    band.setSecondaryStrokeColor(QColor(Qt.GlobalColor.white))
    _pen(band, QColor(Qt.GlobalColor.black), 2, Qt.PenStyle.SolidLine)


def _pen(band: QgsRubberBand, colour: QColor, width: int, style: Qt.PenStyle) -> None:
    band.setStrokeColor(colour)
    band.setWidth(width)
    band.setLineStyle(style)


def _fill(band: QgsRubberBand, colour: QColor, opacity: int) -> None:
    colour.setAlpha(opacity)
    band.setFillColor(colour)


def _evidence_text(row: dict[str, Any]) -> str:
    """ "✓ document" for what counts, "✗ why not" for what does not."""
    what = str(row["doc_no"] or "") or word("approval_type", row["approval_type"] or "")
    if row["counts"]:
        return f"✓ {_cut(what)}"
    why = word("why_not", str(row["why_not"] or ""))
    return f"✗ {_cut(why)}" if why else f"✗ {_cut(what)}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _inside(shape: QgsGeometry) -> QgsPointXY:
    inside = shape.pointOnSurface()
    return shape.boundingBox().center() if inside.isNull() else inside.asPoint()


def sight_of(workspace: Any, uid: str) -> tuple[bytes, list[dict[str, Any]], list[dict[str, Any]]]:
    """What :meth:`PatchSight.show` draws, as the workspace has it now."""
    from ...store.entered_documents import patch_ground
    from ...store.review import evidence_rows, remainder_rows

    return patch_ground(workspace, uid), evidence_rows(workspace, uid), remainder_rows(workspace, uid)
