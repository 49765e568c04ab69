"""What rows of the patch table add up to, in words."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.i18n import tr
from .. import figures


@dataclass(frozen=True)
class Totals:
    """Areas in m²; None: of none of the rows it is known."""

    count: int = 0
    area_m2: float | None = None
    cultivated_m2: float | None = None
    basic_m2: float | None = None

    def areas(self) -> str:
        """The areas in m² and mu, farmland with its name; what was not tested is left out."""
        parts = [figures.area_and_mu(self.area_m2 or 0.0)]
        if self.cultivated_m2 is not None:
            parts.append(tr("cultivated {area}").format(area=figures.area_and_mu(self.cultivated_m2)))
        if self.basic_m2 is not None:
            parts.append(tr("perm. basic {area}").format(area=figures.area_and_mu(self.basic_m2)))
        return tr("; ").join(parts)


def told(shown: Totals, everything: int, selected: Totals | None) -> str:
    """The line below the table: what is shown of ``everything``, and a second one for what is selected when
    that is something else."""
    said = tr("{shown} of {all} patches, {area}").format(
        shown=f"{shown.count:,}", all=f"{everything:,}", area=shown.areas()
    )
    if selected is None or selected.count == shown.count:
        return said
    also = tr("{n} selected: {area}").format(n=f"{selected.count:,}", area=selected.areas())
    return f"{said}\n{also}"
