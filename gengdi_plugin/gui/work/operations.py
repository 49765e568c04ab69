"""All long work of the interface: one manager that keeps it alive, shows it and can stop it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, Callable

from qgis.core import QgsApplication, QgsFeedback, QgsProject, QgsTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.errors import Cancelled, GengdiError
from ...core.i18n import tr
from ...core.secrets import without_secrets
from .algorithm_run import AlgorithmRun
from .function_task import FunctionTask
from .operation import Operation, State
from .quiet_python import QuietPython
from .step_run import StepRun

log = logging.getLogger("gengdi")


#: So many operations that are over stay in the list.
_KEPT = 50

#: What starts the same work again, from the inputs as they are then.
Again = Callable[[], object]

#: Output of an algorithm that tells what it has saved: if cancel came later, it came too late.
_SAVED = "RUN"


class OperationManager(QObject):
    """Starts operations, holds them while they run, tells how they went and remembers the last of them.

    ``again``, where it is given, is what *Retry* calls when an operation failed or was cancelled: a way to
    begin anew, never the old task or its snapshot.
    """

    changed = pyqtSignal()  # something started, moved on or ended
    ended = pyqtSignal(object)  # Operation

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[Operation] = []
        self._known: list[Operation] = []  # of this session, oldest first, the running ones too
        self._closed = False
        self._quiet = QuietPython(self)

    def running(self) -> list[Operation]:
        """The operations under way, oldest first."""
        return list(self._running)

    def known(self) -> list[Operation]:
        """The operations of this session, oldest first: what runs, and the last that are over."""
        return list(self._known)

    def retry(self, operation: Operation) -> None:
        """Start the work of an operation that did not end well again, once; a refusal is told as any."""
        again = operation.again
        if self._closed or again is None or not operation.may_be_retried():
            return
        before = self._known[-1]
        operation.again = None
        try:
            again()
        except GengdiError as error:
            self._end(self._begin(operation.title, again), State.FAILED, str(error))
        if self._known and self._known[-1] is before:  # what it needs is not there now: it said so itself
            operation.again = again
        self.changed.emit()

    def forget_restarts(self) -> None:
        """Offer no retry of what was: the project it belonged to is gone."""
        for operation in self._known:
            operation.again = None
        self.changed.emit()

    def run_algorithm(
        self,
        algorithm_id: str,
        parameters: dict[str, Any],
        title: str,
        project: QgsProject,
        on_success: Callable[[AlgorithmRun], None] | None = None,
        keep_session: bool = False,
        again: Again | None = None,
        read_before: Any = None,
    ) -> Operation:
        """Run a Processing algorithm as a task; ``on_success`` gets the run, in the main thread.
        ``keep_session``: what a screening prepared is wanted (``AlgorithmRun.take_session``);
        ``read_before``: what it need not read again.

        Its inputs are snapshot here, in the main thread. A refusal ends the operation at once, with the
        algorithm's own sentence as ``error``.
        """
        operation = self._begin(title, again)
        run = AlgorithmRun(algorithm_id, parameters, project, keep_session, read_before)
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
        again: Again | None = None,
    ) -> Operation:
        """Run ``work(feedback)`` in a worker thread; ``on_success(result)`` follows in the main thread."""
        operation = self._begin(title, again)
        task = FunctionTask(title, work)
        task.taskCompleted.connect(lambda: self._completed(operation, task.result, on_success))
        task.taskTerminated.connect(lambda: self._terminated(operation, task))
        self._start(operation, task, task.feedback)
        return operation

    def run_steps(
        self,
        steps: Iterator[float],
        title: str,
        on_success: Callable[[Any], None] | None = None,
        again: Again | None = None,
    ) -> Operation:
        """Work through ``steps`` in the main thread, one per turn of the event loop (see StepRun)."""
        operation = self._begin(title, again)
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
        self._known.clear()
        self._quiet.set_working(False)

    def _begin(self, title: str, again: Again | None = None) -> Operation:
        operation = Operation(title, self, again)
        self._running.append(operation)
        self._known.append(operation)
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
        operation.end(state, without_secrets(error))
        self._running.remove(operation)
        self._quiet.set_working(bool(self._running))
        if state is State.FAILED:
            log.error("%s: %s", operation.title, operation.error)
        else:
            log.info("%s: %s", operation.title, state.value)
        operation.ended.emit(operation)
        self.ended.emit(operation)
        operation.let_go()
        self._forget_the_oldest()
        self.changed.emit()

    def _forget_the_oldest(self) -> None:
        over = [one for one in self._known if one.ended_already()]
        for operation in over[: max(0, len(over) - _KEPT)]:
            self._known.remove(operation)
            operation.again = None
            operation.deleteLater()


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
