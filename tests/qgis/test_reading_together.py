"""Layers that are read at the same time: in their order, cancelled together, each error as it is."""

from __future__ import annotations

import threading

import pytest
from real_layers import SQUARE, memory_layer, saved

from qgis.core import QgsCoordinateTransformContext

from gengdi_plugin.core.errors import Cancelled, InputError
from gengdi_plugin.core.screening.watch import Watch
from gengdi_plugin.layers.reading import LayerSource
from gengdi_plugin.layers.together import read_together


class Slow:
    """A source that reads until it hears that it is cancelled."""

    def __init__(self) -> None:
        self.began = self.stopped = False

    def read_compact(self, feedback=None):
        self.began, wait = True, threading.Event()
        while not feedback.isCanceled():
            feedback.setProgress(40.0)
            wait.wait(0.005)
        self.stopped = True
        raise Cancelled("cancelled")


class Broken:
    def read_compact(self, feedback=None):
        raise InputError("no such field")


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_each_layer_is_what_it_is_alone(qgis_app, tmp_path, threads):
    fields = {"patch_no": "text"}
    layers = [
        memory_layer(f"list {number}", fields, [(SQUARE, f"{number}-{row}") for row in range(number)])
        for number in range(5)
    ]
    layers[3] = saved(layers[3], tmp_path / "三.gpkg", "GPKG")
    sources = [LayerSource(layer, "change_patch", QgsCoordinateTransformContext()) for layer in layers]
    told = []
    tables = read_together(sources, Watch(told.append), threads)
    for source, table in zip(sources, tables):
        alone = source.read_compact()
        assert table.name == alone.name and table.data.tobytes() == alone.data.tobytes()
        assert table.column("patch_no").tolist() == alone.column("patch_no").tolist()
    assert told == sorted(told) and all(0 <= done <= 1 for done in told)


def test_cancel_stops_all_that_are_being_read(qgis_app):
    slow, told = [Slow(), Slow()], []
    with pytest.raises(Cancelled):
        read_together(slow, Watch(told.append, lambda: len(told) > 3), 2)
    assert all(one.began and one.stopped for one in slow)
    assert told[-1] == pytest.approx(0.4)


def test_an_error_of_one_layer_stops_the_others_and_is_told(qgis_app):
    slow = Slow()
    with pytest.raises(InputError, match="no such field"):
        read_together([slow, Broken()], Watch(), 2)
    assert slow.stopped == slow.began
