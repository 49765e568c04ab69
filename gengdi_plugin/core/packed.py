"""Features whose geometries stand as bytes until they are looked at: most are only needed in the plane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from .kernel import shapely
from .stopping import checkpoint
from .table import Array, FeatureTable, ObjectArray, object_array
from .wkb import Bytes, Floats, Ints

_CHUNK = 1000  # shapely holds the interpreter during a call


@dataclass(frozen=True)
class Packed:
    """Geometries (EPSG:4490) as two-dimensional little-endian well-known binary: number ``i`` has ``size[i]``
    bytes (0: none) from ``start[i]`` of ``data`` on. ``bounds``: (n, 4) degrees, west, south, east, north,
    NaN where there is none."""

    data: Bytes
    start: Ints
    size: Ints
    bounds: Floats

    def __len__(self) -> int:
        return len(self.start)

    def take(self, rows: npt.NDArray[Any] | slice) -> Packed:
        """Those of ``rows``; the bytes are shared."""
        return Packed(self.data, self.start[rows], self.size[rows], self.bounds[rows])

    def built(self) -> ObjectArray:
        """The shapely geometries, None where there is none."""
        out: ObjectArray = np.empty(len(self), dtype=object)
        for at in range(0, len(self), _CHUNK):
            checkpoint()
            some = slice(at, at + _CHUNK)
            out[some] = built(self.data, self.start[some], self.size[some])
        return out

    def gathered(self) -> Packed:
        """The same with bytes of its own, that nobody else sees and that may be written to."""
        if not len(self):
            return Packed(np.empty(0, dtype=np.uint8), self.start, self.size, self.bounds)
        end = self.start + self.size
        if (self.start[1:] == end[:-1]).all():
            data = np.array(self.data[self.start[0] : end[-1]])
        else:
            pieces = zip(self.start.tolist(), end.tolist())
            data = np.concatenate([self.data[first:last] for first, last in pieces])
        return Packed(data, np.cumsum(self.size) - self.size, self.size, self.bounds)


class PackedTable(FeatureTable):
    """A :class:`FeatureTable` whose ``geometry`` is made from ``packed`` when it is first looked at. Tables
    derived from it stay packed until then; ``packed`` is None once it has happened."""

    packed: Packed | None

    def __init__(
        self,
        geometry: ObjectArray | None,
        columns: Mapping[str, Array],
        ids: ObjectArray,
        name: str = "",
        notices: tuple[str, ...] = (),
        packed: Packed | None = None,
    ) -> None:
        own = {"columns": dict(columns), "ids": ids, "name": name, "notices": notices, "packed": packed}
        self.__dict__.update(own if geometry is None else {**own, "geometry": geometry, "packed": None})
        self.__post_init__()

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def geometry(self) -> ObjectArray:  # type: ignore[override]
        """Shapely geometries or None, EPSG:4490."""
        if self.packed is None:
            raise ValueError("a table without geometry")
        made = self.packed.built()
        self.__dict__["packed"] = None
        return made

    def take(self, rows: npt.NDArray[Any]) -> FeatureTable:
        """The rows selected by an index or boolean array, in that order."""
        packed = self.packed
        if packed is None:
            return super().take(rows)
        columns = {key: values[rows] for key, values in self.columns.items()}
        return PackedTable(None, columns, self.ids[rows], self.name, self.notices, packed.take(rows))

    def without_notices(self) -> FeatureTable:
        """The same features, of which nothing is told."""
        packed = self.packed
        if packed is None:
            return super().without_notices()
        return PackedTable(None, self.columns, self.ids, self.name, (), packed)


def bounds_of(table: FeatureTable) -> Floats:
    """(n, 4) degrees of each feature: west, south, east, north; NaN without a geometry."""
    packed = table.packed if isinstance(table, PackedTable) else None
    return np.asarray(shapely.bounds(table.geometry)) if packed is None else packed.bounds


def built(data: Bytes, start: Ints, size: Ints) -> ObjectArray:
    """Geometries from their bytes; None for size 0 and for what no kernel takes (a ring that begins with a
    coordinate that is no number does not end where it begins)."""
    raw = data.data
    wkbs = object_array(
        bytes(raw[first:last]) if last > first else None
        for first, last in zip(start.tolist(), (start + size).tolist())
    )
    with np.errstate(invalid="ignore"):  # GEOS compares NaN coordinates
        out: ObjectArray = shapely.from_wkb(wkbs, on_invalid="ignore")
    return out
