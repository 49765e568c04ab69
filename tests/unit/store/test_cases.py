"""Findings and audits: taken once, never lost, and the colour follows."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from results import patch_uid, result

from gengdi_plugin.core.casework import CaseEvent
from gengdi_plugin.core.errors import GengdiError, IllegalTransition, InputError, WorkspaceError
from gengdi_plugin.store.cases import (
    Finding,
    record_audit,
    record_event,
    record_finding,
    record_findings,
    verify_states,
)
from gengdi_plugin.store.events import history
from gengdi_plugin.store.photos import photo_path
from gengdi_plugin.store.review import patch_row
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.settings import blue_shown, show_blue
from gengdi_plugin.store.workspace import Workspace, open_workspace

UNLAWFUL = Finding("found_unlawful", "张三", "2026-11-20", patch_no="P0000", note="已建厂房")


@pytest.fixture()
def cases(ws: Workspace) -> Workspace:
    """P0000 and P0001 yellow, P0002 green."""
    save_run(ws, result(["yellow", "yellow", "green"]), "筛查员")
    return ws


def state(ws: Workspace, number: int = 0) -> tuple[str, str]:
    row = patch_row(ws, patch_uid(number))
    assert row is not None
    return row.state, row.code


def test_a_finding_goes_into_inspection_and_events_and_the_state_follows(cases: Workspace) -> None:
    assert record_finding(cases, UNLAWFUL)
    assert state(cases) == ("found_unlawful", "yellow")
    row = next(iter(cases.db["inspection"].rows))
    assert (row["patch_uid"], row["inspector"], row["inspected_on"], row["note"]) == (
        patch_uid(0), "张三", "2026-11-20", "已建厂房",
    )  # fmt: skip
    events, _ = history(cases, patch_uid(0))
    assert [event.event for event in events] == [
        "screened_yellow",
        "dispatched",
        "verifying",
        "found_unlawful",
    ]
    assert events[-1].evidence_uid == row["uid"]
    implied = events[1:3]
    assert all("Implied by the finding of 张三" in event.note and event.actor == "" for event in implied)


def test_the_same_finding_is_taken_once(cases: Workspace) -> None:
    assert record_finding(cases, UNLAWFUL)
    by_uid = replace(UNLAWFUL, patch_uid=patch_uid(0), patch_no="", inspected_on=dt.date(2026, 11, 20))
    assert not record_finding(cases, by_uid)
    assert cases.db["inspection"].count == 1


def test_a_second_sync_of_a_layer_adds_nothing(cases: Workspace) -> None:
    layer = [UNLAWFUL, Finding("实地未变化(伪变化)", "张三", np.datetime64("2026-11-21"), patch_no="P0001")]
    first = record_findings(cases, layer)
    assert (first.added, first.already_there, first.unknown_patches, first.refused) == (2, 0, (), ())
    before = cases.db["case_event"].count
    second = record_findings(cases, layer)
    assert (second.added, second.already_there) == (0, 2)
    assert cases.db["case_event"].count == before
    assert state(cases, 1) == ("found_unchanged", "yellow")


def test_nothing_of_a_layer_is_lost_without_a_word(cases: Workspace) -> None:
    save_run(cases, result(["yellow"], start=30, columns={"patch_no": ["P0001"]}), "a")
    report = record_findings(
        cases,
        [
            UNLAWFUL,
            replace(UNLAWFUL, patch_no="P0001"),
            replace(UNLAWFUL, patch_no="P7777"),
            replace(UNLAWFUL, patch_no="P0002", finding="看过了"),
            replace(UNLAWFUL, patch_no="P0002", inspector="  "),
            replace(UNLAWFUL, patch_no="P0002", inspected_on="昨天"),
            replace(UNLAWFUL, patch_no="P0002", unlawful_m2=-5.0),
        ],
    )
    assert (report.added, report.already_there, report.unknown_patches) == (1, 0, ("P7777",))
    told = {one.label: one.sentence for one in report.refused}
    assert "belongs to 2 patches" in told["P0001"]
    sentences = " ".join(one.sentence for one in report.refused)
    assert "found_unlawful" not in sentences and "use one of: found lawful" in sentences, "words, no keys"
    for words in ("“看过了” is no finding", "names no inspector", "“昨天” is no date", "no unlawful area"):
        assert words in sentences
    assert 1 + 1 + len(report.refused) == 7


def test_one_finding_that_cannot_be_taken_raises_and_writes_nothing(cases: Workspace) -> None:
    with pytest.raises(InputError, match="no patch “P7777”"):
        record_finding(cases, replace(UNLAWFUL, patch_no="P7777"))
    record_finding(cases, UNLAWFUL)
    record_audit(cases, patch_uid(0), "confirm", "李四", "town")
    with pytest.raises(IllegalTransition):
        record_finding(cases, replace(UNLAWFUL, note="又去了一次"))
    assert cases.db["inspection"].count == 1


def test_two_visits_in_one_layer_are_taken_in_the_order_they_were_made(cases: Workspace) -> None:
    late = Finding("found_unchanged", "王五", "2026-11-22", patch_no="P0000")
    record_findings(cases, [late, UNLAWFUL])
    assert state(cases) == ("found_unchanged", "yellow")
    assert cases.db["inspection"].count == 2


def test_a_finding_on_a_released_patch_is_a_spot_check(cases: Workspace) -> None:
    record_finding(cases, replace(UNLAWFUL, patch_no="P0002"))
    assert state(cases, 2) == ("found_unlawful", "yellow")
    assert "spot_check" in [event.event for event in history(cases, patch_uid(2))[0]]


def test_photos_lie_beside_the_workspace_by_their_content_and_may_come_later(
    cases: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "手机"
    folder.mkdir()
    photo, same = folder / "现场 1.JPG", folder / "copy.jpg"
    photo.write_bytes(b"jpeg" * 1000)
    same.write_bytes(photo.read_bytes())
    assert record_findings(cases, [replace(UNLAWFUL, photos=(photo,))]).photos == 1
    digest = hashlib.sha256(photo.read_bytes()).hexdigest()
    stored = photo_path(cases, digest, ".jpg")
    assert stored.parent == cases.path.parent / "工作库_files"
    assert stored.read_bytes() == photo.read_bytes()
    again = record_findings(cases, [replace(UNLAWFUL, photos=(photo, same))])
    assert (again.added, again.already_there, again.photos) == (0, 1, 0)
    later = folder / "2.png"
    later.write_bytes(b"png")
    assert record_findings(cases, [replace(UNLAWFUL, photos=(later,))]).photos == 1
    assert cases.db["photo"].count == 2
    assert sorted(entry.suffix for entry in stored.parent.iterdir()) == [".jpg", ".png"]


def test_a_photo_that_is_missing_keeps_its_finding_out_with_a_sentence(
    cases: Workspace, tmp_path: Path
) -> None:
    report = record_findings(cases, [replace(UNLAWFUL, photos=(tmp_path / "gone.jpg",))])
    assert report.added == 0 and "gone.jpg is not there" in report.refused[0].sentence
    assert cases.db["inspection"].count == 0


def test_an_audit_by_another_person_makes_red(cases: Workspace) -> None:
    record_finding(cases, UNLAWFUL)
    with pytest.raises(IllegalTransition, match="two-person"):
        record_audit(cases, patch_uid(0), "confirm", "张三", "county")
    with pytest.raises(IllegalTransition, match="levels"):
        record_audit(cases, patch_uid(0), "confirm", "李四", "village")
    assert state(cases) == ("found_unlawful", "yellow")
    after = record_audit(cases, patch_uid(0), "confirm", "李四", "town", "属实")
    assert state(cases) == ("audited_red", "red") == (after.state, after.code)
    assert (after.unlawful_m2, after.unlawful_from) == (500.0, "verdict")


def test_a_refused_audit_names_the_patch_by_its_number(cases: Workspace) -> None:
    record_finding(cases, UNLAWFUL)
    with pytest.raises(InputError, match="Patch P0000: “乱来”"):
        record_audit(cases, patch_uid(0), "confirm", "李四", "town", violation_type="乱来")
    with cases.db.conn:
        cases.db.execute("UPDATE patch SET deleted_at = '2026-11-23' WHERE uid = ?", [patch_uid(0)])
    with pytest.raises(WorkspaceError, match="no patch P0000:"):
        record_audit(cases, patch_uid(0), "confirm", "李四", "town")
    with pytest.raises(WorkspaceError, match="no patch nobody:"):
        record_audit(cases, "nobody", "confirm", "李四", "town")


def test_permanent_basic_farmland_under_a_document_that_may_not_occupy_it_is_unlawful_area(
    ws: Workspace,
) -> None:
    verdict = {"uncovered_m2": [0.0], "unauthorised_basic_m2": [320.0]}
    save_run(ws, result(["yellow"], columns=verdict), "筛查员")
    record_finding(ws, UNLAWFUL)
    assert record_audit(ws, patch_uid(0), "confirm", "李四", "town").unlawful_m2 == 320.0


def test_where_the_screening_knows_no_unlawful_area_the_whole_patch_is_meant(ws: Workspace) -> None:
    verdict = {"uncovered_m2": [0.0], "unauthorised_basic_m2": [0.0]}
    save_run(ws, result(["yellow"], columns=verdict), "筛查员")
    record_finding(ws, UNLAWFUL)
    after = record_audit(ws, patch_uid(0), "confirm", "李四", "town")
    row = patch_row(ws, patch_uid(0))
    assert row is not None and after.unlawful_m2 == row.area_m2


def test_the_unlawful_area_comes_from_the_finding_or_the_auditor_when_they_measured_it(
    cases: Workspace,
) -> None:
    for number in (0, 1):
        record_finding(cases, replace(UNLAWFUL, patch_no=f"P000{number}", unlawful_m2=77.5))
    kept = record_audit(cases, patch_uid(0), "confirm", "李四", "town")
    assert (kept.unlawful_m2, kept.unlawful_from) == (77.5, "finding")
    measured = record_audit(cases, patch_uid(1), "confirm", "李四", "town", unlawful_m2=60.0)
    assert (measured.unlawful_m2, measured.unlawful_from) == (60.0, "auditor")


def test_lawful_turns_green_only_with_a_document_for_the_whole_patch(cases: Workspace) -> None:
    record_finding(cases, replace(UNLAWFUL, finding="found_lawful", doc_no="甬土〔2023〕9号"))
    with pytest.raises(IllegalTransition, match="screen the patch again"):
        record_audit(cases, patch_uid(0), "confirm", "李四", "town")
    assert state(cases) == ("found_lawful", "yellow")
    after = record_audit(cases, patch_uid(0), "confirm", "李四", "town", covers_whole=True)
    assert (after.code, after.doc_no) == ("green", "甬土〔2023〕9号")


def test_an_unknown_decision_or_patch_is_refused_by_name(cases: Workspace) -> None:
    with pytest.raises(InputError, match="“approve” is no decision"):
        record_audit(cases, patch_uid(0), "approve", "李四", "town")
    with pytest.raises(WorkspaceError, match="no patch nobody"):
        record_event(cases, "nobody", CaseEvent("dispatched", "李四", "town"))


def test_rectification_runs_to_acceptance_with_a_deadline_that_can_be_missed(cases: Workspace) -> None:
    uid = patch_uid(0)
    record_finding(cases, UNLAWFUL)
    record_audit(cases, uid, "confirm", "李四", "town")
    cases.db["responsible"].insert({"uid": "r1", "name": "团桥村委会"})
    record_event(
        cases, uid, CaseEvent("rectifying", "李四", "town", responsible_uid="r1", due_on="2020-01-01")
    )
    row = patch_row(cases, uid)
    assert row is not None
    assert (row.code, row.responsible, row.due_on, row.overdue) == ("blue", "团桥村委会", "2020-01-01", True)
    shown = cases.db.execute(
        "SELECT code, responsible, due_on, overdue FROM patch_status WHERE uid = ?", (uid,)
    )
    assert shown.fetchone() == ("blue", "团桥村委会", "2020-01-01", 1)
    show_blue(cases, False)
    assert (state(cases), blue_shown(cases.db)) == (("rectifying", "red"), False)
    record_event(cases, uid, CaseEvent("rectified", "王五", "village"))
    with pytest.raises(IllegalTransition):
        record_event(cases, uid, CaseEvent("accepted", "王五", "county"))
    record_event(cases, uid, CaseEvent("accepted", "李四", "county"))
    done = patch_row(cases, uid)
    assert done is not None and (done.code, done.overdue, done.due_on) == ("green", False, None)


def test_a_clock_that_runs_backwards_does_not_disorder_events(
    cases: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gengdi_plugin.store.clock.time.time_ns", lambda: 1_000)
    record_finding(cases, UNLAWFUL)
    record_audit(cases, patch_uid(0), "confirm", "李四", "town")
    assert state(cases) == ("audited_red", "red")


def test_stored_states_are_what_the_events_imply_and_a_forged_one_is_found(cases: Workspace) -> None:
    record_finding(cases, UNLAWFUL)
    assert verify_states(cases) == []
    cases.db.execute("UPDATE patch_state SET code = 'green' WHERE patch_uid = ?", (patch_uid(0),))
    cases.db.execute("DELETE FROM patch_state WHERE patch_uid = ?", (patch_uid(1),))
    found = {one.patch_uid: (one.stored, one.derived) for one in verify_states(cases)}
    assert found == {
        patch_uid(0): (("found_unlawful", "green"), ("found_unlawful", "yellow")),
        patch_uid(1): (None, ("screened_yellow", "yellow")),
    }


def test_a_tombstone_does_not_unhappen_an_audit(cases: Workspace) -> None:
    record_finding(cases, UNLAWFUL)
    record_audit(cases, patch_uid(0), "confirm", "李四", "town")
    cases.db.execute("UPDATE case_event SET deleted_at = '2026-11-23' WHERE event = 'audit_confirmed'")
    assert verify_states(cases) == [] and history(cases, patch_uid(0))[1].code == "red"


def test_an_event_that_came_from_elsewhere_and_is_illegal_is_listed(cases: Workspace) -> None:
    cases.db.execute(
        "INSERT INTO case_event (uid, patch_uid, event, actor, role, clock, site) "
        "VALUES ('foreign', ?, 'accepted', '赵六', 'county', 1, 'b')",
        (patch_uid(0),),
    )
    record_finding(cases, UNLAWFUL)
    row = cases.db.execute("SELECT skipped FROM patch_state WHERE patch_uid = ?", (patch_uid(0),)).fetchone()
    assert row == ("foreign",)


def test_a_batch_that_meets_a_locked_file_writes_nothing(
    cases: Workspace, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gengdi_plugin.store.connection.BUSY_SECONDS", 0.1)
    with open_workspace(place) as other:
        cases.db.execute("BEGIN IMMEDIATE")
        with pytest.raises(GengdiError, match="another program"):
            record_findings(other, [UNLAWFUL])
        cases.db.execute("ROLLBACK")
    assert cases.db["inspection"].count == 0


def test_type_start_and_use_of_a_violation_are_kept_and_part_of_the_finding(cases: Workspace) -> None:
    record_finding(cases, UNLAWFUL)
    told = replace(UNLAWFUL, violation_type="超占", started_on="2024年3月", actual_use="厂房")
    assert record_finding(cases, told) and not record_finding(cases, told)
    row = list(cases.db["inspection"].rows)[-1]
    assert (row["violation_type"], row["started_on"], row["actual_use"]) == ("excess", "2024-03-01", "厂房")
    assert history(cases, patch_uid(0))[1].violation_type == "excess"


def test_the_auditor_decides_the_type_of_violation(cases: Workspace) -> None:
    for number, given, kept in ((0, "", "excess"), (1, "擅自改变用途", "changed_use")):
        record_finding(cases, replace(UNLAWFUL, patch_no=f"P000{number}", violation_type="excess"))
        after = record_audit(cases, patch_uid(number), "confirm", "李四", "town", violation_type=given)
        assert (after.code, after.violation_type) == ("red", kept)
    record_finding(cases, replace(UNLAWFUL, patch_no="P0002", violation_type="excess"))
    lawful = record_audit(
        cases, patch_uid(2), "change_lawful", "李四", "town", doc_no="批1号", covers_whole=True
    )
    assert lawful.violation_type == ""
    stored = dict(cases.db.execute("SELECT patch_uid, violation_type FROM patch_state").fetchall())
    assert stored == {patch_uid(0): "excess", patch_uid(1): "changed_use", patch_uid(2): None}
    assert verify_states(cases) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"violation_type": "乱占"}, "“乱占” is no type of violation"),
        ({"violation_type": "超占", "finding": "found_unchanged"}, "only an unlawful finding"),
        ({"started_on": "去年"}, "no date on which works began"),
    ],
)
def test_a_wrong_type_or_start_is_refused(cases: Workspace, change: dict[str, str], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        record_finding(cases, replace(UNLAWFUL, **change))
    assert cases.db["inspection"].count == 0
