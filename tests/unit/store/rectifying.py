"""Cases carried to where rectification begins, for several test modules."""

from __future__ import annotations

from results import patch_uid, result

from gengdi_plugin.store.cases import Finding, record_audit, record_finding
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import Workspace


def confirm_unlawful(ws: Workspace, number: int, unlawful_m2: float = 500.0) -> str:
    """A yellow patch of the workspace, found and audited unlawful; its uid."""
    uid = patch_uid(number)
    record_finding(
        ws, Finding("found_unlawful", "张三", "2026-11-20", patch_uid=uid, unlawful_m2=unlawful_m2)
    )
    record_audit(ws, uid, "confirm", "李四", "town")
    return uid


def red_patch(ws: Workspace, unlawful_m2: float = 500.0) -> str:
    """A workspace with one yellow patch, confirmed unlawful; its uid."""
    save_run(ws, result(["yellow"]), "筛查员")
    return confirm_unlawful(ws, 0, unlawful_m2)
