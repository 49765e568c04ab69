"""Documents of a review: entered one after another in tasks, while the officer goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeedback

from ...core.i18n import tr
from ..desk import Desk
from ..work.operations import Operation, State
from .decisions import enter

if TYPE_CHECKING:
    from ...store.desk_documents import DeskDocuments
    from ...store.document_numbers import KnownDocument
    from .review_queue import Decision


@dataclass(frozen=True)
class WaitingDocument:
    """A document to be entered for the patch of ``decision``."""

    path: Path
    document: KnownDocument
    officer: str
    decision: Decision


class DocumentQueue:
    """One at a time: two would wait for each other's writing. ``done(waiting, taken)`` or
    ``failed(waiting, why)`` follows in the main thread."""

    def __init__(
        self,
        desk: Desk,
        done: Callable[[WaitingDocument, DeskDocuments], None],
        failed: Callable[[WaitingDocument, str], None],
    ) -> None:
        self._desk, self._done, self._failed = desk, done, failed
        self._waiting: list[WaitingDocument] = []
        self._running: WaitingDocument | None = None

    def add(self, waiting: WaitingDocument) -> None:
        """Enter it as soon as those before it are done."""
        self._waiting.append(waiting)
        self._start()

    def withdraw(self, decision: Decision) -> bool:
        """Forget a document that has not begun; False when it has."""
        if self._running is not None and self._running.decision is decision:
            return False
        self._waiting = [one for one in self._waiting if one.decision is not decision]
        return True

    def busy(self) -> bool:
        """Whether some document is not entered yet."""
        return self._running is not None

    def _start(self) -> None:
        if self._running is not None or not self._waiting:
            return
        one = self._running = self._waiting.pop(0)
        note, uid = one.decision.note, one.decision.uid
        operation = self._desk.operations.run_function(
            lambda feedback: enter(one.path, uid, one.document, one.officer, note, feedback),
            tr("Screening again with document {number}").format(number=one.document.doc_no),
        )
        operation.ended.connect(self._ended)

    def _ended(self, operation: Operation) -> None:
        one, self._running = self._running, None
        if one is None:
            return
        if operation.state is State.DONE:
            self._done(one, operation.result)
        else:
            self._failed(one, operation.error or tr("Stopped before it was entered."))
        self._start()


def read_numbers(desk: Desk, path: Path, then: Callable[[Any], None]) -> None:
    """Read in a task which numbers project and workspace know; ``then`` gets them by number."""
    from ...layers.document_numbers import DocumentNumbers

    numbers = DocumentNumbers(desk.project)
    desk.operations.run_function(
        lambda feedback: _numbers(path, numbers, feedback), tr("Reading document numbers"), then
    )


def _numbers(path: Path, numbers: Any, feedback: QgsFeedback) -> Any:
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        return numbers.read(workspace, feedback)
