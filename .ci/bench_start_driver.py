"""Runs inside QGIS for ``bench_start.py``: starts both plugins as QGIS does and times each once."""

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
    qgis.utils.updateAvailablePlugins()
    times = {"qgis": round(started, 1)}
    # Python collecting the garbage of all of QGIS: it falls on whoever is loading
    pauses: list[float] = []

    def collecting(phase: str, _what: Any) -> None:
        now = time.thread_time()
        pauses.append(-now if phase == "start" else now)

    gc.callbacks.append(collecting)
    for name in os.environ["GENGDI_ORDER"].split(","):
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
