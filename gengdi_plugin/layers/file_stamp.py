"""What tells that a file was written to: date, size and number of it and of what belongs to it."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

Seen = Optional[tuple[int, int, int]]

#: What a layer's table may stand in besides its file: SQLite's log and journal, a shapefile's other parts.
_BESIDE = ("-wal", "-journal")
_PARTS = (".dbf", ".shx", ".cpg")


def file_stamp(path: str) -> tuple[Seen, ...]:
    """When (ns) the file ``path`` and its parts were written, their sizes and which files they are; None for
    each that is not there or empty.

    Files are never opened: closing one would drop SQLite's locks on it that this process holds.
    """
    stem = Path(path).with_suffix("")
    return tuple(map(_seen, (path, *(path + end for end in _BESIDE), *(str(stem) + end for end in _PARTS))))


def _seen(path: str) -> Seen:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if found.st_size else None
