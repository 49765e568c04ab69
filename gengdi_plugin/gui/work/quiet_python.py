"""Python kept from standing in the window's way while long work is under way.

A full collection of circular garbage looks at every object of the whole process and stops all its threads
meanwhile: with the millions of objects of a large screening the window stood still for a second, again and
again. What is there is therefore taken out of the collector's sight (``gc.freeze``) every quarter of a second
while an operation runs, and put back when none does. Objects that are not circular are freed as always.

Of two threads that want Python the waiting one gets it after the switch interval, which is 5 ms: the main
thread asks a dozen times for one turn of the event loop and waits each time. While an operation runs it waits
1 ms (docs/adr/0004-calm.md).
"""

from __future__ import annotations

import gc
import sys

from qgis.PyQt.QtCore import QObject, QTimer

_EVERY_MS = 250
_SWITCH_S = 0.001


class QuietPython(QObject):
    """On while somebody works."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._switch_s = 0.0  # what it was before, while on
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(gc.freeze)

    def set_working(self, working: bool) -> None:
        """Whether long work is under way."""
        if working and not self._timer.isActive():
            gc.freeze()
            self._timer.start()
            self._switch_s = sys.getswitchinterval()
            sys.setswitchinterval(min(self._switch_s, _SWITCH_S))
        elif not working and self._timer.isActive():
            self._timer.stop()
            gc.unfreeze()
            sys.setswitchinterval(self._switch_s)
