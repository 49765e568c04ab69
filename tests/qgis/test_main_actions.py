"""The table of main actions: menu, toolbar, shortcuts; every row works or says why it cannot."""

from __future__ import annotations

import pytest
from fake_iface import FakeIface
from gui_workspace import make_workspace
from test_gui_desktop import Office
from test_gui_guide import guides

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolBar

from gengdi_plugin.gui.help import close_guides
from gengdi_plugin.gui.main_action import perform, target
from gengdi_plugin.gui.main_actions import GROUPS, group_titles, main_actions


@pytest.fixture()
def office(qgis_app, qgis_new_project):
    office = Office(FakeIface())
    yield office
    close_guides()
    office.plugin.unload()
    QgsProject.instance().clear()


def menu(office: Office) -> QMenu:
    return office.iface.window.findChild(QMenu, "GengdiMenu")


def leaves(menu: QMenu) -> list[QAction]:
    found = []
    for action in menu.actions():
        if action.menu() is not None:
            found += leaves(action.menu())
        elif not action.isSeparator():
            found.append(action)
    return found


def test_every_action_has_icon_status_tip_and_a_name_of_its_own_and_can_be_given_a_shortcut(office):
    actions = leaves(menu(office))
    names = [action.objectName() for action in actions]
    assert len(set(names)) == len(names) and all(name.startswith("Gengdi") for name in names)
    assert names[0] == "GengdiShowPanel"
    assert set(names[1:]) == {row.name for row in main_actions()}
    for action in actions:
        assert action.statusTip() and action.toolTip() != action.statusTip(), action.text()
        picture = action.icon().pixmap(16, 16).toImage()
        assert any(
            picture.pixelColor(x, y).alpha() for x in range(picture.width()) for y in range(picture.height())
        ), action.text()
        assert action in office.iface.main_actions


def test_every_row_leads_to_something_that_can_be_done(office):
    for row in main_actions():
        found = target(office.desktop, row.method)
        assert isinstance(found, QAction) or callable(found), row.name
        assert row.group in GROUPS


def test_the_menu_stands_before_qgis_s_last_ones_and_has_submenus_with_titles(office):
    bar = office.iface.window.menuBar().actions()
    assert bar.index(menu(office).menuAction()) == bar.index(office.iface.settings_menu.menuAction()) - 1
    used = {row.group for row in main_actions()} - {""}
    titles = [action.menu().title() for action in menu(office).actions() if action.menu() is not None]
    assert titles == [group_titles()[key] for key in GROUPS if key in used]
    assert all(len(leaves(action.menu())) <= 20 for action in menu(office).actions() if action.menu())


def test_the_toolbar_has_the_panel_and_the_rows_that_ask_for_it(office):
    toolbar = office.iface.window.findChild(QToolBar, "GengdiToolBar")
    names = [action.objectName() for action in toolbar.actions()]
    assert names == ["GengdiShowPanel", *(row.name for row in main_actions() if row.toolbar)]


def test_a_row_presses_the_action_of_its_page(office, tmp_path):
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    office.iface.window.findChild(QAction, "GengdiDue").trigger()
    window = office.desktop.case_services.people.due_window
    assert window is not None and window.isVisible()
    window.close()


def test_pages_and_the_guide_come_to_the_front(office):
    for name, key in (
        ("GengdiLayers", "layers"),
        ("GengdiScreen", "screening"),
        ("GengdiPatches", "patches"),
    ):
        office.iface.window.findChild(QAction, name).trigger()
        assert office.desktop.dock.tabs.current_key() == key
    office.iface.window.findChild(QAction, "GengdiGuide").trigger()
    assert len(guides()) == 1


@pytest.mark.parametrize(
    "name",
    ["GengdiResultsOnMap", "GengdiCompareRuns", "GengdiVerifyVerdicts", "GengdiUndoRun", "GengdiFieldImport"],
)
def test_what_needs_a_workspace_says_so_without_one(office, name):
    office.iface.window.findChild(QAction, name).trigger()
    assert "No workspace" in office.said()[-1]


def test_with_a_workspace_the_same_rows_do_their_work(office, tmp_path):
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    office.iface.window.findChild(QAction, "GengdiCompareRuns").trigger()
    assert office.desktop.checks.compare_window.isVisible()
    office.desktop.checks.close()
    asked = []
    office.desktop.runs.confirm = lambda question: bool(asked.append(question))
    office.iface.window.findChild(QAction, "GengdiUndoRun").trigger()
    assert len(asked) == 1


def test_what_only_needs_a_workspace_asks_for_one_and_for_no_selection(office):
    for row in main_actions():
        found = target(office.desktop, row.method)
        if isinstance(found, QAction) and not found.isEnabled():
            assert row.in_workspace, row.name
            office.iface.bar.clearWidgets()
            perform(office.desktop, row)
            assert "No workspace is open" in office.said()[-1] and "select" not in office.said()[-1], row.name


def test_with_a_workspace_what_must_be_selected_is_told(office, tmp_path):
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    told = 0
    for row in main_actions():
        found = target(office.desktop, row.method)
        if isinstance(found, QAction) and not found.isEnabled():
            office.iface.bar.clearWidgets()
            perform(office.desktop, row)
            assert row.needs and row.needs in office.said()[-1], row.name
            told += 1
    assert told == 2  # a finding and its audit are about one patch


def test_the_day_begins_at_the_top_of_the_menu_and_families_stand_apart(office):
    actions = menu(office).actions()
    kinds = ["-" if one.isSeparator() else "menu" if one.menu() else one.objectName() for one in actions]
    top = ["GengdiShowPanel", "-", "GengdiOpenWorkspace", "GengdiTaskMap", "-"]
    assert kinds[: len(top)] == top and set(kinds[len(top) :]) == {"menu"}
    for row in main_actions():
        if row.apart:
            inside = office.iface.window.findChild(QMenu, f"GengdiMenu_{row.group}").actions()
            place = [one.objectName() for one in inside].index(row.name)
            assert inside[place - 1].isSeparator(), row.name


def test_no_submenu_is_called_as_an_action_in_it_unless_it_is_the_only_page_of_its_side(office):
    for key, title in group_titles().items():
        names = [row.text for row in main_actions() if row.group == key]
        assert title not in names or key == "pollution"
