"""A workspace whose yellow patches are with two inspectors, for field packages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gui_workspace import make_workspace

from gengdi_plugin.core.casework import CaseEvent
from gengdi_plugin.store.connection import transaction
from gengdi_plugin.store.events import record_event
from gengdi_plugin.store.workspace import Workspace, open_workspace

WANG, LI = "a" * 32, "b" * 32


def field_workspace(path: Path, patches: int = 9) -> Path:
    """Patches P001 … : yellow P002, P003, P005 are with 王外业, P006 and P008 with 李核查."""
    make_workspace(path, patches)
    with open_workspace(path) as ws:
        with transaction(ws.db) as connection:
            for uid, name in ((WANG, "王外业"), (LI, "李核查")):
                connection.execute(
                    "INSERT INTO responsible (uid, name, level, unit_code, phone) "
                    "VALUES (?, ?, 'village', ?, ?)",
                    (uid, name, "330211001001", "13800001234"),
                )
        for number, uid in ((2, WANG), (3, WANG), (5, WANG), (6, LI), (8, LI)):
            dispatch(ws, f"P{number:03d}", uid)
    return path


def dispatch(ws: Workspace, number: str, responsible: str) -> None:
    record_event(
        ws,
        patch_uid(ws, number),
        CaseEvent("dispatched", "内业", "officer", responsible_uid=responsible, due_on="2026-12-31"),
    )


def patch_uid(ws: Workspace, number: str) -> str:
    (uid,) = ws.db.execute("SELECT uid FROM patch WHERE patch_no = ?", (number,)).fetchone()
    return str(uid)


def state_of(ws: Workspace, number: str) -> str:
    row = ws.db.execute(
        "SELECT state FROM patch_state WHERE patch_uid = ?", (patch_uid(ws, number),)
    ).fetchone()
    return str(row[0])


def counts(ws: Workspace) -> dict[str, int]:
    """Rows of every table of ours."""
    names = [
        name
        for (name,) in ws.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        if not name.startswith(
            ("sqlite_", "idx_", "spatial", "geometry", "views_", "virts_", "data_licenses", "SpatialI")
        )
    ]
    return {name: ws.db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def jpeg(path: Path, shade: int = 0) -> Path:
    """A picture of its own content."""
    from qgis.PyQt.QtGui import QColor, QImage

    path.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor(shade % 256, 120, 60))
    assert image.save(str(path), "JPG", 90)
    return path


def rows(ws: Workspace, table: str) -> list[dict[str, Any]]:
    return list(ws.db[table].rows)
