"""Who asks for a second look at which patch: a mark that all officers see and that changes no colour."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.casework import LOOKED_AGAIN, SECOND_LOOK, CaseEvent, fold
from . import sql
from .events import read_events, record_event
from .workspace import Workspace

_ASKED = "SELECT DISTINCT patch_uid FROM case_event WHERE event = ? AND patch_uid IS NOT NULL"


@dataclass(frozen=True)
class SecondLook:
    """A mark that stands: the event, who asked, when (ISO 8601) and the note."""

    event_uid: str
    actor: str
    at: str
    note: str


def second_looks(ws: Workspace) -> dict[str, SecondLook]:
    """The patches (by uid) that wait for a second look."""
    asked = [uid for (uid,) in ws.db.execute(_ASKED, (SECOND_LOOK,)).fetchall()]
    found: dict[str, SecondLook] = {}
    for batch in sql.batches(asked):
        for uid, events in read_events(ws.db, batch).items():
            mark = _standing(events)
            if mark is not None:
                found[uid] = mark
    return found


def second_look(ws: Workspace, patch_uid: str) -> SecondLook | None:
    """The mark of one patch, None when there is none."""
    return _standing(read_events(ws.db, [patch_uid]).get(patch_uid, []))


def _standing(events: list[CaseEvent]) -> SecondLook | None:
    wanted = fold(events).second_look
    event = next((one for one in events if wanted and one.uid == wanted), None)
    return None if event is None else SecondLook(event.uid, event.actor, event.at, event.note)


def ask_second_look(ws: Workspace, patch_uid: str, actor: str, note: str = "", role: str = "officer") -> None:
    """Mark the patch. Raises IllegalTransition where its case goes on in others."""
    record_event(ws, patch_uid, CaseEvent(SECOND_LOOK, actor, role, note=note))


def end_second_look(ws: Workspace, patch_uid: str, actor: str, note: str = "", role: str = "officer") -> None:
    """Take the mark off: somebody looked again. Raises IllegalTransition when there is none."""
    record_event(ws, patch_uid, CaseEvent(LOOKED_AGAIN, actor, role, note=note))
