"""What a dossier works on: units and features in one plane, polygons apart from points and lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..area import FloatArray, ellipsoid_areas
from ..geometry import COLLECTION, GRID_M, BoolArray, IntArray, mean_widths
from ..i18n import tr
from ..kernel import shapely
from ..packed import bounds_of
from ..plane import Plane, plane_of
from ..screening.layer import PreparedLayer, log_repairs, prepare_layer, usable
from ..screening.near import near_rows
from ..screening.prepare import SMALLEST_PATCH_M2, prepare_patches
from ..screening.trees import Trees
from ..screening.watch import Watch
from ..table import FeatureTable, ObjectArray
from .known import KnownLayer

_EVERYWHERE = (-360.0, -90.0, 360.0, 90.0)

#: Features that come within so many metres of a unit are looked at; 1 mm decides.
_NEAR_M = 1.0

_ROW = "dossier_row"


@dataclass(frozen=True)
class Units:
    """The units, one entry each. ``lonlat``: repaired, EPSG:4490; ``shapes``: in the plane (None: cannot be
    compared), ``wide``: the same grown by 1 mm; ``flat``: which are polygons; ``area_m2``: of those,
    ellipsoidal (NaN for points and lines); ``scale``: from their area in the plane to it."""

    table: FeatureTable
    lonlat: ObjectArray
    shapes: ObjectArray
    wide: ObjectArray
    flat: BoolArray
    area_m2: FloatArray
    scale: FloatArray
    plane: Plane

    def __len__(self) -> int:
        return len(self.shapes)

    def drawn(self, layer: KnownLayer) -> Units:
        """The same with edges as ``layer`` has them."""
        if layer.drawn is None:
            return self
        geometry = layer.drawn(self.table.geometry)
        if geometry is self.table.geometry:
            return self
        table = FeatureTable(geometry, {}, self.table.ids, self.table.name)
        return prepare_units(table, [], Watch(), self.plane)  # what is repaired was told before


@dataclass(frozen=True)
class Features:
    """Some features of one layer ready for comparison: ``rows`` of its table, in ``prepared``; polygons, or
    points and lines."""

    rows: IntArray
    prepared: PreparedLayer
    flat: bool

    def areas(self, features: IntArray, plane: Plane) -> FloatArray:
        """Ellipsoidal areas in m² of some features, each looked at once."""
        used, back = np.unique(features, return_inverse=True)
        lonlat = self.prepared.table.geometry[used]
        broken = ~shapely.is_valid(lonlat) | (shapely.get_type_id(lonlat) == COLLECTION)
        lonlat[broken] = plane.unproject(self.prepared.plane[used[broken]])
        return ellipsoid_areas(lonlat)[back]


def prepare_units(table: FeatureTable, log: list[str], watch: Watch, plane: Plane | None = None) -> Units:
    """The units repaired and in ``plane``, by default one centred on them; what is repaired or cannot be used
    is listed in ``log``."""
    count = len(table)
    plane = plane or _plane(np.asarray(bounds_of(table)))
    flat = flat_rows(table)
    lonlat, shapes = table.geometry.copy(), np.full(count, None, dtype=object)
    area, scale = np.full(count, np.nan), np.ones(count)
    polygons, thin = np.flatnonzero(flat), np.flatnonzero(~flat)
    if len(polygons):
        own, _ = prepare_patches(table.take(polygons), plane, log, watch=watch)
        own.shapes[_hairlines(own.shapes)] = None
        lonlat[polygons], shapes[polygons] = own.lonlat, own.shapes
        area[polygons], scale[polygons] = own.area_m2, own.scale
        vanished = (own.area_m2 >= SMALLEST_PATCH_M2) & np.array([one is None for one in own.shapes], bool)
        _log_narrow(own.table, vanished, log)
    if len(thin):
        geometry, lost = usable(table.take(thin), log, False)
        kept = thin[~lost]
        lonlat[kept] = shapes[kept] = None
        lonlat[kept] = of_one_kind(geometry[~lost])
        shapes[kept] = plane.project(lonlat[kept])
    wide: ObjectArray = shapely.buffer(shapes, GRID_M, quad_segs=2, join_style="mitre")
    shapely.prepare(shapes)
    return Units(table, lonlat, shapes, wide, flat, area, scale, plane)


def _plane(bounds: FloatArray) -> Plane:
    with np.errstate(invalid="ignore"):
        usual = (np.abs(bounds[:, [0, 2]]) <= 360).all(axis=1) & (np.abs(bounds[:, [1, 3]]) <= 90).all(axis=1)
    return plane_of(bounds[usual])


def prepare_features(layer: KnownLayer, units: Units, log: list[str], watch: Watch) -> list[Features]:
    """The features of ``layer`` that come near some unit: its polygons, and its points and lines."""
    table = layer.table
    around = np.asarray(shapely.bounds(units.lonlat))
    around[shapely.is_missing(units.shapes)] = np.nan
    rows = near_rows(bounds_of(table), around, _NEAR_M)
    near = table.take(rows)
    geometry = near.geometry if layer.drawn is None else layer.drawn(near.geometry)
    near = FeatureTable(geometry, {_ROW: np.arange(len(near))}, near.ids, near.name)
    flat = flat_rows(near)
    found = []
    for wanted in (True, False):
        some = np.flatnonzero(flat == wanted)
        if not len(some):
            continue
        part = near.take(some)
        if not wanted:
            part = FeatureTable(of_one_kind(part.geometry), part.columns, part.ids, part.name)
        prepared = prepare_layer([part], units.plane, _EVERYWHERE, log, wanted, watch=watch)
        if wanted:
            prepared = _wide_enough(prepared, log)
        found.append(Features(rows[prepared.table.columns[_ROW].astype(np.int64)], prepared, wanted))
    return found


def _wide_enough(prepared: PreparedLayer, log: list[str]) -> PreparedLayer:
    """``prepared`` without the polygons that are narrower than 1 mm; they are listed in ``log``."""
    gone = _hairlines(prepared.plane)
    if not gone.any():
        return prepared
    named = FeatureTable(prepared.table.geometry, {}, prepared.ids, str(prepared.layer[0]))
    _log_narrow(named, gone, log)
    kept = np.flatnonzero(~gone)
    plane, table = prepared.plane[kept], prepared.table.take(kept)
    return PreparedLayer(plane, table, prepared.layer[kept], table.ids, Trees(plane))


def _hairlines(shapes: ObjectArray) -> BoolArray:
    """Which plane polygons are nowhere 1 mm wide: what ground they have is chance, made by the system they
    were drawn in."""
    out: BoolArray = mean_widths(shapes) < GRID_M
    narrow = np.flatnonzero(out)
    out[narrow] = shapely.is_empty(shapely.buffer(shapes[narrow], -GRID_M / 2, join_style="mitre"))
    return out


def _log_narrow(table: FeatureTable, gone: BoolArray, log: list[str]) -> None:
    log_repairs(table, {int(k): tr("narrower than 1 mm") for k in np.flatnonzero(gone)}, gone, log)


def flat_rows(table: FeatureTable) -> BoolArray:
    """Which features are polygons, or hold some, or hold nothing (which the log then names)."""
    dimensions = np.asarray(shapely.get_dimensions(table.geometry))
    return np.asarray((dimensions != 0) & (dimensions != 1))


def of_one_kind(geometries: ObjectArray) -> ObjectArray:
    """Collections of points and lines by their lines alone, as QGIS shows them; all others as they are."""
    out = np.asarray(geometries, dtype=object).copy()
    for row in np.flatnonzero(shapely.get_type_id(out) == COLLECTION):
        parts = shapely.get_parts(out[row])
        while (shapely.get_type_id(parts) > 2).any():
            parts = shapely.get_parts(parts)
        lines = parts[shapely.get_type_id(parts) > 0]
        out[row] = shapely.multilinestrings(lines) if len(lines) else shapely.multipoints(parts)
    return out
