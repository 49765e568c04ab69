"""Features of the layers that came near no patch when a session was made: found when a patch comes near."""

from __future__ import annotations

import numpy as np

from ..geometry import IntArray
from ..kernel import shapely
from ..packed import bounds_of
from ..table import FeatureTable, ObjectArray
from .near import boxes, meeting
from .prepare import REACH_M


class Surroundings:
    """The features of one ``table`` that are not prepared yet; ``there``: the rows that are.

    Their boxes are kept as four arrays, so that one question to half a million takes a millisecond or two,
    and one about very many places a fifth of a second.
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
        around = boxes(shapely.bounds(lonlat), REACH_M)
        at = meeting(self._boxes.T, around[~shapely.is_missing(around)])
        self._boxes[:, at] = np.nan  # what is no number meets nothing
        return np.asarray(self._rows[at])
