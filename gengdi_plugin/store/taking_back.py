"""A step is taken back by whoever recorded it: an event of its own, nothing is removed."""

from __future__ import annotations

from collections.abc import Callable

from ..core.casework import TAKEN_BACK, CaseEvent, PatchState, fold, walk
from ..core.errors import IllegalTransition
from ..core.i18n import tr
from .connection import transaction
from .events import patch_label, read_events, refresh_states, stamped, write_events
from .settings import blue_shown
from .workspace import Workspace


def recorded(ws: Workspace, patch_uid: str, work: Callable[[], object]) -> str:
    """Do ``work``, which records a step of the patch, and tell its event's uid, for :func:`take_back`."""
    with transaction(ws.db):
        work()
        return last_step(ws, patch_uid)


def last_step(ws: Workspace, patch_uid: str) -> str:
    """The uid of the last event of the patch that counts, "" without one: what could be taken back."""
    passed, _skipped = walk(read_events(ws.db, [patch_uid]).get(patch_uid, []))
    return passed[-1].event.uid if passed else ""


def take_back(
    ws: Workspace, patch_uid: str, event_uid: str, actor: str, role: str = "officer", note: str = ""
) -> PatchState:
    """Take the event ``event_uid`` of the patch back; the state, which is that before the event.

    Raises IllegalTransition, with what stands in the way, when another step rests on it, when it is of a
    kind that stays, or when another person recorded it; nothing is written then.
    """
    with transaction(ws.db) as connection:
        blue = blue_shown(ws.db)
        (new,) = stamped(connection, [CaseEvent(TAKEN_BACK, actor, role, note=note, evidence_uid=event_uid)])
        state = fold([*read_events(ws.db, [patch_uid]).get(patch_uid, []), new], blue)
        why = next((entry.why for entry in state.skipped if entry.uid == new.uid), "")
        if why:
            raise IllegalTransition(
                tr("Patch {patch}: {why}").format(patch=patch_label(ws.db, patch_uid), why=why)
            )
        write_events(connection, [(patch_uid, new)])
        refresh_states(ws.db, [patch_uid])
    return state
