"""A real screening through the workspace: stored figures can be recomputed from the file alone."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
import shapely

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.core.rules import default_rules, rules_from_text
from gengdi_plugin.core.screening.screen import ScreeningInputs, screen
from gengdi_plugin.core.table import FeatureTable, feature_table, object_array
from gengdi_plugin.store.listing import list_rows
from gengdi_plugin.store.review import evidence_rows, patch_rows, remainder_rows
from gengdi_plugin.store.runs import given_codes, save_run
from gengdi_plugin.store.workspace import Workspace


def box(west: float, east: float) -> shapely.Polygon:
    return shapely.box(121.5 + west, 29.95, 121.5 + east, 29.951)


def days(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[D]")


def inputs(approvals: list[FeatureTable]) -> ScreeningInputs:
    patches = feature_table(
        [box(0, 0.001), box(0.002, 0.003)],
        {
            "patch_no": ["A", "B"],
            "change_type": ["20", "20"],
            "before_on": days("2023-06-01", "2023-06-01"),
            "after_on": days("2024-06-30", "2024-06-30"),
        },
        name="变化图斑",
    )
    everywhere = box(-0.01, 0.01)
    return ScreeningInputs(
        patches,
        approvals,
        feature_table([everywhere], {"class_code": ["0101"]}, name="地类图斑"),
        feature_table([box(0.5, 0.6)], {"name": ["远处"]}, name="永久基本农田"),
        units=feature_table(
            [everywhere], {"unit_code": ["330211001201"], "unit_name": ["甲村"]}, name="行政区"
        ),
    )


def approval(west: float, east: float) -> FeatureTable:
    columns = {
        "approval_type": ["conversion"],
        "doc_no": ["甬土〔2022〕1号"],
        "approved_on": days("2022-01-01"),
    }
    return feature_table([box(west, east)], columns, name="农转用")


def screened(ws: Workspace, approvals: list[FeatureTable]) -> None:
    layers = inputs(approvals)
    result = screen(layers, default_rules(), given_codes=given_codes(ws))
    save_run(ws, result, "张三", units=layers.units)


def area(parts: list[bytes]) -> float:
    union = shapely.union_all(object_array(shapely.from_wkb(part) for part in parts))
    return float(ellipsoid_areas(object_array([union]))[0])


def test_stored_evidence_and_remainders_give_the_stored_figures_again(ws: Workspace) -> None:
    screened(ws, [approval(0, 0.001), approval(0.002, 0.0025), approval(0.0022, 0.0026)])
    whole, part = patch_rows(ws)
    assert [(row.patch_no, row.code, row.reason) for row in (whole, part)] == [
        ("A", "green", "covered"), ("B", "yellow", "partly_covered"),
    ]  # fmt: skip
    for row in (whole, part):
        counting = [entry["wkb"] for entry in evidence_rows(ws, row.uid) if entry["counts"]]
        assert area(counting) == pytest.approx(row.approved_m2, rel=1e-5)
    left = [entry["wkb"] for entry in remainder_rows(ws, part.uid)]
    # differences are taken at 1 mm: along the patch's perimeter of some 420 m
    assert area(left) == pytest.approx(part.uncovered_m2, abs=0.001 * 420)
    (ground,) = ws.db.execute(
        "SELECT AsBinary(geom) FROM ground WHERE kind = 'cultivated' AND verdict_uid = ?", (part.verdict_uid,)
    ).fetchone()
    assert area([ground]) == pytest.approx(part.cultivated_m2, rel=1e-5)
    text = ws.db.execute("SELECT rules_json FROM screening_run").fetchone()[0]
    assert rules_from_text(text, "stored").hash == default_rules().hash


def test_a_document_found_later_releases_the_patch_under_the_code_it_was_given(ws: Workspace) -> None:
    screened(ws, [approval(0, 0.001)])
    before = {row.patch_no: row for row in patch_rows(ws)}
    assert (before["B"].code, before["B"].unit_name) == ("yellow", "甲村")
    screened(ws, [approval(0, 0.001), approval(0.002, 0.003)])
    after = {row.patch_no: row for row in patch_rows(ws)}
    assert (after["B"].code, after["B"].state) == ("green", "screened_green")
    assert {no: row.spatial_code for no, row in after.items()} == {
        no: row.spatial_code for no, row in before.items()
    }
    assert ws.db["patch"].count == 2
    moments = [
        dt.datetime.fromisoformat(at) for (at,) in ws.db.execute("SELECT at FROM case_event").fetchall()
    ]
    assert len(moments) == 3 and all(moment.utcoffset() is not None for moment in moments)


def test_what_an_approval_says_of_itself_is_kept_and_stands_on_the_list(ws: Workspace) -> None:
    told = {
        "authority": "宁波市人民政府",
        "project": "甬江机电",
        "holder": "甬江机电有限公司",
        "purpose": "工业用地",
    }
    plain = approval(0, 0.001)
    screened(ws, [plain.with_columns({name: object_array([text]) for name, text in told.items()})])
    kept = ws.db.execute("SELECT authority, project, holder, purpose FROM evidence").fetchall()
    assert kept == [tuple(told.values())]
    (row,) = list_rows(ws, "release").rows
    assert (row["conversion_authority"], row["project"], row["holder"], row["approved_use"]) == kept[0]
