"""What another person decides about a reported rectification: accepted, returned; and cases that reopen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..core.casework import CaseEvent, PatchState, same_person
from ..core.dates import parse_date
from ..core.errors import IllegalTransition, InputError
from ..core.i18n import tr
from ..core.rectification import Progress, progress, tolerance
from ..core.roles import LAST_DAY
from .connection import transaction
from .events import history, patch_label, record_event
from .rectification_rows import RectificationRow, rectification_rows, take_away_rows, write_photos
from .workspace import Workspace


def accept(
    ws: Workspace,
    patch_uid: str,
    actor: str,
    role: str = "town",
    *,
    note: str = "",
    photos: Sequence[Path] = (),
    at: str = "",
) -> PatchState:
    """Accept a reported rectification (验收通过即销号); the new state.

    By another person than those who reported its measures. When less than the unlawful area was put right,
    ``note`` must say why that is accepted.
    """
    with transaction(ws.db):
        before = history(ws, patch_uid)[1]
        rows = rectification_rows(ws, patch_uid)
        last = rows[-1].uid if rows else ""
        event = CaseEvent("accepted", actor.strip(), role, at=at, note=note.strip(), evidence_uid=last)
        after = record_event(ws, patch_uid, event)
        _check_others(rows, actor)
        if rows and not note.strip():
            _check_whole(ws, patch_uid, progress([row.part() for row in rows], before.unlawful_m2))
        write_photos(ws, patch_uid, last, photos)
    return after


def return_(
    ws: Workspace,
    patch_uid: str,
    actor: str,
    role: str = "town",
    *,
    due_on: object,
    note: str,
    not_accepted: Mapping[str, float] | None = None,
    again: bool = False,
    photos: Sequence[Path] = (),
    at: str = "",
) -> PatchState:
    """Return a reported rectification with a new deadline and the reason; the new state.

    ``not_accepted``: m² by uid of the measure that must be done again; None: all of it. ``again``: the
    rectification is ordered again at once, else the case stays returned (red) until it is.
    """
    label = patch_label(ws.db, patch_uid)
    if not note.strip():
        raise InputError(tr("Patch {patch}: say why the rectification is returned.").format(patch=label))
    day: dt.date | None = parse_date(due_on, LAST_DAY)
    if day is None:
        raise InputError(
            tr("Patch {patch}: “{value}” is no day; write it like 2026-11-23.").format(
                patch=label, value="" if due_on is None else due_on
            )
        )
    due = day.isoformat()
    with transaction(ws.db):
        responsible = history(ws, patch_uid)[1].responsible_uid
        rows = rectification_rows(ws, patch_uid)
        last = rows[-1].uid if rows else ""
        event = CaseEvent(
            "returned", actor.strip(), role, at=at, note=note.strip(), evidence_uid=last, due_on=due
        )
        after = record_event(ws, patch_uid, event)
        _take_back(ws, rows, not_accepted, due, label)
        write_photos(ws, patch_uid, last, photos)
        if again:
            order = CaseEvent(
                "rectifying", actor.strip(), role, at=at, evidence_uid=last, due_on=due,
                responsible_uid=responsible,
            )  # fmt: skip
            after = record_event(ws, patch_uid, order)
    return after


def reopen(
    ws: Workspace, patch_uid: str, actor: str, role: str = "town", *, reason: str, at: str = ""
) -> PatchState:
    """Open a closed case again (复发, or a mistake); the new state. Its measures are no longer in force."""
    with transaction(ws.db) as connection:
        event = CaseEvent("reopened", actor.strip(), role, at=at, note=reason.strip())
        after = record_event(ws, patch_uid, event)
        take_away_rows(connection, patch_uid)
    return after


def _check_others(rows: Sequence[RectificationRow], actor: str) -> None:
    """The fold knows who reported last; whoever reported another measure does not accept it either."""
    for row in rows:
        if row.reported_by and same_person(row.reported_by, actor):
            raise IllegalTransition(
                tr("Another person than “{name}” must decide this (two-person rule).").format(
                    name=row.reported_by
                )
            )


def _check_whole(ws: Workspace, patch_uid: str, reached: Progress) -> None:
    if reached.remaining_m2 > tolerance():
        raise InputError(
            tr("Patch {patch}: {left} m² are not put right; say in the note why that is accepted.").format(
                patch=patch_label(ws.db, patch_uid), left=f"{reached.remaining_m2:.2f}"
            )
        )


def _take_back(
    ws: Workspace,
    rows: Sequence[RectificationRow],
    not_accepted: Mapping[str, float] | None,
    due: str,
    label: str,
) -> None:
    """Take what was not accepted off what is done; the new deadline for all measures."""
    again = {row.uid: row.done_m2 for row in rows} if not_accepted is None else dict(not_accepted)
    unknown = set(again) - {row.uid for row in rows}
    if unknown:
        raise InputError(
            tr("Patch {patch}: {uids} are no measures of it.").format(
                patch=label, uids=tr(", ").join(sorted(unknown))
            )
        )
    for row in rows:
        wrong = again.get(row.uid, 0.0)
        if not 0 <= wrong <= row.done_m2 + tolerance():
            raise InputError(
                tr("Patch {patch}: {wrong} m² cannot be returned, {done} m² were reported as done.").format(
                    patch=label, wrong=wrong, done=f"{row.done_m2:.2f}"
                )
            )
        left = max(0.0, row.done_m2 - wrong)
        ws.db.conn.execute(
            "UPDATE rectification SET done_m2 = ?, done_on = CASE WHEN ? > 0 THEN done_on END, due_on = ? "
            "WHERE uid = ?",
            (left or None, left, due, row.uid),
        )
