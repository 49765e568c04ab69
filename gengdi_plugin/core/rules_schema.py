"""The schema of rule files (JSON Schema as data, read by :func:`faults_of`) and older files brought to it."""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from .i18n import tr

SCHEMA = "gengdi-rules/2"

#: Schemas of older files that can be read: what ``/2`` added, they do not have.
_OLDER = ("gengdi-rules/1",)
_ADDED = ("version", "valid_from", "valid_to", "changed", "overrides")
_NAMED = re.compile(r"^gengdi-rules/(\d+)$")

_FILE = Path(__file__).parent / "data" / "rules" / "gengdi-rules-2.schema.json"

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong at ``place`` (keys joined by dots, list items as ``[k]``), as a sentence without it."""

    place: str
    told: str

    def __str__(self) -> str:
        return f"{self.place}: {self.told}" if self.place else self.told


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The JSON Schema of rule files."""
    document: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return document


def part_of(*keys: str) -> dict[str, Any]:
    """The schema of the property that ``keys`` lead to."""
    found = schema()
    for key in keys:
        found = found["properties"][key]
    return found


def migrated(document: Any) -> tuple[Any, list[Fault]]:
    """The document as one of :data:`SCHEMA`, a copy where something changes, and why it cannot be read."""
    if not isinstance(document, dict):
        return document, [Fault("", tr("the file must hold one JSON object"))]
    name = document.get("schema")
    if name == SCHEMA:
        return document, []
    if name in _OLDER:
        found = [
            Fault(key, tr("rule files of {schema} do not have it").format(schema=name))
            for key in _ADDED
            if key in document
        ]
        return {**document, "schema": SCHEMA}, found
    newer = _NAMED.match(name) if isinstance(name, str) else None
    if newer and int(newer.group(1)) > int(SCHEMA.rpartition("/")[2]):
        told = tr("the file was made for a newer Gengdi ({schema}): update the plugin to read it")
        return document, [Fault("schema", told.format(schema=name))]
    told = tr("must be {schema}; older files that can be read: {older}")
    return document, [Fault("schema", told.format(schema=SCHEMA, older=", ".join(_OLDER)))]


def faults_of(value: Any, part: dict[str, Any], place: str = "") -> Iterator[Fault]:
    """Every fault of ``value`` against ``part`` of the schema: the words of JSON Schema that it uses."""
    if "anyOf" in part:
        if all(any(faults_of(value, one)) for one in part["anyOf"]):
            allowed = ", ".join(str(word) for one in part["anyOf"] for word in one.get("enum", ()))
            yield Fault(place, tr("must be one of {allowed}, or a list").format(allowed=allowed))
        return
    if "const" in part or "enum" in part:
        allowed_values = part.get("enum", [part.get("const")])
        if not any(value == one and type(value) is type(one) for one in allowed_values):
            told = tr("{value} is not allowed; allowed: {allowed}")
            yield Fault(place, told.format(value=shown(value), allowed=", ".join(map(str, allowed_values))))
        return
    kinds = part.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield Fault(place, _must_be(value, kinds))
    elif isinstance(value, dict):
        yield from _object(value, part, place)
    elif isinstance(value, list):
        yield from _list(value, part, place)
    elif isinstance(value, str):
        yield from _text(value, part, place)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from _number(value, part, place)


def shown(value: Any) -> str:
    """A value as it is named in a sentence."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:39] + "…"


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool) and kind != "boolean":
        return False
    return isinstance(value, _TYPES[kind])


def _must_be(value: Any, kinds: list[str]) -> str:
    words = {
        "object": tr("an object"),
        "array": tr("a list"),
        "string": tr("a text"),
        "boolean": tr("true or false"),
        "integer": tr("a whole number"),
        "number": tr("a number"),
        "null": tr("nothing (null)"),
    }
    wanted = tr(" or ").join(words[kind] for kind in kinds)
    return tr("{value} is not allowed; it must be {wanted}").format(value=shown(value), wanted=wanted)


def _object(value: dict[str, Any], part: dict[str, Any], place: str) -> Iterator[Fault]:
    known, others = part.get("properties", {}), part.get("additionalProperties", True)
    for key in part.get("required", ()):
        if key not in value:
            yield Fault(_inside(place, key), tr("is missing"))
    for key, one in value.items():
        if key in known:
            yield from faults_of(one, known[key], _inside(place, key))
        elif others is False:
            told = tr("is not known here (a slip of the pen?); known are {names}")
            yield Fault(_inside(place, key), told.format(names=", ".join(known)))
        elif isinstance(others, dict):
            yield from faults_of(one, others, _inside(place, key))


def _inside(place: str, key: str) -> str:
    return f"{place}.{key}" if place else str(key)


def _list(value: list[Any], part: dict[str, Any], place: str) -> Iterator[Fault]:
    for number, one in enumerate(value):
        yield from faults_of(one, part.get("items", {}), f"{place}[{number}]")
    if len(value) < part.get("minItems", 0):
        yield Fault(place, tr("must not be empty"))
    if part.get("uniqueItems"):
        marks = [json.dumps(one, ensure_ascii=False, default=str) for one in value]
        for mark in sorted({mark for mark in marks if marks.count(mark) > 1}):
            yield Fault(place, tr("{value} stands twice").format(value=mark))


def _text(value: str, part: dict[str, Any], place: str) -> Iterator[Fault]:
    if part.get("minLength") and not value.strip():
        yield Fault(place, tr("must be a text that is not empty"))
    elif "pattern" in part and not re.search(part["pattern"], value):
        told = tr("{value} is not a code of an administrative unit (2 to 12 digits)")
        yield Fault(place, told.format(value=shown(value)))
    elif part.get("format") == "date" and not _is_day(value):
        told = tr("{value} is not a day; write it as 2026-12-31")
        yield Fault(place, told.format(value=shown(value)))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _number(value: float, part: dict[str, Any], place: str) -> Iterator[Fault]:
    least, most = part.get("minimum", -math.inf), part.get("maximum", math.inf)
    if least <= value <= min(most, sys.float_info.max):  # not a number: False
        return
    if math.isfinite(most):
        told = tr("{value} is not allowed; it must be from {least} to {most}")
        yield Fault(place, told.format(value=f"{value:.10g}", least=f"{least:g}", most=f"{most:g}"))
    else:
        told = tr("{value} is not allowed; it must be at least {least}")
        yield Fault(place, told.format(value=f"{value:.10g}", least=f"{least:g}"))
