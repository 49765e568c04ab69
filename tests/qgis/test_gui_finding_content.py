"""The finding dialog asks for category, evidence, photos and boundary, and the auditor sees them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from exif_photo import photo
from test_gui_patches_page import Room, audit_of, finding_of, ok, workspace  # noqa: F401

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtWidgets import QLabel, QLineEdit

from gengdi_plugin.core import finding_vocabulary as sets
from gengdi_plugin.gui.cases.boundary_box import BoundaryBox
from gengdi_plugin.gui.cases.boundary_paste import BoundaryPasteDialog
from gengdi_plugin.gui.cases.finding_dialog import FindingDialog
from gengdi_plugin.gui.cases.verify_actions import VerifyActions
from gengdi_plugin.gui.figures import area_and_mu
from gengdi_plugin.gui.settings import FINDING_SET
from gengdi_plugin.layers.binding import bind, binding_of
from gengdi_plugin.store.boundaries import boundary_area
from gengdi_plugin.store.photos import photo_path
from gengdi_plugin.store.workspace import open_workspace

#: P003 is the square from 121.604, 29.9 to 121.605, 29.901.
SOUTH = {"lon": 121.6045, "lat": 29.8998, "azimuth": 10.0, "taken": "2026:11:20 09:00:00"}
WALKED = shapely.box(121.6038, 29.9, 121.6045, 29.9005)


@pytest.fixture()
def room(qgis_app, qgis_new_project, workspace):  # noqa: F811
    FINDING_SET.store("own")
    room = Room()
    room.session.open(workspace)
    yield room
    room.close()
    sets.know({})


def choose(box, key: str) -> None:
    assert box.findData(key) >= 0, key
    box.setCurrentIndex(box.findData(key))


def hebei(room: Room) -> FindingDialog:
    dialog = finding_of(room, "P003", "found_unlawful")
    choose(dialog.category.sets, "hb2026")
    choose(dialog.category.categories, "unlawful")
    choose(dialog.category.subtypes, "unlawful_industry_solar")
    return dialog


def offered(box) -> list[str]:
    return [box.itemData(place) for place in range(box.count()) if box.itemData(place)]


def test_categories_follow_the_finding_and_the_set_is_remembered(room):
    dialog = finding_of(room, "P003", "found_unchanged")
    assert "same_ground" in offered(dialog.category.categories)
    assert "non_agri" not in offered(dialog.category.categories)
    choose(dialog.category.categories, "same_ground")
    choose(dialog.finding, "found_unlawful")
    assert dialog.category.category() == "", "what does not go with the finding is not kept"
    assert "same_ground" not in offered(dialog.category.categories)
    assert offered(dialog.category.subtypes) == [] and not dialog.category.subtypes.isEnabled()
    choose(dialog.category.categories, "non_grain")
    assert offered(dialog.category.subtypes)[0] == "afforested"
    choose(dialog.category.sets, "xz")
    assert dialog.entry().vocabulary == "", "a set alone says nothing"
    dialog.reject()
    again = finding_of(room, "P003", "found_unlawful")
    assert again.category.sets.currentData() == "xz"
    again.reject()


def test_evidence_fields_belong_to_the_category_and_keep_what_was_typed(room):
    dialog = finding_of(room, "P003", "found_lawful", doc_no="A-1")
    choose(dialog.category.categories, "facility")
    assert set(dialog.proof.editors) == {"project", "approved_use", "approved_on", "approved_m2", "filing_no"}
    assert not ok(dialog) and "project" in dialog.needed.text() and "actual use" in dialog.needed.text()
    dialog.proof.editors["project"].setText("大棚")
    dialog.use.setText("育苗")
    assert ok(dialog)
    dialog.proof.editors["approved_m2"].setText("许多")
    assert not ok(dialog) and "“许多” in the field “approved area”" in dialog.needed.text()
    choose(dialog.category.categories, "temporary")
    assert dialog.proof.editors["project"].text() == "大棚"
    dialog.proof.editors["approved_m2"].setText("1,200")
    choose(dialog.category.categories, "rural_road")
    assert set(dialog.proof.editors) == {"width_m", "hardened"}
    choose(dialog.category.categories, "temporary")
    assert dialog.entry().proof == {
        "project": "大棚", "approved_m2": "1,200", "doc_no": "A-1", "actual_use": "育苗",
    }  # fmt: skip
    dialog.accept()
    with open_workspace(room.session.path()) as ws:
        (row,) = ws.db["inspection"].rows
    assert (row["vocabulary"], row["category"], row["subtype"]) == ("own", "temporary", None)
    assert json.loads(row["proof_json"])["approved_m2"] == "1200"


def test_photos_are_checked_against_the_patch_and_each_check_is_said(room, tmp_path, qtbot):
    dialog = hebei(room)
    paths = [
        photo(tmp_path / "南.jpg", **SOUTH),
        photo(tmp_path / "远.jpg", **{**SOUTH, "lat": 29.89, "azimuth": 190.0}),
    ]
    dialog.photos.model.add([*paths, paths[0]])
    qtbot.waitUntil(dialog.photos.model.is_read)
    model = dialog.photos.model
    shown = [[model.data(model.index(row, column)) for column in range(5)] for row in range(2)]
    assert shown[0][0] == "南.jpg" and shown[0][2:] == [
        "2026-11-20 09:00", "N (10°)", "121.60450, 29.89980",
    ]  # fmt: skip
    assert shown[0][1] == "✓ 4  ? 1" and "✗ 2" in shown[1][1]

    def told() -> list[str]:
        return [dialog.photos.checks.item(row).text() for row in range(dialog.photos.checks.count())]

    assert told()[0].startswith("✓ Taken 22 m from the patch")
    assert any("? Date against the image not checked" in text for text in told())
    assert "✗ The photos look in 2 direction(s) (N, S): fewer than 3." in told()
    dialog.photos.table.selectRow(1)
    assert told()[0].startswith("✗ Taken 1,1")
    dialog.date.setDate(dialog.date.date().fromString("2026-11-10", "yyyy-MM-dd"))
    qtbot.waitUntil(model.is_read)
    assert any("✗ Taken 10 day(s) after the inspection (2026-11-10)." in text for text in told())
    dialog.photos.remove.click()
    assert model.paths() == (paths[0],)
    dialog.reject()


def test_a_boundary_selected_on_the_map_proposes_the_unlawful_area(room):
    dialog = finding_of(room, "P003", "found_unlawful")
    box: BoundaryBox = dialog.boundary
    project = QgsProject.instance()
    layer = QgsVectorLayer("Polygon?crs=EPSG:4549", "走测", "memory")
    geometry = QgsGeometry.fromWkt(WALKED.wkt)
    to_plane = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4490"), layer.crs(), project.transformContext()
    )
    geometry.transform(to_plane)
    feature = QgsFeature()
    feature.setGeometry(geometry)
    layer.dataProvider().addFeatures([feature])
    project.addMapLayer(layer)
    box.offer()
    assert not box.menu.actions()[0].isEnabled(), "nothing is selected"
    layer.selectAll()
    box.offer()
    (action,) = box.menu.actions()
    assert action.text() == "走测: 1 selected"
    action.trigger()
    assert "of this" in box.told.text() and "Difference to the patch: -" in box.told.text()
    assert dialog.unlawful.text() == f"{box.covered_m2():,.1f} m² by the boundary"
    assert dialog.entry().unlawful_m2 is None, "the store takes the boundary's own figure"
    covered = box.covered_m2()
    dialog.accept()
    with open_workspace(room.session.path()) as ws:
        (row,) = ws.db["inspection"].rows
        assert row["unlawful_m2"] == pytest.approx(covered, abs=0.01)
        assert ws.db["measured_boundary"].count == 1


def test_a_boundary_is_pasted_and_what_is_none_is_said(room):
    dialog = finding_of(room, "P003", "found_unlawful")
    paste = BoundaryPasteDialog(QgsProject.instance(), "P003", dialog)
    paste.pasted.connect(dialog.boundary.take)
    paste.text.setPlainText("J1, 121.604, 29.9\nJ2, 121.6045, 29.9")
    paste.accept()
    assert "at least three" in paste.problem.text() and dialog.boundary.boundary() is None
    paste.text.setPlainText("500000 3300000\n500100 3300000\n500100 3300100")
    paste.accept()
    assert "P003" in paste.problem.text() and "coordinate system" in paste.problem.text()
    paste.text.setPlainText(
        "J1, 121.604, 29.9\nJ2, 121.6045, 29.9\nJ3, 121.6045, 29.9005\nJ4, 121.604, 29.9005"
    )
    paste.accept()
    assert dialog.boundary.boundary() is not None and dialog.boundary.covered_m2() > 1000
    dialog.boundary.take(shapely.box(120, 29, 120.001, 29.001).wkb)
    assert "outside the patch" in dialog.boundary.told.text() and dialog.boundary.boundary() is None
    assert dialog.unlawful.text() == "not measured"
    dialog.reject()


def test_the_auditor_sees_category_evidence_boundary_and_checked_photos(room, tmp_path, qtbot):
    dialog = hebei(room)
    builder = dialog.proof.editors["builder"]
    assert isinstance(builder, QLineEdit)
    builder.setText("某公司")
    dialog.boundary.take(WALKED.wkb)
    dialog.photos.model.add([photo(tmp_path / "南.jpg", **SOUTH)])
    dialog.accept()
    with open_workspace(room.session.path()) as ws:
        (row,) = ws.db["photo"].rows
        assert row["lon"] == pytest.approx(SOUTH["lon"]) and row["checks_json"]
        photo_path(ws, row["sha256"], row["suffix"]).write_bytes(b"another")
    audit = audit_of(room, "P003", "Wang")
    texts = [label.text() for label in audit.findChildren(QLabel)]
    assert "construction, unlawful › industry, mining, trade › solar panels (Hebei 2026)" in texts
    assert "who builds: 某公司" in texts
    assert area_and_mu(boundary_area(WALKED.wkb)) in texts
    qtbot.waitUntil(lambda: audit.photos.model.rowCount() == 1, timeout=10_000)
    assert "✗ The stored file was altered after it was recorded." in [
        audit.photos.checks.item(row).text() for row in range(audit.photos.checks.count())
    ]
    assert not hasattr(audit.photos, "add"), "an auditor changes nothing in the finding"
    audit.reject()


def test_a_finding_without_any_of_it_is_recorded_as_before(room):
    finding_of(room, "P003", "found_unlawful").accept()
    audit = audit_of(room, "P003", "Wang")
    assert audit.photos.isHidden()
    audit.accept()
    assert room.row("P003").code == "red"


def test_the_dialog_closes_with_its_workspace_and_fits_a_small_screen(room, tmp_path):
    dialog = hebei(room)
    assert dialog.isVisible() and not dialog.isModal(), "the map stays free for selecting"
    assert dialog.minimumSizeHint().height() <= 700 and dialog.minimumSizeHint().width() <= 1200
    room.session.open(tmp_path / "other.sqlite")
    assert not dialog.isVisible()


def test_a_bureau_imports_its_own_set_and_finds_it_in_the_dialog(room, tmp_path):
    actions = VerifyActions(room.desk, room.session, room.page)
    assert [action.isEnabled() for action in actions.actions] == [True, True]
    path = tmp_path / "本局.csv"
    path.write_text("set,key,finding,chinese\n甬,w,看过,违建\n", encoding="utf-8")
    actions.ask = lambda *_asked: str(path)
    actions.import_set.trigger()
    assert "本局.csv, row 2: “看过” is no finding" in room.said[-1]
    path.write_text("set,key,finding,chinese\n甬,w,违法,违建\n", encoding="utf-8")
    actions.import_set.trigger()
    assert room.said[-1].startswith("The set “甬” with 1 categories")
    dialog = finding_of(room, "P003", "found_unlawful")
    choose(dialog.category.sets, "甬")
    assert offered(dialog.category.categories) == ["w"]
    choose(dialog.category.categories, "w")
    dialog.accept()
    assert "Recorded" in room.said[-1]
    room.session.close()
    assert [action.isEnabled() for action in actions.actions] == [False, False]


def test_a_look_at_all_stored_photos_names_what_is_lost(room, tmp_path, qtbot):
    actions = VerifyActions(room.desk, room.session, room.page)
    dialog = finding_of(room, "P003", "found_unlawful")
    dialog.photos.model.add([photo(tmp_path / "南.jpg", **SOUTH), photo(tmp_path / "北.jpg")])
    dialog.accept()
    actions.check_photos.trigger()
    qtbot.waitUntil(lambda: actions.window is not None, timeout=10_000)
    assert actions.window.said.text() == (
        "2 photo(s) of the workspace were looked at. All files are as they were recorded."
    )
    with open_workspace(room.session.path()) as ws:
        row = next(row for row in ws.db["photo"].rows if row["file_name"] == "北.jpg")
        Path(photo_path(ws, row["sha256"], row["suffix"])).unlink()
    actions.check_photos.trigger()
    qtbot.waitUntil(lambda: bool(actions.window.table_rows), timeout=10_000)
    assert actions.window.table_rows[0][:2] == ("P003", "北.jpg")
    actions.window.close()


def test_photos_named_in_a_layer_are_found_beside_its_file(room, tmp_path, qtbot):
    folder = tmp_path / "成果"
    folder.mkdir()
    photo(folder / "南.jpg", **SOUTH)
    rows = "JCBH,HCJL,HCR,HCRQ,类别,照片,WFMJ\nP003,违法,张三,2026-11-20,非农化,南.jpg,120.5\n"
    (folder / "核查成果.csv").write_text(rows, encoding="utf-8")
    layer = QgsVectorLayer(str(folder / "核查成果.csv"), "核查成果", "ogr")
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer)
    bind(layer, binding_of(layer, "inspection"))
    room.cases.sync_layers()
    qtbot.waitUntil(lambda: bool(room.said), timeout=10_000)
    assert room.said[-1].startswith("1 finding(s) added"), room.said
    with open_workspace(room.session.path()) as ws:
        (row,) = ws.db["inspection"].rows
        assert (row["vocabulary"], row["category"], row["unlawful_m2"]) == ("own", "non_agri", 120.5)
        assert [one["file_name"] for one in ws.db["photo"].rows] == ["南.jpg"]
