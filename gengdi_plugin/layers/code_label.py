"""A small label for a place: its spatial code as a coloured QR code, with letter and word under it.

On paper and on site it is read without knowing our colours, so it is Chinese whatever the interface speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt.QtCore import QMarginsF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextOption,
)
from qgis.PyQt.QtSvg import QSvgGenerator

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.place_status import status_words
from ..core.vocabulary import word
from ..exchange.code_colours import colour_of
from ..exchange.files import replacing
from ..exchange.qr import modules
from .sheet_fonts import chinese_family

#: The label in mm: a square with the symbol, and three lines under it.
WIDTH_MM, HEIGHT_MM = 60.0, 77.0

#: Scanners want so many light modules around a symbol.
QUIET = 4

_DPI = 300
_MM_PER_INCH = 25.4
_SVG_DPI = 90.0


@dataclass(frozen=True)
class CodeLabel:
    """``code``: the colour (``green|yellow|red|blue``, '' not screened); ``state``: of the case."""

    spatial_code: str
    code: str = ""
    state: str = ""
    patch_no: str = ""

    def words(self) -> str:
        """What stands under the symbol, beside the letter."""
        parts = (
            word("code", self.code, "zh") if self.code else "",
            status_words(self.code, self.state, "zh"),
        )
        return " · ".join(filter(None, parts))

    def letter(self) -> str:
        """The letter of the colour."""
        return word("code_letter", self.code, "zh") if self.code else "—"


def label_image(label: CodeLabel, dpi: int = _DPI) -> QImage:
    """The label as a picture that prints in its size."""
    scale = dpi / _MM_PER_INCH
    image = QImage(round(WIDTH_MM * scale), round(HEIGHT_MM * scale), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dpi / _MM_PER_INCH * 1000))
    image.setDotsPerMeterY(round(dpi / _MM_PER_INCH * 1000))
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    _draw(painter, label, scale)
    painter.end()
    return image


def write_label(label: CodeLabel, path: Path) -> None:
    """The label as PNG, SVG or PDF by the ending of ``path``. Raises InputError when it cannot be written."""
    write = {".png": _write_png, ".svg": _write_svg, ".pdf": _write_pdf}.get(path.suffix.casefold())
    if write is None:
        raise InputError(
            tr("{file}: a label is written as .png, .svg or .pdf: choose one of these.").format(
                file=path.name
            )
        )
    with replacing(path) as folder:
        write(label, folder / path.name)


def _write_png(label: CodeLabel, path: Path) -> None:
    label_image(label).save(str(path), "PNG")


def _write_svg(label: CodeLabel, path: Path) -> None:
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    scale = _SVG_DPI / _MM_PER_INCH
    generator.setResolution(round(_SVG_DPI))
    generator.setSize(QSizeF(WIDTH_MM * scale, HEIGHT_MM * scale).toSize())
    generator.setViewBox(QRectF(0, 0, WIDTH_MM * scale, HEIGHT_MM * scale))
    generator.setTitle(label.spatial_code)
    painter = QPainter(generator)
    _draw(painter, label, scale)
    painter.end()


def _write_pdf(label: CodeLabel, path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setTitle(label.spatial_code)
    writer.setCreator("Gengdi 耕地智保")
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QSizeF(WIDTH_MM, HEIGHT_MM), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0.0, 0.0, 0.0, 0.0))
    painter = QPainter()
    if painter.begin(writer):
        _draw(painter, label, _DPI / _MM_PER_INCH)
        painter.end()


def _draw(painter: QPainter, label: CodeLabel, scale: float) -> None:
    """The label from 0, 0; ``scale``: units of the painter in a mm."""
    colours = colour_of(label.code)
    _symbol(painter, label.spatial_code, colours.dark, colours.light, WIDTH_MM * scale)
    chip = QRectF(3 * scale, (WIDTH_MM + 1) * scale, 6 * scale, 6 * scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.fill))
    painter.drawRoundedRect(chip, scale, scale)
    middle, left = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignLeft
    _text(painter, chip, label.letter(), 4.2 * scale, colours.ink, middle, bold=True)
    words = QRectF(chip.right() + 1.5 * scale, chip.top(), (WIDTH_MM - 13) * scale, chip.height())
    _text(painter, words, label.words(), 4.0 * scale, "#000000", left, bold=True)
    below = QRectF(3 * scale, chip.bottom() + 0.4 * scale, (WIDTH_MM - 6) * scale, 4.2 * scale)
    _text(painter, below, label.spatial_code, 3.4 * scale, "#000000", middle)
    if label.patch_no:
        number = below.translated(0, below.height())
        _text(painter, number, f"图斑 {label.patch_no}", 3.2 * scale, "#000000", middle)


def _symbol(painter: QPainter, text: str, dark: str, light: str, side: float) -> None:
    """The symbol with its quiet zone in a square of ``side``; modules are whole units, so that they are
    sharp, and the rest is added to the quiet zone."""
    rows = modules(text)
    count = len(rows) + 2 * QUIET
    size = max(1.0, float(int(side / count))) if side >= count else side / count
    start = (side - size * len(rows)) / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(QRectF(0, 0, side, side), QColor(light))
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = 1
            while x + run < len(row) and row[x + run] == row[x]:
                run += 1
            if row[x]:
                where = QRectF(int(start) + x * size, int(start) + y * size, run * size, size)
                painter.fillRect(where, QColor(dark))
            x += run


def _text(
    painter: QPainter,
    box: QRectF,
    text: str,
    height: float,
    ink: str,
    how: Qt.AlignmentFlag,
    bold: bool = False,
) -> None:
    """``text`` in the Chinese font, smaller where it would not fit into ``box``."""
    font = QFont(chinese_family())
    font.setBold(bold)
    # shaping swaps figures beside Latin letters for glyphs that a PDF cannot map back to text
    font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    font.setPixelSize(max(1, round(height)))
    wide = QFontMetricsF(font, painter.device()).horizontalAdvance(text)
    if wide > box.width():
        font.setPixelSize(max(1, int(font.pixelSize() * box.width() / wide)))
    painter.setFont(font)
    painter.setPen(QColor(ink))
    option = QTextOption(how | Qt.AlignmentFlag.AlignVCenter)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    painter.drawText(box, text, option)
