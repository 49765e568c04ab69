"""All long work of the interface: one manager that keeps it alive, shows it and can stop it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from enum import Enum
from typing import Any, Callable

from qgis.core import QgsApplication, QgsFeedback, QgsProject, QgsTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.errors import Cancelled, GengdiError
from ...core.i18n import tr
from .algorithm_run import AlgorithmRun
from .quiet_python import QuietPython
from .step_run import StepRun

log = logging.getLogger("gengdi")


#: Output of an algorithm that tells what it has saved: if cancel came later, it came too late.
_SAVED = "RUN"


class State(Enum):
    """Where an operation stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class FunctionTask(QgsTask):
    """Runs ``work(feedback)`` in a worker thread; ``work`` touches no layer, project or widget."""

    def __init__(self, title: str, work: Callable[[QgsFeedback], Any]) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self.feedback = QgsFeedback()
        self.feedback.progressChanged.connect(self.setProgress)
        self.result: Any = None
        self.error: Exception | None = None
        self._work = work

    def run(self) -> bool:
        if self.feedback.isCanceled():  # before it began
            return False
        try:
            self.result = self._work(self.feedback)
        except Cancelled as error:
            self.error = error
            _let_go_of(error)
            return False
        except Exception as error:  # a task must not let anything out: it is shown in finished()
            self.error = error
            return False
        return not self.isCanceled()

    def cancel(self) -> None:
        self.feedback.cancel()
        super().cancel()


def _let_go_of(error: Exception) -> None:
    """Free what the cancelled work held here and not in the main thread, which drops the error later."""
    from ...core.letting_go import let_go, locals_of  # numpy is not loaded at QGIS's start

    held = locals_of(error)
    error.__traceback__ = None
    let_go(held)


def stop_task(task: QgsTask, feedback: QgsFeedback) -> None:
    """Ask ``task`` to stop, its work at once, itself when it has begun.

    QGIS deletes a task that is cancelled while it waits, also when its thread is just about to start it:
    that thread then hangs for ever, and everything that waits for the pool with it.
    """
    feedback.cancel()
    if task.status() == QgsTask.TaskStatus.Queued:
        task.begun.connect(task.cancel)
        if task.status() == QgsTask.TaskStatus.Queued:
            return
    task.cancel()


class Operation(QObject):
    """One piece of long work: its title, its task, how it stands and how it ended."""

    progressed = pyqtSignal()
    ended = pyqtSignal(object)  # this operation

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.task: QgsTask | StepRun | None = None
        self.feedback = QgsFeedback()  # the task's own, once it has one
        self.state = State.RUNNING
        self.error = ""
        self.result: Any = None
        self.keep_alive: Any = None  # what the task uses from its thread and Python must not collect

    def progress(self) -> float:
        """Percent done."""
        if self.state is not State.RUNNING:
            return 100.0
        return self.task.progress() if self.task is not None and not sip.isdeleted(self.task) else 0.0

    def ended_already(self) -> bool:
        """Whether it is over; an algorithm that refuses its inputs ends before it starts."""
        return self.state is not State.RUNNING

    def cancelled(self) -> bool:
        """Whether the officer stopped it."""
        return self.state is State.CANCELLED

    def cancel(self) -> None:
        """Ask the work to stop; ``ended`` follows when it has."""
        if self.state is State.RUNNING and self.task is not None and not sip.isdeleted(self.task):
            if isinstance(self.task, QgsTask):
                stop_task(self.task, self.feedback)
            else:
                self.task.cancel()


class OperationManager(QObject):
    """Starts operations, holds them while they run and tells how they went."""

    changed = pyqtSignal()  # something started, moved on or ended
    ended = pyqtSignal(object)  # Operation

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[Operation] = []
        self._closed = False
        self._quiet = QuietPython(self)

    def running(self) -> list[Operation]:
        """The operations under way, oldest first."""
        return list(self._running)

    def run_algorithm(
        self,
        algorithm_id: str,
        parameters: dict[str, Any],
        title: str,
        project: QgsProject,
        on_success: Callable[[AlgorithmRun], None] | None = None,
        keep_session: bool = False,
    ) -> Operation:
        """Run a Processing algorithm as a task; ``on_success`` gets the run, in the main thread.
        ``keep_session``: what a screening prepared is wanted (``AlgorithmRun.take_session``).

        Its inputs are snapshot here, in the main thread. A refusal ends the operation at once, with the
        algorithm's own sentence as ``error``.
        """
        operation = self._begin(title)
        run = AlgorithmRun(algorithm_id, parameters, project, keep_session)
        operation.keep_alive = run
        try:
            refusal = run.prepare()
        except BaseException:
            self._end(operation, State.FAILED, tr("It failed without a reason."))
            raise
        if refusal:
            self._end(operation, State.FAILED, refusal)
            return operation
        task = run.task
        task.executed.connect(lambda ok, results: self._executed(operation, run, ok, results, on_success))
        self._start(operation, task, run.feedback)
        return operation

    def run_function(
        self,
        work: Callable[[QgsFeedback], Any],
        title: str,
        on_success: Callable[[Any], None] | None = None,
    ) -> Operation:
        """Run ``work(feedback)`` in a worker thread; ``on_success(result)`` follows in the main thread."""
        operation = self._begin(title)
        task = FunctionTask(title, work)
        task.taskCompleted.connect(lambda: self._completed(operation, task.result, on_success))
        task.taskTerminated.connect(lambda: self._terminated(operation, task))
        self._start(operation, task, task.feedback)
        return operation

    def run_steps(
        self, steps: Iterator[float], title: str, on_success: Callable[[Any], None] | None = None
    ) -> Operation:
        """Work through ``steps`` in the main thread, one per turn of the event loop (see StepRun)."""
        operation = self._begin(title)
        run = StepRun(steps, operation)
        operation.task = run
        run.progressChanged.connect(lambda _percent: self._progressed(operation))
        run.ended.connect(lambda error: self._stepped(operation, run, error, on_success))
        run.start()
        self.changed.emit()
        return operation

    def cancel_all(self) -> None:
        """Ask everything to stop."""
        for operation in self.running():
            operation.cancel()

    def close(self) -> None:
        """Stop everything for good (unload): nothing is reported or applied any more."""
        self._closed = True
        for operation in self.running():
            operation.cancel()
            task = operation.task
            if isinstance(task, QgsTask) and not sip.isdeleted(task) and task.isActive():
                task.waitForFinished(2000)
        self._running.clear()
        self._quiet.set_working(False)

    def _begin(self, title: str) -> Operation:
        operation = Operation(title, self)
        self._running.append(operation)
        self._quiet.set_working(True)
        return operation

    def _start(self, operation: Operation, task: QgsTask, feedback: QgsFeedback) -> None:
        operation.task, operation.feedback = task, feedback
        task.setDescription(operation.title)
        task.progressChanged.connect(lambda _percent: self._progressed(operation))
        QgsApplication.taskManager().addTask(task)
        self.changed.emit()

    def _progressed(self, operation: Operation) -> None:
        if not self._closed:
            operation.progressed.emit()
            self.changed.emit()

    def _executed(
        self,
        operation: Operation,
        run: AlgorithmRun,
        ok: bool,
        results: dict[str, Any],
        on_success: Callable[[AlgorithmRun], None] | None,
    ) -> None:
        if ok or results.get(_SAVED):
            run.results = results
            self._completed(operation, run, on_success)
        elif run.feedback.isCanceled():
            self._end(operation, State.CANCELLED)
        else:
            self._end(operation, State.FAILED, run.error() or tr("It failed without a reason."))

    def _stepped(
        self,
        operation: Operation,
        run: StepRun,
        error: Exception | None,
        on_success: Callable[[Any], None] | None,
    ) -> None:
        if run.cancelled:
            self._end(operation, State.CANCELLED)
        elif error is None:
            self._completed(operation, None, on_success)
        else:
            self._failed(operation, error)

    def _completed(self, operation: Operation, result: Any, on_success: Callable[[Any], None] | None) -> None:
        if self._closed:
            return
        operation.result = result
        error = ""
        if on_success is not None:
            try:
                on_success(result)
            except GengdiError as problem:
                error = str(problem)
            except Exception as problem:  # shown to the officer, traceback in the log
                log.exception("%s", operation.title)
                error = _words(problem)
        self._end(operation, State.FAILED if error else State.DONE, error)

    def _terminated(self, operation: Operation, task: FunctionTask) -> None:
        if task.error is None or isinstance(task.error, Cancelled):
            self._end(operation, State.CANCELLED)
        else:
            self._failed(operation, task.error)

    def _failed(self, operation: Operation, error: Exception) -> None:
        if not isinstance(error, GengdiError):
            log.error("%s", operation.title, exc_info=error)
        self._end(operation, State.FAILED, _words(error))

    def _end(self, operation: Operation, state: State, error: str = "") -> None:
        if self._closed or operation not in self._running:
            return
        operation.state = state
        operation.error = error
        self._running.remove(operation)
        self._quiet.set_working(bool(self._running))
        if state is State.FAILED:
            log.error("%s: %s", operation.title, error)
        else:
            log.info("%s: %s", operation.title, state.value)
        operation.ended.emit(operation)
        self.ended.emit(operation)
        self.changed.emit()
        # who wanted the result has it: an operation is small, what it held may be large
        operation.keep_alive = operation.result = None


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
