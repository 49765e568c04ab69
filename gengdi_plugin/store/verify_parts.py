"""The parts of a workspace that hold its rows: the file, columns, references by uid, spatial indexes."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.i18n import tr
from . import sql
from .schema.exchanged import exchanged_tables
from .verify_lines import BROKEN, MISSING, Line
from .workspace import Workspace

#: So many findings of one kind are named.
_NAMED = 50

#: Table, column -> table whose uid it names (no foreign keys: rows of other offices arrive in any order).
REFERENCES = (
    ("verdict", "patch_uid", "patch"),
    ("verdict", "run_uid", "screening_run"),
    ("evidence", "verdict_uid", "verdict"),
    ("remainder", "verdict_uid", "verdict"),
    ("ground", "verdict_uid", "verdict"),
    ("case_event", "patch_uid", "patch"),
    ("case_event", "item_uid", "supervision_item"),
    ("case_event", "responsible_uid", "responsible"),
    ("inspection", "patch_uid", "patch"),
    ("inspection", "package_uid", "field_package"),
    ("photo", "patch_uid", "patch"),
    ("photo", "inspection_uid", "inspection"),
    ("photo", "rectification_uid", "rectification"),
    ("rectification", "patch_uid", "patch"),
    ("rectification", "responsible_uid", "responsible"),
    ("measured_boundary", "inspection_uid", "inspection"),
    ("measured_boundary", "patch_uid", "patch"),
    ("approval", "inspection_uid", "inspection"),
    ("patrol", "responsible_uid", "responsible"),
    ("field_package", "responsible_uid", "responsible"),
    ("supervision_item", "patch_uid", "patch"),
    ("patch", "parent_uid", "patch"),
)

_UNKNOWN = """
SELECT r.uid, r.{column} FROM main.{table} AS r
WHERE r.{column} <> '' AND NOT EXISTS (SELECT 1 FROM main.{other} AS o WHERE o.uid = r.{column}) LIMIT {most}
"""

_GEOMETRIES = """
SELECT f_table_name, f_geometry_column, spatial_index_enabled,
    CheckSpatialIndex(f_table_name, f_geometry_column) FROM geometry_columns
"""


def broken_file(ws: Workspace) -> Iterator[Line]:
    """What SQLite says of the file."""
    for (said,) in ws.db.execute(f"PRAGMA integrity_check({_NAMED})").fetchall():
        if said != "ok":
            yield Line(BROKEN, tr("The file is damaged: {reason}").format(reason=said))


def missing_columns(ws: Workspace) -> Iterator[Line]:
    """Exchanged tables without uid, remark, tombstone, or the triggers that log other programs."""
    triggers = {
        name for (name,) in ws.db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    }
    for table in exchanged_tables():
        found = {row[1] for row in ws.db.execute(f"PRAGMA table_info({sql.quoted(table)})").fetchall()}
        for column in ("uid", "remark", "deleted_at"):
            if column not in found:
                told = tr("Table {table} has no column {column} any more.")
                yield Line(BROKEN, told.format(table=table, column=column), table)
        if any(f"sync_{event}_{table}" not in triggers for event in ("insert", "update", "delete")):
            told = tr("Table {table} has lost the triggers that note what other programs change.")
            yield Line(BROKEN, told.format(table=table), table)


def unknown_references(ws: Workspace) -> Iterator[Line]:
    """Rows that name a row which is not there."""
    for table, column, other in REFERENCES:
        names = {"table": sql.quoted(table), "column": sql.quoted(column), "other": sql.quoted(other)}
        for uid, named in ws.db.execute(_UNKNOWN.format(most=_NAMED, **names)).fetchall():
            told = tr("{table}, row {uid}: {column} names {named}, which is not in table {other}.")
            text = told.format(table=table, uid=uid, column=column, named=named, other=other)
            yield Line(MISSING, text, table, str(uid))


def spatial_indexes(ws: Workspace) -> Iterator[Line]:
    """Geometry columns whose spatial index does not agree with the rows."""
    for table, column, enabled, valid in ws.db.execute(_GEOMETRIES).fetchall():
        if enabled != 1:
            told = tr("The spatial index of {table}.{column} is switched off: maps would show it slowly.")
            yield Line(BROKEN, told.format(table=table, column=column), table)
        elif valid != 1:
            told = tr("The spatial index of {table}.{column} does not agree with its rows: rebuild it.")
            yield Line(BROKEN, told.format(table=table, column=column), table)
