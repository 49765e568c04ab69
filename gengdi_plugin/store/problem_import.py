"""Problems of pollution sources from tables: headings and words by presets, refused rows told one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..core.coordination import coordination_of, coordinations
from ..core.errors import GengdiError, InputError
from ..core.i18n import tr
from ..core.responsibility import unit_digits
from ..core.stopping import checkpoint
from ..core.uscc import normal_uscc, uscc_doubt
from ..core.vocabulary import key_of, keys, word
from ..core.word_file import key_in
from .problems import Problem, raise_problems
from .responsible import unit_names
from .workspace import Workspace

#: What headings and values are called in offices.
_WORDS = "problem_words.csv"

FIELDS = (
    "title", "source", "source_no", "uscc", "kind", "level", "description", "place", "unit_code",
    "lead_department", "co_departments", "patch_no",
)  # fmt: skip

_PATCHES = """
SELECT patch_no, spatial_code, uid, unit_code FROM patch WHERE deleted_at IS NULL
"""
_NONE = frozenset({"", "-", "–", "—", "/", "无"})


@dataclass(frozen=True)
class ProblemImport:
    """What an import did; ``refused``: a sentence per row that was not taken, ``doubts``: per row that was
    taken although something about it is odd."""

    added: int
    unchanged: int
    refused: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def problem_fields(headings: Iterable[str]) -> dict[str, str]:
    """Field of a problem -> heading of the table, by ``core/data/problem_words.csv``; InputError when no
    heading says what the problem is."""
    names = list(headings)
    found: dict[str, str] = {}
    for heading in names:
        key = key_in(_WORDS, "field", heading)
        if key in FIELDS:
            found.setdefault(key, heading)
    if "title" not in found:
        raise InputError(
            tr("The table has no column for the title: its columns are {columns}; name one 问题标题.").format(
                columns=tr(", ").join(names)
            )
        )
    return found


def import_problems(
    ws: Workspace, rows: Iterable[Mapping[str, Any]], actor: str, role: str = "officer", source: str = ""
) -> ProblemImport:
    """Take problems from ``rows`` (values by field name) in one transaction; again it changes nothing.

    ``source``: who told those that say none themselves. Lead and co-departments that a row does not name
    follow from its kind. Rows that make no sense are refused by number.
    """
    reader = _Reader(ws, source)
    problems, refused, doubts = [], [], []
    for number, row in enumerate(rows, 1):
        checkpoint()
        try:
            problem = reader.problem(row)
        except GengdiError as error:
            refused.append(tr("Row {row}: {why}").format(row=number, why=error))
            continue
        problems.append(problem)
        doubt = uscc_doubt(problem.uscc)
        if doubt:
            doubts.append(tr("Row {row}: {why}").format(row=number, why=doubt))
    uids, added = raise_problems(ws, problems, actor, role)
    return ProblemImport(added, len(uids) - added, tuple(refused), tuple(doubts))


class _Reader:
    """Makes problems of rows; knows the workspace's patches and units."""

    def __init__(self, ws: Workspace, source: str) -> None:
        self._source = source.strip()
        self._units = unit_names(ws)
        self._codes: dict[str, set[str]] = {}
        for code, name in self._units.items():
            self._codes.setdefault(name, set()).add(code)
        self._patches: dict[str, set[tuple[str, str]]] = {}
        for patch_no, spatial_code, uid, unit in ws.db.execute(_PATCHES).fetchall():
            for name in filter(None, (patch_no, spatial_code)):
                self._patches.setdefault(name, set()).add((uid, unit or ""))

    def problem(self, row: Mapping[str, Any]) -> Problem:
        text = {field: _text(row.get(field)) for field in FIELDS}
        if not text["title"]:
            raise InputError(tr("the title is missing."))
        source = " ".join(filter(None, (text["source"] or self._source, text["source_no"])))
        if not (text["source"] or self._source):
            raise InputError(tr("the source is missing: who told it (来源)?"))
        patch_uid, unit = self._patch(text["patch_no"])
        code, description = self._place(text)
        kind = _key("kind", "event_type", text["kind"], _kinds())
        dealt = coordination_of(kind) if kind else None
        lead = _key("department", "department", text["lead_department"], keys("department"))
        parts = filter(None, re.split(r"[、，,;；/\s]+", text["co_departments"]))
        helping = [_key("department", "department", part, keys("department")) for part in parts]
        return Problem(
            text["title"],
            source,
            normal_uscc(text["uscc"]),
            kind,
            _key("level", "alert_level", text["level"], keys("alert_level")),
            description,
            code or unit,
            lead or (dealt.lead if dealt else ""),
            ",".join(dict.fromkeys(helping or (dealt.co if dealt else ()))),
            patch_uid,
        )

    def _patch(self, name: str) -> tuple[str, str]:
        if not name:
            return "", ""
        found = self._patches.get(name, set())
        if len(found) != 1:
            why = tr("the workspace has no patch “{name}”.")
            if found:
                why = tr("%n patch(es) have the number “{name}”: give the spatial code.", len(found))
            raise InputError(why.format(name=name))
        return next(iter(found))

    def _place(self, text: Mapping[str, str]) -> tuple[str, str]:
        """The unit's code, and the description, with a place that is no unit at its end."""
        given = text["unit_code"]
        code = unit_digits(given)
        if given and not code:
            raise InputError(
                tr("“{code}” is no code of a unit (6, 9 or 12 digits).").format(code=given)
            )  # fmt: skip
        place = text["place"]
        named = self._codes.get(place, set())
        of_place = unit_digits(place) or (next(iter(named)) if len(named) == 1 else "")
        if place and not of_place:
            told = f"{word('problem_part', 'place', 'zh')}{place}"
            return code, "\n".join(filter(None, (text["description"], told)))
        return code or of_place, text["description"]


def _key(words: str, group: str, text: str, allowed: Iterable[str]) -> str:
    """The key that ``text`` means; "" for none. InputError when it is not among ``allowed``."""
    if not text:
        return ""
    known = tuple(allowed)
    key = key_in(_WORDS, words, text) or key_of(group, text) or ""
    if key not in known:
        raise InputError(
            tr("“{text}” is not known; known are: {known}.").format(
                text=text, known=tr(", ").join(word(group, one) for one in known)
            )
        )
    return key


def _kinds() -> tuple[str, ...]:
    return tuple(one.event_type for one in coordinations("pollution"))


def _text(value: Any) -> str:
    """A cell as text; a code that a spreadsheet made a number of is digits again."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    return "" if text in _NONE else text
