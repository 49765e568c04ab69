"""Patches are sent to whoever is responsible for their place: first proposed, then recorded as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ..core.casework import CaseEvent, fold, step
from ..core.deadlines import WORKDAYS, deadline, due_after
from ..core.errors import IllegalTransition, InputError
from ..core.i18n import tr
from ..core.responsibility import Person
from ..core.stopping import checkpoint
from ..core.workdays import Calendar
from . import sql
from .connection import transaction
from .events import patch_label, read_events, refresh_states, stamped, write_events
from .load import running_cases
from .responsible import person_of, responsible_on
from .settings import blue_shown
from .workday_file import calendar_of
from .workspace import Workspace

#: What is dispatched when nothing is said (public contract, rule 10).
DEFAULT_SCOPE = ("basic_farmland", "cultivated")

#: Scope of a patch that was not tested for farmland.
UNTESTED = "untested"

#: States from which a patch is sent, and how that is called.
_EVENTS = {"screened_yellow": "dispatched", "reopened": "dispatched", "screened_green": "spot_check"}

_WAITING = """
SELECT p.uid, p.patch_no, p.spatial_code, p.unit_code, p.unit_name, s.state, v.scope, v.area_m2
FROM patch_state s JOIN patch p ON p.uid = s.patch_uid AND p.deleted_at IS NULL
LEFT JOIN verdict v ON v.id = (
    SELECT w.id FROM verdict w WHERE w.patch_uid = p.uid AND w.deleted_at IS NULL
    ORDER BY w.clock DESC, w.uid DESC LIMIT 1
)
WHERE {which}
ORDER BY p.unit_code, p.spatial_code, p.patch_no, p.id
"""

_ALL = _WAITING.replace("{which}", "s.state IN ('screened_yellow', 'reopened')")
_CHOSEN = _WAITING.replace("{which}", "s.patch_uid IN ({marks})")


@dataclass(frozen=True)
class Proposal:
    """One patch, who would get it until when, and why (a key of vocabulary group ``assignment``).

    ``person`` None: nobody can be proposed, ``why`` says so. ``scope``: as the screening found it, or
    ``untested``; ``due_on``: ISO day.
    """

    patch_uid: str
    patch_no: str
    spatial_code: str
    unit_code: str
    unit_name: str
    state: str
    scope: str
    area_m2: float | None
    person: Person | None
    why: str
    due_on: str


@dataclass(frozen=True)
class Proposed:
    """``rows``: what can be dispatched; ``left_out``: patches of another scope; ``notice``: what the
    calendar does not know, "" when nothing."""

    rows: tuple[Proposal, ...]
    left_out: int
    notice: str = ""


@dataclass(frozen=True)
class Dispatched:
    """``count`` patches were sent; ``rows``: all that were proposed; ``nobody``: those of them that wait on
    because nobody is responsible; ``left_out`` and ``notice`` as in :class:`Proposed`."""

    rows: tuple[Proposal, ...]
    count: int
    nobody: int
    left_out: int
    notice: str


@dataclass(frozen=True)
class Assignment:
    """What is recorded for one patch."""

    patch_uid: str
    responsible_uid: str
    due_on: str


def propose(
    ws: Workspace,
    patch_uids: Sequence[str] | None = None,
    scope: Iterable[str] | None = DEFAULT_SCOPE,
    due_days: int | None = None,
    now: dt.datetime | None = None,
) -> Proposed:
    """Who would get which patch until when; nothing is written.

    All patches that wait (yellow, reopened), or those of ``patch_uids`` that can be sent. ``scope``: only
    these (``untested``: without farmland layer), None for every one. ``due_days``: working days instead of
    those of ``deadlines.csv``. Of several people of one unit each gets as many as the others, counting
    what they have.
    """
    now = now or dt.datetime.now().astimezone()
    calendar = calendar_of(ws)
    due = _due(now, due_days, calendar)
    responsible = responsible_on(ws, now.date(), running_cases(ws))
    wanted = None if scope is None else set(scope)
    rows, left_out = [], 0
    for uid, number, code, unit, name, state, found, area in _waiting(ws, patch_uids):
        own = found or UNTESTED
        if state not in _EVENTS or (wanted is not None and own not in wanted):
            left_out += 1
            continue
        choice = responsible.choose(unit or "")
        rows.append(
            Proposal(
                uid, number or "", code or "", unit or "", name or "", state, own, area, choice.person,
                choice.why, due.date().isoformat(),
            )
        )  # fmt: skip
    return Proposed(tuple(rows), left_out, calendar.notice(now.date(), due.date()))


def _due(now: dt.datetime, due_days: int | None, calendar: Calendar) -> dt.datetime:
    rule = deadline("verify")
    if due_days is None:
        return due_after(now, rule.number, rule.unit, calendar)
    if due_days < 1:
        raise InputError(
            tr("A deadline is at least one working day; {days} was given.").format(days=due_days)
        )
    return due_after(now, due_days, WORKDAYS, calendar)


def _waiting(ws: Workspace, patch_uids: Sequence[str] | None) -> Iterable[tuple]:  # type: ignore[type-arg]
    if patch_uids is None:
        yield from ws.db.execute(_ALL).fetchall()
        return
    for batch in sql.batches(tuple(dict.fromkeys(patch_uids))):
        yield from ws.db.execute(sql.select_in(_CHOSEN, len(batch)), batch).fetchall()


def record_dispatch(
    ws: Workspace,
    assignments: Iterable[Assignment],
    actor: str,
    role: str = "officer",
    note: str = "",
    progress: Callable[[float], None] = lambda _share: None,
) -> int:
    """Send every patch of ``assignments`` in one transaction; how many. One that cannot be sent (meanwhile
    sent by another, its person out of office) refuses all with a sentence; nothing is written then.
    ``progress`` hears 0 … 1."""
    wanted = list(assignments)
    today = dt.date.today().isoformat()
    with transaction(ws.db):
        for uid in {one.responsible_uid for one in wanted}:
            _in_office(person_of(ws, uid), today)
        for one in wanted:
            if _iso(one.due_on) < today:
                raise InputError(
                    tr("Patch {patch}: the deadline {day} is over already; choose a later one.").format(
                        patch=patch_label(ws.db, one.patch_uid), day=one.due_on
                    )
                )
        _append(
            ws,
            [
                (
                    one.patch_uid,
                    CaseEvent(
                        "", actor, role, note=note, responsible_uid=one.responsible_uid, due_on=one.due_on
                    ),
                )
                for one in wanted
            ],
            progress,
        )
    return len(wanted)


def dispatch_waiting(
    ws: Workspace,
    actor: str,
    scope: Iterable[str] | None = DEFAULT_SCOPE,
    due_days: int | None = None,
) -> Dispatched:
    """Send every waiting patch as :func:`propose` has it, in one transaction."""
    with transaction(ws.db):
        found = propose(ws, None, scope, due_days)
        count = record_dispatch(
            ws,
            [
                Assignment(row.patch_uid, row.person.uid, row.due_on)
                for row in found.rows
                if row.person is not None
            ],
            actor,
        )
    return Dispatched(found.rows, count, len(found.rows) - count, found.left_out, found.notice)


def reassign(
    ws: Workspace,
    patch_uids: Sequence[str],
    responsible_uid: str,
    actor: str,
    note: str,
    role: str = "officer",
    due_on: str = "",
) -> int:
    """Hand cases to another person (转办), for a reason; the deadline stays unless ``due_on`` is given."""
    with transaction(ws.db):
        _in_office(person_of(ws, responsible_uid), dt.date.today().isoformat())
        if due_on:
            _iso(due_on)
        event = CaseEvent(
            "reassigned", actor, role, note=note, responsible_uid=responsible_uid, due_on=due_on
        )
        _append(ws, [(uid, event) for uid in dict.fromkeys(patch_uids)])
    return len(set(patch_uids))


def extend(
    ws: Workspace, patch_uids: Sequence[str], due_on: str, actor: str, note: str, role: str = "town"
) -> int:
    """Move the deadline of cases to a later day (延期), for a reason; town or county level."""
    with transaction(ws.db):
        _iso(due_on)
        for uid in patch_uids:
            row = ws.db.execute("SELECT due_on FROM patch_state WHERE patch_uid = ?", (uid,)).fetchone()
            if row and row[0] and due_on <= row[0]:
                raise InputError(
                    tr("Patch {patch} is due on {day}: an extension must lead to a later day.").format(
                        patch=patch_label(ws.db, uid), day=row[0]
                    )
                )
        event = CaseEvent("extended", actor, role, note=note, due_on=due_on)
        _append(ws, [(uid, event) for uid in dict.fromkeys(patch_uids)])
    return len(set(patch_uids))


def _iso(day: str) -> str:
    """``day`` when it is an ISO day; InputError otherwise."""
    try:
        return dt.date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise InputError(tr("“{day}” is no day: write it like 2026-12-01.").format(day=day)) from error


def _in_office(person: Person, today: str) -> None:
    if not person.in_office(today):
        raise InputError(
            tr("{name} is not in office today: choose another person, or correct the term.").format(
                name=person.name
            )
        )


def _append(
    ws: Workspace,
    wanted: Sequence[tuple[str, CaseEvent]],
    progress: Callable[[float], None] = lambda _share: None,
) -> None:
    """Check and append one event per patch; an event without a name is the dispatch the state asks for."""
    blue, db = blue_shown(ws.db), ws.db
    uids = [uid for uid, _ in wanted]
    if len(set(uids)) != len(uids):
        raise InputError(tr("A patch is named twice: send it once."))
    with transaction(db) as connection:
        events = stamped(connection, [event for _, event in wanted])
        ready: list[tuple[str, CaseEvent]] = []
        for batch in sql.batches(tuple(uids)):
            checkpoint()
            progress(0.5 * len(ready) / len(wanted))
            past = read_events(db, batch)
            for uid in batch:
                current = fold(past.get(uid, []), blue)
                event = events[len(ready)]
                event = (
                    event if event.event else replace(event, event=_EVENTS.get(current.state, "dispatched"))
                )
                try:
                    step(current, event, blue)
                except IllegalTransition as error:
                    raise IllegalTransition(
                        tr("Patch {patch}: {why} Nothing was recorded.").format(
                            patch=patch_label(db, uid), why=error
                        )
                    ) from error
                ready.append((uid, event))
        write_events(connection, ready)
        progress(0.6)
        refresh_states(db, uids)
