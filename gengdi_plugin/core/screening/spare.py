"""Arrays that grow by one value at a time: with room to spare, so that most values cost no copy of all."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..table import Array

#: How much room is added when there is none left: a share of what is there, and at least so many values.
_SHARE, _LEAST = 1 / 8, 256


class SpareRoom:
    """The room behind some arrays, each known by a name.

    Who holds a shorter array keeps it as it is: only the array that was returned last for a name grows in
    its place, any other is copied.
    """

    def __init__(self) -> None:
        self._room: dict[str, Array] = {}
        self._used: dict[str, int] = {}

    def appended(self, name: str, values: Array, value: Array) -> Array:
        """``values`` with the only value of ``value`` behind them; of two kinds of values, objects."""
        count, room = len(values), self._room.get(name)
        dtype = _common(values, value)
        last = room is not None and values.base is room and self._used[name] == count
        if room is None or not last or count == len(room) or room.dtype != dtype:
            room = self._room[name] = np.empty(count + int(_SHARE * count) + _LEAST, dtype=dtype)
            room[:count] = values
        room[count] = value[0]
        self._used[name] = count + 1
        return room[: count + 1]


def _common(values: Array, value: Array) -> np.dtype[Any]:
    if not len(values):
        return value.dtype
    same = values.dtype.kind == value.dtype.kind
    return np.result_type(values.dtype, value.dtype) if same else np.dtype(object)
