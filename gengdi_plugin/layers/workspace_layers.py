"""Tables of the workspace as QGIS layers, guarded from the first moment."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from qgis.core import QgsDataSourceUri, QgsVectorLayer
from qgis.PyQt.QtCore import QThread

from ..core.errors import WorkspaceError
from ..core.i18n import tr
from ..store.workspace import is_workspace, open_workspace
from .guard import guard_layer

#: Layers whose rows belong to a verdict: shown for each patch's latest one only.
_OF_VERDICT = frozenset(("evidence", "remainder", "ground"))

_LATEST = """
"verdict_uid" IN (
    SELECT v.uid FROM verdict v WHERE v.deleted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM verdict w WHERE w.patch_uid = v.patch_uid AND w.deleted_at IS NULL
        AND (w.clock > v.clock OR (w.clock = v.clock AND w.uid > v.uid))
    )
)
"""

_HAS_GEOMETRY = """
SELECT (SELECT count(*) FROM geometry_columns WHERE f_table_name = lower(?))
     + (SELECT count(*) FROM views_geometry_columns WHERE view_name = lower(?))
"""

_EXISTS = "SELECT count(*) FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?"


def open_table(path: str | Path, table: str, name: str = "") -> QgsVectorLayer:
    """The table or view ``table`` of the workspace at ``path`` as a guarded layer named ``name``.

    ``patch_status`` (a view) cannot be edited; ``evidence``, ``remainder`` and ``ground`` show the latest
    verdict of each patch. Raises WorkspaceError when there is no such workspace or table.
    """
    layer = _opened(path, table, name)
    guard_layer(layer)
    return layer


def open_for(thread: QThread, path: str | Path, table: str) -> QgsVectorLayer:
    """As :func:`open_table`, in a task for ``thread``: opening looks at every row of a view, a second with
    100 000. Nobody else knows the layer yet; in its thread :func:`.guard.guard_layer` is still to be called.
    """
    layer = _opened(path, table, "")
    layer.moveToThread(thread)
    return layer


def _opened(path: str | Path, table: str, name: str) -> QgsVectorLayer:
    file = Path(path).expanduser().absolute()
    if not is_workspace(file):
        open_workspace(file, create=False).close()  # says what it is instead
    # only looked at: to close a whole workspace would wait for those who read it
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as db:
        there = db.execute(_EXISTS, (table,)).fetchone()[0]
        shaped = db.execute(_HAS_GEOMETRY, (table, table)).fetchone()[0]
    uri = QgsDataSourceUri()
    uri.setDatabase(str(file))
    uri.setDataSource(
        "", table, "geom" if shaped else "", _LATEST.strip() if table in _OF_VERDICT else "", "id"
    )
    layer = QgsVectorLayer(uri.uri(), name or table_title(table), "spatialite")
    if not (there and layer.isValid()):
        raise WorkspaceError(
            tr("QGIS cannot open the table {table} of the workspace {file}.").format(table=table, file=file)
        )
    return layer


def table_title(table: str) -> str:
    """What a table is called in the layer tree; its own name when it has no other."""
    titles = {
        "patch_status": tr("Patches by code"),
        "patch": tr("Patches"),
        "remainder": tr("Uncovered parts"),
        "evidence": tr("Approvals found"),
        "ground": tr("Ground inside patches"),
        "inspection": tr("Inspections"),
        "case_event": tr("Case events"),
        "unit": tr("Administrative units"),
    }
    return titles.get(table, table)
