"""The spatial code of each unit of a dossier: ``unit-grid-nn`` (public contract §3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ..area import FloatArray
from ..geometry import GRID_M, IntArray
from ..kernel import shapely
from ..screening.codebook import CodeBook
from ..screening.layer import PreparedLayer
from ..screening.overlay import Clips, Patches, clip, merged, precision
from ..screening.places import unit_code, unit_rows
from ..table import ObjectArray, object_array
from .places import Features, Units
from .relations import LEAST_M2

_CODE = re.compile(r"\d{12}-[0-9A-Z]{14}-\d{2,}(\.\d+)*")


def is_spatial_code(value: object) -> bool:
    """Whether ``value`` is written like a spatial code."""
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


def given_codes(values: Iterable[object]) -> dict[int, str]:
    """Row -> spatial code, where one was given: each to the first that has it."""
    first: dict[str, int] = {}
    for row, value in enumerate(values):
        if is_spatial_code(value):
            first.setdefault(str(value), row)
    return {row: code for code, row in first.items()}


def spatial_codes(
    units: Units, admin: Sequence[tuple[ObjectArray, Features]], given: Mapping[int, str]
) -> tuple[ObjectArray, ObjectArray]:
    """The spatial codes and the administrative units ('' unknown) of all units. ``admin``: layers of
    administrative units with the code of each feature; ``given``: row -> code given before."""
    found = _unit_codes(units, admin)
    uids = object_array(str(row) for row in range(len(units)))
    book = CodeBook(units.lonlat, uids, {str(row): code for row, code in given.items()})
    rows: IntArray = np.arange(len(units))
    return book.give(rows, found, lambda some: found[some]), found


def _unit_codes(units: Units, admin: Sequence[tuple[ObjectArray, Features]]) -> ObjectArray:
    """The finest unit with the largest part of each, the lower code on a tie; '' in none."""
    out: ObjectArray = np.full(len(units), "", dtype=object)
    for flat in (True, False):
        rows = np.flatnonzero(
            (units.flat == flat) & np.array([one is not None for one in units.shapes], bool)
        )
        if not len(rows) or not admin:
            continue
        patches = Patches(units.shapes[rows], units.area_m2[rows], units.scale[rows], set())
        codes = np.concatenate([object_array(map(unit_code, values)) for values, _ in admin])
        measure = _clips if flat else _thin_clips
        clips = _stacked([measure(patches, features.prepared) for _, features in admin], admin)
        exact = precision(patches.shapes, patches.area_m2) if flat else np.full(len(rows), GRID_M)
        if flat:
            clips = merged(clips, codes[clips.feature], patches)
        best = unit_rows(clips, codes, exact)
        inside = best >= 0
        out[rows[inside]] = codes[best[inside]]
    return out


def _clips(patches: Patches, layer: PreparedLayer) -> Clips:
    return clip(patches, layer, LEAST_M2)


def _thin_clips(thin: Patches, layer: PreparedLayer) -> Clips:
    """As :func:`clip` for lines, by their lengths in m, and points, by how many lie in a unit."""
    row, feature = layer.query(thin.shapes)
    inside = shapely.intersection(thin.shapes[row], layer.plane[feature])
    size: FloatArray = np.where(
        shapely.get_dimensions(thin.shapes[row]) == 1,
        shapely.length(inside),
        shapely.get_num_coordinates(inside),
    ).astype(np.float64)
    return Clips(row, feature, inside, size)


def _stacked(clips: Sequence[Clips], admin: Sequence[tuple[ObjectArray, Features]]) -> Clips:
    """The clips of several layers as of one whose features stand one layer after the other."""
    start = np.cumsum([0, *(len(values) for values, _ in admin)])
    row = np.concatenate([one.row for one in clips])
    feature = np.concatenate([one.feature + at for one, at in zip(clips, start)])
    order = np.lexsort((feature, row))
    geometry = np.concatenate([one.geometry for one in clips])
    area = np.concatenate([one.area for one in clips])
    return Clips(row[order], feature[order], geometry[order], area[order])
