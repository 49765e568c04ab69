"""All inputs of a session ready for overlay: patches and layers in one plane."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from ..area import FloatArray, ellipsoid_areas
from ..geometry import BoolArray, IntArray, Repaired, mean_widths, repaired_polygons, snapped
from ..kernel import shapely
from ..packed import bounds_of
from ..plane import BLOCK, Plane, extent, plane_for
from ..rules import RuleSet
from ..table import Array, FeatureTable, ObjectArray
from .apart import apart_notice
from .approvals import ApprovalFacts, approval_facts
from .inputs import ScreeningInputs
from .layer import Bounds, PreparedLayer, log_repairs, prepare_layer, projected_polygons
from .near import near_rows
from .overlay import Patches
from .pool import in_order
from .watch import Watch

#: A patch smaller than this has no figures (m²).
SMALLEST_PATCH_M2 = 0.01

#: How far from a patch a feature of a layer that is laid over it is looked for, m.
REACH_M = 1.0

#: A patch narrower than this on the mean (m) may vanish on the grid of 1 mm.
_HAIRLINE_M = 0.01

#: Degrees that certainly hold one metre anywhere below 88° of latitude, for widening search bounds.
_DEGREES_PER_M = 1 / 111_000 / np.cos(np.radians(88))

LAND_CATEGORIES = ("agricultural", "construction", "unused")

#: Cultivated land by class of GB/T 21010: kind of ground -> class code.
CULTIVATED_CLASSES = {"paddy": "0101", "irrigated": "0102", "dry": "0103"}

#: Kinds of ground that parcels are measured by in every patch; ``unclassed`` is of no category.
LAND_KINDS = ("cultivated", *LAND_CATEGORIES, "unclassed")


@dataclass(frozen=True)
class PreparedPatches:
    """The patches, one entry each. ``lonlat``: repaired, EPSG:4490; ``repaired``: which were; ``shapes``: in
    the plane (None where a patch cannot be measured); ``area_m2`` and ``scale``: the ellipsoidal area and
    that over the area of the shape, so that a figure is exact when all of the patch is meant."""

    table: FeatureTable
    lonlat: ObjectArray
    repaired: BoolArray
    shapes: ObjectArray
    area_m2: FloatArray
    scale: FloatArray

    def under_overlay(self, rows: IntArray, failed: set[int]) -> Patches:
        """The patches ``rows`` as overlays take them; ``failed`` hears which of these fail."""
        return Patches(self.shapes[rows], self.area_m2[rows], self.scale[rows], failed)

    def take(self, rows: IntArray) -> PreparedPatches:
        """The patches ``rows``, in that order."""
        return PreparedPatches(
            self.table.take(rows),
            self.lonlat[rows],
            self.repaired[rows],
            self.shapes[rows],
            self.area_m2[rows],
            self.scale[rows],
        )


def measurable(
    table: FeatureTable, log: list[str], threads: int = 1, watch: Watch | None = None
) -> tuple[ObjectArray, BoolArray, FloatArray, BoolArray]:
    """The patches repaired (EPSG:4490), which of them can be measured, their areas, which were repaired."""
    lonlat = table.geometry.copy()
    usable, changed = np.zeros((2, len(table)), dtype=bool)
    area = np.zeros(len(table))
    blocks = _blocks(len(table))

    def fit(block: slice) -> tuple[Repaired, FloatArray]:
        fixed = repaired_polygons(table.geometry[block], degrees=True)
        return fixed, ellipsoid_areas(fixed.geometry)

    for block, (fixed, found) in zip(blocks, in_order(fit, blocks, threads, watch or Watch())):
        lost = fixed.lost | ~(found >= SMALLEST_PATCH_M2)
        log_repairs(table.take(np.arange(block.start, block.start + len(lost))), fixed.why, lost, log)
        lonlat[block], changed[block] = fixed.geometry, fixed.changed
        usable[block], area[block] = ~lost, found
    return lonlat, usable, area, changed


def prepare_patches(
    table: FeatureTable,
    plane: Plane | None,
    log: list[str],
    threads: int = 1,
    watch: Watch | None = None,
) -> tuple[PreparedPatches, Plane]:
    """The patches in ``plane``, by default one centred on them, and that plane."""
    watch = watch or Watch()
    lonlat, usable, area, changed = measurable(table, log, threads, watch.part(0.0, 0.6))
    used = _where(usable, lonlat)
    plane = plane or plane_for(used)
    shapes: ObjectArray = np.full(len(table), None, dtype=object)
    blocks = _blocks(len(table))
    work = partial(_in_plane, used, plane)
    for block, found in zip(blocks, in_order(work, blocks, threads, watch.part(0.6, 1.0))):
        shapes[block] = found
    flat = shapely.area(shapes)
    scale = np.divide(area, flat, out=np.ones(len(area)), where=flat > 0)
    return PreparedPatches(table, lonlat, changed, shapes, area, scale), plane


def _blocks(count: int) -> list[slice]:
    return [slice(at, at + BLOCK) for at in range(0, count, BLOCK)]


def _in_plane(lonlat: ObjectArray, plane: Plane, block: slice) -> ObjectArray:
    return _without_hairlines(projected_polygons(lonlat[block], plane))


def _without_hairlines(shapes: ObjectArray) -> ObjectArray:
    """The shapes, None where the 1 mm grid of differences leaves nothing of one: such a patch would have no
    uncovered part whatever covers it."""
    narrow = np.flatnonzero(mean_widths(shapes) < _HAIRLINE_M)
    out = shapes.copy()
    out[narrow[shapely.is_missing(snapped(shapes[narrow]))]] = None
    return out


def tables_of(inputs: ScreeningInputs) -> dict[str, list[FeatureTable]]:
    """Input name -> its tables; only inputs that were given."""
    named: dict[str, list[FeatureTable] | None] = {
        "approvals": inputs.approvals,
        **{role: [table] for role, table in inputs.zones.items()},
        "sources": inputs.sources,
    }
    for name in ("farmland", "basic_farmland", "violations", "units"):
        table = getattr(inputs, name)
        named[name] = None if table is None else [table]
    return {name: tables for name, tables in named.items() if tables}


def search_bounds(patches: PreparedPatches, name: str, rules: RuleSet) -> Bounds:
    """Where features of the input ``name`` can matter for the patches that can be measured (degrees)."""
    return _widened(_used(patches), _reach_m(name, rules))


def _reach_m(name: str, rules: RuleSet) -> float:
    """How far from a patch a feature of the input ``name`` can matter, m."""
    return rules.largest("source_distance_m") if name == "sources" else REACH_M


def _used(patches: PreparedPatches) -> ObjectArray:
    """The patches that can be measured (EPSG:4490), None for the others."""
    return _where(~shapely.is_missing(patches.shapes), patches.lonlat)


def _where(mask: BoolArray, geometries: ObjectArray) -> ObjectArray:
    """The geometries where ``mask`` holds, None elsewhere."""
    out = geometries.copy()
    out[~mask] = None
    return out


def prepare_layers(
    inputs: ScreeningInputs,
    plane: Plane,
    patches: PreparedPatches,
    rules: RuleSet,
    log: list[str],
    watch: Watch,
    threads: int = 1,
    near: dict[str, list[IntArray]] | None = None,
) -> dict[str, PreparedLayer]:
    """Every input that was given, ready for overlay. ``near``: without what comes near no patch (sources,
    which are few, are all taken); it is told the rows of each table that were taken, by the input's name."""
    given = tables_of(inputs)
    layers: dict[str, PreparedLayer] = {}
    for done, (name, tables) in enumerate(given.items()):
        watch.step(done / len(given))
        bounds = search_bounds(patches, name, rules)
        part = watch.part(done / len(given), (done + 1) / len(given))
        if near is not None and name != "sources":
            near[name] = rows_near(tables, patches, bounds, log)
            tables = [table.take(rows) for table, rows in zip(tables, near[name])]
        layers[name] = prepare_layer(tables, plane, bounds, log, name != "sources", threads, part)
    return layers


def rows_near(
    tables: list[FeatureTable], patches: PreparedPatches, bounds: Bounds, log: list[str]
) -> list[IntArray]:
    """For each table the rows that come near a patch. ``bounds``: of all patches, to say in ``log`` which
    table as a whole lies apart from them."""
    around = shapely.bounds(_used(patches))
    own = [bounds_of(table) for table in tables]
    log += filter(None, (apart_notice(table.name, box, np.array(bounds)) for table, box in zip(tables, own)))
    return [near_rows(box, around, REACH_M) for box in own]


def land_kinds(farmland: FeatureTable, rules: RuleSet) -> dict[str, Array]:
    """For each kind of ground (:data:`LAND_KINDS`, :data:`CULTIVATED_CLASSES`), which parcels are of it,
    looked up once per class. Stored ground has a column ``ground_kind`` and no class: it says itself."""
    if "ground_kind" in farmland.columns:
        kept = farmland.columns["ground_kind"]
        return {kind: np.asarray(kept == kind) for kind in (*LAND_KINDS, *CULTIVATED_CLASSES)}
    codes = farmland.column("class_code")
    names, inverse = np.unique([str(code or "") for code in codes], return_inverse=True)
    categories = np.array([rules.land_category(name) for name in names], dtype=object)
    kinds = {"cultivated": np.array([rules.is_cultivated(name) for name in names], dtype=bool)}
    kinds.update({category: categories == category for category in LAND_CATEGORIES})
    kinds["unclassed"] = np.array([category is None for category in categories], dtype=bool)
    kinds["unclassed"] &= ~kinds["cultivated"]
    for kind, code in CULTIVATED_CLASSES.items():
        own = np.array([name.startswith(code) for name in names], dtype=bool)
        kinds[kind] = own & kinds["cultivated"]
    return {kind: mask[inverse] if len(codes) else np.zeros(0, dtype=bool) for kind, mask in kinds.items()}


def facts_of(layers: dict[str, PreparedLayer], patches: FeatureTable, rules: RuleSet) -> ApprovalFacts | None:
    """What the rule needs of approvals and patches; None without approvals."""
    return approval_facts(layers["approvals"].table, patches, rules) if "approvals" in layers else None


def _widened(geometries: ObjectArray, metres: float) -> Bounds:
    """The bounds of all geometries, wider by ``metres`` on each side; everything when there are none."""
    west, south, east, north = extent(geometries)
    if not np.isfinite(west):
        return -180.0, -90.0, 180.0, 90.0
    margin = float(metres * _DEGREES_PER_M)
    return west - margin, south - margin, east + margin, north + margin
