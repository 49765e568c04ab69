"""Patrols (巡查): planned by level, recorded when they were walked, missed when they were not."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.patrol_frequency import frequencies
from ..core.responsibility import DIGITS, Responsible, level_of_unit, unit_digits
from . import sql
from .connection import transaction
from .responsible import responsible_on, unit_names
from .workspace import Workspace

#: Namespace of patrols (UUIDv5 of unit and day): planned on two desktops, a patrol is one row.
_NAMESPACE = uuid.UUID("a0b3a1f0-6d3b-5d1b-8a36-6f1c2b7d4e02")

#: No plan is made for more days than this at once.
_LONGEST = 800

_LAST = "SELECT unit_code, max(due_on) FROM patrol WHERE deleted_at IS NULL GROUP BY unit_code"

_ROWS = """
SELECT t.uid, t.unit_code, t.level, t.responsible_uid, r.name AS responsible, t.due_on, t.done_on, t.done_by,
    t.note
FROM patrol t LEFT JOIN responsible r ON r.uid = t.responsible_uid
WHERE t.deleted_at IS NULL AND t.due_on >= ? AND t.due_on <= ? AND t.unit_code LIKE ?
ORDER BY t.due_on, t.unit_code, t.uid
"""

_COLUMNS = ("uid", "unit_code", "level", "responsible_uid", "due_on")


@dataclass(frozen=True)
class Planned:
    """``made``: new patrols; ``nobody``: how many of them have no one responsible; ``units``: planned for."""

    made: int
    nobody: int
    units: int


@dataclass(frozen=True)
class Patrol:
    """One patrol of a unit, due on a day (ISO); ``done_on`` "" until walked. Names as stored: whoever shows
    them masks them. ``status``: ``due`` (today or later), ``missed``, ``done``."""

    uid: str
    unit_code: str
    unit_name: str
    level: str
    responsible_uid: str
    responsible: str
    due_on: str
    done_on: str
    done_by: str
    note: str
    status: str


def plan_patrols(ws: Workspace, first: dt.date, last: dt.date) -> Planned:
    """Make the patrols that fall due from ``first`` to ``last``, for every unit kept in the workspace and
    for the towns and counties its code names.

    A unit's patrols go on from its last planned one at its level's frequency, the first one comes at the end
    of its first span; what is planned already stays as it is, so that planning twice changes nothing.
    Raises InputError for days the wrong way round, too long a time, or when no unit is kept.
    """
    if last < first or (last - first).days > _LONGEST:
        raise InputError(
            tr(
                "A plan goes from a day to a later one, at most {days} days on: {first} to {last} does not."
            ).format(days=_LONGEST, first=first.isoformat(), last=last.isoformat())
        )
    with transaction(ws.db) as connection:
        units = _units(ws)
        people = responsible_on(ws, first)
        before = dict(ws.db.execute(_LAST).fetchall())
        rows = [row for code in units for row in _patrols(code, before.get(code), first, last, people)]
        connection.executemany(sql.insert("patrol", _COLUMNS, None, "ON CONFLICT(uid) DO NOTHING"), rows)
    return Planned(len(rows), sum(row[3] is None for row in rows), len(units))


def _units(ws: Workspace) -> list[str]:
    found = ws.db.execute("SELECT DISTINCT unit_code FROM unit WHERE deleted_at IS NULL").fetchall()
    kept = {unit_digits(code or "") for (code,) in found} - {""}
    codes = sorted({code[:digits] for code in kept for digits in DIGITS.values() if digits <= len(code)})
    if not codes:
        raise InputError(
            tr(
                "The workspace {file} keeps no units: screen with the layer of administrative units, then "
                "plan the patrols."
            ).format(file=ws.path)
        )
    return codes


def _patrols(
    code: str, before: str | None, first: dt.date, last: dt.date, people: Responsible
) -> list[tuple[Any, ...]]:
    level = level_of_unit(code)
    every = dt.timedelta(days=frequencies()[level].every_days)
    day = first - dt.timedelta(days=1) + every
    if before:
        day = dt.date.fromisoformat(before) + every
        if day < first:
            day += every * -(-(first - day).days // every.days)
    rows = []
    while day <= last:
        person = people.choose(code).person
        uid = uuid.uuid5(_NAMESPACE, f"{code}\x1f{day.isoformat()}").hex
        rows.append((uid, code, level, person.uid if person else None, day.isoformat()))
        day += every
    return rows


def patrol_rows(
    ws: Workspace, first: dt.date, last: dt.date, today: dt.date | None = None, unit: str = ""
) -> list[Patrol]:
    """The patrols due from ``first`` to ``last``, the earliest first; ``unit``: how its code begins."""
    day, names = (today or dt.date.today()).isoformat(), unit_names(ws)
    found = sql.dicts(ws.db.execute(_ROWS, (first.isoformat(), last.isoformat(), f"{unit}%")))
    return [
        Patrol(
            **{key: row[key] or "" for key in row},
            unit_name=names.get(row["unit_code"], ""),
            status="done" if row["done_on"] else "missed" if row["due_on"] < day else "due",
        )
        for row in found
    ]


def missed_patrols(ws: Workspace, today: dt.date | None = None, unit: str = "") -> list[Patrol]:
    """Every patrol whose day is over and that nobody has recorded as walked."""
    day = today or dt.date.today()
    rows = patrol_rows(ws, dt.date(1900, 1, 1), day, day, unit)
    return [row for row in rows if row.status == "missed"]


def record_walked(ws: Workspace, patrol_uid: str, walked_by: str, on: dt.date, note: str = "") -> bool:
    """Record a patrol as walked; False when the same was recorded before.

    Raises InputError without a name, for a day to come, for an unknown patrol, and for one that was recorded
    otherwise before: what was walked is not rewritten.
    """
    name = walked_by.strip()
    if not name:
        raise InputError(tr("Who walked the patrol must be named."))
    if on > dt.date.today():
        raise InputError(
            tr("A patrol is recorded when it was walked: {day} is still to come.").format(day=on)
        )
    with transaction(ws.db) as connection:
        row = connection.execute(
            "SELECT done_on, done_by, unit_code, due_on FROM patrol WHERE uid = ? AND deleted_at IS NULL",
            (patrol_uid,),
        ).fetchone()
        if row is None:
            raise InputError(tr("There is no such patrol in the workspace: plan the patrols first."))
        if row[0]:
            if (row[0], row[1]) == (on.isoformat(), name):
                return False
            raise InputError(
                tr("The patrol of {unit} due on {due} was recorded before, as walked on {day}.").format(
                    unit=row[2], due=row[3], day=row[0]
                )
            )
        connection.execute(
            "UPDATE patrol SET done_on = ?, done_by = ?, note = ? WHERE uid = ?",
            (on.isoformat(), name, note.strip() or None, patrol_uid),
        )
    return True
