"""Case states: the transition table and the one fold that derives a patch's state and colour.

Nothing stores a colour that the events do not imply. The legal steps are data
(``data/case_transitions.csv``: ``event, from_states, to_state, roles, needs, why, taken_back``); this module
reads them, checks one step, and folds any heap of events into the state they imply, whatever the
order in which they arrived.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .case_engine import (
    NO_STATE,
    CaseEvent,
    CaseTable,
    Skipped,
    Transition,
    in_order,
    missing,
    same_person,
)
from .errors import IllegalTransition
from .i18n import tr
from .vocabulary import word

__all__ = [
    "FINDINGS",
    "LOOKED_AGAIN",
    "NO_STATE",
    "RUN_UNDONE",
    "SECOND_LOOK",
    "STATE_CODES",
    "TAKEN_BACK",
    "CaseEvent",
    "Passed",
    "PatchState",
    "Skipped",
    "Transition",
    "allowed",
    "colour",
    "fold",
    "same_person",
    "step",
    "transitions",
    "walk",
]

#: The legal steps of a patch.
PATCHES = CaseTable("case_transitions.csv", "event", "state", "level")

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

FINDINGS = ("found_lawful", "found_unchanged", "found_unlawful")

#: Takes back what one screening run (``evidence_uid``) said about a patch.
RUN_UNDONE = "run_undone"

#: Takes back one step (``evidence_uid``: its event) by whoever recorded it, while nothing rests on it.
TAKEN_BACK = "taken_back"

#: Somebody else should look at the patch too: a mark that never changes state or colour, and its end.
SECOND_LOOK, LOOKED_AGAIN = "second_look", "looked_again"

#: What an auditor makes of the inspector's finding.
_CHANGED_TO = {
    "audit_changed_lawful": "found_lawful",
    "audit_changed_unchanged": "found_unchanged",
    "audit_changed_unlawful": "found_unlawful",
}

#: States in which a deadline and whoever must keep it are still running.
_RUNNING = frozenset({"dispatched", "verifying", "rectifying", "rectified", "returned"})


@dataclass(frozen=True)
class PatchState:
    """What the events of one patch imply. ``code``: ``green|yellow|red|blue``, "" without events.

    ``finding``: the inspector's, once audited what the auditor made of it. ``second_look``: the event that
    asks for a second look; it stands until somebody looked again or the state changed.
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
    second_look: str = ""


@dataclass(frozen=True)
class Passed:
    """An event that counts, the state before it and the state after it."""

    event: CaseEvent
    before: PatchState
    after: PatchState


def transitions() -> dict[tuple[str, str], Transition]:
    """The transition table of patches by (from_state, event)."""
    return PATCHES.transitions


def colour(state: str, blue: bool = True) -> str:
    """The colour of ``state``; with ``blue`` off a case under rectification stays red until accepted."""
    code = STATE_CODES.get(state, "")
    return "red" if code == "blue" and not blue else code


def fold(events: Iterable[CaseEvent], blue: bool = True) -> PatchState:
    """The state implied by ``events`` of one patch, in any order, with repetitions.

    Order: clock, site, uid. An event that is illegal in its place is skipped and listed. ``run_undone``
    puts the patch back to where it was before the run's event, ``taken_back`` to where it was before the
    event it names, unless something rests on that event.
    """
    passed, skipped = walk(events, blue)
    return replace(passed[-1].after if passed else PatchState(), skipped=tuple(skipped))


def walk(events: Iterable[CaseEvent], blue: bool = True) -> tuple[list[Passed], list[Skipped]]:
    """The fold step by step: what counts (what was undone or taken back, and the undoing, left out), and
    what is skipped."""
    passed: list[Passed] = []
    skipped: list[Skipped] = []
    for event in in_order(events):
        try:
            if event.event == RUN_UNDONE:
                _undo_run(event, passed)
            elif event.event == TAKEN_BACK:
                _take_back(event, passed)
            else:
                before = passed[-1].after if passed else PatchState()
                passed.append(Passed(event, before, step(before, event, blue)))
        except IllegalTransition as error:
            skipped.append(Skipped(event.uid, event.event, str(error)))
    return passed, skipped


def _undo_run(undone: CaseEvent, passed: list[Passed]) -> None:
    """``passed`` loses the event of the run that ``undone`` names.

    A run that changed nothing about this patch leaves nothing to take back. What was recorded after the
    run's event (on another desktop, before both were merged) is never taken away with it.
    """
    if not any(_of_run(one.event, undone.evidence_uid) for one in passed):
        return
    last = passed[-1].event
    if not _of_run(last, undone.evidence_uid):
        raise IllegalTransition(
            tr("The run is not undone for this patch: “{event}” was recorded after it.").format(
                event=word("event", last.event)
            )
        )
    passed.pop()


def _take_back(taken: CaseEvent, passed: list[Passed]) -> None:
    """``passed`` loses the event that ``taken`` names: its last, of a kind that may be taken back, and
    recorded by the same person, who is named."""
    if why := missing("person", taken):
        raise IllegalTransition(why)
    if not passed or not any(one.event.uid == taken.evidence_uid for one in passed):
        raise IllegalTransition(tr("There is nothing to take back: that step has no effect."))
    last = passed[-1]
    if last.event.uid != taken.evidence_uid:
        raise IllegalTransition(
            tr("It is not taken back: “{event}” was recorded after it.").format(
                event=word("event", last.event.event)
            )
        )
    if not PATCHES.move(last.before.state, last.event).retractable:
        raise IllegalTransition(
            tr("“{event}” cannot be taken back.").format(event=word("event", last.event.event))
        )
    if not same_person(last.event.actor, taken.actor):
        raise IllegalTransition(
            tr("Only {name}, who recorded it, can take it back.").format(name=last.event.actor)
        )
    passed.pop()


def _of_run(event: CaseEvent, run_uid: str) -> bool:
    return event.role == "screening" and event.evidence_uid == run_uid


def allowed(state: PatchState, event: str) -> bool:
    """Whether some actor could append ``event`` in ``state`` (to offer or grey out a button)."""
    return (state.state, event) in transitions()


def step(current: PatchState, event: CaseEvent, blue: bool = True) -> PatchState:
    """The state after ``event``. Raises IllegalTransition, with the reason in one sentence."""
    move = PATCHES.move(current.state, event)
    for need in move.needs:
        why = _missing(need, current, event)
        if why:
            raise IllegalTransition(why)
    return _after(current, event, move, blue)


def _missing(need: str, current: PatchState, event: CaseEvent) -> str:
    """Why ``need`` is not met, "" when it is."""
    if need == "whole_document" and not (event.covers == "whole" and (event.doc_no or current.doc_no)):
        return tr(
            "Lawful needs the number of a document that covers the whole patch; when it covers a part, "
            "add the document as an approval and screen the patch again."
        )
    if need == "run" and not event.evidence_uid:
        return tr("A re-screening counts only when it names its recorded run.")
    if need == "second_look" and not current.second_look:
        return tr("Nobody asks for a second look at this patch.")
    return missing(need, event, current.rectifier if current.state == "rectified" else current.inspector)


def _after(current: PatchState, event: CaseEvent, move: Transition, blue: bool) -> PatchState:
    if event.event in (SECOND_LOOK, LOOKED_AGAIN):
        return replace(current, second_look=event.uid if event.event == SECOND_LOOK else "")
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
        second_look="",
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
