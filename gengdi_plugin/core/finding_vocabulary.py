"""Categories of findings (核查意见分类) and the evidence each asks for, by the system they come from.

Inspectors must speak the words of the system to which a bureau reports; the words are data:
``data/finding_vocabularies.csv`` (``set, key, parent, finding, proof, english, chinese, source,
certainty``) and ``data/proof_fields.csv`` (``type_key, key, type, required, english, chinese, source,
certainty``). Which of the three findings a category goes with is our own reading of the source and never
official; several are separated by blanks. A bureau's own set is read by :func:`core.finding_sets.read_set`
and kept by its workspace, which makes it known here (``store.finding_sets``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from . import i18n
from .vocabulary import word

_DATA = Path(__file__).parent / "data"

#: The set that is used until another is chosen.
DEFAULT_SET = "own"

#: Kinds of evidence fields: what their text must say. ``area`` is in m²; ``flag`` is ``yes`` or ``no``.
TEXT, DATE, AREA, NUMBER, FLAG = "text", "date", "area", "number", "flag"
KINDS = (TEXT, DATE, AREA, NUMBER, FLAG)


@dataclass(frozen=True)
class Category:
    """One word of a set. ``parent``: key of the category it is a subtype of, ``""`` at the top.

    ``finding``: the finding it goes with, the likeliest first when ``findings`` has several.
    ``proof``: keys of the evidence types it asks for (:func:`proof_fields`), separated by blanks.
    """

    key: str
    parent: str
    finding: str
    english: str
    chinese: str
    findings: tuple[str, ...] = ()
    proof: str = ""

    def text(self, language: str | None = None) -> str:
        """Its word in ``language`` (``zh``/``en``; the interface's by default)."""
        return self.chinese if (language or i18n.language()) == "zh" else self.english


@dataclass(frozen=True)
class ProofField:
    """One evidence field: ``type`` is one of :data:`KINDS`; ``required``: an auditor will ask for it."""

    key: str
    type: str
    required: bool
    english: str
    chinese: str

    def text(self, language: str | None = None) -> str:
        """Its word in ``language`` (``zh``/``en``; the interface's by default)."""
        return self.chinese if (language or i18n.language()) == "zh" else self.english


_known: Mapping[str, tuple[Category, ...]] = {}


def know(own_sets: Mapping[str, Iterable[Category]]) -> None:
    """Make bureaus' own sets known in this process, in place of all that were known before."""
    global _known
    _known = {key: tuple(rows) for key, rows in own_sets.items()}


def sets() -> list[str]:
    """Keys of all sets, the default one first, bureaus' own at the end."""
    return list({**_shipped(), **_known})


def set_name(set_key: str, language: str | None = None) -> str:
    """What the set is called; a bureau's own by its key."""
    return word("finding_set", set_key, language)


def categories(set_key: str, finding: str = "") -> list[Category]:
    """The categories of a set in its order, subtypes behind their parents; ``finding``: only those that may
    go with it. An unknown set has none."""
    rows = _known.get(set_key) or _shipped().get(set_key, ())
    return [row for row in rows if not finding or finding in row.findings]


def category(set_key: str, key: str) -> Category | None:
    """The category ``key`` of a set; None when it has none."""
    return next((row for row in categories(set_key) if row.key == key), None)


def category_of(set_key: str, text: str, parent: str | None = None, finding: str = "") -> Category | None:
    """The category whose key or word (either language, without case) is ``text``; None when unknown.

    ``parent``: only below this one (at any depth; ``""`` at the top). The same word may stand in several
    places (其他): the one that goes with ``finding`` first, then the set's order.
    """
    wanted = text.strip().casefold()
    rows = categories(set_key)
    hits = [
        row
        for row in rows
        if wanted in (row.key.casefold(), row.chinese.casefold(), row.english.casefold())
        and (parent is None or (row.parent == "" if parent == "" else parent in _above(row, rows)))
    ]
    return min(
        hits, key=lambda row: (row.key.casefold() != wanted, finding not in row.findings), default=None
    )


def top_of(set_key: str, key: str) -> Category | None:
    """The category at the top above ``key`` (itself when it is at the top)."""
    rows = categories(set_key)
    found = next((row for row in rows if row.key == key), None)
    if found is None or not found.parent:
        return found
    return next((row for row in rows if row.key == _above(found, rows)[-1]), None)


def below(set_key: str, key: str, finding: str = "") -> list[Category]:
    """All subtypes under a category, at any depth, in the set's order."""
    rows = categories(set_key)
    return [row for row in categories(set_key, finding) if key in _above(row, rows)]


def words(set_key: str, *keys: str, language: str | None = None) -> str:
    """The words of ``keys`` with what stands between them, ``非农违法 › 工矿商服 › 光伏``; a key that the set
    does not have is shown as it is."""
    shown: list[str] = []
    rows = categories(set_key)
    for key in filter(None, keys):
        found = next((row for row in rows if row.key == key), None)
        chain = [key] if found is None else [*reversed(_above(found, rows)), key]
        for step in chain:
            row = next((one for one in rows if one.key == step), None)
            text = step if row is None else row.text(language)
            if text not in shown:
                shown.append(text)
    return " › ".join(shown)


def _above(row: Category, rows: Iterable[Category]) -> list[str]:
    """Keys of the categories above ``row``, the nearest first."""
    parents = {one.key: one.parent for one in rows}
    chain: list[str] = []
    key = row.parent
    while key and key not in chain:
        chain.append(key)
        key = parents.get(key, "")
    return chain


def proof_types(set_key: str, key: str) -> list[str]:
    """The evidence types that a category asks for: its own, else those of the category above it."""
    rows = categories(set_key)
    found = next((row for row in rows if row.key == key), None)
    while found is not None:
        if found.proof:
            return found.proof.split()
        found = next((row for row in rows if row.key == found.parent), None) if found.parent else None
    return []


def proof_fields(type_key: str) -> list[ProofField]:
    """The evidence fields of a type (``facility``, ``temporary``, ``rural_road``, ``conversion``,
    ``link_new``, ``hb2026`` …; several separated by blanks); empty for an unknown type."""
    found: dict[str, ProofField] = {}
    for name in type_key.split():
        for entry in _proofs().get(name, ()):
            found.setdefault(entry.key, entry)
    return list(found.values())


def proof_type_keys() -> list[str]:
    """All evidence types."""
    return list(_proofs())


@lru_cache(maxsize=1)
def _shipped() -> dict[str, tuple[Category, ...]]:
    found: dict[str, list[Category]] = {}
    with (_DATA / "finding_vocabularies.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["set"], []).append(category_row(row))
    return {key: tuple(rows) for key, rows in found.items()}


def category_row(row: dict[str, str]) -> Category:
    """A row of such a file as a category."""
    findings = tuple(row["finding"].split())
    return Category(
        row["key"], row["parent"], findings[0], row["english"], row["chinese"], findings, row["proof"]
    )


@lru_cache(maxsize=1)
def _proofs() -> dict[str, tuple[ProofField, ...]]:
    found: dict[str, list[ProofField]] = {}
    with (_DATA / "proof_fields.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["type_key"], []).append(
                ProofField(row["key"], row["type"], row["required"] == "yes", row["english"], row["chinese"])
            )
    return {key: tuple(rows) for key, rows in found.items()}
