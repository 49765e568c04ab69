"""Pasted boundaries: lines, WKT, GeoJSON; what is none is said."""

from __future__ import annotations

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.core.boundary_text import looks_like_degrees, polygon_text
from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.measured import measured

SQUARE = shapely.box(121.5, 29.9, 121.501, 29.901)


@pytest.mark.parametrize(
    "text",
    [
        "121.5,29.9\n121.501,29.9\n121.501,29.901\n121.5,29.901",
        "121.5 29.9; 121.501 29.9; 121.501 29.901; 121.5 29.901; 121.5 29.9",
        "J1，121.5，29.9\n\nJ2，121.501，29.9\nJ3，121.501，29.901\nJ4，121.5，29.901",
        "1,121.5,29.9,12.3\n2,121.501,29.9,12.4\n3,121.501,29.901,12.1\n4,121.5,29.901,12.0",
        SQUARE.wkt,
        shapely.to_geojson(SQUARE),
        json.dumps({"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(SQUARE))}),
    ],
)
def test_a_boundary_is_read_in_any_of_these_forms(text: str) -> None:
    wkb = polygon_text(text)
    assert shapely.equals(shapely.from_wkb(wkb), SQUARE)
    assert looks_like_degrees(wkb)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "fewer than three points"),
        ("121.5,29.9\n121.501,29.9", "at least three"),
        ("到村口\n到河边\n到路口", "到村口"),
        ("POINT (121.5 29.9)", "no polygon"),
        ("POLYGON ((1 2, 3", "no coordinates of a boundary"),
        ('{"type": "Feature"}', "no coordinates of a boundary"),
        ("{", "no coordinates of a boundary"),
    ],
)
def test_what_is_no_boundary_is_said(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        polygon_text(text)


def test_plane_coordinates_are_no_degrees() -> None:
    assert not looks_like_degrees(polygon_text("500000 3300000\n500100 3300000\n500100 3300100"))


@given(
    st.tuples(*[st.floats(0, 0.002)] * 4).filter(
        lambda box: box[2] - box[0] > 1e-5 and box[3] - box[1] > 1e-5
    )
)
def test_what_is_covered_is_never_more_than_either(sides: tuple[float, float, float, float]) -> None:
    west, south, east, north = sides
    boundary = shapely.box(121.5 + west, 29.9 + south, 121.5 + east, 29.9 + north)
    found = measured(boundary.wkb, SQUARE.wkb)
    assert 0 <= found.covered_m2 <= min(found.area_m2, found.patch_m2) + 1e-6
    assert found.patch_m2 == pytest.approx(float(ellipsoid_areas([SQUARE])[0]))  # type: ignore[arg-type]
    back = measured(SQUARE.wkb, boundary.wkb)
    assert back.covered_m2 == pytest.approx(found.covered_m2, abs=1e-4)
