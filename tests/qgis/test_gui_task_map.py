"""The Task Map: no dead button, no claim; every tool that is named is there and opens."""

from __future__ import annotations

import pytest
from gui_workspace import make_workspace

from qgis.core import QgsApplication

from gengdi_plugin.core.task_map import SYSTEMS, second_level, tasks
from gengdi_plugin.gui.main_actions import main_actions
from gengdi_plugin.gui.task_map.task_numbers import NUMBERS
from gengdi_plugin.store.problems import Problem, raise_problem


@pytest.fixture()
def office(office):
    office.iface.window.show()
    return office


@pytest.fixture()
def task_map(office, tmp_path, qtbot):
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    office.desktop.session.ask(
        lambda ws: raise_problem(ws, Problem("异味", "信访 2", "", "petition", "info"), "甲", "officer")
    )
    office.desktop.show_task_map()
    office.idle(qtbot)
    yield office.desktop.task_map
    office.desktop.task_map.close()


def test_it_has_a_card_for_every_task(task_map):
    assert set(task_map.cards) == {one.key for system in SYSTEMS for one in second_level(system)}
    assert task_map.tabs.count() == 2


@pytest.mark.parametrize("task", [one for one in tasks() if one.tool], ids=lambda one: one.key)
def test_every_named_tool_exists(office, task):
    kind, name = task.tool_name()
    if kind == "page":
        assert office.desktop.dock.tabs.offered(name)
    elif kind == "main":
        assert name in {row.name for row in main_actions()}
    elif kind == "action":
        page, _, action = name.partition("/")
        office.desktop.dock.tabs.page(page)
        from gengdi_plugin.gui.task_map.task_tools import TaskTools

        assert TaskTools(office.desktop).action(name).objectName() == action
    else:
        assert QgsApplication.processingRegistry().algorithmById(name) is not None
    assert task.number in ("", *NUMBERS)


def test_a_card_has_a_button_or_says_what_there_is_instead(task_map):
    for card in task_map.cards.values():
        assert card.here.text()
        assert card.button.isVisibleTo(card) == card.there
        if not card.there:
            assert "Not yet" in card.task.instead["en"] and card.remark.text()


def test_every_button_of_a_page_or_a_window_opens_something(office, task_map):
    shown: list[object] = []
    office.desktop.problems.open_dialog = shown.append
    for card in task_map.cards.values():
        kind = card.task.tool_name()[0]
        if not card.there or kind == "algorithm" or card.task.key == "sense":
            continue  # what asks for a file or opens Processing's own dialog
        office.desktop.dock.setUserVisible(False)
        before = {one for one in QgsApplication.topLevelWidgets() if one.isVisible()}
        tool = office.desktop.desk.canvas.mapTool()
        card.button.click()
        opened = {one for one in QgsApplication.topLevelWidgets() if one.isVisible()} - before
        asks_map = office.desktop.desk.canvas.mapTool() is not tool
        assert opened or asks_map or office.desktop.dock.isUserVisible(), card.task.key
        for window in opened:
            window.close()
    assert len(shown) == 1, "a new problem was asked for"


def test_without_a_workspace_what_needs_one_says_so(office):
    office.desktop.show_task_map()
    card = office.desktop.task_map.cards["judge"]
    card.button.click()
    assert any("No workspace is open" in text for text in office.said())
    office.desktop.task_map.cards["petition"].button.click()
    assert sum("No workspace is open" in text for text in office.said()) == 2
    assert office.desktop.task_map.cards["screening"].number.text() == ""
    office.desktop.task_map.close()


def test_numbers_are_those_of_the_workspace(office, task_map):
    assert task_map.cards["screening"].number.text() == "4 to verify"
    assert task_map.cards["judge"].number.text() == "1 to judge"
    assert task_map.cards["rectification"].number.text() == "4 open"
    assert task_map.cards["alert"].number.text() == "0 overdue"


def test_it_opens_from_the_guide_strip_on_the_side_of_the_dock(office, qtbot):
    dock = office.desktop.dock
    dock.switch.buttons["pollution"].click()
    dock.guide.map_button.click()
    assert office.desktop.task_map.isVisible() and office.desktop.task_map.tabs.currentIndex() == 1
    office.desktop.task_map.close()
    office.idle(qtbot)


def test_a_plugin_that_goes_takes_the_window_with_it(office, qtbot):
    office.desktop.show_task_map()
    office.plugin.unload()
    assert not [
        one for one in QgsApplication.topLevelWidgets() if one.objectName() == "gengdi_task_map_window"
    ]


def test_the_window_steps_aside_for_what_it_opens(office, task_map):
    for key in ("ledger_total", "screening", "judge"):
        office.desktop.show_task_map()
        task_map.cards[key].button.click()
        assert not task_map.isVisible(), key
    office.desktop.show_task_map()
    assert task_map.isVisible()


def test_the_dialog_of_an_algorithm_knows_the_open_workspace(office, task_map):
    from gengdi_plugin.gui.task_map.task_tools import TaskTools

    tools = TaskTools(office.desktop)
    name = task_map.cards["self_check"].task.tool_name()[1]
    assert tools.known_values(name) == {"WORKSPACE": str(office.desktop.session.path())}
    assert tools.known_values("native:buffer") == {}
    office.desktop.session.close()
    assert tools.known_values(name) == {}
