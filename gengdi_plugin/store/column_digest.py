"""The digests of many rows at once, column by column: the same bytes are hashed as :mod:`.row_digest` does
row by row, but what a column says of its rows is put into words once for each different value."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import repeat
from math import isfinite
from typing import Any, Union

from .row_digest import SIZE

_text = json.encoder.encode_basestring_ascii

#: What a column says of each row (with a comma before it), or of all of them.
Said = Union[str, list[str]]


def first_digests(table: str, columns: Mapping[str, Sequence[Any]], count: int) -> list[bytes]:
    """:func:`.row_digest.first_digest` of each of ``count`` rows; ``columns`` in the order of their names."""
    head = f"{table}\n{{"
    return [sha256(f"{head}{said[1:]}}}".encode("ascii")).digest() for said in _rows(columns, count)]


def late_digests(firsts: Sequence[bytes], columns: Mapping[str, Sequence[Any]]) -> list[bytes]:
    """:func:`.row_digest.late_digest` of each row, from its first digest and the late ``columns``."""
    if not columns:
        return [first[:SIZE] for first in firsts]
    return [
        sha256(first + f"{{{said[1:]}}}".encode("ascii")).digest()[:SIZE]
        for first, said in zip(firsts, _rows(columns, len(firsts)))
    ]


def _rows(columns: Mapping[str, Sequence[Any]], count: int) -> Iterator[str]:
    """What all columns say of each row."""
    parts: list[Said] = []
    for name, values in columns.items():
        said = _said(name, values)
        if isinstance(said, str) and parts and isinstance(parts[-1], str):
            parts[-1] += said
        else:
            parts.append(said)
    return map("".join, zip(*(repeat(said, count) if isinstance(said, str) else said for said in parts)))


def _said(name: str, values: Sequence[Any]) -> Said:
    head = f",{_text(name)}:"
    kinds = set(map(type, values))
    if kinds <= _FEW:
        told = {value: "" if value is None else head + _SAY[type(value)](value) for value in set(values)}
        return list(map(told.__getitem__, values)) if len(told) > 1 else next(iter(told.values()), "")
    kinds.discard(type(None))
    if len(kinds) == 1:
        say = _SAY[kinds.pop()]
        if say is _number and isfinite(sum(filter(None, values))):
            say = repr
        return ["" if value is None else head + say(value) for value in values]
    return ["" if value is None else head + _SAY[type(value)](value) for value in values]


def _number(value: float) -> str:
    return repr(value) if isfinite(value) else json.dumps(value)


def _bytes(value: bytes) -> str:
    return f'["{sha256(value).hexdigest()}"]'


#: What a value is said with; values of _FEW kinds that are equal are said alike.
_SAY: dict[type, Callable[[Any], str]] = {str: _text, int: repr, float: _number, bytes: _bytes}
_FEW = {str, int, type(None)}
