"""All patches of the demo district reviewed in one sitting, by one or two keys each; how long each took."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from drive import settle, wait_until
from gengdi_plugin.store.second_look import second_looks
from gengdi_plugin.store.verify_workspace import verify_workspace

sys.path.insert(0, str(Path(__file__).resolve().parent))

import live
import people


def main(iface: Any) -> dict[str, Any]:
    officer = live.Officer(iface, Path(os.environ["GENGDI_FOLDER"]), Path(os.environ["GENGDI_SHOTS"]))
    iface.mainWindow().showNormal()
    iface.mainWindow().resize(1366, 768)
    officer.load_and_screen()
    desktop, review = officer.desktop, officer.desktop.review
    people.bring(desktop, officer.folder)
    desktop.show_patches()
    rows = sorted(desktop.session.rows(), key=lambda row: (row.code != "yellow", row.patch_no))
    codes = {row.uid: row.code for row in rows}
    review.start([row.uid for row in rows])
    settle(500)
    seconds: list[float] = []
    pressed: list[int] = []
    for number, row in enumerate(rows):
        if review.current() != row.uid:
            raise RuntimeError(f"patch {number + 1} is not there: {review.strip.outcome.text()}")
        keys = keys_for(number, codes[row.uid])
        began, count = perf_counter(), 0
        while review.current() == row.uid and count < len(keys):
            QTest.keyClick(officer.page.table, keys[count])
            count += 1
            settle(0)
        seconds.append(perf_counter() - began)
        pressed.append(count)
        if number == len(rows) // 3:
            settle(800)
            officer.shoot("sitting")
    counts = review.counts()
    wait_until(lambda: not review.counts()["pending"], "what is pending", 60)
    settle(300)
    officer.shoot("sitting_end")
    review.stop()
    marked = len(desktop.session.ask(second_looks))
    report = desktop.session.ask(lambda workspace: verify_workspace(workspace))
    return {
        "patches": len(rows),
        "counts": counts,
        "most_keys": max(pressed),
        "two_keys": sum(count > 1 for count in pressed),
        "states": Counter(row.state for row in desktop.session.rows()),
        "marked": marked,
        "sound": report.sound,
        "median_ms": round(1000 * median(seconds)),
        "worst_ms": round(1000 * max(seconds)),
    }


def keys_for(number: int, code: str) -> list[Any]:
    """Yellow ones go to the inspector but every fifth, which somebody looks at again, as one does for which
    nobody is responsible; green ones pass."""
    if code != "yellow":
        return [Qt.Key.Key_K]
    return [Qt.Key.Key_M] if number % 5 == 4 else [Qt.Key.Key_D, Qt.Key.Key_M]
