"""Python's collection of circular garbage kept short while long work is under way.

A full collection looks at every object of the whole process and stops all its threads meanwhile: with the
millions of objects of a large screening the window stood still for a second, again and again. What is there
is therefore taken out of the collector's sight (``gc.freeze``) every quarter of a second while an operation
runs, and put back when none does. Objects that are not circular are freed as always.
"""

from __future__ import annotations

import gc

from qgis.PyQt.QtCore import QObject, QTimer

_EVERY_MS = 250


class QuietMemory(QObject):
    """On while somebody works."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(gc.freeze)

    def set_working(self, working: bool) -> None:
        """Whether long work is under way."""
        if working and not self._timer.isActive():
            gc.freeze()
            self._timer.start()
        elif not working and self._timer.isActive():
            self._timer.stop()
            gc.unfreeze()
