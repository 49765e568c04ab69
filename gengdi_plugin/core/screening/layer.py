"""One input layer made ready for overlay once, with the features that changed since kept beside its tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..area import FloatArray
from ..dates import parse_dates
from ..geometry import BoolArray, IntArray, has_place, on_earth, repaired_polygons, within_earth
from ..i18n import tr
from ..kernel import shapely
from ..packed import PackedTable, bounds_of
from ..plane import Plane
from ..roles import ROLES
from ..table import Array, FeatureTable, ObjectArray, object_array
from .apart import apart_notice
from .fitting import BLOCK, packed_in_plane, sound_in_plane
from .inputs import stack
from .pool import in_order
from .spare import SpareRoom
from .trees import Trees
from .watch import Watch

#: west, south, east, north in degrees.
Bounds = tuple[float, float, float, float]

#: With more changed features than this beside it, the tree is built anew.
_MOST_BESIDE = 2000

_NONE_BESIDE: IntArray = np.empty(0, dtype=np.int64)


@dataclass
class PreparedLayer:
    """Features ready for overlay: those near the patches, repaired, in the plane.

    ``plane``: valid plane MultiPolygons (None: gone since); ``table``: the same features' attributes,
    without their geometry in degrees, which nobody needs; ``layer``/``ids`` name each feature for the
    evidence. Ask :meth:`query` and :meth:`nearest`, never the tree: features put in later are beside it.
    """

    plane: ObjectArray
    table: FeatureTable
    layer: ObjectArray
    ids: ObjectArray
    tree: Trees
    beside: IntArray = field(default_factory=_NONE_BESIDE.copy)
    room: SpareRoom = field(default_factory=SpareRoom)

    def __len__(self) -> int:
        return len(self.plane)

    def query(self, shapes: ObjectArray) -> tuple[IntArray, IntArray]:
        """All pairs (index of a shape, index of a feature) that intersect, by shape, then feature."""
        shape, feature = self.tree.query(shapes)
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
            return self.tree.nearest(shapes, limit_m)
        # The nearest in the tree may be one that moved: the trees of before do not say what comes next.
        self._rebuild()
        return self.nearest(shapes, limit_m)

    def find(self, layer: str, feature_id: str) -> int | None:
        """The index of a feature by its layer's name and its id; None when it is not here."""
        found = np.flatnonzero(self.ids == feature_id)
        found = found[self.layer[found] == layer]
        return int(found[0]) if len(found) else None

    def put(
        self, index: int | None, shape: object, layer: str, row: FeatureTable
    ) -> tuple[int, object | None]:
        """Set the feature at ``index`` (None: a new one) to plane geometry ``shape`` and the attributes of
        the one-row table ``row``; its index and the geometry it had before."""
        if index is None:
            index, before = len(self), None
            self.table = self._with_row(row)
            self.ids = self.table.ids
            self.plane = self.room.appended("plane", self.plane, object_array([None]))
            self.layer = self.room.appended("layer", self.layer, object_array([layer]))
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

    def _with_row(self, row: FeatureTable) -> FeatureTable:
        """The table with the only feature of ``row`` behind it, as :func:`stack` has it, not copied."""
        now, add = self.table, self.room.appended
        return FeatureTable(
            add("table.geometry", now.geometry, object_array([None])),
            {
                name: add(f"column.{name}", now.column(name), row.column(name))
                for name in sorted({*now.columns, *row.columns})
            },
            add("table.ids", now.ids, row.ids),
        )

    def _rebuild(self) -> None:
        self.tree, self.beside = Trees(self.plane), _NONE_BESIDE.copy()

    def _tree_beside(self) -> shapely.STRtree:
        return shapely.STRtree(self.plane[self.beside])


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
    tables: list[FeatureTable],
    plane: Plane,
    bounds: Bounds,
    log: list[str],
    polygons: bool = True,
    threads: int = 1,
    watch: Watch | None = None,
) -> PreparedLayer:
    """One overlay layer out of ``tables``: what lies within ``bounds`` (degrees), repaired, projected.

    What is repaired or cannot be used is listed in ``log`` by layer and feature id. With ``polygons``
    False any geometry is taken as it is (pollution sources may be points).
    """
    near = [_near(table, bounds, log) for table in tables]
    if polygons:
        ready = [plane_polygons(table, plane, log, threads, watch or Watch()) for table in near]
    else:
        ready = [_plane_shapes(table, plane, log) for table in near]
    merged = stack([_attributes(table) for table, _ in ready])
    shapes = np.concatenate([found for _, found in ready])
    layer = np.concatenate([np.full(len(table), table.name, dtype=object) for table, _ in ready])
    return PreparedLayer(shapes, merged, layer, merged.ids, Trees(shapes))


def _attributes(table: FeatureTable) -> FeatureTable:
    """The features without geometry, which would have to be built for it."""
    nowhere: ObjectArray = np.full(len(table), None, dtype=object)
    return FeatureTable(nowhere, table.columns, table.ids, table.name, table.notices)


def plane_polygons(
    table: FeatureTable, plane: Plane, log: list[str], threads: int, watch: Watch
) -> tuple[FeatureTable, ObjectArray]:
    """The features of ``table`` that can be used, and their polygons in the plane."""
    shapes: ObjectArray = np.full(len(table), None, dtype=object)
    sound = np.zeros(len(table), dtype=bool)
    blocks = [slice(at, at + BLOCK) for at in range(0, len(table), BLOCK)]

    packed = table.packed if isinstance(table, PackedTable) else None

    def fit(block: slice) -> tuple[ObjectArray, BoolArray]:
        if packed is None:
            return sound_in_plane(table.geometry[block], plane)
        return packed_in_plane(packed.take(block), plane)

    for block, (found, fine) in zip(blocks, in_order(fit, blocks, threads, watch)):
        shapes[block], sound[block] = found, fine
    if sound.all():
        return table, shapes
    doubtful = np.flatnonzero(~sound)
    geometry, lost = usable(table.take(doubtful), log, True)
    mended = doubtful[~lost]
    shapes[mended] = projected_polygons(geometry[~lost], plane)
    sound[mended] = True
    kept = np.flatnonzero(sound)
    return table.take(kept), shapes[kept]


def _plane_shapes(table: FeatureTable, plane: Plane, log: list[str]) -> tuple[FeatureTable, ObjectArray]:
    geometry, lost = usable(table, log, False)
    kept = np.flatnonzero(~lost)
    return table.take(kept), plane.project(geometry[kept])


def projected_polygons(lonlat: ObjectArray, plane: Plane) -> ObjectArray:
    """Valid polygons (EPSG:4490) in the plane, still valid."""
    projected = plane.project(lonlat)
    broken = ~shapely.is_valid(projected) & ~shapely.is_missing(projected)
    if broken.any():
        projected[broken] = repaired_polygons(projected[broken]).geometry
    return projected


def _near(table: FeatureTable, bounds: Bounds, log: list[str]) -> FeatureTable:
    own = bounds_of(table)
    if notice := apart_notice(table.name, own, np.array(bounds)):
        log.append(notice)
    west, south, east, north = own.T
    with np.errstate(invalid="ignore"):
        outside = (west > bounds[2]) | (east < bounds[0]) | (south > bounds[3]) | (north < bounds[1])
    outside &= within_earth(own)  # what is nowhere is named when it is looked at
    return table.take(np.flatnonzero(~outside))


def usable(table: FeatureTable, log: list[str], polygons: bool) -> tuple[ObjectArray, BoolArray]:
    """The geometries repaired, and which cannot be used; what is repaired or lost goes into ``log``."""
    if polygons:
        fixed = repaired_polygons(table.geometry, degrees=True)
        why, lost, geometry = fixed.why, fixed.lost, fixed.geometry
    else:
        geometry = table.geometry
        lost = ~(has_place(geometry) & on_earth(geometry))
        why = {int(row): tr("no place") for row in np.flatnonzero(lost & ~shapely.is_missing(geometry))}
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
