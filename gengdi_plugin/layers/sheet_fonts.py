"""Chinese fonts for paper: Qt's own fallback picks Japanese glyphs where none is named."""

from __future__ import annotations

from functools import lru_cache

from qgis.core import (
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemScaleBar,
    QgsLayoutTable,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import qVersion
from qgis.PyQt.QtGui import QColor, QFont, QFontDatabase

#: The first that is installed: Linux, Windows, macOS.
FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "SimHei", "SimSun",
    "PingFang SC", "Heiti SC", "STHeiti", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
)  # fmt: skip


@lru_cache(maxsize=1)
def chinese_family() -> str:
    """The Chinese font family to print with; the first of the list when none is installed."""
    # static from Qt 6 on
    installed = set(QFontDatabase.families() if qVersion() >= "6" else QFontDatabase().families())
    return next((family for family in FAMILIES if family in installed), FAMILIES[0])


def use_chinese_font(layout: QgsPrintLayout) -> None:
    """Give every text of ``layout`` the Chinese font in its own size and weight."""
    for item in layout.items():
        if isinstance(item, QgsLayoutItemLabel):
            if hasattr(item, "setTextFormat"):  # QGIS 3.24
                item.setTextFormat(_format(item.textFormat()))
            else:
                item.setFont(_font(item.font()))
        elif isinstance(item, QgsLayoutItemScaleBar):
            item.setTextFormat(_format(item.textFormat()))
        elif isinstance(item, QgsLayoutItemLegend):
            _style_legend(item)
    for frame in layout.multiFrames():
        if isinstance(frame, QgsLayoutTable):
            frame.setContentTextFormat(_format(frame.contentTextFormat()))
            frame.setHeaderTextFormat(_format(frame.headerTextFormat()))


def set_label_colour(label: QgsLayoutItemLabel, colour: str) -> None:
    """Give a label another text colour."""
    if hasattr(label, "setTextFormat"):  # QGIS 3.24
        text_format = QgsTextFormat(label.textFormat())
        text_format.setColor(QColor(colour))
        label.setTextFormat(text_format)
    else:
        label.setFontColor(QColor(colour))


def label_points(label: QgsLayoutItemLabel) -> float:
    """A label's font size in points."""
    if hasattr(label, "textFormat"):  # QGIS 3.24
        return float(label.textFormat().size())
    return float(label.font().pointSizeF())


def _style_legend(legend: QgsLayoutItemLegend) -> None:
    kinds = QgsLegendStyle.Style
    for kind in (kinds.Title, kinds.Group, kinds.Subgroup, kinds.SymbolLabel):
        style = legend.style(kind)
        if hasattr(style, "setTextFormat"):  # QGIS 3.30
            style.setTextFormat(_format(style.textFormat()))
        else:
            style.setFont(_font(style.font()))
        legend.setStyle(kind, style)


def _font(font: QFont) -> QFont:
    named = QFont(font)
    named.setFamily(chinese_family())
    # shaping swaps figures beside Latin letters for glyphs that a PDF cannot map back to text
    named.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    return named


def _format(text_format: QgsTextFormat) -> QgsTextFormat:
    named = QgsTextFormat(text_format)
    named.setFont(_font(text_format.font()))
    return named
