"""What all accounts of one ledger rest on: the parcels and the units in one plane."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from ..geometry import IntArray, mean_widths
from ..kernel import shapely
from ..responsibility import unit_digits
from ..screening.layer import PreparedLayer
from ..screening.overlay import Patches
from ..screening.pairwise import areas, intersections
from ..screening.pool import thread_count
from ..screening.prepare import PreparedPatches, prepare_patches
from ..screening.trees import Trees
from ..screening.unions import grouped_unions
from ..screening.watch import Watch
from ..table import FeatureTable, ObjectArray, object_array
from .units import SMALLEST_M2, UnitGround, UnitPieces, in_one

#: Shapes that are overlaid at a time.
BLOCK = 400

#: What is narrower on the mean is the width of a drawn line, m.
_NARROWEST_M = 0.001


class LedgerGround:
    """``farmland``: parcels with ``class_code``, ``unit_code``; ``units``: None when no layer of them is
    there, then a parcel lies in the unit that its own ``unit_code`` names (both EPSG:4490)."""

    def __init__(
        self,
        farmland: FeatureTable,
        units: FeatureTable | None,
        watch: Watch | None = None,
        threads: int | None = None,
    ) -> None:
        self.log: list[str] = []
        self.threads = thread_count(threads)
        self.parcels, self.plane = prepare_patches(farmland, None, self.log, self.threads, watch)
        ground = None if units is None else UnitGround(units, self.plane, self.log)
        self._units = ground if ground else None
        self.classes: ObjectArray = object_array(
            str(code or "").strip() for code in farmland.column("class_code")
        )
        self._own: ObjectArray = object_array(
            unit_digits(str(code or "")) for code in farmland.column("unit_code")
        )

    @property
    def by_overlay(self) -> bool:
        """Whether units are told by where ground lies; else by what parcels say."""
        return self._units is not None

    def parcel_pieces(self, rows: IntArray) -> UnitPieces:
        """The pieces of the parcels ``rows`` by unit; ``row`` counts in ``rows``."""
        under = self.parcels.under_overlay(rows, set())
        return in_one(under, self._own[rows]) if self._units is None else self._units.pieces(under)

    def pieces(self, shapes: Patches) -> UnitPieces:
        """The pieces of other shapes by unit: all in no unit when there is no layer of units."""
        nowhere: ObjectArray = np.full(len(shapes), "", dtype=object)
        return in_one(shapes, nowhere) if self._units is None else self._units.pieces(shapes)

    @cached_property
    def cultivated(self) -> PreparedLayer:
        """The parcels of class 01 as a layer to be asked."""
        rows = np.flatnonzero(np.char.startswith(self.classes.astype(str), "01"))
        rows = rows[~shapely.is_missing(self.parcels.shapes[rows])]
        shapes, table = self.parcels.shapes[rows], self.parcels.table
        names = np.full(len(rows), table.name, dtype=object)
        thin = FeatureTable(self.parcels.lonlat[rows], {}, table.ids[rows], table.name)
        return PreparedLayer(shapes, thin, names, table.ids[rows], Trees(shapes))


def under_earlier(prepared: PreparedPatches, tree: Trees, rows: IntArray) -> ObjectArray:
    """What each of the shapes ``rows`` shares with shapes before it in the layer, as one geometry; None for
    nothing. Neighbours that touch share nothing."""
    shapes = prepared.shapes
    one, other = tree.query(shapes[rows])
    mine = rows[one]
    earlier = other < mine
    mine, other = mine[earlier], other[earlier]
    near = ~shapely.touches(shapes[mine], shapes[other])
    mine, other = mine[near], other[near]
    failed: set[int] = set()
    common = intersections(shapes[mine], shapes[other], mine, failed)
    keep = (areas(common) * prepared.scale[mine] >= SMALLEST_M2) & (mean_widths(common) >= _NARROWEST_M)
    out: ObjectArray = np.full(len(rows), None, dtype=object)
    if keep.any():
        order = np.flatnonzero(keep)
        order = order[np.argsort(mine[order], kind="stable")]
        united, _ = grouped_unions(common[order], mine[order])
        out[np.searchsorted(rows, np.unique(mine[order]))] = united
    return out


def blocks(count: int) -> list[IntArray]:
    """The rows 0 … count - 1 in blocks."""
    return [np.arange(at, min(at + BLOCK, count)) for at in range(0, count, BLOCK)]
