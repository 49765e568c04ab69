"""Layers that were read a moment ago, for whoever would read the very same again.

Only what stands in a file and is read from there alone (:mod:`.fast`) is handed over, and only while the
file is, by its date and size, the one that was read: whoever wrote to it meanwhile, this QGIS or another
program, is seen. Everything else is read again.
"""

from __future__ import annotations

import threading
import time
from typing import Optional

from ..core.compact import CompactTable
from ..core.letting_go import let_go_aside
from .file_stamp import Seen, file_stamp
from .reading import Feedback, LayerSource

#: A file that was written so short a time before it was looked at may be written again with the same date
#: (the clock of FAT goes in steps of 2 s).
_RACY_S = 2.0

Stamp = Optional[tuple[Seen, ...]]


class ReadBefore:
    """What was read, until it is taken. May be used from any thread."""

    def __init__(self) -> None:
        self._read: list[tuple[LayerSource, tuple[Seen, ...], CompactTable]] = []
        self._lock = threading.Lock()

    def read(self, source: LayerSource, feedback: Feedback | None = None) -> CompactTable:
        """``source.read_compact``, noted where it may be handed over."""
        stamp = stamp_of(source)
        table = source.read_compact(feedback)
        if stamp is not None and not source.iterated_because:
            with self._lock:
                self._read.append((source, stamp, table))
        return table

    def take(self, source: LayerSource) -> CompactTable | None:
        """The table that ``source`` would read, which is then no longer here; None when it has to be read."""
        with self._lock:
            at = next((k for k, (known, _, _) in enumerate(self._read) if known.reads_as(source)), None)
            found = None if at is None else self._read.pop(at)
        if found is None or stamp_of(source) != found[1]:
            return None
        return found[2]

    def forget(self) -> None:
        """Let go of what was not taken, outside this thread: it may be the main one."""
        with self._lock:
            if self._read:
                let_go_aside(self._read)


def stamp_of(source: LayerSource) -> Stamp:
    """Date and size of the file of a layer and what belongs to it; None where it cannot be told by them
    whether it changes."""
    path = source.file()
    if not path:
        return None
    seen = file_stamp(path)
    if seen[0] is None or any(one is not None and time.time() - one[0] / 1e9 < _RACY_S for one in seen):
        return None
    return seen
