"""Texts of very many rows, looked through by numpy: no row is visited by Python while an officer types."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

#: A byte is seldom when it is less than one of so many.
_SELDOM = 500
_END = "\U0010ffff"
#: So many texts are looked through at once by flags.
_ROWS = 2_000
#: So many bytes are counted at once: numpy holds the interpreter lock meanwhile.
_COUNTED = 1 << 18
#: An area has not more digits.
_DIGITS = 15


class SearchText:
    """Which of many texts hold a part. Kept as one run of UTF-8 bytes: half the memory of the texts, and a
    byte that begins a character is never one that goes on."""

    def __init__(self, texts: Sequence[str]) -> None:
        parts = [text.encode("utf-8", "surrogatepass") for text in texts]
        self._bytes = np.frombuffer(b"\n".join([*parts, b""]), dtype=np.uint8)
        lengths = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
        self._ends = np.cumsum(lengths + 1)
        self._starts = self._ends - lengths - 1
        self._often = _often(self._bytes)

    def holding(self, part: str) -> Any:
        """One flag per text: whether it has ``part`` (without line breaks), compared as it is."""
        sought = np.frombuffer(part.encode("utf-8", "surrogatepass"), dtype=np.uint8)
        if not len(sought):
            return np.ones(len(self._ends), dtype=bool)
        if len(sought) > len(self._bytes):
            return np.zeros(len(self._ends), dtype=bool)
        rarest = int(np.argmin(self._often[sought]))
        few = self._often[sought[rarest]] * _SELDOM < len(self._bytes)
        return self._by_places(sought, rarest) if few else self._by_flags(sought)

    def _by_places(self, sought: Any, rarest: int) -> Any:
        """Beginning with the places of its rarest byte: quick where that is seldom."""
        places = np.flatnonzero(self._bytes == sought[rarest]) - rarest
        places = places[(places >= 0) & (places + len(sought) <= len(self._bytes))]
        for offset, byte in enumerate(sought):
            if offset != rarest and len(places):
                places = places[self._bytes[places + offset] == byte]
        before = np.searchsorted(places, self._ends)  # how many begin before each text ends
        return np.diff(before, prepend=0) > 0

    def _by_flags(self, sought: Any) -> Any:
        """A flag per byte: quick whatever there is; of so few texts at a time that the cache holds them."""
        found = np.zeros(len(self._ends), dtype=bool)
        for first in range(0, len(found), _ROWS):
            some = slice(first, first + _ROWS)
            begin = self._starts[first]
            found[some] = _flagged(
                self._bytes[begin : self._ends[some][-1]], self._starts[some] - begin, sought
            )
        return found


def _flagged(data: Any, starts: Any, sought: Any) -> Any:
    """One flag per text in ``data``, which begin at ``starts``: whether it has ``sought``."""
    if len(sought) > len(data):
        return np.zeros(len(starts), dtype=bool)
    flags = data == sought[0]
    for offset, byte in enumerate(sought[1:], 1):
        flags[:-offset] &= data[offset:] == byte
    flags[len(flags) - len(sought) + 1 :] = False
    return np.logical_or.reduceat(flags, starts)


def _often(data: Any) -> Any:
    """How often each of the 256 values of a byte stands in ``data``."""
    counts = np.zeros(256, dtype=np.int64)
    for at in range(0, len(data), _COUNTED):
        counts += np.bincount(data[at : at + _COUNTED], minlength=256)
    return counts


class Coded:
    """A text per row as the number of its value: ``values`` are the different ones, in order."""

    def __init__(self, texts: Iterable[str | None]) -> None:
        listed = list(texts)
        # in the order they came, which is mostly that of a column: sorting holds the interpreter lock
        self.values = sorted(dict.fromkeys(text or "" for text in listed))
        self.place: dict[str | None, int] = dict(zip(self.values, range(len(self.values))))
        if "" in self.place:
            self.place[None] = self.place[""]
        self.numbers = np.array(list(map(self.place.__getitem__, listed)), dtype=np.int32)

    def among(self, values: Iterable[str]) -> Any:
        """One flag per row: whether its value is one of these."""
        wanted = np.zeros(len(self.values) + 1, dtype=bool)
        wanted[[self.place[value] for value in values if value in self.place]] = True
        return wanted[self.numbers]

    def ranks(self) -> Any:
        """The numbers of the values as floats; NaN for an empty text."""
        ranks = self.numbers.astype(float)
        if self.values and not self.values[0]:
            ranks[self.numbers == 0] = np.nan
        return ranks

    def folded(self) -> Coded:
        """The same rows with their texts in lower case."""
        folded = [value.casefold() for value in self.values]
        if folded == self.values:
            return self
        known = Coded(folded)
        known.numbers = known.numbers[self.numbers]
        return known

    def counts(self) -> dict[str, int]:
        """How many rows have each value."""
        return dict(zip(self.values, np.bincount(self.numbers, minlength=len(self.values)).tolist()))

    def beginning(self, text: str) -> Any:
        """One flag per row: whether its value begins with ``text``."""
        first, last = bisect_left(self.values, text), bisect_left(self.values, text + _END)
        return (self.numbers >= first) & (self.numbers < last)


def begins_with_digits(values: Any, text: str) -> Any:
    """One flag per value (floats): whether it begins with the digits ``text`` when written with one decimal;
    NaN does not. Separators of thousands do not count."""
    whole, point, decimal = text.replace(",", "").partition(".")
    if not (
        f"{whole}{decimal}".isascii() and whole.isdigit() and f"0{decimal}".isdigit() and len(decimal) < 2
    ):
        return np.zeros(len(values), dtype=bool)
    tenths = np.nan_to_num(np.round(values * 10.0), nan=-1.0)
    if point:
        first = int(whole) * 10 + int(decimal or 0)
        return (tenths >= first) & (tenths < first + (1 if decimal else 10))
    found = (tenths >= int(whole) * 10) & (tenths < (int(whole) + 1) * 10)
    if int(whole):
        for power in range(1, _DIGITS):
            step = 10 ** (power + 1)
            found |= (tenths >= int(whole) * step) & (tenths < (int(whole) + 1) * step)
    return found
