"""Long work: it ends well, fails with a sentence, or stops when asked; the message bar has one item."""

# ruff: noqa: N802 - QGIS calls these methods by its own names

from __future__ import annotations

import gc
import threading
import time

import pytest

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingParameterNumber,
    QgsProcessingProvider,
    QgsProject,
    QgsTask,
)
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QThreadPool, QTimer
from qgis.PyQt.QtWidgets import QProgressBar, QPushButton

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.gui.work.function_task import FunctionTask, stop_task
from gengdi_plugin.gui.work.operation_bar import OperationBar
from gengdi_plugin.gui.work.operations import OperationManager, State


class Countdown(QgsProcessingAlgorithm):
    """Waits N hundredths of a second; refuses numbers above 9000 and fails at 13."""

    def name(self):
        return "countdown"

    def displayName(self):
        return "Countdown"

    def createInstance(self):
        return Countdown()

    def initAlgorithm(self, configuration=None):
        self.addParameter(QgsProcessingParameterNumber("N", "N"))

    def prepareAlgorithm(self, parameters, context, feedback):
        if self.parameterAsInt(parameters, "N", context) > 9000:
            raise QgsProcessingException("Too long: choose a smaller N.")
        return True

    def processAlgorithm(self, parameters, context, feedback):
        number = self.parameterAsInt(parameters, "N", context)
        if number == 13:
            raise QgsProcessingException("Thirteen cannot be counted.")
        for done in range(number):
            if feedback.isCanceled():
                break
            feedback.setProgress(100 * done / number)
            time.sleep(0.01)
        return {"N": number}


class CountingProvider(QgsProcessingProvider):
    def id(self):
        return "counting"

    def name(self):
        return "counting"

    def loadAlgorithms(self):
        self.addAlgorithm(Countdown())


@pytest.fixture(scope="module")
def counting(qgis_app):
    provider = CountingProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.fixture()
def manager(qgis_app):
    manager = OperationManager()
    yield manager
    manager.close()


def start(manager, number, on_success=None):
    return manager.run_algorithm(
        "counting:countdown", {"N": number}, "Counting", QgsProject.instance(), on_success
    )


def test_an_algorithm_ends_and_hands_its_results_over(counting, manager, qtbot):
    results = []
    operation = start(manager, 3, lambda run: results.append(run.results))
    gc.collect()  # nothing but the manager holds the task now
    qtbot.waitUntil(operation.ended_already)
    assert operation.state is State.DONE
    assert results == [{"N": 3}]
    assert manager.running() == []


def test_an_algorithm_that_fails_ends_with_its_own_sentence(counting, manager, qtbot):
    results = []
    operation = start(manager, 13, results.append)
    qtbot.waitUntil(operation.ended_already)
    assert operation.state is State.FAILED
    assert operation.error == "Thirteen cannot be counted."
    assert results == []


def test_inputs_refused_while_preparing_end_it_before_it_starts(counting, manager):
    operation = start(manager, 9999)
    assert operation.ended_already()
    assert operation.error == "Too long: choose a smaller N."


def test_an_unknown_algorithm_is_named(manager):
    operation = manager.run_algorithm("gengdi:nothing", {}, "Nothing", QgsProject.instance())
    assert operation.state is State.FAILED
    assert "gengdi:nothing" in operation.error


def test_cancel_stops_an_algorithm_and_nothing_is_applied(counting, manager, qtbot):
    results = []
    operation = start(manager, 2000, results.append)
    qtbot.waitUntil(lambda: operation.progress() > 0)
    operation.cancel()
    qtbot.waitUntil(operation.ended_already)
    assert operation.cancelled()
    assert results == []


def test_what_a_cancelled_run_kept_is_freed_outside_the_main_thread(counting, manager, qtbot):
    """A session that is handed over before a cancel while saving is large, and nobody takes it."""
    freed_in = []

    class Session:
        def __del__(self) -> None:
            freed_in.append(threading.current_thread())

    operation = manager.run_algorithm(
        "counting:countdown", {"N": 1000}, "Counting", QgsProject.instance(), keep_session=True
    )
    operation.keep_alive.feedback.keep_session([Session() for _ in range(2500)])
    operation.cancel()
    qtbot.waitUntil(lambda: operation.ended_already() and len(freed_in) == 2500, timeout=10_000)
    assert threading.main_thread() not in freed_in


def test_a_task_is_not_cancelled_while_it_waits_for_its_thread():
    """QGIS deletes such a task under the thread that starts it, which then hangs for ever."""
    worked = []
    task = FunctionTask("Waiting", lambda feedback: worked.append(True))
    stop_task(task, task.feedback)
    assert task.status() == QgsTask.TaskStatus.Queued
    assert task.run() is False and worked == []


def test_a_task_cancelled_at_once_ends_and_leaves_its_thread(manager, qtbot):
    operations = [manager.run_function(lambda feedback: 1, "Nothing") for _ in range(30)]
    manager.cancel_all()
    qtbot.waitUntil(lambda: all(one.ended_already() for one in operations))
    assert QThreadPool.globalInstance().waitForDone(5000)


def test_a_function_gives_its_result_in_the_main_thread(manager, qtbot):
    results = []
    operation = manager.run_function(lambda feedback: 6 * 7, "Multiplying", results.append)
    gc.collect()
    qtbot.waitUntil(operation.ended_already)
    assert results == [42]
    assert operation.state is State.DONE


def test_a_function_that_raises_ends_with_the_words_of_its_error(manager, qtbot):
    def work(feedback):
        raise InputError("The layer has no CRS.")

    operation = manager.run_function(work, "Reading")
    qtbot.waitUntil(operation.ended_already)
    assert operation.state is State.FAILED
    assert operation.error == "The layer has no CRS."


def test_an_error_while_applying_the_result_is_told_too(manager, qtbot):
    def apply(result):
        raise InputError("The workspace is locked.")

    operation = manager.run_function(lambda feedback: 1, "Saving", apply)
    qtbot.waitUntil(operation.ended_already)
    assert operation.state is State.FAILED
    assert operation.error == "The workspace is locked."


def test_nothing_is_applied_after_closing(manager, qtbot):
    results = []

    def work(feedback):
        while not feedback.isCanceled():
            time.sleep(0.005)
        return 1

    manager.run_function(work, "Waiting", results.append)
    manager.close()
    qtbot.wait(100)
    assert results == []
    assert manager.running() == []


def counting_steps(to: int, log: list, fail_at: int | None = None):
    """Yields percents; says in ``log`` when it was unwound."""
    try:
        for done in range(1, to + 1):
            if done == fail_at:
                raise InputError("The printer is gone.")
            log.append(done)
            yield 100 * done / to
    finally:
        log.append("closed")


def test_steps_are_taken_in_the_main_thread_with_the_window_alive_between_them(manager, qtbot):
    log, turns, results = [], [], []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(len(log)))
    timer.start(0)
    operation = manager.run_steps(counting_steps(20, log), "Printing", results.append)
    qtbot.waitUntil(operation.ended_already)
    timer.stop()
    assert operation.state is State.DONE
    assert log == [*range(1, 21), "closed"] and results == [None]
    assert len(set(turns)) > 5, "other events were handled in between"


def test_cancelled_steps_are_unwound_at_once(manager, qtbot):
    log = []
    operation = manager.run_steps(counting_steps(10_000, log), "Printing")
    qtbot.waitUntil(lambda: len(log) > 3)
    operation.cancel()
    assert operation.cancelled()
    assert log[-1] == "closed" and len(log) < 10_000


def test_a_step_that_fails_ends_with_its_sentence(manager, qtbot):
    log = []
    operation = manager.run_steps(counting_steps(5, log, fail_at=3), "Printing")
    qtbot.waitUntil(operation.ended_already)
    assert (operation.state, operation.error) == (State.FAILED, "The printer is gone.")
    assert log == [1, 2, "closed"]


def test_closing_unwinds_steps_under_way(manager, qtbot):
    log = []
    manager.run_steps(counting_steps(10_000, log), "Printing")
    qtbot.waitUntil(lambda: len(log) > 3)
    manager.close()
    assert log[-1] == "closed"


def items(bar: QgsMessageBar):
    return [item for item in bar.items() if item.findChild(QProgressBar) is not None]


def test_the_message_bar_has_one_item_for_two_operations_and_cancels_both(manager, qtbot):
    bar = QgsMessageBar()
    shown = OperationBar(manager, bar, lambda _operation: None, manager)

    def work(feedback):
        while not feedback.isCanceled():
            time.sleep(0.005)

    first = manager.run_function(work, "First")
    second = manager.run_function(work, "Second")
    assert len(items(bar)) == 1
    assert "2" in items(bar)[0].text()
    item = items(bar)[0]
    assert 0 < item.minimumWidth() < item.sizeHint().width()
    assert bar.sizeHint().width() < item.sizeHint().width() + 100, "else it comes from the officer's panels"
    cancel = next(button for button in items(bar)[0].findChildren(QPushButton) if button.text() == "Cancel")
    cancel.click()
    qtbot.waitUntil(lambda: first.ended_already() and second.ended_already())
    assert first.cancelled() and second.cancelled()
    assert items(bar) == []
    shown.close()


def buttons(item) -> dict[str, QPushButton]:
    return {button.text(): button for button in item.findChildren(QPushButton)}


def test_a_failure_stays_in_the_message_bar_with_its_sentence_and_the_list(manager, qtbot):
    bar = QgsMessageBar()
    shown_at = []
    shown = OperationBar(manager, bar, shown_at.append, manager)

    def work(feedback):
        raise InputError("The layer has no CRS.")

    operation = manager.run_function(work, "Reading")
    qtbot.waitUntil(operation.ended_already)
    item = bar.currentItem()
    assert item.text() == "Reading failed: The layer has no CRS."
    assert item.duration() == 0
    assert "Retry" not in buttons(item), "nothing says how to begin anew"
    buttons(item)["Details…"].click()
    assert shown_at == [operation]
    shown.close()


def test_a_failure_is_retried_from_the_message_bar(manager, qtbot):
    bar = QgsMessageBar()
    shown = OperationBar(manager, bar, lambda _operation: None, manager)
    mended, results = [], []

    def begin():
        ready = bool(mended)  # the snapshot of this try

        def work(feedback):
            if not ready:
                raise InputError("The layer has no CRS.")
            return 42

        return manager.run_function(work, "Reading", results.append, again=begin)

    operation = begin()
    qtbot.waitUntil(operation.ended_already)
    mended.append(True)
    buttons(bar.currentItem())["Retry"].click()
    qtbot.waitUntil(lambda: not manager.running())
    assert results == [42]
    assert not operation.may_be_retried(), "it was started again already"
    assert bar.currentItem() is None
    shown.close()


def test_the_item_goes_also_when_it_is_not_the_one_in_front(manager, qtbot):
    bar = QgsMessageBar()
    shown = OperationBar(manager, bar, lambda _operation: None, manager)

    def fail(_feedback):
        time.sleep(0.05)
        raise InputError("No such thing.")

    first = manager.run_function(fail, "First")
    assert len(items(bar)) == 1
    bar.pushMessage("something else")
    qtbot.waitUntil(lambda: first.state is State.FAILED)
    qtbot.waitUntil(lambda: not manager.running())
    qtbot.wait(200)
    assert items(bar) == []
    shown.close()
