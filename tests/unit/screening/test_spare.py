"""Arrays with spare room hold what plain copies would hold, and never change one that somebody keeps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from screening_grounds import approval, approvals, box

from gengdi_plugin.core.screening.inputs import stack
from gengdi_plugin.core.screening.layer import PreparedLayer
from gengdi_plugin.core.screening.spare import SpareRoom
from gengdi_plugin.core.screening.trees import Trees

VALUES = {
    "text": (np.array(["甲", None], dtype=object), np.array(["乙"], dtype=object)),
    "day": (np.array(["2026-01-01"], dtype="M8[D]"), np.array(["NaT"], dtype="M8[D]")),
    "longer": (np.array(["a"]), np.array(["abc"])),
    "other kind": (np.array([1.0, 2.0]), np.array(["x"], dtype=object)),
    "none before": (np.empty(0, dtype=object), np.array([3.5])),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_comes_behind_the_others_as_it_is(name):
    values, value = VALUES[name]
    found = SpareRoom().appended("one", values, value)
    assert found.tolist() == [*values.tolist(), *value.tolist()]


@given(st.lists(st.tuples(st.integers(0, 50), st.sampled_from("ab")), max_size=60))
def test_whichever_array_grows_the_others_stay(steps):
    room = SpareRoom()
    kept = [np.arange(3)]
    expected = [[0, 1, 2]]
    for number, (which, name) in enumerate(steps):
        which %= len(kept)
        kept.append(room.appended(name, kept[which], np.array([number])))
        expected.append([*expected[which], number])
    assert [values.tolist() for values in kept] == expected


def test_most_values_cost_no_copy():
    room, values, copies = SpareRoom(), np.arange(1000), 0
    for number in range(5000):
        before, values = values.base, room.appended("one", values, np.array([number]))
        copies += values.base is not before
    assert len(values) == 6000 and copies < 20


def test_a_layer_grows_to_what_stacking_its_rows_gives():
    tables = [approvals(approval(box(100 * k, 0, 50, 50), doc_no=f"文{k}")) for k in range(4)]
    for k, table in enumerate(tables):
        table.ids[:] = f"id {k}"
    tables[2].columns["more"] = np.array(["only here"], dtype=object)
    first = tables[0]
    name = np.array([first.name], dtype=object)
    layer = PreparedLayer(first.geometry, first, name, first.ids, Trees(first.geometry))
    for table in tables[1:]:
        layer.put(None, table.geometry[0], table.name, table)
    whole = stack(tables)
    assert list(layer.table.columns) == list(whole.columns)
    for column, values in whole.columns.items():
        assert repr(layer.table.columns[column].tolist()) == repr(values.tolist()), column
    assert layer.ids.tolist() == layer.table.ids.tolist() == whole.ids.tolist()
    assert layer.plane.tolist() == whole.geometry.tolist()
    assert [layer.find(first.name, f"id {k}") for k in range(5)] == [0, 1, 2, 3, None]
    assert layer.find("another", "id 1") is None
