"""Problems of pollution sources: what the supervision list holds, and what happened to each item."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from .._vendor.sqlite_utils import Database
from ..core.case_engine import CaseEvent
from ..core.errors import InputError, WorkspaceError
from ..core.i18n import tr
from ..core.problem_work import CLOSED, ProblemState, fold_problem, problem_step
from . import sql
from .clock import now_iso
from .connection import transaction
from .events import ITEM, read_events, stamped, write_events
from .workspace import Workspace

#: Namespace of the uids of items: the same problem told twice by the same source is one item.
_NAMESPACE = uuid.UUID("5b8a3a54-0c0e-5d0b-a2b7-3f7d2f0a9c66")

_UIDS = "SELECT uid FROM supervision_item WHERE uid IN ({marks})"

_TARGET = """
SELECT s.state FROM supervision_item i LEFT JOIN item_state s ON s.item_uid = i.uid
WHERE i.uid = ? AND i.deleted_at IS NULL
"""

_STATE_COLUMNS = ("item_uid", "state", "since", "responsible_uid", "due_on", "skipped")


@dataclass(frozen=True)
class Problem:
    """What is told of a problem. ``kind``: an event type of the coordination table; ``level``: red | yellow |
    info; ``source``: who or what told it, with its own number; ``co_departments``: comma list; ``patch_uid``:
    the patch it lies on, when it is one of farmland too."""

    title: str
    source: str
    uscc: str = ""
    kind: str = ""
    level: str = ""
    description: str = ""
    unit_code: str = ""
    lead_department: str = ""
    co_departments: str = ""
    patch_uid: str = ""


def raise_problem(ws: Workspace, problem: Problem, actor: str, role: str) -> str:
    """Put ``problem`` into the workspace with its first event (``sensed``); its uid. The same problem of
    the same source again is the same item and changes nothing. InputError without title or source."""
    return raise_problems(ws, [problem], actor, role)[0][0]


def raise_problems(
    ws: Workspace, problems: Iterable[Problem], actor: str, role: str
) -> tuple[list[str], int]:
    """Put ``problems`` into the workspace in one transaction, each with its first event; their uids in the
    order given, and how many of them are new. InputError when one has no title or no source."""
    told: dict[str, Problem] = {}
    uids = []
    for problem in problems:
        if not (problem.title.strip() and problem.source.strip()):
            raise InputError(tr("A problem needs a title and a source: fill in both."))
        uids.append(problem_uid(problem))
        told.setdefault(uids[-1], problem)
    columns = ("uid", "raised_at", *(field.name for field in fields(Problem)))
    with transaction(ws.db) as connection:
        known = _known(ws, told)
        new = [uid for uid in told if uid not in known]
        problem_step(ProblemState(), CaseEvent("sensed", actor, role))
        now = now_iso()
        rows = ((uid, now, *(value or None for value in astuple(told[uid]))) for uid in new)
        connection.executemany(sql.insert("supervision_item", columns), rows)
        events = stamped(connection, [CaseEvent("sensed", actor, role)] * len(new))
        write_events(connection, zip(new, events), ITEM)
        refresh_item_states(ws.db, new)
    return uids, len(new)


def problem_uid(problem: Problem) -> str:
    """The uid an item has on every desktop: by source, credit code, title and kind."""
    told = (problem.source, problem.uscc, problem.title, problem.kind)
    return uuid.uuid5(_NAMESPACE, "\x1f".join(told)).hex


def _known(ws: Workspace, uids: Iterable[str]) -> set[str]:
    known: set[str] = set()
    for batch in sql.batches(list(uids)):
        found = ws.db.execute(sql.select_in(_UIDS, len(batch)), batch)
        known.update(uid for (uid,) in found.fetchall())
    return known


def record_problem_event(ws: Workspace, item_uid: str, event: CaseEvent, level: str = "") -> ProblemState:
    """Append one event of a problem; the new state. An illegal one raises IllegalTransition, nothing is
    written; WorkspaceError when there is no such item. ``level``: the item's from now on (a judgement may
    set it). InputError when it would be merged into itself or into an item that does not go on."""
    with transaction(ws.db) as connection:
        known = "SELECT 1 FROM supervision_item WHERE uid = ? AND deleted_at IS NULL"
        if not connection.execute(known, (item_uid,)).fetchone():
            raise WorkspaceError(
                tr("The workspace {file} has no supervision item {uid}.").format(file=ws.path, uid=item_uid)
            )
        (new,) = stamped(connection, [event])
        after = problem_step(fold_problem(_events(ws, item_uid)), new)
        if after.merged_into:
            _check_target(ws, item_uid, after.merged_into)
        if level:
            connection.execute("UPDATE supervision_item SET level = ? WHERE uid = ?", (level, item_uid))
        write_events(connection, [(item_uid, new)], ITEM)
        refresh_item_states(ws.db, [item_uid])
    return after


def _check_target(ws: Workspace, item_uid: str, into: str) -> None:
    row = ws.db.execute(_TARGET, (into,)).fetchone()
    if row is None or into == item_uid or row[0] in CLOSED:
        raise InputError(
            tr("An item is merged into another one that is open: choose one that is not closed.")
        )


def problem_history(ws: Workspace, item_uid: str) -> tuple[list[CaseEvent], ProblemState]:
    """All events of an item in their order, and the state they imply."""
    events = sorted(_events(ws, item_uid), key=lambda event: (event.clock, event.site, event.uid))
    return events, fold_problem(events)


def _events(ws: Workspace, item_uid: str) -> list[CaseEvent]:
    return read_events(ws.db, [item_uid], ITEM).get(item_uid, [])


def refresh_item_states(db: Database, item_uids: Iterable[str]) -> None:
    """Rewrite ``item_state`` of these items from their events; call it in the events' transaction."""
    with transaction(db) as connection:
        uids = list(dict.fromkeys(item_uids))
        events = read_events(db, uids, ITEM)
        connection.executemany("DELETE FROM item_state WHERE item_uid = ?", ((uid,) for uid in uids))
        rows = []
        for uid in events:
            state = fold_problem(events[uid])
            skipped = ",".join(entry.uid for entry in state.skipped) or None
            rows.append((uid, state.state, state.since, state.responsible_uid or None, state.due_on or None,
                         skipped))  # fmt: skip
        connection.executemany(sql.insert("item_state", _STATE_COLUMNS), rows)


def verify_item_states(ws: Workspace) -> list[str]:
    """The items whose stored state is not what their events imply (changes nothing)."""
    stored = dict(ws.db.execute("SELECT item_uid, state FROM item_state").fetchall())
    with_events = ws.db.execute("SELECT DISTINCT item_uid FROM case_event WHERE item_uid IS NOT NULL")
    uids = list({uid for (uid,) in with_events.fetchall()} | set(stored))
    events = read_events(ws.db, uids, ITEM)
    return sorted(uid for uid in uids if stored.get(uid) != fold_problem(events.get(uid, [])).state)
