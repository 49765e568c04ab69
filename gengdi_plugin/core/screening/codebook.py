"""The spatial codes of a session's patches: each is given once and stays (public contract §3.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from ..geometry import IntArray
from ..table import ObjectArray
from .changes import set_at
from .places import grid_codes

#: Unit codes of some patches ('' none), or None when there is no layer of units.
UnitsOf = Callable[[IntArray], ObjectArray]


class CodeBook:
    """Gives ``unit-grid-nn`` to patches. Within a grid cell the numbers go by row, whatever rows are asked
    for first: then the unit codes of the other patches of the cell are asked for too.

    ``geometry``: all patches in EPSG:4490; ``uids``: theirs; ``given``: uid -> code given earlier.
    """

    def __init__(self, geometry: ObjectArray, uids: ObjectArray, given: Mapping[str, str]) -> None:
        self._geometry, self._uids, self._given = geometry, uids, given
        self._left: dict[str, str] = {}  # uid -> the code given here to a patch that was moved since
        self._taken: set[str] | None = None
        self._codes: ObjectArray = np.full(len(uids), None, dtype=object)
        self._grids: ObjectArray = np.empty(0, dtype=object)
        self._cell: IntArray = np.empty(0, dtype=np.int64)

    def give(self, rows: IntArray, units: ObjectArray, units_of: UnitsOf) -> ObjectArray:
        """The codes of the patches ``rows``, whose unit codes are ``units``."""
        new = np.array([self._codes[row] is None for row in rows.tolist()], dtype=bool)
        if new.any():
            self._settle(rows[new], units[new], units_of)
        return self._codes[rows]

    def move(self, row: int, geometry: ObjectArray, uids: ObjectArray) -> None:
        """The patch ``row`` is another one now, or a new one behind all: it is given a new code when asked
        for, and its old one to nobody. ``geometry``, ``uids``: of all patches."""
        if row == len(self._codes):
            self._codes = np.concatenate([self._codes, np.full(1, None, dtype=object)])
        elif self._codes[row] is not None:
            self._left[self._uids[row]] = self._codes[row]
        self._geometry, self._uids = geometry, uids
        self._codes[row] = None
        if self._taken is not None:
            grid = grid_codes(geometry[row : row + 1])
            same = np.flatnonzero(self._grids == grid[0])
            cell = self._cell[same[0]] if len(same) else self._cell.max(initial=-1) + 1
            self._grids = set_at(self._grids, row, grid)
            self._cell = set_at(self._cell, row, np.array([cell]))

    def _settle(self, rows: IntArray, units: ObjectArray, units_of: UnitsOf) -> None:
        if self._taken is None:
            self._taken = set(self._given.values())
            self._grids = grid_codes(self._geometry)
            _, self._cell = np.unique(self._grids.astype(str), return_inverse=True)
        unit = dict(zip(rows.tolist(), units))
        wanted = np.zeros(self._cell.max() + 1, dtype=bool)
        wanted[self._cell[rows]] = True
        beside = np.array(
            [row for row in np.flatnonzero(wanted[self._cell]).tolist()
             if row not in unit and self._codes[row] is None],
            dtype=np.int64,
        )  # fmt: skip
        if len(beside):
            unit.update(zip(beside.tolist(), units_of(beside)))
        for row in sorted(unit):
            self._codes[row] = self._one(row, unit[row])

    def _one(self, row: int, unit: str | None) -> str:
        known = self._given.get(self._uids[row]) or self._left.get(self._uids[row])
        if known is not None:
            return known
        taken = self._taken if self._taken is not None else set()
        stem = f"{(unit or '').ljust(12, '0')}-{self._grids[row]}"
        number = 1
        while f"{stem}-{number:02d}" in taken:
            number += 1
        code = f"{stem}-{number:02d}"
        taken.add(code)
        return code
