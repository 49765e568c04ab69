"""What changes in a bound layer while it is edited, before it is saved: as canonical features.

The signals, as QGIS 3.22 to 3.44 emit them: undo and redo emit those of single features; saving takes new
features away under their temporary ids and adds them again under those of the file (the same features with
other names); rolling back emits one signal per feature; a filter emits ``dataChanged``; a shapefile is packed
after features were deleted from it, which numbers the rest anew, at once or when editing ends, with
``dataChanged`` or without any signal; an edit on the provider emits nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.table import Array
from .binding import stored_binding
from .fast import own_fields
from .reading import LayerSource

_OURS = "gengdi/"

#: Up to so many features are looked up one by one, which no provider answers by going through all.
_ONE_BY_ONE = 50

#: Files that keep the ids of features when others are deleted; every other kind of file may number anew.
_KEEPS_IDS = frozenset(("GPKG", "SQLite"))


@dataclass(frozen=True)
class FeatureChange:
    """A feature as it is now: EPSG:4490 shapely geometry (None: gone), canonical attributes (dates ISO)."""

    feature_id: str
    geometry: object
    attributes: Mapping[str, object]


@dataclass(frozen=True)
class Edits:
    """What happened to a layer since it was last asked: first features got other ids (``renamed``: old, new),
    then those in ``changed`` changed."""

    renamed: tuple[tuple[int, int], ...] = ()
    changed: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.renamed or self.changed)


class LayerEdits(QObject):
    """Listens to ``layer`` in its ``role`` until :meth:`close`.

    ``edited``: :meth:`take` and then :meth:`read` tell what. ``replaced``: the layer as a whole has to be
    read again (filter, source, system, name, fields, binding, the file's own numbering). Both may come many
    times for one edit: who hears them waits for the event loop.
    """

    edited = pyqtSignal()
    replaced = pyqtSignal()

    def __init__(self, layer: QgsVectorLayer, role: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layer, self.role, self.layer_id = layer, role, layer.id()
        self._renamed: list[tuple[int, int]] = []
        self._changed: dict[int, None] = {}  # in the order in which they were told
        self._committing = False
        self._temporary: int | None = None
        self._numbers_anew = False
        self._bound: frozenset[int] | None = self._bound_fields()
        self._connections: list[tuple[Any, Any]] = [
            (layer.featureAdded, self._added),
            (layer.featureDeleted, self._deleted),
            (layer.geometryChanged, self._geometry_changed),
            (layer.attributeValueChanged, self._attribute_changed),
            (layer.beforeCommitChanges, self._commit_begins),
            (layer.afterCommitChanges, self._commit_ended),
            (layer.committedFeaturesRemoved, self._removed_for_good),
            (layer.editingStopped, self._editing_stopped),
            (layer.beforeRollBack, self._commit_ended),
            (layer.dataChanged, self._replaced),
            (layer.subsetStringChanged, self._replaced),
            (layer.dataSourceChanged, self._replaced),
            (layer.crsChanged, self._replaced),
            (layer.nameChanged, self._replaced),
            (layer.updatedFields, self._fields_changed),
            (layer.customPropertyChanged, self._property_changed),
        ]
        for signal, slot in self._connections:
            signal.connect(slot)

    def close(self) -> None:
        """Stop listening; a layer that is gone has taken its connections with it."""
        if not sip.isdeleted(self.layer):
            for signal, slot in self._connections:
                signal.disconnect(slot)
        self._connections = []

    def take(self) -> Edits:
        """What happened since the last call, each feature once; it is forgotten here."""
        edits = Edits(tuple(self._renamed), tuple(self._changed))
        self._renamed, self._changed = [], {}
        return edits

    def read(self, ids: Iterable[int], transforms: QgsCoordinateTransformContext) -> Iterator[FeatureChange]:
        """The features ``ids`` as they are in the edit buffer now, as a whole reading of the layer would
        bring them. Raises InputError, as :class:`LayerSource` does, when they cannot be read."""
        wanted = list(ids)
        table = _ChosenFeatures(self.layer, self.role, transforms, wanted).read()
        found = {identifier: row for row, identifier in enumerate(table.ids)}
        for number in map(str, wanted):
            if number not in found:
                yield FeatureChange(number, None, {})
                continue
            row = found[number]
            values = {name: _plain(column, row) for name, column in table.columns.items()}
            yield FeatureChange(number, table.geometry[row], values)

    def _note(self, fid: int) -> None:
        self._changed[fid] = None
        self.edited.emit()

    def _added(self, fid: int) -> None:
        if self._committing and self._temporary is not None:
            old, self._temporary = self._temporary, None
            self._renamed.append((old, fid))
            if old in self._changed:
                self._changed = {fid if known == old else known: None for known in self._changed}
            self.edited.emit()
        else:
            self._note(fid)

    def _deleted(self, fid: int) -> None:
        if self._committing and fid < 0:
            self._temporary = fid  # the very next signal brings it back under the file's id
        else:
            self._note(fid)

    def _geometry_changed(self, fid: int, _geometry: object) -> None:
        self._note(fid)

    def _attribute_changed(self, fid: int, index: int, _value: object) -> None:
        if self._bound is None or index in self._bound:
            self._note(fid)

    def _commit_begins(self, *_stop_editing: object) -> None:
        self._committing, self._temporary = True, None

    def _commit_ended(self) -> None:
        self._committing, self._temporary = False, None
        if self._numbers_anew:
            self._replaced()

    def _removed_for_good(self, *_features: object) -> None:
        provider = self.layer.dataProvider()
        if provider.name() == "ogr" and provider.storageType() not in _KEEPS_IDS:
            self._numbers_anew = True

    def _editing_stopped(self) -> None:
        if self._numbers_anew:
            self._numbers_anew = False
            self._replaced()

    def _replaced(self, *_anything: object) -> None:
        self._renamed, self._changed = [], {}
        self._bound = self._bound_fields()
        self.replaced.emit()

    def _fields_changed(self) -> None:
        before, self._bound = self._bound, self._bound_fields()
        if before is None or self._bound is None or len(before) != len(self._bound):
            self._replaced()

    def _property_changed(self, key: str) -> None:
        if key.startswith(_OURS):
            self._replaced()

    def _bound_fields(self) -> frozenset[int] | None:
        """The layer's fields a verdict can rest on; None: any, as some are joined or computed."""
        binding = stored_binding(self.layer)
        if binding is None or own_fields(self.layer, binding) is None:
            return None
        fields = self.layer.fields()
        return frozenset(fields.indexOf(own) for own in binding.fields.values())


class _ChosenFeatures(LayerSource):
    """A few features of a layer, read as the whole layer is."""

    def __init__(
        self, layer: QgsVectorLayer, role: str, transforms: QgsCoordinateTransformContext, ids: list[int]
    ) -> None:
        super().__init__(layer, role, transforms)
        self._selected, self._count, self._fast = ids, len(ids), None
        if len(ids) <= _ONE_BY_ONE:
            self._source: Any = _OneByOne(self._source, ids)


class _OneByOne:
    """A feature source that is asked for each id by itself."""

    def __init__(self, source: Any, ids: list[int]) -> None:
        self._source, self._ids = source, ids

    def getFeatures(self, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
        for number in self._ids:
            one = QgsFeatureRequest(request).setFilterFid(number)
            yield from self._source.getFeatures(one)


def _plain(column: Array, row: int) -> object:
    """A canonical value as text or number; None when it is missing."""
    value = column[row]
    if column.dtype.kind == "M":
        return None if str(value) == "NaT" else str(value)
    if column.dtype.kind == "f":
        return None if value != value else float(value)
    return value  # type: ignore[no-any-return]
