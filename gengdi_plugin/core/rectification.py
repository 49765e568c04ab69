"""Rectification (整改): measures with areas that together are the unlawful area, and how far they went.

The measures are data (``data/measures.csv``: ``key, counts_as, source, certainty``; their words are
vocabulary group ``measure``). ``counts_as`` names the area a measure is added to when a case is summed up
(vocabulary group ``measure_area``): 举证无问题, 现场整改, 核减占补指标, 进出平衡, 其他.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .case_numbers import case_number
from .errors import InputError
from .i18n import tr
from .office_tables import of_office_table, office_rows
from .vocabulary import key_of, word

#: How far a case is put right: 未整改, 部分整改, 已整改 (vocabulary group ``rectification_state``).
NONE, PARTLY, DONE = "none", "partly", "done"


@dataclass(frozen=True)
class Measure:
    """A kind of measure: ``counts_as`` is a key of vocabulary group ``measure_area``."""

    key: str
    counts_as: str
    source: str
    certainty: str


@dataclass(frozen=True)
class Part:
    """Ground of one measure: ``area_m2`` is to be put right by it, ``done_m2`` of that was."""

    measure: str
    area_m2: float
    done_m2: float = 0.0


@dataclass(frozen=True)
class Progress:
    """How far a case is put right; areas in m². ``by_area``: done, by what it counts as, in the order of
    vocabulary group ``measure_area``, only what there is."""

    state: str
    unlawful_m2: float
    done_m2: float
    remaining_m2: float
    by_area: dict[str, float]


@of_office_table
def measures() -> dict[str, Measure]:
    """The kinds of measures by key, in the order of the file."""
    return {row["key"]: Measure(**row) for row in office_rows("measures.csv")}


def measure_key(text: str) -> str:
    """The key for a measure's key or word in either language; InputError naming the known ones."""
    key = key_of("measure", text)
    if key not in measures():
        raise InputError(
            tr("“{measure}” is no measure of rectification; use one of: {known}.").format(
                measure=text, known=tr(", ").join(word("measure", one) for one in measures())
            )
        )
    return key


def tolerance() -> float:
    """The difference in m² up to which two areas are the same."""
    return case_number("area_tolerance_m2")


def total(areas: Iterable[float]) -> float:
    """The sum of ``areas``, the same in whatever order they come."""
    return math.fsum(areas)


def check_areas(parts: Sequence[Part], unlawful_m2: float | None) -> None:
    """Raise InputError unless every area is positive and together they are the unlawful area.

    To the tolerance of ``case_numbers.csv``. ``unlawful_m2`` None (nobody measured it): any positive areas.
    """
    if not parts:
        raise InputError(tr("Rectification needs at least one measure with its area."))
    for part in parts:
        if not (math.isfinite(part.area_m2) and part.area_m2 > 0):
            raise InputError(
                tr("The measure “{measure}” has the area {area}: give square metres above 0.").format(
                    measure=word("measure", part.measure), area=part.area_m2
                )
            )
    if unlawful_m2 is None:
        return
    given = total(part.area_m2 for part in parts)
    if abs(given - unlawful_m2) > tolerance():
        raise InputError(
            tr(
                "The measures add up to {given} m², the unlawful area is {unlawful} m²: "
                "change the areas by {difference} m²."
            ).format(
                given=f"{given:.2f}",
                unlawful=f"{unlawful_m2:.2f}",
                difference=f"{unlawful_m2 - given:+.2f}",
            )
        )


def check_done(part: Part, done_m2: float) -> None:
    """Raise InputError unless ``done_m2`` is what can be done by now: more than before, within the area."""
    if not math.isfinite(done_m2) or done_m2 < 0 or done_m2 > part.area_m2 + tolerance():
        raise InputError(
            tr("The measure “{measure}” covers {area} m²; {done} m² of it cannot be done.").format(
                measure=word("measure", part.measure), area=f"{part.area_m2:.2f}", done=done_m2
            )
        )
    if done_m2 < part.done_m2:
        raise InputError(
            tr(
                "{before} m² of the measure “{measure}” were reported before; give all that is done by now, "
                "that and what came since."
            ).format(measure=word("measure", part.measure), before=f"{part.done_m2:.2f}")
        )


def progress(parts: Iterable[Part], unlawful_m2: float | None = None) -> Progress:
    """How far the measures of a case went, whatever their order.

    未整改 when nothing is done, 已整改 when what is done is the unlawful area to the tolerance, else
    部分整改. Without ``unlawful_m2`` the sum of the measures is it.
    """
    known = list(parts)
    unlawful = total(part.area_m2 for part in known) if unlawful_m2 is None else unlawful_m2
    done = total(part.done_m2 for part in known)
    remaining = max(0.0, unlawful - done)
    state = NONE if done <= 0 else DONE if remaining <= tolerance() else PARTLY
    return Progress(state, unlawful, done, remaining, _by_area(known))


def _by_area(parts: Sequence[Part]) -> dict[str, float]:
    kinds = dict.fromkeys(kind.counts_as for kind in measures().values())
    found = {
        kind: total(part.done_m2 for part in parts if _counts_as(part.measure) == kind) for kind in kinds
    }
    return {kind: area for kind, area in found.items() if area > 0}


def _counts_as(measure: str) -> str:
    """What a measure counts as; one that this version does not know counts as other."""
    known = measures().get(measure)
    return known.counts_as if known else "other"


def proposed_due(day: dt.date) -> dt.date:
    """The deadline to propose for an order given on ``day``; the notice decides."""
    return day + dt.timedelta(days=int(case_number("rectification_days")))
