"""Papers that no change patch asks about: most of a bureau's approvals lie quiet."""

from __future__ import annotations

import numpy as np

from ..core.kernel import box, shapely
from .ground import Ground
from .occasions import Day
from .papers import Paper
from .plane import turn
from .shapes import draw
from .sites import Allotment

_SHARE = 0.40
#: Layer, shape and years of validity (0: none) of quiet papers, by how often they come.
_KINDS = (
    ("conversion", "block", 0, 0.34), ("supply", "block", 0, 0.14), ("facility", "shed", 5, 0.22),
    ("temporary", "block", 2, 0.08), ("homestead", "house", 0, 0.10), ("reserve", "block", 0, 0.04),
    ("pending", "block", 0, 0.05), ("link_old", "house", 0, 0.03),
)  # fmt: skip


def idle_papers(ground: Ground, allotment: Allotment, rng: np.random.Generator) -> list[Paper]:
    """Papers in some of the free slots; those slots become general farmland."""
    slots = ground.slots
    free = np.flatnonzero(~allotment.taken & (slots.kind == "field"))
    chosen = free[rng.random(len(free)) < _SHARE]
    kinds = rng.choice(len(_KINDS), size=len(chosen), p=[kind[3] for kind in _KINDS])
    papers = []
    for slot, kind in zip(chosen, kinds):
        layer, shape, years, _ = _KINDS[kind]
        west, south, east, north = (float(value) for value in slots.box[slot])
        outline = draw(shape, (west, south, east, north), rng)
        outline = outline.intersection(box(west + 1.5, south + 1.5, east - 1.5, north - 1.5))
        placed = shapely.transform(outline, lambda xy, a=float(slots.angle[slot]): turn(xy, a))
        approved = Day("2020-03-01") + int(rng.integers(0, 500))
        ends = approved + 365 * years if years else Day("NaT")
        status = "报批中" if layer == "pending" else None
        papers.append(Paper(layer, placed, approved, approved if years else Day("NaT"), ends, status))
    allotment.basic[chosen] = 0
    return papers
