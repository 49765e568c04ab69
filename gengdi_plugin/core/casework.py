"""Case states: the transition table and the one fold that derives a patch's state and colour.

Nothing stores a colour that the events do not imply. The legal steps are data
(``data/case_transitions.csv``: ``event, from_states, to_state, roles, needs, why``); this module
reads them, checks one step, and folds any heap of events into the state they imply, whatever the
order in which they arrived.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from .errors import IllegalTransition
from .i18n import tr
from .vocabulary import word

_FILE = Path(__file__).parent / "data" / "case_transitions.csv"

#: The state before any event.
NO_STATE = ""

#: Colour of every state (public contract §4, §5). ``blue`` shows as red where the setting is off.
STATE_CODES = {
    NO_STATE: "",
    "screened_green": "green",
    "screened_yellow": "yellow",
    "dispatched": "yellow",
    "verifying": "yellow",
    "found_lawful": "yellow",
    "found_unchanged": "yellow",
    "found_unlawful": "yellow",
    "audited_green": "green",
    "audited_red": "red",
    "rectifying": "blue",
    "rectified": "blue",
    "accepted": "green",
    "returned": "red",
    "reopened": "yellow",
    # the case goes on in other patches
    "split": "",
    "merged": "",
}

#: In the table: the state stays what it is.
_SAME = "="

FINDINGS = ("found_lawful", "found_unchanged", "found_unlawful")

#: Takes back what one screening run (``evidence_uid``) said about a patch.
RUN_UNDONE = "run_undone"

#: What an auditor makes of the inspector's finding.
_CHANGED_TO = {
    "audit_changed_lawful": "found_lawful",
    "audit_changed_unchanged": "found_unchanged",
    "audit_changed_unlawful": "found_unlawful",
}

#: States in which a deadline and whoever must keep it are still running.
_RUNNING = frozenset({"dispatched", "verifying", "rectifying", "rectified", "returned"})


@dataclass(frozen=True)
class CaseEvent:
    """One thing that happened to a patch; append-only.

    ``clock`` orders events (hybrid logical clock: milliseconds << 16 | counter), then ``site``, then
    ``uid``; ``at`` (ISO 8601) is when it happened for people. ``role``: ``screening`` or the actor's
    level ``officer|inspector|village|town|county``. ``evidence_uid``: the run, inspection or
    rectification it rests on. ``covers``: ``whole`` when an auditor states that ``doc_no`` covers
    the whole patch. ``unlawful_m2``: the area found unlawful, from ``unlawful_from`` (in a report of
    rectification, then ``reported``: the area put right until now);
    ``violation_type``: a key of vocabulary group ``violation_type``, the inspector's or the auditor's.
    """

    event: str
    actor: str = ""
    role: str = ""
    clock: int = 0
    site: str = ""
    uid: str = ""
    at: str = ""
    note: str = ""
    evidence_uid: str = ""
    doc_no: str = ""
    covers: str = ""
    responsible_uid: str = ""
    due_on: str = ""
    unlawful_m2: float | None = None
    unlawful_from: str = ""
    violation_type: str = ""


@dataclass(frozen=True)
class Skipped:
    """An event that is illegal in its place, and why; it stays in the history without effect."""

    uid: str
    event: str
    why: str


@dataclass(frozen=True)
class PatchState:
    """What the events of one patch imply. ``code``: ``green|yellow|red|blue``, "" without events.

    ``finding``: the inspector's, once audited what the auditor made of it.
    """

    state: str = NO_STATE
    code: str = ""
    skipped: tuple[Skipped, ...] = field(default=())
    since: str = ""
    finding: str = ""
    inspection_uid: str = ""
    inspector: str = ""
    doc_no: str = ""
    auditor: str = ""
    audited_at: str = ""
    audit_note: str = ""
    rectifier: str = ""
    responsible_uid: str = ""
    due_on: str = ""
    unlawful_m2: float | None = None
    unlawful_from: str = ""
    violation_type: str = ""


@dataclass(frozen=True)
class Transition:
    """One legal step: ``event`` leads from ``from_state`` to ``to_state`` for an actor of ``roles``."""

    event: str
    from_state: str
    to_state: str
    roles: frozenset[str]
    needs: tuple[str, ...]


@lru_cache(maxsize=1)
def transitions() -> dict[tuple[str, str], Transition]:
    """The transition table by (from_state, event)."""
    table: dict[tuple[str, str], Transition] = {}
    with _FILE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for name in row["from_states"].split():
                state = NO_STATE if name == "-" else name
                table[state, row["event"]] = Transition(
                    row["event"],
                    state,
                    state if row["to_state"] == _SAME else row["to_state"],
                    frozenset(row["roles"].split()),
                    tuple(row["needs"].split()),
                )
    return table


def colour(state: str, blue: bool = True) -> str:
    """The colour of ``state``; with ``blue`` off a case under rectification stays red until accepted."""
    code = STATE_CODES.get(state, "")
    return "red" if code == "blue" and not blue else code


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's: compared without case, width and spaces."""
    return _person(one) == _person(other)


def _person(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def fold(events: Iterable[CaseEvent], blue: bool = True) -> PatchState:
    """The state implied by ``events`` of one patch, in any order, with repetitions.

    Order: clock, site, uid. An event that is illegal in its place is skipped and listed. ``run_undone``
    puts the patch back to where it was before the run's event, unless something rests on that event.
    """
    current = PatchState()
    skipped: list[Skipped] = []
    seen: set[str] = set()
    taken: list[tuple[CaseEvent, PatchState]] = []
    for event in sorted(events, key=_place):
        if event.uid and event.uid in seen:
            continue
        seen.add(event.uid)
        try:
            if event.event == RUN_UNDONE:
                current = _withdrawn(current, event, taken)
            else:
                after = step(current, event, blue)
                taken.append((event, current))
                current = after
        except IllegalTransition as error:
            skipped.append(Skipped(event.uid, event.event, str(error)))
    return replace(current, skipped=tuple(skipped))


def _withdrawn(
    current: PatchState, undone: CaseEvent, taken: list[tuple[CaseEvent, PatchState]]
) -> PatchState:
    """The state before the event of the run that ``undone`` names; ``taken`` loses that event.

    A run that changed nothing about this patch leaves nothing to take back. What was recorded after the
    run's event (on another desktop, before both were merged) is never taken away with it.
    """
    if not any(_of_run(event, undone.evidence_uid) for event, _ in taken):
        return current
    last, before = taken[-1]
    if not _of_run(last, undone.evidence_uid):
        raise IllegalTransition(
            tr("The run is not undone for this patch: “{event}” was recorded after it.").format(
                event=word("event", last.event)
            )
        )
    taken.pop()
    return before


def _of_run(event: CaseEvent, run_uid: str) -> bool:
    return event.role == "screening" and event.evidence_uid == run_uid


def _place(event: CaseEvent) -> tuple[int, str, str, str]:
    return event.clock, event.site, event.uid, event.event


def allowed(state: PatchState, event: str) -> bool:
    """Whether some actor could append ``event`` in ``state`` (to offer or grey out a button)."""
    return (state.state, event) in transitions()


def step(current: PatchState, event: CaseEvent, blue: bool = True) -> PatchState:
    """The state after ``event``. Raises IllegalTransition, with the reason in one sentence."""
    move = transitions().get((current.state, event.event))
    if move is None:
        raise IllegalTransition(
            tr("“{event}” is not possible while the patch is “{state}”.").format(
                event=word("event", event.event), state=word("state", current.state) or tr("not screened")
            )
        )
    _check_role(move, event)
    for need in move.needs:
        _check_need(need, current, event)
    return _after(current, event, move, blue)


def _check_role(move: Transition, event: CaseEvent) -> None:
    if event.role not in move.roles:
        raise IllegalTransition(
            tr("“{event}” needs one of these levels: {levels}; it was given by “{level}”.").format(
                event=word("event", event.event),
                levels=", ".join(word("level", role) for role in sorted(move.roles)),
                level=word("level", event.role),
            )
        )


def _check_need(need: str, current: PatchState, event: CaseEvent) -> None:
    message = _missing(need, current, event)
    if message:
        raise IllegalTransition(message)


def _missing(need: str, current: PatchState, event: CaseEvent) -> str:
    """Why ``need`` is not met, "" when it is."""
    if need == "person" and not _person(event.actor):
        return tr("The person who does this must be named.")
    if need == "other_person":
        first = current.rectifier if current.state == "rectified" else current.inspector
        if not _person(first) or same_person(first, event.actor):
            return tr("Another person than “{name}” must decide this (two-person rule).").format(name=first)
    if need == "whole_document" and not (event.covers == "whole" and (event.doc_no or current.doc_no)):
        return tr(
            "Lawful needs the number of a document that covers the whole patch; when it covers a part, "
            "add the document as an approval and screen the patch again."
        )
    if need == "run" and not event.evidence_uid:
        return tr("A re-screening counts only when it names its recorded run.")
    if need == "note" and not event.note.strip():
        return tr("A reason must be given.")
    return ""


def _after(current: PatchState, event: CaseEvent, move: Transition, blue: bool) -> PatchState:
    if move.to_state == current.state and event.event not in FINDINGS:
        return replace(
            current,
            responsible_uid=event.responsible_uid or current.responsible_uid,
            due_on=event.due_on or current.due_on,
        )
    running = move.to_state in _RUNNING
    after = replace(
        current,
        state=move.to_state,
        code=colour(move.to_state, blue),
        since=event.at,
        responsible_uid=event.responsible_uid or (current.responsible_uid if running else ""),
        due_on=event.due_on or (current.due_on if running else ""),
    )
    if move.to_state in FINDINGS:
        return replace(
            after,
            finding=move.to_state,
            inspection_uid=event.evidence_uid,
            inspector=event.actor,
            doc_no=event.doc_no,
            unlawful_m2=event.unlawful_m2,
            unlawful_from=event.unlawful_from,
            violation_type=event.violation_type,
        )
    if event.event.startswith("audit_"):
        after = replace(after, auditor=event.actor, audited_at=event.at, audit_note=event.note)
        return _audited(after, event)
    if move.to_state == "rectified":
        return replace(after, rectifier=event.actor)
    if move.to_state == "reopened":
        # The case begins again: what was found before stays in the history only.
        return PatchState(move.to_state, after.code, since=event.at)
    return after


def _audited(after: PatchState, event: CaseEvent) -> PatchState:
    after = replace(after, finding=_CHANGED_TO.get(event.event, after.finding))
    if after.state == "audited_red":
        own = event.unlawful_m2 is not None
        return replace(
            after,
            unlawful_m2=event.unlawful_m2 if own else after.unlawful_m2,
            unlawful_from=event.unlawful_from if own else after.unlawful_from,
            violation_type=event.violation_type or after.violation_type,
        )
    if after.state == "audited_green":
        doc_no = event.doc_no or after.doc_no
        return replace(after, doc_no=doc_no, unlawful_m2=None, unlawful_from="", violation_type="")
    return after
