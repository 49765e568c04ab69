"""What a run keeps of its inputs: role, layer, date, fingerprint. Looked up late, because it costs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import overload

import numpy as np

from ..area import ellipsoid_areas
from ..kernel import shapely
from ..table import FeatureTable

Description = dict[str, object]

#: shapely holds the interpreter lock for a whole call: geometries go in chunks.
_CHUNK = 5000


class Descriptions(Sequence[Description]):
    """One :func:`describe` for each of some layers, made when it is first looked at.

    ``layers`` gives role and table of each; it must go on giving the same (tables do not change).
    """

    def __init__(self, layers: Callable[[], Sequence[tuple[str, FeatureTable]]]) -> None:
        self._layers = layers
        self._made: tuple[Description, ...] | None = None

    def _all(self) -> tuple[Description, ...]:
        if self._made is None:
            self._made = tuple(describe(role, table) for role, table in self._layers())
            self._layers = tuple  # the tables are no longer needed
        return self._made

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Description]:
        return iter(self._all())

    @overload
    def __getitem__(self, index: int) -> Description: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Description]: ...

    def __getitem__(self, index: int | slice) -> Description | Sequence[Description]:
        return self._all()[index]


def describe(role: str, table: FeatureTable) -> Description:
    """What a run keeps of an input: role, layer, number of features, date, fingerprint, area in m²."""
    as_of = [str(value) for value in table.column("as_of") if value not in (None, "")]
    chunks = range(0, len(table), _CHUNK)
    area = sum(float(ellipsoid_areas(table.geometry[at : at + _CHUNK]).sum()) for at in chunks)
    return {
        "role": role,
        "layer": table.name,
        "features": len(table),
        "as_of": max(set(as_of), key=as_of.count) if as_of else None,
        "fingerprint": fingerprint(table),
        "area_m2": round(area, 2),
    }


def fingerprint(table: FeatureTable) -> str:
    """sha256 (hex) of a table's content: geometries and canonical columns, in order."""
    digest = hashlib.sha256()
    for at in range(0, len(table), _CHUNK):
        for wkb in shapely.to_wkb(table.geometry[at : at + _CHUNK]):
            digest.update(wkb or b"\0")
    for name in sorted(table.columns):
        digest.update(name.encode("utf-8"))
        values = table.columns[name]
        if values.dtype.kind == "O":
            digest.update("\x1f".join(map(str, values)).encode("utf-8", "surrogatepass"))
        else:
            digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()
