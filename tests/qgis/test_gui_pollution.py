"""The page Pollution Sources: what the layers tell, joined, beside the problems of the workspace."""

from __future__ import annotations

import pytest
from fake_iface import FakeIface
from gui_workspace import make_workspace
from test_gui_desktop import Office, add_layer, square

from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QGuiApplication

from gengdi_plugin.layers.binding import bind, binding_of
from gengdi_plugin.store.problems import Problem, raise_problems

ONE, TWO = "91350200MA2YJ1XR9G", "91330211MA281AB456"


@pytest.fixture()
def office(qgis_app, qgis_new_project, tmp_path):
    office = Office(FakeIface())
    add_points(
        "企业",
        "enterprise",
        "field=uscc:string&field=name:string&field=category:string&field=street:string",
        [([ONE, "甲厂", "重点管理", "东街"], 0), ([TWO, "乙厂", "登记管理", "西街"], 5)],
    )
    add_layer(
        "排污许可",
        "permit",
        "field=permit_no:string&field=uscc:string&field=valid_to:string",
        [([ONE + "001P", ONE, "2020-01-31"], square(0))],
    )
    add_points(
        "排放口",
        "outlet",
        "field=outlet_code:string&field=permit_no:string",
        [(["DW001", ONE + "001P"], 0), (["DW002", "没有"], 3)],
    )
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    office.told = office.desktop.session.ask(
        lambda ws: raise_problems(
            ws,
            [
                Problem("总磷超标", "在线监测 1", ONE.lower(), "exceedance", "red"),
                Problem("异味", "信访 2", "", "petition", "info"),
            ],
            "甲",
            "officer",
        )
    )[0]
    office.desktop.dock.layers.refresh()
    office.sources = office.desktop.dock.pollution
    yield office
    office.sources = None
    office.plugin.unload()
    QgsProject.instance().clear()


def add_points(name: str, role: str, fields: str, rows: list[tuple[list, int]]) -> None:
    layer = QgsVectorLayer(f"Point?crs=EPSG:4490&{fields}", name, "memory")
    features = []
    for values, place in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        feature.setGeometry(QgsGeometry.fromWkt(f"POINT({121.6 + 0.002 * place} 29.9)"))
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    bind(layer, binding_of(layer, role))
    QgsProject.instance().addMapLayer(layer)


def layer(name: str) -> QgsVectorLayer:
    return QgsProject.instance().mapLayersByName(name)[0]


def texts(page) -> list[list[str]]:
    proxy = page.table.proxy
    return [
        [proxy.index(row, column).data() for column in range(proxy.columnCount())]
        for row in range(proxy.rowCount())
    ]


def choose(page, name: str) -> None:
    place = next(place for place, row in enumerate(page.model.rows()) if row.source.name == name)
    page.table.selectRow(page.table.proxy.mapFromSource(page.model.index(place, 0)).row())


def test_one_row_per_enterprise_with_its_permit_its_problems_and_outlets(office):
    rows = {row[0]: row for row in texts(office.sources)}
    assert rows["甲厂"] == [
        "甲厂", "1", "—", "2020-01-31 · expired", "key management", "东街", ONE + "001P", ONE, "1",
    ]  # fmt: skip
    assert rows["乙厂"][1:5] == ["—", "—", "—", "registration only"]
    said = office.sources.said.text()
    assert "2 of 2 sources, 1 with an expired permit" in said and "2 open problems" in said
    assert "1 of them of no source" in said and "1 outlets name no permit" in said


def test_the_selection_goes_to_the_map_and_comes_from_it_without_echo(office, qtbot):
    page, enterprises, permits = office.sources, layer("企业"), layer("排污许可")
    heard = []
    page.link.map_selected.connect(heard.append)
    choose(page, "甲厂")
    qtbot.waitUntil(lambda: enterprises.selectedFeatureCount() == 1 and permits.selectedFeatureCount() == 1)
    qtbot.wait(200)
    assert heard == [], "what the table selected is not told back"
    told = []
    enterprises.selectionChanged.connect(lambda *_: told.append(True))
    other = next(one for one in enterprises.getFeatures() if one["name"] == "乙厂")
    enterprises.selectByIds([other.id()])
    qtbot.waitUntil(lambda: [one.name for one in page.selected()] == ["乙厂"])
    qtbot.wait(200)
    assert len(told) == 1 and heard == [[TWO]]
    assert permits.selectedFeatureCount() == layer("排放口").selectedFeatureCount() == 0, "they follow"


def test_text_narrows_the_table_and_what_is_hidden_is_not_selected(office, qtbot):
    page = office.sources
    choose(page, "甲厂")
    qtbot.waitUntil(lambda: layer("企业").selectedFeatureCount() == 1)
    page.filter.setText("西街 乙")
    assert [row[0] for row in texts(page)] == ["乙厂"] and "1 of 2" in page.said.text()
    qtbot.waitUntil(lambda: layer("企业").selectedFeatureCount() == 0)
    page.filter.setText("001P")
    assert [row[0] for row in texts(page)] == ["甲厂"]


def test_below_stand_the_problems_of_the_selected_source_or_of_all(office, qtbot):
    page = office.sources
    titles = lambda: [row.title for row in page.lower.model.rows()]  # noqa: E731
    assert sorted(titles()) == sorted(["总磷超标", "异味"])
    choose(page, "甲厂")
    qtbot.waitUntil(lambda: titles() == ["总磷超标"])
    assert "甲厂" in page.lower.heading.text()
    choose(page, "乙厂")
    qtbot.waitUntil(lambda: titles() == [])
    assert "check sign" in page.lower.heading.text(), "a doubtful credit code is said"


def test_a_new_problem_is_of_the_selected_source_and_is_there_at_once(office):
    page, problems, shown = office.sources, office.desktop.problems, []
    problems.open_dialog = shown.append
    choose(page, "乙厂")
    problems.new.trigger()
    (dialog,) = shown
    assert dialog.uscc.text() == TWO
    dialog.title.setText("夜间噪声")
    dialog.source.setText("信访 3")
    dialog.accept()
    assert page.totals().problems == 3
    assert {row[0]: row[1] for row in texts(page)}["乙厂"] == "1"


def test_the_actions_left_the_menu_of_patches_and_keep_their_names(office):
    patches, page = office.desktop.dock.patches, office.sources
    names = {action.objectName() for action in page.lower.bar.actions()}
    assert {
        "gengdi_supervision_list",
        "gengdi_problem_new",
        "gengdi_problem_import",
        "gengdi_problem_time_line",
    } <= names
    titles = [action.text() for action in office.desktop.case_services.menu.menu.actions()]
    assert "On Site" in titles and "Pollution Sources" not in titles
    assert not patches.findChildren(type(page.near_action), "gengdi_supervision_list")


def test_the_time_line_of_the_selected_problem_is_shown(office, qtbot):
    page = office.sources
    assert not page.lower.timeline_action.isEnabled()
    page.problems.selectRow(0)
    page.lower.timeline_action.trigger()
    assert office.desktop.problems.timeline.isVisible()


def test_patches_near_a_source_are_shown_on_their_page(office, tmp_path, qtbot):
    page, session = office.sources, office.desktop.session
    uid = session.rows()[2].uid
    session.write(
        lambda ws: ws.db.execute("UPDATE verdict SET source_uscc = ? WHERE patch_uid = ?", (ONE, uid))
    )
    choose(page, "甲厂")
    qtbot.waitUntil(lambda: page.near_action.isEnabled())
    assert "1 patches near it" in page.near_action.text()
    page.near_action.trigger()
    dock = office.desktop.dock
    assert dock.side() == "farmland" and dock.tabs.currentWidget() is dock.patches
    assert dock.patches.proxy.rowCount() == 1 and dock.patches.proxy.row(0).uid == uid


def test_an_enterprise_can_be_asked_for_by_its_code(office):
    page = office.sources
    before = office.iface.canvas.extent()
    page.filter.setText("西街")
    assert page.show_source(ONE.lower()) and [one.name for one in page.selected()] == ["甲厂"]
    assert office.iface.canvas.extent() != before
    assert not page.show_source("91330211XXXXXXXXXX") and not page.show_source("")


def test_copied_rows_have_headings_and_no_formula(office):
    page = office.sources
    choose(page, "甲厂")
    page.copy_action.trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "Name" and ONE in lines[1] and len(lines) == 2


def test_a_saved_edit_and_a_removed_layer_are_followed(office, qtbot):
    page, enterprises = office.sources, layer("企业")
    enterprises.startEditing()
    feature = next(iter(enterprises.getFeatures()))
    enterprises.changeAttributeValue(feature.id(), enterprises.fields().lookupField("name"), "新名")
    assert enterprises.commitChanges()
    assert "新名" in [row[0] for row in texts(page)]
    QgsProject.instance().removeMapLayer(layer("排放口").id())
    office.desktop.dock.layers.refresh()
    assert page.totals().stray_outlets == 0 and {row[8] for row in texts(page)} == {"—"}


def test_many_features_are_read_in_a_task_and_are_the_same(office, qtbot, monkeypatch):
    page, few = office.sources, texts(office.sources)
    monkeypatch.setattr("gengdi_plugin.gui.pollution.source_reading._READ_AT_ONCE", 0)
    monkeypatch.setattr("gengdi_plugin.gui.pollution.source_problems._READ_AT_ONCE", 0)
    page.reload()
    assert office.desktop.desk.operations.running()
    office.idle(qtbot)
    assert texts(page) == few


def test_without_layers_and_workspace_the_page_says_what_to_do(qgis_app, qgis_new_project):
    office = Office(FakeIface())
    page = office.desktop.dock.pollution
    assert "bind layers" in page.said.text() and "workspace" in page.lower.heading.text()
    assert not any(action.isEnabled() for action in office.desktop.problems.actions)
    office.plugin.unload()


def test_a_layer_that_cannot_be_read_is_named(office):
    bad = QgsVectorLayer("Point?crs=EPSG:4490&field=permit_no:string", "许可证点", "memory")
    bind(bad, binding_of(bad, "permit"))
    QgsProject.instance().addMapLayer(bad)
    office.desktop.dock.layers.refresh()
    assert "许可证点" in office.sources.said.text() and len(texts(office.sources)) == 2


def test_a_plugin_that_goes_leaves_no_connection_on_the_layers(office):
    enterprises = layer("企业")
    signals = ("selectionChanged", "afterCommitChanges", "subsetStringChanged")
    followed = [enterprises.receivers(getattr(enterprises, name)) for name in signals]
    office.sources.link.follow((), ())
    alone = [enterprises.receivers(getattr(enterprises, name)) for name in signals]
    assert all(one > other for one, other in zip(followed, alone))
    office.sources.reload()
    office.plugin.unload()
    left = [enterprises.receivers(getattr(enterprises, name)) for name in signals]
    assert all(one <= other for one, other in zip(left, alone))
    office.plugin.initGui()
