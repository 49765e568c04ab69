"""Responsible people (田长, 巡查员): taken from tables, edited, their terms ended; never deleted."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..core.dates import is_blank, parse_date
from ..core.errors import GengdiError, InputError
from ..core.i18n import tr
from ..core.responsibility import (
    DIGITS,
    Person,
    Responsible,
    level_of_unit,
    unit_digits,
    word_key,
)
from ..core.roles import FIRST_DAY, LAST_DAY
from ..core.vocabulary import key_of, word
from . import sql
from .connection import transaction
from .workspace import Workspace

#: Namespace of people's uids (UUIDv5): the same person in the same office is one row on every desktop.
_NAMESPACE = uuid.UUID("5f0a0b8e-8f53-5a0e-9a57-2f2a4f5f9b11")

FIELDS = ("name", "level", "unit_code", "duty", "phone", "department", "valid_from", "valid_to")
_REQUIRED = ("name", "unit_code")

_READ = """
SELECT uid, name, level, unit_code, duty, phone, department, valid_from, valid_to
FROM responsible WHERE deleted_at IS NULL ORDER BY unit_code, level, name, uid
"""

_NAMES = """
SELECT unit_code, unit_name FROM patch WHERE deleted_at IS NULL AND unit_code <> '' AND unit_name <> ''
UNION ALL SELECT unit_code, unit_name FROM unit WHERE deleted_at IS NULL AND unit_code <> ''
"""


@dataclass(frozen=True)
class ImportReport:
    """What an import did; ``refused``: one sentence per row that was not taken."""

    added: int
    changed: int
    unchanged: int
    refused: tuple[str, ...] = ()


def fields_of(headings: Iterable[str]) -> dict[str, str]:
    """Field of a person -> heading of the table, by the presets in ``core/data/responsible_words.csv``.

    InputError when no heading says who or for which unit.
    """
    found: dict[str, str] = {}
    names = list(headings)
    for heading in names:
        key = word_key("field", heading)
        if key:
            found.setdefault(key, heading)
    missing = [key for key in _REQUIRED if key not in found]
    if missing:
        raise InputError(
            tr(
                "The table has no column for {fields}: its columns are {columns}; name them 姓名 and "
                "单位代码."
            ).format(
                fields=tr(", ").join("姓名" if key == "name" else "单位代码" for key in missing),
                columns=tr(", ").join(names),
            )
        )
    return found


def import_people(ws: Workspace, rows: Iterable[Mapping[str, Any]]) -> ImportReport:
    """Take people from ``rows`` (values by field name) in one transaction; again it changes nothing.

    The same name, level, unit and duty is the same person: what differs otherwise (phone, department,
    term) is updated, an empty value erases nothing. Rows that make no sense are refused by number.
    """
    people, refused = [], []
    for number, row in enumerate(rows, 1):
        try:
            people.append(_person(row))
        except GengdiError as error:
            refused.append(tr("Row {row}: {why}").format(row=number, why=error))
    added = changed = unchanged = 0
    with transaction(ws.db) as connection:
        known = {one.uid: one for one in people_of(ws)}
        for one in people:
            before = known.get(one.uid)
            now = one if before is None else _filled(one, before)
            known[one.uid] = now
            if before is None:
                added += 1
                connection.execute(sql.insert("responsible", ("uid", *FIELDS)), _values(now))
            elif now == before:
                unchanged += 1
            else:
                changed += 1
                _update(connection, now)
    return ImportReport(added, changed, unchanged, tuple(refused))


def edit_person(ws: Workspace, uid: str, **values: str) -> Person:
    """Change ``phone``, ``department``, ``duty``, ``valid_from`` or ``valid_to`` of a person."""
    wrong = set(values) - {"phone", "department", "duty", "valid_from", "valid_to"}
    if wrong:
        raise InputError(
            tr("Only phone, department, duty and term can be changed; {fields} makes another person.").format(
                fields=tr(", ").join(sorted(wrong))
            )
        )
    with transaction(ws.db) as connection:
        before = person_of(ws, uid)
        now = replace(before, **{key: value.strip() for key, value in values.items()})
        now = replace(now, **_term(now.valid_from, now.valid_to, now.name))
        _update(connection, now)
    return now


def end_term(ws: Workspace, uid: str, last_day: str) -> Person:
    """Let a person's term end with ``last_day``; the row stays, and with it what the person did."""
    return edit_person(ws, uid, valid_to=last_day)


def people_of(ws: Workspace, unit: str = "") -> list[Person]:
    """Everybody, by unit, level and name; of units whose code begins with ``unit``."""
    rows = ws.db.execute(_READ).fetchall()
    people = [Person(*(value or "" for value in row)) for row in rows]
    return [one for one in people if one.unit_code.startswith(unit)]


def person_of(ws: Workspace, uid: str) -> Person:
    """One person; InputError when there is none."""
    for one in people_of(ws):
        if one.uid == uid:
            return one
    raise InputError(tr("Nobody responsible is known under {uid}: import the people again.").format(uid=uid))


def responsible_on(ws: Workspace, day: dt.date, load: Mapping[str, int] | None = None) -> Responsible:
    """The people in office on ``day``, to be asked who is responsible for a place."""
    return Responsible(people_of(ws), day.isoformat(), load)


def unit_names(ws: Workspace) -> dict[str, str]:
    """Unit code -> name, from the units kept and from the patches."""
    return {code: name for code, name in ws.db.execute(_NAMES).fetchall() if name}


def _values(one: Person) -> tuple[str | None, ...]:
    return (one.uid, *(getattr(one, field) or None for field in FIELDS))


def _update(connection: Any, one: Person) -> None:
    connection.execute(
        "UPDATE responsible SET duty = ?, phone = ?, department = ?, valid_from = ?, valid_to = ? "
        "WHERE uid = ?",
        (*(getattr(one, field) or None for field in FIELDS[3:]), one.uid),
    )


def _filled(new: Person, old: Person) -> Person:
    """``new``, with what it does not say from ``old``."""
    return replace(new, **{field: getattr(new, field) or getattr(old, field) for field in FIELDS})


def _person(row: Mapping[str, Any]) -> Person:
    text = {field: _text(row.get(field)) for field in FIELDS}
    if not text["name"]:
        raise InputError(tr("the name is missing."))
    code = unit_digits(text["unit_code"])
    level = word_key("level", text["level"]) or key_of("level", text["level"]) or level_of_unit(code)
    if not code or level not in DIGITS or len(code) != DIGITS[level]:
        raise InputError(
            tr(
                "“{code}” is no code of a unit of level {level}: villages have 12 digits, towns 9, "
                "counties 6."
            ).format(code=text["unit_code"], level=word("level", level) if level else text["level"] or "–")
        )
    uid = uuid.uuid5(_NAMESPACE, "\x1f".join((text["name"], level, code, text["duty"]))).hex
    term = _term(row.get("valid_from"), row.get("valid_to"), text["name"])
    return Person(uid, text["name"], level, code, text["duty"], text["phone"], text["department"], **term)


def _text(value: Any) -> str:
    """A cell as text; a code or phone that a spreadsheet made a number of is digits again."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _term(first: object, last: object, name: str) -> dict[str, str]:
    term = {}
    for key, value, kind in (("valid_from", first, FIRST_DAY), ("valid_to", last, LAST_DAY)):
        day = parse_date(value, kind)
        if day is None and not is_blank(value):
            raise InputError(
                tr("“{value}” is no day of the term of {name}; write it like 2026-11-23.").format(
                    value=value, name=name
                )
            )
        term[key] = "" if day is None else day.isoformat()
    if term["valid_from"] and term["valid_to"] and term["valid_to"] < term["valid_from"]:
        raise InputError(tr("the term of {name} ends before it begins.").format(name=name))
    return term
