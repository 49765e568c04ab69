"""How long the window stood still: gaps between the ticks of a timer in the event loop, and what was done.

A tick is Python in the main thread, as most of the interface is: it needs the event loop and the
interpreter's lock. What a gap is made of: ``own_ms`` the main thread's own processor time in it; the rest it
waited, for the lock, a file, or a processor. ``others`` tells how much of the machine's processor time other
processes took meanwhile (1.0 = all of it).
"""

from __future__ import annotations

import faulthandler
import gc
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QObject, Qt, QTimer

TICK_MS = 5
LIMIT_MS = 50.0
_KEPT = 40
_DEPTH = 12


class Gaps:
    """Records while :meth:`watching`; ``doing`` names what is under way.

    ``stacks``: what all threads did in a long gap. Python's watchdog reads them while they run, which crashes
    the process now and then (``_Py_DumpTracebackThreads``): for looking into a gap, not for figures.
    """

    def __init__(self, parent: QObject, stacks: bool = False) -> None:
        self._with_stacks = stacks
        self.doing = ""
        self.told: dict[str, dict[str, float]] = {}
        self._worst: list[dict[str, Any]] = []
        self._timer = QTimer(parent)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._main = threading.get_ident()
        self._last = self._mark()
        self._begun = self._last[0]
        self._looked = (self._last, _machine_busy())
        self._file = tempfile.NamedTemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (lives as long as this)
        self._collecting = 0.0
        self._collected: list[tuple[float, bool]] = []

    @contextmanager
    def watching(self) -> Iterator[Gaps]:
        """Record while inside."""
        self._last = self._mark()
        self._begun = self._last[0]
        self._timer.start()
        gc.callbacks.append(self._collection)
        try:
            yield self
        finally:
            gc.callbacks.remove(self._collection)
            self._timer.stop()
            faulthandler.cancel_dump_traceback_later()

    def answer(self) -> dict[str, Any]:
        """Per piece of work: ticks, worst gap, gaps over the limit; and the worst gaps with their stacks."""
        worst = sorted(self._worst, key=lambda gap: -gap["ms"])
        return {"pieces": self.told, "worst": worst[:_KEPT]}

    def _mark(self) -> tuple[float, float, float]:
        own = time.clock_gettime(time.CLOCK_THREAD_CPUTIME_ID)
        return time.perf_counter(), own, time.process_time()

    def _others(self, now: tuple[float, float, float]) -> float:
        """The others' part of the machine since the last look. To look gives the interpreter's lock away, so
        it is done about once a second and after each long gap."""
        before, self._looked = self._looked, (now, _machine_busy())
        spent = (now[0] - before[0][0]) * (os.cpu_count() or 1)
        busy = self._looked[1] - before[1]
        return max(0.0, busy - (now[2] - before[0][2])) / spent if spent > 0 else 0.0

    def _tick(self) -> None:
        last, now = self._last, self._mark()
        gap = 1000 * (now[0] - last[0])
        told = self.told.setdefault(
            self.doing, {"ticks": 0, "seconds": 0.0, "worst_ms": 0.0, "over_limit": 0, "over_limit_own": 0}
        )
        own = 1000 * (now[1] - last[1])
        told["ticks"] += 1
        told["seconds"] = round(told["seconds"] + gap / 1000, 3)
        told["worst_ms"] = max(told["worst_ms"], round(gap, 1))
        if gap > LIMIT_MS:
            told["over_limit"] += 1
            told["over_limit_own"] += own > LIMIT_MS
            self._keep(gap, own, last, now)
        elif now[0] - self._looked[0][0] > 1.0:
            self._others(now)
        self._collected = []
        if self._with_stacks:
            faulthandler.dump_traceback_later(LIMIT_MS / 1000, file=self._file)
        self._last = self._mark()

    def _keep(self, gap: float, own: float, last: Any, now: Any) -> None:
        collected = [round(1000 * seconds) for seconds, _ in self._collected if seconds > 0.005]
        self._worst.append(
            {
                "doing": self.doing,
                "at": round(last[0] - self._begun, 2),
                "ms": round(gap, 1),
                "own_ms": round(own, 1),
                "our_threads_ms": round(1000 * (now[2] - last[2]), 1),
                "others": round(self._others(now), 2),
                "collections_ms": collected,
                "stacks": self._stacks(),
            }
        )
        if len(self._worst) > 10 * _KEPT:
            self._worst = sorted(self._worst, key=lambda one: -one["ms"])[:_KEPT]

    def _stacks(self) -> list[str]:
        """What all threads did when the gap grew over the limit; written by a thread without Python, which
        sees also who holds the interpreter's lock."""
        self._file.flush()
        text = Path(self._file.name).read_text(encoding="utf-8")
        self._file.seek(0)
        self._file.truncate()
        parts = [_frames(part.splitlines()) for part in text.split("\n\n")]
        return [" < ".join(frames) for frames in parts if frames]

    def _collection(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._collecting = time.perf_counter()
        else:
            took = time.perf_counter() - self._collecting
            self._collected.append((took, threading.get_ident() == self._main))


def _frames(lines: list[str]) -> list[str]:
    """The innermost frames of a dumped thread, without the machinery of imports."""
    frames = [line.strip().replace("File ", "") for line in lines if "File" in line]
    return [frame for frame in frames if "<frozen importlib" not in frame][:_DEPTH]


def _machine_busy() -> float:
    """Seconds in which the machine's processors worked, for whomever."""
    with Path("/proc/stat").open(encoding="ascii") as file:
        ticks = [int(value) for value in file.readline().split()[1:]]
    return float(sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")
