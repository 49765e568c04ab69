"""A real small workspace whose cases have come to rectification, for algorithms and interface."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from gui_workspace import make_workspace

from gengdi_plugin.store.cases import Finding, record_audit, record_finding
from gengdi_plugin.store.rectifications import (
    Planned,
    accept,
    file_case,
    order_rectification,
    rectification_rows,
    report_measure,
)
from gengdi_plugin.store.workspace import open_workspace

TODAY = dt.date.today().isoformat()

#: What is found unlawful on each red patch, in m².
AREA = 1000.0


def make_cases(path: Path) -> Path:
    """P001 … P009 as :func:`make_workspace` has them; of the yellow ones P002 accepted, P003 reported as
    rectified, P005 being rectified and overdue, P006 confirmed unlawful, P008 found unlawful, P009 yellow."""
    make_workspace(path, patches=9)
    with open_workspace(path) as ws:
        ws.db.execute("UPDATE patch SET after_on = '2026-06-30'")
        uids = dict(ws.db.execute("SELECT patch_no, uid FROM patch").fetchall())
        for number in ("P002", "P003", "P005", "P006", "P008"):
            record_finding(
                ws,
                Finding("found_unlawful", "张三", "2026-11-20", patch_uid=uids[number], unlawful_m2=AREA),
            )
            if number != "P008":
                record_audit(ws, uids[number], "confirm", "李四", "town")
        for number in ("P002", "P003", "P005"):
            order_rectification(
                ws,
                uids[number],
                [Planned("replanting", 0.6 * AREA), Planned("demolition", 0.4 * AREA)],
                due_on="2020-01-31" if number == "P005" else "2030-01-31",
                actor="赵六",
                department="town",
            )
        for number in ("P002", "P003"):
            for row in rectification_rows(ws, uids[number]):
                report_measure(ws, row.uid, row.area_m2, TODAY, "赵六")
        file_case(ws, uids["P002"], "立1号", "李四")
        accept(ws, uids["P002"], "李四")
    return path


def uid_of(path: Path, number: str) -> str:
    """The uid of the patch ``number``."""
    with open_workspace(path) as ws:
        return str(ws.db.execute("SELECT uid FROM patch WHERE patch_no = ?", (number,)).fetchone()[0])
