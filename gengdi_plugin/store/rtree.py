"""Many entries for an R-tree of SQLite at once: full nodes beside each other instead of single insertions.

An R-tree is kept in three ordinary tables (sqlite.org/rtree.html, "Shadow Tables"): the nodes, the leaf of
each entry, the parent of each node. A node is: depth of the tree (in the root alone) and number of cells, two
bytes each; cells of 24 bytes: entry or child, and its bounds; all big-endian. GDAL fills the indexes of
GeoPackages in the same way. Leaves that are there stay; what is above all leaves is made anew.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from .sql import quoted

_BOUNDS = ("xmin", "xmax", "ymin", "ymax")
_CELL = np.dtype([("key", np.int64), *((name, np.float32) for name in _BOUNDS)])
_STORED = _CELL.newbyteorder(">")
#: An entry as it is given: bounds in full precision.
_ENTRY = np.dtype([("key", np.int64), *((name, np.float64) for name in _BOUNDS)])

_HEAD = struct.Struct(">HH")
_ROOT = 1

#: Entries that wait to be put into leaves together: more of them lie closer, and take more memory.
_TOGETHER = 100_000

#: How SQLite moves a bound that a 32-bit float cannot hold outwards.
_TOWARDS, _AWAY = 1.0 - 1.0 / 8_388_608, 1.0 + 1.0 / 8_388_608

_SIZE = "SELECT length(data) FROM {nodes} WHERE nodeno = ?"
_LAST = "SELECT max(nodeno) FROM {nodes} WHERE nodeno >= ?"
_READ = "SELECT data FROM {nodes} WHERE nodeno = ?"
_WRITE = "INSERT OR REPLACE INTO {nodes} (data, nodeno) VALUES (?, ?)"
_REMOVE = ("DELETE FROM {nodes} WHERE nodeno = ?", "DELETE FROM {parents} WHERE nodeno = ?")
# Which leaf has an entry, which node has a child: REPLACE, as leaves that stay get other parents.
_LEAF_OF = "INSERT OR REPLACE INTO {leaves} (nodeno, rowid) VALUES (?, ?)"
_PARENT_OF = "INSERT OR REPLACE INTO {parents} (parentnode, nodeno) VALUES (?, ?)"
_MAY_WRITE = ("EXPLAIN DELETE FROM {nodes}", "EXPLAIN DELETE FROM {leaves}", "EXPLAIN DELETE FROM {parents}")

Cells = npt.NDArray[Any]


class TreeFiller:
    """Puts new entries into the R-tree ``index`` (of ``main``), in an open transaction; it must have none
    under their numbers. Until :meth:`finish` the tree must not be asked."""

    def __init__(self, connection: sqlite3.Connection, index: str) -> None:
        self._connection, self._tables = connection, _tables(index)
        (self._size,) = self._one(_SIZE, _ROOT)
        self._free = self._one(_LAST, _ROOT)[0] + 1
        self._room = (self._size - _HEAD.size) // _CELL.itemsize
        self._waiting: list[Cells] = []
        self._leaves: list[Cells] = []

    def add(self, entries: Iterable[tuple[int, float, float, float, float]]) -> None:
        """Entries as (number, xmin, xmax, ymin, ymax)."""
        self._waiting.append(_rounded(np.fromiter(entries, dtype=_ENTRY)))
        if sum(map(len, self._waiting)) >= _TOGETHER:
            self._write_leaves()

    def finish(self) -> None:
        """Write what waits, and the tree above all leaves."""
        above, leaves = self._old_tree()
        self._write_leaves()
        if not self._leaves:
            return
        for statement in _REMOVE:
            self._many(statement, above)
        level, depth = np.concatenate([leaves, *self._leaves]), 1
        while len(level) > self._room:
            level, depth = self._write_level(level, _PARENT_OF), depth + 1
        self._put(_PARENT_OF, level, np.full(len(level), _ROOT))
        self._many(_WRITE, [(self._data(level, depth), _ROOT)])

    def _old_tree(self) -> tuple[list[tuple[int]], Cells]:
        """The nodes between root and leaves, and the leaves as cells. Entries in the root itself are put to
        those that wait."""
        above: list[tuple[int]] = []
        depth, level = self._read([_ROOT])
        if depth == 0:
            self._waiting.append(level)
            return above, level[:0]
        for _ in range(depth - 1):
            inner = level["key"].tolist()
            above += [(node,) for node in inner]
            level = self._read(inner)[1]
        return above, level

    def _read(self, nodes: list[int]) -> tuple[int, Cells]:
        """The depth that the first of ``nodes`` tells, and the cells of all."""
        depth, cells = 0, [np.empty(0, dtype=_CELL)]
        for node in nodes:
            (data,) = self._one(_READ, node)
            told, count = _HEAD.unpack_from(data)
            depth = told if node == nodes[0] else depth
            cells.append(np.frombuffer(data, dtype=_STORED, count=count, offset=_HEAD.size))
        return depth, np.concatenate(cells).astype(_CELL)

    def _write_leaves(self) -> None:
        cells = np.concatenate([np.empty(0, dtype=_CELL), *self._waiting])
        self._waiting = []
        if len(cells):
            self._leaves.append(self._write_level(cells, _LEAF_OF))

    def _write_level(self, cells: Cells, owner: str) -> Cells:
        """``cells`` in new nodes, told by the statement ``owner``; the nodes as cells of the level above."""
        count = -(-len(cells) // self._room)
        each = -(-len(cells) // count)
        cells = cells[_near_each_other(cells, each)]
        starts = np.arange(0, len(cells), each)
        nodes = np.empty(len(starts), dtype=_CELL)
        nodes["key"] = np.arange(self._free, self._free + len(starts))
        self._free += len(starts)
        for name in _BOUNDS:
            widest = np.minimum if name.endswith("min") else np.maximum
            nodes[name] = widest.reduceat(cells[name], starts)
        data = (self._data(cells[start : start + each]) for start in starts.tolist())
        self._many(_WRITE, zip(data, nodes["key"].tolist()))
        self._put(owner, cells, np.repeat(nodes["key"], each)[: len(cells)])
        return nodes

    def _put(self, owner: str, cells: Cells, nodes: npt.NDArray[Any]) -> None:
        order = np.argsort(cells["key"])
        self._many(owner, zip(nodes[order].tolist(), cells["key"][order].tolist()))

    def _data(self, cells: Cells, depth: int = 0) -> bytes:
        return (_HEAD.pack(depth, len(cells)) + cells.astype(_STORED).tobytes()).ljust(self._size, b"\0")

    def _one(self, statement: str, value: int) -> Any:
        return self._connection.execute(statement.format(**self._tables), (value,)).fetchone()

    def _many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._connection.executemany(statement.format(**self._tables), rows)


def can_fill(connection: sqlite3.Connection, index: str) -> bool:
    """Whether this SQLite lets the tables behind ``index`` be written (one that is built to be defensive does
    not)."""
    try:
        for statement in _MAY_WRITE:
            connection.execute(statement.format(**_tables(index))).fetchall()
    except sqlite3.DatabaseError:
        return False
    return True


def _tables(index: str) -> dict[str, str]:
    parts = {"nodes": "_node", "leaves": "_rowid", "parents": "_parent"}
    return {key: "main." + quoted(index + part) for key, part in parts.items()}


def _rounded(entries: npt.NDArray[Any]) -> Cells:
    """Entries with their bounds as SQLite rounds them: never inwards."""
    cells = np.empty(len(entries), dtype=_CELL)
    cells["key"] = entries["key"]
    for name in _BOUNDS:
        exact = entries[name]
        near = exact.astype(np.float32)
        if name.endswith("min"):
            inside, moved = near > exact, exact * np.where(exact < 0, _AWAY, _TOWARDS)
        else:
            inside, moved = near < exact, exact * np.where(exact < 0, _TOWARDS, _AWAY)
        cells[name] = np.where(inside, moved.astype(np.float32), near)
    return cells


def _near_each_other(cells: Cells, each: int) -> npt.NDArray[np.intp]:
    """An order in which every ``each`` cells lie close together: by columns from west to east, each from
    south to north (sort-tile-recursive)."""
    x, y = cells["xmin"] + cells["xmax"], cells["ymin"] + cells["ymax"]
    nodes = -(-len(cells) // each)
    column = each * int(np.ceil(np.sqrt(nodes)))
    place = np.empty(len(cells), dtype=np.intp)
    place[np.argsort(x, kind="stable")] = np.arange(len(cells))
    order: npt.NDArray[np.intp] = np.lexsort((y, place // column))
    return order
