"""``CompactTable``: a layer of any size in little memory, made into a :class:`FeatureTable` in parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Union

import numpy as np
import numpy.typing as npt

from .packed import Packed, PackedTable
from .table import FeatureTable, ObjectArray, object_array
from .wkb import Bytes, Flags, Floats, Ints


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
        codes = self.codes[rows]
        said = codes >= 0
        out: ObjectArray = np.full(len(codes), None, dtype=object)
        out[said] = self.words[codes[said]]
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
        return self._packed(rows).built()

    def _packed(self, rows: npt.NDArray[Any] | None) -> Packed:
        whole = Packed(self.data, self.start, self.size, self.bounds)
        return whole if rows is None else whole.take(rows)

    def table(self, rows: npt.NDArray[Any] | None = None) -> FeatureTable:
        """The features (or those of ``rows``: index or boolean array, in that order) as a table
        that builds its geometries when they are looked at."""
        chosen: Any = slice(None) if rows is None else rows
        return PackedTable(
            None,
            {name: self.column(name, chosen) for name in self.columns},
            # not map(str, …), which holds the interpreter to the last of half a million
            object_array(str(one) for one in self.ids[chosen].tolist()),
            self.name,
            self.notices,
            self._packed(rows),
        )
