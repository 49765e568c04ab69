"""A run's log in bounded length: what went wrong with hundreds of thousands of features is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..i18n import tr

#: Lines that are told in full.
MOST_LINES = 2000


class LogLines:
    """The lines of a run as its parts tell them; the first ``most`` are kept, the others counted."""

    def __init__(self, most: int = MOST_LINES) -> None:
        self._most, self._kept, self._more = most, 0, 0

    def kept(self, lines: Iterable[str]) -> Iterator[str]:
        """Those of ``lines`` that are told in full."""
        for line in lines:
            if self._kept < self._most:
                self._kept += 1
                yield line
            else:
                self._more += 1

    def rest(self) -> tuple[str, ...]:
        """What is said of the others, at the end of the log: nothing when there are none."""
        if not self._more:
            return ()
        return (tr("{count} more lines of this kind are not listed.").format(count=self._more),)
