"""Rows of ``rectification``: the measures of a case as ordered and as reported, and their photos."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.rectification import Part, Progress, progress
from . import sql
from .clock import now_iso
from .events import history, patch_label
from .photos import require_photos, store_photos
from .photos import write_photos as photo_rows
from .workspace import Workspace

_ROWS = """
SELECT c.uid, c.patch_uid, c.measure, coalesce(c.area_m2, 0) AS area_m2, coalesce(c.done_m2, 0) AS done_m2,
    coalesce(c.department, '') AS department, coalesce(c.responsible_uid, '') AS responsible_uid,
    coalesce(r.name, '') AS responsible, coalesce(c.due_on, '') AS due_on,
    coalesce(c.notice_no, '') AS notice_no, coalesce(c.done_on, '') AS done_on,
    coalesce(c.reported_by, '') AS reported_by, coalesce(c.note, '') AS note,
    (SELECT count(*) FROM photo p WHERE p.rectification_uid = c.uid AND p.deleted_at IS NULL) AS photos
FROM rectification c
LEFT JOIN responsible r ON r.uid = c.responsible_uid AND r.deleted_at IS NULL
"""


@dataclass(frozen=True)
class RectificationRow:
    """One measure of a case: ``area_m2`` ordered, ``done_m2`` reported; texts "" when there is none;
    ``photos``: how many show what was put right."""

    uid: str
    patch_uid: str
    measure: str
    area_m2: float
    done_m2: float
    department: str
    responsible_uid: str
    responsible: str
    due_on: str
    notice_no: str
    done_on: str
    reported_by: str
    note: str
    photos: int

    def part(self) -> Part:
        """Its areas alone."""
        return Part(self.measure, self.area_m2, self.done_m2)


@dataclass(frozen=True)
class Answerable:
    """Somebody who may be made responsible; ``department`` a key of the vocabulary group or free text."""

    uid: str
    name: str
    level: str
    unit_code: str
    department: str


def answerable(ws: Workspace, unit_code: str) -> list[Answerable]:
    """Who may be made responsible for a patch in ``unit_code``: those of its own units first, the closest
    one first of all, then the others by name. People whose term has ended are left out."""
    today = now_iso()[:10]
    found = ws.db.execute(
        "SELECT uid, coalesce(name, '') AS name, coalesce(level, '') AS level, "
        "coalesce(unit_code, '') AS unit_code, coalesce(department, '') AS department FROM responsible "
        "WHERE deleted_at IS NULL AND coalesce(valid_to, '9999') >= ? AND coalesce(valid_from, '') <= ?",
        (today, today),
    )
    people = [Answerable(**row) for row in sql.dicts(found)]
    people.sort(key=lambda one: (-_closeness(one.unit_code, unit_code), one.name, one.uid))
    return people


def _closeness(unit: str, wanted: str) -> int:
    """How many digits of ``wanted`` a person's unit names; 0 for somebody of other units."""
    own = unit.rstrip("0") if len(unit) == 12 and unit.endswith("000") else unit
    return len(own) if own and wanted.startswith(own) else 0


def rectification_rows(ws: Workspace, patch_uid: str) -> list[RectificationRow]:
    """The measures that are in force for a patch, in the order in which they were ordered."""
    found = ws.db.execute(
        _ROWS + "WHERE c.patch_uid = ? AND c.deleted_at IS NULL ORDER BY c.id", (patch_uid,)
    )
    return [RectificationRow(**row) for row in sql.dicts(found)]


def row_of(ws: Workspace, rectification_uid: str) -> RectificationRow:
    """One measure; InputError when it is not (or no longer) in force."""
    found = sql.dicts(ws.db.execute(_ROWS + "WHERE c.uid = ? AND c.deleted_at IS NULL", (rectification_uid,)))
    if not found:
        raise InputError(
            tr("The workspace {file} has no measure {uid} in force: order the rectification first.").format(
                file=ws.path, uid=rectification_uid
            )
        )
    return RectificationRow(**found[0])


def case_progress(ws: Workspace, patch_uid: str) -> Progress:
    """How far the rectification of a patch went: state, done, remaining and by what they count as."""
    unlawful = history(ws, patch_uid)[1].unlawful_m2
    return progress([row.part() for row in rectification_rows(ws, patch_uid)], unlawful)


def take_away_rows(connection: sqlite3.Connection, patch_uid: str) -> None:
    """Tombstones for the measures in force: others take their place, or the case begins again."""
    connection.execute(
        "UPDATE rectification SET deleted_at = ? WHERE patch_uid = ? AND deleted_at IS NULL",
        (now_iso(), patch_uid),
    )


def write_photos(ws: Workspace, patch_uid: str, rectification_uid: str, photos: Sequence[Path]) -> int:
    """Copy ``photos`` beside the workspace and write their rows; how many were new. InputError when one
    is not there."""
    require_photos(photos, patch_label(ws.db, patch_uid))
    return photo_rows(ws.db.conn, patch_uid, "", store_photos(ws, photos), rectification_uid)
