"""Work of several threads: in order, with its errors, and stopped at once."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from gengdi_plugin.core.errors import Cancelled
from gengdi_plugin.core.screening.pool import ahead, beside, in_order, thread_count
from gengdi_plugin.core.screening.watch import Watch
from gengdi_plugin.core.stopping import checkpoint


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_results_come_in_the_order_of_the_items_and_progress_grows(threads):
    last_first = threading.Event()

    def work(item: int) -> int:
        if threads > 1 and item == 0:
            assert last_first.wait(10)  # the first item ends last
        if item == 1:
            last_first.set()
        return item * item

    seen: list[float] = []
    assert list(in_order(work, list(range(20)), threads, Watch(seen.append))) == [k * k for k in range(20)]
    assert seen == sorted(seen)
    assert seen[0] == 0.0 and seen[-1] < 1.0


def test_cancel_is_heard_while_work_is_going_on_and_what_waits_is_dropped():
    started, cancelled = [], threading.Event()
    release = threading.Event()

    def work(item: int) -> int:
        started.append(item)
        cancelled.set()  # the officer cancels while the first items are being worked on
        release.wait(0.3)
        return item

    with pytest.raises(Cancelled):
        list(in_order(work, list(range(100)), 2, Watch(cancelled=cancelled.is_set)))
    assert len(started) <= 4


@pytest.mark.parametrize("threads", [1, 3])
def test_an_error_of_the_work_comes_through(threads):
    def work(item: int) -> int:
        if item == 3:
            raise ValueError("three")
        return item

    with pytest.raises(ValueError, match="three"):
        list(in_order(work, list(range(50)), threads, Watch()))


def test_one_thread_per_processor_by_default_and_never_none():
    assert 1 <= thread_count(None) <= 8
    assert thread_count(0) == 1
    assert thread_count(3) == 3


def test_the_next_item_is_made_while_one_is_used():
    making = [threading.Event() for _ in range(4)]

    def make(watch: Watch):
        for number in range(3):
            making[number].set()
            yield number

    seen = []
    for item in ahead(make, Watch(), 2):
        if item < 2:
            assert making[item + 1].wait(10)  # nobody has asked for it yet
        seen.append(item)
    assert seen == [0, 1, 2]
    assert list(ahead(make, Watch(), 1)) == [0, 1, 2]


@pytest.mark.parametrize("threads", [1, 2])
def test_what_is_made_ahead_is_stopped_by_closing_and_its_errors_come_through(threads):
    stopped = []

    def make(watch: Watch):
        yield 0
        try:
            while True:
                watch.step(0.5)
        except Cancelled:
            stopped.append(True)
            raise

    with closing(ahead(make, Watch(), threads)) as items:
        assert next(items) == 0
    assert stopped == [True] * (threads - 1)  # alone, nothing was being made

    def failing(watch: Watch):
        yield 0
        raise ValueError("one")

    with pytest.raises(ValueError, match="one"):
        list(ahead(failing, Watch(), threads))


def test_cancel_reaches_what_is_made_ahead():
    cancelled = threading.Event()

    def make(watch: Watch):
        yield 0
        while True:
            watch.step(0.5)

    with pytest.raises(Cancelled):
        for _ in ahead(make, Watch(cancelled=cancelled.is_set), 2):
            cancelled.set()


@pytest.mark.parametrize("fails", [False, True])
def test_who_stops_does_not_wait_until_what_was_made_ahead_is_freed(fails):
    """A whole session hangs on what makes the items: it ends, and then dies a few objects at a time."""
    gone, ended = [], []

    class Thing:
        def __del__(self) -> None:
            gone.append(threading.current_thread().name)

    def make(_watch: Watch):
        mine = [Thing() for _ in range(2500)]
        try:
            yield 0
            if fails:
                raise ValueError(str(len(mine)))
            yield len(mine)
        finally:
            ended.append(True)

    items = ahead(make, Watch(), 2)
    assert next(items) == 0
    items.close()
    assert ended == [True]
    for thread in threading.enumerate():
        if thread.name == "gengdi-let-go":
            thread.join(20)
    assert gone == ["gengdi-let-go"] * 2500


@pytest.mark.parametrize("threads", [1, 2])
def test_work_beside_gives_its_result_or_stops_when_left(threads):
    with beside(lambda: 7, threads) as result:
        assert result() == 7
    going = threading.Event()

    def endless() -> None:
        while True:
            going.set()
            checkpoint()

    with pytest.raises(ValueError, match="left"), beside(endless, 2):
        assert going.wait(10)
        raise ValueError("left")
