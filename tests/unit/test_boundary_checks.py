"""What is told about a boundary while it is drawn: soundness, area, overlaps and gaps."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.core.boundary_checks import Neighbour, check_boundary, mended_boundary

#: About one metre in degrees of latitude.
METRE = 1 / 110_900

OWN = shapely.box(121.6, 29.9, 121.601, 29.901)


def look(shape: shapely.Geometry, *others: shapely.Geometry, widest: float = 1.0):
    near = [Neighbour(f"A{place}", shapely.to_wkb(one)) for place, one in enumerate(others)]
    return check_boundary(shapely.to_wkb(shape), near, widest)


def area(shape: shapely.Geometry) -> float:
    return float(ellipsoid_areas(np.array([shape], dtype=object))[0])


def test_a_sound_boundary_alone_has_its_official_area_and_nothing_else() -> None:
    found = look(OWN)
    assert found.sound and found.area_m2 == pytest.approx(area(OWN), rel=1e-12)
    assert (found.faults, found.overlaps, found.gaps, found.parts) == ((), (), (), 1)


def test_a_boundary_that_crosses_itself_tells_where_and_how_large_it_would_be_mended() -> None:
    bow = shapely.Polygon([(121.6, 29.9), (121.602, 29.902), (121.602, 29.9), (121.6, 29.902)])
    found = look(bow)
    (fault,) = found.faults
    assert not found.sound and fault.why == "the boundary crosses itself"
    assert fault.place == pytest.approx((121.601, 29.901))
    mended = shapely.from_wkb(mended_boundary(shapely.to_wkb(bow)))
    assert found.parts == 2 and found.area_m2 == pytest.approx(area(mended))


def test_a_boundary_without_ground_is_a_fault() -> None:
    line = shapely.Polygon([(121.6, 29.9), (121.601, 29.9), (121.602, 29.9)])
    found = look(line)
    assert found.faults and found.area_m2 == 0 and mended_boundary(shapely.to_wkb(line)) is None


def test_overlaps_are_told_with_the_document_and_their_area_largest_first() -> None:
    slip = shapely.box(121.5995, 29.9, 121.6, 29.9003)
    east = shapely.box(121.6009, 29.9, 121.602, 29.901)
    north = shapely.box(121.6, 29.9005, 121.601, 29.902)
    found = look(OWN, slip, east, north)
    assert [one.name for one in found.overlaps] == ["A2", "A1"], "touching is no overlap"
    assert found.overlaps[1].area_m2 == pytest.approx(area(shapely.intersection(OWN, east)), rel=1e-9)


def test_a_slip_between_two_boundaries_is_a_gap_and_a_road_is_none() -> None:
    west, south, east, north = OWN.bounds
    slip = shapely.box(west, north + 0.4 * METRE, east, north + 50 * METRE)
    road = shapely.box(west, south - 60 * METRE, east, south - 6 * METRE)
    touching = shapely.box(east, south, east + 0.001, north)
    found = look(OWN, slip, road, touching)
    (gap,) = found.gaps
    assert gap.name == "A0" and gap.width_m == pytest.approx(0.4, abs=0.02)
    assert gap.area_m2 == pytest.approx(0.4 * 96.4, rel=0.05)
    assert look(OWN, slip, widest=0.3).gaps == ()


@settings(max_examples=40, deadline=None)
@given(st.floats(0.02, 0.95), st.floats(0, 1))
def test_a_gap_is_as_wide_as_it_was_made(width: float, along: float) -> None:
    west, _, east, north = OWN.bounds
    left = west + along * (east - west) * 0.5
    other = shapely.box(left, north + width * METRE, east + 0.001, north + 0.001)
    (gap,) = look(OWN, other).gaps
    assert gap.width_m == pytest.approx(width, rel=0.05, abs=0.01)
    assert look(OWN, other).overlaps == ()


def test_a_broken_neighbour_is_mended_and_an_empty_one_left_out() -> None:
    bow = shapely.Polygon([(121.6, 29.9), (121.602, 29.902), (121.602, 29.9), (121.6, 29.902)])
    found = look(OWN, bow, shapely.Polygon())
    assert [one.name for one in found.overlaps] == ["A0"] and found.sound
