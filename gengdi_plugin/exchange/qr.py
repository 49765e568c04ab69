"""The spatial code as a QR code in the colour of its patch."""

from __future__ import annotations

from pathlib import Path

from .._vendor import segno
from .code_colours import colour_of


def write_qr(spatial_code: str, code: str, path: Path) -> None:
    """Write ``spatial_code`` as an SVG to ``path``, error correction M (15 % of it may be damaged)."""
    colours = colour_of(code)
    symbol = _symbol(spatial_code)
    symbol.save(str(path), kind="svg", scale=4, border=4, dark=colours.dark, light=colours.light)


def modules(spatial_code: str) -> list[list[bool]]:
    """The symbol that :func:`write_qr` writes, row by row: True = dark; without its quiet zone, which must be
    4 modules wide all around."""
    return [[bool(cell) for cell in row] for row in _symbol(spatial_code).matrix]


def _symbol(spatial_code: str) -> segno.QRCode:
    made: segno.QRCode = segno.make(spatial_code, error="m", micro=False)
    return made
