"""Layers that come in one call are bound at once and styled in turns, the window alive between them."""

from __future__ import annotations

import pytest

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.gui.layer_looks import LayerLooks
from gengdi_plugin.layers import styles
from gengdi_plugin.layers.auto_binder import AutoBinder
from gengdi_plugin.layers.binding import stored_binding


def layers() -> list[QgsVectorLayer]:
    fields = "field=TBBH:string&field=QSX:string&field=HSX:string&field=BHLX:string"
    return [QgsVectorLayer(f"Polygon?crs=EPSG:4490&{fields}", f"监测图斑{n}", "memory") for n in range(4)]


@pytest.fixture()
def owner(qgis_app):
    owner = QObject()
    yield owner
    owner.deleteLater()


def test_layers_of_one_call_are_bound_once_and_styled_in_turns(owner, monkeypatch, qtbot):
    project, log, bound = QgsProject(), [], []

    def styled(layer, _role):
        log.append(layer.id())
        return True

    monkeypatch.setattr(styles, "style_layer", styled)
    looks = LayerLooks(project, log.append, owner)

    def on_bound(layer, binding):
        bound.append(layer.id())
        looks.want(layer, binding.role)

    binder = AutoBinder(project, on_bound)
    binder.connect()
    turns = QTimer(owner)
    turns.timeout.connect(lambda: log.append("turn"))
    turns.start(0)
    added = layers()
    project.addMapLayers(added)
    assert sorted(bound) == sorted(layer.id() for layer in added)
    assert all(stored_binding(layer) is not None for layer in added)
    assert log == []
    gone = added.pop(1)
    project.removeMapLayer(gone.id())
    qtbot.waitUntil(lambda: len(set(log) - {"turn"}) == 3)
    turns.stop()
    first, last = log.index(added[0].id()), log.index(added[-1].id())
    between = [one for one in log[first:last] if one != "turn"]
    assert between == [layer.id() for layer in added[:-1]]  # once each, in their order, the gone one left out
    assert all(log[log.index(layer.id()) + 1] == "turn" for layer in added[:-1])
    binder.disconnect()


def test_a_style_that_cannot_be_read_is_told_and_the_next_one_comes(owner, monkeypatch, qtbot):
    project, told, done = QgsProject(), [], []
    one, other, never = layers()[:3]
    project.addMapLayers([one, other, never])

    def styled(layer, _role):
        if layer.id() == one.id():
            raise InputError("no style")
        done.append(layer.id())

    monkeypatch.setattr(styles, "style_layer", styled)
    looks = LayerLooks(project, told.append, owner)
    looks.want(one, "change_patch")
    looks.want(other, "change_patch")
    qtbot.waitUntil(lambda: done == [other.id()])
    assert told == ["no style"]
    looks.want(never, "change_patch")
    looks.close()
    qtbot.wait(20)
    assert done == [other.id()]
