"""A tab's page is built when it is first looked at or asked for, and nobody notices."""

from __future__ import annotations

import pytest
from test_gui_desktop import add_district, office, result_layers  # noqa: F401 - a fixture

from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QLabel

from gengdi_plugin.gui.lazy_tabs import LazyTabs


@pytest.fixture()
def tabs(qgis_app, qtbot):
    tabs = LazyTabs()
    qtbot.addWidget(tabs)
    tabs.made = []
    for key in ("one", "two", "three"):
        tabs.offer(key, lambda key=key: (tabs.made.append(key), QLabel(key))[1], QIcon(), key.title())
    return tabs


def test_only_the_page_in_front_of_a_shown_window_is_built(tabs):
    assert [tabs.tabText(place) for place in range(tabs.count())] == ["One", "Two", "Three"]
    tabs.setCurrentIndex(1)  # nobody sees it yet
    assert tabs.made == [] and tabs.current_key() == "two"
    tabs.show()
    assert tabs.made == ["two"] and tabs.currentWidget().text() == "two"
    tabs.setCurrentIndex(2)
    tabs.setCurrentIndex(1)
    tabs.hide()
    tabs.show()
    assert tabs.made == ["two", "three"] and not tabs.built("one")


def test_a_page_asked_for_takes_the_place_of_its_tab_and_no_other_comes_to_the_front(tabs):
    tabs.show()
    turned = []
    tabs.currentChanged.connect(turned.append)
    page = tabs.page("three")
    assert tabs.page("three") is page and tabs.made == ["one", "three"]
    assert tabs.indexOf(page) == 2 and tabs.count() == 3 and tabs.tabText(2) == "Three"
    assert tabs.current_key() == "one" and turned == []
    tabs.setCurrentWidget(page)
    assert turned == [2] and page.isVisible()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert tabs.currentWidget() is page


def test_tabs_are_taken_away_for_a_while_and_their_pages_stay(tabs):
    tabs.show()
    page, turned = tabs.page("two"), []
    tabs.currentChanged.connect(lambda _place: turned.append(tabs.current_key()))
    tabs.show_only(["three"])
    assert [tabs.tabText(place) for place in range(tabs.count())] == ["Three"] and turned == ["three"]
    assert tabs.page("two") is page and not page.isVisible() and page.window() is tabs.window()
    assert tabs.page("one").window() is tabs.window(), "built while its tab is not shown"
    tabs.show_only(["two", "one", "never offered"], "one")
    assert [tabs.tabText(place) for place in range(tabs.count())] == ["Two", "One"]
    assert tabs.current_key() == "one" and turned == ["three", "one"] and tabs.made == ["one", "two", "three"]
    tabs.show_only(["one", "two"])
    assert tabs.current_key() == "one" and turned == ["three", "one"], "nothing else came to the front"
    assert tabs.widget(1) is page


def test_who_waits_for_a_page_is_told_once_and_finds_it_in_its_tab(tabs):
    told = []
    tabs.when_built("two", lambda page: told.append((page.text(), tabs.indexOf(page))))
    tabs.page("one")
    assert told == []
    tabs.page("two")
    tabs.page("two")
    assert told == [("two", 1)]
    tabs.when_built("two", lambda page: told.append(page.text()))
    assert told[1:] == ["two"]


def test_what_was_selected_on_the_map_before_there_was_a_table_is_selected_in_it(
    office,  # noqa: F811
    tmp_path,
    qtbot,
):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    dock, layer = office.desktop.dock, result_layers()["patches"]
    chosen = next(feature for feature in layer.getFeatures() if feature["patch_no"] == "P2")
    layer.selectByIds([chosen.id()])
    assert not dock.tabs.built("patches")
    assert [row.patch_no for row in dock.patches.selected()] == ["P2"]


def test_a_project_read_while_no_page_is_built_is_what_the_pages_show_later(
    office,  # noqa: F811
    tmp_path,
    qtbot,
):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    project = office.desktop.desk.project
    assert project.write(str(tmp_path / "p.qgs"))
    office.plugin.unload()
    project.clear()
    office.plugin.initGui()
    desktop = office.plugin.desktop
    assert project.read(str(tmp_path / "p.qgs"))
    assert not any(desktop.dock.tabs.built(key) for key in ("layers", "screening", "patches"))
    assert desktop.dock.patches.model.rowCount() == 4
    assert "4 screened" in desktop.dock.screening.report.summary.text()
    assert desktop.dock.layers.roles_in_force() >= {"change_patch", "approval", "farmland"}
    assert desktop.guidance.facts().patches == 4
