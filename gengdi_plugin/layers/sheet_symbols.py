"""How the maps of a patch sheet are drawn: legible in colour, in grey, and as a legend."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLabeling,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRendererCategory,
    QgsSimpleFillSymbolLayer,
    QgsSymbol,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

from ..core.vocabulary import word
from ..exchange.code_colours import COLOURS, UNKNOWN
from .sheet_fonts import chinese_family


def fill(colour: str, edge: str, width: str, style: str = "solid") -> dict[str, str]:
    """Properties of a simple fill: colours as text, ``width`` of the edge in mm."""
    return {"color": colour, "outline_color": edge, "outline_width": width, "outline_style": style}


def marker(colour: str, edge: str, size: str, width: str) -> dict[str, str]:
    """Properties of a round marker, sizes in mm."""
    return {"name": "circle", "color": colour, "outline_color": edge, "size": size, "outline_width": width}


def outline(colour: str) -> QgsFillSymbol:
    """The patch itself: a broad edge in its code's colour, so that what lies inside stays readable."""
    symbol = QgsFillSymbol.createSimple(fill("0,0,0,0", "#000000", "1.5"))
    symbol.appendSymbolLayer(QgsSimpleFillSymbolLayer.create(fill("0,0,0,0", colour, "1.1")))
    return symbol


def hatched(colour: str, angle: float, distance: float, edge: str, width: float) -> QgsFillSymbol:
    """Lines at ``angle`` every ``distance`` mm, with an edge."""
    symbol = QgsFillSymbol.createSimple(fill("0,0,0,0", edge, str(width)))
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(angle)
    hatch.setDistance(distance)
    hatch.setSubSymbol(QgsLineSymbol.createSimple({"color": colour, "width": "0.25"}))
    symbol.appendSymbolLayer(hatch)
    return symbol


def by_code(point: bool) -> QgsCategorizedSymbolRenderer:
    """Patches or points in the colours of their codes."""

    def symbol(colour: str) -> QgsSymbol:
        if point:
            return QgsMarkerSymbol.createSimple(marker(colour, "#444444", "1.4", "0.1"))
        paler = QColor(colour)
        return QgsFillSymbol.createSimple(
            fill(f"{paler.red()},{paler.green()},{paler.blue()},70", colour, "0.3")
        )

    known = [
        QgsRendererCategory(code, symbol(colours.fill), word("code", code, "zh"))
        for code, colours in COLOURS.items()
    ]
    unknown = QgsRendererCategory("", symbol(UNKNOWN.fill), "未判定")
    return QgsCategorizedSymbolRenderer("code", [*known, unknown])


def label(layer: QgsVectorLayer, field: str, size: float, colour: str, over: bool = False) -> None:
    """Label ``layer`` with ``field``, in points, on a white halo; somewhere inside the polygon where there is
    room, or right ``over`` its point."""
    settings = _labels(field, size, colour)
    settings.placement = QgsPalLayerSettings.Placement.Horizontal
    if over:
        settings.priority = 10
        settings.placement = QgsPalLayerSettings.Placement.OverPoint
        settings.quadOffset = QgsPalLayerSettings.QuadrantPosition.QuadrantOver
        settings.multilineAlign = QgsPalLayerSettings.MultiLineAlign.MultiCenter
    _apply(layer, settings)


def dimensioned(layer: QgsVectorLayer, field: str, size: float, colour: str) -> None:
    """Label lines with their lengths, along them on their right: outside of what lies on their left."""
    settings = _labels(field, size, colour)
    settings.placement = QgsPalLayerSettings.Placement.Line
    line = settings.lineSettings()
    line.setPlacementFlags(QgsLabeling.LinePlacementFlag.BelowLine)
    settings.setLineSettings(line)
    settings.dist = 1.0
    settings.distUnits = QgsUnitTypes.RenderUnit.RenderMillimeters
    _apply(layer, settings)


def _labels(field: str, size: float, colour: str) -> QgsPalLayerSettings:
    text = QgsTextFormat()
    font = QFont(chinese_family())
    font.setBold(True)
    # shaping swaps figures for glyphs that a PDF cannot map back to text
    font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    text.setFont(font)
    text.setSize(size)
    text.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
    text.setColor(QColor(colour))
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(0.7)
    text.setBuffer(buffer)
    settings = QgsPalLayerSettings()
    settings.fieldName = field
    settings.setFormat(text)
    settings.displayAll = True
    return settings


def _apply(layer: QgsVectorLayer, settings: QgsPalLayerSettings) -> None:
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
