"""How well colours are told apart (WCAG 2): 1 is not at all, 21 black on white."""

from __future__ import annotations

from qgis.PyQt.QtGui import QColor


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of the luminances of two opaque colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def over(colour: QColor, ground: QColor) -> QColor:
    """``colour`` as it is seen on ``ground``."""
    share = colour.alphaF()
    parts = zip(colour.getRgb()[:3], ground.getRgb()[:3])
    return QColor(*(round(mine * share + theirs * (1 - share)) for mine, theirs in parts))


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
