"""Large things are freed a few at a time, whoever shares them keeps them."""

from __future__ import annotations

import gc
import weakref
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import numpy as np
import pytest

from gengdi_plugin.core import letting_go
from gengdi_plugin.core.errors import Cancelled
from gengdi_plugin.core.letting_go import let_go, let_go_aside, locals_of

MANY = 3500


class Thing:
    """Tells how many of its kind are gone."""

    gone = 0

    def __del__(self) -> None:
        Thing.gone += 1


class Owner:
    """An object of the package, as a session is."""

    __module__ = f"{letting_go.__name__.partition('.')[0]}.core.owner"

    def __init__(self, held: object) -> None:
        self.held = held


def things() -> list[Thing]:
    Thing.gone = 0
    return [Thing() for _ in range(MANY)]


def array() -> np.ndarray:
    out = np.empty(MANY, dtype=object)
    out[:] = things()
    return out


def suspended(held: object):
    yield 1
    yield held


def waiting(held: object):
    generator = suspended(held)
    next(generator)
    return generator


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda held: held,
        lambda held: {"a": [held]},
        lambda held: (1, Owner(held)),
        lambda held: partial(print, held),
        lambda held: lambda: held,
        lambda held: Owner(held).__init__,
        waiting,
    ],
)
@pytest.mark.parametrize("made", [things, array, lambda: dict(enumerate(things()))])
def test_what_hangs_on_it_is_freed_in_pieces(wrapped, made, monkeypatch):
    sizes = []
    pieces = letting_go._pieces
    monkeypatch.setattr(
        letting_go, "_pieces", lambda root: (sizes.append(len(one)) or one for one in pieces(root))
    )
    held = [wrapped(made())]
    gc.freeze()  # as while an operation runs: nothing of this waits for the collector
    let_go(held)
    assert (held, Thing.gone) == ([], MANY)
    assert sum(sizes) in (MANY, 2 * MANY)  # keys of a dict too
    assert max(sizes) <= letting_go._PIECE
    gc.unfreeze()


def test_the_containers_go_before_what_they_hold():
    keeper = Owner(things())
    gone_with_it = []
    weakref.finalize(keeper, lambda: gone_with_it.append(Thing.gone))
    held = [keeper]
    del keeper
    let_go(held)
    assert gone_with_it == [0]
    assert Thing.gone == MANY


def test_what_is_shared_stays_as_it_is():
    shared = things()
    let_go([Owner(shared), shared])
    assert Thing.gone == 0
    assert len(shared) == MANY and all(isinstance(one, Thing) for one in shared)


def test_aside_it_happens_in_another_thread():
    held = [things()]
    let_go_aside(held)
    assert held == []
    for thread in letting_go.threading.enumerate():
        if thread.name == "gengdi-let-go":
            thread.join(20)
    assert Thing.gone == MANY


def test_cancelled_work_gives_up_what_its_functions_held():
    def inner() -> None:
        within = array()
        raise Cancelled(str(len(within)))

    try:
        inner()
    except Cancelled as error:
        held = locals_of(error)
        error.__traceback__ = None
    assert Thing.gone == 0
    let_go(held)
    assert Thing.gone == MANY


def result_of(held: object) -> Future:
    future: Future = Future()
    future.set_result(held)
    return future


def failure_of(held: object) -> Future:
    def work() -> None:
        within = held
        raise Cancelled(str(len(within)))

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
    assert future.exception() is not None
    return future


def delegating(held: object):
    def whole():
        yield from suspended(held)

    generator = whole()
    next(generator)
    return generator


@pytest.mark.parametrize("wrapped", [result_of, failure_of, delegating, lambda held: deque([held])])
def test_results_errors_and_queues_are_looked_through(wrapped, monkeypatch):
    freed_at_once = []
    pieces = letting_go._pieces

    def counted(root: object):
        for one in pieces(root):
            freed_at_once.append(len(one))
            yield one

    monkeypatch.setattr(letting_go, "_pieces", counted)
    held = [wrapped(things())]
    let_go(held)
    assert Thing.gone == MANY
    assert sum(freed_at_once) == MANY and max(freed_at_once) <= letting_go._PIECE


def test_large_containers_go_one_by_one():
    """To free an array whose elements somebody holds takes its time too: hundreds must not go at once."""
    gone = []
    numbers, elements = np.zeros(letting_go._LARGE_BYTES), array()
    shown = numbers[5:]
    owner = Owner([{"a": shown}, elements])
    weakref.finalize(owner, lambda: gone.append("owner"))
    weakref.finalize(numbers, lambda: gone.append("numbers"))
    weakref.finalize(elements, lambda: gone.append(f"elements while {Thing.gone} are gone"))
    held = [owner]
    del owner, numbers, shown, elements
    let_go(held)
    assert gone[0] == "owner"
    assert sorted(gone[1:]) == ["elements while 0 are gone", "numbers"]
    assert Thing.gone == MANY
