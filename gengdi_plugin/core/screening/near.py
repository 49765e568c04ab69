"""Which features of a layer can matter for some patches, told by bounding boxes alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..area import FloatArray
from ..geometry import BoolArray, IntArray
from ..kernel import shapely
from ..table import ObjectArray

Indexes = npt.NDArray[np.int32]

#: Metres of a degree of latitude, a little less than anywhere.
_METRES_PER_DEGREE = 110_500.0

#: Boxes made at once: making geometries holds the interpreter lock.
_BLOCK = 5000

#: Neighbours that are looked at or passed over together.
_GROUP = 512
#: Columns and rows, each of as many features, by which neighbours are found; and of how many features
#: it is asked where they lie.
_STRIPS, _ASKED = 256, 10_000


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


def meeting(features: FloatArray, around: ObjectArray) -> IntArray:
    """Which ``features`` (n, 4; degrees; what is no number meets nothing) meet one of the boxes ``around``,
    ascending. Both may be many."""
    if not len(around):
        return np.empty(0, dtype=np.int64)
    west, south, east, north = shapely.total_bounds(around).tolist()
    with np.errstate(invalid="ignore"):
        likely = (features[:, 0] <= east) & (features[:, 2] >= west)
        likely &= (features[:, 1] <= north) & (features[:, 3] >= south)
    rows = np.flatnonzero(likely)
    tree = shapely.STRtree(around)
    met = np.zeros(len(rows), dtype=bool)
    for at in range(0, len(rows), _BLOCK):
        some = features[rows[at : at + _BLOCK]]
        met[at + np.unique(tree.query(boxes(some))[0])] = True
    return np.asarray(rows[met])


def near_rows(features: FloatArray, patches: FloatArray, metres: float) -> IntArray:
    """The features whose bounds come within ``metres`` of the bounds of some patch, and those whose bounds
    are no numbers or lie off the Earth (they are for the log), ascending. Both (n, 4), degrees. Who asks
    often asks :class:`Nearby`."""
    met = ~_placed(features)
    met[meeting(features, _widened(patches, metres))] = True
    return np.flatnonzero(met)


class Nearby:
    """The features of one layer, ready for many questions: :meth:`rows` are :func:`near_rows` of ``bounds``,
    at a cost that goes by what is near and not by how many features there are.

    Features that are neighbours stand in groups (4 bytes for each), and a group is passed over as a whole.
    """

    def __init__(self, bounds: FloatArray) -> None:
        self._bounds = bounds
        placed = _placed(bounds)
        self._nowhere = np.flatnonzero(~placed)
        self._order = _by_place(bounds, np.flatnonzero(placed).astype(np.int32))
        first = np.arange(0, len(self._order), _GROUP)
        around = np.empty((len(first), 4))
        for column in range(4 if len(first) else 0):
            outermost = np.minimum if column < 2 else np.maximum
            around[:, column] = outermost.reduceat(bounds[self._order, column], first)
        self._groups = around

    def rows(self, patches: FloatArray, metres: float) -> IntArray:
        """The features near ``patches`` (n, 4; degrees) and those that lie nowhere, ascending."""
        around = _widened(patches, metres)
        groups = meeting(self._groups, around)
        likely = [self._order[group * _GROUP : (group + 1) * _GROUP] for group in groups.tolist()]
        some = np.concatenate([self._order[:0], *likely]).astype(np.int64)
        met = some[meeting(self._bounds[some], around)]
        return np.sort(np.concatenate([met, self._nowhere]))


def _placed(bounds: FloatArray) -> BoolArray:
    """Whose bounds (n, 4) are numbers and lie on the Earth."""
    placed = np.ones(len(bounds), dtype=bool)
    with np.errstate(invalid="ignore"):
        for column, most in enumerate((360, 90, 360, 90)):
            placed &= np.abs(bounds[:, column]) <= most
    return placed


def _widened(patches: FloatArray, metres: float) -> ObjectArray:
    """The boxes of those ``patches`` that have one, wider by ``metres``."""
    around = boxes(patches, metres)
    return np.asarray(around[~shapely.is_missing(around)])


def _by_place(bounds: FloatArray, rows: Indexes) -> Indexes:
    """``rows`` in an order in which neighbours stand together."""
    cell = np.zeros(len(rows), dtype=np.uint16)
    for column in (0, 1):
        low = bounds[rows, column]
        if len(rows):
            asked = low[:: max(1, len(rows) // _ASKED)]
            edges = np.quantile(asked, np.linspace(0, 1, _STRIPS)[1:-1])
            cell = cell * np.uint16(_STRIPS) + np.searchsorted(edges, low).astype(np.uint16)
    return rows[np.argsort(cell, kind="stable")]
