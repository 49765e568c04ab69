"""Figures as they are read: square metres and shares with one digit, rounded half up as the lists are."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_TENTH = Decimal("0.1")

#: A share below one of these never reads as the limit itself: 94.96 % is not 95 %.
_LIMITS = (Decimal(95), Decimal(100))


def area_text(m2: float) -> str:
    """Square metres without the unit: ``1,234.5``."""
    return f"{_tenths(Decimal(repr(float(m2)))):,}"


def share_text(share: float) -> str:
    """A share 0–1 as percent without the sign: ``62.3``."""
    percent = Decimal(repr(float(share))) * 100
    shown = _tenths(percent)
    for limit in _LIMITS:
        if percent < limit <= shown:
            shown = limit - _TENTH
    return str(shown)


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, rounding=ROUND_HALF_UP)
