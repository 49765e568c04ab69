"""A check-up knows the layers it looked at: it checks again by itself while its page is open."""

from __future__ import annotations

import pytest
from test_gui_checkup import check, layer_named, red
from test_gui_desktop import add_district, add_layer, square

from qgis.core import QgsCoordinateReferenceSystem, QgsProject

from gengdi_plugin.gui import guide
from gengdi_plugin.layers.binding import unbind


def add_violation() -> None:
    add_layer("more", "violation", "field=doc_no:string", [(["V1"], square(9))])


def edit() -> None:
    layer = layer_named("patches")
    assert layer.startEditing() and layer.changeAttributeValue(next(layer.getFeatures()).id(), 0, "P9")


CHANGES = {
    "added": add_violation,
    "removed": lambda: QgsProject.instance().removeMapLayer(layer_named("land").id()),
    "unbound": lambda: unbind(layer_named("basic")),
    "edited": edit,
    "moved": lambda: layer_named("land").setCrs(QgsCoordinateReferenceSystem()),
    "filtered": lambda: layer_named("land").setSubsetString("class_code = '02'"),
    "renamed": lambda: layer_named("land").setName("other"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_check_up_of_earlier_layers_counts_as_not_done(office, qtbot, change):
    add_district()
    check(office, qtbot)
    dialog = office.page.checkup.dialog
    dialog.close()
    current, checked = office.page.checkup.is_current, lambda: office.desktop.guidance.facts().checked
    assert current() and checked()
    CHANGES[change]()
    assert not current() and not checked()
    assert not office.desktop.desk.operations.running(), "nothing is checked while its page is closed"
    assert check(office, qtbot) and checked()
    layer_named("patches").rollBack()


def test_a_burst_of_changes_is_checked_once_while_the_page_is_open(office, qtbot):
    add_district()
    check(office, qtbot)
    runs = []
    office.desktop.desk.operations.ended.connect(lambda operation: runs.append(operation.title))
    CHANGES["removed"]()
    add_violation()
    assert runs == [] and not office.desktop.desk.operations.running(), "not before it is quiet"
    qtbot.waitUntil(office.page.checkup.is_current, timeout=20_000)
    office.idle(qtbot)
    assert runs == ["Check-up before screening"]
    assert red(office, "inputs"), "the removed farmland is told"
    qtbot.wait(1000)
    assert len(runs) == 1, "a check-up sets off no other"


def test_nothing_is_checked_while_other_work_runs(office, qtbot):
    add_district()
    check(office, qtbot)
    operations = office.desktop.desk.operations
    stop = []

    def work(feedback):
        import time

        while not stop and not feedback.isCanceled():
            time.sleep(0.01)

    operations.run_function(work, "other work")
    CHANGES["moved"]()
    qtbot.wait(1600)
    assert [one.title for one in operations.running()] == ["other work"]
    stop.append(True)
    qtbot.waitUntil(office.page.checkup.is_current, timeout=20_000)
    assert red(office, "crs")


def test_the_check_up_before_a_screening_counts_too(office, qtbot, tmp_path):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    assert office.page.checkup.is_current(), "layers that show results change nothing"
    assert guide.current_step(office.desktop.guidance.facts()) != guide.CHECKUP


def test_a_page_that_says_the_same_again_keeps_its_rows(office, qtbot):
    add_district()
    check(office, qtbot)
    inside = office.page.checkup.dialog._scroll.widget()
    layer_named("land").setSubsetString("class_code = '0101'")
    qtbot.waitUntil(office.page.checkup.is_current, timeout=20_000)
    assert office.page.checkup.dialog._scroll.widget() is inside
