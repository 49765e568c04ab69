"""What a decision writes into the workspace, and how it is taken back. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeedback

from ...core.casework import PatchState, allowed
from ...core.errors import GengdiError, InputError
from ...core.i18n import tr
from ...core.vocabulary import word

if TYPE_CHECKING:
    from ...core.responsibility import Person
    from ...store.desk_documents import DeskDocuments
    from ...store.document_numbers import KnownDocument
    from ...store.review import PatchRow

#: What can be taken back once it is recorded: done with the open workspace.
Undo = Callable[[Any], object]


class NobodyResponsible(InputError):
    """A patch cannot be sent because nobody is responsible for its place."""


def send(ws: Any, row: PatchRow, officer: str, note: str) -> tuple[Undo, Person, str]:
    """Send the patch to whoever is proposed: how it is taken back, the person, the day it is due.

    Raises NobodyResponsible, and InputError where the case has gone on already."""
    from ...store.dispatch import Assignment, propose, record_dispatch
    from ...store.taking_back import recorded, take_back

    rows = propose(ws, [row.uid], None).rows
    if not rows:
        raise InputError(
            tr("{patch} is “{state}”: it cannot be sent to an inspector now.").format(
                patch=row.patch_no, state=word("state", row.state)
            )
        )
    person, due_on = rows[0].person, rows[0].due_on
    if person is None:
        raise NobodyResponsible(
            tr("{patch} is not sent: {why}.").format(patch=row.patch_no, why=word("assignment", rows[0].why))
        )
    one = [Assignment(row.uid, person.uid, due_on)]
    event = recorded(ws, row.uid, lambda: record_dispatch(ws, one, officer, note=note))
    return lambda ws: take_back(ws, row.uid, event, officer), person, due_on


def mark(ws: Any, uid: str, officer: str, note: str) -> Undo:
    """Ask for a second look at the patch."""
    from ...store.second_look import ask_second_look
    from ...store.taking_back import recorded, take_back

    event = recorded(ws, uid, lambda: ask_second_look(ws, uid, officer, note))
    return lambda ws: take_back(ws, uid, event, officer)


def unmark(ws: Any, uid: str, officer: str, note: str) -> Undo:
    """The second look was taken."""
    from ...store.second_look import end_second_look
    from ...store.taking_back import recorded, take_back

    event = recorded(ws, uid, lambda: end_second_look(ws, uid, officer, note))
    return lambda ws: take_back(ws, uid, event, officer)


def check_yellow(row: PatchRow) -> None:
    """Raise InputError when a document cannot make the patch lawful by a re-screening."""
    if row.code != "yellow" or not allowed(PatchState(row.state), "rescreened_green"):
        raise InputError(
            tr("{patch} is “{state}”: a document does not change that here.").format(
                patch=row.patch_no, state=word("state", row.state)
            )
        )


def checked_document(row: PatchRow, document: KnownDocument | None) -> KnownDocument:
    """``document``. Raises InputError when there is no number, or it cannot make the patch lawful."""
    check_yellow(row)
    if document is None or not document.doc_no.strip():
        raise InputError(tr("A document without a number proves nothing: fill in its number."))
    return document


def enter(
    path: Path, uid: str, document: KnownDocument, officer: str, note: str, feedback: QgsFeedback
) -> DeskDocuments:
    """Enter ``document`` as an approval of the patch's own ground and screen what it reaches again; in a
    task, with a connection of its own. A patch that cannot be screened again is refused before; when the
    screening is stopped, the document is withdrawn."""
    from ...store.desk_documents import take_documents
    from ...store.entered_documents import (
        EnteredDocument,
        document_uids,
        known_documents,
        patch_ground,
        withdraw_documents,
    )
    from ...store.rescreen import standing_verdicts
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        standing_verdicts(workspace, [uid])
        entered = EnteredDocument(
            patch_ground(workspace, uid),
            document.approval_type,
            document.doc_no,
            document.approved_on,
            document.valid_from,
            document.valid_to,
            authority=document.authority,
            project=document.project,
            holder=document.holder,
            remark=note,
        )
        uids = document_uids([entered])
        fresh = set(uids) - known_documents(workspace, uids)
        try:
            return take_documents(
                workspace,
                [entered],
                officer,
                "officer",
                progress=lambda done: feedback.setProgress(100 * done),
                cancelled=feedback.isCanceled,
            )
        except GengdiError:
            with suppress(InputError):  # a verdict rests on it: then it was in time
                withdraw_documents(workspace, fresh, officer)
            raise


def take_document_back(taken: DeskDocuments, officer: str) -> Undo:
    """How an entered document is taken back."""
    from ...store.desk_documents import undo_documents

    return lambda ws: undo_documents(ws, taken, officer)
