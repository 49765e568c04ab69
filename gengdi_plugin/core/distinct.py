"""Columns of raw values met piece by piece: each distinct value is kept, and later read, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .compact import Coded
from .table import object_array
from .values import number_of

Codes = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Encoded:
    """A piece of text as bytes (None: missing) and how they become values."""

    values: Sequence[bytes | None]
    decode: Callable[[bytes], object]


@dataclass(frozen=True)
class Distinct:
    """Row ``i`` holds ``values[codes[i]]``; ``values`` in the order in which rows first showed them."""

    codes: Codes
    values: list[object]

    def mapped(self, texts: Iterable[str | None]) -> Coded:
        """The column in which ``texts`` (one per value) stand for the values."""
        words: dict[str | None, int] = {}
        places = np.array([words.setdefault(text, len(words)) for text in texts], dtype=np.int32)
        spoken = [text for text in words if text is not None]
        if None in words:
            places = np.where(places == words[None], -1, places - (places > words[None])).astype(np.int32)
        codes = places[self.codes] if len(places) else np.empty(0, dtype=np.int32)
        return Coded(codes, object_array(spoken))


class DistinctBuilder:
    """Collects a column of any values."""

    def __init__(self) -> None:
        self._known: defaultdict[object, int] = defaultdict()
        self._known.default_factory = self._known.__len__  # what is new gets the next number
        self._pieces: list[Codes] = []
        self._values: list[object] = []

    def add(self, piece: Sequence[object] | Encoded) -> None:
        """The next rows: Python's own values, or bytes with their decoder (one kind for a whole column)."""
        known, before = self._known, len(self._known)
        if isinstance(piece, Encoded):
            keys: Iterable[object] = piece.values
            count, decode = len(piece.values), piece.decode
        else:
            count, plain = len(piece), {*map(type, piece)} <= {str, type(None)}
            keys, decode = (piece if plain else map(_key, piece)), None
        codes = np.fromiter(map(known.__getitem__, keys), np.int32, count)
        self._pieces.append(codes)
        if len(known) == before:
            return
        if decode is not None:
            fresh = list(known)[before:]
            self._values += [decode(key) if isinstance(key, bytes) else None for key in fresh]
            return
        first = np.unique(codes, return_index=True)
        rows = sorted(int(row) for code, row in zip(*first) if code >= before)
        self._values += [piece[row] for row in rows]  # type: ignore[index]

    def finish(self) -> Distinct:
        """The column, once everything is added."""
        codes = np.concatenate([np.empty(0, dtype=np.int32), *self._pieces])
        return Distinct(codes, self._values)


def _key(value: object) -> object:
    """Equal for values that mean the same: 1, True and 1.0 do not."""
    if value is None or isinstance(value, str):
        return value
    if value != value:
        return (float, "nan")
    return (type(value), repr(value) if isinstance(value, (list, dict, float)) else value)


class NumberBuilder:
    """Collects a column of numbers."""

    def __init__(self) -> None:
        self._pieces: list[npt.NDArray[np.float64]] = []

    def add(self, piece: Sequence[object] | Encoded | npt.NDArray[np.float64]) -> None:
        """The next rows; numbers in an array are taken as they are."""
        if isinstance(piece, np.ndarray):
            self._pieces.append(piece)
            return
        if isinstance(piece, Encoded):
            piece = [None if value is None else piece.decode(value) for value in piece.values]
        if {*map(type, piece)} <= {int, float, type(None)}:
            self._pieces.append(np.array(piece, dtype=np.float64))
        else:
            self._pieces.append(np.fromiter(map(number_of, piece), np.float64, len(piece)))

    def finish(self) -> npt.NDArray[np.float64]:
        """The column, once everything is added; NaN where there is no number."""
        return np.concatenate([np.empty(0, dtype=np.float64), *self._pieces])
