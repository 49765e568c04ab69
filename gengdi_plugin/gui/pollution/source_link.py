"""The table of pollution sources and its layers on the map hold the same selection."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

from ..desk import Desk

if TYPE_CHECKING:
    from ...core.pollution_sources import PollutionSource

_DEBOUNCE_MS = 80


class SourceLink(QObject):
    """Carries selections to the layers of enterprises, permits and outlets and from them. Layers are held by
    their ids: the officer may remove them at any time."""

    map_selected = pyqtSignal(list)  # keys of the sources selected on the map
    edited = pyqtSignal()  # a layer was saved, or shows other features

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key_of: dict[str, dict[int, str]] = {}  # layer id -> feature id -> source
        self._followed: set[str] = set()
        self._changed: set[str] = set()  # layers in which the officer selected since it was last told
        self._busy = False
        self._wanted: list[PollutionSource] = []
        self._to_map, self._from_map = QTimer(self), QTimer(self)
        for timer, slot in ((self._to_map, self._select_on_map), (self._from_map, self._tell)):
            timer.setSingleShot(True)
            timer.setInterval(_DEBOUNCE_MS)
            timer.timeout.connect(slot)

    def follow(self, layer_ids: Iterable[str], sources: Iterable[PollutionSource]) -> None:
        """Link ``sources`` with exactly these layers."""
        wanted = set(layer_ids)
        for gone in self._followed - wanted:
            self._listen(gone, False)
        for new in wanted - self._followed:
            self._listen(new, True)
        self._followed = wanted
        self._key_of = {layer_id: {} for layer_id in wanted}
        for one in sources:
            for layer_id, fid in one.features:
                self._key_of.setdefault(layer_id, {})[fid] = one.key

    def close(self) -> None:
        """Take every connection back."""
        self._to_map.stop()
        self._from_map.stop()
        self.follow((), ())

    def select(self, sources: list[PollutionSource]) -> None:
        """Select everything of ``sources`` on the map, soon: a run of arrow keys becomes one selection."""
        self._wanted = sources
        self._to_map.start()

    def flash(self, sources: Iterable[PollutionSource]) -> None:
        """Let them flash on the map."""
        for layer_id, fids in _by_layer(sources).items():
            layer = self._layer(layer_id)
            if layer is not None:
                self._desk.canvas.flashFeatureIds(layer, fids)

    def _layer(self, layer_id: str) -> QgsVectorLayer | None:
        layer = self._desk.project.mapLayer(layer_id)
        return layer if isinstance(layer, QgsVectorLayer) else None

    def _listen(self, layer_id: str, on: bool) -> None:
        layer = self._layer(layer_id)
        if layer is None:
            return  # deleted, and its connections with it
        for signal, slot in (
            (layer.selectionChanged, self._from_layer),
            (layer.afterCommitChanges, self.edited),
            (layer.subsetStringChanged, self.edited),
        ):
            (signal.connect if on else signal.disconnect)(slot)

    def _select_on_map(self) -> None:
        self._select(self._followed, _by_layer(self._wanted))

    def _select(self, layer_ids: Iterable[str], fids: dict[str, list[int]]) -> None:
        self._busy = True  # what the map signals meanwhile is not the officer's selection
        try:
            for layer_id in layer_ids:
                layer = self._layer(layer_id)
                if layer is not None:
                    layer.selectByIds(fids.get(layer_id, []))
        finally:
            self._busy = False

    # as a slot of Qt it is not handed the sets of all features that the signal carries
    @pyqtSlot()  # type: ignore[untyped-decorator]
    def _from_layer(self) -> None:
        if not self._busy:
            self._changed.add(self.sender().id())
            self._from_map.start()

    def _tell(self) -> None:
        """Tell the sources of what was selected on the map; the other layers follow."""
        changed, self._changed = self._changed, set()
        keys: dict[str, None] = {}
        for layer_id in changed & self._followed:
            layer, known = self._layer(layer_id), self._key_of[layer_id]
            for fid in layer.selectedFeatureIds() if layer is not None else ():
                if fid in known:
                    keys[known[fid]] = None
        fids = {
            layer_id: [fid for fid, key in known.items() if key in keys]
            for layer_id, known in self._key_of.items()
        }
        self._select(self._followed - changed, fids)
        self.map_selected.emit(list(keys))


def _by_layer(sources: Iterable[PollutionSource]) -> dict[str, list[int]]:
    fids: dict[str, list[int]] = {}
    for one in sources:
        for layer_id, fid in one.features:
            fids.setdefault(layer_id, []).append(fid)
    return fids
