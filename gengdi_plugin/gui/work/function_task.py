"""Work in a worker thread as a task that tells what it found or what went wrong, and how it is stopped."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import QgsFeedback, QgsTask

from ...core.errors import Cancelled


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
    """Drop what the cancelled work held here and not in the main thread, which drops the error later; who
    cancelled does not wait until it is freed."""
    from ...core.letting_go import end_and_let_go, locals_of  # numpy is not loaded at QGIS's start

    held = locals_of(error)
    error.__traceback__ = None
    end_and_let_go(held)


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
