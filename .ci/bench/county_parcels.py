"""Land-class parcels as a land survey draws them: neighbouring plots of one class are one parcel, and
boundaries wind. Parcels still tile the ground: neighbours share every vertex."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gengdi_plugin.core.kernel import shapely
from gengdi_plugin.core.table import ObjectArray

#: Plots of one class and village are joined within blocks of this size, metres.
_BLOCK_M = 400.0
#: A boundary has a vertex at least this often, and winds by so much, metres.
_STEP_M, _WIND_M = 18.0, 0.7
#: Vertices nearer than this to a boundary lie on it, metres.
_ON_BOUNDARY_M = 1e-4
#: Coordinates are kept to this fraction of a metre.
_DIGITS = 4


def land_parcels(
    plots: ObjectArray, classes: ObjectArray, villages: ObjectArray, patches: ObjectArray, count: int
) -> tuple[ObjectArray, ObjectArray]:
    """``count`` parcels and their classes out of the demo's plots (metres): those nearest to ``patches``,
    as an office cuts its survey to what it is about.

    Raises ValueError when the ground has fewer parcels.
    """
    parcels, kinds = _joined(plots, classes, villages)
    if len(parcels) < count:
        raise ValueError(f"The ground has {len(parcels)} parcels only: {count} were asked for.")
    _, far = shapely.STRtree(patches).query_nearest(parcels, return_distance=True, all_matches=False)
    nearest = np.sort(np.argsort(far, kind="stable")[:count])
    return _winding(_noded(parcels[nearest])), kinds[nearest]


def _joined(
    plots: ObjectArray, classes: ObjectArray, villages: ObjectArray
) -> tuple[ObjectArray, ObjectArray]:
    """Plots of one class, village and block that touch along a line, as one polygon."""
    west, south, _, _ = shapely.bounds(plots).T
    column, row = (west // _BLOCK_M).astype(int), (south // _BLOCK_M).astype(int)
    keys = np.array([f"{c}|{v}|{x}|{y}" for c, v, x, y in zip(classes, villages, column, row)])
    names, number = np.unique(keys, return_inverse=True)
    order = np.argsort(number, kind="stable")
    groups = np.split(order, np.searchsorted(number[order], np.arange(1, len(names))))
    joined = np.array([shapely.union_all(plots[group]) for group in groups], dtype=object)
    parts, owner = shapely.get_parts(joined, return_index=True)
    first = np.array([group[0] for group in groups])
    good = (shapely.get_type_id(parts) == 3) & (shapely.area(parts) > 0.0)
    return parts[good], classes[first[owner[good]]]


def _noded(parcels: ObjectArray) -> ObjectArray:
    """The parcels with every vertex of a neighbour that lies on their boundary."""
    xy = np.unique(np.round(shapely.get_coordinates(parcels), _DIGITS), axis=0)
    vertices = shapely.points(xy)
    tree = shapely.STRtree(vertices)
    rounded = shapely.transform(parcels, lambda points: np.round(points, _DIGITS))
    parcel, vertex = tree.query(shapely.boundary(rounded), predicate="dwithin", distance=_ON_BOUNDARY_M * 5)
    order = np.argsort(parcel, kind="stable")
    parcel, vertex = parcel[order], vertex[order]
    near = np.full(len(parcels), None, dtype=object)
    shapely.multipoints(vertices[vertex], indices=parcel, out=near)
    noded: ObjectArray = shapely.snap(rounded, near, _ON_BOUNDARY_M * 5)
    return noded


def _winding(parcels: ObjectArray) -> ObjectArray:
    """The parcels with their boundaries bent, everywhere the same at the same place; where a spit of one
    crosses itself by that, the rest of the parcel stays."""
    dense = shapely.segmentize(parcels, _STEP_M)
    bent: ObjectArray = shapely.transform(dense, lambda xy: np.round(xy + _bend(xy), _DIGITS))
    for k in np.flatnonzero(~shapely.is_valid(bent)):
        parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(bent[k])))
        bent[k] = parts[np.argmax(shapely.area(parts))]
    return bent


def _bend(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    x, y = np.round(xy, _DIGITS - 1).T
    along = np.sin(2 * np.pi * (x / 61 + y / 83)) + 0.6 * np.sin(2 * np.pi * (x / 29 - y / 37))
    across = np.sin(2 * np.pi * (x / 71 - y / 53)) + 0.6 * np.sin(2 * np.pi * (x / 31 + y / 41))
    return _WIND_M * np.column_stack([along, across]) / 1.6
