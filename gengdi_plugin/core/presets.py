"""How bureaus name their layers, fields and values: ``data/presets.json``, read once."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from .roles import ROLES

_FILE = Path(__file__).parent / "data" / "presets.json"

#: Roles whose layers share one set of field names.
_ZONES = frozenset(key for key, role in ROLES.items() if "zone_no" in role.fields)


def plain(text: str) -> str:
    """``text`` half-width and without surrounding blanks: how names and words are compared."""
    return unicodedata.normalize("NFKC", text).strip(" \t\r\n\0\u200b\ufeff")


@dataclass(frozen=True)
class Hit:
    """Where a preset found itself in a name: ``start`` and ``end`` of the found piece ``text``."""

    start: int
    end: int
    text: str
    is_code: bool

    @property
    def rank(self) -> tuple[int, int]:
        """The head of a Chinese or English noun phrase stands last; of two that end together the longer."""
        return (self.end, self.end - self.start)


@dataclass(frozen=True)
class LayerPreset:
    """One kind of layer. ``role`` None: known, but it plays no role. ``approval_type``: what a layer of
    that name proves; None when the name does not say. ``word``: the key of
    vocabulary group ``layer_stage`` for what such a layer is called where its type's word would mislead."""

    role: str | None
    approval_type: str | None
    codes: tuple[re.Pattern[str], ...]
    words: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    word: str = ""

    def find(self, name: str) -> Hit | None:
        """The best hit in ``name`` (already :func:`plain`), or None."""
        if any(pattern.search(name) for pattern in self.unless):
            return None
        hits = [
            Hit(found.start(), found.end(), found.group(), is_code)
            for patterns, is_code in ((self.codes, True), (self.words, False))
            for pattern in patterns
            for found in pattern.finditer(name)
        ]
        return max(hits, key=lambda hit: hit.rank, default=None)


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern that starts with a Latin letter stands for whole words between other characters."""
    bounded = rf"(?<![A-Za-z])(?:{text})(?![A-Za-z])" if re.match(r"[A-Za-z\[]", text) else text
    return re.compile(bounded, re.IGNORECASE)


@lru_cache(maxsize=1)
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return document


@lru_cache(maxsize=1)
def layer_presets() -> tuple[LayerPreset, ...]:
    """All presets in the file's order."""

    def patterns(row: dict[str, Any], key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(_pattern(text) for text in row.get(key, ()))

    return tuple(
        LayerPreset(
            row["role"],
            row.get("approval_type"),
            patterns(row, "codes"),
            patterns(row, "words"),
            patterns(row, "unless"),
            row.get("word", ""),
        )
        for row in _document()["layers"]
    )


@cache
def synonyms(role: str) -> dict[str, tuple[str, ...]]:
    """Canonical field -> names it is known under, most specific first; the canonical name leads."""
    known = _document()["fields"].get("zone" if role in _ZONES else role, {})
    return {name: (name, *known.get(name, ())) for name in ROLES[role].fields}


@cache
def signature(role: str) -> tuple[frozenset[str], int]:
    """Own field names (casefolded) that speak for ``role``, and how many of them make it sure."""
    entry = _document()["signatures"].get(role)
    if entry is None:
        return frozenset(), 1
    return frozenset(name.casefold() for name in entry["fields"]), int(entry["needed"])


@cache
def value_words(group: str) -> dict[str, str]:
    """Further words bureaus write for a value of ``group``: casefolded word -> key."""
    words = _document()["values"].get(group, {})
    return {plain(text).casefold(): key for key, texts in words.items() for text in texts}


@lru_cache(maxsize=1)
def weakest_first() -> tuple[str, ...]:
    """Approval types from "proves nothing" to "proves everything"."""
    return tuple(_document()["weakest_first"])


@lru_cache(maxsize=1)
def right_codes() -> dict[str, str]:
    """Code of 权利类型 -> the approval type a registration row of that right really is."""
    return {code: key for key, codes in _document()["right_types"]["codes"].items() for code in codes}


@lru_cache(maxsize=1)
def right_words() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    """The pattern of a building's ownership, and approval type -> pattern of the rights it stands for."""
    entry = _document()["right_types"]
    return re.compile(entry["buildings"]), {key: re.compile(text) for key, text in entry["words"].items()}


def class_names() -> dict[str, str]:
    """Name of a land class -> code of the third survey."""
    names: dict[str, str] = _document()["class_names"]
    return names


def second_survey() -> dict[str, str]:
    """Class code of the second survey -> code of the third."""
    codes: dict[str, str] = _document()["second_survey"]["codes"]
    return codes
