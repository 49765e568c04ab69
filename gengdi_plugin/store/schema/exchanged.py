"""Which tables are exchanged between offices, and what their columns are."""

from __future__ import annotations

from functools import lru_cache

from ..._vendor.sqlite_utils import Database
from ..sql import quoted
from . import v001, v002, v003
from .tables import Table

#: SQLite cannot be asked here who writes: our own transactions leave this key in ``setting`` as long as they
#: are open, and nobody else ever sees it there.
WRITING = "writing"

_LOG = """
CREATE TRIGGER {trigger} AFTER {event} ON {table}
WHEN NOT EXISTS (SELECT 1 FROM setting WHERE key = '{writing}')
BEGIN
    INSERT INTO sync_log (table_name, row_uid, operation, at)
    VALUES ('{name}', {row}.uid, '{event}', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
END
"""


def create_log_triggers(db: Database, tables: tuple[Table, ...]) -> None:
    """Every change of a row by another program is noted in ``sync_log``; a trigger never refuses one."""
    for table in tables:
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            name = f"sync_{event.lower()}_{table.name}"
            db.execute(
                _LOG.format(
                    trigger=quoted(name),
                    event=event,
                    table=quoted(table.name),
                    name=table.name,
                    row=row,
                    writing=WRITING,
                )
            )


@lru_cache(maxsize=1)
def exchanged_tables() -> tuple[str, ...]:
    """The names of all exchanged tables, in the order in which they are chained and verified."""
    from . import v005, v006

    return tuple(table.name for table in (*v001.TABLES, *v005.TABLES, *v006.TABLES))


@lru_cache(maxsize=1)
def column_types() -> dict[str, dict[str, str]]:
    """Table -> column -> declared type, without the geometry."""
    from . import v005, v006

    tables = (*v001.TABLES, *v005.TABLES, *v006.TABLES)
    found = {table.name: dict(map(_name_and_type, table.columns)) for table in tables}
    for added in (v002.ADDED, v003.ADDED, v005.ADDED):
        for name, columns in added.items():
            found.get(name, {}).update(map(_name_and_type, columns))
    return found


def _name_and_type(column: str) -> tuple[str, str]:
    name, _, kind = column.partition(" ")
    return name, kind
