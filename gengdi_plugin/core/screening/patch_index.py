"""An index of the patches of a session in which patches change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..geometry import IntArray
from ..kernel import shapely
from ..table import ObjectArray


@dataclass
class PatchIndex:
    """Asked as an STRtree of ``shapes`` (None: none); those in ``beside`` changed since it was built."""

    tree: shapely.STRtree
    shapes: ObjectArray
    beside: list[int] = field(default_factory=list)

    def query(self, shapes: ObjectArray, **how: Any) -> tuple[IntArray, IntArray]:
        """Pairs (index of a shape, row of a patch), as ``STRtree.query`` gives them."""
        asked, row = self.tree.query(shapes, **how)
        if not self.beside:
            return asked, row
        beside = np.array(self.beside, dtype=np.int64)
        old = ~np.isin(row, beside)
        also, near = shapely.STRtree(self.shapes[beside]).query(shapes, **how)
        return np.concatenate([asked[old], also]), np.concatenate([row[old], beside[near]])
