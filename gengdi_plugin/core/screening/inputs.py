"""What goes into a screening, and each layer made ready for overlay once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..area import ellipsoid_areas
from ..dates import parse_dates
from ..geometry import BoolArray, has_place, repaired_polygons
from ..i18n import tr
from ..kernel import shapely
from ..plane import Plane
from ..roles import ROLES
from ..table import Array, FeatureTable, ObjectArray

#: west, south, east, north in degrees.
Bounds = tuple[float, float, float, float]

ZONE_ROLES = ("grain_zone", "high_standard", "ecological_redline")


@dataclass(frozen=True)
class ScreeningInputs:
    """The layers of one run as tables; None = not given, an empty table = given and empty.

    ``approvals``: one table per layer; ``zones``: role (``grain_zone``, ``high_standard``,
    ``ecological_redline``) -> table; ``sources``: enterprise and permit tables (any geometry).
    """

    patches: FeatureTable
    approvals: list[FeatureTable] | None = None
    farmland: FeatureTable | None = None
    basic_farmland: FeatureTable | None = None
    zones: Mapping[str, FeatureTable] = field(default_factory=dict)
    violations: FeatureTable | None = None
    units: FeatureTable | None = None
    sources: list[FeatureTable] | None = None

    def given(self) -> tuple[str, ...]:
        """Names of the inputs that were given, in the order of ``basis``."""
        present = {
            "approvals": self.approvals,
            "farmland": self.farmland,
            "basic_farmland": self.basic_farmland,
            **{role: self.zones.get(role) for role in ZONE_ROLES},
            "violations": self.violations,
            "units": self.units,
            "sources": self.sources,
        }
        return tuple(
            name
            for name, value in present.items()
            if not (value is None or (isinstance(value, list) and not value))
        )

    def layers(self) -> list[tuple[str, FeatureTable]]:
        """Every table with its role."""
        single = {
            "farmland": self.farmland,
            "basic_farmland": self.basic_farmland,
            **dict(self.zones),
            "violation": self.violations,
            "admin_unit": self.units,
        }
        return [
            ("change_patch", self.patches),
            *(("approval", table) for table in self.approvals or []),
            *((role, table) for role, table in single.items() if table is not None),
            *(("source", table) for table in self.sources or []),
        ]


@dataclass(frozen=True)
class PreparedLayer:
    """Features ready for overlay: those near the patches, repaired, in the plane.

    ``plane``: valid plane MultiPolygons; ``table``: the same features' attributes;
    ``layer``/``ids`` name each feature for the evidence.
    """

    plane: ObjectArray
    table: FeatureTable
    layer: ObjectArray
    ids: ObjectArray
    tree: shapely.STRtree


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
    projected = plane.project(lonlat)
    broken = ~shapely.is_valid(projected)
    if polygons and broken.any():
        projected[broken] = repaired_polygons(projected[broken]).geometry
    layer = np.concatenate([np.full(len(table), table.name, dtype=object) for table, _ in near])
    return PreparedLayer(projected, merged, layer, merged.ids, shapely.STRtree(projected))


def _near(
    table: FeatureTable, bounds: Bounds, log: list[str], polygons: bool
) -> tuple[FeatureTable, ObjectArray]:
    west, south, east, north = shapely.bounds(table.geometry).T
    with np.errstate(invalid="ignore"):
        outside = (west > bounds[2]) | (east < bounds[0]) | (south > bounds[3]) | (north < bounds[1])
    inside = table.take(np.flatnonzero(~outside))
    if polygons:
        fixed = repaired_polygons(inside.geometry)
        why, lost, geometry = fixed.why, fixed.lost, fixed.geometry
    else:
        why, lost, geometry = {}, ~has_place(inside.geometry), inside.geometry
    log_repairs(inside, why, lost, log)
    kept = np.flatnonzero(~lost)
    return inside.take(kept), geometry[kept]


def log_repairs(table: FeatureTable, why: dict[int, str], lost: BoolArray, log: list[str]) -> None:
    """One sentence per repaired or unusable feature."""
    for row in sorted(set(why) | set(np.flatnonzero(lost).tolist())):
        text = (
            tr("Layer {layer}, feature {feature}: not compared, geometry empty or beyond repair ({why}).")
            if lost[row]
            else tr("Layer {layer}, feature {feature}: geometry repaired ({why}).")
        )
        log.append(text.format(layer=table.name, feature=table.ids[row], why=why.get(row, tr("empty"))))


def stack(tables: list[FeatureTable]) -> FeatureTable:
    """Tables below each other; a column that one of them lacks is None there."""
    if len(tables) == 1:
        return tables[0]
    names = sorted({name for table in tables for name in table.columns})
    empty = np.empty(0, dtype=object)

    def join(parts: list[Array]) -> Array:
        if not parts:
            return empty
        kinds = {part.dtype.kind for part in parts if len(part)}
        return np.concatenate(parts if len(kinds) == 1 else [part.astype(object) for part in parts])

    return FeatureTable(
        join([t.geometry for t in tables]),
        {name: join([t.column(name) for t in tables]) for name in names},
        join([t.ids for t in tables]),
    )


def dates(table: FeatureTable, role: str, name: str) -> Array:
    """Column ``name`` as ``datetime64[D]``, parsed leniently when it is not one yet."""
    values = table.column(name)
    if values.dtype.kind == "M":
        return values.astype("datetime64[D]")
    parsed: Array = parse_dates(values, ROLES[role].fields[name])
    return parsed


def describe(role: str, table: FeatureTable) -> dict[str, object]:
    """What a run keeps of an input: role, layer, number of features, date, fingerprint, area in m²."""
    as_of = [str(value) for value in table.column("as_of") if value not in (None, "")]
    return {
        "role": role,
        "layer": table.name,
        "features": len(table),
        "as_of": max(set(as_of), key=as_of.count) if as_of else None,
        "fingerprint": fingerprint(table),
        "area_m2": round(float(ellipsoid_areas(table.geometry).sum()), 2),
    }


def fingerprint(table: FeatureTable) -> str:
    """sha256 (hex) of a table's content: geometries and canonical columns, in order."""
    digest = hashlib.sha256()
    for wkb in shapely.to_wkb(table.geometry):
        digest.update(wkb or b"\0")
    for name in sorted(table.columns):
        digest.update(name.encode("utf-8"))
        values = table.columns[name]
        if values.dtype.kind == "O":
            digest.update("\x1f".join(map(str, values)).encode("utf-8", "surrogatepass"))
        else:
            digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()
