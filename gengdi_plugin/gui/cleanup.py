"""A stack of undo steps: what the plugin creates it pushes, what it pushed it takes back."""

from __future__ import annotations

import logging
from typing import Any, Callable

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject

log = logging.getLogger("gengdi")


class CleanupStack:
    """Undo steps, taken back in reverse order; one that fails is logged and does not stop the rest."""

    def __init__(self) -> None:
        self._steps: list[tuple[Callable[..., object], tuple[Any, ...]]] = []

    def __len__(self) -> int:
        return len(self._steps)

    def push(self, undo: Callable[..., object], *arguments: Any) -> None:
        """Remember to call ``undo(*arguments)``."""
        self._steps.append((undo, arguments))

    def connect(self, signal: Any, slot: Callable[..., object], sender: QObject | None = None) -> None:
        """Connect ``signal`` to ``slot`` and remember to disconnect that very slot.

        ``sender``: give it when the object may be deleted before the stack is popped; a deleted sender
        has taken its connections with it.
        """
        signal.connect(slot)
        self.push(_disconnect, signal, slot, sender)

    def delete_later(self, thing: QObject) -> None:
        """Remember to delete ``thing``, unless its parent has done so by then."""
        self.push(_delete, thing)

    def pop_all(self) -> None:
        """Take everything back, last first."""
        while self._steps:
            undo, arguments = self._steps.pop()
            try:
                undo(*arguments)
            except Exception:  # whatever fails here, the rest must still be taken back
                log.exception("Could not take back one step while unloading")


def _disconnect(signal: Any, slot: Callable[..., object], sender: QObject | None) -> None:
    if sender is None or not sip.isdeleted(sender):
        signal.disconnect(slot)


def _delete(thing: QObject) -> None:
    if not sip.isdeleted(thing):
        thing.deleteLater()
