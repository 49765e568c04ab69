"""How exact the stored figures of patches are: figures closer than that are equal (contract §3.1, 12)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..core.area import FloatArray
from ..core.kernel import shapely
from ..core.plane import plane_for
from ..core.screening.overlay import precision
from ..core.table import object_array

#: Shares are compared as areas; every other figure that is a number, as it is.
SHARES = frozenset(("approved_share", "share", "best_share", "barred_share", "reach_share"))


def exact_m2(wkb: Sequence[bytes | None], area_m2: Sequence[float | None]) -> FloatArray:
    """How exact overlay figures of each patch are, in m². ``wkb``: its geometry in EPSG:4490. Twice the
    precision of one figure: two figures may each be off."""
    shapes = object_array(None if one is None else shapely.from_wkb(bytes(one)) for one in wkb)
    area = np.array([0.0 if one is None else float(one) for one in area_m2])
    if not len(shapes):
        return np.zeros(0)
    return 2 * precision(plane_for(shapes).project(shapes), area)


def equal(name: str, left: object, right: object, exact: float, area_m2: float) -> bool:
    """Whether two values of the field ``name`` are the same within ``exact`` m² of a patch of ``area_m2``."""
    if left is None or right is None:
        return (left is None or left == "") and (right is None or right == "")
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        slack = exact / area_m2 if name in SHARES and area_m2 > 0 else exact
        # kept figures are rounded in their last digits
        return abs(float(left) - float(right)) <= max(slack, 1e-4 if name not in SHARES else 1e-8)
    return left == right
