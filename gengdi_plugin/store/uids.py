"""Uids for rows that are written together."""

from __future__ import annotations

import secrets
import time


class AscendingUids:
    """A series of uids, 32 hexadecimal digits each: milliseconds since 1970 (12), chance (12), a number (8).

    Each is greater than the one before, so that rows which come in the order of their uids only lengthen
    the indexes on them; uids by chance alone would be put in all over.
    """

    def __init__(self) -> None:
        self._stem = f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(6)}"
        self._given = 0

    def take(self, count: int) -> list[str]:
        """The next ``count`` uids."""
        start, self._given = self._given, self._given + count
        return [f"{self._stem}{number:08x}" for number in range(start, self._given)]
