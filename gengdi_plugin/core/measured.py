"""A boundary measured on site held against its patch: how much of it lies in the patch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .area import ellipsoid_areas
from .geometry import repaired_polygons
from .kernel import shapely


@dataclass(frozen=True)
class Measured:
    """Ellipsoidal areas in m²: of the boundary, of what lies in the patch, and of the patch."""

    area_m2: float
    covered_m2: float
    patch_m2: float


def measured(boundary: bytes, patch: bytes) -> Measured:
    """The areas of a boundary and its patch (WKB of polygons, EPSG:4490; broken rings are put right)."""
    shapes = np.array([shapely.force_2d(shapely.from_wkb(wkb)) for wkb in (boundary, patch)], dtype=object)
    one, other = repaired_polygons(shapes).geometry
    common = None if one is None or other is None else shapely.intersection(one, other)
    area, covered, whole = ellipsoid_areas(np.array([one, common, other], dtype=object)).tolist()
    return Measured(area, covered, whole)
