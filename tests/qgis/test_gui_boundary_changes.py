"""Saved changes of boundaries are kept in the workspace, wait for one, and are shown."""

from __future__ import annotations

import pytest
from boundary_desk import Officer, box

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, Qt

from gengdi_plugin.store.boundary_changes import change_rows
from gengdi_plugin.store.verify_workspace import verify_workspace

SECOND = ((19, -1), (31, -1), (31, 11), (19, 11))


@pytest.fixture()
def officer(qgis_app, qgis_new_project, tmp_path, qtbot):
    made = Officer(tmp_path, qtbot, "GPKG")
    yield made
    made.close()


def test_what_is_saved_is_logged_with_the_officer_and_sealed(officer):
    officer.desktop.session.open(officer.ground.workspace)
    assert "logged in w.sqlite" in officer.dock.log.text()
    layer = officer.edit()
    officer.drawn(*SECOND, doc_no="A2")
    assert officer.desktop.session.ask(change_rows) == []
    assert layer.commitChanges()
    (row,) = officer.desktop.session.ask(change_rows)
    assert (row.act, row.doc_no, row.actor) == ("added", "A2", officer.desktop.desk.officer())
    assert officer.desktop.session.ask(verify_workspace).sound


def test_without_a_workspace_changes_wait_and_are_kept_when_one_is_opened(officer):
    assert "No workspace is open" in officer.dock.log.text() and not officer.dock.open.isHidden()
    layer = officer.edit()
    officer.drawn(*SECOND, doc_no="A2")
    assert layer.commitChanges()
    assert officer.desktop.changes.waiting() == 1
    assert "1 saved change(s)" in officer.dock.log.text()
    assert officer.ground.iface.bar.currentItem() is not None
    officer.desktop.changes.ask_workspace = lambda: str(officer.ground.workspace)
    officer.dock.open.click()
    assert officer.desktop.changes.waiting() == 0 and officer.dock.open.isHidden()
    assert [row.doc_no for row in officer.desktop.session.ask(change_rows)] == ["A2"]


def test_what_waits_belongs_to_its_project(officer, tmp_path):
    layer = officer.edit()
    officer.drawn(*SECOND, doc_no="A2")
    assert layer.commitChanges()
    del layer
    officer.ground.layers = {}
    QgsProject.instance().clear()
    officer.desktop.session.open(tmp_path / "other.sqlite")
    assert officer.desktop.session.ask(change_rows) == []


def test_the_window_lists_filters_and_shows_the_place(officer, monkeypatch):
    officer.desktop.boundaries.show_changes()
    assert officer.boundaries.changes.window is None, "there is no log without a workspace"
    officer.desktop.session.open(officer.ground.workspace)
    officer.desktop.boundaries.show_changes()
    window = officer.boundaries.changes.window
    assert "No boundary was changed" in window.said.text()
    layer = officer.edit()
    officer.drawn(*SECOND, doc_no="=A2")
    layer.commitChanges(False)
    layer.deleteFeatures([one.id() for one in layer.getFeatures() if one["doc_no"] == "A0"])
    assert layer.commitChanges()
    QCoreApplication.processEvents()
    assert window.model.rowCount() == 2, "an open window follows"
    window.act.setCurrentIndex(window.act.findData("added"))
    window.act.activated.emit(window.act.currentIndex())
    assert [row.doc_no for row in window.model.rows()] == ["=A2"]
    window.text.setText("nobody")
    assert window.model.rowCount() == 0
    window.text.setText("a2")
    before = officer.canvas.extent()
    window.table.activated.emit(window.proxy.index(0, 0))
    assert officer.canvas.extent() != before
    assert officer.canvas.extent().center().x() == pytest.approx(121.6025, abs=1e-3)
    from qgis.PyQt.QtGui import QGuiApplication

    window.copy()
    cells = QGuiApplication.clipboard().text().splitlines()[1].split("\t")
    assert not any(cell.startswith("=") for cell in cells), "a cell is never a formula"
    assert window.table.editTriggers() == window.table.EditTrigger.NoEditTriggers
    assert window.windowModality() == Qt.WindowModality.NonModal
    del layer
    officer.desktop.session.close()
    assert not window.isVisible(), "without a workspace it would say that nothing was changed"


def test_very_many_changes_are_logged_in_a_task(officer, qtbot):
    officer.desktop.session.open(officer.ground.workspace)
    layer = officer.edit()
    for place in range(320):
        officer.ground.new("approvals", box(4 * place, 20, 3, 3), "conversion", f"B{place}")
    assert layer.commitChanges()
    officer.ground.idle(qtbot)
    assert len(officer.desktop.session.ask(change_rows)) == 320
    assert officer.desktop.changes.waiting() == 0
