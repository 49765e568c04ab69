"""Documents entered at the desk, patches divided and merged, through the menu *Cases*."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fake_iface import FakeIface
from gui_workspace import make_workspace
from test_gui_desktop import Office

from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer

from gengdi_plugin.gui.cases.document_dialog import DocumentDialog


@pytest.fixture()
def office(qgis_app, qgis_new_project, tmp_path: Path):
    office = Office(FakeIface())
    office.desktop.session.open(make_workspace(tmp_path / "工作库.sqlite"))
    yield office
    office.plugin.unload()
    QgsProject.instance().clear()


def choose(office: Any, *numbers: str) -> list[str]:
    page = office.desktop.dock.patches
    uids = [row.uid for row in office.desktop.session.rows() if row.patch_no in numbers]
    page.select(uids)
    return uids


def selected(kind: str, wkt: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:4490", "界线", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(wkt))
    assert layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    layer.selectAll()
    return layer


def colours(office: Any) -> dict[str, str]:
    return {row.patch_no: row.code for row in office.desktop.session.rows()}


def dialog_of(office: Any) -> DocumentDialog:
    made: list[DocumentDialog] = []

    def make(*given: Any) -> DocumentDialog:
        dialog = DocumentDialog(*given)
        dialog.open = lambda: None  # type: ignore[method-assign]
        made.append(dialog)
        return dialog

    office.desktop.case_services.documents.make_dialog = make
    office.desktop.case_services.documents.enter.trigger()
    return made[0]


def test_a_document_for_the_whole_patch_turns_it_green(office: Any, qtbot: Any) -> None:
    documents = office.desktop.case_services.documents
    assert not documents.enter.isEnabled()
    choose(office, "P003")
    dialog = dialog_of(office)
    assert not dialog.buttons.buttons()[0].isEnabled() or "document" in dialog.needed.text()
    dialog.number.setText("甬土〔2023〕7号")
    dialog.approved.setText("2023-05")
    dialog.accept()
    office.idle(qtbot)
    assert colours(office)["P003"] == "green"
    assert any("1 released" in said for said in office.said())


def test_a_document_on_selected_ground_divides_the_patch(office: Any, qtbot: Any) -> None:
    west = 121.6 + 0.002 * 5
    box = QgsGeometry.fromRect(QgsRectangle(west - 0.0001, 29.89, west + 0.0004, 29.91))
    layer = selected("Polygon", box.asWkt())
    choose(office, "P006")
    dialog = dialog_of(office)
    assert dialog.ground.currentData() == layer.id()
    dialog.number.setText("甬土〔2023〕8号")
    dialog.accept()
    office.idle(qtbot)
    found = colours(office)
    assert "P006" not in found and found["P006-1"] == "yellow" and found["P006-2"] == "green"


def test_a_patch_is_divided_along_a_selected_line_and_merged_again(office: Any) -> None:
    documents = office.desktop.case_services.documents
    choose(office, "P003")
    documents.divide.trigger()
    assert any("Select the line" in said for said in office.said())
    x = 121.6 + 0.002 * 2 + 0.0004
    selected("LineString", f"LINESTRING({x} 29.89, {x} 29.91)")
    documents.divide.trigger()
    assert {"P003-1", "P003-2"} <= set(colours(office)) and "P003" not in colours(office)
    choose(office, "P003-1", "P003-2")
    assert documents.merge.isEnabled()
    documents.merge.trigger()
    assert "P003-1-1" in colours(office) and "P003-1" not in colours(office)


def test_patches_that_differ_are_not_merged_and_it_says_why(office: Any) -> None:
    choose(office, "P001", "P002")
    office.desktop.case_services.documents.merge.trigger()
    assert colours(office)["P001"] == "green" and any("“" in said for said in office.said())


def test_blue_is_a_setting_of_the_workspace(office: Any) -> None:
    from gengdi_plugin.core.casework import CaseEvent
    from gengdi_plugin.store.cases import Finding, record_event, record_finding

    office.desktop.dock.patches.refresh()
    (uid,) = choose(office, "P003")

    def work(ws: Any) -> None:
        record_finding(ws, Finding("found_unlawful", "王五", "2026-11-20", patch_uid=uid))
        record_event(ws, uid, CaseEvent("audit_confirmed", "李四", "county"))
        record_event(ws, uid, CaseEvent("rectifying", "李四", "county"))

    office.desktop.session.write(work)
    assert colours(office)["P003"] == "blue"
    blue = office.desktop.case_services.blue.action
    assert blue.isChecked()
    blue.trigger()
    assert colours(office)["P003"] == "red" and not blue.isChecked()
    blue.trigger()
    assert colours(office)["P003"] == "blue"
