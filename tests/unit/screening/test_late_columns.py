"""Explanations and sentences are made when they are first looked at, whichever way a table is looked at."""

from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from gengdi_plugin.core.screening.late_columns import LateColumns, Once
from gengdi_plugin.core.table import FeatureTable, object_array


class Maker:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> np.ndarray:
        self.calls += 1
        return object_array(["one", "two"])


def table(maker: Maker) -> FeatureTable:
    columns = LateColumns({"area": np.array([1.0, 2.0])}, {"sentence": maker})
    return FeatureTable(object_array([None, None]), columns, object_array(["1", "2"]))


def test_a_table_and_its_other_columns_do_not_ask_for_a_late_one():
    maker = Maker()
    made = table(maker)
    assert made.column("area").tolist() == [1.0, 2.0] and "sentence" in made.columns
    assert list(made.columns) == ["area", "sentence"] and len(made.columns) == 2
    assert made.columns.get("nothing") is None and made.column("nothing").tolist() == [None, None]
    with pytest.raises(KeyError):
        made.columns["nothing"]
    assert maker.calls == 0


@pytest.mark.parametrize(
    "look",
    [
        lambda made: made.columns["sentence"],
        lambda made: made.columns.get("sentence"),
        lambda made: made.column("sentence"),
        lambda made: dict(made.columns)["sentence"],
        lambda made: {**made.columns}["sentence"],
        lambda made: dict(made.columns.items())["sentence"],
        lambda made: list(made.columns.values())[1],
        lambda made: made.take(np.array([0, 1])).columns["sentence"],
        lambda made: made.with_columns({}).columns["sentence"],
    ],
)
def test_a_late_column_is_made_once_and_found_every_way(look):
    maker = Maker()
    made = table(maker)
    assert look(made).tolist() == ["one", "two"]
    assert look(made).tolist() == ["one", "two"] and maker.calls == 1
    assert list(made.columns) == ["area", "sentence"]


def test_two_threads_that_look_make_it_once():
    maker = Maker()
    made = table(maker)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: made.column("sentence").tolist(), range(64)))
    assert found == [["one", "two"]] * 64 and maker.calls == 1


def test_what_is_made_once_is_kept_and_its_maker_let_go():
    maker = Maker()
    once, gone = Once(maker), weakref.ref(maker)
    assert maker.calls == 0
    assert once() is once() and maker.calls == 1
    del maker
    gc.collect()
    assert gone() is None and once().tolist() == ["one", "two"]
