"""Sealing the many rows of a run: their digests are made in its spool, before the workspace is locked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from math import isfinite
from typing import Any

from ..core.stopping import checkpoint
from .audit_watch import CONTENT, inserts_unwatched
from .column_digest import first_digests, late_digests
from .connection import Connection
from .row_digest import LATE, SIZE, chosen_columns, late_digest, uid_key
from .schema.exchanged import column_types, exchanged_tables
from .sql import quoted

_BATCH = 2_000

_LAST = "SELECT coalesce(max(id), 0) FROM main.{table}"
_COUNT = "SELECT count(*) FROM main.{table} WHERE id > ?"

# The rows of the workspace and those of the spool they came from, in the same order.
_COPIES = "SELECT uid{late} FROM main.{table} WHERE id > ? ORDER BY id"
_SPOOLED = "SELECT uid, {sealed} FROM spool.{table} ORDER BY rowid"
# Patches that are known are not inserted again.
_NEW_PATCHES = """
SELECT m.uid{late}, r.uid, r.{sealed} FROM main.{table} AS m JOIN spool.{table} AS r ON r.uid = m.uid
WHERE m.id > ? ORDER BY m.id
"""

_WATCH_AFTER_ALL = "INSERT INTO temp.gengdi_touched SELECT ?, ?, uid FROM main.{table} WHERE id > ?"


#: The column of the spool's tables for the digests of their rows.
SEALED = "sealed"

#: Declared type -> the Python type that such a column gives back as it was given.
_OWN = {"TEXT": str, "INTEGER": int, "REAL": float, "": bytes}

_TRIED = "CREATE TEMP TABLE tried (value {kind})"


def typed_table(table: str, columns: Sequence[str]) -> str:
    """The statement that makes the spool's ``table``: with the workspace's types, so that values are stored
    as they will be there, and a column for the digests."""
    typed = ", ".join(f"{quoted(name)} {kind}" for name, kind in zip(columns, _kinds(table, columns)))
    return f"CREATE TABLE {quoted(table)} ({typed}, {SEALED} BLOB)"


def sealed_rows(
    db: sqlite3.Connection, table: str, columns: Mapping[str, Sequence[Any]]
) -> tuple[Iterator[tuple[Any, ...]], bytes]:
    """Rows for the spool's ``table`` out of their ``columns``, each with its digest behind; and what a
    manifest has of them when no code changes on the way (of verdicts: with the first, whole digest)."""
    kinds = _kinds(table, tuple(columns))
    stored = {name: as_stored(db, kind, columns[name]) for name, kind in zip(columns, kinds)}
    chosen = chosen_columns(table, stored)
    firsts = first_digests(table, {name: stored[name] for name in chosen.first}, len(stored["uid"]))
    ends = firsts
    if table != "verdict":
        ends = late_digests(firsts, {name: stored[name] for name in chosen.late})
    manifest = b"".join([uid_key(uid) + end for uid, end in zip(stored["uid"], ends)])
    return zip(*stored.values(), firsts), manifest


def as_stored(db: sqlite3.Connection, kind: str, values: Sequence[Any]) -> Sequence[Any]:
    """``values`` as a column declared ``kind`` gives them back: where it may change one, SQLite is asked."""
    found = set(map(type, values)) - {type(None)}
    if found <= {_OWN[kind]}:
        if kind != "REAL":
            return values
        if isfinite(sum(filter(None, values))):
            return [0.0 if value == 0.0 else value for value in values] if 0.0 in values else values
    db.execute(_TRIED.format(kind=kind))
    db.executemany("INSERT INTO temp.tried VALUES (?)", zip(values))
    stored = [value for (value,) in db.execute("SELECT value FROM temp.tried ORDER BY rowid")]
    db.execute("DROP TABLE temp.tried")
    return stored


def _kinds(table: str, columns: Sequence[str]) -> list[str]:
    types = column_types()[table]
    return [types.get(name, "" if name == "geom" else "TEXT") for name in columns]


@contextmanager
def copied_rows(
    connection: sqlite3.Connection, table: str, spooled: bytes | None, late: Sequence[Any] = ()
) -> Iterator[None]:
    """Inside, rows of the spool (schema ``spool``) are copied into ``table``, in an open transaction; they
    are sealed with the digests that the spool has of them.

    ``spooled``: what :func:`sealed_rows` made of all its rows, None when some are not inserted as they lie
    there; ``late``: the late values that all of them get.
    """
    sealer = connection.sealer if isinstance(connection, Connection) else None
    if sealer is None:
        yield
        return
    last = _last(connection, table)
    with inserts_unwatched(connection, table):
        yield
    found = _completed(spooled, table, late) if spooled is not None else None
    if found is None or _last(connection, table) - last != len(found) // (2 * SIZE):
        found = _manifest(connection, table, last)
    if found is None:
        place = exchanged_tables().index(table)
        connection.execute(_WATCH_AFTER_ALL.format(table=quoted(table)), (CONTENT, place, last))
    else:
        sealer.copied(table, found)


@contextmanager
def known_rows(
    connection: sqlite3.Connection, table: str, sealed: Iterable[tuple[str, bytes]]
) -> Iterator[None]:
    """Inside, exactly the rows ``sealed`` (uid, digest) are inserted into ``table``, in a transaction."""
    sealer = connection.sealer if isinstance(connection, Connection) else None
    if sealer is None:
        yield
        return
    with inserts_unwatched(connection, table):
        yield
    sealer.copied(table, b"".join([uid_key(uid) + digest for uid, digest in sealed]))


def _last(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(_LAST.format(table=quoted(table))).fetchone()[0])


def _completed(spooled: bytes, table: str, values: Sequence[Any]) -> bytes:
    """A manifest from whole digests and the late values that all rows get."""
    if table != "verdict":
        return spooled
    size, late = SIZE + 32, LATE[table]
    return b"".join(
        [
            spooled[at : at + SIZE] + late_digest(spooled[at + SIZE : at + size], late, values)
            for at in range(0, len(spooled), size)
        ]
    )


def _manifest(connection: sqlite3.Connection, table: str, last: int) -> bytes | None:
    """The manifest of the rows after ``last``; None when they are not those of the spool."""
    late = chosen_columns(table, column_types()[table]).late
    made: list[bytes] = []
    for uid, values, own, digest in _pairs(connection, table, late, last):
        if uid != own:
            return None
        made.append(uid_key(uid) + late_digest(digest, late, values))
    (count,) = connection.execute(_COUNT.format(table=quoted(table)), (last,)).fetchone()
    return b"".join(made) if len(made) == count else None


def _pairs(
    connection: sqlite3.Connection, table: str, late: Sequence[str], last: int
) -> Iterator[tuple[str, Sequence[Any], str, bytes]]:
    """Rows after ``last``: uid and late values, and the spool's uid and digest."""
    wanted = "".join(f", m.{quoted(name)}" for name in late) if table == "patch" else ""
    wanted = wanted or "".join(f", {quoted(name)}" for name in late)
    parts = {"table": quoted(table), "sealed": SEALED, "late": wanted}
    # closed also when the work is cancelled: a cursor holds on to the spool
    if table == "patch":
        with closing(connection.execute(_NEW_PATCHES.format(**parts), (last,))) as rows:
            yield from ((row[0], row[1:-2], row[-2], row[-1]) for row in rows)
        return
    with (
        closing(connection.execute(_COPIES.format(**parts), (last,))) as copies,
        closing(connection.execute(_SPOOLED.format(**parts))) as spooled,
    ):
        while batch := copies.fetchmany(_BATCH):
            checkpoint()
            for (uid, *values), (own, digest) in zip(batch, spooled.fetchmany(len(batch))):
                yield uid, values, own, digest
