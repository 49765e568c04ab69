"""The three lists: who belongs on which, and what stands at their foot."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
from results import patch_uid, result, square

from gengdi_plugin.core.casework import CaseEvent
from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.rules import default_rules
from gengdi_plugin.core.screening.result import DOCUMENT_FIELDS, EVIDENCE_FIELDS
from gengdi_plugin.core.table import feature_table
from gengdi_plugin.core.violations import NO_SUPPLY, suspected_violation
from gengdi_plugin.core.vocabulary import keys
from gengdi_plugin.store.cases import Finding, record_audit, record_event, record_finding
from gengdi_plugin.store.listing import LIST_KEYS, list_rows
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.settings import show_blue
from gengdi_plugin.store.workspace import Workspace

TOWNS = ["330211001201", "330211002202", "330211001203", None]


@pytest.fixture()
def district(ws: Workspace) -> Workspace:
    """P0 released, P1 waiting, P2 red, P3 blue, P4 found unlawful but not audited, P5 audited lawful."""
    codes = ["green"] + ["yellow"] * 5
    columns = {"unit_code": [*TOWNS, *TOWNS[:2]], "unit_name": ["甲村", "乙村", "丙村", None, "甲村", "乙村"]}
    units = feature_table(
        [square(0), square(1)],
        {"unit_code": ["330211001", "330211002"], "unit_name": ["招宝山街道", "蛟川街道"]},
    )
    save_run(ws, result(codes, columns=columns), "张三", units=units)
    for number in (2, 3, 4):
        record_finding(
            ws,
            Finding(
                "found_unlawful",
                "张三",
                "2026-11-20",
                patch_uid=patch_uid(number),
                note="厂房",
                unlawful_m2=88.0,
            ),
        )
    for number in (2, 3):
        record_audit(ws, patch_uid(number), "confirm", "李四", "town", "属实")
    record_event(ws, patch_uid(3), CaseEvent("rectifying", "李四", "town"))
    record_finding(
        ws, Finding("found_lawful", "张三", "2026-11-20", patch_uid=patch_uid(5), doc_no="老批文1号")
    )
    record_audit(ws, patch_uid(5), "confirm", "李四", "county", covers_whole=True)
    return ws


def numbers(ws: Workspace, key: str, unit: str | None = None) -> list[str]:
    return [row["patch_no"] for row in list_rows(ws, key, unit).rows]


@pytest.mark.parametrize("blue", [True, False])
def test_every_patch_is_on_exactly_one_list(district: Workspace, blue: bool) -> None:
    show_blue(district, blue)
    assert sorted(numbers(district, "verification")) == ["P0001", "P0004"]
    assert sorted(numbers(district, "rectification")) == ["P0002", "P0003"]
    assert sorted(numbers(district, "release")) == ["P0000", "P0005"]


def test_rows_come_by_town_and_those_without_a_town_last(district: Workspace) -> None:
    rows = list_rows(district, "rectification").rows
    assert [(row["town_code"], row["town_name"]) for row in rows] == [("330211001", "招宝山街道"), ("", "")]


def test_the_rectification_list_carries_finding_audit_and_unlawful_area(district: Workspace) -> None:
    row = list_rows(district, "rectification", "330211001203").rows[0]
    assert (row["finding"], row["inspector"], row["inspected_on"], row["finding_note"]) == (
        "found_unlawful", "张三", "2026-11-20", "厂房",
    )  # fmt: skip
    assert (row["auditor"], row["audit_note"], row["unlawful_m2"], row["unlawful_from"]) == (
        "李四", "属实", 88.0, "finding",
    )  # fmt: skip


def test_the_release_list_carries_its_proof(district: Workspace) -> None:
    rows = {row["patch_no"]: row for row in list_rows(district, "release").rows}
    assert (rows["P0000"]["proof"], rows["P0000"]["best_approval_type"], rows["P0000"]["best_doc_no"]) == (
        "approval", "conversion", "甬土〔2024〕0号",
    )  # fmt: skip
    assert (rows["P0005"]["proof"], rows["P0005"]["doc_no"]) == ("found_lawful", "老批文1号")


@pytest.mark.parametrize("key", LIST_KEYS)
def test_every_row_of_every_list_has_the_same_keys_and_its_geometry(district: Workspace, key: str) -> None:
    rows = list_rows(district, key).rows
    assert len({frozenset(row) for row in rows}) == 1
    assert all(shapely.from_wkb(row["wkb"]).geom_type == "MultiPolygon" for row in rows)
    assert all(row["overdue"] is False and row["run_uid"] for row in rows)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (None, ["P0001", "P0004"]),
        ("330211", ["P0001", "P0004"]),
        ("330211000000", ["P0001", "P0004"]),
        ("330211002", ["P0001"]),
        ("330211002000", ["P0001"]),
        ("蛟川街道", ["P0001"]),
        ("甲村", ["P0004"]),
        ("330212", []),
    ],
)
def test_a_list_may_be_limited_to_a_county_town_or_village(
    district: Workspace, unit: str | None, expected: list[str]
) -> None:
    assert sorted(numbers(district, "verification", unit)) == expected


def test_the_unit_is_named(district: Workspace) -> None:
    assert list_rows(district, "release", "330211001000").unit_name == "招宝山街道"
    assert list_rows(district, "release", "330211001201").unit_name == "甲村"
    assert list_rows(district, "release").unit_name == ""


def test_an_unknown_unit_name_or_list_is_refused(district: Workspace) -> None:
    with pytest.raises(InputError, match="“没有的村”"):
        list_rows(district, "release", "没有的村")
    with pytest.raises(InputError, match="“all” is no list"):
        list_rows(district, "all")


def test_the_foot_names_rules_and_data_of_the_runs_the_rows_rest_on(district: Workspace) -> None:
    save_run(district, result(["yellow"], start=50, screened_at="2026-11-24T10:00:00+08:00"), "王五")
    both = list_rows(district, "verification").runs
    assert [run.actor for run in both] == ["王五", "张三"]
    foot = list_rows(district, "release").runs
    assert [run.actor for run in foot] == ["张三"]
    assert list(foot[0].rules) == default_rules().rows() and foot[0].rule_hash == default_rules().hash
    assert foot[0].inputs[0]["as_of"] == "2024-12-31"


def test_the_foot_of_an_empty_list_names_the_newest_run(ws: Workspace) -> None:
    save_run(ws, result(["yellow"]), "张三")
    empty = list_rows(ws, "rectification")
    assert empty.rows == () or list(empty.rows) == []
    assert [run.actor for run in empty.runs] == ["张三"]


def test_a_list_names_the_documents_with_the_largest_counting_overlap(ws: Workspace) -> None:
    run = result(["green", "yellow"])
    rows = [
        (0, "conversion", "农1号", 300.0, True, "", "省政府", "甲批次", None, None),
        (0, "conversion", "农2号", 900.0, False, "revoked", "省政府", "作废批次", "某公司", "工业"),
        (0, "historic", "农3号", 600.0, True, "", "县政府", "老厂", "县农机厂", "工业"),
        (0, "supply", "供1号", 500.0, True, "", None, None, "甬江机电有限公司", "工业用地"),
        (1, "pre_examination", "预1号", 700.0, False, "not_a_proof", "市局", None, None, None),
        (1, "conversion", "农4号", 800.0, False, "after_image", "省政府", "乙批次", None, None),
    ]
    columns = ["row", "approval_type", "doc_no", "overlap_m2", "counts", "why_not"]
    kept = feature_table(
        [square(row[0]) for row in rows],
        {
            **{field: [None] * len(rows) for field in EVIDENCE_FIELDS},
            **dict(zip((*columns, *DOCUMENT_FIELDS), zip(*rows))),
            "share": [row[3] / 1000 for row in rows],
            "approved_on": ["2021-05-06"] * len(rows),
        },
    )
    save_run(ws, replace(run, evidence=kept), "张三")
    (row,) = list_rows(ws, "release").rows
    assert {key: row[key] for key in row if key.startswith(("conversion_", "supply_"))} == {
        "conversion_authority": "县政府", "conversion_on": "2021-05-06", "conversion_no": "农3号",
        "conversion_share": 0.6, "supply_no": "供1号", "supply_share": 0.5,
    }  # fmt: skip
    assert (row["holder"], row["project"], row["approved_use"]) == ("甬江机电有限公司", "老厂", "工业用地")
    (yellow,) = list_rows(ws, "verification").rows
    assert (yellow["conversion_no"], yellow["holder"]) == (None, None)
    assert yellow["suspected_violation"] == "excess"  # partly_covered, whatever else does not count


@pytest.mark.parametrize(
    ("reason", "condition", "suspected"),
    [
        ("no_approval", "", "not_reported"), ("approval_not_valid", "pending", "while_reporting"),
        ("approval_not_valid", "after_image", "while_reporting"), ("approval_not_valid", "expired", ""),
        ("partly_covered", "expired", "excess"), ("covered", NO_SUPPLY, "not_supplied"), ("covered", "", ""),
        ("inputs_missing", "", ""),
    ],
)  # fmt: skip
def test_a_type_of_violation_is_only_suspected_from_the_table(
    reason: str, condition: str, suspected: str
) -> None:
    assert suspected_violation(reason, condition) == suspected
    assert suspected == "" or suspected in keys("violation_type")


def test_the_rectification_list_tells_measure_responsible_and_times(district: Workspace) -> None:
    district.db["responsible"].insert({"uid": "r1", "name": "王五", "unit_code": "330211001"})
    district.db["rectification"].insert(
        {"patch_uid": patch_uid(2), "measure": "拆除复耕", "responsible_uid": "r1", "due_on": "2026-12-31"}
    )
    uid = patch_uid(3)
    record_event(district, uid, CaseEvent("rectified", "王五", "town", at="2026-11-22T09:00:00+08:00"))
    by_number = {row["patch_no"]: row for row in list_rows(district, "rectification").rows}
    red, blue = by_number["P0002"], by_number["P0003"]
    assert (red["measure"], red["responsible_unit"], red["responsible_person"], red["due_on"]) == (
        "拆除复耕", "招宝山街道", "王五", "2026-12-31",
    )  # fmt: skip
    assert (red["finished_on"], red["accepted_on"]) == (None, None)
    assert (blue["finished_on"][:10], blue["accepted_on"], blue["measure"]) == ("2026-11-22", None, None)
    record_event(district, uid, CaseEvent("accepted", "赵六", "county", at="2026-11-23T09:00:00+08:00"))
    closed = {row["patch_no"]: row for row in list_rows(district, "release").rows}["P0003"]
    assert closed["accepted_on"][:10] == closed["closed_on"][:10] == "2026-11-23"


def test_the_rectification_list_says_every_measure_in_chinese(district: Workspace) -> None:
    for row in (
        {"uid": "old", "measure": "other", "area_m2": 500.0, "deleted_at": "2026-11-01"},
        {"uid": "one", "measure": "replanting", "area_m2": 300.0, "deleted_at": None},
        {"uid": "two", "measure": "quota", "area_m2": 200.0, "deleted_at": None},
    ):
        district.db["rectification"].insert({"patch_uid": patch_uid(2), **row})

    def told() -> str:
        rows = list_rows(district, "rectification").rows
        return str(next(row for row in rows if row["patch_no"] == "P0002")["measure"])

    assert told() == "复耕复种300.00m²、核减占补指标200.00m²"
    district.db.execute("UPDATE rectification SET deleted_at = '2026-11-02' WHERE uid = 'two'")
    assert told() == "复耕复种"
