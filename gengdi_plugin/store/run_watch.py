"""How far the saving of a run is, and whether it is still wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..core.errors import Cancelled
from ..core.i18n import tr

Progress = Callable[[float], None]

#: Rows between two looks at cancel.
BATCH = 2_000


class Watch:
    """Progress over all rows of the run, and cancel."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None, total: int) -> None:
        self._progress, self._cancelled, self._total, self._done = progress, cancelled, max(total, 1), 0

    def batches(self, batches: Iterable[list[Any]]) -> Iterator[list[Any]]:
        """Each of ``batches``; raises Cancelled between them."""
        for batch in batches:
            self._look()
            yield batch
            self._tell(len(batch))

    def ranges(self, count: int) -> Iterator[tuple[int, int]]:
        """The first and the last of each batch of ``count`` rows that are numbered from 1; as above."""
        for first in range(1, count + 1, BATCH):
            last = min(first + BATCH - 1, count)
            self._look()
            yield first, last
            self._tell(last - first + 1)

    def _look(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled(tr("Cancelled: the run was not saved."))

    def _tell(self, rows: int) -> None:
        self._done += rows
        if self._progress is not None:
            self._progress(min(self._done / self._total, 1.0))
