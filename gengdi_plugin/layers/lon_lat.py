"""Coordinates into EPSG:4490 by QGIS's own transformation, in bulk, and what is doubtful about them."""

from __future__ import annotations

import re
import struct
import threading

import numpy as np

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsGeometry

from ..core.i18n import tr
from .conformal import Conformal, is_conformal
from .crs import CoordinateDoubt, Coordinates, system_name

_BULK = 100_000  # one call holds the interpreter for some 20 ms
_BOUNDS_MARGIN = 3.0


class LonLat:
    """``transform`` (into EPSG:4490) applied piece by piece, from any thread; :meth:`doubts` at the end."""

    def __init__(self, transform: QgsCoordinateTransform, layer: str) -> None:
        self._transform, self._crs = transform, transform.sourceCrs()
        self._words: dict[str, object] = {"layer": layer, "crs": system_name(self._crs)}
        self._bounds = self._crs.bounds()
        if not self._bounds.isEmpty():
            self._bounds = self._bounds.buffered(_BOUNDS_MARGIN)
        self._count = self._inside = self._lost = 0
        self._lock = threading.Lock()
        self._moved = Conformal(self._asked) if is_conformal(transform) else self._asked

    @property
    def changes(self) -> bool:
        """Whether coordinates are changed at all."""
        return not self._transform.isShortCircuited()

    def __call__(self, xy: Coordinates) -> Coordinates:
        """``xy`` (n, 2) as longitude and latitude; coordinates that are not finite stay as they are; those
        the system has no place for become NaN."""
        if not len(xy):
            return xy
        finite = np.isfinite(xy)
        usable = slice(None) if finite.all() else np.flatnonzero(finite.all(axis=1))
        wanted = xy[usable]
        if not self.changes:
            self._look(wanted)
            return xy
        moved = self._moved(wanted)
        self._look(moved)
        if isinstance(usable, slice):
            return moved
        out = xy.copy()
        out[usable] = moved
        return out

    def _asked(self, xy: Coordinates) -> Coordinates:
        """Finite coordinates as QGIS moves them."""
        pieces = [_transformed(xy[at : at + _BULK], self._transform) for at in range(0, len(xy), _BULK)]
        return np.concatenate(pieces) if pieces else xy

    def _look(self, lon_lat: Coordinates) -> None:
        x, y, bounds = lon_lat[:, 0], lon_lat[:, 1], self._bounds
        count, lost = len(lon_lat), 0
        inside = count
        if not (
            count
            and bounds.xMinimum() <= x.min()
            and x.max() <= bounds.xMaximum()
            and bounds.yMinimum() <= y.min()
            and y.max() <= bounds.yMaximum()
        ):  # not the usual case; nor where any is lost, as NaN is nowhere
            lost = int(np.isnan(lon_lat).any(axis=1).sum())
            within = (x >= bounds.xMinimum()) & (x <= bounds.xMaximum())
            inside = int((within & (y >= bounds.yMinimum()) & (y <= bounds.yMaximum())).sum())
        with self._lock:
            self._count += count
            self._lost += lost
            self._inside += inside

    def doubts(self) -> list[str]:
        """What an officer must look at, one sentence each."""
        if not self.changes:
            return []
        found = []
        if self._count and not self._bounds.isEmpty() and self._inside * 2 < self._count:
            found.append(
                tr("Layer “{layer}” lies outside the area that {crs} is made for: check its system.")
            )
        if not re.search(r"\+ellps=GRS80|\+datum=WGS84|\+a=6378137\b", self._crs.toProj()):
            found.append(
                tr(
                    "Layer “{layer}”: the shift from the datum of {crs} to CGCS2000 may be unknown here; its "
                    "ground may be off by up to a hundred metres unless a transformation is set in the "
                    "project."
                )
            )
        if self._lost:
            found.append(tr("Layer “{layer}”: {count} vertices have no place in {crs}."))
        return [CoordinateDoubt(text.format(**self._words, count=self._lost)) for text in found]


def to_lon_lat(
    xy: Coordinates, transform: QgsCoordinateTransform, layer: str
) -> tuple[Coordinates, list[str]]:
    """All of ``xy`` (n, 2) as longitude and latitude of EPSG:4490, and what is doubtful about them."""
    lon_lat = LonLat(transform, layer)
    return lon_lat(xy), lon_lat.doubts()


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
