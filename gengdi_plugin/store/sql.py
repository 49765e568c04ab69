"""Identifiers and the few statements that must name tables: the one place where SQL is composed.

Values are always bound as parameters; only names go into the text, and only through :func:`quoted`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

SRID = 4490

#: Values of one IN list: below SQLite's oldest limit of 999 parameters.
ASKED = 900


def quoted(name: str) -> str:
    """``name`` as an SQL identifier."""
    if "\x00" in name:
        raise ValueError("a name with a NUL character")
    return '"' + name.replace('"', '""') + '"'


def names(columns: Iterable[str]) -> str:
    """A comma list of identifiers."""
    return ", ".join(quoted(column) for column in columns)


def marks(count: int) -> str:
    """``count`` parameter marks for an IN list."""
    return ", ".join("?" * count)


def insert(table: str, columns: Sequence[str], geometry: str | None = None, conflict: str = "") -> str:
    """An INSERT for ``executemany``: one parameter per column, WKB (or None) last for ``geometry``.

    ``conflict`` is a constant upsert clause of the caller.
    """
    into = [quoted(column) for column in columns]
    values = ["?"] * len(columns)
    if geometry:
        into.append(quoted(geometry))
        values.append(f"GeomFromWKB(?, {SRID})")
    columns_sql, values_sql = ", ".join(into), ", ".join(values)
    return f"INSERT INTO {quoted(table)} ({columns_sql}) VALUES ({values_sql}) {conflict}"  # noqa: S608 # nosec B608


def copied(
    table: str, columns: Sequence[str], source: str, made: Mapping[str, str], conflict: str = ""
) -> str:
    """An INSERT of those rows of ``source`` (constant text after FROM, which calls them ``r``) whose rowids
    lie from ?1 to ?2, in that order.

    ``made``: column -> constant expression, where it is not the source's own column; ``conflict`` as above.
    """
    values = ", ".join(made.get(column, f"r.{quoted(column)}") for column in columns)
    return (
        f"INSERT INTO main.{quoted(table)} ({names(columns)}) SELECT {values} FROM {source} "  # noqa: S608 # nosec B608
        f"WHERE r.rowid BETWEEN ?1 AND ?2 ORDER BY r.rowid {conflict}"
    )


def select(table: str, columns: Sequence[str]) -> str:
    """All rows of ``table``; a WHERE clause may follow."""
    return f"SELECT {names(columns)} FROM {quoted(table)}"  # noqa: S608 # nosec B608


def upsert_changed(key: str, columns: Sequence[str], table: str) -> str:
    """An upsert clause that rewrites a known row only where one of ``columns`` really differs.

    A value that the new row does not have (NULL) erases nothing.
    """
    old = {column: f"{quoted(table)}.{quoted(column)}" for column in columns}
    new = {column: f"coalesce(excluded.{quoted(column)}, {old[column]})" for column in columns}
    sets = ", ".join(f"{quoted(column)} = {new[column]}" for column in columns)
    differs = " OR ".join(f"{old[column]} IS NOT {new[column]}" for column in columns)
    return f"ON CONFLICT({quoted(key)}) DO UPDATE SET {sets} WHERE {differs}"  # nosec B608


def select_in(statement: str, count: int) -> str:
    """``statement`` with its ``{marks}`` replaced by ``count`` parameter marks."""
    return statement.replace("{marks}", marks(count))


def batches(values: Sequence[str]) -> Iterator[list[str]]:
    """``values`` in lists that fit an IN list (:func:`select_in`)."""
    for start in range(0, len(values), ASKED):
        yield list(values[start : start + ASKED])


def dicts(cursor: Any) -> list[dict[str, Any]]:
    """All rows of a cursor, each by the names of its columns."""
    columns = [entry[0] for entry in cursor.description]
    return [dict(zip(columns, row)) for row in cursor]
