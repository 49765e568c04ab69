"""Documents entered in a case, recorded re-screening, and patches that are divided and merged."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from real_ground import approval, box, inputs, screened

from gengdi_plugin.core.casework import CaseEvent
from gengdi_plugin.core.errors import IllegalTransition, InputError
from gengdi_plugin.store.cases import Finding, record_finding
from gengdi_plugin.store.entered_documents import (
    LAYER,
    EnteredDocument,
    enter_documents,
    patches_reached,
)
from gengdi_plugin.store.events import record_event, verify_states
from gengdi_plugin.store.rescreen import rescreen_stored
from gengdi_plugin.store.review import evidence_rows
from gengdi_plugin.store.splitting import merge_patches, split_by_documents, split_patch
from gengdi_plugin.store.verify import verify_verdicts
from gengdi_plugin.store.workspace import Workspace

#: An approval that no patch lies under: approvals were given all the same.
FAR = approval(0.005, 0.006, "甬土〔2020〕5号")


def document(west: float, east: float, **more: Any) -> EnteredDocument:
    values = {"approval_type": "conversion", "doc_no": "甬土〔2023〕9号", "approved_on": "2023-08-01"}
    return EnteredDocument(shapely.to_wkb(box(west, east)), **{**values, **more})


def uid_of(ws: Workspace, number: str) -> str:
    return str(ws.db.execute("SELECT uid FROM patch WHERE patch_no = ?", (number,)).fetchone()[0])


def states(ws: Workspace) -> dict[str, tuple[str, str]]:
    asked = "SELECT patch_no, state, code FROM patch JOIN patch_state ON patch_uid = patch.uid"
    return {number: (state, code or "") for number, state, code in ws.db.execute(asked).fetchall()}


def counts(ws: Workspace) -> list[int]:
    tables = ("patch", "verdict", "evidence", "screening_run", "case_event", "approval")
    return [ws.db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables]


def test_a_document_known_at_the_desk_releases_a_patch_by_a_recorded_run(ws: Workspace) -> None:
    screened(ws, inputs(approval(0.002, 0.0026)))
    uids = enter_documents(ws, [document(-0.001, 0.0012)], "张三")
    assert patches_reached(ws, uids) == [uid_of(ws, "A")]
    (run,) = rescreen_stored(ws, patches_reached(ws, uids), "张三")
    assert states(ws) == {"A": ("screened_green", "green"), "B": ("screened_yellow", "yellow")}
    (row,) = evidence_rows(ws, uid_of(ws, "A"))
    assert (row["layer"], row["doc_no"], bool(row["counts"])) == (LAYER, "甬土〔2023〕9号", True)
    event = ws.db.execute("SELECT event, evidence_uid FROM case_event ORDER BY clock DESC").fetchone()
    assert event == ("rescreened_green", run)
    assert verify_verdicts(ws).different == 0 and verify_states(ws) == []


def test_the_same_document_twice_is_one_and_screening_again_turns_nothing(ws: Workspace) -> None:
    screened(ws, inputs(FAR))
    first = enter_documents(ws, [document(-0.001, 0.0012)], "张三")
    rescreen_stored(ws, [uid_of(ws, "A")], "张三")
    assert enter_documents(ws, [document(-0.001, 0.0012)], "李四") == first
    events = ws.db.execute("SELECT count(*) FROM case_event").fetchone()
    rescreen_stored(ws, [uid_of(ws, "A")], "张三")
    assert ws.db.execute("SELECT count(*) FROM case_event").fetchone() == events
    assert len(evidence_rows(ws, uid_of(ws, "A"))) == 1


def test_evidence_of_the_first_run_keeps_its_layer_and_document(ws: Workspace) -> None:
    screened(ws, inputs(approval(0, 0.0003, authority=["甬政府"])))
    enter_documents(ws, [document(0.0003, 0.0012)], "张三")
    rescreen_stored(ws, [uid_of(ws, "A")], "张三")
    rows = {row["layer"]: row for row in evidence_rows(ws, uid_of(ws, "A"))}
    assert rows["农转用 甬土〔2022〕1号"]["feature_id"] == "7"
    assert set(rows) == {"农转用 甬土〔2022〕1号", LAYER}
    assert states(ws)["A"] == ("screened_green", "green")


def test_a_partly_covering_document_divides_the_case(ws: Workspace) -> None:
    screened(ws, inputs(FAR))
    uid = uid_of(ws, "A")
    record_finding(ws, Finding("found_lawful", "王五", "2026-11-20", patch_uid=uid, doc_no="甬土〔2023〕9号"))
    enter_documents(ws, [document(-0.001, 0.0006)], "张三")
    divided = split_by_documents(ws, uid, "张三", "town")
    found = states(ws)
    assert found["A"] == ("split", "")
    assert found["A-1"] == ("screened_yellow", "yellow"), "the uncovered part waits for a person"
    assert found["A-2"] == ("screened_green", "green"), "the covered part is released by the recorded run"
    rows = ws.db.execute(
        "SELECT spatial_code, area_m2, parent_uid FROM patch WHERE patch_no LIKE 'A%' ORDER BY patch_no"
    ).fetchall()
    whole, code = rows[0][1], rows[0][0]
    assert [row[0] for row in rows[1:]] == [f"{code}.1", f"{code}.2"]
    # what a document leaves open is measured on the grid of 1 mm (contract §3.1, rule 12)
    assert sum(row[1] for row in rows[1:]) == pytest.approx(whole, abs=0.001 * 414)
    assert {row[2] for row in rows[1:]} == {uid} and len(divided.patch_uids) == 2
    shown = [number for (number,) in ws.db.execute("SELECT patch_no FROM patch_status ORDER BY 1")]
    assert shown == ["A-1", "A-2", "B"]
    assert verify_verdicts(ws).different == 0 and verify_states(ws) == []


def test_a_document_that_covers_all_divides_nothing(ws: Workspace) -> None:
    screened(ws, inputs(FAR))
    enter_documents(ws, [document(-0.001, 0.0012)], "张三")
    assert split_by_documents(ws, uid_of(ws, "A"), "张三", "town").patch_uids == (uid_of(ws, "A"),)
    assert states(ws)["A"] == ("screened_green", "green")
    with pytest.raises(InputError, match="covers a part"):
        split_by_documents(ws, uid_of(ws, "B"), "张三", "town")


def test_a_patch_is_cut_by_a_line_and_merged_again(ws: Workspace) -> None:
    screened(ws, inputs(FAR))
    line = shapely.to_wkb(shapely.LineString([(121.5004, 29.94), (121.5004, 29.96)]))
    divided = split_patch(ws, uid_of(ws, "A"), [line], "张三", "officer")
    assert {states(ws)[f"A-{n}"] for n in (1, 2)} == {("screened_yellow", "yellow")}
    merged = merge_patches(ws, divided.patch_uids, "张三", "officer")
    (uid,) = merged.patch_uids
    area = ws.db.execute("SELECT area_m2 FROM patch WHERE uid = ?", (uid,)).fetchone()[0]
    whole = ws.db.execute("SELECT area_m2 FROM patch WHERE patch_no = 'A'").fetchone()[0]
    assert area == pytest.approx(whole, rel=1e-6)
    assert [number for (number,) in ws.db.execute("SELECT patch_no FROM patch_status ORDER BY 1")] == [
        "A-1-1",
        "B",
    ]
    assert verify_verdicts(ws).different == 0 and verify_states(ws) == []


def test_what_cannot_be_divided_or_merged_leaves_everything_as_it_was(ws: Workspace) -> None:
    screened(ws, inputs(approval(-0.001, 0.0012)))
    before = counts(ws)
    line = shapely.to_wkb(shapely.LineString([(121.5004, 29.94), (121.5004, 29.96)]))
    with pytest.raises(IllegalTransition):  # released: nothing to divide
        split_patch(ws, uid_of(ws, "A"), [line], "张三", "officer")
    with pytest.raises(IllegalTransition):  # nobody is named
        split_patch(ws, uid_of(ws, "B"), [shapely.to_wkb(box(0.002, 0.0024))], "", "officer")
    with pytest.raises(InputError, match="edge to edge"):
        split_patch(ws, uid_of(ws, "B"), [line], "张三", "officer")
    with pytest.raises(InputError):
        merge_patches(ws, [uid_of(ws, "B")], "张三", "officer")
    assert counts(ws) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"doc_no": " "},
        {"approval_type": "随便"},
        {"approved_on": "昨天"},
    ],
)
def test_a_document_that_proves_nothing_is_not_kept(ws: Workspace, wrong: dict[str, str]) -> None:
    screened(ws, inputs(FAR))
    with pytest.raises(InputError):
        enter_documents(ws, [document(0, 0.001), document(0, 0.001, **wrong)], "张三")
    with pytest.raises(InputError, match="ground"):
        enter_documents(ws, [EnteredDocument(b"", "conversion", "甬土〔2023〕9号")], "张三")
    assert ws.db.execute("SELECT count(*) FROM approval").fetchone() == (0,)


def test_red_is_not_turned_by_a_document(ws: Workspace) -> None:
    screened(ws, inputs(FAR))
    uid = uid_of(ws, "A")
    record_finding(ws, Finding("found_unlawful", "王五", "2026-11-20", patch_uid=uid))
    record_event(ws, uid, CaseEvent("audit_confirmed", "李四", "county"))
    uids = enter_documents(ws, [document(-0.001, 0.0012)], "张三")
    assert patches_reached(ws, uids) == []
    rescreen_stored(ws, [uid], "张三")
    assert states(ws)["A"] == ("audited_red", "red")
