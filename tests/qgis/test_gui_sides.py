"""One switch between farmland and pollution: pages, steps and roles follow, the project remembers."""

from __future__ import annotations

import pytest
from test_gui_desktop import add_district, add_layer, square

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from gengdi_plugin.gui import guide
from gengdi_plugin.gui.roles.role_rows import Status
from gengdi_plugin.gui.sides import (
    LAYERS,
    LEDGER,
    ON_FARMLAND,
    ON_POLLUTION,
    PAGES,
    PATCHES,
    POLLUTION,
    SCREENING,
)


@pytest.fixture()
def office(office):
    office.iface.window.show()
    return office


def shown(dock) -> list[str]:
    return [dock.tabs.key_of(dock.tabs.widget(place)) for place in range(dock.tabs.count())]


def steps(dock) -> list[str]:
    return [step for step, button in dock.guide.buttons.items() if not button.isHidden()]


def add_sources() -> None:
    add_layer(
        "排污许可",
        "permit",
        "field=permit_no:string&field=uscc:string&field=valid_to:string",
        [(["P1", "91330211MA281AB123", "2020-01-31"], square(0))],
    )


def test_a_new_project_is_on_farmland_and_the_switch_changes_pages_and_steps(office):
    dock = office.desktop.dock
    assert dock.side() == ON_FARMLAND and shown(dock) == [LAYERS, SCREENING, PATCHES, LEDGER]
    assert steps(dock) == list(guide.STEPS)
    QTest.mouseClick(dock.switch.buttons[ON_POLLUTION], Qt.MouseButton.LeftButton)
    assert dock.side() == ON_POLLUTION and shown(dock) == [LAYERS, POLLUTION]
    assert steps(dock) == list(guide.STEPS_OF[ON_POLLUTION])
    assert [side for side, button in dock.switch.buttons.items() if button.isChecked()] == [ON_POLLUTION]


def test_every_page_has_a_side_and_there_are_at_most_five():
    assert len({page for pages in PAGES.values() for page in pages}) <= 5


def test_the_keyboard_presses_the_switch(office):
    dock = office.desktop.dock
    button = dock.switch.buttons[ON_POLLUTION]
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert dock.side() == ON_POLLUTION


def test_arrow_keys_change_between_the_sides(office, qtbot):
    dock = office.desktop.dock
    first = dock.switch.buttons[ON_FARMLAND]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert dock.side() == ON_POLLUTION


def test_the_task_map_leads_to_the_ledger_page_and_to_its_side(office):
    dock = office.desktop.dock
    dock.switch.buttons[ON_POLLUTION].click()
    assert shown(dock) == [LAYERS, POLLUTION]
    office.desktop.show_task_map()
    card = office.desktop.task_map.cards["ledger_total"]
    assert card.there and card.remark.text() in card.task.limit.values(), "not what is there instead"
    card.button.click()
    assert dock.side() == ON_FARMLAND and dock.tabs.current_key() == LEDGER
    office.desktop.task_map.close()


def test_each_side_keeps_the_tab_that_was_in_front(office):
    dock = office.desktop.dock
    dock.show_page(dock.patches)
    dock.switch.buttons[ON_POLLUTION].click()
    assert dock.tabs.current_key() == LAYERS
    dock.show_page(dock.pollution)
    dock.switch.buttons[ON_FARMLAND].click()
    assert dock.tabs.currentWidget() is dock.patches
    dock.switch.buttons[ON_POLLUTION].click()
    assert dock.tabs.currentWidget() is dock.pollution


def test_a_page_asked_for_brings_its_side(office):
    dock = office.desktop.dock
    office.desktop.show_pollution()
    assert dock.side() == ON_POLLUTION and dock.tabs.currentWidget() is dock.pollution
    office.desktop.show_layers()
    assert dock.side() == ON_POLLUTION, "both sides have it"
    office.desktop.show_patches()
    assert dock.side() == ON_FARMLAND and dock.tabs.currentWidget() is dock.patches
    assert dock.pollution.parent() is not None, "what is not shown is kept"


def test_the_side_is_remembered_in_the_project_and_changes_nothing_that_would_be_asked_about(
    office, tmp_path
):
    project, dock = QgsProject.instance(), office.desktop.dock
    project.setDirty(False)
    dock.switch.buttons[ON_POLLUTION].click()
    assert not project.isDirty()
    assert project.write(str(tmp_path / "p.qgs"))
    project.clear()
    assert dock.side() == ON_FARMLAND
    assert project.read(str(tmp_path / "p.qgs"))
    assert dock.side() == ON_POLLUTION and shown(dock) == [LAYERS, POLLUTION]
    office.plugin.unload()
    office.plugin.initGui()
    assert office.plugin.desktop.dock.side() == ON_POLLUTION, "switched on with the project open"


def test_the_layers_page_shows_the_roles_of_the_side_first(office):
    add_district()
    add_sources()
    page = office.desktop.dock.layers
    page.refresh()

    def rows() -> list[tuple[str, Status]]:
        found = [page.model.row(place) for place in range(page.model.rowCount())]
        return [(row.role, row.status) for row in found]

    assert rows()[0] == ("change_patch", Status.FOUND)
    office.desktop.dock.switch.buttons[ON_POLLUTION].click()
    assert [role for role, _ in rows()[:3]] == ["enterprise", "permit", "outlet"]
    missing = {role for role, status in rows() if status is Status.MISSING}
    assert missing == {"enterprise", "outlet"}, "no farmland role is asked for here"
    assert {"change_patch", "farmland"} <= {role for role, _ in rows()}


def test_the_guide_of_the_pollution_side_never_speaks_of_farmland_work(office):
    dock = office.desktop.dock
    dock.switch.buttons[ON_POLLUTION].click()
    assert "demo district" in dock.guide.next.text() and dock.guide.buttons[guide.LAYERS].isChecked()
    add_district()
    dock.layers.refresh()
    assert "permit" in dock.guide.next.text() and dock.guide.buttons[guide.BIND].isChecked()
    add_sources()
    dock.layers.refresh()
    assert "3 Sources" in dock.guide.next.text() and dock.guide.buttons[guide.SOURCES].isChecked()
    dock.guide.buttons[guide.SOURCES].click()
    assert dock.tabs.currentWidget() is dock.pollution
    assert "run out" in dock.guide.next.text()


@pytest.mark.parametrize("page", [LAYERS, POLLUTION])
@pytest.mark.parametrize("layers", [0, 3])
@pytest.mark.parametrize("sourced", [False, True])
@pytest.mark.parametrize("problems", [0, 2])
def test_no_advice_of_the_pollution_side_is_a_farmland_step(page, layers, sourced, problems):
    facts = guide.Facts(layers=layers, sourced=sourced, problems=problems, patches=9, to_verify=4)
    assert guide.current_step(facts, ON_POLLUTION) in guide.STEPS_OF[ON_POLLUTION]
    text = guide.advice(facts, page, ON_POLLUTION).casefold()
    assert text and not any(word in text for word in ("screen", "patch", "check-up", "review", "verif"))
