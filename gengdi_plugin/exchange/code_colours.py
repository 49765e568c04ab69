"""Colours of the four codes on paper; the letter beside them says the same without colour."""

from __future__ import annotations

from typing import NamedTuple


class CodeColour(NamedTuple):
    """``fill``: the code's colour; ``ink``: text on it; ``dark`` and ``light``: modules and ground of its
    QR code, with a contrast that scanners read."""

    fill: str
    ink: str
    dark: str
    light: str


UNKNOWN = CodeColour("#6b7f92", "#ffffff", "#26323d", "#eef2f5")
COLOURS = {
    "green": CodeColour("#2e9e4f", "#ffffff", "#0b5a26", "#e6f6ea"),
    "yellow": CodeColour("#f2b705", "#3b2f00", "#3b2f00", "#ffd84a"),
    "red": CodeColour("#d64541", "#ffffff", "#8f1512", "#fdeceb"),
    "blue": CodeColour("#2f7fd1", "#ffffff", "#0d4a8a", "#e8f1fb"),
}


def colour_of(code: str) -> CodeColour:
    """The colours of ``green|yellow|red|blue``; grey for anything else."""
    return COLOURS.get(code, UNKNOWN)
