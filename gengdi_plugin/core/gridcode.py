"""Beidou grid position codes: GB/T 39409-2020, two-dimensional, levels 1 to 10, four hemispheres.

Datum CGCS2000 (EPSG:4490, degrees). Rows and columns count outward from Greenwich and the equator,
so west and south mirror east and north; a cell holds its edges on the side of the origin and not the
others. The polar caps (|latitude| >= 88°) have a scheme of their own and are refused.

All arithmetic is done in whole units of 1/2048 second, the size of a level-10 cell.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .errors import InputError
from .i18n import tr
from .kernel import shapely

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

#: Units of 1/2048 second in a degree.
UNIT = 2048 * 3600
#: Absorbs the noise of floating degrees at cell corners: 1e-5 units are 1.4e-12 degrees.
_NOISE = 1e-5
LEVELS = range(1, 11)
POLE = 88

#: Cell width and height in units by level (index 0 unused), and the length of a code.
_WIDTH = (0, 44236800, 3686400, 1843200, 122880, 8192, 4096, 512, 64, 8, 1)
_HEIGHT = (0, 29491200, 3686400, 1228800, 122880, 8192, 4096, 512, 64, 8, 1)
_LENGTH = (1, 4, 6, 7, 9, 11, 12, 14, 16, 18, 20)
#: Levels written as one figure 2·row + column instead of a column and a row figure.
_Z_ORDER = (3, 6)
_FIGURES = np.frombuffer(b"0123456789ABCDEF", dtype=np.uint8)

_CODE = re.compile(
    r"[NS](?:0[1-9]|[1-5][0-9]|60)[A-V]"
    r"(?:[0-9AB][0-7](?:[0-5](?:[0-9A-E][0-9](?:[0-9A-E]{2}(?:[0-3](?:[0-7]{2}){0,4})?)?)?)?)?"
)

#: More cells than this are refused: a map of them shows nothing and fills the memory.
CELL_LIMIT = 1_000_000


@dataclass(frozen=True)
class Cells:
    """Cells of one level: ``codes`` (text) and their edges in EPSG:4490 degrees, arrays of one length."""

    codes: npt.NDArray[np.object_]
    west: FloatArray
    south: FloatArray
    east: FloatArray
    north: FloatArray

    def __len__(self) -> int:
        return len(self.codes)


def encode(lon: float, lat: float, level: int = 7) -> str:
    """The code of the cell that holds a point (EPSG:4490 degrees).

    Raises :class:`InputError` for a level outside 1–10 and a point outside ±180°/±88°.
    """
    code = encode_many(np.array([lon], dtype=float), np.array([lat], dtype=float), level)[0]
    if code is None:
        raise InputError(tr("A grid code needs a point, and this geometry has none."))
    return str(code)


def encode_many(lon: FloatArray, lat: FloatArray, level: int = 7) -> npt.NDArray[np.object_]:
    """Codes of many points; None where a coordinate is NaN.

    Raises :class:`InputError` like :func:`encode`, naming the first point outside.
    """
    _check_level(level)
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    given = ~(np.isnan(lon) | np.isnan(lat))
    _check_range(lon[given], lat[given])
    codes: npt.NDArray[np.object_] = np.full(len(lon), None, dtype=object)
    if given.any():
        figures = _figures(lon[given], lat[given], level)
        codes[given] = figures.view(f"S{figures.shape[1]}").ravel().astype(str).astype(object)
    return codes


def interior_codes(geometries: npt.NDArray[np.object_], level: int = 7) -> npt.NDArray[np.object_]:
    """Codes of an interior point of each geometry (EPSG:4490 degrees, any type).

    None where the geometry is None or empty. A concave shape is coded by ground that belongs to it,
    which its centroid may not.
    """
    points = shapely.point_on_surface(np.asarray(geometries, dtype=object))
    lon, lat = np.full((2, len(points)), np.nan)
    placed = ~(shapely.is_missing(points) | shapely.is_empty(points))
    lon[placed], lat[placed] = shapely.get_x(points[placed]), shapely.get_y(points[placed])
    return encode_many(lon, lat, level)


def decode(code: str) -> tuple[float, float, float, float]:
    """West, south, east, north of the cell ``code`` in EPSG:4490 degrees.

    Raises :class:`InputError` when ``code`` is no code of the standard.
    """
    level = level_of(code)
    column, row = int(code[1:3]) - 1 - 30, ord(code[3]) - ord("A")
    west_half = column < 0
    x = (-1 - column if west_half else column) * _WIDTH[1]
    y = row * _HEIGHT[1]
    for n in range(2, level + 1):
        figures = code[_LENGTH[n - 1] : _LENGTH[n]]
        if n in _Z_ORDER:
            row, column = divmod(int(figures), 2)
        else:
            column, row = int(figures[0], 16), int(figures[1], 16)
        x += column * _WIDTH[n]
        y += row * _HEIGHT[n]
    west, east = x / UNIT, (x + _WIDTH[level]) / UNIT
    south, north = y / UNIT, (y + _HEIGHT[level]) / UNIT
    if west_half:
        west, east = -east, -west
    if code[0] == "S":
        south, north = -north, -south
    return west, south, east, north


def level_of(code: str) -> int:
    """The level of a code; :class:`InputError` when it is none of the standard."""
    if not _CODE.fullmatch(code):
        raise InputError(
            tr(
                "“{code}” is no grid code of GB/T 39409-2020: it starts with N or S, a zone 01–60 and a "
                "band A–V, and has 4, 6, 7, 9, 11, 12, 14, 16, 18 or 20 characters."
            ).format(code=code)
        )
    return _LENGTH.index(len(code))


def parent(code: str, level: int | None = None) -> str:
    """The cell of ``level`` (the next coarser one by default) that holds the cell ``code``."""
    own = level_of(code)
    wanted = own - 1 if level is None else level
    _check_level(wanted)
    if wanted > own:
        raise InputError(
            tr("The grid code {code} has level {own}; its parent has a smaller level, not {level}.").format(
                code=code, own=own, level=wanted
            )
        )
    return code[: _LENGTH[wanted]]


def cell_size(level: int) -> tuple[float, float]:
    """Width and height in degrees of a cell of ``level``."""
    _check_level(level)
    return _WIDTH[level] / UNIT, _HEIGHT[level] / UNIT


def cells(west: float, south: float, east: float, north: float, level: int, limit: int = CELL_LIMIT) -> Cells:
    """The cells that share ground with an extent (degrees), rows from south to north.

    An extent of no width or height gives the cell that holds it; ``west > east`` means an extent over
    the antimeridian; what lies beyond ±88° is left out. Raises :class:`InputError` when nothing
    remains or when there are more than ``limit`` cells.
    """
    _check_level(level)
    if not all(math.isfinite(edge) for edge in (west, south, east, north)) or south > north:
        raise InputError(tr("The extent is empty or not a number: draw or type it again."))
    columns = _columns(west, east, _WIDTH[level])
    rows = _span(south, north, _HEIGHT[level], POLE)
    count = len(columns) * len(rows)
    if count == 0:
        raise InputError(
            tr("The extent lies outside ±180° longitude and ±88° latitude, where the grid codes end.")
        )
    if count > limit:
        raise InputError(
            tr(
                "The extent holds {count} cells of level {level}, more than the {limit} that one run "
                "makes: choose a smaller extent or a lower level."
            ).format(count=count, level=level, limit=limit)
        )
    x, y = (grid.ravel() for grid in np.meshgrid(columns, rows))
    width, height = cell_size(level)
    edges_w, edges_s = x * _WIDTH[level] / UNIT, y * _HEIGHT[level] / UNIT
    edges_e, edges_n = (x + 1) * _WIDTH[level] / UNIT, (y + 1) * _HEIGHT[level] / UNIT
    return Cells(
        encode_many(edges_w + width / 2, edges_s + height / 2, level), edges_w, edges_s, edges_e, edges_n
    )


def _figures(lon: FloatArray, lat: FloatArray, level: int) -> npt.NDArray[np.uint8]:
    """The codes as a matrix of ASCII bytes, one row per point."""
    x = np.minimum(np.floor(np.abs(lon) * UNIT + _NOISE).astype(np.int64), 180 * UNIT - 1)
    y = np.minimum(np.floor(np.abs(lat) * UNIT + _NOISE).astype(np.int64), POLE * UNIT - 1)
    column, x = np.divmod(x, _WIDTH[1])
    row, y = np.divmod(y, _HEIGHT[1])
    zone = np.where(lon >= 0, 31 + column, 30 - column)
    out = np.empty((len(lon), _LENGTH[level]), dtype=np.uint8)
    out[:, 0] = np.where(lat >= 0, ord("N"), ord("S"))
    out[:, 1], out[:, 2] = _FIGURES[zone // 10], _FIGURES[zone % 10]
    out[:, 3] = ord("A") + row
    for n in range(2, level + 1):
        column, x = np.divmod(x, _WIDTH[n])
        row, y = np.divmod(y, _HEIGHT[n])
        at = _LENGTH[n - 1]
        if n in _Z_ORDER:
            out[:, at] = _FIGURES[2 * row + column]
        else:
            out[:, at], out[:, at + 1] = _FIGURES[column], _FIGURES[row]
    return out


def _columns(west: float, east: float, width: int) -> IntArray:
    if west > east:
        return np.concatenate([_span(west, 180, width, 180), _span(-180, east, width, 180)])
    return _span(west, east, width, 180)


def _span(low: float, high: float, size: int, end: int) -> IntArray:
    """Signed indices of the cells between two degrees: grid lines are the same on both sides of 0."""
    # ±180° is still coded (by the last cell), ±88° is not
    if low > end or high < -end or (end == POLE and (low >= end or high <= -end)):
        return np.empty(0, dtype=np.int64)
    last_cell = end * UNIT // size - 1
    first = math.floor((low * UNIT + _NOISE) / size)
    last = math.ceil((high * UNIT - _NOISE) / size) - 1
    if low == high < 0:  # a line on an edge belongs to the cell farther from the origin
        first = -1 - math.floor((-low * UNIT + _NOISE) / size)
    first = min(max(first, -last_cell - 1), last_cell)
    last = min(max(last, first), last_cell)
    return np.arange(first, last + 1, dtype=np.int64)


def _check_level(level: int) -> None:
    if level not in LEVELS:
        raise InputError(tr("Grid codes have levels 1 to 10, not {level}.").format(level=level))


def _check_range(lon: FloatArray, lat: FloatArray) -> None:
    outside = ~((np.abs(lon) <= 180) & (np.abs(lat) < POLE))
    if outside.any():
        first = int(np.argmax(outside))
        raise InputError(
            tr(
                "The point {lon}, {lat} has no grid code: longitude reaches from −180° to 180° and "
                "latitude stays below 88°, in degrees of EPSG:4490."
            ).format(lon=f"{lon[first]:.9g}", lat=f"{lat[first]:.9g}")
        )
