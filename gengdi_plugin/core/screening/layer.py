"""One input layer made ready for overlay once, with the features that changed since kept beside its tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..area import FloatArray
from ..dates import parse_dates
from ..geometry import BoolArray, IntArray, has_place, repaired_polygons
from ..i18n import tr
from ..kernel import shapely
from ..plane import Plane
from ..roles import ROLES
from ..table import Array, FeatureTable, ObjectArray
from .inputs import stack

#: west, south, east, north in degrees.
Bounds = tuple[float, float, float, float]

#: With more changed features than this beside it, the tree is built anew.
_MOST_BESIDE = 2000

_NONE_BESIDE: IntArray = np.empty(0, dtype=np.int64)


@dataclass
class PreparedLayer:
    """Features ready for overlay: those near the patches, repaired, in the plane.

    ``plane``: valid plane MultiPolygons (None: gone since); ``table``: the same features' attributes;
    ``layer``/``ids`` name each feature for the evidence. Ask :meth:`query` and :meth:`nearest`, never the
    tree: features put in later are beside it.
    """

    plane: ObjectArray
    table: FeatureTable
    layer: ObjectArray
    ids: ObjectArray
    tree: shapely.STRtree
    beside: IntArray = field(default_factory=_NONE_BESIDE.copy)

    def __len__(self) -> int:
        return len(self.plane)

    def query(self, shapes: ObjectArray) -> tuple[IntArray, IntArray]:
        """All pairs (index of a shape, index of a feature) that intersect, by shape, then feature."""
        shape, feature = self.tree.query(shapes, predicate="intersects")
        if len(self.beside):
            old = ~np.isin(feature, self.beside)
            also, near = self._tree_beside().query(shapes, predicate="intersects")
            shape = np.concatenate([shape[old], also])
            feature = np.concatenate([feature[old], self.beside[near]])
        order = np.lexsort((feature, shape))
        return shape[order], feature[order]

    def nearest(self, shapes: ObjectArray, limit_m: float) -> tuple[IntArray, IntArray, FloatArray]:
        """Pairs (shape, feature, metres) of each shape and all its nearest features within ``limit_m``."""
        if not len(self.beside):
            (shape, feature), metres = self._nearest_of(self.tree, shapes, limit_m)
            return shape, feature, metres
        # The nearest in the tree may be one that moved: the trees of before do not say what comes next.
        self._rebuild()
        return self.nearest(shapes, limit_m)

    @staticmethod
    def _nearest_of(
        tree: shapely.STRtree, shapes: ObjectArray, limit_m: float
    ) -> tuple[IntArray, FloatArray]:
        found: tuple[IntArray, FloatArray] = tree.query_nearest(
            shapes, max_distance=limit_m, return_distance=True, all_matches=True
        )
        return found

    def find(self, layer: str, feature_id: str) -> int | None:
        """The index of a feature by its layer's name and its id; None when it is not here."""
        found = np.flatnonzero((self.ids == feature_id) & (self.layer == layer))
        return int(found[0]) if len(found) else None

    def put(
        self, index: int | None, shape: object, layer: str, row: FeatureTable
    ) -> tuple[int, object | None]:
        """Set the feature at ``index`` (None: a new one) to plane geometry ``shape`` and the attributes of
        the one-row table ``row``; its index and the geometry it had before."""
        if index is None:
            index, before = len(self), None
            self.table = stack([self.table, row])
            self.ids = self.table.ids
            self.plane = _appended(self.plane, None)
            self.layer = _appended(self.layer, layer)
        else:
            before = self.plane[index]
            for name, values in row.columns.items():
                if name not in self.table.columns:
                    self.table.columns[name] = np.full(len(self), None, dtype=object)
                self.table.columns[name][index] = values[0]
        self.plane[index] = shape
        self.beside = np.union1d(self.beside, [index])
        if len(self.beside) > _MOST_BESIDE:
            self._rebuild()
        return index, before

    def _rebuild(self) -> None:
        self.tree, self.beside = _tree(self.plane), _NONE_BESIDE.copy()

    def _tree_beside(self) -> shapely.STRtree:
        return shapely.STRtree(self.plane[self.beside])


def _tree(shapes: ObjectArray) -> shapely.STRtree:
    """A tree that is built and not only announced: an older GEOS builds it at the first question, which must
    not come from two threads."""
    tree = shapely.STRtree(shapes)
    tree.query(shapely.box(0, 0, 0, 0))
    return tree


def _appended(values: ObjectArray, value: object) -> ObjectArray:
    one: ObjectArray = np.empty(1, dtype=object)
    one[0] = value
    return np.concatenate([values, one])


def attribute_row(
    role: str, like: FeatureTable, feature_id: str, attributes: Mapping[str, object]
) -> FeatureTable:
    """A one-row table with the columns of ``like``; canonical fields that ``attributes`` lacks are missing.
    Dates are read leniently. ``role``: a key of :data:`core.roles.ROLES`."""
    kinds = ROLES[role].fields if role in ROLES else {}
    columns: dict[str, Array] = {}
    unnamed: ObjectArray = np.empty(0, dtype=object)
    known = {name: unnamed for name in attributes if name in kinds}
    for name, values in {**known, **like.columns}.items():
        value = attributes.get(name)
        if values.dtype.kind == "M":
            columns[name] = parse_dates([value], kinds[name]) if name in kinds else _day(value)
        elif values.dtype.kind == "f":
            columns[name] = np.array([np.nan if value is None else float(str(value))])
        else:
            columns[name] = np.array([None], dtype=object)
            columns[name][0] = value
    ids: ObjectArray = np.array([feature_id], dtype=object)
    return FeatureTable(np.array([None], dtype=object), columns, ids, like.name)


def _day(value: object) -> Array:
    return np.array([np.datetime64("NaT") if value is None else value], dtype="datetime64[D]")


def prepare_layer(
    tables: list[FeatureTable], plane: Plane, bounds: Bounds, log: list[str], polygons: bool = True
) -> PreparedLayer:
    """One overlay layer out of ``tables``: what lies within ``bounds`` (degrees), repaired, projected.

    What is repaired or cannot be used is listed in ``log`` by layer and feature id. With ``polygons``
    False any geometry is taken as it is (pollution sources may be points).
    """
    near = [_near(table, bounds, log, polygons) for table in tables]
    merged = stack([table for table, _ in near])
    lonlat = np.concatenate([geometry for _, geometry in near])
    layer = np.concatenate([np.full(len(table), table.name, dtype=object) for table, _ in near])
    projected = projected_polygons(lonlat, plane) if polygons else plane.project(lonlat)
    return PreparedLayer(projected, merged, layer, merged.ids, _tree(projected))


def projected_polygons(lonlat: ObjectArray, plane: Plane) -> ObjectArray:
    """Valid polygons (EPSG:4490) in the plane, still valid."""
    projected = plane.project(lonlat)
    broken = ~shapely.is_valid(projected) & ~shapely.is_missing(projected)
    if broken.any():
        projected[broken] = repaired_polygons(projected[broken]).geometry
    return projected


def _near(
    table: FeatureTable, bounds: Bounds, log: list[str], polygons: bool
) -> tuple[FeatureTable, ObjectArray]:
    west, south, east, north = shapely.bounds(table.geometry).T
    with np.errstate(invalid="ignore"):
        outside = (west > bounds[2]) | (east < bounds[0]) | (south > bounds[3]) | (north < bounds[1])
    inside = table.take(np.flatnonzero(~outside))
    geometry, lost = usable(inside, log, polygons)
    kept = np.flatnonzero(~lost)
    return inside.take(kept), geometry[kept]


def usable(table: FeatureTable, log: list[str], polygons: bool) -> tuple[ObjectArray, BoolArray]:
    """The geometries repaired, and which cannot be used; what is repaired or lost goes into ``log``."""
    if polygons:
        fixed = repaired_polygons(table.geometry)
        why, lost, geometry = fixed.why, fixed.lost, fixed.geometry
    else:
        why, lost, geometry = {}, ~has_place(table.geometry), table.geometry
    log_repairs(table, why, lost, log)
    return geometry, lost


def log_repairs(table: FeatureTable, why: dict[int, str], lost: BoolArray, log: list[str]) -> None:
    """One sentence per repaired or unusable feature."""
    for row in sorted(set(why) | set(np.flatnonzero(lost).tolist())):
        text = (
            tr("Layer {layer}, feature {feature}: not compared, geometry empty or beyond repair ({why}).")
            if lost[row]
            else tr("Layer {layer}, feature {feature}: geometry repaired ({why}).")
        )
        log.append(text.format(layer=table.name, feature=table.ids[row], why=why.get(row, tr("empty"))))
