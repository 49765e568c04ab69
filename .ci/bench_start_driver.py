"""Runs inside QGIS for ``bench_start.py``: starts both plugins as QGIS does and times each once.

Without ``GENGDI_ORDER`` it only tells what QGIS's start took, with whatever plugins its profile has.
"""

from __future__ import annotations

import gc
import os
import time
from typing import Any

import qgis.utils

from drive import settle


def main(iface: Any) -> dict[str, float]:
    started = (time.time() - float(os.environ["GENGDI_BEGAN"])) * 1000  # with the display's own start
    settle(1500)
    # all of the process, with what came after the window stood
    times = {"qgis": round(started, 1), "qgis processor": round(time.process_time() * 1000, 1)}
    if os.environ["GENGDI_ORDER"]:
        qgis.utils.updateAvailablePlugins()
        times.update(start_plugins(os.environ["GENGDI_ORDER"].split(",")))
        times.update(open_pages())
    return times


def start_plugins(names: list[str]) -> dict[str, float]:
    """Milliseconds of each plugin; its panel stands in the open window then."""
    times: dict[str, float] = {}
    # Python collecting the garbage of all of QGIS: it falls on whoever is loading
    pauses: list[float] = []

    def collecting(phase: str, _what: Any) -> None:
        now = time.thread_time()
        pauses.append(-now if phase == "start" else now)

    gc.callbacks.append(collecting)
    for name in names:
        begin, worked = time.perf_counter(), time.thread_time()
        pauses.clear()
        loaded = qgis.utils.loadPlugin(name)
        imported = time.perf_counter()
        if not loaded or not qgis.utils.startPlugin(name):
            raise RuntimeError(f"{name} did not start")
        ended = time.perf_counter()
        times[f"{name} import"] = round((imported - begin) * 1000, 1)
        times[name] = round((ended - begin) * 1000, 1)
        times[f"{name} garbage"] = round(sum(pauses) * 1000, 1)
        times[f"{name} processor"] = round((time.thread_time() - worked) * 1000, 1)
    gc.callbacks.remove(collecting)
    return times


def open_pages() -> dict[str, float]:
    """What the pages take that were not built at the start, when an officer first turns to them."""
    dock = qgis.utils.plugins["gengdi_plugin"].desktop.dock
    times = {}
    for place in range(1, dock.tabs.count()):
        begin, worked = time.perf_counter(), time.thread_time()
        dock.tabs.setCurrentIndex(place)
        times[f"page {place + 1} first opened"] = round((time.perf_counter() - begin) * 1000, 1)
        times[f"page {place + 1} processor"] = round((time.thread_time() - worked) * 1000, 1)
    return times
