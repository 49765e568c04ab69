"""The numbers of a very large layer in a temporary file, as its geometries are; memory holds what is used.

A feature has some 100 bytes of numbers (where its geometry stands, bounds, id, columns). Of millions of
features they are more than all that is worked on at a time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from .compact import Coded, Column, CompactTable
from .spill import Spill, rest

#: Layers with fewer bytes of numbers keep them in memory: about half a million features.
LEAST_BYTES = 48 << 20

_ALIGNED = 8


def set_aside(table: CompactTable, least: int = LEAST_BYTES) -> CompactTable:
    """The same table; of one with ``least`` bytes of numbers or more they stand in a temporary file."""
    columns = {name: _numbers(column) for name, column in table.columns.items()}
    arrays = [table.start, table.size, table.bounds, table.ids, *columns.values()]
    if sum(one.nbytes for one in arrays) < max(least, 1):
        return table
    start, size, bounds, ids, *moved = _in_file(arrays)
    return replace(
        table,
        start=start,
        size=size,
        bounds=bounds,
        ids=ids,
        columns={name: _like(table.columns[name], numbers) for name, numbers in zip(columns, moved)},
    )


def rest_all(table: CompactTable) -> None:
    """Let what nobody is looking at leave the memory (:func:`.spill.rest`): geometries and numbers."""
    rest(table.data)
    rest(table.start)  # the others stand in the same file


def _numbers(column: Column) -> npt.NDArray[Any]:
    return column.codes if isinstance(column, Coded) else column


def _like(column: Column, numbers: npt.NDArray[Any]) -> Column:
    return Coded(numbers, column.words) if isinstance(column, Coded) else numbers


def _in_file(arrays: list[npt.NDArray[Any]]) -> list[npt.NDArray[Any]]:
    """The same arrays, one behind the other in one temporary file."""
    spill = Spill(0)
    begin = []
    for one in arrays:
        begin.append(spill.add(np.ascontiguousarray(one).reshape(-1).view(np.uint8)))
        spill.add(np.zeros(-spill.size % _ALIGNED, dtype=np.uint8))
    data = np.asarray(spill.array())
    return [data[at : at + one.nbytes].view(one.dtype).reshape(one.shape) for at, one in zip(begin, arrays)]
