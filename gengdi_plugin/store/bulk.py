"""Many new rows for a table, without a call of its triggers for each.

SpatiaLite's three triggers on INSERT check the geometry (``ggi``), note the time (``tmi``) and put the row
into the R-tree (``gii``); per row they cost many times what the row does. Inside the transaction that brings
the rows they are set aside, with the trigger that logs rows of other programs; their work is done for many
rows at once, and they are put back as they were: whoever sees the rows sees the triggers, and a transaction
that is given up gives up both.

The schema is then what it was, and so is its version in the file. A new version would do harm: a connection
that knows the older one fails with its next write, "no such table", when a trigger of the table leads to an
R-tree that it has not asked yet (seen with SQLite 3.40); and in QGIS a failed commit loses later edits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from ..core.errors import WorkspaceError
from ..core.i18n import tr
from .rtree import TreeFiller, can_fill
from .sql import quoted

#: From so many rows on it pays.
MANY = 2_000

_TRIGGERS = """
SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name = ?1
AND name IN ('ggi_' || ?1 || '_geom', 'tmi_' || ?1 || '_geom', 'gii_' || ?1 || '_geom', 'sync_insert_' || ?1)
"""

_SCHEMA = "SELECT type, name, tbl_name, rootpage, sql FROM main.sqlite_master ORDER BY type, name"

_LAST = "SELECT coalesce(max(id), 0) FROM main.{table}"

_ALLOWED = """
SELECT geometry_type, srid FROM main.geometry_columns
WHERE lower(f_table_name) = lower(?) AND lower(f_geometry_column) = 'geom'
"""

_REFUSED = """
SELECT count(*) FROM main.{table} WHERE id > ? AND GeometryConstraints(geom, ?, ?) IS NOT 1
"""

_ENTRIES = """
SELECT id, MbrMinX(geom), MbrMaxX(geom), MbrMinY(geom), MbrMaxY(geom) FROM main.{table}
WHERE id > ? AND geom IS NOT NULL
"""

# Entries without a row (a program wrote the table without its triggers): the trigger removes them as well.
_STALE = "DELETE FROM main.{index} WHERE pkid IN (SELECT rowid FROM main.{rowids} WHERE rowid > ?)"

_NOTE_TIME = """
UPDATE main.geometry_columns_time SET last_insert = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
WHERE lower(f_table_name) = lower(?) AND lower(f_geometry_column) = 'geom'
"""


class Inserter(Protocol):
    """What executes an INSERT of rows into the table."""

    def __call__(self, statement: str, values: Sequence[object], /) -> object: ...


@contextmanager
def new_rows(connection: sqlite3.Connection, table: str, count: int) -> Iterator[Inserter]:
    """What executes INSERTs of about ``count`` rows in all into ``table`` (of ``main``, with geometry column
    ``geom``), in an open transaction. Rows that an INSERT only changes (an upsert) must keep their geometry.

    Triggers are the same afterwards, and every spatial index has the new rows. After an exception the
    transaction must be rolled back. WorkspaceError: a geometry that the table does not take.
    """
    triggers = connection.execute(_TRIGGERS, (table,)).fetchall()
    # without its three triggers it is not the table that we made: those that it has do their work
    spatial = [name for name, _ in triggers if not name.startswith("sync_")]
    if count < MANY or len(spatial) < 3 or not can_fill(connection, f"idx_{table}_geom"):
        yield connection.execute
        return
    with _set_aside(connection, triggers):
        rows = _NewRows(connection, table)
        yield rows.insert
        rows.finish()


@contextmanager
def unlogged(connection: sqlite3.Connection, table: str, count: int) -> Iterator[None]:
    """Inside, about ``count`` rows in all are inserted into ``table``, which has no geometry, in an open
    transaction: the trigger that logs rows of other programs asks for each whether they are ours, which costs
    more than the row. As :func:`new_rows` otherwise."""
    triggers = connection.execute(_TRIGGERS, (table,)).fetchall()
    if count < MANY or not triggers:
        yield
        return
    with _set_aside(connection, triggers):
        yield


@contextmanager
def _set_aside(connection: sqlite3.Connection, triggers: Sequence[tuple[str, str]]) -> Iterator[None]:
    """Inside, ``triggers`` (name, statement) are not there."""
    with _same_schema(connection):
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER main.{quoted(name)}")
        yield
        for _, statement in triggers:
            connection.execute(statement)


@contextmanager
def _same_schema(connection: sqlite3.Connection) -> Iterator[None]:
    """For changes of the schema that are all taken back inside: the file has the same version afterwards."""
    before = connection.execute(_SCHEMA).fetchall()
    (version,) = connection.execute("PRAGMA main.schema_version").fetchone()
    yield
    if connection.execute(_SCHEMA).fetchall() != before:
        raise RuntimeError("the triggers are not what they were")
    connection.execute(f"PRAGMA main.schema_version = {int(version)}")
    # this connection reads the schema again, and does so best with a statement that leads to no R-tree
    connection.execute(_SCHEMA).fetchall()


class _NewRows:
    """Does for new rows what the triggers would have done."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection, self._table = connection, table
        names = {"table": table, "index": f"idx_{table}_geom", "rowids": f"idx_{table}_geom_rowid"}
        self._names = {key: quoted(name) for key, name in names.items()}
        self._allowed = connection.execute(_ALLOWED, (table,)).fetchone()
        self._last = self._newest()
        connection.execute(_STALE.format(**self._names), (self._last,))
        self._tree = TreeFiller(connection, names["index"])

    def insert(self, statement: str, values: Sequence[object], /) -> None:
        self._connection.execute(statement, values)
        asked = (self._last, *self._allowed)
        (refused,) = self._connection.execute(_REFUSED.format(**self._names), asked).fetchone()
        if refused:
            reason = f"{self._table}.geom: {refused} x geometry type or SRID not allowed"
            raise WorkspaceError(
                tr("The workspace could not be written ({reason}): nothing was changed.").format(
                    reason=reason
                )
            )
        self._tree.add(self._connection.execute(_ENTRIES.format(**self._names), (self._last,)))
        self._last = self._newest()

    def finish(self) -> None:
        self._tree.finish()
        self._connection.execute(_NOTE_TIME, (self._table,))

    def _newest(self) -> int:
        return int(self._connection.execute(_LAST.format(**self._names)).fetchone()[0])
