"""What the decisions of a sitting record, in what order, and how they are taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...core.errors import InputError
from ...core.i18n import tr
from ..desk import Desk
from ..session import WorkspaceSession
from . import decisions, told
from .document_queue import DocumentQueue, WaitingDocument
from .review_queue import DISPATCHED, LAWFUL, LOOKED_AGAIN, SECOND_LOOK, Decision

if TYPE_CHECKING:
    from ...store.desk_documents import DeskDocuments
    from ...store.document_numbers import KnownDocument
    from ...store.review import PatchRow


class Recorder:
    """Writes at once, but for documents: they are entered in tasks. ``tell`` hears how a document went,
    ``written`` that rows are no longer what they were since a decision, ``dropped`` that one did not come
    to be."""

    def __init__(
        self,
        desk: Desk,
        session: WorkspaceSession,
        tell: Callable[[str], object],
        written: Callable[[Decision], object],
        dropped: Callable[[Decision], object],
    ) -> None:
        self._desk, self._session = desk, session
        self._tell, self._written, self._dropped = tell, written, dropped
        self.documents = DocumentQueue(desk, self._entered, self._not_entered)

    def record(self, decision: Decision, row: PatchRow, document: KnownDocument | None) -> str:
        """Record ``decision`` about ``row``; how it went, in words. Raises GengdiError, and then nothing
        was recorded."""
        officer, note = self._desk.officer(), decision.note
        if decision.kind == DISPATCHED:
            decision.undo, person, due_on = self._session.ask(
                lambda ws: decisions.send(ws, row, officer, note)
            )
            return told.sent(row, person.name, due_on)
        if decision.kind in (SECOND_LOOK, LOOKED_AGAIN):
            work = decisions.mark if decision.kind == SECOND_LOOK else decisions.unmark
            decision.undo = self._session.ask(lambda ws: work(ws, row.uid, officer, note))
            return told.marked(row, decision.kind)
        if decision.kind == LAWFUL:
            known, path = decisions.checked_document(row, document), self._session.path()
            if path is not None:
                decision.pending = True
                self.documents.add(WaitingDocument(path, known, officer, decision))
            return told.handed_over(row)
        return told.skipped(row)

    def take_back(self, decision: Decision) -> None:
        """Take ``decision`` back. Raises GengdiError, which says what rests on it."""
        if decision.pending and not self.documents.withdraw(decision):
            raise InputError(tr("The document is being screened: press Undo again in a moment."))
        if decision.undo is not None:
            self._session.ask(decision.undo)

    def _entered(self, waiting: WaitingDocument, taken: DeskDocuments) -> None:
        decision = waiting.decision
        decision.pending = False
        decision.undo = decisions.take_document_back(taken, waiting.officer)
        before = self._session.row(decision.uid)
        if waiting.path == self._session.path():
            self._written(decision)
        if before is not None:
            after = self._session.row(decision.uid)
            self._tell(told.screened(before, after, waiting.document.doc_no, taken))

    def _not_entered(self, waiting: WaitingDocument, why: str) -> None:
        self._dropped(waiting.decision)
        row = self._session.row(waiting.decision.uid)
        self._tell(told.not_entered(row, waiting.document.doc_no, why))
