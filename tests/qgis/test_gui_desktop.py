"""The whole interface in one process: screening as a task, result layers, sync, lists, options."""

from __future__ import annotations

import threading
from pathlib import Path

from fake_iface import FakeIface

from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QLineEdit

from gengdi_plugin import classFactory
from gengdi_plugin.gui.options_page import OptionsPage
from gengdi_plugin.gui.result_layers import RESULT
from gengdi_plugin.gui.settings import OFFICER
from gengdi_plugin.layers import workspace_layers
from gengdi_plugin.layers.binding import bind, binding_of
from gengdi_plugin.layers.guard import workspace_of


def square(place: int, share: float = 1.0) -> str:
    west = 121.6 + 0.002 * place
    east = west + 0.001 * share
    return f"POLYGON(({west} 29.9, {east} 29.9, {east} 29.901, {west} 29.901, {west} 29.9))"


def add_layer(name: str, role: str, fields: str, rows: list[tuple[list, str]]) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:4490&{fields}", name, "memory")
    features = []
    for values, wkt in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    bind(layer, binding_of(layer, role))
    QgsProject.instance().addMapLayer(layer)
    return layer


def add_district(patches: int = 4) -> None:
    """Patches P1 …: the first is covered by an approval, the others by none."""
    whole = "POLYGON((121.5 29.8, 121.9 29.8, 121.9 30, 121.5 30, 121.5 29.8))"
    away = "POLYGON((122 29.8, 122.1 29.8, 122.1 30, 122 30, 122 29.8))"
    add_layer(
        "patches",
        "change_patch",
        "field=patch_no:string&field=change_type:string",
        [([f"P{place + 1}", "20"], square(place)) for place in range(patches)],
    )
    add_layer(
        "conversion",
        "approval",
        "field=approval_type:string&field=doc_no:string",
        [(["conversion", "A1"], square(0))],
    )
    add_layer("land", "farmland", "field=class_code:string", [(["0101"], whole)])
    add_layer("basic", "basic_farmland", "field=zone_no:string", [(["1"], away)])


class Office:
    """The plugin in a fake QGIS, and what its message bar said."""

    def __init__(self, iface: FakeIface) -> None:
        self.iface = iface
        self.plugin = classFactory(iface)
        self.plugin.initGui()
        self.desktop = self.plugin.desktop
        self.page = self.desktop.dock.screening

    def said(self) -> list[str]:
        return [item.text() for item in self.iface.bar.items()]

    def idle(self, qtbot) -> None:
        # generous: on a machine busy with other tests one test has taken twenty seconds
        qtbot.waitUntil(lambda: not self.desktop.desk.operations.running(), timeout=60_000)

    def screen(self, workspace: Path, qtbot) -> None:
        self.desktop.dock.layers.refresh()
        self.page.workspace.setFilePath(str(workspace))
        self.page.run()
        self.idle(qtbot)


def result_layers() -> dict[str, QgsVectorLayer]:
    layers = QgsProject.instance().mapLayers().values()
    return {layer.customProperty(RESULT): layer for layer in layers if layer.customProperty(RESULT)}


def test_a_screening_ends_in_the_workspace_on_the_map_and_in_the_table(office, tmp_path, qtbot):
    add_district()
    office.screen(tmp_path / "耕地 测试.sqlite", qtbot)
    assert not office.page.problems.text()
    rows = office.desktop.session.rows()
    assert [row.code for row in sorted(rows, key=lambda row: row.patch_no)] == ["green"] + ["yellow"] * 3
    shown = result_layers()
    assert set(shown) == {"patches", "remainders"}
    assert all(workspace_of(layer) is not None for layer in shown.values()), "guarded workspace layers"
    assert office.desktop.link.layer() is shown["patches"]
    assert office.desktop.dock.patches.model.rowCount() == 4
    assert office.page.outcome.topLevelItemCount() == 2
    assert any("4 patches screened, 3 of them yellow" in text for text in office.said())
    assert "4 screened, 1 released, 3 to verify" in office.page.report.summary.text()


def test_a_run_of_many_patches_is_told_before_its_rows_are_read(office, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr("gengdi_plugin.gui.session._READ_AT_ONCE", 0)
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    said = [item.text() for item in office.iface.messageBar().items()]
    assert any("4 patches screened, 3 of them yellow" in text for text in said)


def test_results_of_many_patches_are_opened_aside_and_are_the_same(office, tmp_path, qtbot, monkeypatch):
    add_district()
    office.screen(tmp_path / "few.sqlite", qtbot)
    few = {kind: content(layer) for kind, layer in result_layers().items()}
    QgsProject.instance().removeMapLayers([layer.id() for layer in result_layers().values()])
    monkeypatch.setattr("gengdi_plugin.gui.session._READ_AT_ONCE", 0)
    opened_in = []
    opened = workspace_layers.open_for
    monkeypatch.setattr(
        workspace_layers,
        "open_for",
        lambda *given: (opened_in.append(threading.get_ident()), opened(*given))[1],
    )
    office.screen(tmp_path / "many.sqlite", qtbot)
    qtbot.waitUntil(lambda: office.desktop.link.layer() is not None, timeout=60_000)
    office.idle(qtbot)
    shown = result_layers()
    assert {kind: content(layer) for kind, layer in shown.items()} == few
    assert len(opened_in) == 2 and threading.get_ident() not in opened_in
    assert all(layer.thread() is office.iface.window.thread() for layer in shown.values())
    assert all(layer.property("gengdi_guarded") for layer in shown.values())
    assert office.desktop.link.layer() is shown["patches"]


def test_what_was_selected_and_flashed_before_the_map_has_patches_is_so_once_it_has(office, tmp_path, qtbot):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    layers, flashed = result_layers(), []
    QgsProject.instance().removeMapLayers([layer.id() for layer in layers.values()])
    office.desktop.link.follow(None)
    row = office.desktop.session.rows()[1]
    office.desktop.dock.patches.table.clearSelection()
    office.desktop.dock.patches.select([row.uid])
    office.desktop.link.select(office.desktop.dock.patches)
    assert not office.desktop.link.flash([row.uid])
    office.desktop.desk.canvas.flashFeatureIds = lambda layer, fids: flashed.append((layer.id(), list(fids)))
    office.desktop._results.show()
    layer = office.desktop.link.layer()
    assert flashed == [(layer.id(), [row.id])]
    qtbot.waitUntil(lambda: layer.selectedFeatureIds() == [row.id])


def content(layer: QgsVectorLayer) -> tuple[object, ...]:
    """What of a result layer does not hang on the moment of its run, and its look."""
    names = layer.fields().names()
    volatile = [place for place, name in enumerate(names) if "uid" in name or name.endswith(("_at", "clock"))]
    rows = [
        [str(value) for place, value in enumerate(one.attributes()) if place not in volatile]
        + [one.geometry().asWkt(9)]
        for one in layer.getFeatures()
    ]
    return names, sorted(rows), layer.renderer().type(), layer.labelsEnabled(), layer.crs().authid()


def test_a_plugin_switched_on_with_a_project_open_finds_its_patches_on_the_map(office, tmp_path, qtbot):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    office.plugin.unload()
    office.plugin = classFactory(office.iface)
    office.plugin.initGui()
    assert office.plugin.desktop.link.layer() is result_layers()["patches"]


def test_the_panel_is_wide_enough_at_first_and_then_as_the_officer_has_it(office, qtbot):
    QgsSettings().remove("gengdi/dock_width_given")
    window, dock = office.iface.window, office.desktop.dock
    window.resize(1600, 900)
    window.show()
    qtbot.waitUntil(lambda: dock.width() > 500)
    qtbot.wait(100)
    window.resizeDocks([dock], [380], Qt.Orientation.Horizontal)
    qtbot.wait(50)
    dock.hide()
    dock.show()
    qtbot.wait(50)
    assert dock.width() < 400
    words = [button.text() for button in dock.guide.buttons.values() if not button.isHidden()]
    assert {len(text) > 2 for text in words} == {True, False}, "the current step has its word, others numbers"


def test_a_workspace_named_without_folder_lies_beside_the_project(office, tmp_path, qtbot):
    add_district()
    QgsProject.instance().setFileName(str(tmp_path / "p.qgz"))
    office.screen("name", qtbot)
    assert office.desktop.session.path() == tmp_path / "name.sqlite"


def test_a_run_ends_with_its_project_and_opens_nothing_in_the_next(office, tmp_path, qtbot):
    add_district()
    office.desktop.dock.layers.refresh()
    office.page.workspace.setFilePath(str(tmp_path / "w.sqlite"))
    office.page.run()
    QgsProject.instance().clear()
    office.idle(qtbot)
    assert office.desktop.session.path() is None
    assert QgsProject.instance().mapLayers() == {}


def test_screening_again_adds_no_second_pair_of_layers(office, tmp_path, qtbot):
    add_district()
    for _ in range(2):
        office.screen(tmp_path / "w.sqlite", qtbot)
    kinds = [layer.customProperty(RESULT) for layer in QgsProject.instance().mapLayers().values()]
    assert sorted(kind for kind in kinds if kind) == ["patches", "remainders"]


def test_result_layers_play_no_role_in_the_next_screening(office, tmp_path, qtbot):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    office.desktop.dock.layers.refresh()
    assert office.page.patches.count() == 1


def test_the_selection_never_has_the_colour_of_a_code(office, tmp_path, qtbot):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    assert QgsProject.instance().selectionColor() != QColor(255, 255, 0)


def test_a_selection_colour_the_officer_chose_stays(office, tmp_path, qtbot):
    add_district()
    QgsProject.instance().setSelectionColor(QColor(1, 2, 3))
    office.screen(tmp_path / "w.sqlite", qtbot)
    assert QgsProject.instance().selectionColor() == QColor(1, 2, 3)


def test_a_refused_screening_says_the_algorithms_sentence_and_keeps_the_page_usable(office, tmp_path, qtbot):
    add_district()
    foreign = tmp_path / "foreign.sqlite"
    foreign.write_bytes(b"not a database at all")
    office.screen(foreign, qtbot)
    assert "SQLite" in office.page.said.text()
    assert any("SQLite" in text for text in office.said())
    assert office.page.run_button.isEnabled()
    assert result_layers() == {}


def test_a_cancelled_screening_leaves_no_run_behind(office, tmp_path, qtbot):
    add_district(400)
    office.desktop.dock.layers.refresh()
    workspace = tmp_path / "w.sqlite"
    office.page.workspace.setFilePath(str(workspace))
    office.page.run()
    office.page.cancel()
    office.idle(qtbot)
    assert "cancelled" in office.page.said.text()
    assert office.desktop.session.path() is None
    assert result_layers() == {}


def test_unloading_while_it_runs_is_quiet(qgis_app, qgis_new_project, tmp_path, qtbot):
    office = Office(FakeIface())
    add_district(400)
    office.desktop.dock.layers.refresh()
    office.page.workspace.setFilePath(str(tmp_path / "w.sqlite"))
    office.page.run()
    office.plugin.unload()
    qtbot.wait(300)
    assert office.plugin.desktop is None
    assert result_layers() == {}, "what ends after the unloading is not applied any more"
    QgsProject.instance().clear()


def test_findings_of_a_layer_are_taken_once_and_the_others_are_named(office, tmp_path, qtbot):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    fields = "&".join(
        f"field={name}:string" for name in ("patch_no", "finding", "inspector", "inspected_on", "note")
    )
    add_layer(
        "findings",
        "inspection",
        fields,
        [
            (["P2", "违法", "Li", "2026-11-20", "hardened"], square(1)),
            (["P3", "found_unchanged", "Li", "2026/11/21", None], square(2)),
            (["P9", "违法", "Li", "2026-11-20", None], square(3)),
            (["P4", None, None, None, None], square(3)),
        ],
    )
    office.desktop.cases.sync.trigger()
    office.idle(qtbot)
    states = {row.patch_no: row.state for row in office.desktop.session.rows()}
    assert (states["P2"], states["P3"], states["P4"]) == (
        "found_unlawful",
        "found_unchanged",
        "screened_yellow",
    )
    assert any("P9" in text for text in office.said())
    office.iface.bar.clearWidgets()
    office.desktop.cases.sync.trigger()
    office.idle(qtbot)
    assert any("2 already there" in text and "0 finding" in text for text in office.said())


def test_a_list_is_written_through_the_algorithm(office, tmp_path, qtbot):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    target = tmp_path / "核查清单.xlsx"
    office.desktop.lists.ask_file = lambda *question: str(target)
    office.desktop.lists.exports[0].trigger()
    office.idle(qtbot)
    assert target.stat().st_size > 3_000
    assert any(str(target) in text for text in office.said())


def test_sheets_are_printed_page_by_page_and_a_cancel_leaves_no_file(office, tmp_path, qtbot):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    target = tmp_path / "核查表.pdf"
    office.desktop.lists.ask_file = lambda *question: str(target)
    office.desktop.lists.sheets.trigger()
    office.desktop.desk.operations.cancel_all()
    assert not target.exists()
    office.desktop.dock.patches.filter_bar.choose("yellow", "")
    office.desktop.lists.sheets.trigger()
    office.idle(qtbot)
    assert target.read_bytes().count(b"/Type /Page\n") == 2 * 3, "front and back"
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".pdf") == [target.name]


def test_nothing_is_exported_when_the_question_is_closed(office, tmp_path, qtbot):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    office.desktop.lists.ask_file = lambda *question: ""
    office.desktop.lists.exports[0].trigger()
    assert office.desktop.desk.operations.running() == []


def test_the_workspace_is_suggested_beside_the_project_that_is_open_now(office, tmp_path, qtbot):
    shown = office.page.workspace
    assert Path(shown.filePath()) == Path.home() / "gengdi_workspace.sqlite"
    file = tmp_path / "county.qgz"
    assert QgsProject.instance().write(str(file))
    QgsProject.instance().clear()
    assert QgsProject.instance().read(str(file))
    beside = tmp_path / "county_workspace.sqlite"
    qtbot.waitUntil(lambda: Path(shown.filePath()) == beside, timeout=5_000)
    shown.setFilePath(str(tmp_path / "own.sqlite"))
    office.desktop.dock.layers.refresh()
    assert Path(shown.filePath()) == tmp_path / "own.sqlite", "what the officer named stays"


def test_a_project_read_again_brings_workspace_and_link_back(office, tmp_path, qtbot):
    file = str(tmp_path / "project.qgz")
    QgsProject.instance().write(file)
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    QgsProject.instance().write(file)
    QgsProject.instance().clear()
    assert office.desktop.session.path() is None
    assert QgsProject.instance().read(file)
    assert len(office.desktop.session.rows()) == 4
    assert office.desktop.link.layer() is not None


def test_the_practice_folder_is_written_where_the_officer_says(office, tmp_path, qtbot):
    shown = []
    office.desktop.open_folder = shown.append
    office.desktop.ask_folder = lambda title: ""
    office.desktop.make_practice()
    assert office.desktop.desk.operations.running() == []
    office.desktop.ask_folder = lambda title: str(tmp_path)
    office.desktop.make_practice()
    office.idle(qtbot)
    folder = tmp_path / "gengdi_practice"
    assert shown == [str(folder)]
    assert len(list(folder.glob("*.shp"))) == 9
    assert (folder / "practice_answers.json").is_file()
    assert any(str(folder) in text for text in office.said())


def test_every_setting_has_an_editor_and_is_kept(qgis_app):
    page = OptionsPage()
    page.findChild(QLineEdit, "gengdi_officer").setText("Li Ming")
    page.apply()
    try:
        assert OFFICER.value() == "Li Ming"
        assert page.findChild(QLineEdit, "gengdi_officer").toolTip()
    finally:
        QgsSettings().remove("gengdi/officer")


def test_a_demo_made_while_the_officer_went_on_working_does_not_replace_the_project(
    office, tmp_path, qtbot, monkeypatch
):
    file = tmp_path / "gengdi_demo" / "gengdi_demo.qgz"
    file.parent.mkdir()
    file.write_bytes(b"made before")
    monkeypatch.setattr("gengdi_plugin.gui.demo_actions._make_demo", lambda target, _feedback: target)
    office.desktop.ask_folder = lambda title: str(tmp_path)
    office.desktop.load_demo()
    QgsProject.instance().setTitle("unsaved work")
    QgsProject.instance().setDirty(True)
    office.idle(qtbot)
    assert QgsProject.instance().title() == "unsaved work" and QgsProject.instance().isDirty()
    assert any("not saved" in text and str(file) in text for text in office.said())
