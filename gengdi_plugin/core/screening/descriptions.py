"""What a run keeps of its inputs: role, layer, date, fingerprint. Looked up late, because it costs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Union, overload

import numpy as np

from ..area import ellipsoid_areas, ring_areas
from ..aside import rest_all
from ..compact import CompactTable
from ..geometry import MULTIPOLYGON, POLYGON
from ..kernel import shapely
from ..packed import Packed, PackedTable
from ..stopping import checkpoint
from ..table import Array, FeatureTable
from ..wkb import coordinates, layout, suspicious
from .pool import in_order, thread_count
from .watch import Watch

Description = dict[str, object]
Layer = Union[FeatureTable, CompactTable]

#: shapely holds the interpreter lock for a whole call: geometries go in chunks.
_CHUNK = 1000

#: Rows of a column that are written out at once.
_ROWS = 100_000

#: A polygon has at least byte order, type, number of rings and one ring's number of points.
_LEAST_BYTES = 13


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
    mark = fingerprint(layer, areas.append)
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


def fingerprint(layer: Layer, measured: Callable[[float], None] | None = None) -> str:
    """sha256 (hex) of a layer's content: geometries (as well-known binary) and canonical columns, in order.
    ``measured`` hears the m² of each block of geometries in their order, when they are wanted: that is one
    way through them for both. Several threads work on it."""
    digest = hashlib.sha256()

    def content(block: slice) -> tuple[bytes, float]:
        return _content(layer, block, measured is not None)

    blocks = [slice(at, min(at + _CHUNK, len(layer))) for at in range(0, len(layer), _CHUNK)]
    with closing(in_order(content, blocks, thread_count(None), Watch())) as made:
        for bytes_of_block, found in made:
            checkpoint()
            digest.update(bytes_of_block)
            if measured is not None:
                measured(found)
    for name in sorted(layer.columns):
        digest.update(name.encode("utf-8"))
        for at in range(0, len(layer), _ROWS):
            values = _column(layer, name, slice(at, at + _ROWS))
            if values.dtype.kind != "O":
                digest.update(np.ascontiguousarray(values).tobytes())
                continue
            text = "\x1f".join(map(str, values))
            digest.update((f"\x1f{text}" if at else text).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _column(layer: Layer, name: str, rows: slice) -> Array:
    return layer.column(name)[rows] if isinstance(layer, FeatureTable) else layer.column(name, rows)


def _content(layer: Layer, block: slice, with_area: bool) -> tuple[bytes, float]:
    """The bytes of a block of geometries, and their m² (0 unless wanted)."""
    packed = _packed(layer, block)
    if packed is not None:
        own = packed.gathered()
        found = _plain_content(own, with_area)
        if not isinstance(layer, FeatureTable):
            rest_all(layer)
        if found is not None:
            return found
    shapes = layer.geometry[block] if isinstance(layer, FeatureTable) and packed is None else own.built()
    text = b"".join(wkb or b"\0" for wkb in shapely.to_wkb(shapes))
    return text, float(ellipsoid_areas(shapes).sum()) if with_area else 0.0


def _packed(layer: Layer, block: slice) -> Packed | None:
    """The geometries of a block as the bytes they stand as; None for those that are built already."""
    if isinstance(layer, PackedTable):
        return None if layer.packed is None else layer.packed.take(block)
    if isinstance(layer, FeatureTable):
        return None
    return Packed(layer.data, layer.start, layer.size, layer.bounds).take(block)


def _plain_content(own: Packed, with_area: bool) -> tuple[bytes, float] | None:
    """The same of polygons of one part, without building them: the bytes are those that building and
    writing them again would give, the areas those of their rings. None when some are otherwise."""
    if not len(own) or not (own.size >= _LEAST_BYTES).all():
        return None
    kind = own.data[own.start + 1]
    parts = own.data[(own.start + 5)[:, None] + np.arange(4)].view("<u4").reshape(-1)
    if not ((kind == POLYGON) | ((kind == MULTIPOLYGON) & (parts == 1))).all():
        return None
    found = layout(own.data, own.start, own.size)
    xy = coordinates(own.data, found.positions())
    if not found.plain.all() or suspicious(found, xy).any():
        return None
    if not with_area:
        return own.data.tobytes(), 0.0
    ring_of = np.repeat(np.arange(len(found.row)), found.count)
    size = ring_areas(xy, ring_of, len(found.row))
    # rings come round by round, the first of each polygon, its shell, in the first one
    first = np.zeros(len(found.row), dtype=bool)
    first[np.unique(found.row, return_index=True)[1]] = True
    signed = np.where(first, size, -size)
    return own.data.tobytes(), float(np.bincount(found.row, signed, minlength=len(own)).sum())
