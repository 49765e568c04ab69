"""GeoPackage rows by GDAL's Arrow stream: whole columns at a time, read straight from the stream's memory.

The stream's structures are those of the Arrow C data interface, whose layout is fixed for ever
(arrow.apache.org/docs/format/CDataInterface.html); GDAL's own way to numpy pads every text of a batch to
the longest one and needs as much memory.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from ..core.distinct import Encoded
from ..core.wkb import Bytes, Floats, Ints
from .rawrows import Unsuited

_NUMBERS = {
    "c": "<i1",
    "C": "<u1",
    "s": "<i2",
    "S": "<u2",
    "i": "<i4",
    "I": "<u4",
    "l": "<i8",
    "f": "<f4",
    "g": "<f8",
}


class _Array(ctypes.Structure):
    """``struct ArrowArray``."""


_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]


class _Schema(ctypes.Structure):
    """``struct ArrowSchema``."""


_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]


class Stream:
    """The batches of ``layer`` (``ogr.Layer``; what is ignored there is not read) as numpy sees them."""

    def __init__(self, layer: object, rows_per_batch: int) -> None:
        options = [f"MAX_FEATURES_IN_BATCH={rows_per_batch}"]
        self._stream = layer.GetArrowStream(options)  # type: ignore[attr-defined]
        self._schema = self._stream.GetSchema() if self._stream is not None else None
        if self._schema is None:
            raise Unsuited("no stream")
        schema = _Schema.from_address(self._schema._getPtr())
        self._formats = [
            (schema.children[k].contents.name.decode(), schema.children[k].contents.format.decode())
            for k in range(schema.n_children)
        ]

    def __iter__(self) -> Iterator[dict[str, Child]]:
        while (batch := self._stream.GetNextRecordBatch()) is not None:
            array = _Array.from_address(batch._getPtr())
            if array.length == 0 or array.offset or array.null_count > 0:
                if array.length == 0:
                    return
                raise Unsuited("a batch that begins elsewhere")
            yield {
                name: Child(array.children[k].contents, kind) for k, (name, kind) in enumerate(self._formats)
            }


class Child:
    """One column of a batch; everything it gives is a copy, as the stream takes its memory back."""

    def __init__(self, array: _Array, kind: str) -> None:
        self._array, self.kind = array, kind
        self.length = int(array.length)

    def _buffer(self, number: int, dtype: str, count: int, first: int = 0) -> npt.NDArray[np.generic]:
        address = self._array.buffers[number]
        if not address or count == 0:
            return np.empty(0, dtype=dtype)
        width = np.dtype(dtype).itemsize
        memory = (ctypes.c_char * (count * width)).from_address(address + first * width)
        return np.frombuffer(memory, dtype=dtype).copy()

    def missing(self) -> npt.NDArray[np.bool_]:
        """Where there is no value."""
        array = self._array
        if array.null_count == 0 or not array.buffers[0]:
            return np.zeros(self.length, dtype=bool)
        first = int(array.offset)
        bits = np.unpackbits(
            self._buffer(0, "u1", (first + self.length + 7) // 8).astype(np.uint8), bitorder="little"
        )
        return bits[first : first + self.length] == 0

    def numbers(self) -> npt.NDArray[np.generic]:
        """A column of numbers as they stand, whatever stands where values are missing."""
        if self.kind not in _NUMBERS:
            raise Unsuited(self.kind)
        return self._buffer(1, _NUMBERS[self.kind], self.length, int(self._array.offset))

    def floats(self) -> Floats:
        """A column of numbers with NaN where there is none."""
        out = self.numbers().astype(np.float64)
        out[self.missing()] = np.nan
        return out

    def binary(self) -> tuple[Bytes, Ints, Ints]:
        """Bytes of variable length: all of them, start and size of each; size 0 where there are none."""
        if self.kind not in ("z", "u", "Z", "U"):
            raise Unsuited(self.kind)
        offsets = self._buffer(
            1, "<i4" if self.kind in "zu" else "<i8", self.length + 1, int(self._array.offset)
        )
        start = offsets.astype(np.int64)
        first, last = int(start[0]), int(start[-1])
        data = self._buffer(2, "u1", last - first, first).astype(np.uint8, copy=False)
        size = np.where(self.missing(), 0, np.diff(start))
        return data, start[:-1] - first, size

    def values(self) -> Sequence[object] | Encoded:
        """The values as Python's own, None where missing; texts still encoded, in UTF-8."""
        missing = self.missing()
        if self.kind in ("u", "U"):
            data, start, _ = self.binary()
            text, ends = data.tobytes(), [*start[1:].tolist(), len(data)]
            pieces: list[bytes | None] = [text[a:b] for a, b in zip(start.tolist(), ends)]
            for row in np.flatnonzero(missing).tolist():
                pieces[row] = None
            return Encoded(pieces, strict_text)
        if self.kind == "b":
            first = int(self._array.offset)
            bits = np.unpackbits(
                self._buffer(1, "u1", (first + self.length + 7) // 8).astype(np.uint8), bitorder="little"
            )
            found: list[object] = (bits[first : first + self.length] == 1).tolist()
        elif self.kind == "tdD":
            days = self._buffer(1, "<i4", self.length, int(self._array.offset))
            found = days.astype("datetime64[D]").tolist()
        else:
            found = self.numbers().tolist()
        for row in np.flatnonzero(missing).tolist():
            found[row] = None
        return found


def strict_text(data: bytes) -> str:
    """UTF-8 that every decoder reads alike; Unsuited for all else."""
    if b"\0" in data or data.startswith(b"\xef\xbb\xbf"):
        raise Unsuited("a text that Qt reads otherwise")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unsuited("a text that is not UTF-8") from error
