"""The form every exchanged table has (public contract §4), measured to survive QGIS and ogr."""

from __future__ import annotations

from dataclasses import dataclass

from ..._vendor.sqlite_utils import Database
from ...core.errors import WorkspaceError
from ...core.i18n import tr
from ..sql import SRID, names, quoted

#: Rows added through QGIS's spatialite provider send NULL for a column they do not know:
#: ON CONFLICT REPLACE turns that into the default.
_UID = "uid TEXT NOT NULL ON CONFLICT REPLACE DEFAULT (lower(hex(randomblob(16)))) UNIQUE"


@dataclass(frozen=True)
class Table:
    """An exchanged table: ``columns`` as ``name TYPE``, without id, uid, remark and tombstone.

    No foreign key and no second UNIQUE: rows of other officers may arrive in any order. ``indexes``
    are comma lists of columns, the uids that are referenced first of all.
    """

    name: str
    columns: tuple[str, ...]
    geometry: str | None = None
    indexes: tuple[str, ...] = ()


def create(db: Database, table: Table) -> None:
    """Create ``table`` with its geometry column, spatial index and indexes."""
    columns = ["id INTEGER PRIMARY KEY", _UID, *table.columns, "remark TEXT", "deleted_at TEXT"]
    db.execute(f"CREATE TABLE {quoted(table.name)} ({', '.join(columns)})")
    if table.geometry:
        _add_geometry(db, table.name, table.geometry)
    for index in table.indexes:
        create_index(db, table.name, tuple(index.split(",")))


def create_index(db: Database, table: str, columns: tuple[str, ...]) -> None:
    """A plain index named after its table and columns, unless it is there."""
    name = "ix_" + "_".join((table, *columns))
    db.execute(f"CREATE INDEX IF NOT EXISTS {quoted(name)} ON {quoted(table)} ({names(columns)})")


def _add_geometry(db: Database, table: str, kind: str) -> None:
    added = db.execute("SELECT AddGeometryColumn(?, 'geom', ?, ?, 'XY')", (table, SRID, kind)).fetchone()[0]
    indexed = db.execute("SELECT CreateSpatialIndex(?, 'geom')", (table,)).fetchone()[0]
    if not (added and indexed):
        raise WorkspaceError(
            tr("SpatiaLite refused to make the geometry column of table {table}.").format(table=table)
        )


def register_view(db: Database, view: str, table: str, rowid: str) -> None:
    """Tell SpatiaLite (hence QGIS and ogr) that ``view`` shows the geometry of ``table``."""
    db.execute(
        "INSERT INTO views_geometry_columns "
        "(view_name, view_geometry, view_rowid, f_table_name, f_geometry_column, read_only) "
        "VALUES (?, 'geom', ?, ?, 'geom', 1)",
        (view, rowid, table),
    )
