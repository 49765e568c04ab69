"""Official ellipsoidal areas on CGCS2000.

Source: the trapezoid formula of the national land survey (国土调查, TD/T 1055; rules for computing
ellipsoidal area, 国土调查办发〔2008〕32号): every edge spans a spherical-quadrilateral with a reference
meridian, the signed sum over a ring is its area. Edges are straight in longitude/latitude.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .kernel import shapely

#: CGCS2000 semi-major axis (m), flattening and first eccentricity squared (GB 22021).
SEMI_MAJOR_M = 6378137.0
FLATTENING = 1 / 298.257222101
SEMI_MINOR_M = SEMI_MAJOR_M * (1 - FLATTENING)
E2 = FLATTENING * (2 - FLATTENING)

#: 1 亩 = 2000/3 m².
SQUARE_METRES_PER_MU = 2000 / 3

_E4, _E6, _E8 = E2**2, E2**3, E2**4
#: Series coefficients A … E of the formula, with the odd multiples of the angles they belong to.
_SERIES = (
    (1, 1 + 3 / 6 * E2 + 30 / 80 * _E4 + 35 / 112 * _E6 + 630 / 2304 * _E8),
    (3, -(1 / 6 * E2 + 15 / 80 * _E4 + 21 / 112 * _E6 + 420 / 2304 * _E8)),
    (5, 3 / 80 * _E4 + 7 / 112 * _E6 + 180 / 2304 * _E8),
    (7, -(1 / 112 * _E6 + 45 / 2304 * _E8)),
    (9, 5 / 2304 * _E8),
)

FloatArray = npt.NDArray[np.float64]


def ellipsoid_areas(geometries: npt.NDArray[np.object_]) -> FloatArray:
    """Ellipsoidal area in m² of each (multi)polygon given in EPSG:4490 degrees.

    Holes subtract, parts add. None, empty and non-polygonal geometries have area 0.
    """
    geometries = np.asarray(geometries, dtype=object)
    parts, part_of = shapely.get_parts(geometries, return_index=True)
    polygonal = shapely.get_type_id(parts) == 3
    parts, part_of = parts[polygonal], part_of[polygonal]
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    if len(rings) == 0:
        return np.zeros(len(geometries))
    degrees, owner = shapely.get_coordinates(rings, return_index=True)
    sizes = ring_areas(degrees, owner, len(rings))
    is_shell = np.r_[True, ring_of[1:] != ring_of[:-1]]
    signed = np.where(is_shell, sizes, -sizes)
    return np.bincount(part_of[ring_of], weights=signed, minlength=len(geometries)).astype(np.float64)


def ring_areas(degrees: FloatArray, ring_of: npt.NDArray[np.int64], count: int) -> FloatArray:
    """Unsigned ellipsoidal area in m² of each of ``count`` closed rings. ``degrees``: (n, 2) coordinates of
    all, ring after ring; ``ring_of``: the ring of each."""
    lon, lat = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    first = np.r_[True, ring_of[1:] != ring_of[:-1]]
    lon = lon - lon[first][ring_of]  # a reference meridian in the ring keeps the digits
    same = ring_of[1:] == ring_of[:-1]
    mid_lon = ((lon[1:] + lon[:-1]) / 2)[same]
    half = ((lat[1:] - lat[:-1]) / 2)[same]
    mid_lat = ((lat[1:] + lat[:-1]) / 2)[same]
    edges = 2 * SEMI_MINOR_M**2 * mid_lon * _series(half, mid_lat)
    return np.abs(np.bincount(ring_of[1:][same], weights=edges, minlength=count))


def _series(half: FloatArray, mid_lat: FloatArray) -> FloatArray:
    """The sum of coefficient · sin(k · half) · cos(k · mid_lat), k = 1, 3, 5 …, by the recurrence
    f((k + 2) x) = 2 cos(2 x) f(k x) - f((k - 2) x), so that two functions are looked up and not two per k.
    What that adds to a term's error is multiplied by a coefficient of 1e-3 and less."""
    sine, cosine = np.sin(half), np.cos(mid_lat)
    next_sine, next_cosine = 2 - 4 * sine * sine, 4 * cosine * cosine - 2
    sine_before, cosine_before = -sine, cosine
    total = np.zeros(len(half))
    for k, coefficient in _SERIES:
        if k > 1:
            sine, sine_before = next_sine * sine - sine_before, sine
            cosine, cosine_before = next_cosine * cosine - cosine_before, cosine
        total += coefficient * (sine * cosine)
    return total


def mu(square_metres: float) -> float:
    """Square metres as 亩."""
    return square_metres / SQUARE_METRES_PER_MU
