"""The plane the demo district is drawn in: metres around a point of the Zhenhai plain.

The mapping to longitude/latitude is linear (one scale per axis, taken at the anchor), so a straight
line stays straight and a shared edge stays shared: parcels that tile the plane tile the ellipsoid's
coordinates exactly. Over the default district its scale is true to 0.05 %.
"""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from ..core.kernel import shapely

#: The district's centre, degrees (EPSG:4490).
LON0, LAT0 = 121.600, 29.985

_A, _E2 = 6378137.0, 0.00669438002290
_W2 = 1.0 - _E2 * sin(radians(LAT0)) ** 2
#: Metres per degree along the meridian and along the parallel at the anchor (CGCS2000).
METRES_LAT = radians(1.0) * _A * (1.0 - _E2) / (_W2 * sqrt(_W2))
METRES_LON = radians(1.0) * _A * cos(radians(LAT0)) / sqrt(_W2)

#: A straight line here bends in a Gauss-Krueger projection; at 80 m it bends less than 0.1 mm.
LONGEST_EDGE_M = 80.0

_SCALE = np.array([1.0 / METRES_LON, 1.0 / METRES_LAT])
_ORIGIN = np.array([LON0, LAT0])


def to_lonlat(geometry: Any) -> Any:
    """Geometries of the plane (metres) as EPSG:4490 degrees; same vertices, same order."""
    return shapely.transform(geometry, lambda xy: xy * _SCALE + _ORIGIN)


def to_plane(geometry: Any) -> Any:
    """The inverse of :func:`to_lonlat`."""
    return shapely.transform(geometry, lambda xy: (xy - _ORIGIN) / _SCALE)


def turn(points: npt.NDArray[np.float64], angle: float) -> npt.NDArray[np.float64]:
    """``points`` (n, 2) turned counter-clockwise by ``angle`` radians around the origin."""
    c, s = np.cos(angle), np.sin(angle)
    turned: npt.NDArray[np.float64] = points @ np.array([[c, s], [-s, c]])
    return turned
