"""Boundaries drawn with the mouse and the keyboard: what is written, told, refused and taken back."""

from __future__ import annotations

import pytest
from boundary_desk import Officer, box
from live_ground import multi

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvasTracer, QgsMapToolPan
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import QAction, QDialogButtonBox

from gengdi_plugin.layers.binding import bind, binding_of
from gengdi_plugin.layers.boundary_layers import choose_approved_area_field, fact_of
from gengdi_plugin.layers.compat import make_field

SECOND = ((19, -1), (31, -1), (31, 11), (19, 11))  # round the patch P1


@pytest.fixture()
def officer(qgis_app, qgis_new_project, tmp_path, qtbot):
    made = Officer(tmp_path, qtbot)
    yield made
    made.close()


@pytest.mark.parametrize("kind", ["memory", "GPKG", "ESRI Shapefile"])
def test_a_drawn_approval_turns_its_patch_green_and_undo_takes_it_back(
    qgis_app, qgis_new_project, tmp_path, qtbot, kind
):
    officer = Officer(tmp_path, qtbot, kind)
    ground = officer.ground
    ground.screen(qtbot)
    assert ground.code("P1") == "yellow"
    layer = officer.edit()
    officer.drawn(*SECOND, doc_no="甬土2号")
    ground.settle(qtbot)
    assert ground.code("P1") == "green"
    assert "1 patch(es) would turn" in officer.dock.live.text()
    assert layer.undoStack().count() == 1, "boundary and facts are one step"
    layer.undoStack().undo()
    ground.settle(qtbot)
    assert ground.code("P1") == "yellow" and layer.featureCount() == 1
    layer.undoStack().redo()
    ground.settle(qtbot)
    assert ground.code("P1") == "green"
    (new,) = (one for one in layer.getFeatures() if one["doc_no"] == "甬土2号")
    assert fact_of(layer, new, "approval_type") == "农转用批准"
    layer.rollBack()
    ground.settle(qtbot)
    assert ground.code("P1") == "yellow", "the officer rolled back: nothing was written"
    officer.close()


@pytest.mark.parametrize(("layer_crs", "map_crs"), [("EPSG:4490", "EPSG:4549"), ("EPSG:4549", "EPSG:4490")])
def test_layer_and_map_may_have_different_systems(
    qgis_app, qgis_new_project, tmp_path, qtbot, layer_crs, map_crs
):
    officer = Officer(tmp_path, qtbot, crs=map_crs)
    made = QgsVectorLayer(
        f"MultiPolygon?crs={layer_crs}&field=type:string&field=doc_no:string", "own", "memory"
    )
    binding = binding_of(made, "approval")
    binding.fields["approval_type"] = "type"
    bind(made, binding)
    officer.ground.layers["own"] = made
    QgsProject.instance().addMapLayer(made)
    officer.edit("own")
    assert layer_crs in officer.dock.layer.text() and map_crs in officer.dock.layer.text()
    officer.drawn(*SECOND, doc_no="A9")
    (shape,) = officer.shapes("own")
    shape.transform(
        QgsCoordinateTransform(made.crs(), QgsCoordinateReferenceSystem("EPSG:4490"), QgsProject.instance())
    )
    wanted = QgsGeometry.fromWkt(box(19, -1, 12, 12))
    common = shape.intersection(wanted).area()
    assert common / shape.area() > 0.96 and common / wanted.area() > 0.96
    del made
    officer.close()


def test_of_one_layer_of_approvals_the_desk_makes_it_active_and_asks_for_an_edit_session(officer):
    officer.activate("patches")
    officer.desktop.boundaries.draw()
    assert officer.canvas.currentLayer() is officer.layer("approvals")
    assert not officer.layer().isEditable() and officer.boundaries.sketching.act() == ""
    assert not officer.dock.edit.isHidden() and "not in edit mode" in officer.dock.layer.text()
    officer.dock.edit.click()
    assert officer.layer().isEditable() and officer.boundaries.sketching.act() == "draw"
    assert officer.dock.edit.isHidden() and "in edit mode" in officer.dock.layer.text()
    assert officer.dock.actions_["draw"].isChecked()


def test_of_several_layers_the_officer_chooses(officer):
    other = QgsVectorLayer("MultiPolygon?crs=EPSG:4490&field=doc_no:string", "second", "memory")
    bind(other, binding_of(other, "approval"))
    QgsProject.instance().addMapLayer(other)
    officer.activate("patches")
    officer.desktop.boundaries.draw()
    assert officer.canvas.currentLayer() is officer.layer("patches")
    assert "“approvals”" in officer.dock.hint.text() and "“second”" in officer.dock.hint.text()
    other.startEditing()
    officer.desktop.boundaries.draw()
    assert officer.canvas.currentLayer() is other, "the one the officer edits"
    del other


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda layer: layer.setReadOnly(True), "read-only"),
        (lambda layer: layer.setSubsetString("doc_no = 'A0'"), "filtered"),
        (lambda layer: layer.setCrs(QgsCoordinateReferenceSystem()), "no coordinate system"),
    ],
)
def test_a_layer_that_cannot_be_drawn_in_is_refused_in_the_window(
    qgis_app, qgis_new_project, tmp_path, qtbot, spoil, told
):
    officer = Officer(tmp_path, qtbot, "GPKG")
    spoil(officer.layer())
    for begin in (officer.desktop.boundaries.draw, officer.desktop.boundaries.reshape,
                  officer.desktop.boundaries.split, officer.desktop.boundaries.merge):  # fmt: skip
        begin()
        said = f"{officer.dock.layer.text()}\n{officer.dock.hint.text()}"
        assert said.count(told) == 1 and "approvals" in said  # once is enough
        assert officer.boundaries.sketching.act() == "" and not officer.layer().isEditable()
    officer.close()


def test_backspace_takes_corners_back_esc_all_and_enter_ends(officer):
    officer.edit()
    officer.boundaries.draw()
    sketching = officer.boundaries.sketching
    officer.click((40, 0), (50, 0), (50, 10), (45, 15))
    officer.key(Qt.Key.Key_Backspace)
    assert len(sketching.points()) == 3
    officer.key(Qt.Key.Key_Escape)
    assert sketching.points() == []
    officer.click((40, 0))
    officer.key(Qt.Key.Key_Backspace)
    assert sketching.points() == []
    officer.click((40, 0), (50, 0))
    officer.key(Qt.Key.Key_Return)
    assert officer.boundaries.acts.form is None and "At least 3 points" in officer.dock.hint.text()
    assert len(sketching.points()) == 2, "they stay"
    officer.click((50, 10))
    assert "Click the corners" in officer.dock.hint.text(), "what was said of too few points is over"
    officer.key(Qt.Key.Key_Return)
    assert officer.boundaries.acts.form is not None
    officer.boundaries.acts.form.reject()
    assert len(sketching.points()) == 3, "a boundary that was not taken comes back"
    assert not officer.layer().isModified()


def test_a_line_reshapes_splits_and_a_ring_cuts_a_hole(officer):
    layer = officer.edit()
    for begin, places, name in (
        (officer.desktop.boundaries.reshape, ((2, 12), (2, 8), (5, 8), (5, 12)), "Reshape boundary"),
        (officer.boundaries.cut_hole, ((7, 2), (8, 2), (8, 3)), "Cut hole"),
        (officer.desktop.boundaries.split, ((-2, 5), (12, 5)), "Split boundary"),
    ):
        before = [shape.asWkt() for shape in officer.shapes()]
        begin()
        officer.click(*places)
        officer.end()
        after = [shape.asWkt() for shape in officer.shapes()]
        assert after != before, officer.dock.hint.text()
        assert layer.undoStack().undoText() == name
        layer.undoStack().undo()
        assert [shape.asWkt() for shape in officer.shapes()] == before
        layer.undoStack().redo()
        assert sorted(shape.asWkt() for shape in officer.shapes()) == sorted(after)
    assert layer.featureCount() == 2
    assert {one["doc_no"] for one in layer.getFeatures()} == {"A0"}
    assert "Ctrl+Z" in officer.dock.hint.text()


def test_what_a_line_would_make_is_told_before_it_ends(officer):
    officer.edit()
    officer.boundaries.split()
    officer.click((-2, 5), (12, 5))
    assert officer.told().count("Official area") == 2 and "— A0" in officer.told()
    assert not officer.layer().isModified()


def test_a_line_that_does_nothing_stays_in_hand(officer):
    layer = officer.edit()
    officer.boundaries.split()
    officer.click((50, -5), (50, 12))
    officer.end()
    assert "right across" in officer.dock.hint.text()
    assert len(officer.boundaries.sketching.points()) == 2
    assert layer.undoStack().count() == 0 and not layer.isModified()


def test_merging_asks_when_documents_differ_and_keeps_the_larger_one(officer):
    layer = officer.edit()
    officer.drawn((10, 0), (14, 0), (14, 10), (10, 10), doc_no="A5")
    layer.selectAll()
    asked: list[str] = []
    officer.boundaries.acts.confirm = lambda question, _action: bool(asked.append(question))
    officer.desktop.boundaries.merge()
    assert layer.featureCount() == 2 and "A0" in asked[0] and "A5" in asked[0]
    officer.boundaries.acts.confirm = lambda _question, _action: True
    officer.desktop.boundaries.merge()
    (left,) = layer.getFeatures()
    assert left["doc_no"] == "A0" and layer.undoStack().undoText() == "Merge boundaries"
    layer.undoStack().undo()
    assert layer.featureCount() == 2


def test_a_slip_beside_a_neighbour_is_told_and_closed(officer):
    layer = officer.edit()
    made = QgsFeature(layer.fields())
    made.setGeometry(multi(box(10.05, 0, 8, 10)))  # half a metre beside A0
    made.setAttribute("doc_no", "A7")
    assert layer.addFeature(made)
    layer.selectByIds([made.id()])
    assert "Slip beside A0" in officer.told() and "0.48 m wide" in officer.told()
    officer.boundaries.snap()
    assert "Sound; no overlap and no slip" in officer.told()
    assert layer.undoStack().undoText() == "Snap boundary"
    layer.removeSelection()
    officer.boundaries.acts._last = None
    officer.boundaries.snap()
    assert "Select the boundary" in officer.dock.hint.text()


def test_overlap_area_and_difference_are_told_while_it_is_drawn(officer):
    officer.edit()
    officer.boundaries.draw()
    officer.click((5, 0), (20, 0))
    assert "its area and neighbours are told here" in officer.told()
    officer.click((20, 10), (5, 10))
    told = officer.told()
    assert "Official area: 16," in told and "Overlaps A0 5," in told
    officer.dock.approved.setText("16,000")
    assert "Approved 16,000.0 m²: difference" in officer.told()
    officer.key(Qt.Key.Key_Backspace)
    assert "Official area: 8," in officer.told()


def test_the_approved_area_comes_from_the_layers_field_and_is_written_there(officer):
    layer = officer.layer()
    layer.dataProvider().addAttributes([make_field("pzmj", "real")])
    layer.updateFields()
    choose_approved_area_field(layer, "pzmj")
    officer.edit()
    officer.dock.approved.setText("10000")
    officer.drawn(*SECOND, doc_no="A2")
    (new,) = (one for one in layer.getFeatures() if one["doc_no"] == "A2")
    assert new["pzmj"] == 10_000.0
    officer.dock.approved.clear()
    layer.selectByIds([new.id()])
    assert "Approved 10,000.0 m²" in officer.told()


def test_a_boundary_that_crosses_itself_is_marked_and_taken_only_mended(officer):
    layer = officer.edit()
    officer.boundaries.draw()
    officer.click((40, 0), (60, 20), (60, 0), (40, 20))
    assert "✗ the boundary crosses itself at 121.605" in officer.told()
    assert officer.boundaries.sketching.marks() == 1
    officer.end()
    form = officer.boundaries.acts.form
    add = form.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not add.isEnabled() and "2 part(s)" in form.mend.text()
    form.mend.setChecked(True)
    assert add.isEnabled()
    form.editors["doc_no"].setText("A8")
    form.accept()
    (new,) = (one for one in layer.getFeatures() if one["doc_no"] == "A8")
    assert new.geometry().isGeosValid() and len(new.geometry().asMultiPolygon()) == 2
    officer.settle()
    assert officer.boundaries.sketching.marks() == 0


def test_dates_are_read_leniently_and_a_wrong_one_is_said(officer):
    layer = officer.layer()
    layer.dataProvider().addAttributes([make_field("PZRQ", "date"), make_field("YXQ", "text")])
    layer.updateFields()
    binding = binding_of(layer)
    binding.fields.update(approved_on="PZRQ", valid_to="YXQ")
    bind(layer, binding)
    officer.edit()
    officer.boundaries.draw()
    officer.click(*SECOND)
    officer.end()
    form = officer.boundaries.acts.form
    assert not form.editors["authority"].isEnabled(), "no field is mapped to it"
    form.editors["approved_on"].setText("昨天")
    form.accept()
    assert "昨天" in form.problem.text() and officer.boundaries.acts.form is form
    form.editors["approved_on"].setText("2024年6月")
    form.editors["valid_to"].setText("202606")
    form.accept()
    new = next(one for one in layer.getFeatures() if one["YXQ"])
    assert fact_of(layer, new, "approved_on") == "2024-06-01" and new["YXQ"] == "2026-06-30"


def test_who_draws_a_plant_boundary_is_kept_with_it(officer):
    made = QgsVectorLayer(
        "MultiPolygon?crs=EPSG:4490&field=permit_no:string&field=uscc:string&field=drawn_by:string",
        "permits", "memory",
    )  # fmt: skip
    bind(made, binding_of(made, "permit"))
    officer.ground.layers["permits"] = made
    QgsProject.instance().addMapLayer(made)
    officer.edit("permits")
    assert "排污许可证" in officer.dock.layer.text() or "Discharge permits" in officer.dock.layer.text()
    officer.drawn(*SECOND, permit_no="P-1", uscc="91330200MA2H7XQK4C")
    (new,) = made.getFeatures()
    assert new["permit_no"] == "P-1" and new["drawn_by"] == officer.desktop.desk.officer() != ""
    del made


def test_a_session_that_ends_meanwhile_takes_nothing_and_gives_the_sketch_back(officer):
    layer = officer.edit()
    officer.boundaries.draw()
    officer.click(*SECOND)
    officer.end()
    layer.rollBack()
    officer.boundaries.acts.form.accept()
    assert "not in edit mode" in officer.dock.hint.text() and layer.featureCount() == 1
    assert len(officer.boundaries.sketching.points()) == 4


def test_another_active_layer_gives_the_sketch_up(officer):
    officer.edit()
    officer.boundaries.draw()
    officer.click((40, 0), (50, 0), (50, 10))
    officer.activate("patches")
    assert officer.boundaries.sketching.points() == []
    assert "given up" in officer.dock.hint.text()


def test_the_tool_in_hand_draws_nothing_in_a_layer_that_cannot_be_drawn_in(officer):
    officer.edit()
    officer.boundaries.draw()
    officer.activate("patches")
    officer.click((40, 0), (50, 0), (50, 10))
    officer.key(Qt.Key.Key_Return)
    assert officer.boundaries.acts.form is None
    assert "“patches”" in officer.dock.hint.text() or "“approvals”" in officer.dock.hint.text()
    officer.activate("approvals")
    assert officer.dock.hint.text() == "", "what was said of the other layer is over"


def test_typed_points_are_not_led_along_other_features_while_tracing_is_on(officer):
    tracer = QgsMapCanvasTracer(officer.canvas)
    tracing = QAction(officer.canvas)
    tracing.setCheckable(True)
    tracing.setChecked(True)
    tracer.setActionEnableTracing(tracing)
    officer.edit()
    officer.boundaries.show_points()
    officer.boundaries._places_edited([(121.6, 29.9), (121.601, 29.901), (121.602, 29.9)])
    assert len(officer.boundaries.sketching.points()) == 3 and tracing.isChecked()
    officer.boundaries.sketching.give_up()
    del tracer


def test_closing_takes_everything_off_the_map_and_off_qgis(qgis_app, qgis_new_project, tmp_path, qtbot):
    officer = Officer(tmp_path, qtbot)
    layer = officer.edit()
    canvas = officer.canvas
    officer.boundaries.draw()
    officer.click((40, 0), (60, 20), (60, 0), (40, 20))
    officer.settle()
    window = officer.ground.iface.window
    officer.ground.plugin.unload()
    QCoreApplication.processEvents()
    assert canvas.mapTool() is None
    assert not [dock for dock in window.findChildren(type(officer.ground.iface.cad).__bases__[0])
                if dock.objectName() == "GengdiBoundaries" and dock.isVisible()]  # fmt: skip
    layer.selectAll()
    layer.rollBack()
    del layer
    officer.ground.layers = {}
    QgsProject.instance().clear()


def test_the_form_tells_what_the_document_would_make_of_patches_before_it_is_there(officer):
    officer.ground.screen(officer.qtbot)
    layer = officer.edit()
    officer.boundaries.draw()
    officer.click(*SECOND)
    officer.end()
    form = officer.boundaries.acts.form
    assert "1 patch(es) would turn" in form.preview.text()
    form.kind.setCurrentIndex(form.kind.findData("planning"))
    assert "No patch would change" in form.preview.text(), "a plan is no proof"
    assert officer.ground.live.rows() == {} and not layer.isModified()
    form.reject()
    officer.ground.settle(officer.qtbot)
    officer.ground.agrees()
    officer.boundaries.sketching.give_up()
    officer.drawn(*SECOND, doc_no="A2")
    officer.ground.settle(officer.qtbot)
    officer.ground.agrees()
    assert officer.ground.code("P1") == "green"


def test_without_live_the_form_promises_nothing(officer):
    officer.edit()
    officer.boundaries.draw()
    officer.click(*SECOND)
    officer.end()
    assert officer.boundaries.acts.form.preview.text() == ""
    assert "Screen again" in officer.dock.live.text()


def test_snapping_is_switched_here_and_a_corner_lands_exactly_on_the_neighbours(officer):
    layer = officer.edit()
    project = QgsProject.instance()
    assert not officer.dock.snapping.isChecked()
    officer.dock.snapping.setChecked(True)
    config = project.snappingConfig()
    assert config.enabled() and config.tolerance() > 0
    utils = officer.canvas.snappingUtils()
    utils.setConfig(config)  # the desktop does so
    corner = QgsPointXY(121.601, 29.9)
    officer.qtbot.waitUntil(lambda: utils.snapToMap(corner).isValid(), timeout=5000)  # the index is built
    officer.drawn((10.1, 0.1), (15, 0), (15, 10), (10.1, 9.9), doc_no="A3")
    (new,) = (one for one in layer.getFeatures() if one["doc_no"] == "A3")
    old = next(one for one in layer.getFeatures() if one["doc_no"] == "A0")
    shared = {point.asWkt(15) for point in old.geometry().vertices()} & {
        point.asWkt(15) for point in new.geometry().vertices()
    }
    assert len(shared) == 2
    layer.selectByIds([new.id()])
    assert "Sound; no overlap and no slip" in officer.told()
    config.setEnabled(False)
    project.setSnappingConfig(config)
    assert not officer.dock.snapping.isChecked(), "QGIS's own button is followed"


def test_advanced_digitising_holds_our_tool(officer):
    officer.edit()
    officer.boundaries.draw()
    cad = officer.ground.iface.cad
    assert officer.boundaries.sketching.tool().isAdvancedDigitizingAllowed()
    cad.enableAction().trigger()
    assert cad.cadEnabled()
    officer.click((40, 0))
    cad.constraintX().setValue(121.605)
    cad.constraintX().setLockMode(cad.constraintX().LockMode.HardLock)
    officer.click((47, 8))
    assert officer.boundaries.sketching.points()[1].x() == pytest.approx(121.605, abs=1e-9)
    cad.enableAction().trigger()


def test_a_layer_that_is_removed_takes_its_form_with_it_and_that_is_said(officer):
    officer.edit()
    officer.boundaries.draw()
    officer.click(*SECOND)
    officer.end()
    form, layer_id = officer.boundaries.acts.form, officer.layer().id()
    officer.activate("patches")
    del officer.ground.layers["approvals"]
    QgsProject.instance().removeMapLayer(layer_id)
    assert officer.boundaries.acts.form is None and not form.isVisible()
    assert "was removed" in officer.dock.hint.text()


def test_the_tool_from_before_is_in_hand_again_when_ours_is_put_down(officer):
    pan = QgsMapToolPan(officer.canvas)
    officer.canvas.setMapTool(pan)
    officer.edit()
    officer.boundaries.draw()
    officer.boundaries.reshape()
    assert "crosses the boundary twice" in officer.dock.hint.text()
    officer.dock.actions_["reshape"].trigger()
    assert officer.canvas.mapTool() is pan and officer.dock.hint.text() == ""
    officer.boundaries.draw()
    officer.boundaries.close()
    assert officer.canvas.mapTool() is pan
    officer.canvas.unsetMapTool(pan)
