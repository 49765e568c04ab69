"""The stock (总账): what a unit has of each land class at the date of one farmland layer.

Ground is measured (ellipsoidal, CGCS2000) and put into units by where it lies; beside it stands what the
parcels state of themselves (TBMJ, TBDLMJ), shared among units as the parcel's ground is. All rows are sums
of :class:`Cell`, so that villages add up to their town and classes to the total.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..area import FloatArray
from ..geometry import IntArray
from ..i18n import tr
from ..kernel import shapely
from ..screening.pairwise import areas
from ..screening.pool import in_order
from ..screening.trees import Trees
from ..screening.watch import Watch
from ..table import ObjectArray, object_array
from .ground import LedgerGround, blocks, under_earlier
from .units import UnitPieces

#: Digits of a class that are kept.
_DIGITS = 4


@dataclass(frozen=True)
class Cell:
    """What a unit has of one class. ``unit_code``: 12, 9 or 6 digits of the finest unit the ground is in, ''
    for none; ``class_code``: up to four digits, '' when the parcel states none; ``parcels``: with the
    largest part here; ``area_m2``: measured; ``stated_m2`` (TBMJ) and ``net_m2`` (TBDLMJ, without
    deductions) as stated, ``stated_on_m2`` and ``net_on_m2``: measured m² of the parcels that state it."""

    unit_code: str
    class_code: str
    parcels: int
    area_m2: float
    stated_m2: float
    stated_on_m2: float
    net_m2: float
    net_on_m2: float


@dataclass(frozen=True)
class Stock:
    """``by_overlay``: units told by where ground lies, else by the parcels' own unit code; ``parcels``: in
    all, ``unmeasured`` of them without a usable geometry; ``overlap_m2``: ground that several parcels
    claim (in ``total_m2`` more than once); ``doubled_m2``: ground of several units, counted in one."""

    cells: tuple[Cell, ...]
    by_overlay: bool
    parcels: int
    unmeasured: int
    overlap_m2: float
    doubled_m2: float
    log: tuple[str, ...]

    @property
    def total_m2(self) -> float:
        """All parcels together."""
        return float(sum(cell.area_m2 for cell in self.cells))


def stock(ground: LedgerGround, watch: Watch | None = None) -> Stock:
    """The stock of the parcels of ``ground``. Raises only Cancelled."""
    watch = watch or Watch()
    tree = Trees(ground.parcels.shapes)

    def work(rows: IntArray) -> tuple[IntArray, UnitPieces, FloatArray]:
        shared = areas(under_earlier(ground.parcels, tree, rows)) * ground.parcels.scale[rows]
        return rows, ground.parcel_pieces(rows), shared

    count = len(ground.parcels.shapes)
    row, code, area, most = [], [], [], []
    overlap = doubled = 0.0
    failed: list[int] = []
    for rows, pieces, shared in in_order(work, blocks(count), ground.threads, watch):
        largest = pieces.largest(len(rows))
        first = np.zeros(len(pieces.row), dtype=bool)
        first[largest[largest >= 0]] = True
        row.append(rows[pieces.row])
        code.append(pieces.code)
        area.append(pieces.area)
        most.append(first)
        overlap, doubled = overlap + float(shared.sum()), doubled + pieces.doubled_m2
        failed += rows[sorted(pieces.failed)].tolist()
    watch.step(1.0)
    none = np.empty(0, dtype=np.int64)
    cells = _cells(
        ground,
        np.concatenate([none, *row]),
        np.concatenate([none.astype(object), *code]),
        np.concatenate([none.astype(float), *area]),
        np.concatenate([none.astype(bool), *most]),
    )
    table = ground.parcels.table
    text = tr("Layer “{layer}”: feature {feature} could not be overlaid; look at it on the map.")
    log = [text.format(layer=table.name, feature=table.ids[one]) for one in failed]
    missing = int(shapely.is_missing(ground.parcels.shapes).sum())
    return Stock(cells, ground.by_overlay, count, missing, overlap, doubled, (*ground.log, *log))


def _cells(
    ground: LedgerGround, row: IntArray, code: ObjectArray, area: FloatArray, most: FloatArray
) -> tuple[Cell, ...]:
    """The pieces summed by unit and class."""
    if not len(row):
        return ()
    classes = object_array(text[:_DIGITS] for text in ground.classes)
    unit_names, unit = np.unique(code.astype(str), return_inverse=True)
    class_names, kind = np.unique(classes.astype(str), return_inverse=True)
    key = unit * len(class_names) + kind[row]
    used, place = np.unique(key, return_inverse=True)
    share = area / ground.parcels.area_m2[row]

    def summed(values: FloatArray) -> FloatArray:
        return np.bincount(place, weights=values, minlength=len(used)).astype(np.float64)

    figures = [summed(most.astype(float)), summed(area)]
    for name in ("area_m2", "net_area_m2"):
        stated = ground.parcels.table.column(name).astype(float)[row]
        known = np.isfinite(stated)
        figures += [summed(np.where(known, stated * share, 0.0)), summed(np.where(known, area, 0.0))]
    return tuple(
        Cell(str(unit_names[k // len(class_names)]), str(class_names[k % len(class_names)]), int(n), *rest)
        for k, n, *rest in zip(used.tolist(), *(values.tolist() for values in figures))
    )
