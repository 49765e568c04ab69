"""From any layer's coordinates to EPSG:4490 longitude/latitude, and what can be wrong with them.

Gauss-Krüger eastings in China come with or without the number of their zone in front (40 500 000 or
500 000), and a layer's coordinate reference system often says the other thing. When the number fits the
system's central meridian the coordinates are shifted and it is said; when it does not, only the officer
knows which of the two is wrong.
"""

from __future__ import annotations

import math
import re
import threading
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qgis.core import QgsCoordinateReferenceSystem

from ..core.errors import InputError
from ..core.i18n import tr
from .coordinate_tally import MOST_EASTING, ZONE_WIDTH, Tally

Coordinates = npt.NDArray[np.float64]

_CHINESE_ZONES = range(13, 46)  # six-degree zones 13–23, three-degree zones 24–45


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
        return int(self.false_easting // ZONE_WIDTH)


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


class CoordinateCensus:
    """Counts over all coordinates of a layer, given piece by piece, from which :meth:`decide` knows whether
    they carry their zone's number, lack it, or cannot be in ``crs`` at all."""

    def __init__(self, crs: QgsCoordinateReferenceSystem, layer: str) -> None:
        self._crs, self._zone = crs, gauss_kruger(crs)
        self._geographic = crs.isGeographic()
        self._words = {"layer": layer, "crs": system_name(crs)}
        self._finite = self._numbered = self._bare = 0
        self._numbers: set[int] = set()
        self._prefix = False
        self._lock = threading.Lock()
        self._tallies = (Tally(), Tally())  # without and with the missing number put before

    def add(self, xy: Coordinates) -> bool:
        """Count ``xy`` (n, 2) in, from any thread; whether they stand as the system asks for, whatever else
        the layer holds: no number of a zone is to be put before or taken off, and nothing looks wrong."""
        if not len(xy):
            return True
        west, east, south, north = (float(one) for x in xy.T for one in (x.min(), x.max()))
        usual = self._usual(west, east, south, north)
        with self._lock:
            if usual:
                self._count_usual(len(xy))
            else:
                self._count_each(xy)
        return usual

    def _usual(self, west: float, east: float, south: float, north: float) -> bool:
        """Whether coordinates in this rectangle (one of numbers) stand as the system asks for."""
        if not math.isfinite(west + east + south + north):
            return False
        if self._zone is None and self._geographic:
            return west > 60.0 and east <= 180.0 and south >= -90.0 and north <= 90.0
        if self._zone is None or not self._zone.own_zone:
            return west > 360.0 and east < (ZONE_WIDTH if self._zone is not None else MOST_EASTING)
        own = self._zone.own_zone
        return own in _CHINESE_ZONES and own * ZONE_WIDTH <= west and east < (own + 1) * ZONE_WIDTH

    def _count_usual(self, count: int) -> None:
        self._finite += count
        own = self._zone.own_zone if self._zone is not None else 0
        if own:
            self._numbered += count
            self._numbers.add(own)
        elif self._zone is not None:
            self._bare += count
        for tally in self._tallies[: 2 if own else 1]:
            tally.add_usual(count, self._geographic)

    def _count_each(self, xy: Coordinates) -> None:
        xy = xy[np.isfinite(xy).all(axis=1)]
        if not len(xy):
            return
        self._finite += len(xy)
        if self._zone is None:
            self._tallies[0].add(xy)
            return
        x = np.ascontiguousarray(xy[:, 0])
        number = np.floor_divide(x, ZONE_WIDTH)
        numbered = np.isin(number, _CHINESE_ZONES)
        self._numbers |= set(np.unique(number[numbered]).astype(int).tolist())
        self._numbered += int(numbered.sum())
        self._bare += int(((x > 0) & (x < ZONE_WIDTH)).sum())
        for tally, prefix in zip(self._tallies, (False, True)):
            if not prefix or self._zone.own_zone:
                tally.add(np.column_stack([x + self._shift(x, prefix), xy[:, 1]]))

    def decide(self) -> list[str]:
        """What is mended, one sentence each. Raises InputError naming layer, system and mend when the
        coordinates cannot be in the system."""
        notices = []
        if self._finite and self._zone is not None and (text := self._zone_notice(self._zone)):
            notices.append(CoordinateNotice(text))
        if self._finite:
            self._tallies[self._prefix].refuse(self._geographic, self._zone is not None, self._words)
        return notices

    def _zone_notice(self, zone: GaussKruger) -> str:
        own = zone.own_zone
        foreign = self._numbers - ({own} if own else set(zone.zones))
        words = {**self._words, "zones": ", ".join(map(str, sorted(foreign or self._numbers)))}
        if foreign:
            raise InputError(
                tr(
                    "Layer “{layer}”: its coordinates carry the zone number {zones}, which does not belong "
                    "to {crs}: set the layer's coordinate reference system to that of the zone."
                ).format(**words)
            )
        if not own and self._numbered:
            return tr(
                "Layer “{layer}”: the zone number {zones} was taken off its coordinates, as {crs} has none."
            ).format(**words)
        if own and self._bare * 2 > self._finite - self._numbered:
            self._prefix = True
            words["zones"] = str(own)
            return tr(
                "Layer “{layer}”: the zone number {zones} was put before its coordinates, as {crs} asks for "
                "it."
            ).format(**words)
        return ""

    @property
    def mends(self) -> bool:
        """Whether any coordinate is shifted (after :meth:`decide`)."""
        zone = self._zone
        return zone is not None and (self._prefix or (not zone.own_zone and self._numbered > 0))

    def shift(self, x: Coordinates) -> Coordinates:
        """What is to be added to the eastings ``x``, as decided."""
        return self._shift(x, self._prefix) if self.mends else np.zeros(len(x))

    def _shift(self, x: Coordinates, prefix: bool) -> Coordinates:
        own = self._zone.own_zone if self._zone is not None else 0
        if own:
            lacking = (x > 1000.0) & (x < ZONE_WIDTH) & prefix
            return np.where(lacking, own * ZONE_WIDTH, 0.0)
        number = np.floor_divide(np.where(np.isfinite(x), x, 0.0), ZONE_WIDTH)
        return np.where(np.isin(number, _CHINESE_ZONES), -number * ZONE_WIDTH, 0.0)


def system_name(crs: QgsCoordinateReferenceSystem) -> str:
    """How sentences call a reference system."""
    return f"{crs.authid()} {crs.description()}".strip() or crs.toProj()
