"""Which features of a layer can matter for some patches, told by bounding boxes alone."""

from __future__ import annotations

import numpy as np

from ..area import FloatArray
from ..geometry import IntArray
from ..kernel import shapely
from ..table import ObjectArray

#: Metres of a degree of latitude, a little less than anywhere.
_METRES_PER_DEGREE = 110_500.0

#: Boxes made at once: making geometries holds the interpreter lock.
_BLOCK = 5000


def boxes(bounds: FloatArray, metres: float = 0.0) -> ObjectArray:
    """Boxes of ``bounds`` (n, 4; degrees), wider by ``metres`` on each side; None where there are none."""
    latitude = np.clip(np.abs(bounds[:, [1, 3]]).max(axis=1, initial=0.0), 0.0, 88.0)
    high = metres / _METRES_PER_DEGREE
    wide = high / np.cos(np.radians(latitude))
    out: ObjectArray = np.full(len(bounds), None, dtype=object)
    there = np.flatnonzero(np.isfinite(bounds).all(axis=1))
    for at in range(0, len(there), _BLOCK):
        some = there[at : at + _BLOCK]
        west, south, east, north = bounds[some].T
        out[some] = shapely.box(west - wide[some], south - high, east + wide[some], north + high)
    return out


def near_rows(features: FloatArray, patches: FloatArray, metres: float) -> IntArray:
    """The features whose bounds come within ``metres`` of the bounds of some patch, and those whose bounds
    are no numbers or lie off the Earth (they are for the log), ascending. Both (n, 4), degrees."""
    nowhere = ~np.isfinite(features).all(axis=1)
    with np.errstate(invalid="ignore"):
        nowhere |= (np.abs(features[:, [0, 2]]) > 360).any(axis=1)
        nowhere |= (np.abs(features[:, [1, 3]]) > 90).any(axis=1)
    around = boxes(patches, metres)
    there = around[~shapely.is_missing(around)]
    if not len(there):
        return np.flatnonzero(nowhere)
    west, south, east, north = shapely.total_bounds(there).tolist()
    with np.errstate(invalid="ignore"):
        likely = (features[:, 0] <= east) & (features[:, 2] >= west)
        likely &= (features[:, 1] <= north) & (features[:, 3] >= south)
    rows = np.flatnonzero(likely & ~nowhere)
    tree = shapely.STRtree(there)
    met = np.zeros(len(features), dtype=bool)
    for at in range(0, len(rows), _BLOCK):
        some = rows[at : at + _BLOCK]
        met[some[np.unique(tree.query(boxes(features[some]))[0])]] = True
    return np.flatnonzero(met | nowhere)
