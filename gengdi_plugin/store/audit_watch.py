"""Which exchanged rows a connection's own transaction touched: noted by triggers that only it has.

Temporary triggers are no part of the workspace's schema: other programs see nothing of them, and no writer of
ours can forget to tell what it wrote.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from .row_digest import columns_of
from .schema.exchanged import exchanged_tables
from .sql import names, quoted

#: What was touched of a row.
CONTENT, MARKS = 0, 1

_TOUCHED = "CREATE TEMP TABLE IF NOT EXISTS gengdi_touched (kind INTEGER, place INTEGER, uid TEXT)"

_NOTE = "INSERT INTO gengdi_touched VALUES ({kind}, {place}, {row}.uid);"

_OLD_UID = "INSERT INTO gengdi_touched SELECT {kind}, {place}, OLD.uid WHERE OLD.uid IS NOT NEW.uid;"

_TRIGGER = "CREATE TEMP TRIGGER IF NOT EXISTS {name} AFTER {event} ON main.{table} BEGIN {body} END"


def watch_writes(connection: sqlite3.Connection) -> None:
    """Note from now on what this connection writes; outside a transaction, so that a rollback keeps it."""
    connection.execute(_TOUCHED)
    for place, table in enumerate(exchanged_tables()):
        columns = columns_of(connection, table)
        connection.execute(_insert_trigger(place, table))
        content = names(c for c in (*columns.first, *columns.late))
        note = _NOTE.format(kind=CONTENT, place=place, row="NEW")
        old = _OLD_UID.format(kind=CONTENT, place=place)
        marked = _NOTE.format(kind=MARKS, place=place, row="NEW")
        gone = _NOTE.format(kind=CONTENT, place=place, row="OLD")
        for event, what, body in (
            ("update", f"UPDATE OF {content}", note + old),
            ("mark", 'UPDATE OF "remark", "deleted_at"', marked),
            ("delete", "DELETE", gone),
        ):
            connection.execute(
                _TRIGGER.format(name=_name(event, table), event=what, table=quoted(table), body=body)
            )


def forget_touched(connection: sqlite3.Connection) -> None:
    """What was written so far is not ours to seal."""
    connection.execute("DELETE FROM temp.gengdi_touched")


@contextmanager
def inserts_unwatched(connection: sqlite3.Connection, table: str) -> Iterator[None]:
    """Inside, rows that are inserted into ``table`` are not noted: the caller tells their digests."""
    connection.execute(f"DROP TRIGGER IF EXISTS temp.{_name('insert', table)}")
    yield  # after an exception the transaction is rolled back, and with it this
    connection.execute(_insert_trigger(exchanged_tables().index(table), table))


def _insert_trigger(place: int, table: str) -> str:
    body = _NOTE.format(kind=CONTENT, place=place, row="NEW")
    return _TRIGGER.format(name=_name("insert", table), event="INSERT", table=quoted(table), body=body)


def _name(event: str, table: str) -> str:
    return quoted(f"gengdi_touched_{event}_{table}")
