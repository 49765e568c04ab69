"""The window Running Work: what runs and what is over, stopped and started again by mouse and by keyboard."""

from __future__ import annotations

import gc
import time
import weakref

import pytest
from test_gui_desktop import add_district
from test_gui_operations import counting, counting_steps  # noqa: F401 - a fixture

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.gui.work.operation_model import PROGRESS, STATE, duration
from gengdi_plugin.gui.work.operations import OperationManager, State
from gengdi_plugin.gui.work.operations_window import OperationsWindow


@pytest.fixture()
def manager(qgis_app):
    manager = OperationManager()
    yield manager
    manager.close()


@pytest.fixture()
def window(manager):
    opened = []
    window = OperationsWindow(manager, lambda: opened.append(True))
    window.opened = opened
    window.show()
    yield window
    window.close_for_good()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def rows(window) -> list[list[str]]:
    model = window.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def ended(qtbot, manager) -> None:
    qtbot.waitUntil(lambda: not manager.running(), timeout=20_000)


def waits(feedback):
    while not feedback.isCanceled():
        time.sleep(0.005)


def refuses(feedback):
    raise InputError("The layer “parcels” has no CRS: set it in the layer's properties.")


def test_an_empty_list_says_so(window):
    assert not window.empty.isHidden() and window.table.isHidden()
    assert not window.cancel_button.isEnabled() and not window.retry_button.isEnabled()


def test_the_newest_is_first_with_state_in_words_and_picture_and_what_went_wrong(manager, window, qtbot):
    manager.run_function(lambda feedback: 1, "First")
    ended(qtbot, manager)
    manager.run_function(refuses, "Second")
    ended(qtbot, manager)
    running = manager.run_function(waits, "Third")
    assert [row[0] for row in rows(window)] == ["Third", "Second", "First"]
    assert [row[STATE] for row in rows(window)] == ["Running", "Failed", "Done"]
    assert rows(window)[1][-1].startswith("The layer “parcels” has no CRS")
    assert rows(window)[0][PROGRESS] == "0 %" and rows(window)[2][PROGRESS] == "—"
    pictures = {
        window.model.index(row, STATE).data(Qt.ItemDataRole.DecorationRole) is None for row in range(3)
    }
    assert pictures == {False}
    running.cancel()
    ended(qtbot, manager)
    assert rows(window)[0][STATE] == "Cancelled"


def test_a_row_that_is_chosen_stays_chosen_while_others_come_and_move(manager, window, qtbot):
    manager.run_function(refuses, "Second")
    ended(qtbot, manager)
    window.choose(manager.known()[0])
    manager.run_function(lambda feedback: feedback.setProgress(50), "Third")
    ended(qtbot, manager)
    assert [one.title for one in window.chosen()] == ["Second"]
    assert window.words.toPlainText().endswith("set it in the layer's properties.")


def test_what_failed_is_retried_with_what_is_there_then(manager, window, qtbot):
    state = {"crs": ""}
    found = []

    def begin():
        crs = state["crs"]  # the snapshot
        return manager.run_function(
            lambda feedback: crs if crs else refuses(feedback), "Reading", found.append, again=begin
        )

    begin()
    ended(qtbot, manager)
    assert window.retry_button.isEnabled()
    state["crs"] = "EPSG:4490"
    window.retry_button.click()
    ended(qtbot, manager)
    assert found == ["EPSG:4490"]
    assert [row[STATE] for row in rows(window)] == ["Done", "Failed"]
    window.choose(manager.known()[0])
    assert not window.retry_button.isEnabled(), "once"


def test_what_was_stopped_is_retried(manager, window, qtbot):
    log, finished, pages = [], [], [1_000_000]

    def begin():
        return manager.run_steps(counting_steps(pages[-1], log), "Printing", finished.append, again=begin)

    begin()
    qtbot.waitUntil(lambda: len(log) > 3)
    window.activateWindow()
    pages.append(60)
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    ended(qtbot, manager)
    assert finished == [] and rows(window)[0][STATE] == "Cancelled"
    del log[:]
    window.retry_button.click()
    ended(qtbot, manager)
    assert finished == [None] and log == [*range(1, 61), "closed"], "from its beginning"


@pytest.mark.usefixtures("counting")
def test_an_algorithm_that_refused_its_inputs_is_retried_after_they_are_mended(manager, window, qtbot):
    numbers, counted = [9999], []

    def begin():
        return manager.run_algorithm(
            "counting:countdown",
            {"N": numbers[-1]},
            "Counting",
            QgsProject.instance(),
            lambda run: counted.append(run.results["N"]),
            again=begin,
        )

    begin()
    assert rows(window)[0][-1] == "Too long: choose a smaller N."
    window.retry_button.click()
    assert [row[STATE] for row in rows(window)] == ["Failed", "Failed"], "refused again, told again"
    numbers.append(2)
    window.choose(manager.known()[-1])
    window.retry_button.click()
    ended(qtbot, manager)
    assert counted == [2] and rows(window)[0][STATE] == "Done"


def test_a_retry_that_cannot_begin_is_told_and_may_be_tried_again(manager, window, qtbot):
    def again():
        raise InputError("Choose a layer of patches first.")

    manager.run_function(refuses, "Screening", again=again)
    ended(qtbot, manager)
    window.retry_button.click()
    assert rows(window)[0][-1] == "Choose a layer of patches first."
    assert manager.known()[-1].may_be_retried()


def test_no_retry_is_offered_where_none_makes_sense_nor_after_success(manager, window, qtbot):
    manager.run_function(refuses, "Looking")
    ended(qtbot, manager)
    assert not window.retry_button.isEnabled()
    manager.run_function(lambda feedback: 1, "Looking", again=lambda: None)
    ended(qtbot, manager)
    window.choose(manager.known()[-1])
    assert not window.retry_button.isEnabled()
    operation = manager.run_function(refuses, "Looking", again=lambda: None)
    ended(qtbot, manager)
    manager.forget_restarts()
    assert not operation.may_be_retried()


def test_words_are_copied_without_secrets(manager, window, qtbot):
    def work(feedback):
        raise InputError(
            "dbname='land' user='li' password='Pa55 word' could not be opened (x?tk=abc123&v=1)."
        )

    manager.run_function(work, "Reading")
    ended(qtbot, manager)
    window.table.setFocus()
    window.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "Reading" in copied and "user='li'" in copied and "could not be opened" in copied
    assert "Pa55" not in copied and "abc123" not in copied


def test_the_log_is_one_click_further(window):
    window.log_button.click()
    assert window.opened == [True]


def test_the_list_is_bounded_and_holds_no_results(manager, window, qtbot):
    class Large:
        pass

    references = []

    def work(feedback):
        large = Large()
        references.append(weakref.ref(large))
        return large

    for number in range(53):
        manager.run_function(work, f"Work {number}")
    ended(qtbot, manager)
    assert len(manager.known()) == 50 == window.model.rowCount()
    assert rows(window)[0][0] == "Work 52" and rows(window)[-1][0] == "Work 3"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.wait(50)
    gc.collect()
    assert [one for one in references if one() is not None] == []


@pytest.mark.usefixtures("counting")
@pytest.mark.parametrize("number", [2, 13, 9999])
def test_an_algorithm_that_is_over_is_not_held(manager, window, qtbot, number):
    manager.run_algorithm("counting:countdown", {"N": number}, "Counting", QgsProject.instance())
    run = weakref.ref(manager.known()[0].keep_alive) if manager.running() else lambda: None
    ended(qtbot, manager)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.wait(100)
    gc.collect()
    assert run() is None


def test_durations_are_readable():
    assert [duration(seconds) for seconds in (7.9, 750, 3723)] == ["0:07", "12:30", "1:02:03"]


def test_a_refused_screening_is_retried_from_the_list_once_the_ground_is_mended(office, tmp_path, qtbot):
    add_district()
    land = QgsProject.instance().mapLayersByName("land")[0]
    crs = land.crs()
    office.page.checkup.comes_first = lambda _go_on: None
    land.setCrs(type(crs)())
    office.screen(tmp_path / "w.sqlite", qtbot)
    office.desktop.show_operations()
    window = office.desktop.running_work.window
    assert "land" in window.words.toPlainText(), "the algorithm's own sentence names the layer"
    land.setCrs(crs)
    window.retry_button.click()
    office.idle(qtbot)
    assert len(office.desktop.session.rows()) == 4
    assert office.desktop.desk.operations.known()[0].state is State.FAILED


def test_details_of_a_failure_lead_to_it_and_unloading_takes_the_window_away(office, qtbot):
    manager = office.desktop.desk.operations
    operation = manager.run_function(refuses, "Reading", again=lambda: None)
    qtbot.waitUntil(operation.ended_already)
    manager.run_function(lambda feedback: 1, "Later")
    office.idle(qtbot)
    office.desktop.running_work.show(operation)
    window = office.desktop.running_work.window
    assert [one.title for one in window.chosen()] == ["Reading"]
    QgsProject.instance().clear()
    assert not window.retry_button.isEnabled(), "its project is closed"
    office.plugin.unload()
    assert not office.iface.window.findChildren(OperationsWindow)
