"""SpatiaLite tables read by plain SQLite, as QGIS's own provider asks for them.

A SpatiaLite geometry (gaia-sins.it, BLOB-Geometry) is well-known binary behind a head of 38 bytes: the
byte 0x7C where the byte order would be, 0x69 before the parts of a collection, and 0xFE at the end.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from ..core.wkb import layout
from .rawrows import PART_BYTES, STEP, Part, RawRows, Unsuited, cuts, packed

_HEAD = 38
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class SpatiaLiteRows:
    """``table`` of the file ``path`` with its geometry ``column`` under the SQL condition ``subset``.
    ``fields``: canonical name -> (own column, whether QGIS reads it as a day)."""

    path: str
    table: str
    column: str
    subset: str
    fields: Mapping[str, tuple[str, bool]]

    def parts(self, count: int) -> list[Part]:
        """All rows in the order SQLite gives them: that of their keys; all in one under a condition, which it
        may answer by an index. Raises Unsuited."""
        size, edges = Path(self.path).stat().st_size, []
        if size > PART_BYTES and not self.subset:
            with self._connection() as connection:
                ends = [self._end(connection, which) for which in ("min", "max")]
            edges = cuts(*ends, count, size) if {*map(type, ends)} == {int} else []
        bounds = [None, *edges, None]
        return [partial(self._rows, low, high) for low, high in zip(bounds, bounds[1:])]

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(
                f"{Path(self.path).absolute().as_uri()}?mode=ro", uri=True, timeout=5.0
            )
            try:
                yield connection
            finally:
                connection.close()
        except sqlite3.Error as error:  # a function only SpatiaLite has, a text that is not UTF-8, a lock
            raise Unsuited(str(error)) from error

    def _rows(self, low: int | None, high: int | None) -> Generator[RawRows, None, None]:
        with self._connection() as connection:
            cursor = connection.execute(self._statement(connection, low, high))
            while batch := cursor.fetchmany(STEP):
                yield self._raw(list(zip(*batch)))

    def _key(self, connection: sqlite3.Connection) -> str:
        """The SQL name of the key."""
        kinds = connection.execute(
            "SELECT type FROM sqlite_master WHERE name = ? COLLATE NOCASE", (self.table,)
        )
        if kinds.fetchall() != [("table",)]:
            raise Unsuited("no table")
        described = connection.execute(f"PRAGMA table_info({_name(self.table)})").fetchall()
        keys = [(name, kind) for _, name, kind, _, _, key in described if key]
        if keys and (len(keys) > 1 or keys[0][1].upper() != "INTEGER"):
            raise Unsuited("a key that is not the row's number")
        return _name(keys[0][0]) if keys else "ROWID"

    def _end(self, connection: sqlite3.Connection, which: str) -> Any:
        asked = f"SELECT {which}({self._key(connection)}) FROM {_name(self.table)}"  # noqa: S608 # nosec B608
        return connection.execute(asked).fetchone()[0]

    def _statement(self, connection: sqlite3.Connection, low: int | None, high: int | None) -> str:
        key = self._key(connection)
        names = [key, _name(self.column), *(_name(own) for own, _ in self.fields.values())]
        conditions = [f"( {self.subset})"] if self.subset else []
        conditions += [f"{key} {sign} {end}" for sign, end in ((">=", low), ("<", high)) if end is not None]
        condition = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"SELECT {', '.join(names)} FROM {_name(self.table)}{condition}"  # noqa: S608 # nosec B608 - names quoted, own filter

    def _raw(self, columns: list[tuple[object, ...]]) -> RawRows:
        if not {*map(type, columns[0])} <= {int}:
            raise Unsuited("a key that is no number")
        ids = np.array(columns[0], dtype=np.int64)
        data, start, size = packed([_geometry(blob) for blob in columns[1]])
        there = size > 0
        data[start[there]] = 1
        if not layout(data, start, size, mend_entities=True).plain[there].all():
            raise Unsuited("a geometry that is not plain")
        fields = {
            name: _days(values) if day else _values(values)
            for (name, (_, day)), values in zip(self.fields.items(), columns[2:])
        }
        return RawRows(ids, data, start, size, fields)


def _geometry(blob: object) -> bytes | None:
    if blob is None:
        return None
    if (
        not isinstance(blob, bytes)
        or len(blob) < 48
        or blob[:2] != b"\0\1"
        or blob[_HEAD] != 0x7C
        or blob[-1] != 0xFE
    ):
        raise Unsuited("a geometry of another make")
    return blob[_HEAD:-1]


def _values(values: Sequence[object]) -> Sequence[object]:
    for value in {value for value in values if isinstance(value, str)}:
        if "\0" in value or value.startswith("\ufeff"):
            raise Unsuited("a text that Qt reads otherwise")
    return values


def _days(values: Sequence[object]) -> Sequence[object]:
    known: dict[object, object] = {None: None}
    for text in {*values} - {None}:
        if not isinstance(text, str) or not _DAY.fullmatch(text):
            raise Unsuited("a day that is written otherwise")
        try:
            known[text] = dt.date.fromisoformat(text)
        except ValueError:
            known[text] = None
    return [known[text] for text in values]


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
