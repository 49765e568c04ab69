"""Cancel inside long steps: loops over blocks look whether the work of their thread was cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .errors import Cancelled

_thread = threading.local()


@contextmanager
def stoppable(cancelled: Callable[[], bool]) -> Iterator[None]:
    """While inside, :func:`checkpoint` in this thread raises Cancelled once ``cancelled()`` says so."""
    before = getattr(_thread, "cancelled", None)
    _thread.cancelled = cancelled
    try:
        yield
    finally:
        _thread.cancelled = before


def checkpoint() -> None:
    """Raise :class:`Cancelled` when the work of this thread was cancelled; nothing outside
    :func:`stoppable`."""
    cancelled = getattr(_thread, "cancelled", None)
    if cancelled is not None and cancelled():
        raise Cancelled("cancelled")
