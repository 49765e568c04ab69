"""A patch's colour as a small picture: always the colour together with its letter."""

from __future__ import annotations

from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from qgis.PyQt.QtWidgets import QApplication

from ..core import i18n
from ..core.vocabulary import word
from .measure import scaled

#: Fill and letter colour of each code; the same colours as the map's styles.
COLOURS = {
    "green": ("#2e9e4f", "#ffffff"),
    "yellow": ("#f2b705", "#3b2f00"),
    "red": ("#d64541", "#ffffff"),
    "blue": ("#2f7fd1", "#ffffff"),
}
#: Seen on light and on dark ground: what belongs to no code.
NEUTRAL = "#6b7f92"
_UNKNOWN = (NEUTRAL, "#ffffff")

#: Pixels of a chip beside letters of the usual size.
_USUAL = 18
_cache: dict[tuple[str, str, str, int, float], QIcon] = {}


def chip_size() -> int:
    """Pixels of a chip beside letters of the size they have now."""
    return scaled(_USUAL)


def chip_pixmap(code: str, size: int = 0, letters: str = "code_letter") -> QPixmap:
    """The chip of ``code`` as a picture, sharp on any screen; ``size``: pixels, 0: as the letters are."""
    ratio = QApplication.instance().devicePixelRatio()
    return _draw(code, word(letters, code), size or chip_size(), ratio)


def chip(code: str, size: int = 0, letters: str = "code_letter") -> QIcon:
    """The chip of ``code``, ``size`` pixels high (0: as the letters are), sharp on any screen; ``letters``:
    the vocabulary group its letter is of."""
    size = size or chip_size()
    key = (code, letters, i18n.language(), size, QApplication.instance().devicePixelRatio())
    if key not in _cache:
        pixmap = chip_pixmap(code, size, letters)
        made = QIcon(pixmap)
        made.addPixmap(pixmap, QIcon.Mode.Selected)  # else Qt tints it: another colour, another meaning
        _cache[key] = made
    return _cache[key]


def _draw(code: str, letter: str, size: int, ratio: float) -> QPixmap:
    fill, ink = COLOURS.get(code, _UNKNOWN)
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    box = QRectF(0.5, 0.5, size - 1, size - 1)
    painter.drawRoundedRect(box, 3.5, 3.5)
    font = QFont(QApplication.font())
    font.setPixelSize(round(size * 0.68))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter or "?")
    painter.end()
    return pixmap
