"""The compact table and its parts: well-known binary walked in bulk, spilled bytes, coded columns."""

from __future__ import annotations

import mmap

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core import wkb
from gengdi_plugin.core.compact import Coded, CompactTable
from gengdi_plugin.core.distinct import DistinctBuilder, Encoded, NumberBuilder
from gengdi_plugin.core.spill import Spill, rest
from gengdi_plugin.core.table import object_array

NUMBER = st.floats(-1e7, 1e7, allow_nan=False)
POINT = st.tuples(NUMBER, NUMBER)


@st.composite
def rings(draw: st.DrawFn) -> shapely.Polygon:
    ring = draw(st.lists(POINT, min_size=3, max_size=9))
    holes = draw(st.lists(st.lists(POINT, min_size=3, max_size=5), max_size=2))
    return shapely.Polygon(ring, holes)


SHAPES = st.one_of(
    st.none(),
    rings(),
    st.lists(rings(), max_size=4).map(shapely.MultiPolygon),
    POINT.map(shapely.Point),
    st.lists(POINT, min_size=2, max_size=5).map(shapely.LineString),
    st.lists(POINT, min_size=1, max_size=4).map(shapely.MultiPoint),
    st.lists(POINT, min_size=2, max_size=4).map(lambda xy: shapely.MultiLineString([xy, xy[::-1]])),
    st.just(shapely.Polygon()),
)


def packed(wkbs: list[bytes]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    size = np.array([len(item) for item in wkbs], dtype=np.int64)
    return np.frombuffer(b"".join(wkbs), dtype=np.uint8).copy(), np.cumsum(size) - size, size


def bytes_of(shapes: list[object]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return packed([b"" if shape is None else shapely.to_wkb(shape, byte_order=1) for shape in shapes])


def in_walk_order(layout: wkb.Layout, xy: np.ndarray) -> list[list[tuple[float, ...]]]:
    found: list[list[tuple[float, ...]]] = [[] for _ in layout.plain]
    for row, pair in zip(layout.owners().tolist(), xy.tolist()):
        found[row].append(tuple(pair))
    return found


@given(st.lists(SHAPES, max_size=12))
def test_the_walk_finds_every_coordinate_of_every_geometry(shapes: list[object]) -> None:
    data, start, size = bytes_of(shapes)
    found = wkb.layout(data, start, size)
    assert found.plain.tolist() == [shape is not None for shape in shapes]
    xy = wkb.coordinates(data, found.positions())
    expected = [list(map(tuple, shapely.get_coordinates(shape).tolist())) for shape in shapes]
    assert in_walk_order(found, xy) == expected
    assert not wkb.suspicious(found, xy).any()
    corners = [[*map(min, zip(*one)), *map(max, zip(*one))] if one else [np.nan] * 4 for one in expected]
    assert np.array_equal(wkb.bounds(found, xy), np.array(corners).reshape(-1, 4), equal_nan=True)


@given(st.lists(SHAPES, max_size=8))
def test_coordinates_changed_in_place_are_those_of_the_geometries(shapes: list[object]) -> None:
    data, start, size = bytes_of(shapes)
    found = wkb.layout(data, start, size)
    where = found.positions()
    wkb.put_coordinates(data, where, wkb.coordinates(data, where) * 2 + 1)
    table = compact(data, start, size)
    moved = shapely.transform(object_array(shapes), lambda xy: xy * 2 + 1) if shapes else []
    assert [shapely.to_wkt(one) for one in table.geometry()] == [shapely.to_wkt(one) for one in moved]


@settings(max_examples=300)
@given(SHAPES.filter(bool), st.data())
def test_broken_bytes_are_never_walked_beyond_their_end(shape: object, data: st.DataObject) -> None:
    whole = bytearray(shapely.to_wkb(shape, byte_order=1))
    cut = data.draw(st.integers(0, len(whole)))
    broken = whole[:cut]
    for _ in range(data.draw(st.integers(0, 3))):
        if broken:
            broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    block, start, size = packed([bytes(broken), bytes(whole)])
    found = wkb.layout(block, start, size)
    assert found.plain[1]
    where = found.positions()[found.owners() == 0]
    assert not len(where) or (where.min() >= 0 and where.max() + 16 <= len(broken))
    assert len(wkb.coordinates(block, found.positions())) == found.count.sum()


def test_what_a_kernel_may_refuse_is_suspicious() -> None:
    def ring(*xy: tuple[float, float]) -> bytes:
        return b"\1" + np.array([3, 1, len(xy)], "<u4").tobytes() + np.array(xy, "<f8").tobytes()

    nan, inf = float("nan"), float("inf")
    fine = ring((0, 0), (1, 0), (1, 1), (0, 0))
    doubtful = [
        ring((0, 0), (1, 0), (1, 1)),
        ring((0, 0), (1, 0), (1, 1), (0, 0.1)),
        ring((0, 0), (nan, 0), (1, 1), (0, 0)),
        ring((0, 0), (inf, 0), (1, 1), (0, 0)),
        ring((0, 0)),
        ring(),
    ]
    data, start, size = packed([fine, *doubtful])
    found = wkb.layout(data, start, size)
    assert wkb.suspicious(found, wkb.coordinates(data, found.positions())).tolist() == [False] + [True] * 6


def test_curves_heights_big_endian_and_collections_are_left_to_the_caller() -> None:
    texts = ("POLYGON Z((0 0 1,1 0 1,1 1 1,0 0 1))", "GEOMETRYCOLLECTION(POINT(1 1))")
    wkbs = [shapely.to_wkb(shapely.from_wkt(text), byte_order=1, flavor="iso") for text in texts]
    wkbs.append(shapely.to_wkb(shapely.Point(1, 2), byte_order=0))
    assert not wkb.layout(*packed(wkbs)).plain.any()


@given(st.lists(st.binary(max_size=40), max_size=20), st.integers(0, 200))
def test_spilled_bytes_are_the_bytes(pieces: list[bytes], limit: int) -> None:
    spill = Spill(limit)
    begins = [spill.add(np.frombuffer(piece, dtype=np.uint8)) for piece in pieces]
    whole = b"".join(pieces)
    assert spill.in_file == (len(whole) > limit)
    array = spill.array()
    assert bytes(array) == whole
    assert begins == [sum(map(len, pieces[:k])) for k in range(len(pieces))]
    if len(array):
        array[0] ^= 255
        assert array[0] == whole[0] ^ 255


WORDS = st.one_of(st.none(), st.text(max_size=3), st.binary(max_size=2))
ANYTHING = st.lists(st.one_of(WORDS, st.integers(-3, 3), st.booleans(), st.floats()), max_size=30)


@given(st.lists(ANYTHING, max_size=4))
def test_distinct_values_give_the_rows_back(pieces: list[list[object]]) -> None:
    builder = DistinctBuilder()
    for piece in pieces:
        builder.add(piece)
    column = builder.finish()
    rows = [value for piece in pieces for value in piece]
    assert [repr(column.values[code]) for code in column.codes] == [repr(value) for value in rows]
    texts = [None if value is None else repr(value)[:1] for value in column.values]
    coded = column.mapped(texts)
    assert coded.array().tolist() == [texts[code] for code in column.codes]
    assert len(set(coded.words)) == len(coded.words) and None not in coded.words


def test_texts_are_decoded_once_each() -> None:
    decoded: list[bytes] = []

    def decode(data: bytes) -> str:
        decoded.append(data)
        return data.decode("gbk")

    builder = DistinctBuilder()
    for _ in range(3):
        builder.add(Encoded(["水田".encode("gbk"), None, "旱地".encode("gbk")], decode))
    column = builder.finish()
    assert [column.values[code] for code in column.codes] == ["水田", None, "旱地"] * 3
    assert len(decoded) == 2


def test_numbers_of_every_kind() -> None:
    builder = NumberBuilder()
    builder.add([1, 2.5, None])
    builder.add(["1,234.5 ㎡", True, "无"])
    builder.add(np.array([7.0, np.nan]))
    assert repr(builder.finish().tolist()) == "[1.0, 2.5, nan, 1234.5, nan, nan, 7.0, nan]"


def compact(data: np.ndarray, start: np.ndarray, size: np.ndarray, **columns: object) -> CompactTable:
    count = len(size)
    boxes, mended = np.full((count, 4), np.nan), np.zeros(count, dtype=bool)
    return CompactTable(data, start, size, boxes, columns, np.arange(count) * 10, mended, "层", ("句",))  # type: ignore[arg-type]


def test_rows_of_the_table_come_in_the_order_asked_for() -> None:
    shapes = [shapely.Point(k, k) if k != 3 else None for k in range(6)]
    coded = Coded(np.array([0, 1, -1, 0, 1, -1], dtype=np.int32), object_array(["甲", "乙"]))
    table = compact(*bytes_of(shapes), name=coded, area_m2=np.arange(6.0))
    part = table.table(np.array([4, 3, 0]))
    assert part.ids.tolist() == ["40", "30", "0"] and part.name == "层" and part.notices == ("句",)
    assert part.columns["name"].tolist() == ["乙", "甲", "甲"]
    assert [shape and shape.x for shape in part.geometry] == [4.0, None, 0.0]
    whole, picked = table.table(), np.array([True, False, True, False, False, True])
    assert whole.take(picked).columns["name"].tolist() == table.table(picked).columns["name"].tolist()
    assert len(table.table(np.array([], dtype=int))) == 0


@pytest.mark.parametrize("bad", [[0], [1], [0, 4]])
def test_a_vertex_lost_in_a_transformation_is_no_number_or_loses_its_ring(bad: list[int]) -> None:
    data, start, size = bytes_of([shapely.box(0, 0, 1, 1)])
    found = wkb.layout(data, start, size)
    xy = wkb.coordinates(data, found.positions())
    xy[bad] = np.nan
    wkb.put_coordinates(data, found.positions(), xy)
    made = compact(data, start, size).geometry()[0]
    if bad == [1]:
        assert np.array_equal(shapely.get_coordinates(made), xy, equal_nan=True)
    else:
        assert made is None, "a ring that does not end where it begins"


@pytest.mark.parametrize("limit", [0, 1 << 20])
def test_bytes_that_rest_come_back_as_they_were_written(limit: int) -> None:
    spill = Spill(limit)
    spill.add(np.arange(200, dtype=np.uint8))
    spill.add(np.zeros(100_000, dtype=np.uint8))
    data = spill.array()
    assert spill.in_file is isinstance(data.base, mmap.mmap) is (limit == 0)
    data[150_000 % len(data)] = 7
    data[3] = 99
    rest(data)
    assert data[3] == 99 and data[150_000 % len(data)] == 7 and data[:3].tolist() == [0, 1, 2]
    rest(data[10:])  # a part of it is nobody's to let go
    assert data[20] == 20
