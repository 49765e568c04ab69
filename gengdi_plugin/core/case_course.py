"""The course of a case: its events as they count, each with the state it led to, up to a day."""

from __future__ import annotations

from collections.abc import Iterable

from .casework import CaseEvent, Passed, walk

__all__ = ["Passed", "course", "open_filing", "relapses"]


def course(events: Iterable[CaseEvent], until: str = "") -> list[Passed]:
    """The events of one patch that count, in their order, whatever the order in which they come.

    ``until``: ISO day; what happened later (by ``at``) is not known yet. Events that the fold skips are
    left out; so is what a run said that was undone later, what was taken back, and the undoing.
    """
    return walk(event for event in events if not until or event.at[:10] <= until)[0]


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
