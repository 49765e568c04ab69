"""Live verdicts follow edits before they are saved: every way an edit buffer changes, and takes it back."""

from __future__ import annotations

import pytest
from live_ground import AWAY, KINDS, Ground, box, multi, patch

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QPushButton

from gengdi_plugin.core.casework import CaseEvent
from gengdi_plugin.core.screening.editable import EditableSession
from gengdi_plugin.gui.settings import LIVE
from gengdi_plugin.layers.binding import bind, binding_of
from gengdi_plugin.store.events import record_event


@pytest.fixture(params=KINDS)
def ground(request, qgis_app, qgis_new_project, tmp_path, qtbot):
    made = Ground(tmp_path, request.param)
    made.screen(qtbot)
    assert made.live.on(), made.live.sentence()
    yield made
    made.close()


@pytest.fixture()
def small(qgis_app, qgis_new_project, tmp_path, qtbot):
    made = Ground(tmp_path, "memory")
    made.screen(qtbot)
    yield made
    made.close()


@pytest.fixture()
def screened(monkeypatch):
    """How many patches each screening of a session screened."""
    counts: list[int] = []
    real = EditableSession.screen

    def screen(self, rows=None, *more, **named):
        counts.append(-1 if rows is None else len(rows))
        return real(self, rows, *more, **named)

    monkeypatch.setattr(EditableSession, "screen", screen)
    return counts


def test_a_new_approval_turns_its_patch_green_and_undo_takes_it_back(ground, qtbot, screened):
    layer = ground.layers["approvals"]
    layer.startEditing()
    ground.new("approvals", patch(2), "conversion", "A2")
    ground.settle(qtbot)
    assert screened == [1], "only the patch it touches"
    assert ground.code("P2") == "green"
    assert [row.best_doc_no for row in ground.live.rows().values()] == ["A2"]
    assert ground.desktop.live_views.overlay.shown() == ["green"]
    place = ground.page.model.position(next(iter(ground.live.rows())))
    index = ground.page.model.index(place, 0)
    assert index.data(Qt.ItemDataRole.FontRole).italic()
    assert "live" in index.data()
    assert "differ" in ground.page.live_bar.told.text()
    ground.agrees()
    layer.undoStack().undo()
    ground.settle(qtbot)
    assert ground.code("P2") == "yellow"
    assert not ground.live.rows() and ground.desktop.live_views.overlay.shown() == []
    assert ground.page.model.index(place, 0).data(Qt.ItemDataRole.FontRole) is None
    layer.undoStack().redo()
    ground.settle(qtbot)
    assert ground.code("P2") == "green"
    ground.agrees()


def test_geometry_attributes_and_deletion_are_followed(ground, qtbot):
    layer = ground.layers["approvals"]
    layer.startEditing()
    first = ground.ids("approvals")[0]
    layer.changeGeometry(first, multi(patch(1)))
    ground.settle(qtbot)
    assert (ground.code("P0"), ground.code("P1")) == ("yellow", "green")
    layer.changeAttributeValue(first, layer.fields().indexOf("type"), "planning")
    ground.settle(qtbot)
    assert ground.code("P1") == "yellow"
    ground.agrees()
    layer.undoStack().undo()
    layer.undoStack().undo()
    ground.settle(qtbot)
    assert not ground.live.rows()
    layer.deleteFeature(first)
    ground.settle(qtbot)
    assert ground.code("P0") == "yellow"
    ground.agrees()


def test_a_field_that_no_verdict_rests_on_screens_nothing(ground, qtbot, screened):
    layer = ground.layers["approvals"]
    layer.startEditing()
    layer.changeAttributeValue(ground.ids("approvals")[0], layer.fields().indexOf("note"), "anything")
    ground.settle(qtbot)
    assert screened == []


def test_rolling_back_takes_everything_back(ground, qtbot):
    layer = ground.layers["approvals"]
    layer.startEditing()
    first = ground.ids("approvals")[0]
    ground.new("approvals", patch(3), "conversion", "A3")
    layer.changeGeometry(first, multi(patch(1)))
    layer.deleteFeature(first)
    ground.settle(qtbot)
    assert (ground.code("P0"), ground.code("P3")) == ("yellow", "green")
    layer.rollBack()
    ground.settle(qtbot)
    assert not ground.live.rows()
    ground.agrees()


def test_saving_the_layer_renames_its_features_and_screens_nothing(ground, qtbot, screened):
    layer = ground.layers["approvals"]
    layer.startEditing()
    temporary = ground.new("approvals", patch(2), "conversion", "A2")
    ground.new("approvals", patch(4), "conversion", "A4")
    ground.settle(qtbot)
    count = len(screened)
    assert layer.commitChanges()
    ground.settle(qtbot)
    assert len(screened) == count
    assert ground.code("P2") == "green" == ground.code("P4")
    assert "layers changed since" in ground.live.sentence()
    ground.agrees()
    layer.startEditing()
    now = [one.id() for one in layer.getFeatures() if one["doc_no"] == "A2"]
    assert now != [temporary]
    layer.deleteFeature(now[0])
    ground.settle(qtbot)
    assert (ground.code("P2"), ground.code("P4")) == ("yellow", "green")
    ground.agrees()


def test_saving_in_the_turn_of_the_edit_is_followed_too(ground, qtbot):
    layer = ground.layers["approvals"]
    layer.startEditing()
    ground.new("approvals", patch(2), "conversion", "A2")
    layer.commitChanges()
    ground.settle(qtbot)
    assert ground.code("P2") == "green"
    ground.agrees()


def test_features_deleted_and_saved_and_then_others_edited(ground, qtbot):
    """A shapefile is packed when it is saved: what comes behind the deleted feature has other ids then."""
    layer = ground.layers["approvals"]
    layer.startEditing()
    for place in (1, 2, 3):
        ground.new("approvals", patch(place), "conversion", f"A{place}")
    layer.commitChanges(False)
    ground.settle(qtbot)
    one = next(one.id() for one in layer.getFeatures() if one["doc_no"] == "A1")
    layer.deleteFeature(one)
    layer.commitChanges()
    ground.settle(qtbot)
    ground.agrees()
    layer.startEditing()
    three = next(one.id() for one in layer.getFeatures() if one["doc_no"] == "A3")
    layer.changeGeometry(three, multi(patch(5)))
    ground.settle(qtbot)
    codes = [ground.code(f"P{place}") for place in range(6)]
    assert codes == ["green", "yellow", "green", "yellow", "yellow", "green"]
    ground.agrees()


def test_patches_themselves_are_edited(ground, qtbot):
    layer = ground.layers["patches"]
    layer.startEditing()
    ids = ground.ids("patches")
    layer.changeGeometry(ids[1], multi(box(2, 2, 5, 5)))  # under the approval of P0
    layer.deleteFeature(ids[5])
    ground.new("patches", box(1, 1, 3, 3), "P9", "20")
    ground.settle(qtbot)
    assert (ground.code("P1"), ground.code("P9")) == ("green", "green")
    ground.agrees()
    layer.changeAttributeValue(ids[2], layer.fields().indexOf("change_type"), "DT")
    ground.settle(qtbot)
    ground.agrees()
    layer.rollBack()
    ground.settle(qtbot)
    assert not ground.live.rows() and ground.page.model.rowCount() == 6
    ground.agrees()


def test_farmland_basic_farmland_and_violations_are_followed(ground, qtbot):
    for name, wkt, value, reason in (
        ("basic", box(0, 0, 20, 5), "2", "covered"),
        ("found", box(0, 0, 20, 5), "2", "known_violation"),
        ("land", box(0, 0, 200, 10), "0102", "known_violation"),
    ):
        layer = ground.layers[name]
        layer.startEditing()
        ground.new(name, wkt, value)
        ground.settle(qtbot)
        assert next(row.reason for row in ground.page.model.rows() if row.patch_no == "P0") == reason
        ground.agrees()
    for name in ("basic", "found", "land"):
        ground.layers[name].rollBack()
    ground.settle(qtbot)
    assert not ground.live.rows()


def test_a_filter_is_followed_and_its_end(ground, qtbot):
    layer = ground.layers["approvals"]
    layer.setSubsetString("doc_no = 'nothing'")
    ground.settle(qtbot)
    assert ground.code("P0") == "yellow"
    ground.agrees()
    layer.setSubsetString("")
    ground.settle(qtbot)
    assert not ground.live.rows()


def test_layers_that_come_go_are_renamed_and_bound_otherwise(small, qtbot):
    fields = {"type": "text", "doc_no": "text", "note": "text"}
    small.add("more", "approval", fields, [(patch(1), "conversion", "M1", None)])
    small.settle(qtbot)
    assert small.code("P1") == "green"
    small.agrees()
    small.layers["more"].setName("other")
    small.settle(qtbot)
    small.agrees()
    other = binding_of(small.layers["more"])
    other.fields.pop("approval_type")
    bind(small.layers["more"], other)
    small.settle(qtbot)
    assert small.code("P1") == "yellow"
    small.agrees()
    QgsProject.instance().removeMapLayer(small.layers.pop("more"))
    small.settle(qtbot)
    assert not small.live.rows()
    small.agrees()


def test_two_layers_of_one_name_are_followed_too(small, qtbot):
    fields = {"type": "text", "doc_no": "text", "note": "text"}
    small.add("again", "approval", fields, [(patch(1), "conversion", "M1", None)])
    small.layers["again"].setName("approvals")
    small.settle(qtbot)
    assert small.code("P1") == "green"
    layer = small.layers["again"]
    layer.startEditing()
    layer.changeGeometry(layer.allFeatureIds()[0], multi(patch(2)))
    small.settle(qtbot)
    assert (small.code("P0"), small.code("P1"), small.code("P2")) == ("green", "yellow", "green")
    small.agrees()


def test_what_is_edited_while_the_run_is_under_way_is_not_lost(small, qtbot):
    layer = small.layers["approvals"]
    layer.startEditing()
    small.desktop.dock.screening.run()
    small.new("approvals", patch(2), "conversion", "A2")
    small.idle(qtbot)
    small.settle(qtbot)
    assert small.live.on()
    assert small.code("P2") == "green" and len(small.live.rows()) == 1
    small.agrees()


def test_many_edits_are_caught_up_in_a_task(small, qtbot, monkeypatch):
    monkeypatch.setattr("gengdi_plugin.gui.live.live._PATCHES_AT_ONCE", 2)
    monkeypatch.setattr("gengdi_plugin.gui.live.live._READ_AT_ONCE", 0)
    layer, first = small.layers["approvals"], small.ids("approvals")[0]
    layer.startEditing()
    for place in range(1, 6):
        small.new("approvals", patch(place), "conversion", f"A{place}")
    told = []
    small.live.state_changed.connect(lambda: told.append(small.page.live_bar.told.text()))
    small.settle(qtbot)
    assert any("Catching up" in text for text in told), told
    layer.changeGeometry(first, multi(AWAY))
    small.settle(qtbot)
    assert small.code("P0") == "yellow" and small.code("P5") == "green"
    small.agrees()


def test_saving_as_a_run_saves_the_edits_and_records_the_verdicts(ground, qtbot):
    layer = ground.layers["approvals"]
    layer.startEditing()
    ground.new("approvals", patch(2), "conversion", "A2")
    ground.settle(qtbot)
    runs = len(ground.desktop.session.runs())
    ground.saving.confirm = lambda _question, _action: False
    ground.page.findChild(QPushButton, "gengdi_live_save").click()
    assert layer.isModified() and len(ground.live.rows()) == 1
    ground.saving.confirm = lambda _question, _action: True
    ground.page.findChild(QPushButton, "gengdi_live_save").click()
    ground.idle(qtbot)
    ground.settle(qtbot)
    assert not layer.isModified()
    rows = {row.patch_no: row for row in ground.desktop.session.rows()}
    assert (rows["P2"].code, rows["P2"].state, rows["P2"].best_doc_no) == ("green", "screened_green", "A2")
    assert len(ground.desktop.session.runs()) == runs + 1
    assert ground.desktop.session.runs()[0].patches == 1
    assert not ground.live.rows()
    evidence = ground.desktop.session.evidence(rows["P2"].uid)
    assert [int(one["feature_id"]) for one in evidence] == [ground.ids("approvals")[-1]]
    ground.agrees()


def test_editing_alone_writes_nothing(small, qtbot):
    before = small.desktop.session.rows(), len(small.desktop.session.runs())
    small.layers["approvals"].startEditing()
    small.new("approvals", patch(2), "conversion", "A2")
    small.settle(qtbot)
    small.desktop.session.reload()
    assert (small.desktop.session.rows(), len(small.desktop.session.runs())) == before
    assert small.code("P2") == "green", "still shown"


def test_discarding_rolls_the_edits_back(small, qtbot):
    layer = small.layers["approvals"]
    layer.startEditing()
    small.new("approvals", patch(2), "conversion", "A2")
    small.settle(qtbot)
    small.saving.confirm = lambda _question, _action: True
    small.page.findChild(QPushButton, "gengdi_live_discard").click()
    small.settle(qtbot)
    assert not small.live.rows() and not layer.isModified() and layer.isEditable()


def test_the_evidence_of_a_provisional_verdict_is_shown(small, qtbot):
    small.layers["approvals"].startEditing()
    small.new("approvals", patch(2), "conversion", "A2")
    small.settle(qtbot)
    small.page.select(list(small.live.rows()))
    qtbot.waitUntil(lambda: small.page.evidence.model.rowCount() == 1)
    assert small.page.evidence.model.row(0)["doc_no"] == "A2"


def test_what_a_person_decided_keeps_its_colour(small, qtbot):
    uid = next(row.uid for row in small.desktop.session.rows() if row.patch_no == "P2")
    for event in ("dispatched", "verifying", "found_unlawful"):
        step = CaseEvent(event, "town", "town", responsible_uid="r", due_on="2027-01-01")
        small.desktop.session.write(lambda ws, step=step: record_event(ws, uid, step))
    small.layers["approvals"].startEditing()
    small.new("approvals", patch(2), "conversion", "A2")
    small.settle(qtbot)
    row = small.live.rows()[uid]
    assert (row.screened, row.code) == ("green", "yellow")


def test_switching_off_gives_the_memory_back_and_says_what_to_do(small, qtbot):
    small.layers["approvals"].startEditing()
    small.new("approvals", patch(2), "conversion", "A2")
    small.settle(qtbot)
    small.page.live_bar.live.click()
    assert not small.live.on() and small.live.followed() is None and not LIVE.value()
    assert small.code("P2") == "yellow"
    small.page.live_bar.live.click()
    assert LIVE.value() and "Screen again" in small.page.live_bar.told.text()


def test_the_session_goes_with_its_project_and_its_workspace(small, qtbot):
    QgsProject.instance().removeMapLayer(small.layers.pop("patches"))
    small.settle(qtbot)
    assert not small.live.on() and "another one now" in small.live.sentence()
    QgsProject.instance().clear()
    assert small.live.followed() is None and small.live._watch is None


def test_unloading_leaves_no_listener_on_the_layers(small, qtbot):
    layer = small.layers["approvals"]
    count = layer.receivers(layer.featureAdded)
    small.live.release()
    assert layer.receivers(layer.featureAdded) == count - 1
    layer.startEditing()
    small.new("approvals", patch(2), "conversion", "A2")
    qtbot.wait(50)
    assert not small.live.rows()
