"""What every case has in common: events in one order, a transition table as data, the checks of a step.

Patches (:mod:`.casework`) and problems of pollution sources (:mod:`.problem_work`) are two vocabularies of
the same engine: a CSV of legal steps, and words for its states, events and levels.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .errors import IllegalTransition
from .i18n import tr
from .vocabulary import word

_DATA = Path(__file__).parent / "data"

#: The state before any event.
NO_STATE = ""

#: In a table: ``-`` no state yet (from_states), ``=`` the state stays what it is (to_state).
_NONE, _SAME = "-", "="

#: In a table: whoever recorded the step may take it back (taken_back).
_OWN = "own"


@dataclass(frozen=True)
class CaseEvent:
    """One thing that happened in a case; append-only.

    ``clock`` orders events (hybrid logical clock: milliseconds << 16 | counter), then ``site``, then
    ``uid``; ``at`` (ISO 8601) is when it happened for people. ``role``: ``screening`` or the actor's
    level (patches: ``officer|inspector|village|town|county``). ``evidence_uid``: the run, inspection,
    rectification or other patch it rests on. ``covers``: ``whole`` when an auditor states that ``doc_no``
    covers the whole patch. ``unlawful_m2``: the area found unlawful, from ``unlawful_from`` (in a report of
    rectification, then ``reported``: the area put right until now); ``violation_type``: a key of vocabulary
    group ``violation_type``, the inspector's or the auditor's.
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
class Transition:
    """One legal step: ``event`` leads from ``from_state`` to ``to_state`` for an actor of ``roles``.
    ``asks``: what else may be told with it; ``retractable``: whoever recorded it may take it back while
    nothing rests on it."""

    event: str
    from_state: str
    to_state: str
    roles: frozenset[str]
    needs: tuple[str, ...]
    asks: tuple[str, ...] = ()
    retractable: bool = False


@dataclass(frozen=True)
class CaseTable:
    """The legal steps of one kind of case: ``file`` in ``core/data`` (``event, from_states, to_state,
    roles, needs, why``, ``asks`` where a step takes more than it needs, ``taken_back`` = ``own`` where
    whoever recorded it may take it back) and the vocabulary groups its events, states and levels are named
    by."""

    file: str
    events: str
    states: str
    levels: str

    @cached_property
    def transitions(self) -> dict[tuple[str, str], Transition]:
        """The transition table by (from_state, event)."""
        table: dict[tuple[str, str], Transition] = {}
        with (_DATA / self.file).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for name in row["from_states"].split():
                    state = NO_STATE if name == _NONE else name
                    table[state, row["event"]] = Transition(
                        row["event"],
                        state,
                        state if row["to_state"] == _SAME else row["to_state"],
                        frozenset(row["roles"].split()),
                        tuple(row["needs"].split()),
                        tuple((row.get("asks") or "").split()),
                        row.get("taken_back") == _OWN,
                    )
        return table

    def steps_from(self, state: str) -> list[Transition]:
        """The legal steps in ``state``, in the table's order."""
        return [move for (begin, _), move in self.transitions.items() if begin == state]

    def move(self, state: str, event: CaseEvent) -> Transition:
        """The step that ``event`` is in ``state``; IllegalTransition when it is none or not its actor's."""
        move = self.transitions.get((state, event.event))
        if move is None:
            raise IllegalTransition(
                tr("“{event}” is not possible while the case is “{state}”.").format(
                    event=word(self.events, event.event), state=word(self.states, state) or tr("not begun")
                )
            )
        if event.role not in move.roles:
            raise IllegalTransition(
                tr("“{event}” needs one of these levels: {levels}; it was given by “{level}”.").format(
                    event=word(self.events, event.event),
                    levels=", ".join(word(self.levels, role) for role in sorted(move.roles)),
                    level=word(self.levels, event.role),
                )
            )
        return move


def in_order(events: Iterable[CaseEvent]) -> Iterator[CaseEvent]:
    """``events`` by clock, site, uid, each uid once: the one order in which every desktop folds them."""
    seen: set[str] = set()
    for event in sorted(events, key=lambda one: (one.clock, one.site, one.uid, one.event)):
        if not event.uid or event.uid not in seen:
            seen.add(event.uid)
            yield event


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's: compared without case, width and spaces."""
    return _person(one) == _person(other)


def _person(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def missing(need: str, event: CaseEvent, first: str = "") -> str:
    """Why ``event`` lacks what every kind of case may ask (``person``, ``other_person`` than ``first``,
    ``note``, ``due``, ``responsible``); "" when it is there or the need is another one."""
    if need == "person" and not _person(event.actor):
        return tr("The person who does this must be named.")
    if need == "other_person" and (not _person(first) or same_person(first, event.actor)):
        return tr("Another person than “{name}” must decide this (two-person rule).").format(name=first)
    if need == "note" and not event.note.strip():
        return tr("A reason must be given.")
    if need == "due" and not event.due_on:
        return tr("A deadline must be given.")
    if need == "responsible" and not event.responsible_uid:
        return tr("Whoever must do it has to be named.")
    return ""
