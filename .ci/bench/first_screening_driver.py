"""Runs inside QGIS for ``first_screening.py``: Screen Patches pressed, timed until the rows are shown."""

from __future__ import annotations

import os
import resource
import time
from pathlib import Path
from typing import Any

from qgis.utils import plugins

from bench.stall_driver import add_layers, wait_until_soon
from drive import settle


class Clock:
    """Seconds of each stage, in the order in which they began, and the processor time of all threads."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.stages: dict[str, float] = {}
        self.processor: dict[str, float] = {}
        self._doing, self._since, self._spent = "", self.begun, processor_seconds()

    def doing(self, what: str) -> None:
        """From now on it does ``what``; "" ends."""
        now, spent = time.perf_counter(), processor_seconds()
        if self._doing:
            self.stages[self._doing] = self.stages.get(self._doing, 0.0) + now - self._since
            self.processor[self._doing] = self.processor.get(self._doing, 0.0) + spent - self._spent
        self._doing, self._since, self._spent = what, now, spent

    def seconds(self) -> float:
        return time.perf_counter() - self.begun


def main(iface: Any) -> dict[str, Any]:
    desktop = plugins["gengdi_plugin"].desktop
    iface.mainWindow().showMaximized()
    add_layers(Path(os.environ["GENGDI_FOLDER"]))
    page = desktop.dock.screening
    desktop.dock.show_page(page)
    settle(5000)  # the map is drawn, an officer reads what will be tested
    page.workspace.setFilePath(str(Path(os.environ["GENGDI_SCRATCH"]) / "workspace.sqlite"))
    if os.environ.get("GENGDI_PROFILE") == "1":
        profile_tasks()
    clock = Clock()
    hear_progress(clock)
    spent, own = processor_seconds(), time.thread_time()
    clock.doing("check-up")
    page.run_button.click()
    wait_until_soon(lambda: _runs(page) or _waits(desktop))
    if not _runs(page):
        raise RuntimeError(f"The check-up stopped it: {page.said.text()}")
    page._operation.ended.connect(lambda _one: clock.doing("rows shown"))
    wait_until_soon(lambda: len(desktop.session.rows()) > 0 and not desktop.desk.operations.running())
    desktop.dock.show_page(desktop.dock.patches)
    wait_until_soon(lambda: desktop.dock.patches.table.model().rowCount() > 0)
    desktop.dock.patches.table.viewport().repaint()
    clock.doing("")
    return {
        "seconds": round(clock.seconds(), 2),
        "processor_s": round(processor_seconds() - spent, 2),
        "main_thread_s": round(time.thread_time() - own, 2),
        "stages": {name: round(seconds, 2) for name, seconds in clock.stages.items()},
        "stages_processor": {name: round(seconds, 2) for name, seconds in clock.processor.items()},
        "rows": len(desktop.session.rows()),
        "said": page.said.text(),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def processor_seconds() -> float:
    """What this QGIS has cost so far: a busy machine hardly changes that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def hear_progress(clock: Clock) -> None:
    """Let the texts of the algorithm tell ``clock`` what it does."""
    from gengdi_plugin.gui.work.algorithm_run import RecordingFeedback

    told = {"Reading layers": "read", "Writing results": "save"}

    def texts(_self: Any, text: str) -> None:
        clock.doing(told.get(text, "save" if text.startswith("Saving") else "prepare and screen"))

    RecordingFeedback.setProgressText = texts


def _runs(page: Any) -> bool:
    """Whether the algorithm itself is under way."""
    return page._operation is not None and "Run" in type(page._operation.keep_alive).__name__


def _waits(desktop: Any) -> bool:
    """Whether the check-up found something red and asks."""
    return not desktop.desk.operations.running()


def profile_tasks() -> None:
    """Print where the time of the tasks goes, into QGIS's log."""
    import cProfile
    import pstats

    from gengdi_plugin.processing.screen_patches import ScreenPatchesAlgorithm

    inner = ScreenPatchesAlgorithm.run_algorithm

    def outer(self: Any, *given: Any) -> Any:
        profile = cProfile.Profile()
        try:
            return profile.runcall(inner, self, *given)
        finally:
            for order in ("cumulative", "tottime"):
                pstats.Stats(profile).sort_stats(order).print_stats(60)

    ScreenPatchesAlgorithm.run_algorithm = outer
