"""Breaking text into lines that fit: QGIS's tables break at spaces only, and Chinese has none."""

from __future__ import annotations

import re
from functools import lru_cache

from qgis.PyQt.QtGui import QFont, QFontMetricsF

from .sheet_fonts import chinese_family

_MM_PER_POINT = 25.4 / 72
#: Latin words, codes, numbers and dates stay together; a Chinese character is a piece of its own;
#: no line begins with a closing mark.
_CLOSING = "，。；：、）〕》！？"
_PIECES = re.compile(rf"(?:[A-Za-z0-9.,%:/_()-]+|\s+|.)[{_CLOSING}]*", re.DOTALL)
_METRICS_PX = 1000


def wrapped(text: str, width_mm: float, points: float) -> list[str]:
    """``text`` as lines of at most ``width_mm`` in the sheets' font at ``points``; at least one, and one for
    each that ``text`` has itself."""
    return [line for own in text.split("\n") for line in _wrapped(own, width_mm, points)]


def _wrapped(text: str, width_mm: float, points: float) -> list[str]:
    lines, line, used = [], "", 0.0
    for piece in _pieces(text, width_mm, points):
        width = _width_mm(piece, points)
        if line and used + width > width_mm:
            lines.append(line.rstrip())
            line, used = "", 0.0
            if piece.isspace():
                continue
        line += piece
        used += width
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def fitting(text: str, width_mm: float, height_mm: float, points: float, tail: str) -> list[str]:
    """The first lines of ``text`` that fit a frame; the last of them ends with ``tail`` when some do not."""
    lines = wrapped(text, width_mm, points)
    room = max(1, int(height_mm / _line_mm(points)))
    if len(lines) <= room:
        return lines
    last = lines[room - 1]
    while last and _width_mm(last + tail, points) > width_mm:
        last = last[:-1]
    return [*lines[: room - 1], last + tail]


def _pieces(text: str, width_mm: float, points: float) -> list[str]:
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        # a code longer than the line breaks wherever it must
        pieces += [piece] if _width_mm(piece, points) <= width_mm else list(piece)
    return pieces


def _width_mm(text: str, points: float) -> float:
    return sum(_advance(character) for character in text) * points * _MM_PER_POINT


def _line_mm(points: float) -> float:
    font = QFont(chinese_family())
    font.setPixelSize(_METRICS_PX)
    return float(QFontMetricsF(font).lineSpacing()) / _METRICS_PX * points * _MM_PER_POINT


@lru_cache(maxsize=8192)
def _advance(character: str) -> float:
    """Width of a character as a part of the font size."""
    font = QFont(chinese_family())
    font.setPixelSize(_METRICS_PX)
    return float(QFontMetricsF(font).horizontalAdvance(character)) / _METRICS_PX
