"""From any layer's coordinates to EPSG:4490 longitude/latitude, and what can be wrong with them.

Gauss-Krüger eastings in China come with or without the number of their zone in front (40 500 000 or
500 000), and a layer's coordinate reference system often says the other thing. When the number fits the
system's central meridian the coordinates are shifted and it is said; when it does not, only the officer
knows which of the two is wrong.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsGeometry

from ..core.errors import InputError
from ..core.i18n import tr

Coordinates = npt.NDArray[np.float64]

LON_LAT = "EPSG:4490"

_ZONE_WIDTH = 1_000_000.0
_CHINESE_ZONES = range(13, 46)  # six-degree zones 13–23, three-degree zones 24–45
_BULK = 100_000  # one call holds the interpreter for some 20 ms
_BOUNDS_MARGIN = 3.0


class CoordinateNotice(str):
    """A sentence about a layer's coordinates: what was put right."""


class CoordinateDoubt(CoordinateNotice):
    """A sentence about a layer's coordinates: what an officer must look at."""


@dataclass(frozen=True)
class GaussKruger:
    """A transverse Mercator system: its false easting and the zone numbers its meridian can have."""

    false_easting: float
    zones: frozenset[int]

    @property
    def own_zone(self) -> int:
        """The zone number in the false easting; 0 without one."""
        return int(self.false_easting // _ZONE_WIDTH)


def gauss_kruger(crs: QgsCoordinateReferenceSystem) -> GaussKruger | None:
    """The zone facts of a transverse Mercator system; None for every other system."""
    proj = crs.toProj()
    if "+proj=tmerc" not in proj:
        return None
    meridian, easting = (_parameter(proj, key) for key in ("lon_0", "x_0"))
    zones = {meridian / 3.0, (meridian + 3.0) / 6.0}
    return GaussKruger(easting, frozenset(int(zone) for zone in zones if zone.is_integer()))


def _parameter(proj: str, key: str) -> float:
    found = re.search(rf"\+{key}=(-?[\d.]+)", proj)
    return float(found.group(1)) if found else 0.0


def require_crs(crs: QgsCoordinateReferenceSystem, layer: str) -> None:
    """Refuse a layer whose coordinates mean nothing."""
    if not crs.isValid():
        raise InputError(
            tr(
                "Layer “{layer}” has no coordinate reference system: set it in the layer's properties "
                "(for example EPSG:4490 or EPSG:4549)."
            ).format(layer=layer)
        )


def mend_coordinates(
    xy: Coordinates, crs: QgsCoordinateReferenceSystem, layer: str
) -> tuple[Coordinates, list[str]]:
    """``xy`` (n, 2) in ``crs`` with its zone numbers put right, and what was done, one sentence each.

    Raises InputError naming layer, system and mend when the coordinates cannot be in ``crs``.
    """
    finite = np.isfinite(xy).all(axis=1)
    if not finite.any():
        return xy, []
    zone = gauss_kruger(crs)
    notices: list[str] = []
    if zone is not None:
        shift, notice = _zone_shift(xy[:, 0], finite, zone, crs, layer)
        if notice:
            notices.append(CoordinateNotice(notice))
            xy = xy + np.column_stack([shift, np.zeros(len(xy))])
    _refuse_foreign(xy[finite], crs, zone, layer)
    return xy, notices


def _zone_shift(
    x: Coordinates,
    finite: npt.NDArray[np.bool_],
    zone: GaussKruger,
    crs: QgsCoordinateReferenceSystem,
    layer: str,
) -> tuple[Coordinates, str]:
    number = np.floor_divide(np.where(finite, x, 0.0), _ZONE_WIDTH)
    numbered = np.isin(number, _CHINESE_ZONES)
    own = zone.own_zone
    foreign = set(number[numbered].astype(int)) - ({own} if own else set(zone.zones))
    words = {"layer": layer, "crs": _name(crs), "zones": ", ".join(map(str, sorted(foreign)))}
    if foreign:
        raise InputError(
            tr(
                "Layer “{layer}”: its coordinates carry the zone number {zones}, which does not belong to "
                "{crs}: set the layer's coordinate reference system to that of the zone."
            ).format(**words)
        )
    if not own and numbered.any():
        words["zones"] = ", ".join(map(str, sorted(set(number[numbered].astype(int)))))
        notice = tr(
            "Layer “{layer}”: the zone number {zones} was taken off its coordinates, as {crs} has none."
        )
        return np.where(numbered, -number * _ZONE_WIDTH, 0.0), notice.format(**words)
    bare = finite & (x > 0) & (x < _ZONE_WIDTH)
    if own and bare.sum() * 2 > finite.sum() - numbered.sum():
        words["zones"] = str(own)
        notice = tr(
            "Layer “{layer}”: the zone number {zones} was put before its coordinates, as {crs} asks for it."
        )
        return np.where(bare & (x > 1000.0), own * _ZONE_WIDTH, 0.0), notice.format(**words)
    return np.zeros(len(x)), ""


def _refuse_foreign(
    xy: Coordinates, crs: QgsCoordinateReferenceSystem, zone: GaussKruger | None, layer: str
) -> None:
    """Metres in a system of degrees, degrees in a system of metres, axes the wrong way round."""
    x, y = np.abs(xy[:, 0]), np.abs(xy[:, 1])
    half = len(xy) / 2.0
    words = {"layer": layer, "crs": _name(crs)}
    if crs.isGeographic():
        if ((x <= 60.0) & (y >= 90.0) & (y <= 180.0)).sum() > half:
            raise InputError(_swapped().format(**words))
        if ((x > 360.0) | (y > 90.0)).sum() > half:
            raise InputError(
                tr(
                    "Layer “{layer}”: its coordinates are metres, but {crs} is in degrees: set the layer's "
                    "coordinate reference system to the one the data are in."
                ).format(**words)
            )
        return
    if ((x <= 180.0) & (y <= 90.0)).sum() > half and (x.max() > 0.0 or y.max() > 0.0):
        raise InputError(
            tr(
                "Layer “{layer}”: its coordinates are degrees, but {crs} is in metres: set the layer's "
                "coordinate reference system to EPSG:4490 or the one the data are in."
            ).format(**words)
        )
    if zone is not None:
        northing_first = (x > 1.5e6) & (x < 6.2e6) & ((y < _ZONE_WIDTH) | ((y >= 13e6) & (y < 46e6)))
        if northing_first.sum() > half:
            raise InputError(_swapped().format(**words))


def _swapped() -> str:
    return tr(
        "Layer “{layer}”: its coordinates have the axes the wrong way round for {crs}: swap X and Y "
        "(Processing tool “Swap X and Y coordinates”) and try again."
    )


def to_lon_lat(
    xy: Coordinates, transform: QgsCoordinateTransform, layer: str
) -> tuple[Coordinates, list[str]]:
    """``xy`` (n, 2) as longitude and latitude of EPSG:4490, and what is doubtful about them.

    Coordinates that are not finite stay as they are; those the system has no place for become NaN.
    """
    if transform.isShortCircuited():
        return xy, []
    out = xy.copy()
    usable = np.flatnonzero(np.isfinite(xy).all(axis=1))
    for start in range(0, len(usable), _BULK):
        rows = usable[start : start + _BULK]
        out[rows] = _transformed(xy[rows], transform)
    lost = int(np.isnan(out[usable]).any(axis=1).sum())
    words = {"layer": layer, "crs": _name(transform.sourceCrs()), "count": lost}
    notices = _plausibility(out[usable], transform.sourceCrs(), words)
    if lost:
        text = tr("Layer “{layer}”: {count} vertices have no place in {crs}.")
        notices.append(CoordinateDoubt(text.format(**words)))
    return out, notices


def _transformed(xy: Coordinates, transform: QgsCoordinateTransform) -> Coordinates:
    """All of ``xy`` in one call; where that fails, halves, until the bad vertex stands alone as NaN."""
    line = QgsGeometry()
    data = np.ascontiguousarray(np.vstack([xy, xy[-1:]]), dtype="<f8")  # a line has at least two vertices
    line.fromWkb(struct.pack("<BII", 1, 2, len(data)) + data.tobytes())
    try:
        line.transform(transform)
        out = np.frombuffer(line.asWkb().data(), dtype="<f8", offset=9).reshape(-1, 2)[:-1]
        if np.isfinite(out).all():
            return out
    except QgsCsException:
        pass  # one vertex outside the projection fails the whole line: it is searched for below
    if len(xy) == 1:
        return np.full((1, 2), np.nan)
    middle = len(xy) // 2
    return np.vstack([_transformed(xy[:middle], transform), _transformed(xy[middle:], transform)])


def _plausibility(
    lon_lat: Coordinates, crs: QgsCoordinateReferenceSystem, words: dict[str, object]
) -> list[str]:
    doubts = []
    bounds = crs.bounds()
    if len(lon_lat) and not bounds.isEmpty():
        bounds = bounds.buffered(_BOUNDS_MARGIN)
        x, y = lon_lat[:, 0], lon_lat[:, 1]
        inside = (
            (x >= bounds.xMinimum())
            & (x <= bounds.xMaximum())
            & (y >= bounds.yMinimum())
            & (y <= bounds.yMaximum())
        )
        if inside.sum() * 2 < len(lon_lat):
            doubts.append(
                tr("Layer “{layer}” lies outside the area that {crs} is made for: check its system.")
            )
    if not re.search(r"\+ellps=GRS80|\+datum=WGS84|\+a=6378137\b", crs.toProj()):
        doubts.append(
            tr(
                "Layer “{layer}”: the shift from the datum of {crs} to CGCS2000 may be unknown here; its "
                "ground may be off by up to a hundred metres unless a transformation is set in the project."
            )
        )
    return [CoordinateDoubt(text.format(**words)) for text in doubts]


def _name(crs: QgsCoordinateReferenceSystem) -> str:
    return f"{crs.authid()} {crs.description()}".strip() or crs.toProj()
