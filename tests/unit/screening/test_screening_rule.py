"""The rule of the public contract §3.1, scenario by scenario."""

from __future__ import annotations

import dataclasses

import pytest
import shapely
from screening_grounds import (
    GARDEN,
    NO_BASIC,
    approval,
    approvals,
    box,
    evidence,
    farmland,
    figures,
    lonlat,
    patches,
    run,
)

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.screen import Watch, screen
from gengdi_plugin.core.table import feature_table

PATCH = box(0, 0, 100, 50)


def test_a_covered_patch_is_released_with_its_document():
    found = figures(run(patches(PATCH), approval(box(-1, -1, 102, 52), doc_no="甬土〔2021〕12号")))
    assert (found["code"], found["reason"], found["best_doc_no"]) == ("green", "covered", "甬土〔2021〕12号")
    assert found["approved_m2"] == found["area_m2"] == pytest.approx(5000, rel=1e-6)
    assert (found["approved_share"], found["uncovered_m2"], found["holds_until"]) == (1.0, 0.0, "")


@pytest.mark.parametrize(
    ("columns", "change", "why_not"),
    [
        ({"status": "已作废"}, "20", "revoked"),
        ({"status": "Revoked 2020"}, "20", "revoked"),
        ({"status": "报批中"}, "20", "pending"),
        ({"status": "注销（原报批）"}, "20", "revoked"),
        ({"approved_on": "2022-01-01"}, "20", "after_image"),
        ({"approved_on": "2022-01-01", "status": "待批"}, "20", "pending"),
        ({"kind": "temporary", "approved_on": None}, "20", "date_missing"),
        ({"kind": "temporary", "approved_on": "2019-12-30"}, "20", "expired"),
        ({"kind": "temporary", "approved_on": "2019-12-31"}, "20", ""),
        ({"valid_to": "2021-12-30"}, "20", "expired"),
        ({"valid_to": "2021-12-31"}, "20", ""),
        ({"valid_from": "2022-01-01"}, "20", "expired"),
        ({"kind": "pre_examination"}, "20", "not_a_proof"),
        ({"kind": "link_old"}, "20", "not_a_proof"),
        ({"kind": "something new"}, "20", "not_a_proof"),
        ({"kind": None}, "20", "not_a_proof"),
        ({"kind": "facility"}, "20", "use_to_verify"),
        ({"kind": "facility"}, "YH", ""),
        ({"kind": "facility"}, "DL1", "incompatible_use"),
        ({"kind": "homestead"}, "02", "incompatible_use"),
        ({"kind": "temporary"}, "WH", "incompatible_use"),
        ({"kind": "sea_use"}, "TH", ""),
        ({"kind": "sea_use"}, "XX", ""),
        ({"kind": "planning"}, None, "not_a_proof"),
        ({"kind": "balance_plan"}, None, ""),
    ],
)
def test_an_approval_counts_or_says_why_not(columns, change, why_not):
    result = run(patches(PATCH, change_type=change), approval(PATCH, **columns))
    (row,) = evidence(result)
    assert row["why_not"] == why_not
    assert row["counts"] is (why_not == "")
    assert figures(result)["code"] == ("green" if why_not == "" else "yellow")


@pytest.mark.parametrize(
    ("columns", "dates", "note"),
    [
        ({"kind": "temporary", "approved_on": "2020-06-01"}, {}, "term_assumed"),
        ({"approved_on": None}, {}, "date_unknown"),
        ({}, {"after_on": None}, "date_unknown"),
        ({"approved_on": "2021-03-01"}, {}, "between_images"),
        ({"kind": "temporary", "approved_on": "2021-03-01"}, {}, "term_assumed,between_images"),
    ],
)
def test_what_was_assumed_is_noted(columns, dates, note):
    (row,) = evidence(run(patches(PATCH, **dates), approval(PATCH, **columns)))
    assert (row["note"], row["counts"]) == (note, True)


def test_months_and_years_are_taken_at_the_end_that_the_rule_names():
    in_month = run(patches(PATCH, after_on="202106"), approval(PATCH, approved_on="2021-06-30"))
    assert figures(in_month)["code"] == "green"
    year = run(patches(PATCH, after_on="2021"), approval(PATCH, valid_to="2021", approved_on="2021"))
    assert figures(year)["code"] == "green"


def test_two_approvals_that_overlap_are_not_counted_twice():
    halves = [approval(box(0, 0, 60, 50)), approval(box(40, 0, 60, 50), kind="supply")]
    found = figures(run(patches(PATCH), *halves))
    assert found["approved_m2"] == pytest.approx(5000, abs=0.5)
    assert found["code"] == "green"


def test_uncovered_ground_comes_as_parts_by_falling_size_with_child_codes():
    result = run(patches(PATCH), approval(box(30, 0, 50, 50)))
    found, rest = figures(result), result.remainders
    assert found["reason"] == "partly_covered"
    assert rest.columns["area_m2"].tolist() == pytest.approx([1500, 1000], abs=0.5)
    assert rest.columns["spatial_code"].tolist() == [
        found["spatial_code"] + "~1",
        found["spatial_code"] + "~2",
    ]
    assert found["uncovered_m2"] == pytest.approx(2500, abs=0.5)


def test_nothing_counts_gives_no_remainders_and_the_weaker_reason_first():
    old, new = approval(PATCH, kind="link_old"), approval(PATCH, kind="facility")
    assert figures(run(patches(PATCH)))["reason"] == "no_approval"
    assert figures(run(patches(PATCH), old))["reason"] == "approval_not_valid"
    assert figures(run(patches(PATCH), old, new))["reason"] == "use_to_verify"
    assert len(run(patches(PATCH), old).remainders) == 0


def test_touching_is_no_overlap():
    result = run(patches(PATCH), approval(box(100, 0, 100, 50)))
    assert figures(result)["reason"] == "no_approval"
    assert len(result.evidence) == 0


def test_a_digitising_slip_is_forgiven_and_shown():
    found = figures(run(patches(PATCH), approval(box(0.6, 0, 99.4, 50))))
    assert (found["code"], found["sliver_m2"]) == ("green", pytest.approx(30, abs=0.3))
    assert found["uncovered_m2"] == pytest.approx(30, abs=0.3)


def test_slivers_are_not_forgiven_where_too_little_is_covered():
    narrow = patches(box(0, 0, 4, 0.9 + 50))
    result = run(narrow, approval(box(0, 0.9, 3.1, 38)))
    assert figures(result)["sliver_m2"] == 0.0


def test_slivers_on_permanent_basic_farmland_are_forgiven_up_to_the_limit_only():
    long = patches(box(0, 0, 2000, 20))
    basic = feature_table([box(-10, -10, 3000, 100)], {}, name="YN")
    slip = run(long, approval(box(0, 0, 2000, 19.96)), basic=basic)
    much = run(long, approval(box(0, 0, 2000, 19.8)), basic=basic)
    assert (figures(slip)["code"], figures(much)["reason"]) == ("green", "uncovered_basic_farmland")


def test_uncovered_cultivated_land_from_half_a_mu_is_yellow():
    big = patches(box(0, 0, 200, 100))
    land = farmland((box(-10, -10, 500, 500), "0101"))
    assert figures(run(big, approval(box(0, 0, 196.6, 100)), land=land))["reason"] == "uncovered_cultivated"
    assert figures(run(big, approval(box(0, 0, 196.7, 100)), land=land))["code"] == "green"


def test_basic_farmland_needs_an_approval_that_authorises_it():
    basic = feature_table([box(0, 0, 20, 20)], {}, name="YN")
    facility = run(patches(PATCH, change_type="YH"), approval(PATCH, kind="facility"), basic=basic)
    found = figures(facility)
    assert found["reason"] == "basic_farmland_not_authorised"
    assert found["basic_m2"] == pytest.approx(400, abs=0.2)
    assert found["unauthorised_basic_m2"] == pytest.approx(found["basic_m2"], abs=0.001 * 80)
    both = (approval(PATCH, kind="facility"), approval(box(-1, -1, 30, 30)))
    assert figures(run(patches(PATCH, change_type="YH"), *both, basic=basic))["code"] == "green"


@pytest.mark.parametrize("missing", ["approvals", "land", "basic"])
def test_without_a_required_input_nothing_is_released(missing):
    found = figures(run(patches(PATCH), approval(PATCH), **{missing: None}))
    assert (found["code"], found["reason"]) == ("yellow", "inputs_missing")
    untested = {
        "approvals": ("approved_m2", "approved_share", "uncovered_m2", "best_doc_no"),
        "land": ("cultivated_m2", "scope", "uncovered_cultivated_m2"),
        "basic": ("basic_m2", "uncovered_basic_m2", "unauthorised_basic_m2"),
    }
    assert [found[name] for name in untested[missing]] == [None] * len(untested[missing])


def test_farmland_that_reaches_less_than_half_of_a_patch_is_missing_data():
    assert figures(run(patches(PATCH), approval(PATCH), land=farmland((box(0, 0, 49, 50), "0101"))))[
        "reason"
    ] == ("inputs_missing")
    half = farmland((box(0, 0, 51, 50), "0201"))
    assert figures(run(patches(PATCH), approval(PATCH), land=half))["code"] == "green"


def test_a_known_violation_over_one_percent_stands_before_any_approval():
    for width, reason in ((0.9, "covered"), (1.1, "known_violation")):
        violation = feature_table(
            [box(0, 0, width, 50)],
            {"case_no": ["甬违1"], "decided_on": ["2021-05-05"], "status": [None]},
            name="WF",
        )
        result = run(patches(PATCH), approval(PATCH), violations=violation)
        assert figures(result)["reason"] == reason
        assert [row["why_not"] for row in evidence(result)] == ["", "known_violation"]


@pytest.mark.parametrize(
    "shape", [None, shapely.Polygon(), box(0, 0, 0.05, 0.1), shapely.Point(121.6, 29.95)]
)
def test_a_patch_without_usable_geometry_is_yellow_and_stays_in_the_list(shape):
    result = run(patches(shape, PATCH), approval(PATCH))
    found = figures(result)
    assert (found["code"], found["reason"], found["area_m2"]) == ("yellow", "geometry_error", None)
    assert figures(result, 1)["code"] == "green"
    assert any("feature 0" in line for line in result.log)


def test_a_bow_tie_is_repaired_measured_and_listed():
    bow = lonlat(shapely.Polygon([(0, 0), (100, 50), (100, 0), (0, 50)]))
    result = run(patches(bow), approval(box(-10, -10, 200, 200)))
    assert figures(result)["area_m2"] == pytest.approx(2500, rel=1e-4)
    assert figures(result)["code"] == "green"
    assert any("repaired" in line and "feature 0" in line for line in result.log)


def test_the_best_document_is_the_largest_then_the_earliest():
    rows = [
        approval(PATCH, doc_no="later", approved_on="2020-09-01"),
        approval(PATCH, doc_no="earlier", approved_on="2020-03-01", valid_to="2030-01-01"),
        approval(PATCH, doc_no="undated", approved_on=None),
        approval(box(0, 0, 50, 50), doc_no="small", approved_on="2019-01-01", valid_to="2025-01-01"),
    ]
    found = figures(run(patches(PATCH), *rows))
    assert (found["best_doc_no"], found["holds_until"]) == ("earlier", "2025-01-01")


def test_kinds_scopes_and_minimum_areas():
    land = farmland(
        (box(0, 0, 100, 50), "0101"), (box(200, 0, 100, 50), "0702"), (box(400, 0, 100, 50), "0201")
    )
    shapes = [PATCH, box(200, 0, 100, 50), box(400, 0, 10, 19), box(420, 0, 20, 19)]
    basic = feature_table([box(0, 0, 10, 10)], {}, name="YN")
    result = run(
        patches(*shapes, change_type=["20", "02", "20", "GQ"]), approval(PATCH), land=land, basic=basic
    )
    columns = result.patches.columns
    assert columns["change_kind"].tolist() == ["non_agricultural", "non_grain", "non_agricultural", "other"]
    assert columns["scope"].tolist() == [
        "basic_farmland",
        "was_construction",
        "not_cultivated",
        "not_cultivated",
    ]
    assert columns["below_minimum"].tolist() == [False, False, True, True]
    assert columns["construction_m2"][1] == pytest.approx(5000, abs=0.2)


def test_units_give_the_code_of_the_village_with_the_largest_share():
    units = feature_table(
        [box(-500, -500, 1000, 1000), box(-500, -500, 540, 1000), box(40, -500, 500, 1000)],
        {
            "unit_code": ["330211", "330211001001", "3302110010020000000"],
            "unit_name": ["镇海区", "甲村", "乙村"],
        },
        name="XZQ",
    )
    result = run(patches(PATCH, box(900, 900, 50, 50)), approval(PATCH), units=units)
    found, outside = figures(result), figures(result, 1)
    assert (found["unit_code"], found["unit_name"]) == ("330211001002", "乙村")
    assert found["spatial_code"].startswith("330211001002-N51H")
    assert outside["spatial_code"].startswith("000000000000-N51H")
    assert outside["unit_code"] == ""


def test_spatial_codes_are_unique_and_a_code_once_given_stays():
    twice = patches(PATCH, PATCH)
    first = run(twice, approval(PATCH)).patches.columns
    assert first["spatial_code"][0][:-2] == first["spatial_code"][1][:-2]
    assert [code[-2:] for code in first["spatial_code"]] == ["01", "02"]
    assert first["uid"][0] != first["uid"][1]
    given = {first["uid"][1]: first["spatial_code"][0]}
    again = screen(ScreeningInputs(twice, None), load_rules(), given_codes=given).patches.columns
    assert again["spatial_code"].tolist() == [first["spatial_code"][1], first["spatial_code"][0]]


def test_the_uid_of_a_patch_does_not_depend_on_the_file_it_came_from():
    ring = list(shapely.get_coordinates(PATCH))
    turned = shapely.MultiPolygon([shapely.Polygon(ring[2:-1] + ring[:3])])
    noisy = shapely.transform(PATCH, lambda c: c + 1e-10)
    uids = [run(patches(shape)).patches.columns["uid"][0] for shape in (PATCH, turned, noisy)]
    assert len(set(uids)) == 1
    assert run(patches(PATCH, patch_no=["Q"])).patches.columns["uid"][0] != uids[0]


def test_the_nearest_source_within_a_kilometre_is_named():
    sources = feature_table(
        [lonlat(shapely.Point(150, 25)), lonlat(shapely.Point(3000, 25))],
        {"uscc": ["91A", "91B"]},
        name="WRY",
    )
    result = run(patches(PATCH, box(1200, 0, 10, 10)), sources=[sources])
    assert (figures(result)["source_uscc"], figures(result)["source_distance_m"]) == (
        "91A",
        pytest.approx(50, abs=0.1),
    )
    assert figures(result, 1)["source_uscc"] is None


def test_zones_are_measured_and_the_basis_names_what_was_tested():
    zone = feature_table([box(0, 0, 10, 10)], {}, name="LSSCGNQ")
    found = figures(run(patches(PATCH), approval(PATCH), zones={"grain_zone": zone}))
    assert found["grain_zone_m2"] == pytest.approx(100, abs=0.1)
    assert (found["high_standard_m2"], found["basis"]) == (
        None,
        "approvals,farmland,basic_farmland,grain_zone",
    )


def test_the_order_of_layers_and_rows_changes_nothing():
    rows = [
        approval(box(k * 15, 0, 22, 50), kind=kind)
        for k, kind in enumerate(("conversion", "supply", "link_new"))
    ]
    forward = figures(run(patches(PATCH), *rows))
    backward = figures(run(patches(PATCH), *reversed(rows)))
    split = figures(run(patches(PATCH), approvals=[approvals(row) for row in rows]))
    assert forward["reason"] == backward["reason"] == split["reason"]
    for name in ("approved_m2", "uncovered_m2"):
        assert [backward[name], split[name]] == pytest.approx([forward[name]] * 2, rel=1e-9)


def test_an_approval_may_be_broken_or_empty_and_is_listed():
    bow = lonlat(shapely.Polygon([(0, 0), (100, 50), (100, 0), (0, 50)]))
    result = run(patches(PATCH), approval(None), approval(bow, doc_no="bow"))
    assert figures(result)["approved_m2"] == pytest.approx(2500, rel=1e-3)
    assert sum("approvals" in line for line in result.log) == 2


def test_cancel_stops_between_chunks():
    from gengdi_plugin.core.errors import Cancelled

    with pytest.raises(Cancelled):
        screen(ScreeningInputs(patches(PATCH), None), load_rules(), watch=Watch(cancelled=lambda: True))


def test_progress_only_grows_and_stays_within_bounds():
    seen: list[float] = []
    table = patches(*(box(k * 20, 0, 10, 10) for k in range(600)))
    screen(
        ScreeningInputs(table, [approvals(approval(PATCH))], GARDEN, NO_BASIC),
        load_rules(),
        watch=Watch(seen.append),
    )
    assert seen == sorted(seen)
    assert seen[0] >= 0 and seen[-1] <= 1


def test_an_empty_patch_layer_gives_empty_tables():
    result = run(feature_table([], {"patch_no": []}, name="empty"), approval(PATCH))
    assert (len(result.patches), len(result.evidence), len(result.remainders)) == (0, 0, 0)


def test_a_stricter_rule_file_changes_the_verdict():
    from gengdi_plugin.core.rules import rules_from_text

    text = load_rules().text.replace('"value": 0.95', '"value": 0.99', 1)
    strict = rules_from_text(text, "strict.json")
    inputs = ScreeningInputs(patches(PATCH), [approvals(approval(box(0, 0, 96, 50)))], GARDEN, NO_BASIC)
    assert screen(inputs, load_rules()).patches.columns["code"][0] == "green"
    assert screen(inputs, strict).patches.columns["code"][0] == "yellow"
    assert strict.hash != load_rules().hash


def test_a_patch_whose_overlay_fails_is_yellow_and_the_run_goes_on(monkeypatch):
    from gengdi_plugin.core.screening import pairwise as overlay

    def broken(*_: object, **__: object) -> object:
        raise shapely.errors.GEOSException("TopologyException")

    monkeypatch.setattr(overlay.shapely, "union", broken)
    monkeypatch.setattr(overlay.shapely, "union_all", broken)
    rows = [approval(box(0, 0, 60, 50)), approval(box(40, 0, 60, 50)), approval(box(500, 0, 50, 50))]
    result = run(patches(PATCH, box(500, 0, 50, 50)), *rows)
    assert [figures(result, k)["reason"] for k in (0, 1)] == ["geometry_error", "covered"]


@pytest.mark.parametrize(
    ("name", "failures"), [("intersection", 2), ("difference", 2), ("union", 2), ("union_all", 1)]
)
def test_an_overlay_that_fails_is_taken_apart_and_redone_with_the_same_figures(monkeypatch, name, failures):
    """First the chunk fails, then its first pair; snapped and repaired, that pair succeeds (a union whose
    pair fails is redone as a whole group, with ``union_all``)."""
    from gengdi_plugin.core.screening import pairwise as overlay

    rows = [approval(box(x, -5, 25, 50 + x / 10)) for x in (-5, 10, 15, 25, 40, 55, 65)]
    rows = [*rows[: 7 if name == "union_all" else 2], approval(box(500, -5, 30, 70))]
    both = patches(PATCH, box(500, 0, 50, 50))
    expected = run(both, *rows).patches.columns
    real, calls = getattr(shapely, name), []

    def fails_at_first(*inputs: object, **options: object) -> object:
        calls.append(inputs)
        if len(calls) <= failures:
            raise shapely.errors.GEOSException("TopologyException")
        return real(*inputs, **options)

    monkeypatch.setattr(overlay.shapely, name, fails_at_first)
    found = run(both, *rows).patches.columns
    assert len(calls) >= failures + (name != "union")
    assert found["reason"].tolist() == expected["reason"].tolist()
    for field in ("approved_m2", "uncovered_m2"):
        assert found[field].tolist() == pytest.approx(expected[field].tolist(), abs=0.001 * 300)


def test_tables_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="doc_no"):
        dataclasses.replace(approvals(approval(PATCH)), columns={"doc_no": feature_table([None, None]).ids})
