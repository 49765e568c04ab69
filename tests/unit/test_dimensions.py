"""Sides and sizes of ground in metres, against the plane in which it was drawn."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.dimensions import MOST_SIDES, dimensions
from gengdi_plugin.core.plane import Plane

PLANE = Plane(121.6, 29.95)


def ground(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, PLANE.inverse)


def test_a_rectangle_has_its_four_sides_and_its_area() -> None:
    (part,) = dimensions(ground(shapely.box(100, 200, 140, 230)), 5.0)
    assert sorted(round(side.length_m, 2) for side in part.sides) == [30, 30, 40, 40]
    assert (round(part.length_m, 2), round(part.width_m, 2)) == (40, 30)
    assert part.area_m2 == pytest.approx(1200, rel=1e-6)
    assert not part.boxed
    assert shapely.contains_xy(ground(shapely.box(100, 200, 140, 230)), *part.inside)


def test_the_ground_lies_on_the_left_of_every_side() -> None:
    for shape in (shapely.box(0, 0, 40, 30), shapely.reverse(shapely.box(0, 0, 40, 30))):
        (part,) = dimensions(ground(shape), 5.0)
        for side in part.sides:
            (x0, y0), (x1, y1) = PLANE.forward(np.array([side.start, side.end]))
            assert (x1 - x0) * (15 - y0) - (y1 - y0) * (20 - x0) > 0


def test_vertices_on_a_straight_side_do_not_part_it() -> None:
    ring = [(0, 0), (10, 0.02), (20, 0), (40, 0), (40, 30), (0, 30)]
    (part,) = dimensions(ground(shapely.Polygon(ring)), 5.0)
    assert sorted(round(side.length_m, 1) for side in part.sides) == [30, 30, 40, 40]


def test_short_sides_are_not_labelled_and_small_parts_not_at_all() -> None:
    notched = shapely.box(0, 0, 40, 30).difference(shapely.box(38, 27, 40, 30))
    (part,) = dimensions(ground(notched), 5.0)
    assert sorted(round(side.length_m) for side in part.sides) == [27, 30, 38, 40]
    several = shapely.MultiPolygon([shapely.box(0, 0, 4, 3), shapely.box(50, 0, 90, 30)])
    assert [round(part.length_m) for part in dimensions(ground(several), 5.0)] == [40]


def test_a_round_part_gets_the_two_sides_of_its_box() -> None:
    round_part = shapely.Point(0, 0).buffer(20, quad_segs=16)
    (part,) = dimensions(ground(round_part), 0.5)
    assert part.boxed and len(part.sides) == 2
    assert all(side.length_m == pytest.approx(40, abs=0.3) for side in part.sides)


def test_a_narrow_strip_has_its_size_only() -> None:
    (part,) = dimensions(ground(shapely.box(0, 0, 60, 1)), 5.0)
    assert part.sides == () and (round(part.length_m), round(part.width_m)) == (60, 1)


def test_ground_that_is_none_or_empty_has_no_parts() -> None:
    assert dimensions(None, 1.0) == []
    assert dimensions(shapely.Polygon(), 1.0) == []
    assert dimensions(shapely.LineString([(121, 29), (122, 29)]), 1.0) == []


@given(
    st.lists(st.tuples(st.floats(0, 200), st.floats(0, 200)), min_size=3, max_size=30),
    st.floats(0.5, 50),
)
def test_no_label_is_shorter_than_asked_and_none_longer_than_the_box(
    points: list[tuple[float, float]], smallest: float
) -> None:
    shape = shapely.convex_hull(shapely.MultiPoint(points))
    if shapely.get_type_id(shape) != 3 or shape.area < 1:
        return
    for part in dimensions(ground(shape), smallest):
        assert len(part.sides) <= MOST_SIDES
        diagonal = np.hypot(part.length_m, part.width_m)
        for side in part.sides:
            assert part.boxed or side.length_m >= smallest
            assert side.length_m <= diagonal * 1.001 + 0.01
        assert part.area_m2 <= part.length_m * part.width_m * 1.001 + 0.01
