"""Runs inside desktop QGIS (``qgis --code``): calls the driver's ``main(iface)`` and quits QGIS.

``desktop.py`` says in the environment which driver to run and where its answer goes. Drivers may
import :func:`wait_until` and :func:`settle` from here.
"""

from __future__ import annotations

import importlib.util
import json
import os
import time
import traceback
from pathlib import Path
from typing import Callable

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QTimer
from qgis.PyQt.QtTest import QTest


def wait_until(true: Callable[[], object], what: str, seconds: float = 30.0) -> None:
    """Let QGIS work until ``true()``; :class:`TimeoutError` naming ``what`` when it never is."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds:.0f} s for {what}")
        QTest.qWait(50)


def settle(milliseconds: int = 200) -> None:
    """Let pending events and deferred deletions happen."""
    QTest.qWait(milliseconds)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def load_driver(path: Path) -> object:
    spec = importlib.util.spec_from_file_location("gengdi_driver", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run() -> None:
    from qgis.utils import iface

    try:
        driver = load_driver(Path(os.environ["GENGDI_DRIVER"]))
        answer = {"value": driver.main(iface)}  # type: ignore[attr-defined]
        text = json.dumps(answer, ensure_ascii=False)
    except BaseException:
        text = json.dumps({"error": traceback.format_exc()}, ensure_ascii=False)
    result = Path(os.environ["GENGDI_RESULT"])
    draft = result.with_suffix(".part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(result)
    # A changed project or a memory layer would make QGIS ask before it goes.
    QgsProject.instance().setDirty(False)
    iface.newProject(False)
    QTimer.singleShot(0, iface.actionExit().trigger)


def start() -> None:
    """Run the driver as soon as QGIS's own event loop runs."""
    Path(os.environ["GENGDI_RESULT"]).with_name("started").touch()
    QTimer.singleShot(0, run)
