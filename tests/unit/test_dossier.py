"""What layers know about a place: laws of relations and shares, by the definitions of docs/algorithms.md."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.core.dossier.codes import given_codes
from gengdi_plugin.core.dossier.dossier import FIELDS, dossier
from gengdi_plugin.core.dossier.known import KnownLayer
from gengdi_plugin.core.dossier.told import COUNTING, Judged, lines_of
from gengdi_plugin.core.errors import Cancelled
from gengdi_plugin.core.place_status import status_words
from gengdi_plugin.core.screening.watch import Watch
from gengdi_plugin.core.table import FeatureTable, feature_table, object_array

#: A degree of longitude and latitude is about 96 500 and 110 900 m at 29.9° north.
LON, LAT, MM = 121.6, 29.9, 1e-3 / 96_500
DUAL = {"within": "contains", "contains": "within"}


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """A rectangle in units of about 10 m."""
    return shapely.box(LON + west / 1e4, LAT + south / 1e4, LON + east / 1e4, LAT + north / 1e4)


def at(x: float, y: float) -> tuple[float, float]:
    return LON + x / 1e4, LAT + y / 1e4


def line(*points: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString([at(*point) for point in points])


def rows(units: list[object], features: list[object], role: str = "") -> list[dict[str, object]]:
    layer = KnownLayer(role, feature_table(features, name="layer"))
    found = dossier(feature_table(units, name="units"), [layer])
    return [dict(zip(FIELDS, row)) for row in found.rows()]


def only(unit: object, feature: object) -> tuple[str, float | None]:
    found = rows([unit], [feature])
    assert len(found) == 1
    return str(found[0]["relation"]), found[0]["overlap_m2"]  # type: ignore[return-value]


def area(shape: object) -> float:
    return float(ellipsoid_areas(object_array([shape]))[0])


corner = st.integers(0, 12)
size = st.integers(1, 8)
rectangles = st.builds(lambda w, s, x, y: box(w, s, w + x, s + y), corner, corner, size, size)


@settings(max_examples=150, deadline=None)
@given(rectangles, rectangles)
def test_relations_of_two_are_duals_and_shares_are_of_their_areas(one: object, other: object) -> None:
    there, back = rows([one], [other]), rows([other], [one])
    assert len(there) == len(back) == int(shapely.intersects(one, other))
    for row, mirrored in zip(there, back):
        assert mirrored["relation"] == DUAL.get(str(row["relation"]), row["relation"])
        overlap, truth = float(row["overlap_m2"]), area(shapely.intersection(one, other))  # type: ignore[arg-type]
        assert overlap == pytest.approx(truth, rel=1e-6, abs=0.01)
        assert (row["share_of_unit"] == 1) == (row["relation"] in ("within", "equals"))
        assert (row["share_of_feature"] == 1) == (row["relation"] in ("contains", "equals"))
        assert overlap <= min(area(one), area(other)) * (1 + 1e-9)
        assert row["share_of_unit"] == pytest.approx(truth / area(one), abs=1e-5)
        assert row["share_of_feature"] == pytest.approx(truth / area(other), abs=1e-5)
        assert 0 <= row["share_of_unit"] <= 1 and 0 <= row["share_of_feature"] <= 1  # type: ignore[operator]
        expected = (
            "equals" if shapely.equals(one, other)
            else "within" if shapely.covers(other, one)
            else "contains" if shapely.covers(one, other)
            else "overlaps" if truth > 0 else "touches"
        )  # fmt: skip
        assert row["relation"] == expected


@settings(max_examples=30, deadline=None)
@given(rectangles, st.integers(2, 6), st.integers(2, 6))
def test_features_that_lie_apart_share_no_more_than_the_unit_has(unit: object, across: int, up: int) -> None:
    step_x, step_y = 20 / across, 20 / up
    tiles = [
        box(step_x * i, step_y * k, step_x * (i + 1), step_y * (k + 1))
        for i in range(across) for k in range(up)
    ]  # fmt: skip
    total = sum(float(row["overlap_m2"]) for row in rows([unit], tiles))  # type: ignore[arg-type]
    assert total == pytest.approx(area(unit), rel=1e-6, abs=0.01)
    assert total <= area(unit) + 0.01, "no more than the exactness of figures"


@pytest.mark.parametrize("gap_mm", [-0.6, 0.0, 0.6])
def test_edges_within_a_millimetre_touch_and_share_nothing(gap_mm: float) -> None:
    beside = shapely.box(LON + 5e-4 + gap_mm * MM, LAT, LON + 10e-4, LAT + 5e-4)
    assert only(box(0, 0, 5, 5), beside) == ("touches", 0.0)


def test_a_gap_of_two_centimetres_is_no_touch_and_an_overlap_of_two_is_one() -> None:
    assert rows([box(0, 0, 5, 5)], [shapely.box(LON + 5e-4 + 20 * MM, LAT, LON + 10e-4, LAT + 5e-4)]) == []
    relation, overlap = only(box(0, 0, 5, 5), shapely.box(LON + 5e-4 - 20 * MM, LAT, LON + 10e-4, LAT + 5e-4))
    assert relation == "overlaps"
    assert overlap == pytest.approx(0.02 * 55.4, rel=0.02)


def test_what_differs_by_less_than_a_millimetre_is_equal() -> None:
    slipped = shapely.box(LON + 0.5 * MM, LAT, LON + 5e-4 + 0.5 * MM, LAT + 5e-4)
    relation, overlap = only(box(0, 0, 5, 5), slipped)
    assert relation == "equals"
    assert overlap == pytest.approx(area(slipped), rel=1e-4)


def test_a_corner_in_common_is_a_touch() -> None:
    assert only(box(0, 0, 5, 5), box(5, 5, 9, 9)) == ("touches", 0.0)


def test_a_hole_filled_exactly_touches_all_around() -> None:
    ring = shapely.difference(box(0, 0, 9, 9), box(3, 3, 6, 6))
    assert only(box(3, 3, 6, 6), ring) == ("touches", 0.0)


POINT = shapely.Point(*at(2, 2))


@pytest.mark.parametrize(
    ("unit", "feature", "relation"),
    [
        (POINT, box(0, 0, 5, 5), "within"),
        (POINT, box(2, 0, 5, 5), "touches"),
        (box(0, 0, 5, 5), POINT, "contains"),
        (POINT, POINT, "equals"),
        (POINT, line((0, 2), (4, 2)), "within"),
        (POINT, line((2, 2), (4, 2)), "touches"),
        (line((0, 2), (4, 2)), POINT, "contains"),
        (line((1, 2), (4, 2)), box(0, 0, 5, 5), "within"),
        (line((0, 0), (0, 5)), box(0, 0, 5, 5), "touches"),
        (line((-3, 2), (4, 2)), box(0, 0, 5, 5), "overlaps"),
        (line((-3, 2), (0, 2)), box(0, 0, 5, 5), "touches"),
        (box(0, 0, 5, 5), line((-3, 2), (4, 2)), "overlaps"),
        (line((0, 2), (4, 2)), line((2, 0), (2, 4)), "overlaps"),
        (line((0, 2), (4, 2)), line((4, 2), (4, 6)), "touches"),
        (line((0, 2), (4, 2)), line((1, 2), (3, 2)), "contains"),
        (line((0, 2), (4, 2)), line((4, 2), (0, 2)), "equals"),
        (shapely.MultiPoint([at(2, 2), at(9, 9)]), box(0, 0, 5, 5), "overlaps"),
    ],
)
def test_points_and_lines_have_a_relation_and_no_figures(
    unit: object, feature: object, relation: str
) -> None:
    (row,) = rows([unit], [feature])
    assert row["relation"] == relation
    assert row["overlap_m2"] is row["share_of_unit"] is row["share_of_feature"] is None


def test_broken_polygons_are_repaired_on_both_sides_and_told() -> None:
    bow = shapely.Polygon([at(0, 0), at(4, 4), at(4, 0), at(0, 4)])
    found = dossier(
        feature_table([bow, None, shapely.Polygon()], name="units"),
        [KnownLayer("farmland", feature_table([bow, None], {"class_code": ["0101", "0102"]}, name="land"))],
    )
    (row,) = found.rows()
    assert row[6] == "equals" and row[7] == pytest.approx(area(box(0, 0, 4, 4)) / 2, rel=1e-6)
    assert found.unknown() == 2
    told = " ".join(found.log)
    assert "Layer units, feature 0: geometry repaired" in told and "Layer land, feature 0" in told
    assert "Layer units, feature 1: not compared" in told and "Layer land, feature 1: not compared" in told


def test_a_polygon_narrower_than_a_millimetre_has_no_ground_in_either_place() -> None:
    hair = shapely.Polygon([at(1, 1), at(4, 1), (LON + 4e-4, LAT + 1e-4 + 3e-9)])  # 0.3 mm high
    sound = box(0, 0, 10, 10)
    for units, layer in (([sound, hair], [sound]), ([sound], [hair, sound])):
        known = KnownLayer("", feature_table(layer, name="layer"))
        found = dossier(feature_table(units, name="units"), [known])
        assert [row[6] for row in found.rows()] == ["equals"]
        assert [text for text in found.log if "not compared" in text] == found.log and len(found.log) == 1


def test_a_tiny_polygon_lies_within_another_only_with_all_its_ground() -> None:
    small = shapely.box(LON, LAT, LON + 300 * MM, LAT + 200 * MM)  # 0.06 m² and more
    most = shapely.box(LON - 1e-4, LAT - 1e-4, LON + 270 * MM, LAT + 1e-4)  # but for a tenth of it
    (row,) = rows([small], [most])
    assert row["relation"] == "overlaps" and row["share_of_unit"] == pytest.approx(0.9, abs=1e-3)


def test_a_collection_counts_by_its_polygons() -> None:
    mixed = shapely.GeometryCollection([POINT, box(3, 3, 6, 6), line((0, 0), (1, 1))])
    assert only(box(0, 0, 5, 5), mixed)[0] == "overlaps"


def units_layer() -> KnownLayer:
    ground = {"unit_code": ["330211", "330211001001"], "unit_name": ["县", "村"]}
    return KnownLayer("admin_unit", feature_table([box(-50, -50, 50, 50), box(-50, -50, 3, 50)], ground))


def codes(units: list[object], layers: list[KnownLayer]) -> list[str]:
    return list(dossier(feature_table(units), layers).codes)


def test_spatial_codes_begin_with_the_finest_unit_and_are_unique_in_their_cell() -> None:
    units = [box(0, 0, 5, 5), box(0, 0, 5, 5), POINT, shapely.Point(*at(30, 30)), line((-1, 9), (9, 9))]
    found = codes(units, [units_layer()])
    assert found[0].startswith("330211001001-N51H") and found[0].endswith("-01")
    assert found[1] == f"{found[0][:-2]}02", "the same place again has the next number"
    assert found[2].startswith("330211001001-") and found[3].startswith("330211000000-")
    assert found[4].startswith("330211001001-"), "a line lies where its longer part does, in the finest unit"
    assert len(set(found)) == len(found)
    assert codes(units, [])[0] == f"000000000000-{found[0].split('-')[1]}-01"


def test_a_code_that_was_given_is_kept_and_given_to_nobody_else() -> None:
    first = codes([box(0, 0, 5, 5)], [])[0]
    table = feature_table([box(0, 0, 5, 5), box(0, 0, 5, 5)])
    kept = given_codes([None, first])
    assert list(dossier(table, [], given_codes=kept).codes) == [f"{first[:-2]}02", first]
    assert given_codes([first, first, "P001", 5, None]) == {0: first}


def test_rows_come_by_unit_then_by_what_matters_then_by_overlap() -> None:
    layers = [
        units_layer(),
        KnownLayer("", feature_table([box(0, 0, 9, 9)], name="others")),
        KnownLayer("farmland", feature_table([box(0, 0, 1, 5), box(1, 0, 5, 5)], name="land")),
        KnownLayer("violation", feature_table([box(0, 0, 1, 1)], {"case_no": ["V1"]}, name="found")),
    ]
    found = list(dossier(feature_table([box(0, 0, 5, 5), POINT], name="units"), layers).rows())
    assert [row[0] for row in found] == sorted(row[0] for row in found)
    mine = [(row[3], row[4]) for row in found if row[0] == "0"]
    assert mine[:4] == [("violation", "0"), ("farmland", "1"), ("farmland", "0"), ("admin_unit", "0")]
    assert mine[-1] == (None, "0")
    assert found[0][5] == "V1"


def test_lines_are_told_by_group_with_what_verdicts_say_and_the_largest_are_kept() -> None:
    approvals = feature_table(
        [box(0, 0, 5, 5), box(0, 0, 2, 5), box(0, 0, 1, 5)],
        {"doc_no": ["A", "B", None], "approval_type": ["conversion", "planning", "supply"]},
        name="approvals",
    )
    strips = [box(k, 0, k + 1, 5) for k in range(5)]
    land = feature_table(strips, {"class_code": ["0101"] * 5, "area_m2": np.arange(5) / 3}, name="land")
    layers = [KnownLayer("farmland", land), KnownLayer("approval", approvals)]
    found = dossier(feature_table([box(0, 0, 5, 5)]), layers)
    judged = {
        ("approvals", "0"): [Judged("P1", True, ""), Judged("P2", False, "revoked")],
        ("approvals", "1"): [Judged("P1", False, "not_a_proof")],
        ("land", "1"): [Judged("P1", True, "")],
    }
    lines, left_out = lines_of(found, 0, judged, 3)
    assert [line.group for line in lines] == [
        COUNTING,
        "approval",
        "approval",
        "farmland",
        "farmland",
        "farmland",
    ]
    assert left_out == 2
    counting, other, third = lines[:3]
    assert (
        counting.label == "A" and "counts for P1" in counting.told and "not for P2: revoked" in counting.told
    )
    assert "not for P1" in other.told and "counts" not in third.told and third.label == ""
    parcels = [line for line in lines_of(found, 0, {}, 9)[0] if line.role == "farmland"]
    told = {value for line in parcels for name, value in line.facts if name == "Area m²"}
    assert told == {"0", "0.33", "0.67", "1", "1.33"}


def test_status_says_suspected_until_a_person_confirmed() -> None:
    assert status_words("yellow", "screened_yellow", "zh") == "疑似 · 待核查"
    assert status_words("red", "audited_red", "zh") == "认定违法"
    assert status_words("green", "accepted", "zh") == "验收通过(销号)"
    assert status_words("", "", "zh") == "未筛查"


def test_no_layers_no_units_and_cancel() -> None:
    empty = FeatureTable(object_array([]), {}, object_array([]))
    assert len(dossier(empty, [units_layer()]).entries) == 0
    assert list(dossier(feature_table([POINT]), []).rows()) == []
    with pytest.raises(Cancelled):
        dossier(feature_table([box(0, 0, 5, 5)]), [units_layer()], Watch(cancelled=lambda: True))


def test_far_and_lost_features_change_nothing() -> None:
    lost = shapely.Polygon([(math.inf, 0), (1, 1), (2, 0)])
    layer = KnownLayer("", feature_table([box(0, 0, 5, 5), shapely.box(10, 10, 11, 11), lost], name="l"))
    found = dossier(feature_table([box(1, 1, 2, 2)]), [layer])
    assert [row[4] for row in found.rows()] == ["0"]
    assert np.isfinite(found.entries.overlap_m2).all()
