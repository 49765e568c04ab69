"""A district whose cases are carried on to rectification, for what is printed of them."""

from __future__ import annotations

from pathlib import Path

from list_ground import find_unlawful, make_workspace

from gengdi_plugin.store.rectifications import Planned, order_rectification
from gengdi_plugin.store.review import patch_rows
from gengdi_plugin.store.workspace import Workspace, open_workspace

RED = "330211202400004"
ORDERED = "330211202400002"
YELLOW = "330211202400003"
GREEN = "330211202400000"
PHONE = "13812345678"
OVERDUE_ON = "2026-11-10"


def uid_of(ws: Workspace, patch_no: str) -> str:
    return next(row.uid for row in patch_rows(ws) if row.patch_no == patch_no)


def make_cases(path: Path) -> Path:
    """Two patches confirmed unlawful: one as it is, one with two measures ordered from 欧阳建国."""
    make_workspace(path)
    find_unlawful(path, RED, 900.0)
    find_unlawful(path, ORDERED, 600.0)
    with open_workspace(path) as ws:
        ws.db["responsible"].insert(
            {
                "uid": "r1", "name": f"欧阳建国 {PHONE}", "level": "village", "unit_code": "330211003217",
                "duty": "村级田长", "phone": PHONE, "department": "village",
            }
        )  # fmt: skip
        ws.db.conn.commit()
        order_rectification(
            ws,
            uid_of(ws, ORDERED),
            [Planned("demolition", 400.0), Planned("quota", 200.0)],
            due_on=OVERDUE_ON,
            actor="赵主任",
            role="county",
            responsible_uid="r1",
            department="village",
            notice_no="镇资规责改〔2026〕007号",
            note=f"联系电话{PHONE}",
        )
    return path
