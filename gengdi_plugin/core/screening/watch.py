"""How a run tells of its progress and hears of cancel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..errors import Cancelled


@dataclass(frozen=True)
class Watch:
    """How a run tells of its progress (0 … 1) and hears of cancel."""

    progress: Callable[[float], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False

    def step(self, fraction: float) -> None:
        """Report ``fraction``; raises Cancelled when the officer has cancelled."""
        if self.cancelled():
            raise Cancelled("cancelled")
        self.progress(fraction)

    def part(self, start: float, end: float) -> Watch:
        """A watch for a step of the work: its 0 … 1 are ``start`` … ``end`` of this one's."""
        return Watch(lambda done: self.progress(start + (end - start) * done), self.cancelled)
