"""Enforcement beside rectification: a case is filed (立案) and concluded (结案), each with its number."""

from __future__ import annotations

from ..core.case_course import course, open_filing
from ..core.casework import CaseEvent, PatchState
from ..core.errors import IllegalTransition, InputError
from ..core.i18n import tr
from .connection import transaction
from .events import history, patch_label, record_event
from .workspace import Workspace


def file_case(
    ws: Workspace,
    patch_uid: str,
    doc_no: str,
    actor: str,
    role: str = "county",
    *,
    note: str = "",
    at: str = "",
) -> PatchState:
    """Record that a case of enforcement was filed under ``doc_no``; its colour and state stay.

    IllegalTransition when the patch is not confirmed unlawful or a filed case is not concluded yet.
    """
    return _record(ws, "filed", patch_uid, doc_no, actor, role, note, at)


def conclude_case(
    ws: Workspace,
    patch_uid: str,
    doc_no: str,
    actor: str,
    role: str = "county",
    *,
    note: str = "",
    at: str = "",
) -> PatchState:
    """Record that the filed case was concluded by ``doc_no``; its colour and state stay.

    IllegalTransition when none is filed.
    """
    return _record(ws, "concluded", patch_uid, doc_no, actor, role, note, at)


def filed_under(ws: Workspace, patch_uid: str) -> str:
    """The number of the filed case that is not concluded yet, "" without one."""
    filed = open_filing(course(history(ws, patch_uid)[0]))
    return filed.doc_no if filed is not None else ""


def _record(
    ws: Workspace, event: str, patch_uid: str, doc_no: str, actor: str, role: str, note: str, at: str
) -> PatchState:
    number = doc_no.strip()
    label = patch_label(ws.db, patch_uid)
    if not number:
        raise InputError(
            tr("Patch {patch}: give the number of the document by which it was filed or concluded.").format(
                patch=label
            )
        )
    with transaction(ws.db):
        filed = filed_under(ws, patch_uid)
        if event == "filed" and filed:
            raise IllegalTransition(
                tr("Patch {patch}: the case {number} is filed and not concluded yet.").format(
                    patch=label, number=filed
                )
            )
        if event == "concluded" and not filed:
            raise IllegalTransition(
                tr("Patch {patch}: no case of enforcement is filed that could be concluded.").format(
                    patch=label
                )
            )
        return record_event(
            ws, patch_uid, CaseEvent(event, actor.strip(), role, at=at, note=note.strip(), doc_no=number)
        )
