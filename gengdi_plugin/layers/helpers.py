"""Parts of one layer read by whatever threads have nothing else to do."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Generic, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


class Helpers:
    """The ``threads`` of ``pool``, one of which is that of whoever asks; nobody helps where there is none.

    Whoever asks never waits for a part that nobody has begun: it does such a part itself. So the threads of a
    pool may all ask at the same time, and those that have nothing of their own left help the others.
    """

    def __init__(self, pool: ThreadPoolExecutor | None = None, threads: int = 1) -> None:
        self._pool, self._threads = pool, threads

    def each(
        self, work: Callable[[Part], Iterator[Result]], parts: Sequence[Part]
    ) -> Generator[Result, None, None]:
        """What ``work`` gives for each of ``parts``, in order; what is done in advance waits in memory, no
        more than two parts beside those that are under way. When it is closed, or one of them raises, by then
        none is under way any more."""
        if self._pool is None or self._threads == 1 or len(parts) == 1:
            for part in parts:
                yield from work(part)
            return
        upcoming = deque(parts)
        waiting: deque[_Job[Result]] = deque()
        try:
            while upcoming or waiting:
                while upcoming and len(waiting) < self._threads + 2:
                    waiting.append(_Job(partial(_all, work, upcoming.popleft())))
                    self._pool.submit(waiting[-1].do)
                while not waiting[0].future.done():
                    if not any(job.do() for job in waiting):
                        wait((waiting[0].future,))
                yield from waiting.popleft().taken()
        finally:
            wait([job.future for job in waiting if not job.dropped()])


class _Job(Generic[Result]):
    """Work that whoever comes first does."""

    def __init__(self, work: Callable[[], list[Result]]) -> None:
        self.future: Future[list[Result]] = Future()
        self._work, self._begun = work, threading.Lock()

    def do(self) -> bool:
        """Do it, unless somebody has begun; whether it was done here."""
        if not self._begun.acquire(blocking=False):
            return False
        try:
            self.future.set_result(self._work())
        except BaseException as error:  # whoever takes the result gets it
            self.future.set_exception(error)
        return True

    def taken(self) -> list[Result]:
        """The result, which is not kept here: the pool may know the job for long. Raises what it raised."""
        future, self.future = self.future, Future()
        return future.result()

    def dropped(self) -> bool:
        """Whether it had not begun and will not."""
        return self._begun.acquire(blocking=False)


def _all(work: Callable[[Part], Iterator[Result]], part: Part) -> list[Result]:
    return list(work(part))


NOBODY = Helpers()


def helpers_of(feedback: object) -> Helpers:
    """Who helps with the work whose feedback it is."""
    found = getattr(feedback, "helpers", None)
    return found if isinstance(found, Helpers) else NOBODY
