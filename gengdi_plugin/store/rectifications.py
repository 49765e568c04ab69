"""Rectification in the workspace: ordered, reported measure by measure, accepted or returned, reopened.

Every function is one transaction: rows of ``rectification`` and the event that the fold allows, or nothing.
``at`` (ISO 8601) is when it happened, now when it is empty.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..core.casework import CaseEvent, PatchState
from ..core.dates import parse_date
from ..core.errors import InputError
from ..core.i18n import tr
from ..core.rectification import DONE, Part, check_areas, check_done, measure_key, progress
from ..core.roles import LAST_DAY
from . import sql
from .acceptance import accept, reopen, return_
from .clock import now_iso
from .connection import transaction
from .enforcement import conclude_case, file_case
from .events import history, patch_label, record_event
from .rectification_rows import (
    RectificationRow,
    case_progress,
    rectification_rows,
    row_of,
    take_away_rows,
    write_photos,
)
from .workspace import Workspace

__all__ = [
    "Planned",
    "RectificationRow",
    "accept",
    "case_progress",
    "conclude_case",
    "file_case",
    "order_rectification",
    "rectification_rows",
    "reopen",
    "report_measure",
    "return_",
]

_COLUMNS = (
    "uid", "patch_uid", "measure", "area_m2", "department", "responsible_uid", "due_on", "notice_no",
)  # fmt: skip


@dataclass(frozen=True)
class Planned:
    """One measure of an order: a key of vocabulary group ``measure`` or its word, and its area in m².
    ``department`` (key of the vocabulary group) and ``responsible_uid``: when not those of the order."""

    measure: str
    area_m2: float
    department: str = ""
    responsible_uid: str = ""


def order_rectification(
    ws: Workspace,
    patch_uid: str,
    measures: Sequence[Planned],
    *,
    due_on: object,
    actor: str,
    role: str = "officer",
    responsible_uid: str = "",
    department: str = "",
    notice_no: str = "",
    note: str = "",
    at: str = "",
) -> PatchState:
    """Order the rectification of a patch confirmed unlawful (or returned); the new state.

    The areas of ``measures`` must add up to the unlawful area. They take the place of measures ordered
    before; a returned case without ``measures`` goes on with those it has. InputError, IllegalTransition.
    """
    if not actor.strip():
        raise InputError(tr("The person who orders the rectification must be named."))
    label = patch_label(ws.db, patch_uid)
    due = day_of(due_on, label)
    parts = [Part(measure_key(one.measure), float(one.area_m2)) for one in measures]
    uids = [uuid.uuid4().hex for _ in parts]
    with transaction(ws.db) as connection:
        before = history(ws, patch_uid)[1]
        kept = [] if parts else rectification_rows(ws, patch_uid)
        event = CaseEvent(
            "rectifying",
            actor.strip(),
            role,
            at=at,
            note=note.strip(),
            evidence_uid=uids[0] if uids else "".join(row.uid for row in kept[:1]),
            doc_no=notice_no.strip(),
            responsible_uid=responsible_uid,
            due_on=due,
        )
        after = record_event(ws, patch_uid, event)
        if kept:
            _move_deadline(ws, patch_uid, due, notice_no.strip())
            return after
        check_areas(parts, before.unlawful_m2)
        take_away_rows(connection, patch_uid)
        rows = [
            (
                uid, patch_uid, part.measure, part.area_m2, one.department or department or None,
                _responsible(ws, one.responsible_uid or responsible_uid), due, notice_no.strip() or None,
            )
            for uid, part, one in zip(uids, parts, measures)
        ]  # fmt: skip
        connection.executemany(sql.insert("rectification", _COLUMNS), rows)
    return after


def report_measure(
    ws: Workspace,
    rectification_uid: str,
    done_m2: float,
    done_on: object,
    reported_by: str,
    *,
    role: str = "officer",
    photos: Sequence[Path] = (),
    note: str = "",
    less_because: str = "",
    at: str = "",
) -> PatchState:
    """Report what one measure reached; the new state.

    ``done_m2``: all that is put right by this measure until now. The case is ``rectified`` when what is
    done is the unlawful area, or when ``less_because`` says why no more will be done; else
    ``partly_rectified``. The event keeps the area done in all (``unlawful_from`` = ``reported``).
    """
    with transaction(ws.db) as connection:
        row = row_of(ws, rectification_uid)
        label = patch_label(ws.db, row.patch_uid)
        part = Part(row.measure, row.area_m2, row.done_m2)
        done, day = float(done_m2), day_of(done_on, label)
        if day > dt.date.today().isoformat():
            raise InputError(
                tr("Patch {patch}: {day} is still to come; give the day on which it was done.").format(
                    patch=label, day=day
                )
            )
        check_done(part, done)
        if done == row.done_m2 and not less_because.strip():
            raise InputError(
                tr("Patch {patch}: that much was reported before; nothing new to report.").format(patch=label)
            )
        before = history(ws, row.patch_uid)[1]
        others = [one.part() for one in rectification_rows(ws, row.patch_uid) if one.uid != row.uid]
        reached = progress([*others, Part(row.measure, row.area_m2, done)], before.unlawful_m2)
        ended = reached.state == DONE or bool(less_because.strip())
        event = CaseEvent(
            "rectified" if ended else "partly_rectified",
            reported_by.strip(),
            role,
            at=at,
            note=tr("; ").join(filter(None, (note.strip(), less_because.strip()))),
            evidence_uid=row.uid,
            unlawful_m2=reached.done_m2,
            unlawful_from="reported",
        )
        after = record_event(ws, row.patch_uid, event)
        connection.execute(
            "UPDATE rectification SET done_m2 = ?, done_on = ?, note = ?, reported_by = ?, reported_at = ? "
            "WHERE uid = ?",
            (done, day, event.note or row.note or None, event.actor, at or now_iso(), row.uid),
        )
        write_photos(ws, row.patch_uid, row.uid, photos)
    return after


def day_of(value: object, label: str) -> str:
    """``value`` as an ISO day; InputError naming the patch when it is none."""
    day: dt.date | None = parse_date(value, LAST_DAY)
    if day is None:
        raise InputError(
            tr("Patch {patch}: “{value}” is no day; write it like 2026-11-23.").format(
                patch=label, value="" if value is None else value
            )
        )
    return day.isoformat()


def _move_deadline(ws: Workspace, patch_uid: str, due: str, notice_no: str) -> None:
    ws.db.conn.execute(
        "UPDATE rectification SET due_on = ?, notice_no = coalesce(nullif(?, ''), notice_no) "
        "WHERE patch_uid = ? AND deleted_at IS NULL",
        (due, notice_no, patch_uid),
    )


def _responsible(ws: Workspace, uid: str) -> str | None:
    """``uid`` when the workspace knows that person; InputError when it does not, None for none."""
    known = (
        not uid
        or ws.db.execute("SELECT 1 FROM responsible WHERE uid = ? AND deleted_at IS NULL", (uid,)).fetchone()
    )
    if not known:
        raise InputError(
            tr("The workspace knows no responsible person {uid}: choose one of its list.").format(uid=uid)
        )
    return uid or None
