"""Large things are freed a few at a time, whoever shares them keeps them."""

from __future__ import annotations

import gc
import weakref
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
