"""The whole ground of the district: parcels that tile it, and the slots where something can change."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..core.kernel import shapely
from ..core.table import ObjectArray
from .cover import Cover, cover, woods
from .layout import LINE_KINDS, Layout, make_layout
from .places import Places, make_places
from .plane import turn
from .subdivision import SPECS, Floats, Grid, Ints, cut

#: Plots in a row that make one slot.
_SLOT_ROWS = 3
#: A slot is wider and deeper than this, metres.
_SLOT_WIDTH, _SLOT_DEPTH = 55.0, 60.0
_FARM = ("01", "02")
#: Cells of the district per change patch: about a third of the slots see a change.
_CELLS_PER_PATCH = 0.25
#: Share of the cells whose strips run across.
_ACROSS_SHARE = 0.4


@dataclass(frozen=True)
class Slots:
    """Places for change: a ``box`` (n, 4) in the frame of ``cell`` (turned by ``angle``), wholly inside
    one column of plots. ``chain``: slots of one column, ``order`` from south to north; ``kind``:
    ``field`` or ``industry``; ``cultivated``: every plot is class 01; ``village``: in a village cell."""

    cell: Ints
    angle: Floats
    box: Floats
    chain: Ints
    order: Ints
    kind: npt.NDArray[np.object_]
    cultivated: npt.NDArray[np.bool_]
    village: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.cell)


@dataclass(frozen=True)
class Ground:
    """``parcels`` (plane, metres) with ``class_code``, ``cell``, ``slot`` (−1: none), ``width`` of
    linear ground (NaN otherwise); the layout, places and slots behind them."""

    layout: Layout
    places: Places
    parcels: ObjectArray
    class_code: npt.NDArray[np.object_]
    cell: Ints
    slot: Ints
    width: Floats
    slots: Slots


@dataclass
class _SlotList:
    rows: list[tuple[int, float, int, int, str, bool, bool]] = field(default_factory=list)
    boxes: list[Floats] = field(default_factory=list)
    chains: int = 0

    def done(self) -> Slots:
        cell, angle, chain, order, kind, cultivated, village = zip(*self.rows)
        return Slots(
            np.array(cell), np.array(angle), np.array(self.boxes), np.array(chain), np.array(order),
            np.array(kind, dtype=object), np.array(cultivated), np.array(village),
        )  # fmt: skip


def make_ground(patches: int, rng: np.random.Generator, growth: float = 1.0) -> Ground:
    """Ground for ``patches`` changes, ``growth`` times as many cells as is usual."""
    cells = round(max(40, round(patches * _CELLS_PER_PATCH)) * growth)
    columns = max(7, round((cells * 1.12) ** 0.5))
    layout = make_layout(columns, max(6, round(cells / columns)), rng)
    places = make_places(layout)
    slots = _SlotList()
    parcels, classes, cells_of, slot_of = [], [], [], []
    across = rng.random(len(layout)) < _ACROSS_SHARE
    for cell in range(len(layout)):
        angle = _angle(layout, cell, bool(across[cell]))
        frame_parcels, slot = _cell(layout, places, cell, angle, slots, rng)
        parcels.append(shapely.transform(frame_parcels.parcels, lambda xy, a=angle: turn(xy, a)))
        classes.append(frame_parcels.class_code)
        cells_of.append(np.full(len(slot), cell))
        slot_of.append(slot)
    lines, line_class, line_cell, line_width = _corridor_parcels(layout, places)
    inner = sum(len(part) for part in parcels)
    return Ground(
        layout, places,
        np.concatenate([*parcels, lines]), np.concatenate([*classes, line_class]),
        np.concatenate([*cells_of, line_cell]), np.concatenate([*slot_of, np.full(len(lines), -1)]),
        np.concatenate([np.full(inner, np.nan), line_width]), slots.done(),
    )  # fmt: skip


def _angle(layout: Layout, cell: int, across: bool) -> float:
    """How far the direction of the cell's strips is turned from the plane's north, radians: they run
    from its bottom to its top or, ``across``, from its right side to its left."""
    start, end = layout.side_lines[cell, [1, 3] if across else [0, 2]]
    low, high = (shapely.get_coordinates(line).mean(axis=0) for line in (start, end))
    return float(np.arctan2(*(high - low)[::-1]) - np.pi / 2)


def _cell(
    layout: Layout, places: Places, cell: int, angle: float, slots: _SlotList, rng: np.random.Generator
) -> tuple[Cover, Ints]:
    """The parcels of one cell (in its frame) and the slot of each."""
    country = str(places.country[cell])
    interior = shapely.transform(layout.interiors[cell], lambda xy: turn(xy, -angle))
    if country == "hill":
        wooded = woods(interior, rng)
        return wooded, np.full(len(wooded.parcels), -1)
    grid = cut(interior, SPECS[country], rng)
    covered = cover(grid, country, rng)
    plot_slot = np.full(len(grid.plots) + 2, -1)
    classes = np.full(len(grid.plots), "", dtype=object)
    of_plot = covered.plot >= 0
    classes[covered.plot[of_plot]] = covered.class_code[of_plot]
    shapely.prepare(interior)
    whole = shapely.contains_properly(interior, shapely.box(*grid.boxes.T))
    whole &= grid.boxes[:, 2] - grid.boxes[:, 0] > _SLOT_WIDTH
    if country in ("field", "village"):
        _field_slots(grid, classes, whole, (cell, angle, country == "village"), slots, plot_slot)
    elif country == "industry":
        for plot in np.flatnonzero(np.isin(classes, ("1201", "0101")) & whole):
            plot_slot[plot] = len(slots.rows)
            slots.rows.append((cell, angle, slots.chains, 0, "industry", classes[plot] == "0101", False))
            slots.boxes.append(grid.boxes[plot])
            slots.chains += 1
    return covered, plot_slot[covered.plot]


def _field_slots(
    grid: Grid, classes: npt.NDArray[np.object_], whole: npt.NDArray[np.bool_],
    where: tuple[int, float, bool], slots: _SlotList, plot_slot: Ints,
) -> None:  # fmt: skip
    """Three farmed plots in a row, none of them cut by the cell's margin, make a slot."""
    cell, angle, village = where
    farmed = np.array([code.startswith(_FARM) or code == "1104" for code in classes])
    free = farmed & whole
    for column in np.unique(grid.column):
        order = 0
        for bay in np.unique(grid.bay):
            rows = np.flatnonzero((grid.column == column) & (grid.bay == bay))
            k = 0
            while k + _SLOT_ROWS <= len(rows):
                group = rows[k : k + _SLOT_ROWS]
                deep = grid.boxes[group[-1], 3] - grid.boxes[group[0], 1] > _SLOT_DEPTH
                if not (deep and free[group].all()):
                    k += 1
                    continue
                plot_slot[group] = len(slots.rows)
                cultivated = all(code.startswith("01") for code in classes[group])
                slots.rows.append((cell, angle, slots.chains, order, "field", cultivated, village))
                slots.boxes.append(np.array([*grid.boxes[group[0], :3], grid.boxes[group[-1], 3]]))
                order += 1
                k += _SLOT_ROWS
            # a way across or a gap interrupts the chain
        slots.chains += 1


def _corridor_parcels(
    layout: Layout, places: Places
) -> tuple[ObjectArray, npt.NDArray[np.object_], Ints, Floats]:
    """Rivers, canals, roads and lanes: the two halves of a corridor are one parcel within a village,
    two where the village boundary runs along its middle."""
    count = len(layout)
    halves, edges = layout.corridors.ravel(), layout.side_edges.ravel()
    cells = np.repeat(np.arange(count), 4)
    order = np.lexsort((cells, edges))
    halves, edges, cells = halves[order], edges[order], cells[order]
    pairs = np.flatnonzero(edges[:-1] == edges[1:])
    pairs = pairs[places.village[cells[pairs]] == places.village[cells[pairs + 1]]]
    halves = halves.copy()
    halves[pairs] = shapely.union(halves[pairs], halves[pairs + 1])
    keep = np.ones(len(halves), dtype=bool)
    keep[pairs + 1] = False
    parts, index = shapely.get_parts(halves[keep], return_index=True)
    kinds, widths = layout.side_kinds.ravel()[order][keep], layout.side_widths.ravel()[order][keep]
    classes = np.array([LINE_KINDS[kind].class_code for kind in kinds], dtype=object)
    return parts, classes[index], cells[keep][index], np.round(widths[index], 1)
