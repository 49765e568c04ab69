"""What the panel says of a boundary and of the patches it reaches, in plain sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...core.i18n import tr
from ...core.vocabulary import word
from ..figures import area, area_and_mu

if TYPE_CHECKING:
    from ...core.boundary_checks import BoundaryCheck, Meeting
    from ..live.live import Live
    from ..session import WorkspaceSession

#: More neighbours are counted, not named.
_NAMED = 4

#: Of more patches that differ only their number is told: they are gone through while drawing.
_COUNTED = 5_000

#: Letters beside the words, as colour alone says nothing.
GOOD, BAD, LOOK = "✓", "✗", "!"


def check_lines(check: BoundaryCheck, approved_m2: float | None) -> list[str]:
    """Area, difference, soundness, overlaps and gaps: one line each."""
    lines = [tr("Official area: {area}").format(area=area_and_mu(check.area_m2))]
    if approved_m2:
        lines.append(difference(check.area_m2, approved_m2))
    for fault in check.faults:
        where = "" if fault.place is None else tr(" at {lon:.6f}, {lat:.6f}").format(
            lon=fault.place[0], lat=fault.place[1]
        )  # fmt: skip
        lines.append(f"{BAD} {fault.why}{where}")
    if check.overlaps:
        lines.append(f"{BAD} " + tr("Overlaps {neighbours}").format(neighbours=_meetings(check.overlaps)))
    if check.gaps:
        lines.append(
            f"{LOOK} " + tr("Slip beside {neighbours}").format(neighbours=_meetings(check.gaps, True))
        )
    if check.sound and not check.overlaps and not check.gaps:
        lines.append(f"{GOOD} " + tr("Sound; no overlap and no slip beside a neighbour"))
    return lines


def difference(area_m2: float, approved_m2: float) -> str:
    """How far the area is from what the document approves."""
    away = area_m2 - approved_m2
    mark = GOOD if abs(away) < 0.5 else LOOK
    return f"{mark} " + tr("Approved {approved} m²: difference {away} m² ({share} %)").format(
        approved=area(approved_m2), away=f"{away:+,.1f}", share=f"{100 * away / approved_m2:+.2f}"
    )


def _meetings(found: Sequence[Meeting], widths: bool = False) -> str:
    said = []
    for one in found[:_NAMED]:
        text = f"{one.name} {area(one.area_m2, 2)} m²"
        if widths:
            text = tr("{ground}, {width} m wide").format(ground=text, width=f"{one.width_m:.2f}")
        said.append(text)
    more = len(found) - _NAMED
    return tr("; ").join(said) + (tr(" and %n more", more) if more > 0 else "")


def live_line(live: Live, session: WorkspaceSession) -> str:
    """What the unsaved boundaries would make of patches."""
    rows = live.rows()
    if not live.on() or not 0 < len(rows) <= _COUNTED:
        return live.sentence()
    turned: Counter[str] = Counter()
    for uid, row in rows.items():
        saved = session.row(uid)
        if saved is None or saved.code != row.code:
            turned[row.code] += 1
    said = [turned_line(turned)] if turned else []
    others = len(rows) - sum(turned.values())
    if others:
        said.append(tr("%n patch(es) keep their colour with other figures", others))
    return tr("; ").join(said)


def turned_line(turned: Mapping[str, int]) -> str:
    """How many patches would turn to which code."""
    if not turned:
        return tr("No patch would change its colour.")
    return tr("; ").join(
        tr("%n patch(es) would turn {code}", count).format(code=word("code", code))
        for code, count in sorted(turned.items())
    )
