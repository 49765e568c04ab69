"""The picture of ``make demo``: the screened district as overview, detail and legend on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import (
    QgsCoordinateTransform,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsPointXY,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QFont

#: Default fallback picks Japanese glyphs; this family has the Chinese ones.
FONT = "Noto Sans CJK SC"
_PAGE, _DPI = (420.0, 262.0), 120
#: x, y, width, height in mm.
_OVERVIEW, _DETAIL, _LEGEND = (
    (6.0, 18.0, 268.0, 238.0),
    (280.0, 18.0, 134.0, 118.0),
    (280.0, 142.0, 134.0, 114.0),
)
_DETAIL_METRES = 520.0


def draw_map(
    project: QgsProject, patches: QgsVectorLayer, details: Sequence[QgsVectorLayer],
    ground: Sequence[QgsVectorLayer], file: str | Path,
) -> None:  # fmt: skip
    """Draw the coloured ``patches`` into the PNG ``file``: the whole district over ``ground``, and, where
    the colours meet, a detail with ``details`` between the two (topmost first)."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    page = layout.pageCollection().page(0)
    page.setPageSize(QgsLayoutSize(*_PAGE))
    # Map items do not keep their layers alive: both copies must outlive the export.
    parcels, quiet = _unlabelled(ground[-1]), _unlabelled(patches)
    under = [*ground[:-1], parcels]
    overview = _map(layout, [quiet, *under], _extent(parcels, project), _OVERVIEW)
    shown = [patches, *details, *under]
    detail = _map(layout, shown, _around(telling_place(patches), patches, project), _DETAIL)
    _title(layout, project.title())
    _legend(layout, shown, detail)
    _scale_bar(layout, overview)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = _DPI
    outcome = QgsLayoutExporter(layout).exportToImage(str(file), settings)
    if outcome != QgsLayoutExporter.ExportResult.Success:
        raise OSError(f"the picture {file} cannot be written")


def _unlabelled(layer: QgsVectorLayer) -> QgsVectorLayer:
    copy = layer.clone()
    copy.setLabelsEnabled(False)
    return copy


def telling_place(patches: QgsVectorLayer) -> QgsPointXY:
    """Where the colours are closest together, in the layer's own coordinates: the middle of the patch
    whose nearest neighbours of every other colour are nearest."""
    places: dict[str, list[QgsPointXY]] = {}
    for feature in patches.getFeatures():
        if not feature.geometry().isEmpty():
            places.setdefault(str(feature["code"]), []).append(feature.geometry().centroid().asPoint())
    if not places:
        return patches.extent().center()

    def reach(point: QgsPointXY) -> float:
        return max(min(point.sqrDist(other) for other in group) for group in places.values())

    rarest = min(places.values(), key=len)
    return min(rarest, key=reach)


def _around(point: QgsPointXY, layer: QgsVectorLayer, project: QgsProject) -> QgsRectangle:
    middle = QgsCoordinateTransform(layer.crs(), project.crs(), project).transform(point)
    half = _DETAIL_METRES / 2
    return QgsRectangle(middle.x() - half, middle.y() - half, middle.x() + half, middle.y() + half)


def _extent(layer: QgsVectorLayer, project: QgsProject) -> QgsRectangle:
    transform = QgsCoordinateTransform(layer.crs(), project.crs(), project)
    extent = transform.transformBoundingBox(layer.extent())
    extent.scale(1.02)
    return extent


def _place(item: QgsLayoutItem, place: tuple[float, float, float, float]) -> None:
    x, y, width, height = place
    item.attemptMove(QgsLayoutPoint(x, y))
    item.attemptResize(QgsLayoutSize(width, height))


def _map(
    layout: QgsPrintLayout, layers: Sequence[QgsVectorLayer], extent: QgsRectangle,
    place: tuple[float, float, float, float],
) -> QgsLayoutItemMap:  # fmt: skip
    item = QgsLayoutItemMap(layout)
    layout.addLayoutItem(item)
    item.setLayers(list(layers))
    item.setFrameEnabled(True)
    item.setRect(0, 0, *place[2:])  # an item without a size makes its extent not a number, for good
    item.setExtent(extent)
    _place(item, place)
    item.zoomToExtent(extent)
    return item


def _title(layout: QgsPrintLayout, text: str) -> None:
    label = QgsLayoutItemLabel(layout)
    label.setText(text)
    label.setFont(QFont(FONT, 17))
    layout.addLayoutItem(label)
    _place(label, (6.0, 5.0, 400.0, 11.0))


def _legend(layout: QgsPrintLayout, layers: Sequence[QgsVectorLayer], drawn: QgsLayoutItemMap) -> None:
    """Only what the map shows, in the order of the layers."""
    legend = QgsLayoutItemLegend(layout)
    layout.addLayoutItem(legend)
    legend.setLinkedMap(drawn)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.clear()
    for layer in layers:
        root.addLayer(layer)
    legend.setLegendFilterByMapEnabled(True)
    for part, size in (
        (QgsLegendStyle.Style.Subgroup, 8),
        (QgsLegendStyle.Style.SymbolLabel, 7),
        (QgsLegendStyle.Style.Group, 8),
    ):
        legend.setStyleFont(part, QFont(FONT, size))
    legend.setColumnCount(2)
    legend.setSplitLayer(True)
    legend.setSymbolWidth(5.0)
    legend.setSymbolHeight(2.8)
    legend.setColumnSpace(2.0)
    _place(legend, _LEGEND)
    legend.adjustBoxSize()


def _scale_bar(layout: QgsPrintLayout, drawn: QgsLayoutItemMap) -> None:
    bar = QgsLayoutItemScaleBar(layout)
    layout.addLayoutItem(bar)
    bar.setStyle("Single Box")
    bar.setLinkedMap(drawn)
    bar.setUnits(QgsUnitTypes.DistanceMeters)
    bar.setUnitsPerSegment(500.0)
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    bar.setUnitLabel("m")
    bar.setTextFormat(QgsTextFormat.fromQFont(QFont(FONT, 9)))
    bar.setBackgroundEnabled(True)
    _place(bar, (10.0, 240.0, 60.0, 12.0))
