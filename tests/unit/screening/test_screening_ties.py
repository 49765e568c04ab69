"""What must not hang on the grid, on how features are cut, or on a stray patch: ties, units, lengths."""

from __future__ import annotations

import pytest
import shapely
from screening_grounds import approval, box, figures, lonlat, patches, run

from gengdi_plugin.core.table import feature_table

#: Sites away from the plane's centre, where the grid takes and gives differently left and right.
SITES = [(137.0 * k, 311.0 * k, 61.0 + 7 * k, 47.0 + 5 * k) for k in range(12)]


def _halves(x, y, width, height):
    return box(x, y, width / 2, height), box(x + width / 2, y, width / 2, height)


@pytest.mark.parametrize("first", ["left", "right"])
def test_equal_halves_are_a_tie_and_the_earlier_document_is_the_best(first):
    rows = []
    for number, site in enumerate(SITES):
        for side, half in zip(("left", "right"), _halves(*site)):
            day = "2019-01-01" if side == first else "2020-01-01"
            rows.append(approval(half, doc_no=f"{side}-{number}", approved_on=day))
    result = run(patches(*(box(*site) for site in SITES)), *rows)
    assert result.patches.columns["best_doc_no"].tolist() == [f"{first}-{k}" for k in range(len(SITES))]


@pytest.mark.parametrize("low", [0, 1])
def test_equal_shares_of_two_villages_give_the_lower_code(low):
    shapes, codes = [], []
    for number, site in enumerate(SITES):
        shapes += _halves(*site)
        codes += [f"3302110010{number:02d}"[:11] + digit for digit in ("12" if low == 0 else "21")]
    units = feature_table(shapes, {"unit_code": codes, "unit_name": codes}, name="XZQ")
    result = run(patches(*(box(*site) for site in SITES)), units=units)
    assert [code[-1] for code in result.patches.columns["unit_code"]] == ["1"] * len(SITES)


def test_more_than_the_grid_can_take_is_no_tie():
    rows = [approval(box(0, 0, 49, 50), doc_no="small", approved_on="2019-01-01"),
            approval(box(49, 0, 51, 50), doc_no="large", approved_on="2020-01-01")]  # fmt: skip
    assert figures(run(patches(box(0, 0, 100, 50)), *rows))["best_doc_no"] == "large"


def test_a_village_of_several_features_has_the_share_of_all_of_them_once():
    apart = [(box(0, 0, 30, 50), "9"), (box(30, 0, 40, 50), "1"), (box(70, 0, 30, 50), "9")]
    twice = [(box(0, 0, 30, 50), "9"), (box(0, 0, 30, 50), "9"), (box(30, 0, 40, 50), "1")]
    for features, expected in ((apart, "9"), (twice, "1")):
        codes = [f"33021100100{digit}" for _, digit in features]
        units = feature_table(
            [shape for shape, _ in features], {"unit_code": codes, "unit_name": codes}, name="XZQ"
        )
        found = figures(run(patches(box(0, 0, 100, 50)), units=units))
        assert found["unit_code"] == found["unit_name"] == f"33021100100{expected}"


@pytest.mark.parametrize("stray", [(0.0, 0.0), (-58.4, -29.95), (87.6, 43.8)])
def test_a_patch_with_wrong_coordinates_does_not_bend_the_metres_of_the_others(stray):
    west, south = stray
    wrong = shapely.box(west, south, west + 0.001, south + 0.001)
    source = feature_table([lonlat(shapely.Point(600, 50))], {"uscc": ["91A"]}, name="WRY")
    for shape, forgiven in ((box(0.96, 0, 99.04, 100), True), (box(0, 1.1, 100, 98.9), False)):
        result = run(
            patches(wrong, box(0, 0, 100, 100), box(0, 300, 50, 50)), approval(shape), sources=[source]
        )
        found = figures(result, 1)
        assert (found["sliver_m2"] > 1) == forgiven
        assert found["source_distance_m"] == pytest.approx(500, abs=0.1)
        assert figures(result)["reason"] == "inputs_missing"
