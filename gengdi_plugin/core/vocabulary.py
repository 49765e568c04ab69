"""The field's words in both languages: one term per thing, kept as data.

Source of the terms: the project's glossary; table of TBLX codes: a public change-patch system
(certainty: provisional). Documents an officer signs are Chinese whatever the interface speaks,
hence the explicit ``language`` argument.
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path

from . import i18n

_FILE = Path(__file__).parent / "data" / "vocabulary.csv"


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, dict[str, str]]]:
    groups: dict[str, dict[str, dict[str, str]]] = {}
    with _FILE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            groups.setdefault(row["group"], {})[row["key"]] = {"en": row["en"], "zh": row["zh"]}
    return groups


def word(group: str, key: str, language: str | None = None) -> str:
    """The word for ``key`` in ``language`` (``zh``/``en``; the interface's by default).

    A key that the vocabulary does not know is returned as it is: data come from bureaus.
    """
    entry = _words().get(group, {}).get(key)
    return key if entry is None else entry[language or i18n.language()]


def keys(group: str) -> tuple[str, ...]:
    """All keys of ``group`` in the vocabulary's order; empty for an unknown group."""
    return tuple(_words().get(group, {}))


@cache
def _by_word(group: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for key, entry in _words().get(group, {}).items():
        for text in (key, entry["zh"], entry["en"]):
            known.setdefault(text.casefold(), key)
    return known


def key_of(group: str, text: str) -> str | None:
    """The key whose code or word (either language, without case) is ``text``; None when unknown."""
    return _by_word(group).get(text.strip().casefold())
