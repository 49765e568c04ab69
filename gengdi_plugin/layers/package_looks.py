"""How the layers of a field package look: simple symbols only, which every phone draws offline."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtXml import QDomDocument

from ..core.field_form import BOUNDARY, INSPECTION, PATCH
from ..core.vocabulary import word
from .styles import style_result

_GROUND_COLOURS = {
    "cultivated": "#f8d072",
    "basic_farmland": "#4caf50",
    "grain_zone": "#c0a000",
    "high_standard": "#26a69a",
    "ecological_redline": "#d32f2f",
}
_GROUND_GROUPS = ("land", "role")


def draw_work(layers: dict[str, QgsVectorLayer]) -> None:
    """Patches by code, findings by what was found, boundaries as outlines."""
    style_result(layers[PATCH], "patches")
    layers[PATCH].setOpacity(0.6)  # what lies below is to be seen
    _label(layers[PATCH], '"patch_no"')
    symbols = {
        "": "#9e9e9e",
        "found_lawful": "#2e7d32",
        "found_unchanged": "#1565c0",
        "found_unlawful": "#c62828",
    }
    categories = [
        QgsRendererCategory(
            key,
            QgsMarkerSymbol.createSimple(
                {"name": "circle", "color": colour, "outline_color": "white", "size": "4"}
            ),
            word("finding", key, "zh") if key else "未填结论",
        )
        for key, colour in symbols.items()
    ]
    layers[INSPECTION].setRenderer(QgsCategorizedSymbolRenderer("finding", categories))
    layers[BOUNDARY].setRenderer(
        QgsSingleSymbolRenderer(
            QgsFillSymbol.createSimple(
                {"style": "no", "outline_color": "#7b1fa2", "outline_width": "0.8", "outline_style": "dash"}
            )
        )
    )


def _label(layer: QgsVectorLayer, expression: str) -> None:
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = expression, True
    settings.placement = QgsPalLayerSettings.Placement.OutsidePolygons  # inside is what was found
    text = settings.format()
    text.setSize(11)
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(1)
    text.setBuffer(buffer)
    settings.setFormat(text)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def draw_reference(layer: QgsVectorLayer, table: str, style: str) -> None:
    """A reference layer as its QML ``style`` says, else as its ``table`` is drawn here."""
    if style:
        document = QDomDocument()
        document.setContent(style)
        look = QgsMapLayer.StyleCategory.Symbology | QgsMapLayer.StyleCategory.Labeling
        layer.importNamedStyle(document, look)
    elif table == "remainder":
        style_result(layer, "remainders")
    elif table == "ground":
        _draw_ground(layer)
    else:
        layer.setRenderer(QgsSingleSymbolRenderer(_outline("#00838f")))


def _draw_ground(layer: QgsVectorLayer) -> None:
    kinds = sorted(str(kind) for kind in layer.uniqueValues(layer.fields().indexOf("kind")))
    layer.setRenderer(
        QgsCategorizedSymbolRenderer(
            "kind",
            [
                QgsRendererCategory(kind, _tinted(_GROUND_COLOURS.get(kind, "#90a4ae")), _ground_word(kind))
                for kind in kinds
            ],
        )
    )


def _ground_word(kind: str) -> str:
    words = (word(group, kind, "zh") for group in _GROUND_GROUPS)
    return next((text for text in words if text != kind), kind)


def _tinted(colour: str) -> QgsFillSymbol:
    symbol = QgsFillSymbol.createSimple({"color": colour, "outline_color": colour, "outline_width": "0.2"})
    symbol.setOpacity(0.45)
    return symbol


def _outline(colour: str) -> QgsFillSymbol:
    return QgsFillSymbol.createSimple({"style": "no", "outline_color": colour, "outline_width": "0.5"})
