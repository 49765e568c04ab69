"""Roles found, doubtful and missing; binding by hand with a preview; what a screening will test."""

from __future__ import annotations

import pytest

from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QDialogButtonBox, QWidget

from gengdi_plugin.gui.desk import Desk
from gengdi_plugin.gui.roles.layers_page import LayersPage
from gengdi_plugin.gui.roles.mapping_dialog import MappingDialog
from gengdi_plugin.gui.roles.mapping_preview import preview
from gengdi_plugin.gui.roles.role_model import RoleModel, role_and_type
from gengdi_plugin.gui.roles.role_rows import Status, role_rows
from gengdi_plugin.gui.screening.screening_inputs import screening_layers
from gengdi_plugin.gui.work.operations import OperationManager
from gengdi_plugin.layers.auto_binder import AutoBinder
from gengdi_plugin.layers.binding import bind, binding_of, stored_binding

SQUARE = "POLYGON((121.6 29.9, 121.601 29.9, 121.601 29.901, 121.6 29.9))"


def layer_of(name: str, fields: str, rows: list[list], crs: str = "EPSG:4490") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Polygon?crs={crs}&{fields}", name, "memory")
    features = []
    for values in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        feature.setGeometry(QgsGeometry.fromWkt(SQUARE))
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    return layer


def patch_layer(name: str = "变化图斑") -> QgsVectorLayer:
    fields = "field=JCBH:string(20)&field=TBLX:string(4)&field=QSX:string(20)&field=HSX:string(20)"
    rows = [["A1", "20", "20230101", "2024年6月"], ["A2", "YH", "2023/2/1", "soon"], ["A3", "DT", None, None]]
    return layer_of(name, fields, rows)


@pytest.fixture()
def project(qgis_app, qgis_new_project):
    project = QgsProject.instance()
    binder = AutoBinder(project)
    binder.connect()
    yield project
    binder.disconnect()
    project.clear()


@pytest.fixture()
def page(project):
    window = QWidget()
    canvas = QgsMapCanvas(window)
    page = LayersPage(Desk(project, canvas, window, OperationManager(window), lambda text, level: None))
    page.setParent(window)
    page.keep = window
    yield page
    page.close_page()


def status_of(project: QgsProject, role: str) -> Status:
    return next(row.status for row in role_rows(project) if row.role == role)


def test_an_empty_project_offers_the_demo_and_says_what_each_missing_role_means(page):
    assert not page.demo_button.isHidden()
    rows = role_rows(QgsProject.instance())
    assert all(row.status is Status.MISSING and row.note for row in rows)
    approval = next(row for row in rows if row.role == "approval")
    assert "yellow" in approval.note


def test_a_bureau_layer_is_found_with_its_role_count_crs_and_score(page, qtbot):
    QgsProject.instance().addMapLayer(patch_layer())
    qtbot.waitUntil(lambda: page.demo_button.isHidden())
    row = next(row for row in role_rows(QgsProject.instance()) if row.role == "change_patch")
    assert (row.status, row.features, row.crs) == (Status.FOUND, 3, "EPSG:4490")
    assert 0.6 <= row.binding.score <= 1.0 and row.note
    model = page.model
    texts = [model.data(model.index(0, column)) for column in range(model.columnCount())]
    assert texts[RoleModel.LAYER] == "变化图斑" and texts[RoleModel.SCORE].endswith("%")


def test_a_layer_nobody_knows_is_doubtful_and_not_used(project):
    project.addMapLayer(layer_of("something", "field=a:string", [["x"]]))
    rows = [row for row in role_rows(project) if row.layer_id]
    assert [row.status for row in rows] == [Status.DOUBTFUL]
    assert screening_layers(project).by_role == {}


def test_a_layer_without_crs_is_doubtful_and_says_so(project):
    layer = patch_layer()
    from qgis.core import QgsCoordinateReferenceSystem

    layer.setCrs(QgsCoordinateReferenceSystem())
    project.addMapLayer(layer)
    row = next(row for row in role_rows(project) if row.role == "change_patch")
    assert row.status is Status.DOUBTFUL
    assert "CRS" in row.note


def test_removing_a_layer_makes_its_role_missing_again(project):
    layer_id = project.addMapLayer(patch_layer()).id()
    assert status_of(project, "change_patch") is Status.FOUND
    project.removeMapLayer(layer_id)
    assert status_of(project, "change_patch") is Status.MISSING


def test_the_preview_shows_parsed_dates_and_counts_what_was_understood(project):
    layer = patch_layer()
    seen = preview(layer, "change_patch", {"patch_no": "JCBH", "before_on": "QSX", "after_on": "HSX"})
    assert seen.titles == ("patch_no", "before_on", "after_on")
    assert seen.rows[0] == ("A1", "2023-01-01", "2024-06-30")
    assert seen.rows[1] == ("A2", "2023-02-01", "? soon")
    assert seen.understood == {"before_on": (2, 2), "after_on": (1, 2)}


def test_the_dialog_starts_from_the_guess_and_says_why(project):
    layer = patch_layer()
    dialog = MappingDialog(layer)
    assert dialog.role.currentData() == "change_patch"
    assert dialog.binding().fields["patch_no"] == "JCBH"
    assert "%" in dialog.why.text() and "变化图斑" in dialog.why.text()
    assert "1 of 2" in dialog.understood.text()
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "shown"), [("农转用报批(拟)", "proposed, not approved"), ("规划", "planning")]
)
def test_the_type_is_called_as_on_the_layers_page(project, name, shown):
    dialog = MappingDialog(layer_of(name, "field=PZWH:string", [["A1"]]))
    kinds = dialog.approval_type
    assert kinds.itemText(kinds.findData("planning")) == shown
    dialog.reject()


def test_ok_waits_for_the_required_field(project):
    dialog = MappingDialog(patch_layer())
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert ok.isEnabled()
    dialog._fields["patch_no"].setField("")
    assert not ok.isEnabled()
    assert "Patch no." in dialog.understood.text()
    dialog.reject()


def test_what_the_officer_decides_is_stored_and_is_certain(page):
    layer = layer_of("mystery", "field=nr:string&field=doc:string", [["1", "D1"]])
    project = QgsProject.instance()
    project.addMapLayer(layer)
    page.refresh()
    opened = []

    def make(bound_layer, parent):
        opened.append(MappingDialog(bound_layer, parent))
        return opened[0]

    page.make_dialog = make
    place = next(n for n in range(page.model.rowCount()) if page.model.row(n).layer_id == layer.id())
    page.table.selectRow(place)
    page.bind_button.click()
    dialog = opened[0]
    dialog.role.setCurrentIndex(dialog.role.findData("approval"))
    dialog.approval_type.setCurrentIndex(dialog.approval_type.findData("temporary"))
    dialog._fields["doc_no"].setField("doc")
    dialog.as_of.setText("2024")
    dialog.accept()
    bound = stored_binding(layer)
    assert (bound.role, bound.approval_type, bound.as_of) == ("approval", "temporary", "2024")
    assert bound.fields == {"doc_no": "doc"}
    assert binding_of(layer).score == 1.0
    row = next(row for row in role_rows(project) if row.layer_id == layer.id())
    assert row.status is Status.FOUND
    assert [one.name() for one in screening_layers(project).of("approval")] == ["mystery"]


def test_forgetting_a_role_takes_the_layer_out_of_the_screening(page):
    layer = patch_layer()
    QgsProject.instance().addMapLayer(layer)
    page.refresh()
    page.table.selectRow(0)
    page.unbind_selected()
    assert stored_binding(layer) is None
    assert screening_layers(QgsProject.instance()).of("change_patch") == ()


def test_without_approvals_it_is_said_before_it_runs(project):
    layer = patch_layer()
    project.addMapLayer(layer)
    problems = screening_layers(project).problems()
    assert any("approval" in one for one in problems)
    parameters = screening_layers(project).parameters(layer, "w.sqlite", None)
    assert parameters["APPROVALS"] == [] and "FARMLAND" not in parameters


def test_no_layer_object_travels_to_the_worker_thread(project):
    """Removing a layer while the screening runs crashed QGIS: the parameters still held its address."""
    layer = patch_layer()
    project.addMapLayer(layer)
    parameters = screening_layers(project).parameters(layer, "w.sqlite", None)
    assert parameters["PATCHES"] == layer.id()
    flat = [one for value in parameters.values() for one in (value if isinstance(value, list) else [value])]
    assert all(isinstance(one, str) for one in flat)


def test_a_missing_approval_is_no_approval_of_some_type(project):
    missing = next(row for row in role_rows(project) if row.role == "approval")
    assert missing.status is Status.MISSING
    assert role_and_type(missing) == "Approval geometries"


def test_the_dialog_says_how_a_layer_bound_by_itself_was_recognised(project):
    layer = patch_layer()
    project.addMapLayer(layer)
    bind(layer, binding_of(layer))
    assert "score" in MappingDialog(layer).why.text()


def test_a_role_for_which_nothing_speaks_has_no_score(project):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4490&field=a1:string", "mystery", "memory")
    project.addMapLayer(layer)
    dialog = MappingDialog(layer)
    dialog.role.setCurrentIndex(dialog.role.findData("approval"))
    assert "100" not in dialog.why.text()


def test_the_page_follows_a_layer_that_gets_its_crs_or_another_name(page, qtbot):
    layer = patch_layer()
    QgsProject.instance().addMapLayer(layer)
    bind(layer, binding_of(layer))
    layer.setCrs(QgsCoordinateReferenceSystem())
    page.refresh()
    assert page.model.row(0).status is Status.DOUBTFUL
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
    qtbot.waitUntil(lambda: page.model.row(0).status is Status.FOUND, timeout=2000)
    layer.setName("renamed")
    qtbot.waitUntil(lambda: page.model.row(0).layer_name == "renamed", timeout=2000)
