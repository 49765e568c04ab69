"""What an inspector entered on a phone comes back: once, whole, and never over what happened meanwhile."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from field_ground import LI, WANG, counts, field_workspace, patch_uid, rows, state_of
from phone import Phone

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
)

from gengdi_plugin.core.casework import CaseEvent
from gengdi_plugin.core.errors import GengdiError, IllegalTransition, InputError
from gengdi_plugin.exchange.field_import import import_folder, import_summary
from gengdi_plugin.layers.packages import write_package
from gengdi_plugin.processing.import_field_work import ImportFieldWorkAlgorithm
from gengdi_plugin.store.cases import record_audit, record_finding
from gengdi_plugin.store.conflicts import conflicts, decide_conflict
from gengdi_plugin.store.events import history, record_event, verify_states
from gengdi_plugin.store.field_import import ImportReport
from gengdi_plugin.store.findings import Finding
from gengdi_plugin.store.photos import photo_path
from gengdi_plugin.store.workspace import Workspace, open_workspace


@pytest.fixture()
def ws(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "工作 库"
    folder.mkdir()
    with open_workspace(field_workspace(folder / "工作库.sqlite")) as workspace:
        yield workspace


@pytest.fixture()
def package(ws: Workspace, tmp_path: Path) -> Path:
    return write_package(ws, WANG, tmp_path / "外业包", "内业员").folder


def take(ws: Workspace, folder: Path) -> ImportReport:
    return import_folder(ws, folder, "内业员")


def told(report: ImportReport, outcome: str) -> list[str]:
    return [
        f"{line.what} {line.patch_no} {line.row} {line.sentence}"
        for line in report.lines
        if line.outcome == outcome
    ]


def whole_day(package: Path, place: Path) -> Path:
    """Two findings, three photos, a measured boundary."""
    with Phone(package, place) as phone:
        more = {
            "category": "non_agri",
            "subtype": "workshop",
            "started_on": "2024-03-01",
            "actual_use": "厂房",
            "proof_builder": "某公司",
            "proof_building_m2": 1200.5,
            "proof_in_progress": "yes",
        }
        one = phone.find("P002", "found_unlawful", note="已建厂房", violation_type="excess", **more)
        phone.photograph(one, 10)
        phone.photograph(one, 20)
        phone.measure("P002", inspection_uid=one)
        two = phone.find("P003", "found_unchanged", note="仍在耕种")
        phone.photograph(two, 30)
        return phone.folder


def test_a_day_in_the_field_comes_back_whole(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    report = take(ws, phone)
    assert (report.findings, report.photos, report.conflicts, report.missing) == (2, 3, 0, 0), report.lines
    assert report.unvisited == 1
    assert "without a finding yet" in import_summary(report)
    assert (state_of(ws, "P002"), state_of(ws, "P003"), state_of(ws, "P005")) == (
        "found_unlawful", "found_unchanged", "dispatched",
    )  # fmt: skip
    by_number = {row["patch_no"]: row for row in rows(ws, "inspection")}
    one = by_number["P002"]
    assert (one["inspector"], one["note"], one["violation_type"], one["started_on"], one["actual_use"]) == (
        "王外业", "已建厂房", "excess", "2024-03-01", "厂房",
    )  # fmt: skip
    assert (one["category"], one["subtype"], one["vocabulary"]) == ("non_agri", "workshop", "own")
    assert json.loads(one["proof_json"]) == {
        "builder": "某公司",
        "building_m2": "1200.5",
        "in_progress": "yes",
    }
    (boundary,) = rows(ws, "measured_boundary")
    assert boundary["inspection_uid"] == one["uid"]
    assert one["unlawful_m2"] == pytest.approx(boundary["area_m2"], rel=1e-3)
    for photo in rows(ws, "photo"):
        assert photo_path(ws, photo["sha256"], photo["suffix"]).is_file()
    (row,) = rows(ws, "field_package")
    assert row["imported_at"]
    assert one["package_uid"] == row["uid"]
    events, _ = history(ws, patch_uid(ws, "P002"))
    assert [event.event for event in events][-3:] == ["dispatched", "verifying", "found_unlawful"]
    assert verify_states(ws) == []


def test_what_qfield_knew_of_a_photo_is_kept_beside_it(ws: Workspace, package: Path, tmp_path: Path) -> None:
    with Phone(package, tmp_path / "phone") as phone:
        uid = phone.find("P002", "found_unlawful")
        phone.photograph(uid, 10, lon=121.6025, lat=29.9005, note="东门", taken_at="2026-11-29T10:00:00")
    take(ws, phone.folder)
    (photo,) = rows(ws, "photo")
    assert (photo["lon"], photo["taken_at"]) == (None, None), "the picture itself says nothing"
    assert photo["remark"].startswith("东门; QField: 121.602500, 29.900500")
    assert "2026-11-29T10:00:00" in photo["remark"]
    assert photo["checks_json"]


def test_twice_changes_nothing(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    take(ws, phone)
    before, rows_before = counts(ws), rows(ws, "field_package")
    files = sorted(one.name for one in ws.files_folder.iterdir())
    again = take(ws, phone)
    assert (again.findings, again.photos, again.conflicts, again.missing) == (0, 0, 0, 0)
    assert counts(ws) == before
    assert rows(ws, "field_package") == rows_before
    assert sorted(one.name for one in ws.files_folder.iterdir()) == files
    assert len(told(again, "already_there")) == 5


def test_the_folder_itself_is_not_touched(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    before = {one: (one.stat().st_size, one.stat().st_mtime_ns) for one in phone.rglob("*") if one.is_file()}
    take(ws, phone)
    assert {
        one: (one.stat().st_size, one.stat().st_mtime_ns) for one in phone.rglob("*") if one.is_file()
    } == before


def test_a_missing_photo_is_named_and_comes_later(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    away = tmp_path / "later.jpg"
    lost = sorted((phone / "DCIM").iterdir())[0]
    shutil.move(str(lost), str(away))
    report = take(ws, phone)
    assert (report.findings, report.photos, report.missing) == (2, 2, 1)
    assert lost.name in told(report, "missing")[0]
    shutil.move(str(away), str(lost))
    later = take(ws, phone)
    assert (later.findings, later.photos, later.missing) == (0, 1, 0)
    assert ws.db["photo"].count == 3


def test_a_correction_on_the_phone_replaces_the_finding(ws: Workspace, package: Path, tmp_path: Path) -> None:
    with Phone(package, tmp_path / "phone") as phone:
        uid = phone.find("P002", "found_unchanged")
        take(ws, phone.folder)
        phone.change("inspection", uid, finding="found_unlawful")
    report = take(ws, phone.folder)
    assert (report.findings, report.conflicts) == (1, 0)
    assert state_of(ws, "P002") == "found_unlawful"


def test_a_patch_sent_back_by_the_auditor_may_be_found_again(
    ws: Workspace, package: Path, tmp_path: Path
) -> None:
    with Phone(package, tmp_path / "phone") as phone:
        phone.find("P002", "found_unchanged")
        take(ws, phone.folder)
        record_audit(ws, patch_uid(ws, "P002"), "return", "县审核", "county", "看不清")
        phone.find("P002", "found_unlawful", note="再次到场")
    report = take(ws, phone.folder)
    assert (report.findings, report.conflicts) == (1, 0)
    assert state_of(ws, "P002") == "found_unlawful"


def elsewhere(ws: Workspace, finding: str = "found_unchanged") -> None:
    record_finding(
        ws, Finding(finding, "赵办公", "2026-11-28", patch_uid=patch_uid(ws, "P002"), note="电话核实")
    )


def audited(ws: Workspace) -> None:
    elsewhere(ws)
    record_audit(ws, patch_uid(ws, "P002"), "confirm", "县审核", "county")


def handed_over(ws: Workspace) -> None:
    event = CaseEvent("reassigned", "内业", "officer", note="换人", responsible_uid=LI)
    record_event(ws, patch_uid(ws, "P002"), event)


def rescreened(ws: Workspace) -> None:
    event = CaseEvent("rescreened_green", "", "screening", evidence_uid="run")
    record_event(ws, patch_uid(ws, "P002"), event)


def taken_back(ws: Workspace) -> None:
    ws.db.execute("UPDATE patch SET deleted_at = '2026-11-29' WHERE patch_no = 'P002'")


@pytest.mark.parametrize("meanwhile", [elsewhere, audited, handed_over, rescreened, taken_back])
def test_what_happened_meanwhile_is_a_conflict_and_stays(
    ws: Workspace, package: Path, tmp_path: Path, meanwhile: Any
) -> None:
    phone = whole_day(package, tmp_path / "phone")
    meanwhile(ws)
    state = state_of(ws, "P002")
    report = take(ws, phone)
    assert (report.findings, report.conflicts) == (1, 1), report.lines
    assert state_of(ws, "P002") == state
    (conflict,) = conflicts(ws)
    assert conflict.patch_no == "P002"
    assert conflict.why in told(report, "conflict")[0]
    assert conflict.ours["state"] == state
    assert conflict.theirs["finding"] == "found_unlawful"
    assert len(conflict.photos()) == 2
    differing = {name: (ours, theirs) for name, ours, theirs in conflict.differences()}
    assert differing["proof_builder"] == (None, "某公司")
    assert {"finding", "photos"} <= set(differing)
    assert not {"patch_no", "proof_json", "row"} & set(differing)
    before = counts(ws)
    again = take(ws, phone)
    assert (again.conflicts, counts(ws)) == (0, before)
    assert verify_states(ws) == []


def test_ours_stands(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    elsewhere(ws)
    take(ws, phone)
    (conflict,) = conflicts(ws)
    decide_conflict(ws, conflict.uid, "ours", "县领导", "电话已核实")
    assert conflicts(ws) == []
    assert state_of(ws, "P002") == "found_unchanged"
    (row,) = rows(ws, "sync_conflict")
    assert (row["decided"], row["decided_by"], row["remark"]) == ("ours", "县领导", "电话已核实")
    before = counts(ws)
    assert take(ws, phone).conflicts == 0
    assert (counts(ws), conflicts(ws)) == (before, [])
    with pytest.raises(InputError, match="P002"):
        decide_conflict(ws, conflict.uid, "theirs", "县领导")


def test_theirs_is_taken_with_photos_and_boundary(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    elsewhere(ws)
    take(ws, phone)
    (conflict,) = conflicts(ws)
    decide_conflict(ws, conflict.uid, "theirs", "县领导")
    assert state_of(ws, "P002") == "found_unlawful"
    assert (ws.db["photo"].count, ws.db["measured_boundary"].count, ws.db["inspection"].count) == (3, 1, 3)
    before = counts(ws)
    again = take(ws, phone)
    assert (again.findings, again.photos, again.conflicts, counts(ws)) == (0, 0, 0, before)


def test_theirs_on_an_audited_patch_is_refused_and_stays_open(
    ws: Workspace, package: Path, tmp_path: Path
) -> None:
    phone = whole_day(package, tmp_path / "phone")
    audited(ws)
    take(ws, phone)
    (conflict,) = conflicts(ws)
    before = counts(ws)
    with pytest.raises(IllegalTransition):
        decide_conflict(ws, conflict.uid, "theirs", "县领导")
    assert (counts(ws), len(conflicts(ws))) == (before, 1)
    decide_conflict(ws, conflict.uid, "both", "县领导", "留作记录")
    assert state_of(ws, "P002") == "audited_green"
    assert ws.db["inspection"].count == 3
    assert ws.db["photo"].count == 3
    assert verify_states(ws) == []


@pytest.mark.parametrize(("decision", "actor"), [("mine", "县领导"), ("ours", " ")])
def test_a_decision_needs_a_word_and_a_person(
    ws: Workspace, package: Path, tmp_path: Path, decision: str, actor: str
) -> None:
    phone = whole_day(package, tmp_path / "phone")
    elsewhere(ws)
    take(ws, phone)
    with pytest.raises(InputError):
        decide_conflict(ws, conflicts(ws)[0].uid, decision, actor)
    assert len(conflicts(ws)) == 1


def test_two_phones_with_one_package_contradict(ws: Workspace, package: Path, tmp_path: Path) -> None:
    with Phone(package, tmp_path / "one") as phone:
        phone.find("P002", "found_unchanged")
    with Phone(package, tmp_path / "two") as phone:
        phone.find("P002", "found_unlawful", inspector="周同事")
        phone.find("P005", "found_unchanged", inspector="周同事")
    first, second = take(ws, tmp_path / "one"), take(ws, tmp_path / "two")
    assert (first.findings, first.conflicts) == (1, 0)
    assert (second.findings, second.conflicts) == (1, 1)
    before = counts(ws)
    take(ws, tmp_path / "one"), take(ws, tmp_path / "two")
    assert counts(ws) == before


def test_an_empty_package_says_so(ws: Workspace, package: Path) -> None:
    before = counts(ws)
    report = take(ws, package)
    assert (report.findings, report.missing) == (0, 0)
    assert "package" not in {line.what for line in report.lines}
    assert len(told(report, "notice")) == 1
    assert counts(ws) == before


def test_half_a_row_is_told_with_its_note(ws: Workspace, package: Path, tmp_path: Path) -> None:
    with Phone(package, tmp_path / "phone") as phone:
        uid = phone.add("inspection", phone.patch("P003").geometry().pointOnSurface(), {"note": "大门锁着"})
        phone.photograph(uid, 5)
        phone.measure("P005")
        phone.find("P002", "found_lawful")  # without its document: the desk may still audit it as such
        phone.find("P003", "found_unlawful", inspector="", violation_type="excess")
    report = take(ws, phone.folder)
    assert report.findings == 1
    assert any("大门锁着" in line for line in told(report, "missing"))
    assert any(line.startswith("boundary P005") for line in told(report, "missing"))
    assert len(told(report, "refused")) == 1
    assert state_of(ws, "P003") == "dispatched"


def test_a_boundary_elsewhere_is_refused_and_the_finding_taken(
    ws: Workspace, package: Path, tmp_path: Path
) -> None:
    with Phone(package, tmp_path / "phone") as phone:
        uid = phone.find("P002", "found_unlawful")
        phone.measure("P005", inspection_uid=uid, patch_uid=str(phone.patch("P002")["uid"]))
    report = take(ws, phone.folder)
    assert report.findings == 1
    assert told(report, "refused")[0].startswith("boundary P002")
    before = counts(ws)
    take(ws, phone.folder)
    assert counts(ws) == before


def edit(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "data.gpkg")) as db, db:
        # they call functions that only GIS programs have
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            db.execute(statement)


def test_oddities_are_told_line_by_line(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    edit(
        phone,
        "ALTER TABLE inspection RENAME COLUMN actual_use TO yongtu",
        "ALTER TABLE photo ADD COLUMN weather TEXT",
        "DELETE FROM patch WHERE patch_no = 'P005'",
    )
    (project,) = phone.glob("*.qgs")
    project.write_text(project.read_text(encoding="utf-8") + "<!-- -->", encoding="utf-8")
    (phone / "说明.txt").unlink()
    shutil.copy(sorted((phone / "DCIM").iterdir())[0], phone / "DCIM" / "unnamed.jpg")
    report = take(ws, phone)
    assert (report.findings, report.photos) == (2, 3)
    lines = "\n".join(f"{one.outcome} {one.row} {one.patch_no} {one.sentence}" for one in report.lines)
    for expected in ("actual_use", "yongtu", "weather", "P005", project.name, "说明.txt", "DCIM/unnamed.jpg"):
        assert expected in lines, lines
    assert report.missing == 3


def test_a_row_without_its_uid_comes_once(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    edit(phone, "UPDATE inspection SET uid = NULL", "UPDATE photo SET inspection_uid = NULL")
    report = take(ws, phone)
    assert (report.findings, report.photos) == (2, 0)
    assert len([line for line in told(report, "missing") if line.startswith("photo")]) == 3
    before = counts(ws)
    take(ws, phone)
    assert counts(ws) == before


def test_what_the_phone_left_in_its_log_is_read(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    late = "INSERT INTO photo (uid, inspection_uid, path) SELECT 'p', uid, 'DCIM/late.jpg' FROM inspection"
    with closing(sqlite3.connect(phone / "data.gpkg", isolation_level=None)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA wal_autocheckpoint = 0")
        db.execute(f"{late} LIMIT 1")
        shutil.copytree(phone, tmp_path / "copied")
    assert (tmp_path / "copied" / "data.gpkg-wal").stat().st_size > 0
    report = take(ws, tmp_path / "copied")
    assert report.findings == 2
    assert any("late.jpg" in line for line in told(report, "missing"))


BROKEN = {
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "no json": lambda folder: (folder / "manifest.json").write_text("{", encoding="utf-8"),
    "another json": lambda folder: (folder / "manifest.json").write_text("[]", encoding="utf-8"),
    "no data": lambda folder: (folder / "data.gpkg").unlink(),
    "half the data": lambda folder: (folder / "data.gpkg").write_bytes(
        (folder / "data.gpkg").read_bytes()[:9000]
    ),
    "other data": lambda folder: (folder / "data.gpkg").write_bytes(
        b"not a database at all, but long enough"
    ),
    "no table": lambda folder: edit(folder, "DROP TABLE inspection"),
    "no finding": lambda folder: edit(folder, "ALTER TABLE inspection RENAME COLUMN finding TO jielun"),
}


@pytest.mark.parametrize("breaking", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_folder_is_refused_and_nothing_written(
    ws: Workspace, package: Path, tmp_path: Path, breaking: Any
) -> None:
    phone = whole_day(package, tmp_path / "phone")
    breaking(phone)
    before = counts(ws)
    with pytest.raises(InputError):
        take(ws, phone)
    assert counts(ws) == before
    assert not ws.files_folder.exists()


def test_a_package_of_another_workspace_is_refused(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    with open_workspace(field_workspace(tmp_path / "other.sqlite")) as other:
        with pytest.raises(InputError, match=r"other\.sqlite"):
            take(other, phone)
        assert other.db["inspection"].count == 0


def test_a_copy_of_the_workspace_takes_it_too(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    ws.db.execute("DELETE FROM field_package")  # written on another officer's copy
    report = take(ws, phone)
    assert (report.findings, report.photos) == (2, 3)
    before = counts(ws)
    take(ws, phone)
    assert counts(ws) == before


def test_a_zip_is_as_good_as_the_folder(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    file = Path(shutil.make_archive(str(tmp_path / "回传"), "zip", tmp_path, "phone"))
    report = take(ws, file)
    assert (report.findings, report.photos) == (2, 3)
    before = counts(ws)
    take(ws, phone)
    assert counts(ws) == before


def test_work_that_is_not_imported_is_never_replaced(ws: Workspace, package: Path) -> None:
    with Phone(package, package) as phone:
        uid = phone.find("P002", "found_unlawful")
        phone.photograph(uid, 3)
    with pytest.raises(InputError, match="import"):
        write_package(ws, WANG, package, "内业员")
    take(ws, package)
    record_event(ws, patch_uid(ws, "P003"), CaseEvent("verifying", "", "officer"))
    assert write_package(ws, WANG, package, "内业员").patches == 2


def run(parameters: dict[str, Any]) -> tuple[dict[str, Any], QgsProcessingContext]:
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    results, ok = ImportFieldWorkAlgorithm().create().run(parameters, context, feedback, {}, False)
    if not ok:
        raise QgsProcessingException(feedback.textLog())
    return results, context


def test_the_algorithm_reports(ws: Workspace, package: Path, tmp_path: Path) -> None:
    phone = whole_day(package, tmp_path / "phone")
    sorted((phone / "DCIM").iterdir())[0].unlink()
    done, context = run({"WORKSPACE": str(ws.path), "FOLDER": str(phone), "REPORT": "memory:"})
    assert (done["FINDINGS"], done["PHOTOS"], done["CONFLICTS"], done["MISSING"]) == (2, 2, 0, 1)
    table = QgsProcessingUtils.mapLayerFromString(done["REPORT"], context)
    assert table.fields().names() == ["patch_no", "what", "outcome", "row", "sentence"]
    outcomes = sorted(feature["outcome"] for feature in table.getFeatures())
    assert outcomes == ["added"] * 4 + ["missing"]
    again, _ = run({"WORKSPACE": str(ws.path), "FOLDER": str(phone)})
    assert (again["FINDINGS"], again["PHOTOS"], "REPORT" in again) == (0, 0, False)
    with pytest.raises(QgsProcessingException):
        run({"WORKSPACE": str(ws.path), "FOLDER": str(tmp_path / "nowhere")})


def test_errors_are_sentences(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(GengdiError):
        take(ws, tmp_path)
