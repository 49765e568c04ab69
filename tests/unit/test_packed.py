"""Tables that stand as bytes: the same as built ones, wherever they are cut, and the same in the plane."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from test_compact import SHAPES, bytes_of

from gengdi_plugin.core.packed import Packed, PackedTable, bounds_of
from gengdi_plugin.core.plane import Plane
from gengdi_plugin.core.screening.fitting import packed_in_plane, sound_in_plane
from gengdi_plugin.core.table import FeatureTable, object_array

PLANE = Plane(121.5, 29.9)
DEGREES = st.tuples(st.floats(121.49, 121.51), st.floats(29.89, 29.91))


def packed(shapes: list[object]) -> Packed:
    data, start, size = bytes_of(shapes)
    return Packed(data, start, size, np.asarray(shapely.bounds(object_array(shapes))).reshape(-1, 4))


def table(shapes: list[object]) -> PackedTable:
    numbers = object_array(range(len(shapes)))
    ids = numbers.astype(str).astype(object)
    return PackedTable(None, {"n": numbers}, ids, "x", ("told",), packed(shapes))


@st.composite
def grounds(draw: st.DrawFn) -> object:
    """Polygons of all sorts: valid, crossing themselves, flat, with holes anywhere, of long edges, none."""
    ring = st.lists(DEGREES, min_size=3, max_size=7)
    one = st.builds(shapely.Polygon, ring, st.lists(ring, max_size=1))
    far = st.just(shapely.box(121, 29, 122, 30))
    nowhere = st.just(shapely.box(500, 10, 501, 11))
    return draw(
        st.one_of(one, st.lists(one, min_size=1, max_size=3).map(shapely.MultiPolygon), far, nowhere,
                  st.none(), st.just(shapely.Polygon()), DEGREES.map(shapely.Point))
    )  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(grounds(), min_size=1, max_size=8), st.data())
def test_in_the_plane_bytes_give_what_geometries_give(shapes, data):
    rows = np.array(data.draw(st.permutations(range(len(shapes)))))
    whole = packed(shapes)
    before = whole.data.copy()
    found, sound = packed_in_plane(whole.take(rows), PLANE)
    expected, fine = sound_in_plane(object_array(shapes)[rows], PLANE)
    assert sound.tolist() == fine.tolist()
    assert np.array_equal(before, whole.data)
    for one, other in zip(found, expected):
        assert (one is None) == (other is None)
        if one is not None:
            assert one.geom_type == other.geom_type
            assert np.abs(shapely.get_coordinates(one) - shapely.get_coordinates(other)).max() < 1e-8


@given(st.lists(SHAPES, min_size=1, max_size=9), st.data())
def test_a_packed_table_is_the_table_of_its_geometries(shapes, data):
    own = table(shapes)
    places = st.sampled_from(range(len(shapes)))
    rows = np.array(data.draw(st.lists(places, max_size=5)), dtype=int)
    some = own.take(rows)
    assert len(own) == len(shapes) and own.packed is not None and some.name == "x"
    assert some.without_notices().notices == () and some.notices == ("told",)
    assert np.array_equal(bounds_of(some), bounds_of(own)[rows], equal_nan=True)
    for row, made in zip(rows.tolist(), some.geometry):
        assert made is None if shapes[row] is None else shapely.to_wkb(made) == shapely.to_wkb(shapes[row])
    assert some.columns["n"].tolist() == rows.tolist()


def test_once_built_it_goes_on_as_any_table():
    own = table([shapely.box(0, 0, 1, 1), None])
    assert own.geometry[0].area == 1 and own.packed is None
    assert own.take(np.array([1])).geometry.tolist() == [None]
    assert own.without_notices().notices == ()
    assert np.isnan(bounds_of(own)[1]).all()
    renamed = dataclasses.replace(table([shapely.box(0, 0, 1, 1)]), name="y")
    assert renamed.name == "y" and renamed.geometry[0].area == 1


def test_columns_of_another_length_are_refused():
    with pytest.raises(ValueError, match="another length"):
        PackedTable(None, {"n": object_array([1, 2])}, object_array(["1"]), packed=packed([None]))
    assert isinstance(table([]), FeatureTable) and len(table([]).geometry) == 0
