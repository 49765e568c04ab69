"""A tab's page is built when it is first looked at or asked for, and nobody notices."""

from __future__ import annotations

import pytest
from test_gui_desktop import add_district, result_layers

from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

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
    office,
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
    office,
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


def test_tab_goes_from_the_tabs_into_the_page_also_when_it_was_made_long_after_the_window(qtbot):
    window, tabs = QWidget(), LazyTabs()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(tabs)
    for key in ("one", "two"):
        tabs.offer(key, lambda key=key: page_of(key), QIcon(), key.title())
    column.addWidget(QLineEdit("elsewhere"))
    window.show()
    for place, key in enumerate(("one", "two")):
        tabs.setCurrentIndex(place)
        assert walk(tabs.tabBar(), 3) == [f"{key} first", f"{key} second", "elsewhere"]


def page_of(key: str) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    for name in ("first", "second"):
        column.addWidget(QLineEdit(f"{key} {name}"))
    return page


def walk(start: QWidget, steps: int) -> list:
    """What Tab comes to from ``start`` on, by what is written there."""
    found, widget = [], start
    while len(found) < steps:
        widget = widget.nextInFocusChain()
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget.text() if isinstance(widget, QLineEdit) else widget)
    return found


def test_on_every_page_tab_goes_from_the_tabs_into_the_page_and_through_it(office, qtbot):
    dock = office.desktop.dock
    office.iface.window.show()
    dock.show()
    for side in dock.switch.buttons:
        dock.choose_side(side)
        for place in range(dock.tabs.count()):
            dock.tabs.setCurrentIndex(place)
            page = dock.tabs.currentWidget()
            bar = dock.tabs.tabBar()
            inside = [one for one in stops_after(bar) if page.isAncestorOf(one)]
            assert inside and inside[0] is stops_after(bar)[0], dock.tabs.current_key()
            assert inside == stops_after(bar)[: len(inside)], dock.tabs.current_key()


def stops_after(start: QWidget) -> list[QWidget]:
    found, widget = [], start.nextInFocusChain()
    while widget is not start:
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
