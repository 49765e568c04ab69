"""A bureau's own set of finding categories, read from a CSV file and checked row by row."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from .casework import FINDINGS
from .errors import InputError
from .finding_vocabulary import Category, category_row, proof_type_keys
from .i18n import tr
from .table_text import table_text
from .vocabulary import key_of, keys, word

#: Columns a file must have, and those it may have.
NEEDED = ("set", "key", "finding", "chinese")
OPTIONAL = ("parent", "proof", "english", "source", "certainty")

_KEY = re.compile(r"[\w.-]{1,60}")


@dataclass(frozen=True)
class FindingSet:
    """One set: its ``key``, its categories, and the ``text`` of the file as it is kept."""

    key: str
    rows: tuple[Category, ...]
    text: str


def read_set(path: Path) -> FindingSet:
    """The set in a CSV file (UTF-8 or GB 18030). InputError naming file, row and column when it is not in
    order."""
    return parse_set(table_text(path), path.name)


def parse_set(text: str, name: str) -> FindingSet:
    """The set in the text of a CSV file called ``name``."""
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    missing = [column for column in NEEDED if column not in (reader.fieldnames or ())]
    if missing:
        raise InputError(
            tr("{file}: the first row must name the columns {columns}; {missing} is missing.").format(
                file=name, columns=", ".join((*NEEDED, *OPTIONAL)), missing=", ".join(missing)
            )
        )
    rows: list[Category] = []
    set_key = ""
    for number, raw in enumerate(reader, start=2):
        values = {column: (raw.get(column) or "").strip() for column in (*NEEDED, *OPTIONAL)}
        if not any(values.values()):
            continue
        set_key = set_key or values["set"]
        try:
            rows.append(_row(values, set_key, rows))
        except InputError as error:
            raise InputError(
                tr("{file}, row {row}: {why}").format(file=name, row=number, why=error)
            ) from error
    if not rows:
        raise InputError(tr("{file} has no categories: add one row for each.").format(file=name))
    return FindingSet(set_key, tuple(rows), text)


def _row(values: dict[str, str], set_key: str, before: list[Category]) -> Category:
    known = {row.key: row for row in before}
    if values["set"] != set_key or not _KEY.fullmatch(set_key) or set_key in keys("finding_set"):
        raise InputError(
            tr(
                "the column “set” must have one name in all rows, without blanks, other than {names}; "
                "it has “{name}”."
            ).format(names=", ".join(keys("finding_set")), name=values["set"])
        )
    if not _KEY.fullmatch(values["key"]) or values["key"] in known:
        raise InputError(
            tr("the key “{key}” must be there once, of letters and digits without blanks.").format(
                key=values["key"]
            )
        )
    if values["parent"] and values["parent"] not in known:
        raise InputError(
            tr("the parent “{parent}” of “{key}” must be the key of a row above it.").format(
                parent=values["parent"], key=values["key"]
            )
        )
    if not values["chinese"]:
        raise InputError(tr("“{key}” has no word in the column “chinese”.").format(key=values["key"]))
    found = [key_of("finding", part) for part in values["finding"].split()]
    if not found or any(key not in FINDINGS for key in found):
        raise InputError(
            tr("“{finding}” is no finding; use one of: {known}.").format(
                finding=values["finding"],
                known=tr(", ").join(f"{key} ({word('finding', key)})" for key in FINDINGS),
            )
        )
    strange = [name for name in values["proof"].split() if name not in proof_type_keys()]
    if strange:
        raise InputError(
            tr("“{proof}” is no type of evidence; use one of: {known}.").format(
                proof=strange[0], known=", ".join(proof_type_keys())
            )
        )
    english = values["english"] or values["chinese"]
    return category_row({**values, "english": english, "finding": " ".join(key or "" for key in found)})
