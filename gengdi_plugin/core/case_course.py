"""The course of a case: its events as they count, each with the state it led to, up to a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .casework import RUN_UNDONE, CaseEvent, PatchState, step
from .errors import IllegalTransition


@dataclass(frozen=True)
class Passed:
    """An event that counts, the state before it and the state after it."""

    event: CaseEvent
    before: PatchState
    after: PatchState


def course(events: Iterable[CaseEvent], until: str = "") -> list[Passed]:
    """The events of one patch that count, in their order, whatever the order in which they come.

    ``until``: ISO day; what happened later (by ``at``) is not known yet. Events that the fold skips are
    left out (this is its walk, kept step by step); so is what a run said that was undone later, and the
    undoing.
    """
    passed: list[Passed] = []
    current = PatchState()
    for event in _ordered(event for event in events if not until or event.at[:10] <= until):
        if event.event == RUN_UNDONE:
            if passed and _of_run(passed[-1].event, event.evidence_uid):
                current = passed.pop().before
            continue
        try:
            after = step(current, event)
        except IllegalTransition:
            continue
        passed.append(Passed(event, current, after))
        current = after
    return passed


def _of_run(event: CaseEvent, run_uid: str) -> bool:
    return event.role == "screening" and event.evidence_uid == run_uid


def _ordered(events: Iterable[CaseEvent]) -> list[CaseEvent]:
    """By clock, site and uid, each event once."""
    seen: dict[str, CaseEvent] = {}
    for place, event in enumerate(events):
        seen.setdefault(event.uid or f"\x00{place}", event)
    return sorted(seen.values(), key=lambda event: (event.clock, event.site, event.uid, event.event))


def relapses(passed: Iterable[Passed]) -> int:
    """How often the case began again after its rectification had been accepted (复发)."""
    return sum(one.event.event == "reopened" and one.before.state == "accepted" for one in passed)


def open_filing(passed: Iterable[Passed]) -> CaseEvent | None:
    """The filing (立案) of enforcement that is not concluded (结案) yet; None without one."""
    filed: CaseEvent | None = None
    for one in passed:
        if one.event.event == "filed":
            filed = one.event
        elif one.event.event in ("concluded", "reopened"):
            filed = None
    return filed
