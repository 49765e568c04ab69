"""Milliseconds from an edit's signal to the new verdict in the patch table, and to the overlay on the map.

    python -m bench.live [--patches 100000] [--edits 15]     leaves build/bench/live.json

The dock's own objects in a QGIS without a window: real GeoPackage layers are screened by the dock's
algorithm, then the approvals are edited in their edit buffer. Every edit changes the verdict of a patch.
Worst and median of each kind of edit; what a whole screening of the same layers took stands beside.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Callable

from .files import data_folder

FILE = Path("build/bench/live.json")
ROLES = {
    "JCTB": "change_patch", "approvals": "approval", "DLTB": "farmland", "YJJBNTTB": "basic_farmland",
}  # fmt: skip
#: Layers that a run leaves on the map: patches, and the remainders.
RESULT_LAYERS = 2
_WAIT_S = 30.0


class Window:
    """Canvas, message bar and the plugin's interface, as QGIS's window has them."""

    def __init__(self) -> None:
        from qgis.core import QgsProject
        from qgis.gui import QgsMapCanvas, QgsMessageBar
        from qgis.PyQt.QtWidgets import QMainWindow

        from gengdi_plugin.gui.desktop import Desktop

        self.window = QMainWindow()
        self.window.resize(1400, 900)
        self.canvas = QgsMapCanvas(self.window)
        self.window.setCentralWidget(self.canvas)
        bar = QgsMessageBar(self.window)
        self.project = QgsProject.instance()
        self.desktop = Desktop(self.project, self.canvas, bar, self.window, lambda: None)
        self.window.show()

    def open(self, folder: Path) -> None:
        from qgis.core import QgsVectorLayer

        from gengdi_plugin.core.binding import candidates
        from gengdi_plugin.layers.binding import bind, facts_of

        self.layers = {}
        for name, role in ROLES.items():
            layer = QgsVectorLayer(str(folder / f"{name}.gpkg"), name, "ogr")
            bind(layer, next(one for one in candidates(facts_of(layer)) if one.role == role))
            self.layers[name] = layer
        self.project.addMapLayers(list(self.layers.values()))
        self.canvas.setDestinationCrs(self.layers["JCTB"].crs())

    def screen(self, workspace: Path) -> float:
        """Seconds of the whole run, with reading and saving."""
        begun = time.perf_counter()
        page = self.desktop.dock.screening
        page.refresh()
        page.workspace.setFilePath(str(workspace))
        page.checkup.comes_first = lambda _go_on: None
        page.run()
        self.until(lambda: not self.desktop.desk.operations.running(), 3600.0)
        took = time.perf_counter() - begun
        if not self.desktop.live.on():
            raise SystemExit(f"live is off: {page.said.text()} {self.desktop.live.sentence()}")
        self.until(lambda: bool(self.desktop.session.rows()), 600.0)
        # the results come on the map after the rows, a layer in each turn: bench.stall times that
        self.until(lambda: len(self._results()) == RESULT_LAYERS, 600.0)
        return took

    def close(self) -> None:
        """Take everything away: a canvas or a layer that outlives QGIS crashes it at its end."""
        from qgis.PyQt.QtCore import QCoreApplication, QEvent

        self.desktop.close()
        self.project.clear()
        self.layers = {}
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _results(self) -> list[Any]:
        from gengdi_plugin.gui.result_layers import RESULT

        return [one for one in self.project.mapLayers().values() if one.customProperty(RESULT)]

    def until(self, done: Callable[[], bool], seconds: float = _WAIT_S) -> None:
        from qgis.PyQt.QtCore import QCoreApplication, QEventLoop

        end = time.perf_counter() + seconds
        while not done():
            if time.perf_counter() > end:
                raise SystemExit("it did not come to an end")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)


class Stopwatch:
    """From the layer's signal to the table's and the overlay's change."""

    def __init__(self, window: Window) -> None:
        self._window, self._live = window, window.desktop.live
        self.signal = self.verdict = 0.0
        layer = window.layers["approvals"]
        for signal in (layer.featureAdded, layer.featureDeleted, layer.geometryChanged):
            signal.connect(self._signalled)
        layer.attributeValueChanged.connect(self._signalled)
        self._live.updated.connect(self._updated)

    def _signalled(self, *_what: object) -> None:
        self.signal = time.perf_counter()

    def _updated(self) -> None:
        self.verdict = time.perf_counter()

    def time(self, edit: Callable[[], object]) -> tuple[float, float] | None:
        """Milliseconds to the verdict and to the overlay; None when no verdict changed."""
        views, before = self._window.desktop.live_views, dict(self._live.rows())
        painted = views.overlay.painted if views.overlay is not None else 0
        self.verdict = 0.0
        edit()
        self._window.until(lambda: self.verdict > 0.0)
        if self._live.rows() == before:
            return None
        self._window.until(lambda: views.overlay is not None and (
            views.overlay.painted > painted or not views.overlay.shown()))  # fmt: skip
        return 1e3 * (self.verdict - self.signal), 1e3 * (time.perf_counter() - self.signal)


def edits(window: Window, count: int, chance: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """Kind and doing of each edit; each changes the verdict of a patch."""
    from qgis.core import QgsFeature, QgsRectangle

    layer, patches = window.layers["approvals"], window.layers["JCTB"]
    yellow = [row for row in window.desktop.session.rows() if row.reason == "no_approval"]
    places = {feature["JCBH"]: feature.geometry() for feature in patches.getFeatures()}
    chosen = chance.sample(yellow, 3 * count)
    field = layer.fields().indexOf(window_type_field(layer))
    undo = layer.undoStack().undo
    centre = places[chosen[0].patch_no].boundingBox().center()
    window.canvas.setExtent(QgsRectangle.fromCenterAndSize(centre, 40e3, 40e3))
    layer.startEditing()
    for row in chosen[:count]:
        made = QgsFeature(layer.fields())
        made.setGeometry(places[row.patch_no])
        made[field] = "conversion"
        yield "add", partial(layer.addFeature, made)
        fid = made.id()
        yield "attribute", partial(layer.changeAttributeValue, fid, field, "planning")
        yield "undo", undo
        other = places[chance.choice(chosen[count:]).patch_no]
        yield "move", partial(layer.changeGeometry, fid, other)
        yield "undo", undo
        yield "delete", partial(layer.deleteFeature, fid)
    known = [row for row in window.desktop.session.rows() if row.reason == "covered"]
    for row in chance.sample(known, count):
        place = places[row.patch_no]
        box = place.boundingBox()
        for feature in list(layer.getFeatures(box)):
            moved = feature.geometry()
            if moved.intersection(place).area() > 0.6 * place.area():
                moved.translate(box.width() + 3.0, 0.0)
                yield "move_saved", partial(layer.changeGeometry, feature.id(), moved)
                yield "undo", undo
                break


def window_type_field(layer: Any) -> str:
    from gengdi_plugin.layers.binding import binding_of

    return str(binding_of(layer).fields["approval_type"])


def measure(patches: int, count: int) -> dict[str, Any]:
    folder = data_folder(patches)
    scratch = FILE.absolute().with_suffix("")
    scratch.mkdir(parents=True, exist_ok=True)
    workspace = scratch / f"{patches}-{os.getpid()}.sqlite"
    window = Window()
    try:
        window.open(folder)
        whole = window.screen(workspace)
        watch, found = Stopwatch(window), {}
        for kind, edit in edits(window, count, random.Random(4)):  # noqa: S311
            took = watch.time(edit)
            if took is None:
                print(f"an edit ({kind}) that changed no verdict is left out", file=sys.stderr)
            else:
                found.setdefault(kind, []).append(took)
    finally:
        window.layers["approvals"].rollBack()
        window.close()
        for file in scratch.glob(f"{workspace.name}*"):
            file.unlink()
    return {
        kind: {
            "edits": len(times),
            "verdict_ms": {"median": round(statistics.median(v for v, _ in times), 1),
                           "worst": round(max(v for v, _ in times), 1)},
            "overlay_ms": {"median": round(statistics.median(o for _, o in times), 1),
                           "worst": round(max(o for _, o in times), 1)},
            "patches": patches,
            "whole_run_s": round(whole, 1),
        }
        for kind, times in found.items()
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--patches", type=int, default=100_000)
    parser.add_argument("--edits", type=int, default=15)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    application = QgsApplication([], True)
    application.initQgis()
    from gengdi_plugin.processing.provider import GengdiProvider

    provider = GengdiProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    told = measure(options.patches, options.edits)
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(told, indent=1))
    QgsApplication.processingRegistry().removeProvider(provider)
    gc.collect()
    application.exitQgis()
    return 0


if __name__ == "__main__":
    sys.exit(main())
