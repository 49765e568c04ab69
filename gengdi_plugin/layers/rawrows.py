"""What every way of reading a layer hands on, and the way that always works: QGIS's own iterator."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from qgis.core import QgsFeature

from ..core.distinct import Encoded
from ..core.wkb import Bytes, Floats, Ints
from .columns import native

#: Rows read between two looks at whether the officer has cancelled.
STEP = 10_000

#: Bytes of a file that are read as one part: so much waits in memory for each thread.
PART_BYTES = 16 << 20

_MOST_MISSING = 4


class Unsuited(Exception):
    """A fast way met something that it may read otherwise than QGIS does: the iterator reads the layer."""


@dataclass(frozen=True)
class RawRows:
    """Some features in their layer's order: ``ids`` (int64); geometries as WKB in the layer's system,
    ``size`` bytes (0: none) from ``start`` of ``data`` on; ``fields``: canonical name -> values;
    ``from_qgis``: the geometries are QGIS's own, not those of the file."""

    ids: Ints
    data: Bytes
    start: Ints
    size: Ints
    fields: Mapping[str, Sequence[object] | Encoded | Floats]
    from_qgis: bool = False


#: Some rows of a layer, read when it is called: on any thread, beside the others.
Part = Callable[[], Generator[RawRows, None, None]]


def cuts(first: int, last: int, count: int, size: int) -> list[int]:
    """The keys at which a table of ``count`` rows with the keys ``first`` … ``last``, ``size`` bytes large,
    is cut into parts of :data:`PART_BYTES`, near equal: a cut begins a part. Keys may be missing; where most
    are, ranges of keys are no parts of the rows, and nothing is cut."""
    span = last - first + 1
    if count < 1 or span > _MOST_MISSING * count:
        return []
    parts = min(round(size * span / (PART_BYTES * count)), span)
    return [first + span * number // parts for number in range(1, parts)]


def packed(wkbs: Sequence[bytes | None]) -> tuple[Bytes, Ints, Ints]:
    """``wkbs`` as one writable buffer with start and size of each."""
    filled = [wkb or b"" for wkb in wkbs]
    size = np.fromiter(map(len, filled), np.int64, len(filled))
    data = np.frombuffer(bytearray(b"".join(filled)), dtype=np.uint8)
    return data, np.cumsum(size) - size, size


def iterated(features: Iterator[QgsFeature], indexes: Mapping[str, int]) -> Generator[RawRows, None, None]:
    """The rows of QGIS's features. ``indexes``: canonical name -> attribute."""
    while batch := list(islice(features, STEP)):
        data, start, size = packed([bytes(feature.geometry().asWkb().data()) for feature in batch])
        fields = {
            name: [native(feature.attribute(index)) for feature in batch] for name, index in indexes.items()
        }
        ids = np.fromiter((feature.id() for feature in batch), np.int64, len(batch))
        yield RawRows(ids, data, start, size, fields, from_qgis=True)
