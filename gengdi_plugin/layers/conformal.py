"""QGIS's own transformation from a Gauss-Krüger system of CGCS2000, told again by polynomials.

Easting + i northing to longitude + i isometric latitude is an analytic function when both systems are of one
ellipsoid. In a cell of the grid its Taylor polynomial, taken from what QGIS answers on a circle around the
cell (Cauchy's formula), is right inside to what it is right on the circle, and costs a fifth. Cells do not
depend on the data, so equal coordinates of two layers stay equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from qgis.core import QgsCoordinateTransform

from ..core.area import E2

Coordinates = npt.NDArray[np.float64]
Complex = npt.NDArray[np.complex128]

#: Side of a cell, m, and the radius of the circle around it. Cells begin at odd multiples of half a side: the
#: central meridian (easting 500 km) is the middle of one, and a zone of 3 degrees hardly leaves it.
_CELL_M = 250_000.0
_RADIUS_M = _CELL_M * 0.71

#: A cell, or a layer, whose coordinates are found further from QGIS's than this (degrees) is left to QGIS.
_AGREED = 1e-11

#: Degrees of the polynomials; what is left out is below 1e-15 degree.
_DEGREE, _LATITUDE_DEGREE = 10, 11
_NODES = 32
_MOST_CELLS = 400  # what is spread over more than all of China is left to QGIS
_CHUNK = 32_768  # coordinates that stay in the cache of a processor

#: Names of patches (their uids) come from coordinates rounded to 1e-8 degree: those that stand so near to
#: where rounding turns are asked of QGIS, one in 250, which is also the test that both agree.
_ROUNDED, _NEAR_TIE = 1e8, 1e-3

_PIPELINE = re.compile(
    r"\+proj=pipeline \+step \+inv \+proj=tmerc (?:\+(?:lat_0|lon_0|k|k_0|x_0|y_0)=-?[\d.]+ )+"
    r"\+ellps=GRS80 \+step \+proj=unitconvert \+xy_in=rad \+xy_out=deg"
)


def is_conformal(transform: QgsCoordinateTransform) -> bool:
    """Whether ``transform`` is the inverse of a transverse Mercator projection on the ellipsoid of CGCS2000
    and nothing else: no shift of datum, no operation that the project sets."""
    if transform.isShortCircuited() or transform.coordinateOperation():
        return False
    return _PIPELINE.fullmatch(transform.instantiatedCoordinateOperationDetails().proj.strip()) is not None


@dataclass(frozen=True)
class _Cell:
    """``centre`` of the cell; ``place``: coefficients, constant first, of degrees of longitude + i degrees of
    isometric latitude beyond the middle; ``latitude``: those of the latitude from these, over ``reach``."""

    centre: complex
    place: Complex
    latitude: Coordinates
    reach: float

    def lon_lat(self, xy: Coordinates) -> Coordinates:
        """Longitude and latitude of eastings and northings. Real sums and products alone, each rounded as
        IEEE says: where a coordinate stands in the array changes nothing, and rings stay closed."""
        east = (xy[:, 0] - self.centre.real) / _RADIUS_M
        north = (xy[:, 1] - self.centre.imag) / _RADIUS_M
        lon, iso = (np.full(len(xy), part) for part in (self.place[-1].real, self.place[-1].imag))
        for coefficient in self.place[-2::-1]:
            crossed, across = lon * north, iso * north
            lon *= east
            lon -= across
            lon += coefficient.real
            iso *= east
            iso += crossed
            iso += coefficient.imag
        iso /= self.reach
        latitude = np.full(len(xy), self.latitude[-1])
        for number in self.latitude[-2::-1]:
            latitude *= iso
            latitude += number
        return np.column_stack([lon, latitude])


class Conformal:
    """``exact`` ((n, 2) metres -> degrees, NaN where there is no place) for many coordinates."""

    def __init__(self, exact: Callable[[Coordinates], Coordinates]) -> None:
        self._exact = exact
        self._cells: dict[tuple[int, int], _Cell | None] = {}

    def __call__(self, xy: Coordinates) -> Coordinates:
        """Finite ``xy`` (n, 2) as ``exact`` gives them: equal to 1e-11 degree, and when rounded to 1e-8."""
        if not len(xy):
            return xy
        lon_lat = np.empty_like(xy)
        east, north = xy.T  # numpy is slow along rows of two
        low, high = _cell_of(east.min(), north.min()), _cell_of(east.max(), north.max())
        groups: list[tuple[tuple[int, int], Any]]
        if low == high:
            groups = [(low, slice(None))]
        else:
            size = high[0] - low[0] + 1, high[1] - low[1] + 1
            if size[0] * size[1] > _MOST_CELLS:
                return self._exact(xy)
            column, row = _cells(east) - low[0], _cells(north) - low[1]
            key = (column + size[0] * row).astype(np.int16)
            there = np.flatnonzero(np.bincount(key))
            groups = [
                ((low[0] + one % size[0], low[1] + one // size[0]), np.flatnonzero(key == one))
                for one in there.tolist()
            ]
        for number, rows in groups:
            cell = self._cell(number)
            if cell is None:
                return self._exact(xy)
            lon_lat[rows] = _all(cell, xy[rows])
        return lon_lat if self._corrected(xy, lon_lat) else self._exact(xy)

    def _corrected(self, xy: Coordinates, lon_lat: Coordinates) -> bool:
        """Take what rounds uncertainly from ``exact``; False when the two do not agree there."""
        chosen = [np.empty(0, dtype=np.int64)]
        for at in range(0, len(xy), _CHUNK):
            scaled = lon_lat[at : at + _CHUNK].reshape(-1) * _ROUNDED
            scaled -= np.floor(scaled)
            scaled -= 0.5
            chosen.append(at + np.flatnonzero(np.abs(scaled) < _NEAR_TIE) // 2)
        rows = np.concatenate(chosen)
        asked = self._exact(xy[rows])
        if not (np.abs(asked - lon_lat[rows]) <= _AGREED).all():  # not so either where one is NaN
            return False
        lon_lat[rows] = asked
        return True

    def _cell(self, number: tuple[int, int]) -> _Cell | None:
        if number not in self._cells:
            self._cells[number] = self._fitted(number)
        return self._cells[number]

    def _fitted(self, number: tuple[int, int]) -> _Cell | None:
        """The cell, from ``exact`` on the circle around it; None where that does not tell it."""
        centre = complex(number[0] * _CELL_M, number[1] * _CELL_M)
        angle = np.arange(2 * _NODES) * (np.pi / _NODES)
        z = centre + _RADIUS_M * np.exp(1j * angle)
        nodes = z.view(np.float64).reshape(-1, 2)
        asked = self._exact(nodes)
        if not np.isfinite(asked).all() or np.abs(asked[:, 1]).max() > 80 or np.ptp(asked[:, 0]) > 90:
            return None
        isometric = _isometric(asked[:, 1])
        middle = float(isometric[0::2].mean())
        w = asked[:, 0] + 1j * (isometric - middle)
        place = np.fft.fft(w[0::2])[: _DEGREE + 1] / _NODES
        reach = float(np.abs(w.imag).max())
        cell = _Cell(centre, place, _latitudes(asked[:, 1], middle, reach), reach)
        again = cell.lon_lat(nodes[1::2])
        return cell if np.abs(again - asked[1::2]).max() <= _AGREED else None


def _all(cell: _Cell, xy: Coordinates) -> Coordinates:
    out = np.empty_like(xy)
    for at in range(0, len(xy), _CHUNK):
        out[at : at + _CHUNK] = cell.lon_lat(xy[at : at + _CHUNK])
    return out


def _cells(metres: Any) -> Any:
    return np.floor(metres / _CELL_M + 0.5)


def _cell_of(east: float, north: float) -> tuple[int, int]:
    return int(_cells(east)), int(_cells(north))


def _isometric(latitude: Coordinates) -> Coordinates:
    """Isometric latitude, degrees, of geodetic latitude (Snyder, USGS PP 1395, eq. 3-7)."""
    lat, e = np.radians(latitude), np.sqrt(E2)
    found: Coordinates = np.degrees(np.arcsinh(np.tan(lat)) - e * np.arctanh(e * np.sin(lat)))
    return found


def _latitudes(latitude: Coordinates, middle: float, reach: float) -> Coordinates:
    """Coefficients (constant first) of latitude from isometric latitude less ``middle`` over ``reach``."""
    low, high = float(latitude.min()), float(latitude.max())
    nodes = (low + high) / 2 + (high - low) / 2 * np.cos(np.pi * (np.arange(64) + 0.5) / 64)
    v = (_isometric(nodes) - middle) / reach
    powers = np.vander(v, _LATITUDE_DEGREE + 1, increasing=True)
    centre = float(nodes.mean())
    found: Coordinates = np.linalg.lstsq(powers, nodes - centre, rcond=None)[0]
    found[0] += centre
    return found
