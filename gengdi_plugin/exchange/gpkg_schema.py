"""What OGR before 3.7 does not do to a GeoPackage: aliases of fields; and a look at what is in one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from ..core.errors import InputError
from ..core.i18n import tr

#: What the extension table says about the schema extension.
_EXTENSION = "OGC 12-128r18, Annex F.9 (schema)"
_TABLES = """
CREATE TABLE IF NOT EXISTS gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE IF NOT EXISTS gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
"""


def write_aliases(path: Path, table: str, aliases: Mapping[str, str]) -> None:
    """Give the fields of ``table`` the aliases QGIS shows; ``path`` must be closed elsewhere."""
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(_TABLES)
        db.executemany(
            "INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, name) VALUES (?, ?, ?)",
            [(table, field, alias) for field, alias in aliases.items()],
        )
        for extended in ("gpkg_data_columns", "gpkg_data_column_constraints"):
            known = db.execute(
                "SELECT 1 FROM gpkg_extensions WHERE table_name = ? AND extension_name = 'gpkg_schema'",
                (extended,),
            ).fetchone()
            if known is None:
                db.execute(
                    "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', ?, 'read-write')",
                    (extended, _EXTENSION),
                )


def refuse_other_layers(path: Path, ours: Iterable[str]) -> None:
    """Raise InputError when an existing GeoPackage holds a layer that is not one of ``ours``:
    the file is replaced as a whole, and that layer would be lost."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            names = {name for (name,) in db.execute("SELECT table_name FROM gpkg_contents")}
    except sqlite3.Error:
        names = {path.name}  # not a GeoPackage at all: somebody's file with that ending
    others = sorted(names - set(ours))
    if others:
        raise InputError(
            tr("{file} holds other data ({layer}) that would be lost: choose another file name.").format(
                file=path.name, layer=others[0]
            )
        )
