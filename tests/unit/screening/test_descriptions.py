"""A layer's fingerprint and area: the same however its geometries stand, and whoever works on them."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty import corpus

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.core.packed import Packed, PackedTable
from gengdi_plugin.core.screening import descriptions
from gengdi_plugin.core.screening.descriptions import describe, fingerprint
from gengdi_plugin.core.table import FeatureTable, object_array

SQUARE = shapely.box(121.6, 29.9, 121.61, 29.91)
HOLED = SQUARE.difference(shapely.box(121.602, 29.902, 121.604, 29.904))
SHAPES = [
    SQUARE,
    HOLED,
    shapely.MultiPolygon([HOLED]),
    shapely.MultiPolygon([HOLED, shapely.box(121.7, 29.9, 121.71, 29.91)]),
    shapely.Polygon(),
    shapely.Point(121.6, 29.9),
    shapely.GeometryCollection([SQUARE, shapely.Point(0, 0)]),
    shapely.Polygon([(121.6, 29.9), (121.61, 29.91), (121.61, 29.9), (121.6, 29.91)]),
    None,
]


def built(shapes: list) -> FeatureTable:
    ids = object_array(str(n) for n in range(len(shapes)))
    return FeatureTable(object_array(shapes), {"as_of": object_array(["2020"] * len(shapes))}, ids, "a")


def packed(shapes: list) -> PackedTable:
    table = built(shapes)
    wkbs = [wkb or b"" for wkb in shapely.to_wkb(table.geometry)]
    size = np.array([len(wkb) for wkb in wkbs], dtype=np.int64)
    data = np.frombuffer(b"".join(wkbs), dtype=np.uint8).copy()
    whole = Packed(data, np.cumsum(size) - size, size, shapely.bounds(table.geometry))
    return PackedTable(None, table.columns, table.ids, "a", packed=whole)


def plainly(table: FeatureTable) -> str:
    """The fingerprint as it is defined, geometry by geometry."""
    digest = hashlib.sha256()
    for wkb in shapely.to_wkb(table.geometry):
        digest.update(wkb or b"\0")
    for name in sorted(table.columns):
        digest.update(name.encode())
        digest.update("\x1f".join(map(str, table.columns[name])).encode())
    return digest.hexdigest()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(SHAPES), max_size=9), st.integers(1, 4))
def test_packed_and_built_layers_have_the_defined_fingerprint_and_the_same_area(
    shapes: list, chunk: int
) -> None:
    table = built(shapes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(descriptions, "_CHUNK", chunk)
        assert fingerprint(table) == fingerprint(packed(shapes)) == plainly(table)
        one, other = describe("farmland", table), describe("farmland", packed(shapes))
    assert one == other
    assert one["area_m2"] == pytest.approx(float(ellipsoid_areas(table.geometry).sum()), abs=0.011)


@pytest.mark.parametrize("name", sorted(corpus()))
def test_nasty_polygons_have_the_same_fingerprint_either_way(name: str) -> None:
    shapes = [corpus()[name]]
    assert fingerprint(built(shapes)) == fingerprint(packed(shapes)) == plainly(built(shapes))


@pytest.mark.parametrize("rows", [1, 2, 7, 8, 1000])
def test_a_column_is_marked_the_same_however_many_rows_are_written_at_once(rows, monkeypatch) -> None:
    texts = ["甲", None, "", "a\x1fb", "\ud800", "x", None, "乙"]
    columns = {
        "name": object_array(texts),
        "area_m2": np.arange(8) / 3,
        "approved_on": np.array(["2020-02-29", "NaT"] * 4, dtype="datetime64[D]"),
    }
    table = FeatureTable(object_array([SQUARE] * 8), columns, object_array("abcdefgh"), "a")
    expected = hashlib.sha256(b"".join(shapely.to_wkb(table.geometry)))
    for name in sorted(columns):
        expected.update(name.encode())
        text = "\x1f".join(map(str, texts)).encode("utf-8", "surrogatepass")
        expected.update(text if name == "name" else columns[name].tobytes())
    monkeypatch.setattr(descriptions, "_ROWS", rows)
    assert fingerprint(table) == expected.hexdigest()
