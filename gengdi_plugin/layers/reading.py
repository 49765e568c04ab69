"""A bound layer, read once into a :class:`FeatureTable`: snapshot on the main thread, read on any."""

from __future__ import annotations

import functools
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from typing import Protocol

import numpy as np

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)

from ..core.approval_types import UNKNOWN, approval_type_of
from ..core.binding import Binding
from ..core.compact import CompactTable
from ..core.errors import Cancelled, InputError
from ..core.i18n import tr
from ..core.presets import plain
from ..core.roles import ANY, ROLES
from ..core.table import FeatureTable
from ..core.values import parse_approval_types
from ..core.vocabulary import word
from ..core.wkb import Ints
from .binding import binding_of, file_name, stored_binding
from .columns import builders, canonical_columns, native
from .compat import geometry_kind
from .crs import require_crs
from .degrees import into_degrees
from .encoding import mend_encoding
from .fast import FastWay, fast_way
from .file_stamp import file_stamp
from .geometry import GeometryCollector, Piece
from .helpers import helpers_of
from .rawrows import Part, RawRows, Unsuited, iterated

Features = Generator[QgsFeature, None, None]

_STEP = 1000

#: Part of the work that is reading; the rest is columns and what waits for the whole layer's coordinates.
_READING = 90.0

#: Unusual geometries of one piece that QGIS is asked for one by one.
_MOST_ASKED = 500

#: Features that are fetched at a time by their ids.
_BATCH = 1000

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
    ``binding``: to be read by, whatever the layer is bound to; ``extent`` (in the layer's system): features
    that come near it are enough.

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
        binding: Binding | None = None,
        extent: QgsRectangle | None = None,
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
        binding = binding or binding_of(layer, role)
        if binding is None:
            raise InputError(tr("Layer “{layer}” is not bound to a role.").format(layer=self.name))
        self.binding = binding
        _require_fields(self.name, role, self.binding.missing)
        self.layer_type = self._layer_type(layer, approval_types) if role == "approval" else None
        self._context = QgsCoordinateTransformContext(transform_context)
        self._transform = into_degrees(self.crs, transform_context)
        self._source = QgsVectorLayerFeatureSource(layer)
        self._selected = list(layer.selectedFeatureIds()) if only_selected else None
        self._extent = None if extent is None else QgsRectangle(extent)
        self._count = layer.featureCount() if self._selected is None else len(self._selected)
        self._asking = threading.Lock()  # parts of a layer are read at the same time
        #: Why the fast way, where there is one, was given up; for benchmarks and tests.
        self.iterated_because = ""
        partly = only_selected or extent is not None
        self._fast: FastWay | None = None if partly else fast_way(layer, self.binding)

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

    def file(self) -> str:
        """The file that alone decides what is read; "" where more does: edits, QGIS's own way of reading."""
        return "" if self._fast is None else self._fast.path

    def reads_as(self, other: LayerSource) -> bool:
        """Whether both read the same of the same file, by the same way, and say the same of it."""
        return self._fast is not None and self._what() == other._what()

    def _what(self) -> tuple[object, ...]:
        return (self.layer_id, self.name, self.role, self.crs, self.wkb_type, self.notices, self.binding,
                self.layer_type, self.source_fields, self._context, self._fast)  # fmt: skip

    def read(self, feedback: Feedback | None = None) -> FeatureTable:
        """The features with canonical columns in EPSG:4490. Raises Cancelled when ``feedback`` says so."""
        return self.read_compact(feedback).table()

    def read_compact(self, feedback: Feedback | None = None) -> CompactTable:
        """:meth:`read` in little memory: the fastest way that reads this layer as QGIS does."""
        if self._fast is not None:
            try:
                return self._by_parts(self._fast, feedback)
            except Unsuited as reason:  # only QGIS's own way is known to read what stands there
                self.iterated_because = str(reason)
        return self.read_iterated(feedback)

    def read_iterated(self, feedback: Feedback | None = None) -> CompactTable:
        """:meth:`read_compact` by QGIS's iterator, whatever the layer is."""
        indexes = {name: self.source_fields.indexOf(own) for name, own in self.binding.fields.items()}
        request = self._request().setSubsetOfAttributes(list(indexes.values()))
        return self._compact([lambda: iterated(self._source.getFeatures(request), indexes)], feedback)

    def features(self, feedback: Feedback | None = None) -> list[QgsFeature]:
        """The features as they are, with all their own fields and in the layer's own system, in the row
        order of :meth:`read`."""
        return list(self._features(self._request(), feedback))

    def originals(self, ids: Sequence[int]) -> Features:
        """The features with ``ids`` as they are, in that order, a batch in memory at a time.

        Quickest in the order of :meth:`read`. Raises InputError when one is gone from the file.
        """
        wanted = [int(number) for number in ids]
        done = 0
        with closing(self._features(self._request(), None)) as features:
            for feature in features:
                if done == len(wanted) or feature.id() != wanted[done]:
                    break  # a part of the layer, or another order
                yield feature
                done += 1
        for first in range(done, len(wanted), _BATCH):
            batch = wanted[first : first + _BATCH]
            found = {f.id(): f for f in self._source.getFeatures(QgsFeatureRequest().setFilterFids(batch))}
            for number in batch:
                if number not in found:
                    raise InputError(
                        tr("Layer “{layer}”: feature {feature} is gone from the file: run again.").format(
                            layer=self.name, feature=number
                        )
                    )
                yield found[number]

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
        if self._extent is not None:
            request.setFilterRect(self._extent)
        return request

    def _features(
        self, request: QgsFeatureRequest, feedback: Feedback | None
    ) -> Generator[QgsFeature, None, None]:
        for row, feature in enumerate(self._source.getFeatures(request)):
            if row % _STEP == 0:
                self._tell(feedback, 100.0 * row / self._count if self._count > 0 else 0.0)
            yield feature

    def _by_parts(self, way: FastWay, feedback: Feedback | None) -> CompactTable:
        before = file_stamp(way.path)
        parts = way.parts(self._count)
        table = self._compact(parts, feedback)
        if len(parts) > 1 and file_stamp(way.path) != before:  # each part saw the file at another moment
            raise Unsuited("written to while it was read")
        return table

    def _compact(self, parts: Sequence[Part], feedback: Feedback | None) -> CompactTable:
        geometry = GeometryCollector(self._transform, self.name)
        raw = builders(self.binding)
        ids = [np.empty(0, dtype=np.int64)]
        read = 0
        placed_in = functools.partial(self._placed, geometry, feedback)
        with closing(helpers_of(feedback).each(placed_in, parts)) as pieces:
            for rows, piece in pieces:
                self._tell(feedback, _READING * min(1.0, read / self._count) if self._count > 0 else 0.0)
                geometry.add(piece)
                for name, values in rows.fields.items():
                    raw[name].add(values)
                ids.append(rows.ids)
                read += len(rows.ids)
        placed = geometry.finish(lambda done: self._tell(feedback, _READING + (100 - _READING) * done))
        numeric = {
            name for name, own in self.binding.fields.items() if self.source_fields.field(own).isNumeric()
        }
        columns, doubts = canonical_columns(self.binding, raw, read, self.layer_type, numeric, self.name)
        self._tell(feedback, 100.0)
        return CompactTable(
            placed.data,
            placed.start,
            placed.size,
            placed.bounds,
            columns,
            np.concatenate(ids),
            placed.mended,
            self.name,
            (*self.notices, *placed.notices, *doubts),
        )

    def _placed(
        self, geometry: GeometryCollector, feedback: Feedback | None, part: Part
    ) -> Generator[tuple[RawRows, Piece], None, None]:
        """The rows of ``part`` with their geometries, on any thread."""
        with closing(part()) as found:
            for rows in found:
                self._stop_when_cancelled(feedback)
                ask = None if rows.from_qgis else functools.partial(self._wkbs, rows.ids)
                yield rows, geometry.place(rows.data, rows.start, rows.size, ask)

    def _wkbs(self, ids: Ints, rows: Ints) -> list[bytes]:
        """QGIS's own WKB of the features ``ids[rows]``."""
        if len(rows) > _MOST_ASKED:
            raise Unsuited("many unusual geometries")
        wanted = ids[rows].tolist()
        request = QgsFeatureRequest().setFilterFids(wanted).setSubsetOfAttributes([])
        with self._asking:
            found = {
                item.id(): bytes(item.geometry().asWkb().data()) for item in self._source.getFeatures(request)
            }
        if len(found) != len(wanted):
            raise Unsuited("a feature that QGIS does not see")
        return [found[number] for number in wanted]

    def _tell(self, feedback: Feedback | None, progress: float) -> None:
        self._stop_when_cancelled(feedback)
        if feedback is not None:
            feedback.setProgress(min(100.0, progress))

    def _stop_when_cancelled(self, feedback: Feedback | None) -> None:
        if feedback is not None and feedback.isCanceled():
            raise Cancelled(tr("Cancelled while layer “{layer}” was read.").format(layer=self.name))


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
