"""Polygons of a layer brought into the plane: sound ones in blocks, the others repaired one by one."""

from __future__ import annotations

import numpy as np

from ..geometry import MULTIPOLYGON, POLYGON, BoolArray, IntArray, on_earth, within_earth
from ..kernel import shapely
from ..packed import Packed, built
from ..plane import Plane, densified, with_long_edges
from ..table import ObjectArray
from ..wkb import coordinates, layout, put_coordinates, suspicious

#: Features brought into the plane at once: a few milliseconds of the interpreter lock.
BLOCK = 1500


def sound_in_plane(geometries: ObjectArray, plane: Plane) -> tuple[ObjectArray, BoolArray]:
    """Polygons (EPSG:4490) in the plane, and which of them are sound: polygonal, not empty, on the Earth
    throughout, and valid in the plane. The others are None and have to be repaired."""
    kinds = shapely.get_type_id(geometries)
    sound: BoolArray = ((kinds == POLYGON) | (kinds == MULTIPOLYGON)) & ~shapely.is_empty(geometries)
    xy, owner = shapely.get_coordinates(geometries, return_index=True)
    if not (finite := np.isfinite(xy)).all():
        sound[owner[~finite.all(axis=1)]] = False
    sound &= on_earth(geometries)
    out: ObjectArray = np.full(len(geometries), None, dtype=object)
    long = with_long_edges(xy, owner, len(geometries)) & sound
    # GEOS adds vertices to an invalid polygon by way of buffer(0), which silently loses half of a bow tie.
    sound[long] = shapely.is_valid(geometries[long])
    at = np.flatnonzero(sound)
    chosen, long = geometries[at], long[at]
    if len(at) < len(geometries) or long.any():
        chosen[long] = densified(chosen[long])
        xy = shapely.get_coordinates(chosen)
    if len(at):
        moved = shapely.set_coordinates(chosen.copy(), plane.forward(xy))
        valid = shapely.is_valid(moved)
        out[at[valid]] = moved[valid]
        sound[at[~valid]] = False
    return out, sound


def packed_in_plane(packed: Packed, plane: Plane) -> tuple[ObjectArray, BoolArray]:
    """As :func:`sound_in_plane` of geometries that stand as bytes: plain polygons are moved as numbers and
    built once, in the plane; all others, and those with long edges, are built as they are and go its way."""
    own = packed.gathered()
    found = layout(own.data, own.start, own.size)
    places = found.positions()
    xy = coordinates(own.data, places)
    filled = np.bincount(found.row, found.count, len(own)) > 0
    plain = found.plain & filled & np.isin(_kinds(own), (POLYGON, MULTIPOLYGON))
    plain &= within_earth(own.bounds) & ~suspicious(found, xy)
    plain &= ~with_long_edges(xy, found.owners(), len(own))
    with np.errstate(invalid="ignore"):  # what is not plain is moved too, and not looked at
        put_coordinates(own.data, places, plane.forward(xy))
    out: ObjectArray = np.full(len(own), None, dtype=object)
    at = np.flatnonzero(plain)
    moved = built(own.data, own.start[at], own.size[at])
    sound = np.zeros(len(own), dtype=bool)
    sound[at] = shapely.is_valid(moved)
    out[at] = moved
    rest = np.flatnonzero(~sound)
    if len(rest):
        out[rest], sound[rest] = sound_in_plane(packed.take(rest).built(), plane)
    return out, sound


def _kinds(packed: Packed) -> IntArray:
    """What kind of geometry each is (-1: none), as its bytes say."""
    kinds: IntArray = np.full(len(packed), -1, dtype=np.int64)
    there = np.flatnonzero(packed.size >= 5)
    kinds[there] = packed.data[packed.start[there] + 1]
    return kinds
