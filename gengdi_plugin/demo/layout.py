"""The district's skeleton: cells between rivers, canals, roads and lanes.

A lattice of nodes is displaced (rivers wander, roads hardly do) and joined by smooth curves; the
curves are the middle lines of water and roads, the quadrangles between them are the cells. Cells
tile the district exactly because neighbours share every vertex.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..core.kernel import shapely
from ..core.table import ObjectArray

#: Size of a cell before displacement, metres.
CELL_WIDTH, CELL_HEIGHT = 520.0, 440.0
#: Straight pieces per cell side.
PIECES = 8


@dataclass(frozen=True)
class LineKind:
    """A kind of dividing line: land class, width (m), how far nodes wander (m), who wins a crossing."""

    class_code: str
    width: tuple[float, float]
    wander: float
    priority: int


LINE_KINDS = {
    "road": LineKind("1003", (14.0, 18.0), 16.0, 0),
    "river": LineKind("1101", (36.0, 48.0), 70.0, 1),
    "canal": LineKind("1101", (15.0, 22.0), 52.0, 2),
    "brook": LineKind("1107", (7.0, 10.0), 44.0, 3),
    "lane": LineKind("1006", (5.0, 6.0), 30.0, 4),
}
_DOWN = ("canal", "lane", "road", "canal", "brook", "river", "lane", "canal", "road", "brook")
_ACROSS = ("brook", "canal", "lane", "road", "canal", "brook", "lane", "canal", "lane")


@dataclass(frozen=True)
class Layout:
    """``columns`` x ``rows`` cells in row-major order (``cell = row * columns + column``).

    ``cells``: whole quadrangles; ``interiors``: without the corridors; ``side_lines`` (cells, 4):
    middle lines of bottom, right, top, left; ``side_edges`` (cells, 4): numbers of the shared edges;
    ``side_kinds``, ``side_widths`` likewise; ``corridors`` (cells, 4): the part of each side's
    corridor that lies in the cell (may be empty or multi-part).
    """

    columns: int
    rows: int
    cells: ObjectArray
    interiors: ObjectArray
    side_lines: ObjectArray
    side_edges: npt.NDArray[np.int64]
    side_kinds: npt.NDArray[np.str_]
    side_widths: npt.NDArray[np.float64]
    corridors: ObjectArray

    def __len__(self) -> int:
        return len(self.cells)


def make_layout(columns: int, rows: int, rng: np.random.Generator) -> Layout:
    """The skeleton of ``columns`` x ``rows`` cells around the plane's origin."""
    down = [_DOWN[i % len(_DOWN)] for i in range(columns + 1)]
    across = [_ACROSS[j % len(_ACROSS)] for j in range(rows + 1)]
    nodes = _nodes(columns, rows, down, across, rng)
    upright = _curves(np.swapaxes(nodes, 0, 1))  # along each vertical line: (columns + 1, rows, …)
    level = _curves(nodes)  # along each horizontal line: (rows + 1, columns, …)

    def widths(kinds: list[str], pieces: int) -> npt.NDArray[np.float64]:
        low, high = np.array([LINE_KINDS[kind].width for kind in kinds]).T
        return np.repeat(rng.uniform(low, high)[:, None], pieces, axis=1)

    level_width, upright_width = widths(across, columns), widths(down, rows)
    sides = np.stack([level[:-1], np.swapaxes(upright, 0, 1)[:, 1:],
                      level[1:], np.swapaxes(upright, 0, 1)[:, :-1]], axis=2)  # fmt: skip
    sides = sides.reshape(columns * rows, 4, PIECES + 1, 2)
    level_no = np.arange((rows + 1) * columns).reshape(rows + 1, columns)
    upright_no = level_no.size + np.arange((columns + 1) * rows).reshape(columns + 1, rows).T
    kind_across = np.repeat(np.array(across)[:, None], columns, axis=1)
    kind_down = np.repeat(np.array(down)[None, :], rows, axis=0)

    def by_side(horizontal: npt.NDArray[Any], vertical: npt.NDArray[Any]) -> npt.NDArray[Any]:
        stacked = np.stack([horizontal[:-1], vertical[:, 1:], horizontal[1:], vertical[:, :-1]], axis=2)
        flat: npt.NDArray[Any] = stacked.reshape(columns * rows, 4)
        return flat

    kinds = by_side(kind_across, kind_down)
    side_widths = by_side(level_width, upright_width.T)
    lines = shapely.linestrings(sides)
    cells = _quadrangles(sides)
    corridors, interiors = _corridors(cells, lines, kinds, side_widths)
    return Layout(columns, rows, cells, interiors, lines, by_side(level_no, upright_no),
                  kinds, side_widths, corridors)  # fmt: skip


def _nodes(
    columns: int, rows: int, down: list[str], across: list[str], rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Node positions (rows + 1, columns + 1, 2): a gently bent lattice, each line wandering by its kind."""
    x, y = _spaced(columns, CELL_WIDTH, rng), _spaced(rows, CELL_HEIGHT, rng)
    grid = np.stack(np.meshgrid(x, y), axis=-1)
    phase = rng.uniform(0.0, 2 * np.pi, 4)
    bent: npt.NDArray[np.float64] = grid.copy()
    bent[..., 0] += 0.16 * grid[..., 1] + 150 * np.sin(grid[..., 1] / 720 + phase[0])
    bent[..., 0] += 45 * np.sin((grid[..., 1] + 0.4 * grid[..., 0]) / 300 + phase[1])
    bent[..., 1] += 130 * np.sin(grid[..., 0] / 830 + phase[2])
    bent[..., 1] += 45 * np.sin((grid[..., 0] - 0.5 * grid[..., 1]) / 330 + phase[3])
    wander_x = np.array([LINE_KINDS[kind].wander for kind in down])[None, :]
    wander_y = np.array([LINE_KINDS[kind].wander for kind in across])[:, None]
    bent[..., 0] += rng.uniform(-1, 1, bent.shape[:2]) * wander_x
    bent[..., 1] += rng.uniform(-1, 1, bent.shape[:2]) * wander_y
    return bent


def _spaced(count: int, width: float, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """``count + 1`` positions around 0, unevenly spaced: no two canals are as far apart as the next."""
    steps = rng.uniform(0.74, 1.26, count)
    places: npt.NDArray[np.float64] = np.concatenate([[0.0], np.cumsum(steps)])
    places *= width * count / steps.sum()
    return places - count * width / 2


def _curves(nodes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Smooth curves along axis 1 of ``nodes`` (lines, n, 2) -> (lines, n - 1, PIECES + 1, 2).

    Catmull-Rom: through every node, without a kink in it; both ends of a piece are the nodes' very
    coordinates, so crossing lines meet exactly.
    """
    before = np.concatenate([2 * nodes[:, :1] - nodes[:, 1:2], nodes[:, :-1]], axis=1)
    after = np.concatenate([nodes[:, 1:], 2 * nodes[:, -1:] - nodes[:, -2:-1]], axis=1)
    tangent = (after - before) / 2
    p0, p1, m0, m1 = nodes[:, :-1], nodes[:, 1:], tangent[:, :-1], tangent[:, 1:]
    t = np.linspace(0.0, 1.0, PIECES + 1)[None, None, :, None]
    p0, p1, m0, m1 = (part[:, :, None, :] for part in (p0, p1, m0, m1))
    curve: npt.NDArray[np.float64] = (
        (2 * t**3 - 3 * t**2 + 1) * p0 + (t**3 - 2 * t**2 + t) * m0
        + (-2 * t**3 + 3 * t**2) * p1 + (t**3 - t**2) * m1
    )  # fmt: skip
    curve[:, :, 0], curve[:, :, -1] = nodes[:, :-1], nodes[:, 1:]
    return curve


def _quadrangles(sides: npt.NDArray[np.float64]) -> ObjectArray:
    ring = np.concatenate(
        [sides[:, 0, :-1], sides[:, 1, :-1], sides[:, 2, :0:-1], sides[:, 3, :0:-1], sides[:, 0, :1]], axis=1
    )
    cells: ObjectArray = shapely.polygons(ring)
    return cells


def _corridors(
    cells: ObjectArray, lines: ObjectArray, kinds: npt.NDArray[np.str_], widths: npt.NDArray[np.float64]
) -> tuple[ObjectArray, ObjectArray]:
    """Corridors by side and what is left of the cells; at a crossing the stronger kind goes through."""
    bands = shapely.buffer(lines, widths / 2, quad_segs=4)
    strength = np.vectorize(lambda kind: LINE_KINDS[kind].priority)(kinds)
    order = np.argsort(strength, axis=1, kind="stable")
    corridors = np.empty(lines.shape, dtype=object)
    rows = np.arange(len(cells))
    left = cells
    for rank in range(4):
        side = order[:, rank]
        corridors[rows, side] = shapely.intersection(left, bands[rows, side])
        left = shapely.difference(left, bands[rows, side])
    return corridors, left
