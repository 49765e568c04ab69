"""Polygons of a layer brought into the plane: sound ones in blocks, the others repaired one by one."""

from __future__ import annotations

import numpy as np

from ..geometry import MULTIPOLYGON, POLYGON, BoolArray, on_earth
from ..kernel import shapely
from ..plane import Plane, densified, with_long_edges
from ..table import ObjectArray

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
