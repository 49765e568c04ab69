"""Official forms as data: title, columns, signatures. A new form is a JSON file, not code.

A column has: ``field`` (a key of the rows, or a list of keys joined by a space), ``heading`` (Chinese),
``kind``, ``width`` (characters) and, as needed: ``group`` (neighbours of one group share a heading above
theirs), ``name`` (field name in CSV-free formats; the field by default), ``short`` (at most 10 ASCII
characters, for shapefiles), ``words`` (a vocabulary group, or key -> text), ``show_key`` (the code in
brackets behind the word), ``sum`` (subtotals), ``paper`` (false: only in files for programs), ``title``
(the heading in files for programs, where it cannot stand below a shared one). A column of kind ``stack``
shows several values below each other on paper, each of its ``lines`` a ``field`` with ``kind``, ``words`` and
``label``; in files for programs they are columns of their own.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..core.errors import InputError
from ..core.i18n import tr

_FOLDER = Path(__file__).parent / "forms"

#: How a value is shown: see :mod:`.cells`.
KINDS = (
    "index", "text", "note", "code", "person", "word", "date", "area", "mu", "share", "degree", "flag",
    "count", "blank", "stack",
)  # fmt: skip
#: Kinds that are on paper only.
_PAPER_ONLY = ("blank", "stack")
_SHORT = re.compile(r"[a-z][a-z0-9_]{0,9}")


@dataclass(frozen=True)
class Line:
    """One of the values that stand below each other in a cell; a ``label`` stands there also without one."""

    field: str
    kind: str
    words: str | dict[str, str] | None = None
    show_key: bool = False
    label: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a form; see the module's text."""

    fields: tuple[str, ...]
    heading: str
    kind: str
    width: float
    name: str
    short: str
    group: str = ""
    words: str | dict[str, str] | None = None
    show_key: bool = False
    sum: bool = False
    paper: bool = True
    file_title: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def title(self) -> str:
        """The full heading in one line."""
        if self.file_title:
            return self.file_title
        return f"{self.group}{self.heading}" if self.group else self.heading


@dataclass(frozen=True)
class Form:
    """One official list. ``group_by``: the row key that makes the groups, ``group_name``: how they are
    called; ``missing``: what stands in a measured cell without a figure; ``empty``: the sentence of a
    list without rows."""

    key: str
    title: str
    sheet: str
    statement: str
    empty: str
    missing: str
    group_by: str
    group_name: str
    group_unknown: str
    columns: tuple[Column, ...]
    signatures: tuple[str, ...]

    @property
    def paper_columns(self) -> tuple[Column, ...]:
        """The columns of the signed form."""
        return tuple(column for column in self.columns if column.paper)

    @property
    def file_columns(self) -> tuple[Column, ...]:
        """The columns of files for programs: nothing that only a pen fills."""
        return tuple(column for column in self.columns if column.kind not in _PAPER_ONLY)


def load_form(key: str, folder: Path | None = None) -> Form:
    """The form ``key``; from ``folder`` when a bureau keeps its own. Raises InputError on a bad file."""
    return _load((folder or _FOLDER) / f"{key}.json")


def own_form(key: str, folder: Path | None) -> Form:
    """The form ``key``: of the bureau's ``folder`` when it has one, else ours."""
    own = folder is not None and (folder / f"{key}.json").is_file()
    return load_form(key, folder if own else None)


@cache
def _load(path: Path) -> Form:
    try:
        form = _form(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            tr("The form {file} cannot be used ({error}): compare it with the forms that come with Gengdi.")
            .format(file=path.name, error=error)
        ) from error  # fmt: skip
    return form


def _form(document: dict[str, Any]) -> Form:
    columns = tuple(_column(**column) for column in document.pop("columns"))
    form = Form(columns=columns, signatures=tuple(document.pop("signatures")), **document)
    for what, values in (
        ("name", [column.name.lower() for column in form.file_columns]),
        ("short", [column.short for column in form.file_columns]),
    ):
        double = {value for value in values if values.count(value) > 1}
        if double:
            raise ValueError(f"{what} given twice: {', '.join(sorted(double))}")
    return form


def _column(heading: str, kind: str, width: float, field: str | list[str] = "", **more: Any) -> Column:
    fields = (field,) if isinstance(field, str) else tuple(field)
    more["lines"] = tuple(Line(**line) for line in more.get("lines", ()))
    more["file_title"] = more.pop("title", "")
    column = Column(fields, heading, kind, width, more.pop("name", fields[0]), more.pop("short", ""), **more)
    if (kind == "stack") != bool(column.lines) or (kind != "stack" and not all(fields)):
        raise ValueError(f"{heading}: a stack has lines, every other column a field")
    parts: tuple[Column | Line, ...] = (column, *column.lines)
    for one in parts:
        if one.kind not in KINDS or (one.kind in _PAPER_ONLY and one is not column):
            raise ValueError(f"unknown kind {one.kind}")
        if one.kind == "word" and one.words is None:
            raise ValueError(f"{heading}: words missing")
    if column.sum and kind not in ("area", "mu", "count"):
        raise ValueError(f"{heading}: only areas and counts have sums")
    if kind not in _PAPER_ONLY and not _SHORT.fullmatch(column.short):
        raise ValueError(f"{heading}: short name {column.short!r} is not 1–10 small letters, figures or _")
    return column
