"""What lies uncovered in each patch, for its sentence: how much, in how many parts, cultivated land of
which class. Measured only where there is something to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..area import FloatArray
from ..table import Array, ObjectArray
from .figures import Cover
from .overlay import Clips, Patches
from .pieces import Pieces, pieces, shared_area
from .prepare import CULTIVATED_CLASSES

if TYPE_CHECKING:
    from .measure import Measured

#: The figures measured here, in m².
CLASS_FIGURES = tuple(f"uncovered_{kind}_m2" for kind in CULTIVATED_CLASSES)
FIGURES = ("remainder_m2", *CLASS_FIGURES)

#: Less cultivated land than this in the remainder is not told by class (m²).
_LEAST_M2 = 0.05


def measure_uncovered(out: Measured, patches: Patches, land: dict[str, Array], cover: Cover) -> None:
    """Put :data:`FIGURES` and ``parts`` into ``out.figures``, and the ground of each class told of (with its
    area in the patch) into ``out.ground``. ``land``: kind of ground -> which parcels are of it."""
    figures, parcels, count = out.figures, out.parcels, len(patches.shapes)
    figures["remainder_m2"] = patches.areas(cover.remainder)
    figures["parts"] = np.bincount(cover.part_of, minlength=count).astype(float)
    if parcels is None or "uncovered_cultivated_m2" not in figures:
        return
    told = figures["uncovered_cultivated_m2"] >= _LEAST_M2
    classed = np.any([land[kind] for kind in CULTIVATED_CLASSES], axis=0)
    tilled = parcels.where((land["cultivated"] | classed)[parcels.feature] & told[parcels.row])
    for kind in CULTIVATED_CLASSES:
        mine = land[kind][tilled.feature]
        ground, uncovered = _of_class(tilled, mine, out, patches, cover)
        out.ground[kind] = ground
        figures[kind] = ground.area
        figures[f"uncovered_{kind}_m2"] = uncovered


def _of_class(
    tilled: Clips, mine: ObjectArray, out: Measured, patches: Patches, cover: Cover
) -> tuple[Pieces, FloatArray]:
    """The ground of one class in each patch and how much of it is uncovered. Where all the cultivated land
    of a patch is of the class, both are known already."""
    count = len(patches.shapes)
    # parcels of which no two overlap have none that do in any choice of them
    has = np.bincount(tilled.row[mine], minlength=count) > 0
    pure = has & (np.bincount(tilled.row[~mine], minlength=count) == 0)
    ground = pieces(tilled.where(mine), patches, out.shared)
    uncovered = out.figures["uncovered_cultivated_m2"].copy()
    if not pure.all():
        remainder = cover.remainder.copy()
        remainder[pure] = None
        uncovered = np.where(pure, uncovered, shared_area(patches, remainder, ground))
    return ground, uncovered
