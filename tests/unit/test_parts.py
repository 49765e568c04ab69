"""Dividing and joining ground: the parts are the whole."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.parts import cut, joined, without
from gengdi_plugin.core.table import object_array

PATCH = shapely.Polygon(
    [(121.5, 29.95), (121.502, 29.95), (121.502, 29.952), (121.501, 29.951), (121.5, 29.952)],
    [[(121.5004, 29.9504), (121.5004, 29.9506), (121.5006, 29.9506), (121.5006, 29.9504)]],
)
AREA = float(ellipsoid_areas(object_array([PATCH]))[0])


@settings(max_examples=60, deadline=None)
@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_parts_of_a_cut_are_the_whole_and_lie_apart(bottom: float, top: float) -> None:
    line = shapely.LineString([(121.5 + 0.002 * bottom, 29.949), (121.5 + 0.002 * top, 29.953)])
    try:
        parts = cut(PATCH, [line])
    except InputError:
        return
    areas = ellipsoid_areas(parts)
    assert areas.sum() == pytest.approx(AREA, rel=1e-5)
    assert (np.diff(areas) <= 0.01).all()
    assert shapely.intersection(parts[0], parts[1]).area < 1e-12
    whole = joined(list(parts))
    assert ellipsoid_areas(object_array([whole]))[0] == pytest.approx(AREA, rel=1e-5)


def test_a_polygon_cuts_out_what_lies_in_it() -> None:
    west = shapely.box(121.499, 29.949, 121.5008, 29.953)
    inside, outside = sorted(cut(PATCH, [west]), key=lambda part: part.bounds[0])
    assert shapely.difference(inside, west).area < 1e-12
    assert shapely.symmetric_difference(without(PATCH, [inside]), outside).area < 1e-12


def test_lines_that_end_inside_or_touch_nothing_cut_nothing() -> None:
    for line in ([(121.4, 29.9), (121.4, 29.99)], [(121.499, 29.951), (121.501, 29.9507)]):
        with pytest.raises(InputError, match="edge to edge"):
            cut(PATCH, [shapely.LineString(line)])
    edge = shapely.LineString([(121.500001, 29.949), (121.500001, 29.953)])
    with pytest.raises(InputError, match="m²"):
        cut(PATCH, [shapely.LineString([(121.50000001, 29.949), (121.50000001, 29.953)]), edge])


def test_patches_that_overlap_are_not_merged() -> None:
    with pytest.raises(InputError, match="overlap"):
        joined([PATCH, shapely.box(121.5, 29.95, 121.5002, 29.9502)])
