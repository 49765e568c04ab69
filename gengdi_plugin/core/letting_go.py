"""Very many objects let go of a few at a time.

To free an array of 100 000 geometries is one call, which holds the interpreter's lock for a tenth of a
second and more, and the window stands still as long. Whoever is the last to know large things names them
here: their elements are then held in small pieces, which are dropped one after another, and other threads
get their turn between two. So are the large containers themselves: a session has hundreds of arrays and
indexes, and each takes a few milliseconds even when its elements stay. Nothing is changed: what somebody
else still holds stays as it is.
"""

from __future__ import annotations

import functools
import gc
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from types import FrameType, FunctionType, GeneratorType, MethodType, TracebackType
from typing import Any

import numpy as np

#: Elements of a piece: about a millisecond.
_PIECE = 1000
_THREAD = "gengdi-let-go"
#: An array of so many bytes is let go of by itself.
_LARGE_BYTES = 100_000
_PLAIN = (dict, list, tuple, set, frozenset, deque, functools.partial)
_OURS = frozenset((__name__.partition(".")[0], "shapely"))


def let_go(held: list[Any]) -> None:
    """Empty ``held`` and free, a few at a time, what nobody else holds of all that hangs on it: containers,
    arrays, and objects of this package."""
    _free(_emptied(held))


def let_go_aside(held: list[Any]) -> None:
    """The same in a thread of its own, for the main thread; ``held`` is empty at once."""
    taken = held.copy()
    held.clear()
    threading.Thread(target=let_go, args=(taken,), name=_THREAD, daemon=True).start()


def end_and_let_go(held: list[Any]) -> None:
    """Empty ``held`` here, so that generators among it end in this thread, and free what was large in a
    thread of its own: who waits for the end does not wait for that."""
    parts = _emptied(held)
    if parts:
        threading.Thread(target=_free, args=(parts,), name=_THREAD, daemon=True).start()


def _emptied(held: list[Any]) -> list[object]:
    """What is still to be freed when ``held`` is empty, from the end on: containers before their elements."""
    parts = [*_pieces(held), *_wholes(held)]
    held.clear()
    return parts


def _free(parts: list[object]) -> None:
    while parts:
        parts.pop()


def locals_of(error: BaseException) -> list[Any]:
    """What the functions hold through which ``error`` came, which die with it: to :func:`let_go` of."""
    found: list[Any] = []
    trace: TracebackType | None = error.__traceback__
    trace = trace and trace.tb_next  # who caught it goes on
    while trace is not None:
        found += trace.tb_frame.f_locals.values()
        trace = trace.tb_next
    return [value for value in found if value is not error and not isinstance(value, FrameType)]


def _pieces(root: object) -> Iterator[object]:
    """The elements of every large container that hangs on ``root``, in small lists and arrays."""
    for one in _hanging_on(root):
        if isinstance(one, np.ndarray):
            if one.dtype == object and one.size > _PIECE:
                flat = one.reshape(-1)
                yield from (flat[at : at + _PIECE].copy() for at in range(0, len(flat), _PIECE))
        elif _is_long(one):
            yield from _parts(one)


def _wholes(root: object) -> Iterator[object]:
    """What hangs on ``root`` and takes time by itself, whatever becomes of its elements: the large containers
    and the spatial indexes."""
    for one in _hanging_on(root):
        if one is root:
            continue
        if one.nbytes > _LARGE_BYTES if isinstance(one, np.ndarray) else _is_long(one) or _is_index(one):
            yield one


def _hanging_on(root: object) -> Iterator[Any]:
    """``root`` and all that it leads to, once each; not the elements of large containers."""
    seen: set[int] = set()
    waiting: list[Any] = [root]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += _next(one)


def _next(one: Any) -> list[Any]:
    if isinstance(one, np.ndarray):
        return [one.base] if isinstance(one.base, np.ndarray) else []
    if isinstance(one, _PLAIN):
        return [] if _is_long(one) else gc.get_referents(one)
    if isinstance(one, FunctionType):
        return [cell.cell_contents for cell in one.__closure__ or () if _full(cell)]
    if isinstance(one, MethodType):
        return [one.__self__]
    if isinstance(one, GeneratorType):
        return [] if one.gi_frame is None else [*one.gi_frame.f_locals.values(), one.gi_yieldfrom]
    if isinstance(one, BaseException):
        return locals_of(one)
    return gc.get_referents(one) if isinstance(one, Future) or _is_ours(one) else []


def _is_long(one: Any) -> bool:
    return isinstance(one, _PLAIN) and not isinstance(one, functools.partial) and len(one) > _PIECE


def _is_index(one: Any) -> bool:
    return type(one).__name__ == "STRtree"


def _is_ours(one: object) -> bool:
    kind = type(one)
    # what belongs to Qt belongs to its thread
    return kind.__module__.partition(".")[0] in _OURS and not hasattr(kind, "staticMetaObject")


def _parts(large: Any) -> Iterator[list[Any]]:
    for view in (large.keys(), large.values()) if isinstance(large, dict) else (large,):
        elements = list(view)
        yield from (elements[at : at + _PIECE] for at in range(0, len(elements), _PIECE))


def _full(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018
    except ValueError:
        return False
    return True
