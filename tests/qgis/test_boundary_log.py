"""What an edit session did to boundaries is told when it is saved, as it reached the source."""

from __future__ import annotations

import pytest
import shapely
from real_layers import memory_layer, saved
from test_boundary_edit import KINDS, approvals, box, line, only

from qgis.core import QgsDataSourceUri, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from gengdi_plugin.layers import boundary_edit
from gengdi_plugin.layers.binding import unbind
from gengdi_plugin.layers.boundary_log import BoundaryLog, layer_mark


@pytest.fixture()
def heard(qgis_app, qgis_new_project):
    log = BoundaryLog(QgsProject.instance())
    told: list = []
    log.saved.connect(told.extend)
    yield told
    log.close()
    QgsProject.instance().clear()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_saved_session_tells_every_boundary_once(heard, tmp_path, kind):
    layer = approvals(tmp_path, kind)
    QgsProject.instance().addMapLayer(layer)
    layer.startEditing()
    boundary_edit.add_boundary(layer, QgsGeometry.fromWkt(box(0, 200, 50, 250)), {"doc_no": "A3"})
    boundary_edit.reshape(layer, line((20, 110), (20, 90), (40, 90), (40, 110)))
    boundary_edit.reshape(layer, line((60, 110), (60, 90), (80, 90), (80, 110)))
    layer.deleteFeature(only(layer, "A2"))
    assert heard == [], "nothing is logged before it is saved"
    assert layer.commitChanges()
    acts = {change.act: change for change in heard}
    assert len(heard) == 3 and set(acts) == {"added", "reshaped", "removed"}
    assert [acts[act].doc_no for act in ("added", "reshaped", "removed")] == ["A3", "A1", "A2"]
    assert int(acts["added"].feature_id) >= 0, "the id of the file, not of the buffer"
    assert acts["added"].before is None and acts["removed"].after is None
    before, after = shapely.from_wkb(acts["reshaped"].before), shapely.from_wkb(acts["reshaped"].after)
    assert before.area > after.area > 0 and 121 < before.centroid.x < 122
    assert acts["reshaped"].layer == "批文" and acts["reshaped"].role == "approval"


def test_changed_facts_are_told_and_other_fields_are_not(heard, tmp_path):
    layer = approvals(tmp_path, "GPKG")
    QgsProject.instance().addMapLayer(layer)
    layer.startEditing()
    layer.changeAttributeValue(only(layer, "A1"), layer.fields().indexOf("doc_no"), "A1-改")
    assert layer.commitChanges(False)
    (change,) = heard
    assert (change.act, change.doc_no) == ("facts", "A1-改")
    assert change.changed == {"doc_no": ("A1", "A1-改")} and change.before is None and change.after
    heard.clear()
    layer.changeGeometry(only(layer, "A2"), QgsGeometry.fromWkt(box(100, 0, 210, 100)))
    assert layer.commitChanges()
    assert [(one.act, one.doc_no) for one in heard] == [("reshaped", "A2")], "the session goes on being heard"


def test_rolled_back_edits_and_layers_of_other_roles_are_not_told(heard, tmp_path):
    layer = approvals(tmp_path)
    QgsProject.instance().addMapLayer(layer)
    layer.startEditing()
    boundary_edit.split(layer, line((50, -10), (50, 110)))
    layer.rollBack()
    unbind(layer)
    layer.startEditing()
    boundary_edit.split(layer, line((50, -10), (50, 110)))
    assert layer.commitChanges()
    QCoreApplication.processEvents()
    assert heard == []


def test_of_a_commit_that_fails_half_way_what_reached_the_source_is_told(heard, tmp_path):
    layer = approvals(tmp_path, "GPKG")
    QgsProject.instance().addMapLayer(layer)
    layer.startEditing()
    first = only(layer, "A1")
    layer.changeGeometry(first, QgsGeometry.fromWkt(box(0, 0, 90, 100)))
    clash = boundary_edit.add_boundary(layer, QgsGeometry.fromWkt(box(0, 200, 50, 250)), {"doc_no": "A3"})
    layer.changeAttributeValue(clash, layer.fields().indexOf("fid"), first)
    assert not layer.commitChanges(), "two rows of one number"
    layer.rollBack()
    QCoreApplication.processEvents()
    now = {one["doc_no"]: one.geometry().area() for one in layer.getFeatures()}
    reached = abs(now["A1"] - 9000) < 1
    assert [one.act for one in heard] == (["reshaped"] if reached else [])


def test_a_layer_that_goes_or_comes_is_followed(heard, tmp_path):
    layer = approvals(tmp_path, "GPKG")
    QgsProject.instance().addMapLayer(layer)
    QgsProject.instance().removeMapLayer(layer.id())
    del layer
    again = approvals(tmp_path / "..", "memory")
    QgsProject.instance().addMapLayer(again)
    again.startEditing()
    boundary_edit.split(again, line((50, -10), (50, 110)))
    assert again.commitChanges()
    assert sorted(one.act for one in heard) == ["added", "reshaped"]


def test_the_mark_of_a_layer_knows_its_place_and_no_secret(qgis_app, qgis_new_project, tmp_path):
    def table(name: str, user: str, password: str) -> str:
        uri = QgsDataSourceUri()
        uri.setConnection("h", "5432", "gis", user, password)
        uri.setDataSource("public", name, "geom")
        return layer_mark(QgsVectorLayer(uri.uri(False), "t", "postgres"))

    one = table("a", "u", "p")
    assert one == table("a", "v", "q") != table("b", "u", "p") and len(one) == 32
    here = saved(memory_layer("x", {"a": "text"}, []), tmp_path / "x.gpkg", "GPKG")
    assert layer_mark(here) == layer_mark(QgsVectorLayer(here.source(), "other name", "ogr"))
