"""Hears which boundaries an officer's saved edit session changed: the layers of approvals and permits.

What is asked before the commit is how the changed features were; what QGIS tells of the commit is what
really reached the source, also when only a part of it did.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

if TYPE_CHECKING:
    from ..store.boundary_changes import BoundaryChange

#: Parts of a source that tell where a layer is kept; users, passwords and keys are never among them.
_PLACE = ("path", "layerName", "layerId", "host", "port", "dbname", "service", "schema", "table", "typename")


class BoundaryLog(QObject):
    """``saved`` carries the list of :class:`BoundaryChange` of one saved session."""

    saved = pyqtSignal(list)

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._watched: dict[str, tuple[QgsVectorLayer, Any]] = {}
        self._session: _Session | None = None
        project.layersAdded.connect(self._added)
        project.layersWillBeRemoved.connect(self._going)
        self._added(project.mapLayers().values())

    def close(self) -> None:
        """Tell what is yet to be told, and stop listening."""
        self._end()
        self._project.layersAdded.disconnect(self._added)
        self._project.layersWillBeRemoved.disconnect(self._going)
        self._going(list(self._watched))

    def _added(self, layers: Iterable[QgsMapLayer]) -> None:
        polygon = QgsWkbTypes.GeometryType.PolygonGeometry
        for layer in layers:
            if isinstance(layer, QgsVectorLayer) and layer.geometryType() == polygon:
                slot = partial(self._begin, layer.id())
                layer.beforeCommitChanges.connect(slot)
                self._watched[layer.id()] = layer, slot

    def _going(self, layer_ids: Iterable[str]) -> None:
        for layer_id in layer_ids:
            layer, slot = self._watched.pop(layer_id, (None, None))
            if layer is not None and not sip.isdeleted(layer):
                layer.beforeCommitChanges.disconnect(slot)

    def _begin(self, layer_id: str, *_stop_editing: object) -> None:
        from .boundary_layers import role_of
        from .guard import workspace_of

        self._end()
        layer = self._watched[layer_id][0]
        if role_of(layer) and workspace_of(layer) is None:
            self._session = _Session(layer, self._project)
            self._session.ended.connect(self._end)

    def _end(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()
            changes = session.changes()
            session.deleteLater()
            if changes:
                self.saved.emit(changes)


class _Session(QObject):
    """One commit of one layer."""

    ended = pyqtSignal()

    def __init__(self, layer: QgsVectorLayer, project: QgsProject) -> None:
        super().__init__()
        self._layer, self._context = layer, project.transformContext()
        self._crs, self._provider = layer.crs(), layer.dataProvider()
        buffer = layer.editBuffer()
        touched = {*buffer.changedGeometries(), *buffer.changedAttributeValues(), *buffer.deletedFeatureIds()}
        self._before = self._features([fid for fid in touched if fid >= 0])
        self._added: list[QgsFeature] = []
        self._removed: list[int] = []
        self._reshaped: dict[int, QgsGeometry] = {}
        self._facts: dict[int, dict[int, Any]] = {}
        # a commit that fails tells no end: the event loop is
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.ended)
        self._connections: list[tuple[Any, Any]] = [
            (layer.committedFeaturesAdded, self._on_added),
            (layer.committedFeaturesRemoved, self._on_removed),
            (layer.committedGeometriesChanges, self._on_reshaped),
            (layer.committedAttributeValuesChanges, self._on_facts),
            (layer.afterCommitChanges, self.ended),
        ]
        for signal, slot in self._connections:
            signal.connect(slot)
        self._later.start(0)

    def close(self) -> None:
        """Stop listening."""
        self._later.stop()
        if not sip.isdeleted(self._layer):
            for signal, slot in self._connections:
                signal.disconnect(slot)
        self._connections = []

    def _features(self, ids: Iterable[int]) -> dict[int, QgsFeature]:
        request = QgsFeatureRequest().setFilterFids(list(ids))
        return {int(one.id()): QgsFeature(one) for one in self._provider.getFeatures(request)}

    def _on_added(self, _layer: str, features: list[QgsFeature]) -> None:
        self._added += [QgsFeature(one) for one in features]

    def _on_removed(self, _layer: str, ids: Iterable[int]) -> None:
        self._removed += list(ids)

    def _on_reshaped(self, _layer: str, shapes: dict[int, QgsGeometry]) -> None:
        self._reshaped.update({fid: QgsGeometry(shape) for fid, shape in shapes.items()})

    def _on_facts(self, _layer: str, values: dict[int, dict[int, Any]]) -> None:
        self._facts.update(values)

    def changes(self) -> list[BoundaryChange]:
        """What was saved, feature by feature."""
        from ..store.boundary_changes import ADDED, FACTS, REMOVED, RESHAPED

        if sip.isdeleted(self._layer):
            return []
        found = [self._change(ADDED, one.id(), None, one, one.geometry()) for one in self._added]
        for fid in self._removed:
            found.append(self._change(REMOVED, fid, self._before.get(fid), None, None))
        for fid in sorted({*self._reshaped, *self._facts}):
            before = self._before.get(fid)
            act = RESHAPED if fid in self._reshaped else FACTS
            shape = self._reshaped.get(fid) or (before.geometry() if before is not None else None)
            change = self._change(act, fid, before, self._after(fid), shape)
            if act == RESHAPED or change.changed:
                found.append(change)
        return found

    def _after(self, fid: int) -> QgsFeature | None:
        """The feature with its saved facts."""
        if fid not in self._before:
            return None
        now = QgsFeature(self._before[fid])
        for place, value in self._facts.get(fid, {}).items():
            if place < now.fields().count():
                now.setAttribute(place, value)
        return now

    def _change(
        self,
        act: str,
        fid: int,
        before: QgsFeature | None,
        after: QgsFeature | None,
        shape: QgsGeometry | None,
    ) -> BoundaryChange:
        from ..store.boundary_changes import FACTS, BoundaryChange
        from .boundary_layers import number_of, role_of

        layer, named = self._layer, after if after is not None else before
        had = before.geometry() if before is not None and act != FACTS else None
        return BoundaryChange(
            layer=layer.name(),
            layer_mark=layer_mark(layer),
            role=role_of(layer),
            feature_id=str(fid),
            doc_no=number_of(layer, named) if named is not None else "",
            act=act,
            before=self._wkb(had),
            after=self._wkb(shape),
            changed=self._changed(before, after) if before is not None and after is not None else {},
        )

    def _changed(self, before: QgsFeature, after: QgsFeature) -> dict[str, tuple[str, str]]:
        from .binding import stored_binding
        from .boundary_layers import fact_of

        binding = stored_binding(self._layer)
        found = {}
        for name in binding.fields if binding is not None else ():
            old, new = fact_of(self._layer, before, name), fact_of(self._layer, after, name)
            if old != new:
                found[name] = old, new
        return found

    def _wkb(self, shape: QgsGeometry | None) -> bytes | None:
        from .chosen_ground import straight_in_4490

        if shape is None or shape.isEmpty() or not self._crs.isValid():
            return None
        try:
            return straight_in_4490(QgsGeometry(shape), self._crs, self._context)
        except QgsCsException:
            return None


def layer_mark(layer: QgsVectorLayer) -> str:
    """A hash of where the layer is kept, without user, password or key; of a layer in memory its id."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    place = {key: str(parts[key]) for key in _PLACE if parts.get(key)}
    told = json.dumps([layer.providerType(), place or layer.id()], sort_keys=True)
    return sha256(told.encode("utf-8")).hexdigest()[:32]
