"""One piece of long work as the interface sees it: while it runs, and afterwards in the list."""

from __future__ import annotations

import datetime as dt
import time
from enum import Enum
from typing import Any, Callable

from qgis.core import QgsFeedback, QgsTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from .algorithm_run import AlgorithmRun
from .function_task import stop_task
from .step_run import StepRun


class State(Enum):
    """Where an operation stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Operation(QObject):
    """One piece of long work: its title, its task, how it stands and how it ended.

    ``again`` starts the same work anew, from what is there then; None where that would make no sense.
    """

    progressed = pyqtSignal()
    ended = pyqtSignal(object)  # this operation

    def __init__(self, title: str, parent: QObject, again: Callable[[], object] | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.again = again
        self.started = dt.datetime.now().astimezone()
        self._clock = time.monotonic()
        self._seconds: float | None = None  # once it is over
        self.task: QgsTask | StepRun | None = None
        self.feedback = QgsFeedback()  # the task's own, once it has one
        self.state = State.RUNNING
        self.error = ""
        self.result: Any = None
        self.keep_alive: AlgorithmRun | None = None  # what its task uses, which Python must not collect

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

    def seconds(self) -> float:
        """How long it has been running, or ran."""
        return time.monotonic() - self._clock if self._seconds is None else self._seconds

    def may_be_retried(self) -> bool:
        """Whether it did not end well and can be started again."""
        return self.state in (State.FAILED, State.CANCELLED) and self.again is not None

    def end(self, state: State, error: str) -> None:
        """It is over: keep how it ended."""
        self.state, self.error = state, error
        self._seconds = time.monotonic() - self._clock

    def let_go(self) -> None:
        """Hold nothing that may be large; who wanted the result has it."""
        if self.keep_alive is not None:
            self.keep_alive.let_go()
        self.keep_alive = self.result = self.task = None
        self.feedback = QgsFeedback()  # that of an algorithm holds what it was to hand over
        if self.state is State.DONE:
            self.again = None

    def cancel(self) -> None:
        """Ask the work to stop; ``ended`` follows when it has."""
        if self.state is State.RUNNING and self.task is not None and not sip.isdeleted(self.task):
            if isinstance(self.task, QgsTask):
                stop_task(self.task, self.feedback)
            else:
                self.task.cancel()
