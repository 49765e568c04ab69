"""Layer tree, dropped files, the browser, project properties: Gengdi inside QGIS's own parts."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from gui_workspace import make_workspace
from test_gui_desktop import Office, add_district, result_layers

from qgis.core import QgsDataItem, QgsProject, QgsVectorLayer
from qgis.gui import QgsDataItemGuiContext, QgsFileWidget
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QMenu

from gengdi_plugin.gui.project_entries import ProjectEntries
from gengdi_plugin.gui.project_page import ProjectPage
from gengdi_plugin.gui.workspace_files import WorkspaceInBrowser, is_our_file
from gengdi_plugin.layers.binding import stored_binding
from gengdi_plugin.layers.marking import marking_of


def choose(office: Office, name: str) -> str:
    """Make a layer the current one of the layer tree; its id."""
    layer = QgsProject.instance().mapLayersByName(name)[0]
    office.iface.tree.setCurrentLayer(layer)
    return layer.id()


def offered(office: Office) -> set[str]:
    """The actions an officer sees in the context menu."""
    return {action.objectName() for action in office.iface.layer_actions if action.isVisible()}


def press(office: Office, name: str) -> None:
    next(action for action in office.iface.layer_actions if action.objectName() == name).trigger()


def test_the_layer_tree_offers_what_fits_the_layer(office):
    add_district()
    everything = {"GengdiBindLayer", "GengdiScreenAgainst", "GengdiScreenThese"}
    choose(office, "patches")
    assert offered(office) == everything - {"GengdiScreenAgainst"}
    choose(office, "conversion")
    assert offered(office) == everything - {"GengdiScreenThese"}
    choose(office, "land")
    assert offered(office) == {"GengdiBindLayer"}
    plain = QgsVectorLayer("Polygon?crs=EPSG:4490", "plain", "memory")
    points = QgsVectorLayer("Point?crs=EPSG:4490", "points", "memory")
    QgsProject.instance().addMapLayers([plain, points])
    del plain, points
    choose(office, "plain")
    assert offered(office) == everything
    choose(office, "points")
    assert offered(office) == {"GengdiBindLayer"}
    QgsProject.instance().removeAllMapLayers()
    assert offered(office) == set()


def test_what_is_offered_follows_a_binding(office):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4490&field=doc_no:string", "papers", "memory")
    QgsProject.instance().addMapLayer(layer)
    choose(office, "papers")
    assert "GengdiScreenThese" in offered(office)
    layer.setCustomProperty("gengdi/role", "approval")
    assert "GengdiScreenThese" not in offered(office)
    del layer


def test_screening_against_a_layer_binds_it_as_approval_and_shows_the_page(office):
    add_district()
    layer = QgsVectorLayer("Polygon?crs=EPSG:4490&field=doc_no:string", "papers", "memory")
    QgsProject.instance().addMapLayer(layer)
    name = layer.id()
    choose(office, "papers")
    press(office, "GengdiScreenAgainst")
    assert stored_binding(layer).role == "approval"
    del layer
    assert name in {layer.id() for role, layer in office.page.tested_layers() if role == "approval"}
    assert office.desktop.dock.tabs.currentWidget() is office.page


def test_screening_these_patches_chooses_them(office):
    add_district()
    layer = QgsVectorLayer("Polygon?crs=EPSG:4490&field=patch_no:string", "later", "memory")
    QgsProject.instance().addMapLayer(layer)
    name = layer.id()
    del layer
    choose(office, "later")
    press(office, "GengdiScreenThese")
    assert office.page.patches.currentData() == name


def test_binding_from_the_layer_tree_opens_the_dialog_for_that_layer(office):
    add_district()
    asked = []

    class Dialog:
        def __init__(self, layer, parent):
            asked.append(layer.name())
            self.bound = type("Signal", (), {"connect": lambda self, slot: None})()

        def open(self):
            pass

    office.desktop.dock.layers.make_dialog = Dialog
    choose(office, "land")
    press(office, "GengdiBindLayer")
    assert asked == ["land"]


def test_results_of_a_workspace_have_no_role(office, tmp_path):
    office.desktop.open_workspace(make_workspace(tmp_path / "w.sqlite"))
    office.iface.tree.setCurrentLayer(result_layers()["patches"])
    assert offered(office) == set()


def drop(office: Office, path: Path) -> bool:
    return office.iface.drop_handlers[0].handleFileDrop(str(path))


def test_a_dropped_workspace_opens_in_gengdi(office, tmp_path):
    path = make_workspace(tmp_path / "耕地 测试.sqlite")
    assert drop(office, path)
    assert office.desktop.session.path() == path
    assert set(result_layers()) == {"patches", "remainders"}
    assert office.desktop.dock.tabs.currentWidget() is office.desktop.dock.patches


def test_everything_else_is_left_to_qgis_untouched(office, tmp_path):
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (a)")
    db.close()
    empty, text = tmp_path / "empty.sqlite", tmp_path / "text.sqlite"
    empty.touch()
    text.write_text("not a database", encoding="utf-8")
    renamed = tmp_path / "workspace.zip"
    renamed.write_bytes(make_workspace(tmp_path / "w.sqlite").read_bytes())
    folder = tmp_path / "folder.sqlite"
    folder.mkdir()
    before = {path: path.read_bytes() for path in (other, empty, text, renamed)}
    for path in (*before, folder, tmp_path / "absent.sqlite"):
        assert not drop(office, path), path
    assert {path: path.read_bytes() for path in before} == before
    assert office.desktop.session.path() is None
    assert sorted(path.name for path in tmp_path.glob("other*")) == ["other.sqlite"], "no side files"


def test_a_workspace_of_a_newer_gengdi_is_refused_in_words(office, tmp_path):
    path = make_workspace(tmp_path / "w.sqlite")
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    assert is_our_file(path)
    assert drop(office, path), "ours all the same: QGIS would add its tables as layers"
    assert office.desktop.session.path() is None
    assert "newer Gengdi" in office.said()[-1]


class Item(QgsDataItem):
    def __init__(self, path: str, parent: QgsDataItem | None = None) -> None:
        super().__init__(QgsDataItem.Type.Custom, parent, "item", path)


def test_the_browser_offers_workspaces_and_their_tables(qgis_app, tmp_path):
    path = make_workspace(tmp_path / "w.sqlite")
    opened: list[Path] = []
    provider = WorkspaceInBrowser(opened.append)
    for shown in (str(path), f"{path}|layername=patch", f"{path}/patch"):
        item, menu = Item(shown), QMenu()
        menu.addAction("Delete")
        provider.populateContextMenu(item, menu, [item], QgsDataItemGuiContext())
        assert [action.text() for action in menu.actions()] == ["Open in Gengdi", "", "Delete"]
        menu.actions()[0].trigger()
    assert opened == [path] * 3
    item, menu = Item(str(tmp_path)), QMenu()
    provider.populateContextMenu(item, menu, [item], QgsDataItemGuiContext())
    assert menu.actions() == []


def page_of(office: Office) -> ProjectPage:
    factory = office.iface.project_factories[0]
    page = factory.createWidget(office.iface.window)
    assert isinstance(page, ProjectPage)
    return page


def test_the_project_page_shows_and_keeps_what_the_project_remembers(office, tmp_path):
    path = make_workspace(tmp_path / "w.sqlite")
    page = page_of(office)
    assert page.findChild(QgsFileWidget, "gengdi_project_workspace").filePath() == ""
    page.findChild(QgsFileWidget, "gengdi_project_workspace").setFilePath(str(path))
    page.findChild(QComboBox, "gengdi_project_marking").setCurrentText("内部")
    page.apply()
    entries = ProjectEntries(office.desktop)
    assert Path(entries.workspace()) == path == office.desktop.session.path()
    assert marking_of(QgsProject.instance()) == "内部"
    assert office.desktop.dock.corner.marking.text() == "内部"
    again = page_of(office)
    assert again.marking.currentText() == "内部"
    assert again.findChild(QCheckBox, "gengdi_project_results").isChecked()
    again.results.setChecked(False)
    again.workspace.setFilePath("")
    again.apply()
    assert office.desktop.session.path() is None and entries.workspace() == ""
    assert result_layers() == {}


def test_a_rule_file_chosen_there_is_the_one_of_the_screening_page(office, tmp_path):
    from gengdi_plugin.core.rules import load_rules

    file = tmp_path / "rules.json"
    file.write_text(load_rules().text, encoding="utf-8")
    page = page_of(office)
    page.rules.setFilePath(str(file))
    page.apply()
    assert office.page.rules.filePath() == str(file)
    assert ProjectEntries(office.desktop).rules() == str(file)


def test_looking_at_the_page_does_not_change_the_project(office):
    QgsProject.instance().setDirty(False)
    page_of(office).apply()
    assert not QgsProject.instance().isDirty()


def test_a_file_that_is_no_workspace_is_refused_in_words(office, tmp_path):
    wrong = tmp_path / "wrong.sqlite"
    wrong.write_text("no", encoding="utf-8")
    page = page_of(office)
    page.workspace.setFilePath(str(wrong))
    page.apply()
    assert "not a SQLite file" in office.said()[-1]
