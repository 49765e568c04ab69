"""Field work taken into a workspace, whatever a phone sends: once, told row by row, states from events."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from results import patch_uid, result, square

from gengdi_plugin.core.casework import CaseEvent
from gengdi_plugin.core.errors import InputError
from gengdi_plugin.store.cases import record_audit, record_finding
from gengdi_plugin.store.conflicts import conflicts, decide_conflict
from gengdi_plugin.store.events import record_event, verify_states
from gengdi_plugin.store.field_import import import_field_work
from gengdi_plugin.store.field_packages import record_package, workspace_uid
from gengdi_plugin.store.field_rows import FieldBoundary, FieldInspection, FieldPhoto, FieldWork
from gengdi_plugin.store.findings import Finding
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import Workspace, open_workspace

PACKAGE = "f" * 32
TABLES = (
    "inspection",
    "photo",
    "case_event",
    "sync_conflict",
    "measured_boundary",
    "field_package",
    "patch_state",
    "audit",
)


@contextmanager
def cases() -> Iterator[Workspace]:
    """Three patches: P0000 and P0001 with an inspector, P0002 released; the package is noted."""
    with TemporaryDirectory() as folder, open_workspace(Path(folder) / "工作库.sqlite") as ws:
        save_run(ws, result(["yellow", "yellow", "green"]), "筛查员")
        for number in (0, 1):
            record_event(
                ws, patch_uid(number), CaseEvent("dispatched", "内业", "officer", responsible_uid="w")
            )
        record_package(ws, PACKAGE, "w", "内业", 2, "{}")
        workspace_uid(ws)
        yield ws


def work_of(ws: Workspace, **rows: Any) -> FieldWork:
    clocks = dict(ws.db.execute("SELECT patch_uid, max(clock) FROM case_event GROUP BY patch_uid").fetchall())
    packed = {patch_uid(number): clocks[patch_uid(number)] for number in (0, 1)}
    numbers = {patch_uid(number): f"P{number:04d}" for number in (0, 1)}
    return FieldWork(PACKAGE, workspace_uid(ws), packed, numbers, **rows)


def inspection(row: str = "r1", number: int = 0, **values: Any) -> FieldInspection:
    filled = {"finding": "found_unlawful", "inspector": "王外业", "inspected_on": "2026-11-29", **values}
    return FieldInspection(row, patch_uid(number), f"P{number:04d}", filled)


def counted(ws: Workspace) -> dict[str, int]:
    return {name: ws.db[name].count for name in TABLES}


def test_a_conflict_keeps_the_boundary_too() -> None:
    with cases() as ws:
        boundary = FieldBoundary("b1", "r1", patch_uid(0), square(0, 0.0004).wkb)
        work = work_of(ws, inspections=[inspection()], boundaries=[boundary])
        record_finding(ws, Finding("found_unchanged", "赵办公", "2026-11-28", patch_uid=patch_uid(0)))
        report = import_field_work(ws, work, "{}", "内业")
        assert (report.findings, report.conflicts) == (0, 1)
        assert ws.db["measured_boundary"].count == 0
        decide_conflict(ws, conflicts(ws)[0].uid, "theirs", "县领导")
        assert ws.db["measured_boundary"].count == 1
        assert verify_states(ws) == []


def test_a_patch_that_was_not_in_the_package_is_for_a_person_to_decide() -> None:
    with cases() as ws:
        work = work_of(ws, inspections=[inspection(number=2)])
        report = import_field_work(ws, work, "{}", "内业")
        assert (report.findings, report.conflicts) == (0, 1)


def test_a_patch_nobody_knows_is_refused_by_name() -> None:
    with cases() as ws:
        row = FieldInspection("r1", "no such patch", "", inspection().values)
        report = import_field_work(ws, work_of(ws, inspections=[row]), "{}", "内业")
        assert [(line.outcome, line.patch_no) for line in report.lines] == [("refused", "no such patch")]
        by_number = FieldInspection("r2", "", "P0001", inspection().values)
        assert import_field_work(ws, work_of(ws, inspections=[by_number]), "{}", "内业").findings == 1


def test_a_foreign_package_is_refused_before_anything_is_read() -> None:
    with cases() as ws:
        work = work_of(ws, inspections=[inspection()])
        ws.db.execute("DELETE FROM field_package")
        foreign = FieldWork(PACKAGE, "another", work.clocks, work.numbers, work.inspections)
        with pytest.raises(InputError):
            import_field_work(ws, foreign, "{}", "内业")
        assert ws.db["inspection"].count == 0


WORDS = st.sampled_from(
    ["found_lawful", "found_unchanged", "found_unlawful", "违法", "合法", "", "谁知道", None]
)
ROWS = st.fixed_dictionaries(
    {
        "finding": WORDS,
        "inspector": st.sampled_from(["王外业", "李核查", "", None]),
        "inspected_on": st.sampled_from(["2026-11-28", "2026-11-29", "昨天", "", None]),
        "note": st.sampled_from(["", "已建厂房", None]),
        "doc_no": st.sampled_from(["", "甬土〔2024〕9号"]),
        "unlawful_m2": st.sampled_from([None, 12.5, -1.0, "很多"]),
        "violation_type": st.sampled_from(["", "excess", "不知道"]),
        "category": st.sampled_from(["", "non_agri", "无此类"]),
        "proof_building_m2": st.sampled_from([None, 40.0]),
    }
)
MEANWHILE = st.sampled_from(["nothing", "finding", "audit", "reassigned", "gone"])


def happen(ws: Workspace, what: str) -> None:
    if what in ("finding", "audit"):
        record_finding(ws, Finding("found_unchanged", "赵办公", "2026-11-27", patch_uid=patch_uid(0)))
    if what == "audit":
        record_audit(ws, patch_uid(0), "confirm", "县审核", "county")
    if what == "reassigned":
        record_event(
            ws, patch_uid(0), CaseEvent("reassigned", "内业", "officer", note="转", responsible_uid="x")
        )
    if what == "gone":
        ws.db.execute("UPDATE patch SET deleted_at = '2026-11-29' WHERE uid = ?", (patch_uid(0),))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.tuples(st.integers(0, 3), ROWS), max_size=5), what=MEANWHILE, data=st.data())
def test_any_rows_come_once_and_each_is_told(
    rows: list[tuple[int, dict[str, Any]]], what: str, data: Any
) -> None:
    """Twice changes nothing, a subset first changes nothing in the end of it, and no row is passed over."""
    with cases() as ws, TemporaryDirectory() as pictures:
        made = [
            FieldInspection(f"r{place}", patch_uid(number) if number < 3 else "", f"P{number:04d}", values)
            for place, (number, values) in enumerate(rows)
        ]
        photos = []
        for row in made:
            file = Path(pictures) / f"{row.row_uid}.jpg"
            file.write_bytes(uuid.uuid4().bytes)
            photos.append(FieldPhoto(f"p{row.row_uid}", row.row_uid, f"DCIM/{file.name}", file))
        work = work_of(ws, inspections=made, photos=photos)
        happen(ws, what)
        first = import_field_work(ws, work, "{}", "内业")
        told = {line.row for line in first.lines}
        assert {row.row_uid for row in made} <= told
        assert {photo.path for photo in photos} <= told
        after = counted(ws)
        stored = list(ws.db["field_package"].rows)
        second = import_field_work(ws, work, "{}", "内业")
        assert (second.findings, second.photos, second.conflicts) == (0, 0, 0)
        assert (counted(ws), list(ws.db["field_package"].rows)) == (after, stored)
        assert verify_states(ws) == []
        assert first.findings == ws.db["inspection"].count - (what in ("finding", "audit"))
        for conflict in conflicts(ws):
            decide_conflict(ws, conflict.uid, "ours", "县领导")
        decided = counted(ws)
        import_field_work(ws, work, "{}", "内业")
        assert counted(ws) == decided
        assert conflicts(ws) == []
