"""Layers of any role, or of none, as a dossier looks into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsRectangle,
    QgsUnitTypes,
    QgsVectorLayer,
)

from ..core.binding import AUTOMATIC, Binding, best
from ..core.dossier.known import KnownLayer
from ..core.kernel import shapely
from ..core.plane import with_long_edges
from ..core.roles import ANY, ROLES
from ..core.screening.watch import Watch
from ..core.stopping import checkpoint
from ..core.table import ObjectArray
from .binding import facts_of, stored_binding
from .compat import geometry_kind
from .crs import gauss_kruger
from .degrees import into_degrees, out_of_degrees, shape_of
from .reading import LayerSource
from .together import read_together

#: The role whose fields (a name and a kind) any layer of any geometry can have.
_ANY_ROLE = "sensitive"

#: A layer is read as a whole when more than this part of its extent is wanted: that is quicker.
_MUCH = 0.25
_ZONE_WIDTH = 1_000_000.0

#: Edges longer than this (degrees, some 150 m and more) bend by more than a quarter of a millimetre: they
#: are cut into pieces of so many m, which bend by 0.1 mm.
_LONG_DEG, _LONGEST_M = 0.002, 100.0


class KnownSource:
    """A snapshot of ``layer``, unsaved edits included, made on the main thread; :meth:`known` on any.

    Its role is the one it is bound to, else the one its names and fields surely say, else none. ``around``
    (EPSG:4490): what lies outside need not be read. Raises InputError as :class:`LayerSource` does.
    """

    def __init__(
        self,
        layer: QgsVectorLayer,
        transforms: QgsCoordinateTransformContext,
        around: QgsRectangle | None = None,
    ) -> None:
        binding = role_binding(layer)
        self.role = binding.role if binding is not None else ""
        self.layer_id, self.name = layer.id(), layer.name()
        if binding is None or binding.missing or not _fits(layer, binding.role):
            binding = named_places(name_field(layer))
        wanted = None if around is None else _in_layer(layer, around, transforms)
        self.source = LayerSource(layer, binding.role, transforms, binding=binding, extent=wanted)


def read_known(
    sources: Iterable[KnownSource], watch: Watch, units: QgsCoordinateReferenceSystem | None = None
) -> list[KnownLayer]:
    """All of them, several at the same time (any thread). ``units``: the system of what they are held
    against; where it is a plane one and a layer's own, edges are straight in it. Raises Cancelled."""
    known = list(sources)
    tables = read_together([one.source for one in known], watch)
    drawn = None if units is None else drawn_in(units)
    return [
        KnownLayer(one.role, table.table(), drawn if one.source.crs == units else None)
        for one, table in zip(known, tables)
    ]


def drawn_in(crs: QgsCoordinateReferenceSystem) -> Callable[[ObjectArray], ObjectArray] | None:
    """What gives geometries in EPSG:4490 the vertices that keep edges straight in ``crs``; None where that is
    no system of metres. The array itself is returned when no geometry has a long edge."""
    if crs.isGeographic() or crs.mapUnits() != QgsUnitTypes.DistanceUnit.DistanceMeters:
        return None
    context = QgsCoordinateTransformContext()
    there = out_of_degrees(crs, context)
    back = into_degrees(crs, context)

    def drawn(geometries: ObjectArray) -> ObjectArray:
        xy, owner = shapely.get_coordinates(geometries, return_index=True)
        long = np.flatnonzero(with_long_edges(xy, owner, len(geometries), _LONG_DEG))
        if not len(long):
            return geometries
        out = geometries.copy()
        for row in long:
            checkpoint()
            out[row] = _straight(out[row], there, back)
        return out

    return drawn


def _straight(shape: Any, there: QgsCoordinateTransform, back: QgsCoordinateTransform) -> Any:
    moved = shape_of(shapely.to_wkb(shape))
    try:
        moved.transform(there)
        moved = moved.densifyByDistance(_LONGEST_M)
        moved.transform(back)
    except QgsCsException:
        return shape  # off the system: it is told as lost
    return shapely.from_wkb(bytes(moved.asWkb()))


def role_binding(layer: QgsVectorLayer) -> Binding | None:
    """The binding kept on the layer, else a guess as sure as those that are bound by themselves."""
    stored = stored_binding(layer)
    if stored is not None:
        return stored
    guess = best(facts_of(layer))
    return guess if guess is not None and guess.score >= AUTOMATIC else None


def named_places(field: str) -> Binding:
    """A binding that reads any geometry, and what stands in ``field`` ('' none) as its name."""
    return Binding(_ANY_ROLE, {"name": field} if field else {}, score=1.0, origin="none")


def name_field(layer: QgsVectorLayer) -> str:
    """The field by which QGIS names the layer's features; '' when it is none, or a key."""
    name = layer.displayField()
    fields = layer.fields()
    index = fields.indexOf(name)
    if index < 0 or index in layer.primaryKeyAttributes():
        texts = [one.name() for one in fields if one.typeName().casefold() in ("string", "text", "varchar")]
        return texts[0] if texts else ""
    return str(name)


def _fits(layer: QgsVectorLayer, role: str) -> bool:
    """Whether the layer's geometry is one that the role's readers take."""
    allowed = ROLES[role].geometry
    return geometry_kind(layer) in (*allowed, "any") or ANY in allowed


def _in_layer(
    layer: QgsVectorLayer, around: QgsRectangle, transforms: QgsCoordinateTransformContext
) -> QgsRectangle | None:
    """``around`` in the layer's own system; None when the layer has to be read as a whole."""
    crs, whole = layer.crs(), layer.extent()
    if not crs.isValid() or whole.isEmpty() or not around.isFinite() or not _as_its_system(crs, whole):
        return None
    transform = out_of_degrees(crs, transforms)
    try:
        wanted = transform.transformBoundingBox(around)
    except QgsCsException:
        return None
    shared = wanted.intersect(whole)
    if shared.width() * shared.height() > _MUCH * whole.width() * whole.height():
        return None
    return wanted


def _as_its_system(crs: QgsCoordinateReferenceSystem, extent: QgsRectangle) -> bool:
    """Whether coordinates are such as the system has: reading mends others, which a filter cannot."""
    if crs.isGeographic():
        return extent.xMaximum() <= 360 and extent.xMinimum() >= -360 and abs(extent.yMaximum()) <= 90
    zone = gauss_kruger(crs)
    if zone is None:
        return True
    return {int(x // _ZONE_WIDTH) for x in (extent.xMinimum(), extent.xMaximum())} == {zone.own_zone}
