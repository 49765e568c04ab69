"""Every verdict is recomputed from the workspace alone; what was changed, and why it differs, is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import shapely
from real_ground import EVERYWHERE, approval, box, days, inputs, rules, screened

from gengdi_plugin.core.errors import Cancelled, WorkspaceError
from gengdi_plugin.core.rules import default_rules
from gengdi_plugin.core.sentences import sentence
from gengdi_plugin.core.table import feature_table
from gengdi_plugin.store.review import patch_rows
from gengdi_plugin.store.verify import verify_verdicts
from gengdi_plugin.store.workspace import Workspace

TEMPORARY = {"approval_type": ["temporary"], "approved_on": days("2023-01-01")}
CASE = feature_table(
    [box(0, 0.0001)], {"case_no": ["甬资罚1号"], "decided_on": days("2023-01-01")}, name="违法"
)
BASIC = feature_table([box(0.0026, 0.003)], {"name": ["近处"]}, name="永久基本农田")
UNKNOWN = feature_table([EVERYWHERE], {"class_code": ["9999"]}, name="DLTB")
SHORT = feature_table([box(0, 0.0004)], {"class_code": ["0102"]}, name="DLTB")

#: Grounds of every kind of verdict: name -> (approvals, other inputs).
GROUNDS: dict[str, tuple[list[Any], dict[str, Any]]] = {
    "covered": ([approval(0, 0.003)], {}),
    "partly": ([approval(0, 0.0007), approval(0.002, 0.0027, "甬土〔2023〕2号")], {}),
    "two of one number": ([approval(0, 0.0005), approval(0.0004, 0.0007)], {}),
    "assumed term": ([approval(0, 0.003, **TEMPORARY)], {}),
    "ended": ([approval(0, 0.003, valid_to=days("2023-12-31"))], {}),
    "not begun": ([approval(0, 0.003, valid_from=days("2025-01-01"))], {}),
    "pending": ([approval(0, 0.003, status=["报批中"]), approval(0, 0.0009, "临1号", **TEMPORARY)], {}),
    "no proof": ([approval(0, 0.003, approval_type=["planning"])], {}),
    "to verify": ([approval(0, 0.003, approval_type=["facility"])], {}),
    "basic farmland": ([approval(0, 0.0028)], {"basic_farmland": BASIC}),
    "not authorised": ([approval(0, 0.003, approval_type=["homestead"])], {"basic_farmland": BASIC}),
    "violation": ([approval(0, 0.003)], {"violations": CASE}),
    "none": ([approval(0.5, 0.6)], {}),
    "no farmland": ([approval(0, 0.003)], {"farmland": None}),
    "class of no category": ([approval(0, 0.003)], {"farmland": UNKNOWN}),
    "short farmland": ([approval(0, 0.003)], {"farmland": SHORT}),
    "zones": ([approval(0, 0.0026)], {"zones": {"grain_zone": BASIC, "ecological_redline": CASE}}),
}


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_stored_verdict_is_recomputed_and_spoken_from_the_file_alone(ws: Workspace, ground: str) -> None:
    approvals, changed = GROUNDS[ground]
    screened(ws, inputs(*approvals, **changed))
    found = verify_verdicts(ws)
    assert [(line.field, line.stored, line.recomputed) for line in found.differences] == []
    assert (found.checked, found.different) == (2, 0)
    for row in patch_rows(ws):
        assert row.sentence == sentence(vars(row), "en")
        assert sentence(vars(row), "zh").endswith("。")


def test_patches_that_touch_and_overlap_are_not_compared_with_each_others_clips(ws: Workspace) -> None:
    layers = inputs(approval(0, 0.0007), approval(0.0013, 0.002, "甬土〔2023〕2号"))
    shapes = [box(0.0005 * k, 0.0005 * k + 0.001) for k in range(5)] + [box(0, 0.003)] * 2
    many = feature_table(
        shapes,
        {
            "patch_no": [f"P{k}" for k in range(len(shapes))],
            "change_type": ["20"] * len(shapes),
            "after_on": days(*["2024-06-30"] * len(shapes)),
        },
        name="变化图斑",
    )
    screened(ws, replace(layers, patches=many))
    found = verify_verdicts(ws)
    assert (found.checked, found.differences) == (7, ())


def test_broken_and_missing_geometry_is_no_difference(ws: Workspace) -> None:
    bow_tie = shapely.Polygon([(121.5, 29.95), (121.501, 29.951), (121.501, 29.95), (121.5, 29.951)])
    tiny = box(0, 1e-10, 0, 1e-10)
    table = feature_table([bow_tie, None, tiny], {"patch_no": ["X", "Y", "Z"]}, name="变化图斑")
    screened(ws, replace(inputs(approval(0, 0.001)), patches=table))
    assert [row.reason for row in patch_rows(ws)].count("geometry_error") == 2
    assert verify_verdicts(ws).differences == ()


@pytest.mark.parametrize(
    ("statement", "fields"),
    [
        ("UPDATE verdict SET code = 'green' WHERE reason <> 'covered'", {"code"}),
        ("UPDATE verdict SET reason = 'covered', code = 'green'", {"code", "reason", "sentence"}),
        ("UPDATE verdict SET approved_m2 = approved_m2 + 5", {"approved_m2"}),
        ("UPDATE verdict SET sentence = replace(sentence, '甬土', '甬士')", {"sentence"}),
        ("UPDATE evidence SET overlap_m2 = overlap_m2 * 2", {"evidence.overlap_m2"}),
        ("UPDATE evidence SET counts = 0, why_not = 'revoked'", {"evidence.counts", "evidence.why_not"}),
        ("UPDATE evidence SET status = '作废'", {"reason", "approved_m2", "evidence.counts"}),
        ("UPDATE verdict SET scope = 'not_cultivated'", {"scope"}),
        ("UPDATE verdict SET below_minimum = 1", {"below_minimum"}),
        ("UPDATE remainder SET area_m2 = 1", {"remainder.area_m2"}),
        ("UPDATE remainder SET deleted_at = 'now'", {"remainder.count"}),
        ("UPDATE ground SET area_m2 = 1 WHERE kind = 'paddy'", {"ground.paddy"}),
        ("DELETE FROM ground WHERE kind = 'cultivated'", {"cultivated_m2", "uncovered_cultivated_m2"}),
        ("UPDATE patch SET geom = ST_Buffer(geom, 0.0001)", {"area_m2", "uncovered_m2"}),
    ],
)
def test_an_edited_row_is_found(ws: Workspace, statement: str, fields: set[str]) -> None:
    screened(ws, inputs(approval(0, 0.0007)))
    ws.db.execute(statement.replace("ST_Buffer(geom, 0.0001)", "CastToMulti(ST_Buffer(geom, 0.0001))"))
    found = verify_verdicts(ws)
    assert found.different >= 1
    assert fields <= {line.field for line in found.differences}
    assert {line.cause for line in found.differences} == {"edited"}
    assert all(line.patch_no in ("A", "B") and line.told for line in found.differences)


def test_a_changed_rule_text_and_other_software_are_told_as_causes(ws: Workspace) -> None:
    screened(ws, inputs(approval(0, 0.0007)))
    ws.db.execute("UPDATE screening_run SET rules_json = replace(rules_json, '0.95', '0.6')")
    found = verify_verdicts(ws)
    assert {line.cause for line in found.differences} == {"rules"}
    assert {line.field for line in found.differences} >= {"rules_json", "reason"}
    ws.db.execute("UPDATE screening_run SET rules_json = replace(rules_json, '0.6', '0.95')")
    ws.db.execute("UPDATE screening_run SET software = 'Gengdi 0.0.1'")
    found = verify_verdicts(ws)
    assert [(line.field, line.cause, line.patch_no) for line in found.differences] == [
        ("software", "software", "")
    ]
    ws.db.execute("UPDATE verdict SET approved_m2 = 1 WHERE reason <> 'no_approval'")
    assert {line.cause for line in verify_verdicts(ws).differences} == {"software"}


def test_a_rule_text_that_cannot_be_read_leaves_its_verdicts_unchecked(ws: Workspace) -> None:
    screened(ws, inputs(approval(0, 0.0007)))
    ws.db.execute("UPDATE screening_run SET rules_json = '{}'")
    found = verify_verdicts(ws)
    assert (found.checked, found.unchecked) == (0, 2)
    assert {line.cause for line in found.differences} == {"rules"}


def test_layers_and_rule_set_of_today_are_compared_with_those_of_the_run(ws: Workspace) -> None:
    screened(ws, inputs(approval(0, 0.0007)), rules(covered_share=0.9))
    (kept,) = ws.db.execute("SELECT inputs_json FROM screening_run").fetchone()
    assert '"农转用 甬土〔2022〕1号"' in kept
    layers = {("approval", "农转用 甬土〔2022〕1号"): "other"}
    found = verify_verdicts(ws, layers=layers, rules_now=default_rules())
    assert found.different == 0
    told = {line.field: line.told for line in found.differences}
    assert (
        told["approval: 农转用 甬土〔2022〕1号"]
        == "Layer “农转用 甬土〔2022〕1号” has changed since the run."
    )
    assert told["farmland: 地类图斑"] == "Layer “地类图斑” of the run is not given now."
    assert "GENGDI-DEFAULT-1 is in use now" in told["rule_hash"]


def test_figures_at_a_threshold_are_told_as_such(ws: Workspace) -> None:
    """A figure within its exactness of the threshold, judged on the other side as its stored value says."""
    layers = inputs(approval(0, 0.00098), approval(0.002, 0.003))
    screened(ws, layers)
    share = next(row.approved_share for row in patch_rows(ws) if row.patch_no == "A")
    run = screened(ws, layers, rules(covered_share=share * (1 - 1e-9)))
    row = next(row for row in patch_rows(ws) if row.patch_no == "A")
    assert row.code == "green"
    kept = {"approved_m2": row.approved_m2 - 0.01, "reason": "partly_covered", "code": "yellow"}
    said = sentence({**vars(row), **kept}, "en")
    ws.db["verdict"].update(
        ws.db.execute("SELECT id FROM verdict WHERE uid = ?", (row.verdict_uid,)).fetchone()[0],
        {**kept, "sentence": said},
    )
    found = verify_verdicts(ws, run)
    assert found.different == 0
    assert {(line.field, line.cause) for line in found.differences} == {
        ("code", "precision"),
        ("reason", "precision"),
    }


def test_one_run_or_some_patches_only(ws: Workspace) -> None:
    first = screened(ws, inputs(approval(0, 0.0007)))
    screened(ws, inputs(approval(0, 0.0009)))
    assert verify_verdicts(ws).checked == 4
    assert verify_verdicts(ws, first).checked == 2
    (row, _) = patch_rows(ws)
    assert verify_verdicts(ws, first, [row.uid]).checked == 1
    with pytest.raises(WorkspaceError, match="has no run nowhere"):
        verify_verdicts(ws, "nowhere")


def test_a_verdict_of_an_older_version_is_checked_as_far_as_it_goes(ws: Workspace) -> None:
    screened(ws, inputs(approval(0, 0.003, **TEMPORARY, status=["已作废"])))
    ws.db.execute(
        "UPDATE verdict SET explanation = NULL, change_type = NULL, before_on = NULL, after_on = NULL"
    )
    ws.db.execute("UPDATE evidence SET status = NULL, valid_from = NULL")
    found = verify_verdicts(ws)
    assert found.different == 0
    assert {line.cause for line in found.differences} == {"older_format"}


def test_cancel_and_progress(ws: Workspace) -> None:
    screened(ws, inputs(approval(0, 0.0007)))
    with pytest.raises(Cancelled):
        verify_verdicts(ws, cancelled=lambda: True)
    heard: list[float] = []
    verify_verdicts(ws, progress=heard.append)
    assert heard[-1] == 1.0


def test_an_empty_workspace_has_nothing_to_verify(ws: Workspace) -> None:
    found = verify_verdicts(ws)
    assert (found.checked, found.different, found.differences) == (0, 0, ())
