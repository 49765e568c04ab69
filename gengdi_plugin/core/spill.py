"""A buffer of bytes that grows, and that leaves memory for a temporary file when it has become large."""

from __future__ import annotations

import mmap
import tempfile
from typing import IO, Any

import numpy as np
import numpy.typing as npt

#: From this size on the bytes stand in a temporary file that the system pages in and out.
LARGEST_IN_MEMORY = 256 << 20


class Spill:
    """Bytes appended piece by piece; :meth:`array`, once, gives them as one array that may be written to.

    The temporary file has no name in the folder (or loses it) and goes when the last array is gone.
    """

    def __init__(self, limit: int = LARGEST_IN_MEMORY) -> None:
        self._limit = limit
        self._held = bytearray()
        self._file: IO[bytes] | None = None
        self.size = 0

    def add(self, piece: npt.NDArray[np.uint8]) -> int:
        """Append ``piece`` (copied) and return where it begins."""
        begin = self.size
        self.size += len(piece)
        if self._file is None and self.size > self._limit:
            self._file = tempfile.TemporaryFile(prefix="gengdi-")  # noqa: SIM115 - lives as long as the array
            self._file.write(self._held)
            self._file.flush()
            self._held = bytearray()
        if self._file is None:
            self._held += piece.data
        else:
            piece.tofile(self._file)
        return begin

    @property
    def in_file(self) -> bool:
        """Whether the bytes have left memory."""
        return self._file is not None

    def array(self) -> npt.NDArray[np.uint8]:
        """All bytes, once everything is added; what is written into the array stays in it."""
        if self._file is None:
            held, self._held = self._held, bytearray()  # grown in place: what was added is not copied again
            return np.frombuffer(held, dtype=np.uint8)
        with self._file:  # the map keeps a handle of its own
            self._file.flush()
            return np.memmap(self._file, dtype=np.uint8, mode="r+", shape=(self.size,))


def rest(data: npt.NDArray[Any]) -> None:
    """Let the temporary file in which ``data`` stands, if it does, leave this program's memory; pages come
    back when they are looked at, with what was written into them. The system would take them too, but only
    when memory is short."""
    owner: object = data
    while isinstance(owner, np.ndarray):
        owner = owner.base
    if isinstance(owner, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
        owner.madvise(mmap.MADV_DONTNEED)
