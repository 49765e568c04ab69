"""The metre plane in which overlays are computed: Lambert azimuthal equal-area on CGCS2000.

Equal-area, so an area in the plane is the ellipsoidal area wherever the data lie. Formulas:
Snyder, Map Projections – A Working Manual (USGS PP 1395), eq. 24-17 ff., ellipsoidal oblique aspect.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .area import E2, SEMI_MAJOR_M, FloatArray
from .kernel import shapely
from .stopping import checkpoint

_E = float(np.sqrt(E2))

#: Coordinates projected at once: what is in between stays in the processor's cache.
_CHUNK = 8192

#: Geometries handed to shapely at once where it holds the interpreter lock: some 5 ms.
BLOCK = 2000

#: Edges longer than this are given more vertices before projecting: an edge is straight in
#: longitude/latitude (TD/T), and a straight line in the plane bends away from it by at most
#: 0.1 mm over 100 m. In degrees.
LONGEST_EDGE_DEG = 0.001

#: An edge is cut into no more pieces than this, so that a feature of continental size costs no more than
#: a province (whose pieces of 250 m bend by less than 1 mm).
MOST_PIECES = 2000


def _q(sin_lat: FloatArray) -> FloatArray:
    """Snyder's q (3-12) of sin(latitude)."""
    es = _E * sin_lat
    out: FloatArray = (1 - E2) * (sin_lat / (1 - es**2) + np.arctanh(es) / _E)
    return out


_QP = float(_q(np.array(1.0)))
_RQ = SEMI_MAJOR_M * float(np.sqrt(_QP / 2))


@dataclass(frozen=True)
class Plane:
    """An equal-area plane centred on ``lon0``, ``lat0`` (degrees); coordinates in metres."""

    lon0: float
    lat0: float

    def _constants(self) -> tuple[float, float, float]:
        lat = np.radians(self.lat0)
        beta = float(np.arcsin(np.clip(_q(np.array(np.sin(lat))) / _QP, -1, 1)))
        m = float(np.cos(lat) / np.sqrt(1 - E2 * np.sin(lat) ** 2))
        return float(np.sin(beta)), float(np.cos(beta)), SEMI_MAJOR_M * m / (_RQ * float(np.cos(beta)))

    def forward(self, lonlat: FloatArray) -> FloatArray:
        """(n, 2) degrees -> (n, 2) metres."""
        out = np.empty((len(lonlat), 2))
        constants = self._constants()
        for at in range(0, len(lonlat), _CHUNK):
            some = slice(at, at + _CHUNK)
            out[some, 0], out[some, 1] = self._forward(lonlat[some], *constants)
        return out

    def _forward(
        self, lonlat: FloatArray, sin1: float, cos1: float, d: float
    ) -> tuple[FloatArray, FloatArray]:
        dlon = np.radians(lonlat[:, 0] - self.lon0)
        sin_b = np.clip(_q(np.sin(np.radians(lonlat[:, 1]))) / _QP, -1, 1)
        cos_b = np.sqrt(1 - sin_b**2)
        cos_lon = np.cos(dlon)
        away = 1 + sin1 * sin_b + cos1 * cos_b * cos_lon  # 0 on the other side of the world
        b = _RQ * np.sqrt(2 / np.maximum(away, 1e-12))
        return b * d * cos_b * np.sin(dlon), b / d * (cos1 * sin_b - sin1 * cos_b * cos_lon)

    def inverse(self, metres: FloatArray) -> FloatArray:
        """(n, 2) metres -> (n, 2) degrees, to better than 1e-11 degree."""
        sin1, cos1, d = self._constants()
        x, y = metres[:, 0] / d, metres[:, 1] * d
        rho = np.hypot(x, y)
        angle = 2 * np.arcsin(np.clip(rho / (2 * _RQ), 0, 1))
        sin_c, cos_c = np.sin(angle), np.cos(angle)
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = np.where(rho > 0, y * sin_c * cos1 / rho, 0.0)
        q = _QP * (cos_c * sin1 + ratio)
        lon = np.arctan2(x * sin_c, rho * cos1 * cos_c - y * sin1 * sin_c)
        return np.column_stack((self.lon0 + np.degrees(lon), np.degrees(_latitude(q))))

    def project(self, geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
        """EPSG:4490 geometries -> the plane, long edges bent as they are on the ground."""
        return blockwise(lambda block: _transform(densified(block), self.forward), geometries)

    def unproject(self, geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
        """Plane geometries -> EPSG:4490."""
        return blockwise(lambda block: _transform(block, self.inverse), geometries)


def _latitude(q: FloatArray) -> FloatArray:
    """Geodetic latitude (radians) whose q is given: Snyder 3-16, Newton steps."""
    lat = np.arcsin(np.clip(q / 2, -1, 1))
    for _ in range(6):
        s = np.sin(lat)
        es = _E * s
        factor = (1 - es**2) ** 2 / (2 * np.maximum(np.cos(lat), 1e-12))
        lat = lat + factor * (q / (1 - E2) - s / (1 - es**2) - np.arctanh(es) / _E)
    return lat


def blockwise(
    function: Callable[[npt.NDArray[np.object_]], npt.NDArray[np.object_]],
    values: npt.NDArray[np.object_],
    size: int = BLOCK,
) -> npt.NDArray[np.object_]:
    """``function`` of an array, block by block: a call of shapely that makes or takes apart geometries holds
    the interpreter lock to its end, and a window would stand still for as long. Cancel is looked for between
    two blocks."""
    values = np.asarray(values, dtype=object)
    blocks = []
    for at in range(0, len(values), size):
        checkpoint()
        blocks.append(function(values[at : at + size]))
    return np.concatenate(blocks) if blocks else values.copy()


def densified(geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """The geometries (degrees) with extra vertices on edges longer than ``LONGEST_EDGE_DEG``."""
    coordinates, owner = shapely.get_coordinates(geometries, return_index=True)
    long = with_long_edges(coordinates, owner, len(geometries))
    if not long.any():
        return geometries
    out = geometries.copy()
    west, south, east, north = shapely.bounds(geometries[long]).T
    length = np.maximum(LONGEST_EDGE_DEG, np.maximum(east - west, north - south) / MOST_PIECES)
    out[long] = shapely.segmentize(geometries[long], length)
    return out


def with_long_edges(
    xy: FloatArray, owner: npt.NDArray[np.int64], count: int, longest_deg: float = LONGEST_EDGE_DEG
) -> npt.NDArray[np.bool_]:
    """Which of ``count`` geometries may have an edge longer than ``longest_deg``. ``xy``: their
    coordinates (degrees); ``owner``: the geometry of each. A jump between two rings of one geometry counts
    too: it only costs a needless (harmless) densification."""
    out = np.zeros(count, dtype=bool)
    if len(xy) > 1:
        with np.errstate(invalid="ignore"):
            longest = np.maximum(*(np.abs(np.diff(xy[:, axis])) for axis in (0, 1)))
        out[owner[1:][(owner[1:] == owner[:-1]) & (longest > longest_deg * 0.7)]] = True
    return out


def _transform(geometries: npt.NDArray[np.object_], function: object) -> npt.NDArray[np.object_]:
    out = np.asarray(geometries, dtype=object).copy()
    if len(out) == 0:
        return out
    moved: npt.NDArray[np.object_] = shapely.transform(out, function)
    return moved


def plane_for(geometries: npt.NDArray[np.object_]) -> Plane:
    """The plane centred on the middle one of the data; on 0, 0 when there is none."""
    return plane_of(shapely.bounds(geometries))


def plane_of(bounds: FloatArray) -> Plane:
    """The plane centred on the middle one of some ``bounds`` (n, 4; degrees); on 0, 0 when there is none.

    Not on the middle of their extent: one feature with wrong coordinates (0, 0) would carry the centre
    away from all others, and lengths in the plane are true near its centre only.
    """
    west, south, east, north = bounds.T
    there = np.isfinite(west)
    if not there.any():
        return Plane(0.0, 0.0)
    middle = np.count_nonzero(there) // 2
    lon, lat = (np.sort(low[there] + high[there])[middle] / 2 for low, high in ((west, east), (south, north)))
    return Plane(round(float(lon), 6), round(float(lat), 6))


def extent(geometries: npt.NDArray[np.object_]) -> tuple[float, float, float, float]:
    """Smallest x, smallest y, largest x, largest y of all geometries; NaN when there are none."""
    if len(geometries) == 0:
        return (float("nan"),) * 4
    xmin, ymin, xmax, ymax = shapely.total_bounds(geometries).tolist()
    return xmin, ymin, xmax, ymax


def extent_of(bounds: FloatArray) -> tuple[float, float, float, float]:
    """The same of ``bounds`` (n, 4), those that are numbers; NaN when there are none."""
    there = bounds[~np.isnan(bounds).any(axis=1)]
    if not len(there):
        return (float("nan"),) * 4
    xmin, ymin = there[:, :2].min(axis=0).tolist()
    xmax, ymax = there[:, 2:].max(axis=0).tolist()
    return xmin, ymin, xmax, ymax
