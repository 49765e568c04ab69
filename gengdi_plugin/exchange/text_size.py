"""How much room text takes: spreadsheet programs do not fit the height of merged or printed rows."""

from __future__ import annotations

import math
import unicodedata


def columns_of(text: str) -> int:
    """Width in half-width characters: Chinese and full-width ones count two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def lines_of(text: str, width: float) -> int:
    """How many lines ``text`` needs in a cell ``width`` characters wide, wrapped anywhere."""
    # a word or a code breaks before the edge: some of the line is lost
    room = max(width * 0.85, 1.0)
    return sum(max(1, math.ceil(columns_of(line) / room)) for line in text.split("\n"))
