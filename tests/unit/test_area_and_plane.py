"""Official areas and the equal-area plane."""

from __future__ import annotations

import csv
import re

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.area import ellipsoid_areas, mu
from gengdi_plugin.core.plane import Plane, plane_for


def polygons(*shapes: object) -> np.ndarray:
    out = np.empty(len(shapes), dtype=object)
    out[:] = shapes
    return out


def test_the_five_reference_areas(shared):
    with (shared / "vectors" / "ellipsoid_areas.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        numbers = [float(text) for text in re.findall(r"[\d.]+", row["lonlat_ring"])]
        ring = list(zip(numbers[::2], numbers[1::2]))
        expected = float(row["area_tdt_m2"])
        assert ellipsoid_areas(polygons(shapely.Polygon(ring)))[0] == pytest.approx(expected, rel=1e-7), row[
            "name"
        ]
    assert len(rows) == 5


def test_holes_subtract_parts_add_and_nothing_is_zero():
    outer, hole = shapely.box(121, 29, 121.01, 29.01), shapely.box(121.002, 29.002, 121.004, 29.004)
    ring, inner = ellipsoid_areas(polygons(outer, hole))
    holed = outer.difference(hole)
    both = shapely.MultiPolygon([holed, shapely.box(121.1, 29, 121.11, 29.01)])
    other = shapely.box(121.1, 29, 121.11, 29.01)
    values = ellipsoid_areas(polygons(holed, both, None, shapely.Polygon(), shapely.Point(1, 1)))
    assert values[0] == pytest.approx(ring - inner, rel=1e-12)
    assert values[1] == pytest.approx(ring - inner + ellipsoid_areas(polygons(other))[0], rel=1e-12)
    assert values[2:].tolist() == [0, 0, 0]


def test_an_area_does_not_depend_on_where_a_ring_starts_or_turns():
    ring = [(121.6, 29.95), (121.61, 29.951), (121.609, 29.96), (121.6, 29.958)]
    turned = [ring[k:] + ring[:k] for k in range(4)] + [ring[::-1]]
    values = ellipsoid_areas(polygons(*(shapely.Polygon(r) for r in turned)))
    assert np.ptp(values) < 1e-6


def test_one_mu_is_two_thousand_thirds_of_a_square_metre():
    assert mu(2000 / 3) == pytest.approx(1.0)


@settings(max_examples=80, deadline=None)
@given(
    lon=st.floats(-179, 178),
    lat=st.floats(-80, 80),
    dx=st.floats(-0.5, 0.5),
    dy=st.floats(-0.5, 0.5),
    width=st.floats(0.0002, 0.02),
    height=st.floats(0.0002, 0.02),
)
def test_an_area_in_the_plane_is_the_ellipsoidal_area(lon, lat, dx, dy, width, height):
    x, y = lon + dx, min(max(lat + dy, -84), 84)
    shape = polygons(shapely.box(x, y, x + width, y + height))
    plane = Plane(lon, lat)
    flat = shapely.area(plane.project(shape))[0]
    assert flat == pytest.approx(ellipsoid_areas(shape)[0], rel=2e-7)
    corners = shapely.get_coordinates(shape)
    assert np.abs(plane.inverse(plane.forward(corners)) - corners).max() < 1e-10


def test_the_plane_is_projs_lambert_azimuthal_equal_area():
    osr = pytest.importorskip("osgeo.osr")
    source, target = osr.SpatialReference(), osr.SpatialReference()
    source.ImportFromEPSG(4490)
    source.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    target.ImportFromProj4("+proj=laea +lat_0=29.97 +lon_0=121.5 +a=6378137 +rf=298.257222101 +units=m")
    proj = osr.CoordinateTransformation(source, target)
    points = np.random.default_rng(7).uniform([119, 27], [124, 33], (500, 2))
    expected = np.array([proj.TransformPoint(*point)[:2] for point in points.tolist()])
    assert np.abs(Plane(121.5, 29.97).forward(points) - expected).max() < 1e-6


def test_a_long_edge_bends_as_it_does_on_the_ground():
    """A kilometre of parallel of latitude: the strip below it keeps its ellipsoidal area."""
    long = polygons(shapely.box(121.0, 29.0, 121.2, 29.0005))
    assert shapely.area(plane_for(long).project(long))[0] == pytest.approx(ellipsoid_areas(long)[0], rel=1e-6)


def test_without_data_the_plane_is_still_there():
    assert plane_for(polygons()) == plane_for(polygons(None)) == Plane(0.0, 0.0)
