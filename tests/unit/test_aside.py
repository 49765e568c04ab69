"""A very large layer says the same with its numbers in a temporary file, whatever was let go of."""

from __future__ import annotations

import mmap

import numpy as np
import pytest
import shapely

from gengdi_plugin.core.aside import rest_all, set_aside
from gengdi_plugin.core.compact import Coded, CompactTable
from gengdi_plugin.core.spill import Spill, rest
from gengdi_plugin.core.table import object_array


def table(count: int) -> CompactTable:
    rng = np.random.default_rng(count)
    wkbs = [bytes(wkb) for wkb in shapely.to_wkb(shapely.points(rng.uniform(0, 90, (count, 2))))]
    size = np.array([len(wkb) for wkb in wkbs], dtype=np.int64)
    spill = Spill(100)  # geometries in a file, as those of large layers are
    spill.add(np.frombuffer(b"".join(wkbs), dtype=np.uint8))
    bounds = rng.uniform(0, 90, (count, 4))
    bounds[:1] = np.nan
    codes = rng.integers(-1, 2, count).astype(np.int32)
    return CompactTable(
        spill.array(),
        np.cumsum(size) - size,
        size,
        bounds,
        {
            "name": Coded(codes, object_array(["甲", "乙"])),
            "nothing": Coded(np.full(count, -1, dtype=np.int32), object_array([])),
            "area_m2": rng.uniform(0, 9, count),
            "approved_on": np.full(count, np.datetime64("2020-02-29", "D")),
        },
        np.arange(count, dtype=np.int64) * 3,
        rng.random(count) < 0.5,
        "地类图斑",
        ("a notice",),
    )


def same(found: CompactTable, expected: CompactTable, rows: object) -> None:
    for name in expected.columns:
        np.testing.assert_array_equal(found.column(name, rows), expected.column(name, rows))
        assert found.column(name, rows).dtype == expected.column(name, rows).dtype
    one, other = found.table(rows), expected.table(rows)
    assert one.ids.tolist() == other.ids.tolist()
    assert (shapely.to_wkb(one.geometry) == shapely.to_wkb(other.geometry)).all()
    np.testing.assert_array_equal(found.bounds, expected.bounds)
    assert (found.name, found.notices) == (expected.name, expected.notices)


def in_file(array: np.ndarray) -> bool:
    while isinstance(array, np.ndarray):
        array = array.base
    return isinstance(array, mmap.mmap)


@pytest.mark.parametrize("count", [1, 3, 500])
def test_the_same_is_read_from_the_file_and_after_a_rest(count):
    whole, rows = table(count), np.arange(count)[::-2]
    moved = set_aside(whole, 1)
    assert all(map(in_file, (moved.start, moved.size, moved.bounds, moved.ids, moved.columns["area_m2"])))
    for _ in range(2):
        same(moved, whole, rows)
        rest_all(moved)


def test_a_layer_of_ordinary_size_and_one_of_nothing_stay_as_they_are():
    whole, nothing = table(500), table(0)
    assert set_aside(whole) is whole
    assert set_aside(nothing, 0) is nothing


def test_what_was_written_is_still_there_after_a_rest():
    moved = set_aside(table(500), 1)
    moved.bounds[7] = 1.0
    moved.data[3] = 9
    rest_all(moved)
    assert moved.bounds[7].tolist() == [1.0] * 4
    assert moved.data[3] == 9


def test_what_stands_in_memory_is_not_touched_by_a_rest():
    held = np.arange(10)
    rest(held[2:])
    assert held.tolist() == list(range(10))
