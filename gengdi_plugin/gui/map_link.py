"""Table and map hold the same selection; zoom and flash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from qgis.core import (
    QgsDataSourceUri,
    QgsFeatureRequest,
    QgsGeometry,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

from ..layers.degrees import lon_lat, out_of_degrees
from .desk import Desk

_DEBOUNCE_MS = 80
_MARGIN = 1.6
_SMALLEST_DEGREES = 0.0004  # about 40 m: a shed still shows its neighbours


class Placed(Protocol):
    """Something with a place."""

    @property
    def bbox(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north (EPSG:4490); None without a place."""


class Chosen(Protocol):
    """Patches to select; asked when it is done, for of many it takes a while."""

    def uids(self) -> list[str]:
        """Their uids."""

    def ids(self) -> list[int]:
        """What QGIS calls them in the workspace's own layer."""


class MapLink(QObject):
    """Knows the patches' map layer and carries selections to it and from it.

    The layer is held by its id and looked up, because the officer may remove it at any time.
    """

    map_selected = pyqtSignal(list)  # patch uids the officer selected on the map

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._layer_id = ""
        self._offered: tuple[dict[str, int], dict[int, str]] = ({}, {})
        self._fid_of: dict[str, int] | None = None
        self._uid_of: dict[int, str] = {}
        self._busy = False
        self._wanted: Chosen | None = None
        self._to_flash: list[str] = []  # wanted before the patches were on the map
        self._to_map = self._timer(self._select_on_map)
        self._from_map = self._timer(self.tell_selection)

    def _timer(self, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(_DEBOUNCE_MS)
        timer.timeout.connect(slot)
        return timer

    def layer(self) -> QgsVectorLayer | None:
        """The patches on the map; None when they are not on it."""
        layer = self._desk.project.mapLayer(self._layer_id) if self._layer_id else None
        return layer if isinstance(layer, QgsVectorLayer) else None

    def follow(self, layer: QgsVectorLayer | None) -> None:
        """Link the table with ``layer``: a patch layer with a field ``uid``."""
        previous = self.layer()
        if previous is layer and layer is not None:
            self.forget_features()
            return
        if previous is not None:
            previous.selectionChanged.disconnect(self._from_layer)
        self._layer_id = layer.id() if layer is not None else ""
        self.forget_features()
        if layer is not None:
            layer.selectionChanged.connect(self._from_layer)
            if self._wanted is not None:  # selected in the table before there was a map
                self._to_map.start()
            wanted, self._to_flash = self._to_flash, []
            if wanted:
                self.flash(wanted)

    def forget_features(self) -> None:
        """The layer's features changed: look their ids up again at the next selection."""
        self._fid_of = None
        self._uid_of = {}

    def offer(self, fid_of: dict[str, int], uid_of: dict[int, str]) -> None:
        """What the features of the workspace's own layer are called by its rows: read already, in a task."""
        self._offered = (fid_of, uid_of)

    def reload(self) -> None:
        """Draw the layer anew and keep its selection, which QGIS drops when it reads a layer again."""
        layer = self.layer()
        if layer is None:
            return
        selected = layer.selectedFeatureIds()
        chosen = []
        if selected:
            self._look_up()
            chosen = [self._uid_of[fid] for fid in selected if fid in self._uid_of]
        self.forget_features()
        with self._our_own_doing():
            layer.reload()
            layer.selectByIds(self._fids(chosen) if chosen else [])
        layer.triggerRepaint()

    def select(self, chosen: Chosen) -> None:
        """Select these patches on the map, soon: a run of arrow keys becomes one selection."""
        self._wanted = chosen
        self._from_map.stop()  # the last act counts
        self._to_map.start()

    def selected(self) -> list[str]:
        """The patches selected on the map, what the table has just selected included; none without a map."""
        if self._to_map.isActive():
            self._to_map.stop()
            self._select_on_map()
        layer = self.layer()
        if layer is None:
            return []
        self._look_up()
        fids = layer.selectedFeatureIds()
        return [self._uid_of[fid] for fid in fids if fid in self._uid_of]

    def zoom(self, rows: Iterable[Placed]) -> bool:
        """Show these patches, or whatever has a place, on the map; False when none of them has one."""
        extent = QgsRectangle()
        extent.setMinimal()
        for row in rows:
            if row.bbox is not None:
                extent.combineExtentWith(QgsRectangle(*row.bbox))
        if extent.isNull() or extent.xMinimum() > extent.xMaximum():
            return False
        self.show_extent(extent)
        return True

    def show_extent(self, extent: QgsRectangle, margin: float = _MARGIN) -> None:
        """Show ``extent`` (EPSG:4490) on the map, ``margin`` times as large and never smaller than a shed
        with its neighbours."""
        extent = QgsRectangle(extent)
        extent.scale(margin)
        missing = max(0.0, _SMALLEST_DEGREES - max(extent.width(), extent.height()))
        extent.grow(missing / 2)
        canvas = self._desk.canvas
        transform = out_of_degrees(
            canvas.mapSettings().destinationCrs(), self._desk.project.transformContext()
        )
        canvas.setExtent(transform.transformBoundingBox(extent))
        canvas.refresh()

    def show_box(self, box: tuple[float, float, float, float]) -> None:
        """Show a box (west, south, east, north in EPSG:4490 degrees) on the map and let its frame flash."""
        self.show_extent(QgsRectangle(*box))
        frame = QgsGeometry.fromRect(QgsRectangle(*box))
        self._desk.canvas.flashGeometries([frame], lon_lat())

    def flash(self, uids: Iterable[str]) -> bool:
        """Let these patches flash, as soon as they are on the map; False when they are not on it yet."""
        layer = self.layer()
        if layer is None:
            self._to_flash = list(uids)
            return False
        fids = self._fids(uids)
        if not fids:
            return False
        self._desk.canvas.flashFeatureIds(layer, fids)
        return True

    def _fids(self, uids: Iterable[str]) -> list[int]:
        known = self._look_up()
        return [known[uid] for uid in uids if uid in known]

    def _look_up(self) -> dict[str, int]:
        """Patch uid -> feature id, read once."""
        if self._fid_of is not None:
            return self._fid_of
        self._fid_of, layer = {}, self.layer()
        if layer is None or layer.fields().lookupField("uid") < 0:
            return self._fid_of
        if self._calls_rows_by_id(layer):
            # QGIS calls a row by its key: to read all of them here would take a second with 100 000
            self._fid_of, self._uid_of = self._offered
            return self._fid_of
        request = QgsFeatureRequest()
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setSubsetOfAttributes(["uid"], layer.fields())
        for feature in layer.getFeatures(request):
            self._fid_of[feature["uid"]] = feature.id()
        self._uid_of = {fid: uid for uid, fid in self._fid_of.items()}
        return self._fid_of

    def _calls_rows_by_id(self, layer: QgsVectorLayer) -> bool:
        return bool(self._offered[0]) and QgsDataSourceUri(layer.source()).keyColumn() == "id"

    def _select_on_map(self) -> None:
        layer, chosen = self.layer(), self._wanted
        if layer is not None and chosen is not None:
            own = self._calls_rows_by_id(layer)
            with self._our_own_doing():
                layer.selectByIds(chosen.ids() if own else self._fids(chosen.uids()))

    # as a slot of Qt it is not handed the sets of all features that the signal carries
    @pyqtSlot()  # type: ignore[untyped-decorator]
    def _from_layer(self) -> None:
        if not self._busy:
            self._to_map.stop()  # the last act counts
            self._from_map.start()

    def tell_selection(self) -> None:
        """Tell which patches are selected on the map; nothing when they are not on it."""
        if self.layer() is not None:
            self.map_selected.emit(self.selected())

    @contextmanager
    def _our_own_doing(self) -> Iterator[None]:
        """What the map signals while we select on it is not the officer's selection."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False
