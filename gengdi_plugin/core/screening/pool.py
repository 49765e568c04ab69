"""Work on several processors at once: results in the order of the items, cancel within a fraction of a
second. Threads suffice, because shapely works outside the interpreter lock."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from ..letting_go import end_and_let_go
from ..stopping import stoppable
from .watch import Watch

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST_THREADS = 8

#: Seconds between two looks at cancel while results are awaited.
LOOK_S = 0.05


def thread_count(threads: int | None) -> int:
    """``threads``, by default one per processor and at most :data:`MOST_THREADS`; at least one."""
    return max(1, min(MOST_THREADS, os.cpu_count() or 1) if threads is None else threads)


def in_order(
    work: Callable[[Item], Result], items: Sequence[Item], threads: int, watch: Watch
) -> Generator[Result, None, None]:
    """``work(item)`` of each item, in order; ``watch`` hears how many are done. When it says so Cancelled is
    raised after what is being worked on; what waits is dropped."""
    count = len(items)
    if threads == 1 or count < 2:
        for done, item in enumerate(items):
            watch.step(done / count)
            yield work(item)
        return
    pool = ThreadPoolExecutor(threads, thread_name_prefix="gengdi-screening")
    waiting: deque[Future[Result]] = deque()
    try:
        upcoming = deque(items)
        for done in range(count):
            # No more in advance than keeps all threads busy: results of later items take memory.
            while upcoming and len(waiting) < 2 * threads:
                waiting.append(pool.submit(work, upcoming.popleft()))
            watch.step(done / count)
            first = waiting.popleft()
            while not wait((first,), LOOK_S).done:
                watch.step(done / count)
            yield first.result()
    finally:
        for future in waiting:
            future.cancel()
        pool.shutdown(wait=True)


@contextmanager
def beside(work: Callable[[], Result], threads: int) -> Iterator[Callable[[], Result]]:
    """``work`` in a thread of its own while the caller does something else; the function given waits for its
    result. Who leaves without it, because of a cancel, stops it at its next checkpoint. With one thread the
    work is done when its result is asked for."""
    if threads == 1:
        yield work
        return
    left = threading.Event()

    def stopped_when_left() -> Result:
        with stoppable(left.is_set):
            return work()

    with ThreadPoolExecutor(1, thread_name_prefix="gengdi-beside") as pool:
        future = pool.submit(stopped_when_left)
        try:
            yield future.result
        finally:
            left.set()


def ahead(
    make: Callable[[Watch], Iterator[Item]], watch: Watch, threads: int | None = None
) -> Generator[Item, None, None]:
    """The items of ``make(watch)``, each made in a thread of its own while the one before it is used. To
    close the generator stops the making, and what was made so far is freed a few objects at a time. With one
    thread each is made when it is asked for."""
    if thread_count(threads) == 1:
        yield from make(watch)
        return
    left = threading.Event()

    def stopped() -> bool:
        return left.is_set() or watch.cancelled()

    making = [make(Watch(watch.progress, stopped))]

    def following() -> list[Item]:
        with stoppable(stopped):
            return list(islice(making[0], 1))

    last: list[Future[list[Item]]] = []
    pool = ThreadPoolExecutor(1, thread_name_prefix="gengdi-ahead")
    try:
        last.append(pool.submit(following))
        while found := last.pop().result():
            last.append(pool.submit(following))
            yield found.pop()  # who takes it is the only one to hold it
    finally:
        left.set()
        pool.shutdown(wait=True)
        end_and_let_go([*_taken(last), *_taken(making)])


def _taken(held: list[Any]) -> list[Any]:
    taken = held.copy()
    held.clear()
    return taken
