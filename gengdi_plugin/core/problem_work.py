"""Cases of pollution problems: the closed loop 感知–预警–处理–集成–反馈 on the engine all cases share.

The legal steps are ``data/problem_transitions.csv``: an example made after published descriptions of the
pilot, not an official procedure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .case_engine import NO_STATE, CaseEvent, CaseTable, Skipped, in_order, missing
from .errors import IllegalTransition
from .i18n import tr

#: The legal steps of a problem.
PROBLEMS = CaseTable("problem_transitions.csv", "problem_event", "problem_state", "problem_level")

#: States in which nothing is due any more.
CLOSED = frozenset({"excluded", "merged", "closed", "integrated"})

#: States in which a deadline and whoever must keep it are running.
_RUNNING = frozenset({"assigned", "signed", "handling", "feedback", "suspended"})


@dataclass(frozen=True)
class ProblemState:
    """What the events of one problem imply. ``handler``: who reported last what was done;
    ``returned``: how often the review sent it back; ``merged_into``: the item it goes on in."""

    state: str = NO_STATE
    since: str = ""
    responsible_uid: str = ""
    due_on: str = ""
    handler: str = ""
    returned: int = 0
    merged_into: str = ""
    skipped: tuple[Skipped, ...] = field(default=())


def fold_problem(events: Iterable[CaseEvent]) -> ProblemState:
    """The state implied by ``events`` of one problem, in any order, with repetitions; an event that is
    illegal in its place is skipped and listed."""
    current = ProblemState()
    skipped: list[Skipped] = []
    for event in in_order(events):
        try:
            current = problem_step(current, event)
        except IllegalTransition as error:
            skipped.append(Skipped(event.uid, event.event, str(error)))
    return replace(current, skipped=tuple(skipped))


def problem_step(current: ProblemState, event: CaseEvent) -> ProblemState:
    """The state after ``event``. Raises IllegalTransition, with the reason in one sentence."""
    move = PROBLEMS.move(current.state, event)
    for need in move.needs:
        why = _missing(need, current, event)
        if why:
            raise IllegalTransition(why)
    running = move.to_state in _RUNNING
    return replace(
        current,
        state=move.to_state,
        since=current.since if move.to_state == current.state else event.at,
        responsible_uid=(event.responsible_uid or current.responsible_uid) if running else "",
        due_on=(event.due_on or current.due_on) if running else "",
        handler=event.actor if event.event == "feedback" else current.handler,
        returned=current.returned + (event.event == "review_returned"),
        merged_into=event.evidence_uid if event.event == "judged_merged" else "",
    )


def _missing(need: str, current: ProblemState, event: CaseEvent) -> str:
    if need == "into":
        return "" if event.evidence_uid else tr("The item into which this one is merged must be named.")
    if need == "later" and event.due_on <= current.due_on:
        return tr("An extension must lead to a later day than {day}.").format(day=current.due_on)
    return missing(need, event, current.handler)
