"""What changed in the inputs of a session since they were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ..geometry import IntArray
from ..kernel import shapely
from ..plane import Plane
from ..table import Array, FeatureTable, ObjectArray, object_array
from .inputs import ZONE_ROLES, ScreeningInputs, stack
from .layer import PreparedLayer, attribute_row, projected_polygons, usable

#: Role of a layer -> name of the input it belongs to, where they differ.
INPUT_OF = {
    "approval": "approvals",
    "violation": "violations",
    "admin_unit": "units",
    "source": "sources",
    "enterprise": "sources",
    "permit": "sources",
}
#: Name of an input of one role -> that role, where they differ.
ROLE_OF = {"approvals": "approval", "violations": "violation", "units": "admin_unit"}


@dataclass
class Changes:
    """Features changed since: (role, layer) -> id -> a one-row table; its geometry is None when gone."""

    rows: dict[tuple[str, str], dict[str, FeatureTable]] = field(default_factory=dict)

    def copy(self) -> Changes:
        """The changes up to now."""
        return Changes({key: dict(rows) for key, rows in self.rows.items()})

    def put(
        self,
        role: str,
        table: FeatureTable,
        feature_id: str,
        geometry: object,
        attributes: Mapping[str, object] | None,
    ) -> FeatureTable:
        """Note a change of a feature of ``table``; the feature as a one-row table. ``attributes`` None:
        those it had."""
        known = self.rows.setdefault((role, table.name), {})
        if attributes is not None:
            row = attribute_row(role, table, feature_id, attributes)
        elif feature_id in known:
            row = known[feature_id]
        else:
            at = np.flatnonzero(table.ids == feature_id)[:1]
            row = table.take(at) if len(at) else attribute_row(role, table, feature_id, {})
        row = replace(row, geometry=object_array([geometry]))
        known[feature_id] = row
        return row

    def layers(self, given: ScreeningInputs) -> list[tuple[str, FeatureTable]]:
        """Every table of ``given`` with its role, as it is after the changes."""
        return [(role, self._table(role, table)) for role, table in given.layers()]

    def applied(self, given: ScreeningInputs) -> ScreeningInputs:
        """``given`` after the changes."""

        def one(role: str, table: FeatureTable | None) -> FeatureTable | None:
            return None if table is None else self._table(role, table)

        def several(role: str, tables: list[FeatureTable] | None) -> list[FeatureTable] | None:
            return None if tables is None else [self._table(role, table) for table in tables]

        return ScreeningInputs(
            given.patches,
            several("approval", given.approvals),
            one("farmland", given.farmland),
            one("basic_farmland", given.basic_farmland),
            {role: self._table(role, table) for role, table in given.zones.items()},
            one("violation", given.violations),
            one("admin_unit", given.units),
            several("source", given.sources),
        )

    def replaced(
        self, given: ScreeningInputs, role: str, table: FeatureTable | None, name: str | None
    ) -> ScreeningInputs:
        """``given`` with another layer in ``role`` (see ``ScreeningSession.replace_layer``); what changed in
        the layer before is forgotten."""
        key = INPUT_OF.get(role, role)
        name = name if name is not None or table is None else table.name
        if key in ("approvals", "sources"):
            kind = "approval" if key == "approvals" else "source"
            old: list[FeatureTable] = getattr(given, key) or []
            new = [table if other.name == name else other for other in old]
            if table is not None and all(other.name != name for other in old):
                new.append(table)
            self.rows.pop((kind, name or ""), None)
            kept = [other for other in new if other is not None] or None
            return replace(given, approvals=kept) if kind == "approval" else replace(given, sources=kept)
        for known in [known for known in self.rows if known[0] == role]:
            del self.rows[known]
        if key in ZONE_ROLES:
            zones = {zone: other for zone, other in given.zones.items() if zone != key}
            return replace(given, zones=zones if table is None else {**zones, key: table})
        single: dict[str, Any] = {key: table}
        return replace(given, **single)

    def _table(self, role: str, table: FeatureTable) -> FeatureTable:
        changed = self.rows.get((role, table.name))
        if not changed:
            return table
        kept = np.flatnonzero(~np.isin(table.ids.astype(str), list(changed)))
        there = [row for row in changed.values() if row.geometry[0] is not None]
        place = {identifier: k for k, identifier in enumerate(table.ids)}
        places = [place.get(row.ids[0], len(table)) for row in there]
        now = stack([table.take(kept), *there]).take(np.argsort([*kept, *places], kind="stable"))
        return replace(now, name=table.name, notices=table.notices)


def put_into(
    layer: PreparedLayer, row: FeatureTable, plane: Plane, log: list[str], polygons: bool
) -> tuple[int | None, ObjectArray]:
    """Put the one feature of ``row`` (its geometry None: gone) into a prepared layer; its index there and
    its shapes in the plane before and now (None: none). Index None: it neither was nor is there."""
    there = row.geometry[0] is not None
    shape: object | None = None
    if there:
        geometry, lost = usable(row, log, polygons)
        if not lost[0]:
            shape = (projected_polygons if polygons else _as_it_is)(geometry, plane)[0]
    index = layer.find(row.name, str(row.ids[0]))
    if index is None and shape is None:
        return None, object_array([])
    index, before = layer.put(index, shape, row.name, row)
    return index, object_array([before, shape])


def _as_it_is(lonlat: ObjectArray, plane: Plane) -> ObjectArray:
    return plane.project(lonlat)


def reached(tree: shapely.STRtree, shapes: Sequence[object] | ObjectArray, metres: float) -> IntArray:
    """Rows of the patches in ``tree`` that touch one of ``shapes``, or come within ``metres`` of one."""
    if metres > 0:
        found = tree.query(shapes, predicate="dwithin", distance=metres)
    else:
        found = tree.query(shapes, predicate="intersects")
    return np.asarray(np.unique(found[1]), dtype=np.int64)


def set_at(values: Array, index: int, value: Array) -> Array:
    """``values`` with ``value[0]`` at ``index``, or behind all; the array itself where it fits."""
    if index == len(values):
        return np.concatenate([values, value])
    values[index] = value[0]
    return values
