"""How figures are written for reading: areas in m² and mu, shares, dates; empty when not tested."""

from __future__ import annotations

from ..core.i18n import tr

#: Square metres of a mu.
M2_PER_MU = 10_000 / 15


def area(value: float | None, digits: int = 1) -> str:
    """Square metres without the unit; empty when not tested."""
    return "" if value is None else f"{value:,.{digits}f}"


def area_and_mu(value: float) -> str:
    """Square metres and mu, with units."""
    return tr("{m2} m² ({mu} mu)").format(m2=f"{value:,.1f}", mu=f"{value / M2_PER_MU:,.2f}")


def share(value: float | None) -> str:
    """A share 0–1 as percent; empty when not tested."""
    if value is None:
        return ""
    percent = 100 * value
    shown = f"{percent:.1f}"
    # what is below a limit must not read as the limit: 94.96 % is not 95 %, 99.97 % is not all
    for limit in (95.0, 100.0):
        if percent < limit and float(shown) >= limit:
            shown = f"{limit - 0.1:.1f}"
    return f"{shown} %"


def text(value: object) -> str:
    """Any value as text; empty for None."""
    return "" if value is None else str(value)
