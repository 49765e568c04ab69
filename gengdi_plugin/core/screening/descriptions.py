"""What a run keeps of its inputs: role, layer, date, fingerprint. Looked up late, because it costs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Union, overload

import numpy as np

from ..area import ellipsoid_areas
from ..compact import CompactTable
from ..kernel import shapely
from ..packed import PackedTable
from ..spill import rest
from ..stopping import checkpoint
from ..table import FeatureTable, ObjectArray
from .pool import in_order, thread_count
from .watch import Watch

Description = dict[str, object]
Layer = Union[FeatureTable, CompactTable]

#: shapely holds the interpreter lock for a whole call: geometries go in chunks.
_CHUNK = 1000


class Descriptions(Sequence[Description]):
    """One :func:`describe` for each of some layers, made when it is first looked at.

    ``layers`` gives role and table of each; it must go on giving the same (tables do not change).
    """

    def __init__(self, layers: Callable[[], Sequence[tuple[str, Layer]]]) -> None:
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


def describe(role: str, layer: Layer) -> Description:
    """What a run keeps of an input: role, layer, number of features, date, fingerprint, area in m²."""
    areas: list[float] = []
    mark = fingerprint(layer, lambda block: float(ellipsoid_areas(block).sum()), areas.append)
    return {
        "role": role,
        "layer": layer.name,
        "features": len(layer),
        "as_of": stated_date(layer),
        "fingerprint": mark,
        "area_m2": round(sum(areas), 2),
    }


def stated_date(layer: Layer) -> str | None:
    """The date that most features of a layer state, the earliest of several; None when none does."""
    dates = layer.column("as_of") if "as_of" in layer.columns else ()
    as_of = Counter(str(value) for value in dates if value not in (None, ""))
    return min(as_of, key=lambda day: (-as_of[day], day)) if as_of else None


def fingerprint(
    layer: Layer,
    look: Callable[[ObjectArray], float] = lambda _: 0.0,
    seen: Callable[[float], None] = lambda _: None,
) -> str:
    """sha256 (hex) of a layer's content: geometries and canonical columns, in order. ``look`` is shown the
    geometries on the way, block by block, since to build them costs most, on several threads; what it
    finds goes to ``seen`` in their order."""
    digest = hashlib.sha256()

    def content(block: slice) -> tuple[bytes, float]:
        shapes = _geometries(layer, block)
        return b"".join(wkb or b"\0" for wkb in shapely.to_wkb(shapes)), look(shapes)

    blocks = [slice(at, min(at + _CHUNK, len(layer))) for at in range(0, len(layer), _CHUNK)]
    with closing(in_order(content, blocks, thread_count(None), Watch())) as made:
        for bytes_of_block, found in made:
            checkpoint()
            digest.update(bytes_of_block)
            seen(found)
    for name in sorted(layer.columns):
        digest.update(name.encode("utf-8"))
        values = layer.column(name)
        if values.dtype.kind == "O":
            digest.update("\x1f".join(map(str, values)).encode("utf-8", "surrogatepass"))
        else:
            digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def _geometries(layer: Layer, block: slice) -> ObjectArray:
    """The geometries of a block of rows."""
    if not isinstance(layer, FeatureTable):
        shapes = layer.geometry(np.arange(block.start, block.stop))
        rest(layer.data)
        return shapes
    packed = layer.packed if isinstance(layer, PackedTable) else None
    # not the table's own: nobody needs all of them at the same time
    return layer.geometry[block] if packed is None else packed.take(block).built()
