"""What a verdict is explained by: parts, ground by class, documents and causes, on ground drawn in metres."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from screening_grounds import approval, box, farmland, patches, run

from gengdi_plugin.core.table import feature_table

NEAR = {"rel": 1e-4, "abs": 0.2}


def explained(*rows: dict[str, object], patch: Any = None, **inputs: Any) -> dict[str, Any]:
    table = patches(box(0, 0, 100, 50) if patch is None else patch)
    result = run(table, *rows, **inputs)
    told: dict[str, Any] = result.patches.columns["explanation"][0]
    return told


def test_uncovered_ground_is_told_by_class_and_part() -> None:
    land = farmland((box(0, 0, 40, 50), "0101"), (box(40, 0, 30, 50), "0102"), (box(70, 0, 30, 50), "0103"))
    told = explained(approval(box(20, 0, 60, 50)), land=land)
    assert told["parts"] == 2
    assert told["remainder_m2"] == pytest.approx(2000, **NEAR)
    assert told["uncovered_paddy_m2"] == pytest.approx(1000, **NEAR)
    assert told["uncovered_dry_m2"] == pytest.approx(1000, **NEAR)
    assert "uncovered_irrigated_m2" not in told, "its ground is covered"


def test_parcels_of_one_class_that_overlap_are_counted_once() -> None:
    land = farmland((box(0, 0, 60, 50), "0101"), (box(40, 0, 60, 50), "0101"))
    told = explained(approval(box(500, 0, 9, 9)), land=land)
    assert told["uncovered_paddy_m2"] == pytest.approx(5000, **NEAR)


def test_the_best_document_has_its_own_share_and_the_others_are_counted() -> None:
    told = explained(
        approval(box(0, 0, 30, 50), doc_no="甲"),
        approval(box(20, 0, 30, 50), doc_no="甲"),
        approval(box(60, 0, 20, 50), doc_no="乙", approved_on="2020-02-02"),
        approval(box(80, 0, 10, 50), doc_no=None),
    )
    assert told["best_share"] == pytest.approx(0.5, abs=1e-3), "two features of one number, nothing twice"
    assert (told["best_approved_on"], told["best_type"], told["more"]) == ("2020-06-01", "conversion", 2)


def test_what_does_not_count_is_named_by_weight_and_the_others_by_why() -> None:
    told = explained(
        approval(box(0, 0, 90, 50), "planning", doc_no="规"),
        approval(box(0, 0, 10, 50), doc_no="废", status="已作废"),
        approval(box(0, 0, 12, 50), doc_no="拟", status="报批"),
    )
    assert (told["barred_doc_no"], told["barred_type"], told["barred_why"]) == (
        "规",
        "planning",
        "not_a_proof",
    )
    assert told["barred_share"] == pytest.approx(0.9, abs=1e-3)
    assert told["barred_more"] == {"revoked": 1, "pending": 1}


def test_notes_violations_and_missing_inputs_are_told() -> None:
    cases = feature_table(
        [box(0, 0, 10, 50), box(50, 0, 20, 50)], {"case_no": ["小案", "大案"], "decided_on": [None, None]}
    )
    told = explained(
        approval(box(0, 0, 100, 50), "temporary", approved_on="2021-06-01"), violations=cases, basic=None
    )
    assert told["notes"] == ["term_assumed", "between_images"]
    assert (told["violation_no"], told["violations"]) == ("大案", 2)
    assert told["violation_m2"] == pytest.approx(1500, **NEAR)
    assert told["missing"] == ["basic_farmland"] and "reach_share" not in told
    short = explained(approval(box(0, 0, 100, 50)), land=farmland((box(0, 0, 30, 50), "0201")))
    assert short["reach_share"] == pytest.approx(0.3, abs=1e-3) and "missing" not in short


@pytest.mark.parametrize(
    ("shape", "cause"),
    [
        (shapely.Polygon(), "empty"),
        (shapely.Point(121.6, 29.95), "not_polygon"),
        (box(0, 0, 0.01, 0.01), "too_small"),
        (shapely.Polygon([(121.6, 29.95), (float("nan"), 29.95), (121.61, 29.96)]), "not_numbers"),
    ],
)
def test_a_patch_that_cannot_be_compared_says_why(shape: Any, cause: str) -> None:
    assert explained(approval(box(0, 0, 9, 9)), patch=shape) == {"geometry_cause": cause}


def test_a_patch_without_geometry_says_so() -> None:
    result = run(patches(None), approval(box(0, 0, 9, 9)))
    assert result.patches.columns["explanation"][0] == {"geometry_cause": "missing"}
