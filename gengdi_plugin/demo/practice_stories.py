"""Which stories of the demo district the practice folder tells, and what its papers can say about them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..core.kernel import shapely
from ..core.table import FeatureTable
from .plane import to_lonlat, to_plane

#: Stories whose papers lie in the practice folder's own layers, or that have none.
TOLD = frozenset(
    (
        "conversion", "corridor", "new_road", "converted_and_supplied", "two_conversions", "between_images",
        "facility_yard", "temporary_in_term", "temporary_no_end", "linked_new", "registered",
        "conversion_on_basic", "unchanged", "paper_elsewhere", "facility_building", "term_prolonged",
        "second_document", "undated_temporary", "unapproved", "unapproved_on_basic", "nursery_on_basic",
        "pond_on_basic", "excess", "facility_on_basic", "before_approval", "expired_temporary", "revoked",
        "greenhouse_house", "old_site_rebuilt",
    )
)  # fmt: skip
#: These stand on ground whose collective ownership is registered: it overlaps, and it proves nothing.
OWNED = frozenset(("unapproved", "unapproved_on_basic"))
#: At most so many patches of one story: a practice folder is to be looked through by eye.
_MOST = 5
#: How far the loop of a broken ring swings to either side of its edge, metres.
_LOOP_M = 0.4


@dataclass(frozen=True)
class Cast:
    """The practice patches: rows of the district's patch table, and what the folder's papers say of each."""

    rows: npt.NDArray[np.int64]
    story: npt.NDArray[np.object_]
    code: npt.NDArray[np.object_]
    reason: npt.NDArray[np.object_]

    def first(self, *stories: str) -> int:
        """Position of the first practice patch of one of ``stories``."""
        return int(np.flatnonzero(np.isin(self.story, stories))[0])

    def extended(self, positions: list[int]) -> Cast:
        """The same with the patches at ``positions`` once more at the end."""
        every = np.concatenate([np.arange(len(self.rows)), positions])
        return Cast(self.rows[every], self.story[every], self.code[every], self.reason[every])


def choose(truth: FeatureTable) -> Cast:
    """A few patches of every told story, in the district's order. The truth is the district's own, but for
    the patches on registered collective land: a paper overlaps them that does not count."""
    story = truth.columns["story"]
    taken: dict[str, int] = {}
    rows = []
    for row, key in enumerate(story):
        if key in TOLD and taken.get(key, 0) < _MOST:
            taken[key] = taken.get(key, 0) + 1
            rows.append(row)
    chosen = np.array(rows, dtype=np.int64)
    reason = truth.columns["expected_reason"][chosen].copy()
    reason[np.isin(story[chosen], list(OWNED))] = "approval_not_valid"
    return Cast(chosen, story[chosen], truth.columns["expected_code"][chosen], reason)


def broken(outline: shapely.Polygon) -> shapely.Polygon:
    """``outline`` (longitude, latitude) with a small loop in its longest edge: the ring crosses itself,
    and the ground it encloses is the same but for a fraction of a square metre."""
    ring = shapely.get_coordinates(to_plane(outline))[:-1]
    steps = np.roll(ring, -1, axis=0) - ring
    at = int(np.argmax((steps**2).sum(axis=1)))
    step = steps[at]
    across = _LOOP_M * np.array([-step[1], step[0]]) / np.hypot(*step)
    loop = [ring[at] + 0.66 * step, ring[at] + 0.34 * step + across, ring[at] + 0.5 * step - across]
    return to_lonlat(shapely.Polygon(np.insert(ring, at + 1, loop, axis=0)))
