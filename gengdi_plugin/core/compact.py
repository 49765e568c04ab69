"""``CompactTable``: a layer of any size in little memory, made into a :class:`FeatureTable` in parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Union

import numpy as np
import numpy.typing as npt

from .kernel import shapely
from .stopping import checkpoint
from .table import FeatureTable, ObjectArray, object_array
from .wkb import Bytes, Flags, Floats, Ints

_CHUNK = 1000  # shapely holds the interpreter during a call


@dataclass(frozen=True)
class Coded:
    """A text column: row ``i`` is ``words[codes[i]]``, or None where the code is -1.

    ``codes``: int32 (n,); ``words``: the distinct texts, each once.
    """

    codes: npt.NDArray[np.int32]
    words: ObjectArray

    def __len__(self) -> int:
        return len(self.codes)

    def array(self, rows: npt.NDArray[Any] | slice = slice(None)) -> ObjectArray:
        """The texts (``str`` or None) of ``rows``."""
        padded: ObjectArray = np.empty(len(self.words) + 1, dtype=object)
        padded[:-1] = self.words
        out: ObjectArray = padded[self.codes[rows]]  # -1 is the last one: None
        return out


Column = Union[Coded, npt.NDArray[Any]]


@dataclass(frozen=True)
class CompactTable:
    """Features of one layer, EPSG:4490, as bytes and numbers.

    ``data``: two-dimensional little-endian well-known binary of all geometries (possibly a temporary
    file); geometry ``i`` has ``size[i]`` bytes (0: none) from ``start[i]`` on. ``bounds``: (n, 4) degrees,
    west, south, east, north, NaN where there is none. ``columns``: canonical field -> :class:`Coded` text,
    float64 (NaN) or ``datetime64[D]`` (NaT). ``ids``: the source's feature ids, int64. ``mended``: the rows
    whose coordinates reading had to mend (a zone number too much or missing, a ring that was not closed).
    ``notices`` as in :class:`FeatureTable`.
    """

    data: Bytes
    start: Ints
    size: Ints
    bounds: Floats
    columns: Mapping[str, Column]
    ids: Ints
    mended: Flags
    name: str = ""
    notices: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str, rows: npt.NDArray[Any] | slice = slice(None)) -> npt.NDArray[Any]:
        """Column ``name`` as :class:`FeatureTable` has it, for ``rows``."""
        values = self.columns[name]
        return values.array(rows) if isinstance(values, Coded) else values[rows]

    def geometry(self, rows: npt.NDArray[Any] | None = None) -> ObjectArray:
        """Shapely geometries (None where there is none) of ``rows``, all when None."""
        chosen = np.arange(len(self)) if rows is None else np.asarray(rows)
        if chosen.dtype == bool:
            chosen = np.flatnonzero(chosen)
        out: ObjectArray = np.empty(len(chosen), dtype=object)
        for first in range(0, len(chosen), _CHUNK):
            checkpoint()
            part = chosen[first : first + _CHUNK]
            out[first : first + len(part)] = built(self.data, self.start[part], self.size[part])
        return out

    def table(self, rows: npt.NDArray[Any] | None = None) -> FeatureTable:
        """The features (or those of ``rows``: index or boolean array, in that order) as a table."""
        chosen: Any = slice(None) if rows is None else rows
        return FeatureTable(
            self.geometry(rows),
            {name: self.column(name, chosen) for name in self.columns},
            # not map(str, …), which holds the interpreter to the last of half a million
            object_array(str(one) for one in self.ids[chosen].tolist()),
            self.name,
            self.notices,
        )


def built(data: Bytes, start: Ints, size: Ints) -> ObjectArray:
    """Geometries from their bytes; None for size 0 and for what no kernel takes (a ring that begins with a
    coordinate that is no number does not end where it begins)."""
    wkbs = object_array(
        bytes(data[first:last]) if last > first else None
        for first, last in zip(start.tolist(), (start + size).tolist())
    )
    with np.errstate(invalid="ignore"):  # GEOS compares NaN coordinates
        out: ObjectArray = shapely.from_wkb(wkbs, on_invalid="ignore")
    return out
