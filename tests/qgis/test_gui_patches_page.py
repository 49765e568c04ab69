"""The Patches page on a real workspace: evidence, selection both ways, findings, audits."""

from __future__ import annotations

from pathlib import Path

import pytest
from gui_rows import patch_row
from gui_workspace import make_workspace

from qgis.core import QgsCoordinateReferenceSystem, QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialogButtonBox, QLabel, QWidget

from gengdi_plugin.gui.cases.audit_dialog import AuditDialog
from gengdi_plugin.gui.cases.case_actions import CaseActions
from gengdi_plugin.gui.cases.finding_dialog import FindingDialog
from gengdi_plugin.gui.desk import Desk
from gengdi_plugin.gui.map_link import MapLink
from gengdi_plugin.gui.patches.patches_page import PatchesPage
from gengdi_plugin.gui.result_layers import ResultLayers
from gengdi_plugin.gui.session import WorkspaceSession
from gengdi_plugin.gui.work.operations import OperationManager
from gengdi_plugin.layers.workspace_layers import open_table
from gengdi_plugin.store.listing import list_rows
from gengdi_plugin.store.workspace import open_workspace


def buttons_without_tab(page: PatchesPage) -> list[str]:
    bar = page.actions_bar
    buttons = [bar.widgetForAction(action) for action in bar.actions() if not action.isSeparator()]
    return [one.text() for one in buttons if not one.focusPolicy() & Qt.FocusPolicy.TabFocus]


class Room:
    """The page with everything it works with, and what it said."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.canvas = QgsMapCanvas(self.window)
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
        self.said: list[str] = []
        self.operations = OperationManager()
        self.desk = Desk(
            QgsProject.instance(),
            self.canvas,
            self.window,
            self.operations,
            lambda text, level: self.said.append(text),
        )
        self.session = WorkspaceSession(self.desk)
        self.link = MapLink(self.desk)
        self.page = PatchesPage(self.desk, self.session, self.link)
        self.cases = CaseActions(self.desk, self.session, self.page)

    def uid(self, patch_no: str) -> str:
        return next(row.uid for row in self.session.rows() if row.patch_no == patch_no)

    def row(self, patch_no: str):
        return self.session.row(self.uid(patch_no))

    def close(self) -> None:
        self.page.close_page()
        self.link.follow(None)
        self.session.close()
        self.operations.close()


@pytest.fixture()
def room(qgis_app, qgis_new_project):
    room = Room()
    yield room
    room.close()


@pytest.fixture()
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "耕地 测试.sqlite")


def test_without_a_workspace_the_page_says_what_to_do(room):
    assert "No workspace is open" in room.page.totals.text()
    assert not room.cases.finding.isEnabled()
    assert not room.page.evidence.table.isVisibleTo(room.page)


def test_every_patch_of_the_workspace_is_a_row_with_totals_in_both_units(room, workspace):
    room.session.open(workspace)
    assert room.page.proxy.rowCount() == 6
    total = sum(row.area_m2 for row in room.session.rows())
    text = room.page.totals.text()
    assert "6 of 6" in text and f"{total:,.1f} m²" in text and f"{total * 15 / 10_000:,.2f} mu" in text


def test_totals_follow_the_filter(room, workspace):
    room.session.open(workspace)
    room.page.filter_bar.choose("green", "")
    green = [row for row in room.session.rows() if row.code == "green"]
    assert len(green) == 2
    assert f"{sum(row.area_m2 for row in green):,.1f} m²" in room.page.totals.text()


def test_the_selected_patch_shows_its_sentence_and_its_evidence(room, workspace, qtbot):
    room.session.open(workspace)
    room.page.select([room.uid("P002")])
    panel = room.page.evidence
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    assert "P002" in panel.title.text()
    assert panel.sentence.text() == room.row("P002").sentence != ""
    column = [panel.model.headerData(n, Qt.Orientation.Horizontal) for n in range(9)].index("Document no.")
    assert panel.model.data(panel.model.index(0, column)).startswith("A00")


def test_a_patch_that_nothing_touches_says_so(room, workspace, qtbot):
    room.session.open(workspace)
    room.page.select([room.uid("P003")])
    qtbot.waitUntil(lambda: "P003" in room.page.evidence.title.text())
    assert "No approval" in room.page.evidence.empty.text()


def test_selecting_everything_does_not_visit_every_row(room, qgis_app, monkeypatch):
    room.page.model.set_rows([patch_row(number) for number in range(5_000)])
    room.page.resize(900, 600)
    room.page.show()
    qgis_app.processEvents()
    asked, row_count = [], room.page.model.rowCount
    monkeypatch.setattr(room.page.model, "rowCount", lambda *parent: asked.append(1) or row_count(*parent))
    room.page.table.selectAll()
    qgis_app.processEvents()
    assert room.page.selected_count() == 5_000
    assert 0 < len(asked) < 5_000
    room.page.hide()


def test_selecting_in_the_table_selects_on_the_map(room, workspace, qtbot):
    room.session.open(workspace)
    layer = QgsProject.instance().addMapLayer(open_table(workspace, "patch_status"))
    room.link.follow(layer)
    room.page.table.selectRow(1)
    uid = room.page.selected()[0].uid
    qtbot.waitUntil(lambda: layer.selectedFeatureCount() == 1)
    assert layer.selectedFeatures()[0]["uid"] == uid


def test_selecting_on_the_map_selects_in_the_table_and_does_not_echo(room, workspace, qtbot):
    room.session.open(workspace)
    layer = QgsProject.instance().addMapLayer(open_table(workspace, "patch_status"))
    room.link.follow(layer)
    fids = [feature.id() for feature in layer.getFeatures()][2:4]
    wanted = {feature["uid"] for feature in layer.getFeatures() if feature.id() in fids}
    layer.selectByIds(fids)
    qtbot.waitUntil(lambda: {row.uid for row in room.page.selected()} == wanted)
    qtbot.wait(250)
    assert set(layer.selectedFeatureIds()) == set(fids)


def test_the_selection_stays_in_table_and_map_when_the_rows_are_read_again(room, workspace, qtbot):
    room.session.open(workspace)
    layer = open_table(workspace, "patch_status")
    QgsProject.instance().addMapLayer(layer)
    room.link.follow(layer)
    results = ResultLayers(room.desk, room.session, room.link)
    room.session.rows_changed.connect(results.refresh)
    reread = layer.reload
    layer.reload = lambda: (layer.removeSelection(), reread())  # as QGIS does at a desk
    layer.selectByIds([f.id() for f in layer.getFeatures() if f["patch_no"] == "P003"])
    qtbot.waitUntil(lambda: [row.patch_no for row in room.page.selected()] == ["P003"])
    finding_of(room, "P003", "found_unlawful").accept()
    qtbot.wait(400)
    audit_of(room, "P003", "Wang").accept()
    qtbot.wait(400)
    assert [row.patch_no for row in room.page.selected()] == ["P003"]
    assert [layer.getFeature(fid)["patch_no"] for fid in layer.selectedFeatureIds()] == ["P003"]
    assert room.page.evidence.isVisibleTo(room.page)


def test_a_layer_removed_from_the_map_is_no_crash(room, workspace, qtbot):
    room.session.open(workspace)
    layer = QgsProject.instance().addMapLayer(open_table(workspace, "patch_status"))
    room.link.follow(layer)
    QgsProject.instance().removeMapLayer(layer.id())
    room.page.table.selectRow(1)
    qtbot.wait(150)
    assert room.link.layer() is None
    assert room.link.flash([room.uid("P001")]) is False


def test_zoom_shows_the_patch_in_whatever_system_the_map_is(room, workspace):
    room.session.open(workspace)
    room.page.select([room.uid("P001")])
    room.page.zoom()
    west = room.canvas.extent()
    room.page.select([room.uid("P006")])
    room.page.zoom()
    east = room.canvas.extent()
    assert east.xMinimum() - west.xMinimum() == pytest.approx(0.01 * 96_500, rel=0.02)
    assert room.said == []


def finding_of(room, patch_no: str, finding: str, inspector: str = "Li", doc_no: str = "") -> FindingDialog:
    """The finding dialog filled in, as the page opened it."""
    opened = []

    def make(row, officer, parent):
        dialog = FindingDialog(row, officer, parent)
        opened.append(dialog)
        return dialog

    room.cases.make_finding_dialog = make
    room.page.select([room.uid(patch_no)])
    room.cases.finding.trigger()
    dialog = opened[0]
    dialog.finding.setCurrentIndex(dialog.finding.findData(finding))
    dialog.inspector.setText(inspector)
    dialog.doc_no.setText(doc_no)
    return dialog


def ok(dialog) -> bool:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_a_finding_needs_what_it_needs(room, workspace):
    room.session.open(workspace)
    dialog = finding_of(room, "P003", "found_unchanged", inspector="")
    assert not ok(dialog)
    dialog.inspector.setText("Li")
    assert ok(dialog)
    dialog.finding.setCurrentIndex(dialog.finding.findData("found_lawful"))
    assert not ok(dialog), "lawful needs the number of the document"
    dialog.doc_no.setText("A-1")
    assert ok(dialog)
    dialog.reject()


def test_a_finding_is_stored_and_the_table_follows(room, workspace):
    room.session.open(workspace)
    finding_of(room, "P003", "found_unlawful").accept()
    row = room.row("P003")
    assert (row.state, row.code, row.finding) == ("found_unlawful", "yellow", "found_unlawful")
    assert [one.patch_no for one in room.page.selected()] == ["P003"], "the selection stays"
    assert "Recorded" in room.said[-1]
    finding_of(room, "P003", "found_unlawful").accept()
    assert "recorded before" in room.said[-1]


def audit_of(room, patch_no: str, auditor: str) -> AuditDialog:
    opened = []

    def make(row, found, officer, parent):
        dialog = AuditDialog(row, found, officer, parent)
        opened.append(dialog)
        return dialog

    room.cases.make_audit_dialog = make
    room.page.select([room.uid(patch_no)])
    room.cases.audit.trigger()
    opened[0].auditor.setText(auditor)
    return opened[0]


def test_red_needs_a_second_person(room, workspace):
    room.session.open(workspace)
    room.page.select([room.uid("P003")])
    assert not room.cases.audit.isEnabled(), "nothing to audit yet"
    finding_of(room, "P003", "found_unlawful").accept()
    audit_of(room, "P003", "Li").accept()
    assert "two-person" in room.said[-1]
    assert room.row("P003").code == "yellow"
    audit_of(room, "P003", "Wang").accept()
    assert room.row("P003").code == "red"


def test_an_auditor_sees_what_the_inspector_recorded(room, workspace):
    room.session.open(workspace)
    dialog = finding_of(room, "P003", "found_lawful")
    dialog.doc_no.setText("A-17")
    dialog.note.setPlainText("paper seen on site")
    dialog.accept()
    audit = audit_of(room, "P003", "Wang")
    shown = [label.text() for label in audit.findChildren(QLabel)]
    assert "Li" in shown and "paper seen on site" in shown
    assert audit.entry().doc_no == "A-17"


def test_the_type_of_violation_is_the_inspectors_then_the_auditors(room, workspace):
    room.session.open(workspace)
    dialog = finding_of(room, "P003", "found_unlawful")
    assert dialog.violation.key() == "", "a suspicion is a hint, never the choice"
    dialog.violation.setCurrentIndex(dialog.violation.findData("excess"))
    dialog.started.setText("2024年3月")
    dialog.use.setText("plant")
    dialog.accept()
    assert room.row("P003").violation_type == "excess"
    audit = audit_of(room, "P003", "Wang")
    assert audit.violation.key() == "excess" and not audit.violation.isHidden()
    audit.violation.setCurrentIndex(audit.violation.findData("changed_use"))
    audit.accept()
    assert room.row("P003").violation_type == "changed_use"
    with open_workspace(workspace) as ws:
        (listed,) = (row for row in list_rows(ws, "rectification").rows if row["patch_no"] == "P003")
    told = (listed["violation_type"], listed["started_on"], listed["actual_use"])
    assert told == ("changed_use", "2024-03-01", "plant")


def test_only_an_unlawful_finding_asks_for_its_type(room, workspace):
    room.session.open(workspace)
    dialog = finding_of(room, "P003", "found_unchanged")
    assert not dialog.violation.isEnabled() and not dialog.started.isEnabled()
    dialog.accept()
    audit = audit_of(room, "P003", "Wang")
    assert audit.violation.isHidden()
    audit.decision.setCurrentIndex(audit.decision.findData("change_unlawful"))
    assert not audit.violation.isHidden()


def test_a_start_that_is_no_date_is_said_and_nothing_is_recorded(room, workspace):
    room.session.open(workspace)
    dialog = finding_of(room, "P003", "found_unlawful")
    dialog.started.setText("last year")
    dialog.accept()
    assert "no date on which works began" in room.said[-1]
    assert room.row("P003").state == "screened_yellow"
    assert dialog.isVisible() and dialog.needed.text() == room.said[-1], "what was typed is not lost"
    dialog.started.setText("2024")
    dialog.accept()
    assert not dialog.isVisible() and room.row("P003").state == "found_unlawful"


def test_what_the_screening_suspected_is_told_as_such_once_a_person_has_decided(room, workspace):
    room.session.open(workspace)
    room.page.select([room.uid("P003")])
    room.page.refresh()
    suspected = room.page.evidence.sentence.text()
    finding_of(room, "P003", "found_unlawful").accept()
    audit_of(room, "P003", "Wang").accept()
    told = room.page.evidence.sentence.text()
    assert suspected and told.startswith("confirmed unlawful (Wang, ")
    assert told.endswith(f"). At screening: {suspected}")
    assert room.row("P003").rests_on == "audited_red"


def test_a_returned_finding_goes_back_to_the_inspector(room, workspace):
    room.session.open(workspace)
    finding_of(room, "P003", "found_unchanged").accept()
    dialog = audit_of(room, "P003", "Wang")
    dialog.decision.setCurrentIndex(dialog.decision.findData("return"))
    dialog.accept()
    assert room.row("P003").state == "verifying"


def test_lawful_turns_green_only_with_a_document_for_the_whole_patch(room, workspace):
    room.session.open(workspace)
    finding_of(room, "P003", "found_lawful", doc_no="A-9").accept()
    audit_of(room, "P003", "Wang").accept()
    assert room.row("P003").code == "yellow"
    dialog = audit_of(room, "P003", "Wang")
    dialog.whole.setChecked(True)
    dialog.accept()
    assert room.row("P003").code == "green"


def test_the_project_remembers_the_workspace(room, workspace, tmp_path):
    project = QgsProject.instance()
    project.write(str(tmp_path / "project.qgz"))
    room.session.open(workspace)
    project.write()
    stored, _found = project.readEntry("gengdi", "workspace", "")
    assert not Path(stored).is_absolute(), "project and workspace can move together"
    room.session.close()
    room.session.open_remembered()
    assert room.session.path() == workspace
    assert len(room.session.rows()) == 6


def test_closing_lets_go_of_the_file(room, workspace):
    room.session.open(workspace)
    room.session.close()
    assert room.page.model.rowCount() == 0
    held = [Path(link).resolve() for link in Path("/proc/self/fd").iterdir() if link.exists()]
    assert workspace.resolve() not in held


def test_many_patches_are_read_in_a_task(room, workspace, qtbot, monkeypatch):
    monkeypatch.setattr("gengdi_plugin.gui.session._READ_AT_ONCE", 3)
    room.session.open(workspace)
    assert room.operations.running(), "the window must not stand still"
    qtbot.waitUntil(lambda: room.page.model.rowCount() == 6)


def test_every_button_below_the_table_is_reached_by_tab(room):
    assert room.page.actions_bar.actions() and buttons_without_tab(room.page) == []


def test_all_selected_in_the_table_are_all_on_the_map_with_one_signal(room, workspace, qtbot):
    room.session.open(workspace)
    known = room.session.known()
    layer = open_table(workspace, "patch_status")
    QgsProject.instance().addMapLayer(layer)
    # the workspace's own layer, and one read feature by feature
    for offered in (known.fids, known.uids), ({}, {}):
        room.link.offer(*offered)
        room.link.follow(layer)
        layer.removeSelection()
        told = []
        layer.selectionChanged.connect(told.append)
        room.page.table.selectAll()
        qtbot.waitUntil(lambda told=told: bool(told))
        qtbot.wait(200)
        layer.selectionChanged.disconnect(told.append)
        assert len(told) == 1
        assert sorted(layer.selectedFeatureIds()) == sorted(known.uids)
        room.page.table.clearSelection()
        qtbot.waitUntil(lambda: not layer.selectedFeatureIds())


def test_of_filtered_and_sorted_rows_the_selected_ones_are_selected_on_the_map(room, workspace):
    room.session.open(workspace)
    room.page.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    room.page.filter_bar.codes["yellow"].click()
    room.page.table.selectRow(1)
    shown = room.page.proxy.shown()
    assert 1 < len(shown) < len(room.session.rows())
    assert room.page.uids() == [shown[1].uid]
    assert room.page.ids() == [shown[1].id]
    room.page.table.selectAll()
    assert sorted(room.page.ids()) == sorted(row.id for row in shown)
