"""Units held against layers: every feature that meets a unit, how, and by how much (public contract §3.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..area import FloatArray
from ..geometry import IntArray
from ..i18n import tr
from ..kernel import shapely
from ..screening.watch import Watch
from ..table import FeatureTable, ObjectArray, object_array
from .codes import spatial_codes
from .known import KnownLayer, labels, rank
from .places import Features, Units, prepare_features, prepare_units
from .relations import CONTAINS, EQUALS, WITHIN, of_polygons, of_thin, of_thin_and_polygons, swapped

#: The columns of :meth:`Dossier.rows`.
FIELDS = (
    "unit_id", "spatial_code", "layer", "role", "feature_id", "label", "relation", "overlap_m2",
    "share_of_unit", "share_of_feature",
)  # fmt: skip

#: Pairs, and their vertices, compared between two looks at the cancel button.
_BLOCK, _VERTICES = 1000, 200_000


@dataclass(frozen=True)
class Entries:
    """One entry per unit and feature that meet. ``unit``, ``layer``, ``feature``: positions; ``relation`` of
    the unit to the feature; m² and shares 0–1, NaN = not tested."""

    unit: IntArray
    layer: IntArray
    feature: IntArray
    relation: ObjectArray
    overlap_m2: FloatArray
    share_of_unit: FloatArray
    share_of_feature: FloatArray

    def __len__(self) -> int:
        return len(self.unit)

    def take(self, rows: IntArray) -> Entries:
        """The entries ``rows``, in that order."""
        return Entries(*(values[rows] for values in vars(self).values()))


@dataclass(frozen=True)
class Dossier:
    """What ``layers`` know about ``units``. ``codes``: the spatial code of each unit; ``unit_codes``: the
    administrative unit it lies in ('' unknown); ``area_m2``: NaN for points and lines; ``usable``: which
    could be compared; ``log``: repairs and what was left out, a sentence each."""

    units: FeatureTable
    layers: tuple[KnownLayer, ...]
    entries: Entries
    codes: ObjectArray
    unit_codes: ObjectArray
    area_m2: FloatArray
    usable: np.ndarray[Any, np.dtype[np.bool_]]
    log: list[str]

    def unknown(self) -> int:
        """Of how many units nothing is known."""
        return len(self.units) - len(np.unique(self.entries.unit))

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The entries as :data:`FIELDS`; None = not tested or not known."""
        names = self.labels()
        for name, unit, at, feature, *rest in zip(names, *vars(self.entries).values()):
            layer = self.layers[at]
            yield (
                self.units.ids[unit], self.codes[unit], layer.table.name, layer.role or None,
                layer.table.ids[feature], name, *map(_plain, rest),
            )  # fmt: skip

    def labels(self) -> ObjectArray:
        """What the feature of each entry is called; None when its layer does not say."""
        out: ObjectArray = np.full(len(self.entries), None, dtype=object)
        for at, layer in enumerate(self.layers):
            own = np.flatnonzero(self.entries.layer == at)
            out[own] = labels(layer, self.entries.feature[own])
        return out


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    return None if np.isnan(value) else float(value)


def dossier(
    units: FeatureTable,
    layers: Sequence[KnownLayer],
    watch: Watch | None = None,
    given_codes: Mapping[int, str] | None = None,
) -> Dossier:
    """Everything that ``layers`` know about ``units`` (EPSG:4490, any geometry).

    ``given_codes``: row of ``units`` -> the spatial code it was given before, which it keeps. Raises
    Cancelled when ``watch`` says so.
    """
    watch = watch or Watch()
    log: list[str] = []
    prepared = prepare_units(units, log, watch.part(0.0, 0.1))
    admin: list[tuple[ObjectArray, Features]] = []
    parts: list[Entries] = [_none()]
    drawn: Units | None = None
    for at, layer in enumerate(layers):
        share = watch.part(0.1 + 0.8 * at / len(layers), 0.1 + 0.8 * (at + 1) / len(layers))
        if layer.drawn is not None and drawn is None:
            drawn = prepared.drawn(layer)  # all such layers have the units' own system
        own = prepared if layer.drawn is None or drawn is None else drawn
        for features in prepare_features(layer, own, log, share):
            if layer.role == "admin_unit" and features.flat:
                admin.append((layer.table.column("unit_code")[features.rows], features))
            parts += [_at_layer(found, at) for found in _met(own, features, log, share)]
    codes, unit_codes = spatial_codes(prepared, admin, given_codes or {})
    watch.step(0.95)
    entries = Entries(*(np.concatenate(columns) for columns in zip(*(vars(one).values() for one in parts))))
    usable = np.array([shape is not None for shape in prepared.shapes], dtype=bool)
    area = np.where(usable, prepared.area_m2, np.nan)
    ordered = _in_order(entries, layers)
    return Dossier(units, tuple(layers), ordered, codes, unit_codes, area, usable, log)


def _none() -> Entries:
    nothing: IntArray = np.empty(0, dtype=np.int64)
    return Entries(nothing, nothing, nothing, object_array([]), *(np.empty(0) for _ in range(3)))


def _at_layer(found: Entries, at: int) -> Entries:
    return Entries(found.unit, np.full(len(found), at), *list(vars(found).values())[2:])


def _met(units: Units, features: Features, log: list[str], watch: Watch) -> Iterator[Entries]:
    """What of ``features`` meets the units, block by block."""
    unit, feature = _near(units, features, watch.part(0.0, 0.2))
    for some in _blocks(_vertices(units, features, unit, feature), watch.part(0.2, 1.0)):
        for flat in (True, False):
            own = units.flat[unit[some]] == flat
            if own.any():
                yield _compared(units, features, unit[some][own], feature[some][own], flat, log)


def _near(units: Units, features: Features, watch: Watch) -> tuple[IntArray, IntArray]:
    """All pairs (unit, feature) that come within 1 mm of each other, by unit, then feature. Of two the one
    with more vertices is prepared: a village's outline stands against thousands of parcels."""
    wide, plane = units.wide, features.prepared.plane
    unit, feature = features.prepared.tree.near(wide)
    order = np.lexsort((feature, unit))
    unit, feature = unit[order], feature[order]
    shapely.prepare(wide)
    shapely.prepare(plane)
    meets = np.zeros(len(unit), dtype=bool)
    larger = shapely.get_num_coordinates(plane)[feature] > shapely.get_num_coordinates(wide)[unit]
    for some in _blocks(_vertices(units, features, unit, feature), watch):
        own, other, turned = wide[unit[some]], plane[feature[some]], larger[some]
        meets[some] = shapely.intersects(np.where(turned, other, own), np.where(turned, own, other))
    return unit[meets], feature[meets]


def _vertices(units: Units, features: Features, unit: IntArray, feature: IntArray) -> IntArray:
    """How many vertices each pair has."""
    own = shapely.get_num_coordinates(units.wide)[unit]
    counts: IntArray = own + shapely.get_num_coordinates(features.prepared.plane)[feature]
    return counts


def _blocks(vertices: IntArray, watch: Watch) -> Iterator[slice]:
    """Pairs in blocks that take a moment each; in between ``watch`` is asked."""
    until = np.cumsum(vertices + _VERTICES // _BLOCK) // _VERTICES
    starts = np.flatnonzero(np.diff(until, prepend=-1))
    for start, end in zip(starts, [*starts[1:], len(vertices)]):
        watch.step(start / len(vertices))
        yield slice(start, end)


def _compared(
    units: Units, features: Features, unit: IntArray, feature: IntArray, flat: bool, log: list[str]
) -> Entries:
    """One entry for each pair; ``flat``: the units are polygons."""
    left, right = units.shapes[unit], features.prepared.plane[feature]
    overlap, of_unit, of_feature = np.full((3, len(unit)), np.nan)
    if flat and features.flat:
        relation, in_plane, failed = of_polygons(left, right)
        unit_m2, feature_m2 = units.area_m2[unit], features.areas(feature, units.plane)
        overlap = _exact(relation, in_plane * units.scale[unit], unit_m2, feature_m2)
        of_unit = np.where(np.isin(relation, (EQUALS, WITHIN)), 1.0, overlap / unit_m2)
        of_feature = np.where(np.isin(relation, (EQUALS, CONTAINS)), 1.0, overlap / feature_m2)
        log += [_untested(units, features, unit[k], feature[k]) for k in np.flatnonzero(failed)]
    elif flat:
        relation = swapped(of_thin_and_polygons(right, left, unit))
    elif features.flat:
        relation = of_thin_and_polygons(left, right, feature)
    else:
        relation = of_thin(left, right)
    rows = features.rows[feature]
    return Entries(unit, np.zeros(len(unit), dtype=np.int64), rows, relation, overlap, of_unit, of_feature)


def _exact(
    relation: ObjectArray, overlap: FloatArray, unit_m2: FloatArray, feature_m2: FloatArray
) -> FloatArray:
    """Overlaps never larger than either, and all of what lies wholly in the other (to 1 mm, as relations
    are told), so that its share is 1."""
    smaller = np.minimum(unit_m2, feature_m2)
    whole = np.isin(relation, (EQUALS, WITHIN, CONTAINS))
    return np.where(whole, smaller, np.minimum(overlap, smaller))


def _untested(units: Units, features: Features, unit: int, feature: int) -> str:
    return tr("Unit {unit}, layer {layer}, feature {feature}: the overlap could not be measured.").format(
        unit=units.table.ids[unit],
        layer=features.prepared.layer[feature],
        feature=features.prepared.ids[feature],
    )


def _in_order(entries: Entries, layers: Sequence[KnownLayer]) -> Entries:
    """By unit, then by what matters to the verdict, then the largest overlap first."""
    ranks = np.array([rank(layer.role) for layer in layers], dtype=np.int64)
    largest = -np.nan_to_num(entries.overlap_m2)
    role = ranks[entries.layer] if len(ranks) else entries.layer
    return entries.take(np.lexsort((entries.feature, entries.layer, largest, role, entries.unit)))
