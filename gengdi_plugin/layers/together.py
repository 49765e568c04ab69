"""Several layers read at the same time, on as many threads as there are processors: first each layer on one,
then parts of what is still under way on those that are free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from typing import Protocol, TypeVar

from ..core.compact import CompactTable
from ..core.screening.pool import LOOK_S, thread_count
from ..core.screening.watch import Watch
from .helpers import Helpers
from .reading import Feedback

Result = TypeVar("Result")


class Source(Protocol):
    """What is asked of a :class:`.reading.LayerSource`."""

    def read_compact(self, feedback: Feedback | None = None) -> CompactTable: ...


class _Told:
    """The feedback of one layer: what it tells waits here for the thread that called. ``helpers``: who may
    take parts of its work."""

    def __init__(self, helpers: Helpers) -> None:
        self.helpers = helpers
        self.done = 0.0
        self.cancelled = False

    def isCanceled(self) -> bool:
        return self.cancelled

    def setProgress(self, progress: float) -> None:
        self.done = progress / 100


def read_together(sources: Sequence[Source], watch: Watch, threads: int | None = None) -> list[CompactTable]:
    """``read_compact`` of each, as :func:`done_together`."""
    return done_together([source.read_compact for source in sources], watch, threads)


def done_together(
    works: Sequence[Callable[[Feedback], Result]], watch: Watch, threads: int | None = None
) -> list[Result]:
    """What each of ``works`` gives for a feedback of its own, in their order. ``watch`` is told and asked in
    the calling thread alone.

    Raises Cancelled, and what one of them raises; by then none is under way any more.
    """
    threads = thread_count(threads)
    with ThreadPoolExecutor(threads, thread_name_prefix="gengdi-reading") as pool:
        helpers = Helpers(pool, threads)
        told = [_Told(helpers) for _ in works]
        reading = [pool.submit(work, one) for work, one in zip(works, told)]
        try:
            rest: set[Future[Result]] = set(reading)
            while rest:
                done, rest = wait(rest, LOOK_S, FIRST_EXCEPTION)
                for one in done:
                    one.result()
                watch.step(sum(layer.done for layer in told) / max(len(told), 1))
        except BaseException:
            for future, layer in zip(reading, told):
                future.cancel()
                layer.cancelled = True
            raise
    return [one.result() for one in reading]
