"""What a dossier has to say, worked out a second time from the public contract alone.

Nothing of the plugin and no PROJ is used here: the projections are Krüger's series (third order in n, exact
to micrometres within a zone), areas those of the official trapezoids in closed form, relations plain shapely
with 1 mm around.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Callable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

A, F = 6378137.0, 1 / 298.257222101
E2 = F * (2 - F)
E = math.sqrt(E2)
N = F / (2 - F)
#: Central meridian and false easting.
ZONES = {"EPSG:4549": (120.0, 500_000.0), "EPSG:4550": (123.0, 500_000.0), "EPSG:4528": (120.0, 40_500_000.0)}


def forward(crs: str, lonlat: np.ndarray) -> np.ndarray:
    """Longitudes and latitudes in degrees as coordinates of ``crs``."""
    if crs == "EPSG:4490":
        return lonlat
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    if crs == "EPSG:3857":
        return np.column_stack([A * lon, A * np.arctanh(np.sin(lat))])
    middle, easting = ZONES[crs]
    radius = A / (1 + N) * (1 + N**2 / 4 + N**4 / 64)
    alpha = (
        N / 2 - 2 * N**2 / 3 + 5 * N**3 / 16,
        13 * N**2 / 48 - 3 * N**3 / 5,
        61 * N**3 / 240,
    )
    t = np.sinh(np.arctanh(np.sin(lat)) - E * np.arctanh(E * np.sin(lat)))
    away = lon - math.radians(middle)
    xi, eta = np.arctan2(t, np.cos(away)), np.arcsinh(np.sin(away) / np.hypot(t, np.cos(away)))
    east, north = eta.copy(), xi.copy()
    for j, a in enumerate(alpha, 1):
        east += a * np.cos(2 * j * xi) * np.sinh(2 * j * eta)
        north += a * np.sin(2 * j * xi) * np.cosh(2 * j * eta)
    return np.column_stack([easting + radius * east, radius * north])


def inverse(crs: str, points: np.ndarray, near: Sequence[float]) -> np.ndarray:
    """:func:`forward` turned round by Newton's steps from ``near``."""
    if crs == "EPSG:4490":
        return points
    found = np.tile(np.asarray(near, float), (len(points), 1))
    step = 1e-5
    for _ in range(6):
        here = forward(crs, found)
        by_lon = (forward(crs, found + np.array([step, 0.0])) - here) / step
        by_lat = (forward(crs, found + np.array([0.0, step])) - here) / step
        off = points - here
        det = by_lon[:, 0] * by_lat[:, 1] - by_lat[:, 0] * by_lon[:, 1]
        found[:, 0] += (off[:, 0] * by_lat[:, 1] - off[:, 1] * by_lat[:, 0]) / det
        found[:, 1] += (off[:, 1] * by_lon[:, 0] - off[:, 0] * by_lon[:, 1]) / det
    return found


def _zone(lat: np.ndarray) -> np.ndarray:
    """Area between the equator and a latitude per radian of longitude."""
    s = np.sin(lat)
    return A**2 * (1 - E2) / 2 * (s / (1 - E2 * s**2) + np.arctanh(E * s) / E)


def _ring_area(ring: np.ndarray) -> float:
    """As TD/T 1055 has it: each edge with the mean of its longitudes over its stretch of latitude."""
    lon, heights = np.radians(ring[:, 0] - ring[0, 0]), _zone(np.radians(ring[:, 1]))
    return abs(float(np.sum((lon[1:] + lon[:-1]) / 2 * np.diff(heights))))


def area(geometry: BaseGeometry) -> float:
    """Square metres on the ellipsoid of polygons in longitude and latitude."""
    return sum(
        _ring_area(np.asarray(part.exterior.coords)[:, :2])
        - sum(_ring_area(np.asarray(hole.coords)[:, :2]) for hole in part.interiors)
        for part in polygons(geometry).geoms
    )


def polygons(geometry: BaseGeometry) -> shapely.MultiPolygon:
    parts = [part for part in _leaves(geometry) if part.geom_type == "Polygon" and not part.is_empty]
    return shapely.MultiPolygon(parts)


def _leaves(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    for part in shapely.get_parts(geometry):
        if shapely.get_num_geometries(part) > 1 or part.geom_type.startswith(("Multi", "Geometry")):
            yield from _leaves(part)
        else:
            yield part


@dataclass(frozen=True)
class Known:
    """A feature: its id as text, its longitudes and latitudes (None: no geometry), its unit's code."""

    id: str
    lonlat: BaseGeometry | None
    code: str = ""


@dataclass(frozen=True)
class KnownLayer:
    name: str
    role: str | None
    crs: str
    features: Sequence[Known]


@dataclass
class Row:
    """One entry. ``relations``: the one at 1 mm, and those a hair more or less would give."""

    unit: str
    layer: str
    role: str | None
    feature: str
    relation: str
    relations: frozenset[str | None]
    overlap: float | None = None
    of_unit: float | None = None
    of_feature: float | None = None
    leeway: float = 0.0


class Oracle:
    """``origin``: longitude and latitude in the middle of the district."""

    def __init__(self, origin: Sequence[float]) -> None:
        self.origin = origin
        lat = math.radians(origin[1])
        w = math.sqrt(1 - E2 * math.sin(lat) ** 2)
        self.scale = np.radians(1.0) * np.array([A / w * math.cos(lat), A * (1 - E2) / w**3])

    def lonlat(self, local: BaseGeometry | None) -> BaseGeometry | None:
        """Local metres as longitude and latitude; straight stays straight."""
        return None if local is None else shapely.transform(local, lambda xy: xy / self.scale + self.origin)

    def rows(self, unit: Known, unit_crs: str, layers: Sequence[KnownLayer]) -> list[Row]:
        """What meets ``unit``, and what meets it only if lengths are taken a hair more generously."""
        found = []
        for layer in layers:
            shared = layer.crs if layer.crs == unit_crs and layer.crs != "EPSG:4490" else ""
            for feature in layer.features:
                a, b = (self._plane(one.lonlat, shared) for one in (unit, feature))
                if a is None or b is None or not a[0].envelope.buffer(1).intersects(b[0].envelope):
                    continue
                relations = [relation(a[0], b[0], eps) for eps in (1e-3, 5e-4, 2e-3)]
                if relations == [None] * 3:
                    continue
                row = Row(
                    unit.id, layer.name, layer.role, feature.id, relations[0] or "", frozenset(relations)
                )
                if a[0].geom_type == b[0].geom_type == "MultiPolygon":
                    both = polygons(a[0].intersection(b[0]))
                    of_a, of_b = a[1](a[0]), b[1](b[0])
                    shared_m2 = a[1](both) if row.relation != "touches" else 0.0
                    row.overlap, row.of_unit, row.of_feature = shared_m2, shared_m2 / of_a, shared_m2 / of_b
                    row.leeway = max(1e-6 * shared_m2, 1e-3 * min(a[0].length, b[0].length))
                found.append(row)
        return found

    def _plane(
        self, lonlat: BaseGeometry | None, crs: str
    ) -> tuple[BaseGeometry, Callable[[BaseGeometry], float]] | None:
        """A sound geometry in metres, and what measures such ones on the ellipsoid."""
        if lonlat is None or lonlat.is_empty:
            return None
        if crs:
            made = shapely.transform(lonlat, lambda xy: forward(crs, xy))

            def measure(geometry: BaseGeometry) -> float:
                dense = shapely.segmentize(geometry, max(20.0, math.sqrt(geometry.area) / 50))
                return area(shapely.transform(dense, lambda xy: inverse(crs, xy, self.origin)))
        else:
            made = shapely.transform(lonlat, lambda xy: (xy - self.origin) * self.scale)

            def measure(geometry: BaseGeometry) -> float:
                return area(self.lonlat(geometry))

        sound = _sound(made)
        return None if sound is None else (sound, measure)

    def unit_codes(self, unit: Known, unit_crs: str, layers: Sequence[KnownLayer]) -> set[str]:
        """Codes of the village with the largest share; several where a hair decides."""
        admin = [layer for layer in layers if layer.role == "admin_unit"]
        a = self._plane(unit.lonlat, "")
        shares: dict[str, float] = defaultdict(float)
        for layer in admin:
            for feature in layer.features:
                b = self._plane(feature.lonlat, "")
                if a is None or b is None:
                    continue
                both = a[0].intersection(b[0])
                if a[0].geom_type == "MultiPolygon":
                    size = both.area
                elif a[0].geom_type == "MultiLineString":
                    size = both.length
                else:
                    size = float(shapely.get_num_coordinates(both))
                if size > 0.02:
                    shares[feature.code] += size
        if not shares:
            return {"0" * 12}
        finest = max(map(len, shares))
        fine = {code: size for code, size in shares.items() if len(code) == finest}
        best = max(fine.values())
        hair = 2e-3 * max(1.0, a[0].length if a else 0.0)
        near = sorted(code for code, size in fine.items() if size > best - hair)
        exact = [code for code in near if abs(fine[code] - best) < 1e-6 * best]
        return {code.ljust(12, "0") for code in (near if len(exact) != len(near) else near[:1])}


def _sound(geometry: BaseGeometry) -> BaseGeometry | None:
    """Polygons repaired and alone, else lines, else points; always as a multi."""
    drawn_as_area = geometry.geom_type.endswith("Polygon")
    if not geometry.is_valid:
        geometry = shapely.make_valid(geometry)
    by_kind: dict[str, list[BaseGeometry]] = defaultdict(list)
    for part in _leaves(geometry):
        if not part.is_empty:
            by_kind[part.geom_type].append(part)
    areas = [part for part in by_kind["Polygon"] if part.area > 0]
    if areas and not shapely.multipolygons(areas).buffer(-5e-4).is_empty:
        return shapely.multipolygons(areas)
    if drawn_as_area:
        return None
    if by_kind["LineString"]:
        return shapely.multilinestrings(by_kind["LineString"])
    return shapely.multipoints(by_kind["Point"]) if by_kind["Point"] else None


def relation(a: BaseGeometry, b: BaseGeometry, eps: float = 1e-3) -> str | None:
    """The relation of ``a`` to ``b`` with edges ``eps`` wide; None when they stay apart."""
    if a.distance(b) > eps:
        return None
    dims = (shapely.get_dimensions(a), shapely.get_dimensions(b))
    a_in, b_in = b.buffer(eps).covers(a), a.buffer(eps).covers(b)
    if dims == (2, 2):
        both = polygons(a.intersection(b))
        small = both.area < 0.01 * (eps / 1e-3) and both.area < 0.5 * min(a.area, b.area)
        meets = not small and not both.buffer(-eps / 2).is_empty
        a_in, b_in = a_in or _nothing_beside(a, b, eps), b_in or _nothing_beside(b, a, eps)
    elif dims[0] == dims[1]:
        meets = _cross(a, b, eps)
    else:
        low, high = (a, b) if dims[0] < dims[1] else (b, a)
        if shapely.get_dimensions(high) == 2:
            meets = not low.intersection(high.buffer(-eps)).is_empty
        else:
            meets = not low.difference(_ends(high).buffer(eps)).intersection(high.buffer(eps)).is_empty
    if not meets:
        return "touches"
    if a_in and b_in and dims[0] == dims[1]:
        return "equals"
    if a_in and dims[0] <= dims[1]:
        return "within"
    if b_in and dims[1] <= dims[0]:
        return "contains"
    return "overlaps"


def _nothing_beside(a: BaseGeometry, b: BaseGeometry, eps: float) -> bool:
    """Whether what of ``a`` stands out of ``b`` is slips: no part is 0.01 m² and 2 mm wide on the mean."""
    least = min(0.01, a.length * 1e-3) * (eps / 1e-3)
    return all(
        part.area < least or 2 * part.area / part.length < 2 * eps for part in polygons(a.difference(b)).geoms
    )


def _cross(a: BaseGeometry, b: BaseGeometry, eps: float) -> bool:
    """Whether points share a place, or lines more than an end of one of them."""
    if shapely.get_dimensions(a) == 0:
        return True
    shared = a.intersection(b.buffer(eps))
    return not shared.difference(shapely.union_all([_ends(a), _ends(b)]).buffer(3 * eps)).is_empty


def _ends(lines: BaseGeometry) -> BaseGeometry:
    return lines.boundary


def cell(code: str) -> BaseGeometry:
    """The cell of a level 7 code of the northern and eastern quarter (GB/T 39409-2020), in degrees."""
    assert code[0] == "N" and len(code) == 14, code
    west, south = (int(code[1:3]) - 31) * 6.0, (ord(code[3]) - ord("A")) * 4.0
    width, height = 6.0, 4.0

    def into(column: int, row: int, columns: int, rows: int) -> None:
        nonlocal west, south, width, height
        assert column < columns and row < rows, code
        width, height = width / columns, height / rows
        west, south = west + column * width, south + row * height

    into(int(code[4], 16), int(code[5], 16), 12, 8)
    into(int(code[6]) % 2, int(code[6]) // 2, 2, 3)
    into(int(code[7], 16), int(code[8], 16), 15, 10)
    into(int(code[9], 16), int(code[10], 16), 15, 15)
    into(int(code[11]) % 2, int(code[11]) // 2, 2, 2)
    into(int(code[12]), int(code[13]), 8, 8)
    return shapely.box(west, south, west + width, south + height)
