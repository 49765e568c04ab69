"""Work that must be done in the main thread, done in small steps so that the window stays alive."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal


class StepRun(QObject):
    """Takes one step of an iterator per turn of the event loop.

    The iterator yields its progress in percent. Cancelling closes it: a generator unwinds through its
    ``with`` and ``finally`` blocks, as it does when a step raises.
    """

    progressChanged = pyqtSignal(float)  # noqa: N815 - the name QgsTask uses
    ended = pyqtSignal(object)  # the exception that ended it, or None

    def __init__(self, steps: Iterator[float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[float] | None = steps
        self._progress = 0.0
        self.cancelled = False
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._step)

    def start(self) -> None:
        """Begin with the next turn of the event loop."""
        self._turn.start()

    def progress(self) -> float:
        """Percent done."""
        return self._progress

    def cancel(self) -> None:
        """Stop before the next step."""
        if self._steps is not None:
            self.cancelled = True
            self._finish(None)

    def _step(self) -> None:
        if self._steps is None:
            return
        try:
            self._progress = next(self._steps)
        except StopIteration:
            self._finish(None)
        except Exception as error:  # handed to whoever shows it
            self._finish(error)
        else:
            self.progressChanged.emit(self._progress)
            if self._steps is not None:  # a listener may have cancelled
                self._turn.start()

    def _finish(self, error: Exception | None) -> None:
        self._turn.stop()
        steps, self._steps = self._steps, None
        close = getattr(steps, "close", None)
        if close is not None:
            close()
        self.ended.emit(error)
