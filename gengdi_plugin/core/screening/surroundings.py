"""Features of the layers that came near no patch when a session was made: found when a patch comes near."""

from __future__ import annotations

import numpy as np

from ..area import FloatArray
from ..geometry import IntArray
from ..kernel import shapely
from ..packed import bounds_of
from ..table import FeatureTable, ObjectArray
from .near import boxes
from .prepare import REACH_M


class Surroundings:
    """The features of one ``table`` that are not prepared yet; ``there``: the rows that are.

    Their boxes are kept as four arrays, so that one question to half a million takes a millisecond or two.
    """

    def __init__(self, table: FeatureTable, there: IntArray) -> None:
        self.table = table
        missing = np.ones(len(table), dtype=bool)
        missing[there] = False
        self._rows = np.flatnonzero(missing)
        self._boxes = np.ascontiguousarray(bounds_of(table)[self._rows].T)

    def come_near(self, lonlat: ObjectArray) -> IntArray:
        """The rows that come near one of ``lonlat`` (EPSG:4490; None: none), ascending; each is given once,
        as it is prepared from then on."""
        around: FloatArray = shapely.bounds(boxes(shapely.bounds(lonlat), REACH_M))
        west, south, east, north = self._boxes
        met = np.zeros(len(self._rows), dtype=bool)
        for box in around[np.isfinite(around).all(axis=1)]:
            met |= (west <= box[2]) & (east >= box[0]) & (south <= box[3]) & (north >= box[1])
        at = np.flatnonzero(met)
        self._boxes[:, at] = np.nan  # what is no number meets nothing
        return np.asarray(self._rows[at])
