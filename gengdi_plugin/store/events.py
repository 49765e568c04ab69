"""Case events in the workspace, and the derived ``patch_state`` rewritten by the one fold."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .._vendor.sqlite_utils import Database
from ..core.casework import CaseEvent, PatchState, fold, step
from ..core.errors import WorkspaceError
from ..core.i18n import tr
from ..core.stopping import checkpoint
from . import sql
from .audit_bulk import known_rows
from .clock import next_clock, now_iso
from .column_digest import first_digests, late_digests
from .connection import transaction
from .row_digest import chosen_columns
from .settings import blue_shown
from .workspace import Workspace

_EVENT_COLUMNS = (
    "uid", "patch_uid", "clock", "event", "actor", "role", "at", "site", "note", "evidence_uid", "doc_no",
    "covers", "responsible_uid", "due_on", "unlawful_m2", "unlawful_from", "violation_type",
)  # fmt: skip

_STATE_COLUMNS = (
    "patch_uid", "state", "code", "since", "finding", "inspection_uid", "inspector", "doc_no", "auditor",
    "audited_at", "audit_note", "responsible_uid", "due_on", "unlawful_m2", "unlawful_from",
    "violation_type", "skipped",
)  # fmt: skip

#: What an event is about: the column that names it.
PATCH, ITEM = "patch_uid", "item_uid"

# A tombstone does not unhappen an event: events are append-only, so deleted_at is not asked here.
_READ = """
SELECT {subject} AS subject, uid, event, actor, role, at, clock, site, note, evidence_uid, doc_no, covers,
    responsible_uid, due_on, unlawful_m2, unlawful_from, violation_type
FROM case_event WHERE {subject} IN ({marks})
"""

_PATCHES_WITH_EVENTS = "SELECT DISTINCT patch_uid FROM case_event WHERE patch_uid IS NOT NULL"

_TEXTS = (
    "event", "actor", "role", "site", "uid", "at", "note", "evidence_uid", "doc_no", "covers",
    "responsible_uid", "due_on", "unlawful_from", "violation_type",
)  # fmt: skip


@dataclass(frozen=True)
class StateDifference:
    """A patch whose stored state is not what its events imply: ``stored`` and ``derived`` (state, code)."""

    patch_uid: str
    stored: tuple[str, str] | None
    derived: tuple[str, str]


def read_events(db: Database, subjects: Sequence[str], subject: str = PATCH) -> dict[str, list[CaseEvent]]:
    """The events of each of ``subjects`` (uids of patches, or of supervision items with ``subject`` ITEM)
    that has any, in no particular order."""
    found: dict[str, list[CaseEvent]] = {}
    statement = _READ.replace("{subject}", subject)
    for batch in _batches(subjects):
        for values in sql.dicts(db.execute(sql.select_in(statement, len(batch)), batch)):
            found.setdefault(values.pop("subject"), []).append(_event(values))
    return found


def _event(values: dict[str, Any]) -> CaseEvent:
    for key in _TEXTS:
        values[key] = values[key] or ""
    return CaseEvent(**{**values, "clock": int(values["clock"] or 0)})


def _batches(items: Iterable[str]) -> Iterator[list[str]]:
    """The distinct ``items`` in lists that fit an IN list."""
    return sql.batches(tuple(dict.fromkeys(items)))


def history(ws: Workspace, patch_uid: str) -> tuple[list[CaseEvent], PatchState]:
    """All events of a patch in their order, and the state they imply with the skipped ones and why."""
    events = read_events(ws.db, [patch_uid]).get(patch_uid, [])
    ordered = sorted(events, key=lambda event: (event.clock, event.site, event.uid))
    return ordered, fold(ordered, blue_shown(ws.db))


def stamped(connection: sqlite3.Connection, events: Iterable[CaseEvent]) -> list[CaseEvent]:
    """``events`` with uid, clock and time where they have none, each later than the one before."""
    now, clock = now_iso(), next_clock(connection)
    return [
        replace(event, uid=event.uid or uuid.uuid4().hex, clock=clock + number, at=event.at or now)
        for number, event in enumerate(events)
    ]


def write_events(
    connection: sqlite3.Connection, rows: Iterable[tuple[str, CaseEvent]], subject: str = PATCH
) -> None:
    """Append stamped events: ``(uid of the patch or item, event)``. The caller refreshes the states."""
    columns = tuple(subject if column == PATCH else column for column in _EVENT_COLUMNS)
    connection.executemany(sql.insert("case_event", columns), (_event_row(uid, event) for uid, event in rows))


def _event_row(patch_uid: str, event: CaseEvent) -> tuple[Any, ...]:
    return tuple(
        patch_uid if column == PATCH else _blank_to_null(getattr(event, column), column)
        for column in _EVENT_COLUMNS
    )


def _blank_to_null(value: Any, column: str) -> Any:
    # A local event has no site until it is sealed; '' keeps its place in the fold the same.
    return None if value == "" and column != "site" else value


def record_event(ws: Workspace, patch_uid: str, event: CaseEvent) -> PatchState:
    """Append one local event; the new state. An illegal one raises IllegalTransition, nothing is written."""
    with transaction(ws.db) as connection:
        known = connection.execute(
            "SELECT 1 FROM patch WHERE uid = ? AND deleted_at IS NULL", (patch_uid,)
        ).fetchone()
        if not known:
            raise WorkspaceError(
                tr("The workspace {file} has no patch {uid}: screen it first.").format(
                    file=ws.path, uid=patch_label(ws.db, patch_uid)
                )
            )
        blue = blue_shown(ws.db)
        current = fold(read_events(ws.db, [patch_uid]).get(patch_uid, []), blue)
        new = stamped(connection, [event])
        after = step(current, new[0], blue)
        write_events(connection, [(patch_uid, new[0])])
        refresh_states(ws.db, [patch_uid])
    return after


def patch_label(db: Database, patch_uid: str) -> str:
    """What officers call the patch: its number, also when it was taken back; the uid when there is none."""
    row = db.execute("SELECT patch_no FROM patch WHERE uid = ?", (patch_uid,)).fetchone()
    return (row and row[0]) or patch_uid


def refresh_states(db: Database, patch_uids: Iterable[str]) -> None:
    """Rewrite ``patch_state`` of these patches from their events; call it in the events' transaction."""
    blue = blue_shown(db)
    with transaction(db) as connection:
        for batch in _batches(patch_uids):
            checkpoint()
            events = read_events(db, batch)
            connection.executemany("DELETE FROM patch_state WHERE patch_uid = ?", ((uid,) for uid in batch))
            connection.executemany(
                sql.insert("patch_state", _STATE_COLUMNS),
                [
                    _state_row(uid, state)
                    for uid in batch
                    if uid in events
                    # a patch whose only run was undone is where it was before it was known: without a state
                    and ((state := fold(events[uid], blue)).state or state.skipped)
                ],
            )


def write_first_events(
    db: Database, patch_uids: Sequence[str], event: CaseEvent, uids: Sequence[str]
) -> None:
    """Append ``event`` (without uid, clock and time) to each of these patches, which have none and no state
    yet, under ``uids``, and write their states: the same row for all but for uid and clock."""
    (first,) = stamped(db.conn, [event])
    row, state, count = _event_row("", first), fold([first], blue_shown(db)), len(patch_uids)
    own = (uids, patch_uids, range(first.clock, first.clock + count))
    columns = dict(zip(_EVENT_COLUMNS, (*own, *([value] * count for value in row[3:]))))
    content = {name: columns[name] for name in chosen_columns("case_event", columns).first}
    digests = late_digests(first_digests("case_event", content, count), {})
    with known_rows(db.conn, "case_event", zip(uids, digests)):
        db.conn.executemany(sql.insert("case_event", _EVENT_COLUMNS), zip(*columns.values()))
    if state.skipped:  # names the event, which differs
        refresh_states(db, patch_uids)
        return
    rest = _state_row("", state)[1:]
    db.conn.executemany(sql.insert("patch_state", _STATE_COLUMNS), ((uid, *rest) for uid in patch_uids))


def _state_row(uid: str, state: PatchState) -> tuple[Any, ...]:
    own = {"patch_uid": uid, "skipped": ",".join(entry.uid for entry in state.skipped)}
    return tuple(
        own[column] if column in own else _blank_to_null(getattr(state, column), column)
        for column in _STATE_COLUMNS
    )


def verify_states(ws: Workspace) -> list[StateDifference]:
    """Recompute every state from its events and list where the stored one differs (changes nothing)."""
    blue = blue_shown(ws.db)
    stored = {
        uid: (state or "", code or "")
        for uid, state, code in ws.db.execute("SELECT patch_uid, state, code FROM patch_state").fetchall()
    }
    with_events = [uid for (uid,) in ws.db.execute(_PATCHES_WITH_EVENTS).fetchall()]
    differences = []
    for batch in _batches([*with_events, *stored]):
        events = read_events(ws.db, batch)
        for uid in batch:
            state = fold(events.get(uid, []), blue)
            derived = (state.state, state.code)
            if stored.get(uid, ("", "")) != derived:
                differences.append(StateDifference(uid, stored.get(uid), derived))
    return differences
