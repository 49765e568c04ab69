"""Grid codes of GB/T 39409-2020: reference rows, laws, edges."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core import gridcode
from gengdi_plugin.core.errors import InputError

LONGITUDES = st.floats(-180, 180, allow_nan=False)
LATITUDES = st.floats(-87.999999, 87.999999, allow_nan=False)
LEVELS = st.integers(1, 10)
#: Float noise of a degree at 180: the codec forgives 1.4e-12.
NOISE = 2e-12


def test_the_reference_rows_are_met_both_ways(shared: Path) -> None:
    with (shared / "vectors" / "beidou_grid_codes.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 200
    for row in rows:
        code = gridcode.encode(float(row["lon"]), float(row["lat"]), int(row["level"]))
        assert code == row["code"]
        edges = [float(row[f"cell_{edge}"]) for edge in ("west", "south", "east", "north")]
        assert gridcode.decode(code) == pytest.approx(edges, abs=1e-11)


@pytest.mark.parametrize(
    ("lon", "lat", "level", "code"),
    [
        # the standard's own examples
        (116 + 18 / 60 + 45.37 / 3600, 39 + 59 / 60 + 35.38 / 3600, 8, "N50J47539B825534"),
        (116 + 19 / 60 + 14.3184 / 3600, 39 + 59 / 60 + 56.1444 / 3600, 5, "N50J475493E"),
        # Origin and its three neighbours: indices mirror outward
        (0.0, 0.0, 1, "N31A"),
        (-0.001, 0.001, 2, "N30A00"),
        (-0.001, -0.001, 2, "S30A00"),
        (0.001, -0.001, 2, "S31A00"),
        # both sides of the antimeridian, clamped into the last zone
        (180.0, 0.5, 1, "N60A"),
        (-180.0, 0.5, 1, "N01A"),
        (120.0, 28.0, 7, "N51H0000000000"),
    ],
)
def test_known_points(lon: float, lat: float, level: int, code: str) -> None:
    assert gridcode.encode(lon, lat, level) == code


@given(LONGITUDES, LATITUDES, LEVELS)
def test_a_cell_holds_the_point_it_was_made_of(lon: float, lat: float, level: int) -> None:
    west, south, east, north = gridcode.decode(gridcode.encode(lon, lat, level))
    assert west - NOISE <= lon <= east + NOISE
    assert south - NOISE <= lat <= north + NOISE
    width, height = gridcode.cell_size(level)
    assert east - west == pytest.approx(width, abs=1e-13)
    assert north - south == pytest.approx(height, abs=1e-13)


@given(LONGITUDES, LATITUDES, LEVELS)
def test_the_middle_of_a_cell_encodes_to_its_code(lon: float, lat: float, level: int) -> None:
    code = gridcode.encode(lon, lat, level)
    west, south, east, north = gridcode.decode(code)
    assert gridcode.encode((west + east) / 2, (south + north) / 2, level) == code


@given(LONGITUDES, LATITUDES, LEVELS)
def test_the_corner_on_the_side_of_the_origin_belongs_to_the_cell(lon: float, lat: float, level: int) -> None:
    code = gridcode.encode(lon, lat, level)
    west, south, east, north = gridcode.decode(code)
    # a corner on the equator or on Greenwich itself belongs to the north-eastern quarter
    near_lon = west if lon >= 0 else min(east, -1e-12)
    near_lat = south if lat >= 0 else min(north, -1e-12)
    assert gridcode.encode(near_lon, near_lat, level) == code


@given(LONGITUDES, LATITUDES, st.integers(2, 10))
def test_a_parent_holds_its_child(lon: float, lat: float, level: int) -> None:
    code = gridcode.encode(lon, lat, level)
    assert gridcode.parent(code) == gridcode.encode(lon, lat, level - 1)
    assert gridcode.parent(code, 1) == code[:4]


@given(st.lists(st.tuples(LONGITUDES, LATITUDES), max_size=30), LEVELS)
def test_many_points_are_coded_like_one(points: list[tuple[float, float]], level: int) -> None:
    lon = np.array([point[0] for point in points])
    lat = np.array([point[1] for point in points])
    expected = [gridcode.encode(*point, level) for point in points]
    assert gridcode.encode_many(lon, lat, level).tolist() == expected


def test_a_missing_coordinate_has_no_code() -> None:
    codes = gridcode.encode_many(np.array([121.5, np.nan]), np.array([29.9, 29.9]), 7)
    assert codes.tolist() == [gridcode.encode(121.5, 29.9, 7), None]
    with pytest.raises(InputError):
        gridcode.encode(np.nan, 29.9, 7)


def test_a_concave_shape_is_coded_by_its_own_ground() -> None:
    ring = shapely.Point(121.6, 29.95).buffer(0.01).difference(shapely.Point(121.6, 29.95).buffer(0.009))
    geometries = np.array([ring, None, shapely.Polygon()], dtype=object)
    codes = gridcode.interior_codes(geometries, 8)
    assert ring.intersects(shapely.box(*gridcode.decode(codes[0])))
    assert codes.tolist()[1:] == [None, None]


@pytest.mark.parametrize(("lon", "lat"), [(0, 88), (0, -88), (0, 90), (180.1, 0), (-181, 0), (0, np.inf)])
def test_points_without_a_code_are_refused_with_the_coordinates(lon: float, lat: float) -> None:
    with pytest.raises(InputError, match="88°"):
        gridcode.encode(lon, lat, 7)


def test_the_last_cell_before_the_pole_is_coded() -> None:
    code = gridcode.encode(10, np.nextafter(88, 0), 10)
    assert code[3] == "V"
    assert gridcode.decode(code)[3] == 88


@pytest.mark.parametrize("level", [0, 11, -1])
def test_levels_outside_the_standard_are_refused(level: int) -> None:
    with pytest.raises(InputError, match="1 to 10"):
        gridcode.encode(121, 30, level)


@pytest.mark.parametrize(
    "code",
    [
        "", "N51", "n51H", "X51H", "N00H", "N61H", "N51W", "N51HC0", "N51H08", "N51H006", "N51H000F0",
        "N51H00000F0", "N51H000000F", "N51H00000004", "N51H0000000080", "N51H000000000", "N51H 0",
        "N51H0000000000\n", "Ｎ51H", "N5１H", "N51H000000000000000000",
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(InputError, match="GB/T 39409"):
        gridcode.decode(code)


def test_a_parent_of_a_finer_level_is_refused() -> None:
    with pytest.raises(InputError, match="level 4"):
        gridcode.parent("N51H33465", 5)
    with pytest.raises(InputError):
        gridcode.parent("N51H")


def test_cells_of_an_extent_cover_it_once() -> None:
    found = gridcode.cells(121.5, 29.9, 121.6, 30.0, 4)
    assert len(found) == 6 * 6 == len(set(found.codes))
    assert found.west.min() == pytest.approx(121.5) and found.east.max() == pytest.approx(121.6)
    for row in range(len(found)):
        edges = [found.west[row], found.south[row], found.east[row], found.north[row]]
        assert gridcode.decode(found.codes[row]) == pytest.approx(edges, abs=1e-12)


@given(
    st.floats(-179.99, 179.9), st.floats(-87.9, 87.8), st.floats(1e-6, 0.02), st.floats(1e-6, 0.02),
    st.integers(3, 5),
)  # fmt: skip
def test_cells_hold_every_point_of_the_extent(
    west: float, south: float, width: float, height: float, level: int
) -> None:
    east, north = west + width, south + height
    known = set(gridcode.cells(west, south, east, north, level).codes)
    inside = 1e-8  # an edge itself may belong to the next cell
    for lon in (west + inside, (west + east) / 2, east - inside):
        for lat in (south + inside, (south + north) / 2, north - inside):
            assert gridcode.encode(lon, lat, level) in known


@given(LONGITUDES, LATITUDES, LEVELS)
def test_an_extent_without_area_gives_the_cell_of_its_point(lon: float, lat: float, level: int) -> None:
    found = gridcode.cells(lon, lat, lon, lat, level)
    assert found.codes.tolist() == [gridcode.encode(lon, lat, level)]


def test_cells_around_the_origin_come_from_four_hemispheres() -> None:
    found = gridcode.cells(-0.1, -0.1, 0.1, 0.1, 3)
    assert set(found.codes) == {"N31A000", "N30A000", "S31A000", "S30A000"}


def test_cells_over_the_antimeridian() -> None:
    found = gridcode.cells(179.9, 0.1, -179.9, 0.2, 2)
    assert {code[:4] for code in found.codes} == {"N60A", "N01A"}


def test_the_whole_world_ends_at_the_polar_caps() -> None:
    found = gridcode.cells(-180, -90, 180, 90, 1)
    assert len(found) == 60 * 44
    assert (found.south.min(), found.north.max()) == (-88, 88)


def test_too_many_cells_are_refused_by_number() -> None:
    with pytest.raises(InputError, match=r"\d+ cells of level 7.*1000000"):
        gridcode.cells(121, 29, 122, 30, 7)


@pytest.mark.parametrize("extent", [(0, 88, 1, 90), (0, 2, 1, 1), (0, 0, np.nan, 1), (190, 0, 200, 1)])
def test_extents_without_cells_are_refused(extent: tuple[float, float, float, float]) -> None:
    with pytest.raises(InputError):
        gridcode.cells(*extent, 3)
