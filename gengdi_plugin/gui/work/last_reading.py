"""Readings of one thing that is read again and again: only the last one counts."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import QgsFeedback

from .operations import OperationManager


class LatestReading:
    """What is read here in a task is taken unless it was read again, or given up, in the meantime."""

    def __init__(self, operations: OperationManager) -> None:
        self._operations = operations
        self._turn = 0

    def give_up(self) -> None:
        """What is still being read is not taken any more: it was read at once, or nobody wants it."""
        self._turn += 1

    def read(self, work: Callable[[QgsFeedback], Any], title: str, taken: Callable[[Any], object]) -> None:
        """Run ``work`` in a task; ``taken`` gets its result when no other reading has overtaken it."""
        self.give_up()
        turn = self._turn
        self._operations.run_function(work, title, lambda found: taken(found) if turn == self._turn else None)
