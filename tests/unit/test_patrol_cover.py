"""Farmland and village patrol units: gaps and overlaps against ground that is known."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.core.errors import Cancelled
from gengdi_plugin.core.patrol_cover import Cover, farmland_only, patrol_cover, village_units
from gengdi_plugin.core.screening.watch import Watch
from gengdi_plugin.core.table import FeatureTable, feature_table, object_array

A, B, C = "330211001201", "330211001202", "330211001203"


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """In thousandths of a degree from 121.6, 29.9."""
    return shapely.box(121.6 + west / 1000, 29.9 + south / 1000, 121.6 + east / 1000, 29.9 + north / 1000)


def area(*shapes: object) -> float:
    return float(ellipsoid_areas(object_array(shapes)).sum())


def units(*pairs: tuple[str, object]) -> FeatureTable:
    return feature_table(
        [shape for _, shape in pairs], {"unit_code": [code for code, _ in pairs]}, name="units"
    )


def farmland(*shapes: object) -> FeatureTable:
    return feature_table(shapes, {"class_code": ["0101"] * len(shapes)}, name="farmland")


def found(cover: Cover) -> list[tuple[int, tuple[str, ...], float]]:
    return [(piece.parcel, piece.units, piece.area_m2) for piece in (*cover.gaps, *cover.overlaps)]


def test_farmland_in_exactly_one_unit_has_nothing_to_tell() -> None:
    cover = patrol_cover(
        units((A, box(0, 0, 5, 5)), (B, box(5, 0, 10, 5))), farmland(box(1, 1, 2, 2), box(3, 1, 8, 4))
    )
    assert found(cover) == []
    assert cover.farmland_m2 == pytest.approx(area(box(1, 1, 2, 2), box(3, 1, 8, 4)), rel=1e-9)


def test_gaps_and_overlaps_are_measured() -> None:
    cover = patrol_cover(
        units((A, box(0, 0, 5, 5)), (B, box(4, 0, 8, 5))), farmland(box(3, 1, 10, 2), box(20, 0, 21, 1))
    )
    gap, alone = cover.gaps
    assert (gap.parcel, gap.units, alone.parcel) == (0, (), 1)
    assert gap.area_m2 == pytest.approx(area(box(8, 1, 10, 2)), rel=1e-5)
    assert alone.area_m2 == pytest.approx(area(box(20, 0, 21, 1)), rel=1e-9)
    (overlap,) = cover.overlaps
    assert overlap.units == (A, B)
    assert overlap.area_m2 == pytest.approx(area(box(4, 1, 5, 2)), rel=1e-5)
    assert shapely.hausdorff_distance(overlap.geometry, box(4, 1, 5, 2)) < 1e-7
    assert cover.gap_m2 == pytest.approx(gap.area_m2 + alone.area_m2)


def test_a_unit_in_two_features_does_not_overlap_itself_and_three_units_count_ground_once() -> None:
    once = patrol_cover(units((A, box(0, 0, 3, 5)), (A, box(2, 0, 5, 5))), farmland(box(1, 1, 4, 4)))
    assert found(once) == []
    thrice = patrol_cover(
        units((A, box(0, 0, 5, 5)), (B, box(0, 0, 5, 5)), (C, box(0, 0, 5, 5))), farmland(box(1, 1, 4, 4))
    )
    assert [piece.units for piece in thrice.overlaps] == [(A, B), (A, C), (B, C)]
    assert thrice.overlap_m2 == pytest.approx(area(box(1, 1, 4, 4)), rel=1e-6)


def test_a_broken_parcel_is_repaired_and_an_empty_one_is_named() -> None:
    bow = shapely.Polygon([(121.6, 29.9), (121.602, 29.902), (121.602, 29.9), (121.6, 29.902)])
    cover = patrol_cover(units((A, box(-1, -1, 0, 0))), farmland(bow, None))
    assert {piece.parcel for piece in cover.gaps} == {0}
    assert len(cover.log) >= 2


def test_slips_between_honest_digitisations_are_no_gaps() -> None:
    slip = 0.05 / 111_000  # five centimetres
    shape = box(0, 0, 5, 5)
    west = shapely.box(121.595, 29.895, 121.6025, 29.91)
    east = shapely.box(121.6025 + slip, 29.895, 121.61, 29.91)
    assert found(patrol_cover(units((A, west), (B, east)), farmland(shape))) == []


def test_villages_and_cultivated_land_alone_are_looked_at() -> None:
    layer = units(
        ("330211", box(0, 0, 9, 9)), ("330211001000", box(0, 0, 9, 9)), (A + "0000000", box(0, 0, 1, 1))
    )
    assert village_units(layer).column("unit_code").tolist() == [A]
    parcels = feature_table([box(0, 0, 1, 1)] * 3, {"class_code": ["0103", "0201", None]})
    assert farmland_only(parcels, lambda code: bool(code) and code.startswith("01")).ids.tolist() == ["0"]


def test_cancel_stops_between_blocks() -> None:
    with pytest.raises(Cancelled):
        patrol_cover(units((A, box(0, 0, 1, 1))), farmland(box(0, 0, 1, 1)), Watch(cancelled=lambda: True))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 12)] * 4), min_size=1, max_size=5), st.integers(1, 12))
def test_gap_once_and_overlap_add_up_to_the_farmland(corners: list[tuple[int, ...]], size: int) -> None:
    shapes = [box(min(a, c), min(b, d), max(a, c) + 1, max(b, d) + 1) for a, b, c, d in corners]
    codes = [f"3302110012{number:02d}" for number in range(len(shapes))]
    ground = box(0, 0, size, size)
    cover = patrol_cover(units(*zip(codes, shapes)), farmland(ground))
    union = shapely.union_all(shapes)
    expected_gap = area(shapely.difference(ground, union))
    doubled = shapely.union_all(
        [shapely.intersection(a, b) for n, a in enumerate(shapes) for b in shapes[n + 1 :]]
        or [shapely.Polygon()]
    )
    assert cover.gap_m2 == pytest.approx(expected_gap, abs=5.0, rel=1e-5)
    assert cover.overlap_m2 == pytest.approx(area(shapely.intersection(ground, doubled)), abs=5.0, rel=1e-5)
    assert np.isfinite([piece.area_m2 for piece in (*cover.gaps, *cover.overlaps)]).all()
