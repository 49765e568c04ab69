"""Figures as they are written in Chinese documents."""

from __future__ import annotations

from typing import Any

from .cells import measured


def area_text(value: Any) -> str:
    """An area as ``1,234.56 平方米（1.85 亩）``; — when it was not tested."""
    square_metres, mu = measured("area", value), measured("mu", value)
    return "—" if square_metres is None else f"{square_metres:,.2f} 平方米（{mu:,.2f} 亩）"
