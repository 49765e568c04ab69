"""Spatial indexes of many features that never hold the interpreter lock for long."""

from __future__ import annotations

import numpy as np

from ..area import FloatArray
from ..geometry import IntArray
from ..kernel import shapely
from ..table import ObjectArray

#: Features of one tree: shapely builds it in one call, which holds the interpreter lock (some 5 ms).
_FEATURES = 15_000


class Trees:
    """Asked as one STRtree of ``shapes`` (None: none), whose positions answers name.

    The trees are built here and not at the first question, as an older GEOS would: that must not come from
    two threads at once.
    """

    def __init__(self, shapes: ObjectArray) -> None:
        starts = range(0, max(len(shapes), 1), _FEATURES)
        self._trees = [(at, shapely.STRtree(shapes[at : at + _FEATURES])) for at in starts]
        nowhere = shapely.box(0, 0, 0, 0)
        for _, tree in self._trees:
            tree.query(nowhere)

    def query(self, shapes: ObjectArray) -> tuple[IntArray, IntArray]:
        """All pairs (index of a shape, position of a feature) that intersect, in no particular order."""
        return self._asked(shapes, "intersects")

    def near(self, shapes: ObjectArray) -> tuple[IntArray, IntArray]:
        """All pairs whose boxes meet: quick whatever the shapes have in vertices."""
        return self._asked(shapes, None)

    def _asked(self, shapes: ObjectArray, predicate: str | None) -> tuple[IntArray, IntArray]:
        found = [(at, *tree.query(shapes, predicate=predicate)) for at, tree in self._trees]
        return (
            np.concatenate([shape for _, shape, _ in found]),
            np.concatenate([feature + at for at, _, feature in found]),
        )

    def nearest(self, shapes: ObjectArray, limit_m: float) -> tuple[IntArray, IntArray, FloatArray]:
        """Pairs (shape, feature, metres) of each shape and all its nearest features within ``limit_m``."""
        found = [
            (at, *tree.query_nearest(shapes, max_distance=limit_m, return_distance=True, all_matches=True))
            for at, tree in self._trees
            if len(tree)
        ]
        if not found:
            nothing: IntArray = np.empty(0, dtype=np.int64)
            return nothing, nothing, np.empty(0)
        shape = np.concatenate([pairs[0] for _, pairs, _ in found])
        feature = np.concatenate([pairs[1] + at for at, pairs, _ in found])
        metres = np.concatenate([distance for _, _, distance in found])
        best = np.full(len(shapes), np.inf)
        np.minimum.at(best, shape, metres)
        closest = metres <= best[shape]
        return shape[closest], feature[closest], metres[closest]
