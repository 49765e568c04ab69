"""The spatial code as a QR code in the colour of its patch."""

from __future__ import annotations

from pathlib import Path

from .._vendor import segno
from .code_colours import colour_of


def write_qr(spatial_code: str, code: str, path: Path) -> None:
    """Write ``spatial_code`` as an SVG to ``path``, error correction M (15 % of it may be damaged)."""
    colours = colour_of(code)
    symbol = segno.make(spatial_code, error="m", micro=False)
    symbol.save(str(path), kind="svg", scale=4, border=4, dark=colours.dark, light=colours.light)
