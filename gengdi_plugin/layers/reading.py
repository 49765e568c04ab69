"""A bound layer, read once into a :class:`FeatureTable`: snapshot on the main thread, read on any."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy.typing as npt

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)

from ..core.approval_types import UNKNOWN, approval_type_of
from ..core.errors import Cancelled, InputError
from ..core.i18n import tr
from ..core.presets import plain
from ..core.roles import ANY, ROLES
from ..core.table import FeatureTable, object_array
from ..core.values import parse_approval_types
from ..core.vocabulary import word
from .binding import binding_of, file_name, stored_binding
from .columns import canonical_columns, native
from .compat import geometry_kind
from .crs import LON_LAT, require_crs
from .encoding import mend_encoding
from .geometry import lon_lat_geometries, wkb_of

_STEP = 1000

#: Roles that can do without the fields ``Role.required`` names: a patch without a number is still a patch.
_FORGIVING = frozenset(("change_patch",))


class Feedback(Protocol):
    """The part of ``QgsFeedback`` that reading uses."""

    def isCanceled(self) -> bool: ...

    def setProgress(self, progress: float) -> None: ...


class LayerSource:
    """A snapshot of ``layer`` in ``role``: unsaved edits, filter, joins and virtual fields as they are now.

    Create it on the main thread (``prepareAlgorithm``, a task's constructor); :meth:`read` and the others
    may run on any thread. ``approval_types``: what the officer says of whole layers, a mapping of layer or
    file name to type, or the text ``layer=type;…``. ``only_selected``: the layer's selected features only.

    Raises InputError, in a sentence that names layer, field and mend, for a layer without a coordinate
    reference system, of another geometry than the role's, or without a field the role cannot do without.
    """

    def __init__(
        self,
        layer: QgsVectorLayer,
        role: str,
        transform_context: QgsCoordinateTransformContext,
        approval_types: Mapping[str, str] | str | None = None,
        only_selected: bool = False,
    ) -> None:
        self.role = role
        self.name = layer.name()
        self.layer_id = layer.id()
        self.crs = QgsCoordinateReferenceSystem(layer.crs())
        self.wkb_type = layer.wkbType()
        _require_geometry(layer, role)
        mended = mend_encoding(layer)
        self.notices: tuple[str, ...] = (mended,) if mended else ()
        self.source_fields = QgsFields(layer.fields())
        binding = binding_of(layer, role)
        if binding is None:
            raise InputError(tr("Layer “{layer}” is not bound to a role.").format(layer=self.name))
        self.binding = binding
        _require_fields(self.name, role, self.binding.missing)
        self.layer_type = self._layer_type(layer, approval_types) if role == "approval" else None
        self._transform = QgsCoordinateTransform(
            self.crs, QgsCoordinateReferenceSystem(LON_LAT), transform_context
        )
        self._source = QgsVectorLayerFeatureSource(layer)
        self._selected = list(layer.selectedFeatureIds()) if only_selected else None
        self._count = layer.featureCount() if self._selected is None else len(self._selected)

    def _layer_type(self, layer: QgsVectorLayer, given: Mapping[str, str] | str | None) -> str:
        """The type of rows that say none: the officer's binding, else the preset for the layer's or the
        file's name, else what ``given`` says, else ``unknown``."""
        stored = stored_binding(layer)
        if stored is not None and stored.role == "approval" and stored.approval_type:
            return stored.approval_type
        preset = approval_type_of(self.name, file_name(layer))
        if preset not in (None, UNKNOWN):
            return str(preset)
        types = approval_type_texts(given)
        names = (self.name, *file_name(layer).split("|"))
        return next((types[key] for name in names if (key := plain(name).casefold()) in types), UNKNOWN)

    def read(self, feedback: Feedback | None = None) -> FeatureTable:
        """The features with canonical columns in EPSG:4490. Raises Cancelled when ``feedback`` says so."""
        own = [self.source_fields.indexOf(name) for name in self.binding.fields.values()]
        request = self._request().setSubsetOfAttributes(own)
        return self._table(self._features(request, feedback), None)

    def features(self, feedback: Feedback | None = None) -> list[QgsFeature]:
        """The features as they are, with all their own fields and in the layer's own system, in the row
        order of :meth:`read`."""
        return list(self._features(self._request(), feedback))

    def read_with_features(self, feedback: Feedback | None = None) -> tuple[FeatureTable, list[QgsFeature]]:
        """:meth:`read` and :meth:`features` in one pass over the data: row ``i`` is feature ``i``."""
        kept: list[QgsFeature] = []
        table = self._table(self._features(self._request(), feedback), kept.append)
        return table, kept

    def values(self, names: Sequence[str], feedback: Feedback | None = None) -> dict[str, list[object]]:
        """The own values behind the mapped canonical fields ``names``, as Python's own, not yet read."""
        indexes = {name: self.source_fields.indexOf(self.binding.fields[name]) for name in names}
        found: dict[str, list[object]] = {name: [] for name in names}
        request = self._request().setSubsetOfAttributes(list(indexes.values()))
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        for feature in self._features(request, feedback):
            for name, index in indexes.items():
                found[name].append(native(feature.attribute(index)))
        return found

    def _request(self) -> QgsFeatureRequest:
        request = QgsFeatureRequest()
        if self._selected is not None:
            request.setFilterFids(self._selected)
        return request

    def _features(self, request: QgsFeatureRequest, feedback: Feedback | None) -> Iterator[QgsFeature]:
        for row, feature in enumerate(self._source.getFeatures(request)):
            if feedback is not None and row % _STEP == 0:
                if feedback.isCanceled():
                    raise Cancelled(tr("Cancelled while layer “{layer}” was read.").format(layer=self.name))
                if self._count > 0:
                    feedback.setProgress(min(100.0, 100.0 * row / self._count))
            yield feature

    def _table(
        self, features: Iterator[QgsFeature], keep: Callable[[QgsFeature], Any] | None
    ) -> FeatureTable:
        indexes = {name: self.source_fields.indexOf(own) for name, own in self.binding.fields.items()}
        raw: dict[str, list[object]] = {name: [] for name in indexes}
        pairs = [(values.append, indexes[name]) for name, values in raw.items()]
        ids: list[str] = []
        wkbs: list[bytes | None] = []
        for feature in features:
            ids.append(str(feature.id()))
            wkbs.append(wkb_of(feature))
            for append, index in pairs:
                append(feature.attribute(index))
            if keep is not None:
                keep(feature)
        geometry, found = lon_lat_geometries(wkbs, self._transform, self.name)
        columns, doubts = self._columns(raw, len(ids))
        return FeatureTable(geometry, columns, object_array(ids), self.name, (*self.notices, *found, *doubts))

    def _columns(
        self, raw: dict[str, list[object]], count: int
    ) -> tuple[dict[str, npt.NDArray[Any]], list[str]]:
        numeric = {
            name for name, own in self.binding.fields.items() if self.source_fields.field(own).isNumeric()
        }
        return canonical_columns(self.binding, raw, count, self.layer_type, numeric, self.name)


def approval_type_texts(given: Mapping[str, str] | str | None) -> dict[str, str]:
    """``given`` as comparable layer name -> type. Raises InputError with the piece that cannot be read."""
    if given is None:
        return {}
    if not isinstance(given, str):
        given = ";".join(f"{name}={kind}" for name, kind in given.items())
    try:
        return parse_approval_types(given)
    except ValueError as error:
        raise InputError(
            tr(
                "Approval types: “{piece}” cannot be read; write layer=type, several with a semicolon "
                "between, the type as in the help (for example conversion or 农转用批准)."
            ).format(piece=error)
        ) from error


def _require_geometry(layer: QgsVectorLayer, role: str) -> None:
    kind = geometry_kind(layer)
    allowed = ROLES[role].geometry
    if kind == "none" and ANY in allowed:
        return
    if kind not in allowed and ANY not in allowed and kind != "any":
        names = {
            "polygon": tr("polygons"),
            "point": tr("points"),
            "line": tr("lines"),
            "none": tr("no geometry"),
        }
        raise InputError(
            tr("Layer “{layer}” holds {found}; {role} must be {wanted}: choose another layer.").format(
                layer=layer.name(),
                found=names.get(kind, QgsWkbTypes.displayString(layer.wkbType())),
                role=word("role", role),
                wanted=" / ".join(names[kind] for kind in allowed),
            )
        )
    require_crs(layer.crs(), layer.name())


def _require_fields(layer: str, role: str, missing: tuple[str, ...]) -> None:
    if missing and role not in _FORGIVING:
        raise InputError(
            tr(
                "Layer “{layer}” has no field for {fields}, which {role} need: map the field in the layers "
                "page of the dock or give the layer a field of that name."
            ).format(layer=layer, fields=", ".join(missing), role=word("role", role))
        )
