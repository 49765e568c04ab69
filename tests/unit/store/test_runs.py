"""Saving runs: patches once, verdicts each time, events only where something changed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from results import VILLAGE, patch_uid, result, square

from gengdi_plugin.core.errors import Cancelled
from gengdi_plugin.core.rules import default_rules
from gengdi_plugin.core.screening.result import EVIDENCE_FIELDS, OUTPUT_FIELDS
from gengdi_plugin.core.table import feature_table
from gengdi_plugin.store.cases import Finding, record_audit, record_finding
from gengdi_plugin.store.review import counts, evidence_rows, patch_row, patch_rows, remainder_rows, runs
from gengdi_plugin.store.runs import given_codes, implied_event, save_run
from gengdi_plugin.store.workspace import Workspace, open_workspace


def events(ws: Workspace, number: int = 0) -> list[str]:
    rows = ws.db.execute(
        "SELECT event FROM case_event WHERE patch_uid = ? ORDER BY clock", (patch_uid(number),)
    )
    return [event for (event,) in rows.fetchall()]


def state(ws: Workspace, number: int = 0) -> tuple[str, str]:
    row = patch_row(ws, patch_uid(number))
    assert row is not None
    return row.state, row.code


def test_a_run_is_stored_with_everything_it_found(ws: Workspace) -> None:
    run = save_run(ws, result(["green", "yellow"]), "张三")
    assert counts(ws).by_code == {"green": 1, "yellow": 1}
    assert counts(ws).by_reason == {("green", "covered"): 1, ("yellow", "partly_covered"): 1}
    first = patch_rows(ws)[0]
    assert (first.patch_no, first.unit_code, first.approved_share) == ("P0000", VILLAGE, 1.0)
    assert first.bbox == pytest.approx(square(0).bounds)
    assert [row["doc_no"] for row in evidence_rows(ws, patch_uid(1))] == ["甬土〔2024〕1号"]
    assert [row["spatial_code"][-2:] for row in remainder_rows(ws, patch_uid(1))] == ["~1"]
    stored = next(iter(ws.db["screening_run"].rows))
    assert stored["uid"] == run and stored["actor"] == "张三"
    assert stored["rules_json"] == default_rules().text and stored["rule_hash"] == default_rules().hash
    assert json.loads(stored["inputs_json"])[0]["layer"] == "农转用"
    assert json.loads(stored["log_json"]) == ["变化图斑 3: repaired"]
    assert stored["software"].startswith("Gengdi") and "GEOS" in stored["software"]


def test_the_columns_of_the_tables_are_the_fields_of_the_contract(ws: Workspace) -> None:
    verdict = set(ws.db["verdict"].columns_dict)
    assert set(OUTPUT_FIELDS) - {"spatial_code", "unit_code", "unit_name"} <= verdict
    assert set(EVIDENCE_FIELDS) <= set(ws.db["evidence"].columns_dict)
    status = ws.db.execute("SELECT * FROM patch_status")
    assert [entry[0] for entry in status.description] == [
        "id", "uid", "patch_no", "spatial_code", "code", "state", "unit_code", "responsible", "due_on",
        "overdue", "area_m2", "geom",
    ]  # fmt: skip


def test_saving_the_same_result_twice_adds_a_run_and_nothing_else(ws: Workspace) -> None:
    same = result(["green", "yellow"])
    save_run(ws, same, "张三")
    before = list(ws.db["patch"].rows)
    save_run(ws, same, "李四")
    assert list(ws.db["patch"].rows) == before
    assert ws.db["case_event"].count == 2
    assert [(row.actor, row.patches) for row in runs(ws)] == [("李四", 2), ("张三", 2)]


def test_a_known_patch_keeps_its_code_and_geometry_and_takes_corrected_attributes(ws: Workspace) -> None:
    save_run(ws, result(["yellow"]), "a")
    code = given_codes(ws)[patch_uid(0)]
    moved = result(
        ["yellow"],
        columns={"spatial_code": [f"{VILLAGE}-OTHER-01"], "change_type": ["YH"]},
        geometry=[square(7)],
    )
    save_run(ws, moved, "a")
    row = patch_rows(ws)[0]
    assert row.spatial_code == code and row.change_type == "YH"
    assert row.bbox == pytest.approx(square(0).bounds)
    assert [part["spatial_code"] for part in remainder_rows(ws, patch_uid(0))] == [f"{code}~1"]
    assert [part["spatial_code"] for part in evidence_rows(ws, patch_uid(0))] == [code]


def test_a_later_run_without_units_does_not_erase_the_unit(ws: Workspace) -> None:
    save_run(ws, result(["yellow"]), "a")
    save_run(ws, result(["yellow"], columns={"unit_code": [None], "unit_name": [None]}), "a")
    assert [(row.unit_code, row.unit_name) for row in patch_rows(ws)] == [(VILLAGE, "团桥村")]


def test_a_new_patch_never_takes_the_code_of_another(ws: Workspace) -> None:
    code = [f"{VILLAGE}-N51G00123456789-01"]
    save_run(ws, result(["green"], columns={"spatial_code": code}), "a")
    save_run(ws, result(["yellow"], start=5, columns={"spatial_code": code}), "a")
    assert sorted(given_codes(ws).values()) == [code[0], f"{VILLAGE}-N51G00123456789-02"]
    assert remainder_rows(ws, patch_uid(5))[0]["spatial_code"].endswith("-02~1")


def test_a_patch_that_a_list_holds_twice_is_one_patch_with_one_verdict(ws: Workspace) -> None:
    uids = [patch_uid(0), patch_uid(1), patch_uid(0)]
    save_run(ws, result(["yellow"] * 3, columns={"uid": uids}), "a")
    tables = ("patch", "verdict", "evidence", "remainder", "case_event")
    assert [ws.db[table].count for table in tables] == [2] * 5
    assert [row.patch_no for row in patch_rows(ws)] == ["P0000", "P0001"]


def test_what_was_not_tested_stays_null_and_a_lost_geometry_is_kept_as_a_row(ws: Workspace) -> None:
    lost = result(["yellow"], columns={"approved_m2": [None], "area_m2": [np.nan]}, geometry=[None])
    save_run(ws, lost, "a")
    row = patch_rows(ws)[0]
    assert (row.approved_m2, row.area_m2, row.bbox) == (None, None, None)


def test_polygons_and_mixed_collections_become_multipolygons(ws: Workspace) -> None:
    mixed = shapely.GeometryCollection([square(0), shapely.LineString([(121, 29), (122, 30)])])
    shapes = [square(0), shapely.MultiPolygon([square(1), square(3)]), mixed]
    save_run(ws, result(["green"] * 3, geometry=shapes), "a")
    kinds = ws.db.execute(
        "SELECT GeometryType(geom), NumGeometries(geom), ST_SRID(geom) FROM patch"
    ).fetchall()
    assert kinds == [("MULTIPOLYGON", 1, 4490), ("MULTIPOLYGON", 2, 4490), ("MULTIPOLYGON", 1, 4490)]


def test_spatial_indexes_are_valid_after_runs_and_corrections(ws: Workspace) -> None:
    for _ in range(2):
        save_run(ws, result(["green", "yellow"] * 20), "a")
    checked = ws.db.execute(
        "SELECT f_table_name, CheckSpatialIndex(f_table_name, f_geometry_column) FROM geometry_columns"
    ).fetchall()
    assert checked and all(valid == 1 for _, valid in checked), checked


@pytest.mark.parametrize(
    ("state_", "before", "code", "event"),
    [
        ("", None, "green", "screened_green"),
        ("", None, "yellow", "screened_yellow"),
        ("screened_yellow", "yellow", "green", "rescreened_green"),
        ("dispatched", "yellow", "green", "rescreened_green"),
        ("found_lawful", "yellow", "green", "rescreened_green"),
        ("screened_green", "green", "yellow", "rescreened_yellow"),
        ("screened_yellow", "yellow", "yellow", None),
        ("screened_green", "green", "green", None),
        ("dispatched", "green", "green", None),  # a spot check is not undone by screening again
        ("found_unlawful", "yellow", "green", None),
        ("audited_red", "yellow", "green", None),
        ("rectifying", "yellow", "green", None),
        ("returned", "yellow", "green", None),
        ("audited_green", "green", "yellow", None),
        ("accepted", "green", "yellow", None),
        ("reopened", "yellow", "green", None),
    ],
)
def test_what_a_verdict_means_for_a_case(
    state_: str, before: str | None, code: str, event: str | None
) -> None:
    assert implied_event(state_, before, code) == event


def test_a_new_approval_turns_yellow_green_by_a_recorded_rescreening_and_back(ws: Workspace) -> None:
    for code in ("yellow", "yellow", "green", "green", "yellow"):
        save_run(ws, result([code]), "a")
    assert events(ws) == ["screened_yellow", "rescreened_green", "rescreened_yellow"]
    assert state(ws) == ("screened_yellow", "yellow")
    named = ws.db.execute("SELECT evidence_uid FROM case_event WHERE event = 'rescreened_green'").fetchone()[
        0
    ]
    assert named in [run.uid for run in runs(ws)]


def test_red_is_left_to_persons_though_the_new_verdict_is_stored(ws: Workspace) -> None:
    save_run(ws, result(["yellow"]), "a")
    record_finding(ws, Finding("found_unlawful", "张三", "2026-11-20", patch_uid=patch_uid(0)))
    record_audit(ws, patch_uid(0), "confirm", "李四", "town")
    save_run(ws, result(["green"]), "a")
    row = patch_rows(ws)[0]
    assert (row.code, row.screened) == ("red", "green")


def test_units_keep_their_names_and_take_newer_ones(ws: Workspace) -> None:
    def units(name: str) -> object:
        return feature_table([square(0, 0.1)], {"unit_code": ["330211001"], "unit_name": [name]})

    save_run(ws, result(["green"]), "a", units=units("招宝山街道"))  # type: ignore[arg-type]
    save_run(ws, result(["green"]), "a", units=units("蛟川街道"))  # type: ignore[arg-type]
    assert [(row["unit_code"], row["unit_name"]) for row in ws.db["unit"].rows] == [("330211001", "蛟川街道")]


def test_a_layer_used_again_is_one_entry_of_the_catalogue(ws: Workspace) -> None:
    for _ in range(2):
        save_run(ws, result(["green"]), "a")
    assert [(row["role"], row["name"], row["features"]) for row in ws.db["data_catalogue"].rows] == [
        ("approval", "农转用", 3)
    ]


def test_progress_goes_up_to_one(ws: Workspace) -> None:
    heard: list[float] = []
    save_run(ws, result(["green", "yellow"]), "a", progress=heard.append)
    assert heard == sorted(heard) and heard[-1] == pytest.approx(1.0)


def test_cancel_leaves_nothing(ws: Workspace) -> None:
    answers = iter([False, False, False, True])
    with pytest.raises(Cancelled):
        save_run(ws, result(["green", "yellow"]), "a", cancelled=lambda: next(answers))
    assert [ws.db[table].count for table in ("patch", "screening_run", "verdict", "case_event")] == [0] * 4


def test_an_empty_run_is_a_run(place: Path) -> None:
    with open_workspace(place) as ws:
        save_run(ws, result([]), "a")
        assert len(runs(ws)) == 1 and patch_rows(ws) == []
