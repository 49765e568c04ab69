"""The time line tells every event of a case, with what it rests on, and no name where none may be."""

from __future__ import annotations

from pathlib import Path

from results import patch_uid, result

from gengdi_plugin.core.casework import CaseEvent
from gengdi_plugin.exchange.privacy import mask_person
from gengdi_plugin.store.cases import Finding, record_audit, record_finding
from gengdi_plugin.store.events import stamped, write_events
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.timeline import timeline
from gengdi_plugin.store.workspace import Workspace


def carry_on(ws: Workspace, tmp_path: Path) -> None:
    save_run(ws, result(["yellow"]), "筛查员")
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"one")
    record_finding(ws, Finding("found_unlawful", "张三丰", "2026-11-20", patch_no="P0000", photos=(photo,)))
    record_audit(ws, patch_uid(0), "confirm", "李四", "town", "张三丰所见属实")


def test_every_event_is_told_in_order_with_its_evidence(ws: Workspace, tmp_path: Path) -> None:
    carry_on(ws, tmp_path)
    rows = timeline(ws, patch_uid(0), language="zh")
    assert [row.event for row in rows] == [
        "screened_yellow", "dispatched", "verifying", "found_unlawful", "audit_confirmed",
    ]  # fmt: skip
    assert rows[0].evidence == "筛查 2026-11-23 GENGDI-DEFAULT-1"
    assert rows[3].evidence == "核查 2026-11-20 · 照片 1"
    assert (rows[4].told, rows[4].who, rows[4].role) == ("认定：确认", "李四", "乡镇级")
    assert all(row.at and row.counts for row in rows)
    assert timeline(ws, "nobody") == []


def test_a_mask_hides_the_name_wherever_it_stands(ws: Workspace, tmp_path: Path) -> None:
    carry_on(ws, tmp_path)
    rows = timeline(ws, patch_uid(0), mask=mask_person)
    assert rows[3].who == "张**" and rows[4].who == "李*" and rows[4].note == "张**所见属实"
    assert not any("三丰" in part for row in rows for part in (row.who, row.note, row.evidence))


def test_an_event_that_is_skipped_is_told_with_its_reason(ws: Workspace, tmp_path: Path) -> None:
    carry_on(ws, tmp_path)
    wrong = stamped(ws.db.conn, [CaseEvent("accepted", "王五", "county")])
    write_events(ws.db.conn, [(patch_uid(0), wrong[0])])
    last = timeline(ws, patch_uid(0))[-1]
    assert last.event == "accepted" and not last.counts and "not possible" in last.why
