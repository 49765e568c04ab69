"""Points of a boundary as surveyors write them: decimal or degrees-minutes-seconds, Gauss-Krüger with or
without the zone before the easting, and the coordinate text of the natural-resources offices (勘测定界 TXT).

Which number is the easting is decided by its size, as surveyors put the northing (X) first and maps the
easting: on the ground of China the two cannot be confused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .errors import InputError
from .i18n import tr

#: Longitude/latitude of CGCS2000.
DEGREES = "EPSG:4490"

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_DMS = re.compile(
    r"([EWNS东西南北])?\s*(\d{1,3})\s*[°º度]\s*(\d{1,2}(?:\.\d+)?)\s*[′'’分]\s*"
    r"(?:(\d{1,2}(?:\.\d+)?)\s*(?:″|”|\"|''|′′|秒))?\s*([EWNS东西南北])?",
    re.IGNORECASE,
)
_LATITUDES, _NEGATIVE = frozenset("NS南北"), frozenset("WS西南")
#: The headings of a table: several words, no digit.
_HEADINGS = re.compile(r"[^\d,，\s@]+(?:[,，\s]+[^\d,，\s@]+)+\s*$")
_LABEL = re.compile(r"^\s*([^=\[\]]+?)\s*=\s*(.*?)\s*$")

#: Eastings without a zone lie round 500 km, northings of China from 1 800 km to 6 100 km.
_EASTINGS, _NORTHINGS = (100_000.0, 1_000_000.0), (1_500_000.0, 6_300_000.0)
_ZONED = 10_000_000.0
#: First zone of each division and the EPSG code of that zone's system with the zone before the easting,
#: then without.
_DIVISIONS = {3: (25, 45, 4513, 4534), 6: (13, 23, 4491, 4502)}


@dataclass(frozen=True)
class SurveyPoint:
    """``x``: longitude or easting, ``y``: latitude or northing."""

    name: str
    x: float
    y: float


@dataclass(frozen=True)
class SurveyText:
    """``rings``: the points ring by ring, without the repeated first point; ``crs``: the authid of their
    system as far as the text itself tells it, else ""."""

    rings: tuple[tuple[SurveyPoint, ...], ...]
    crs: str


def read_points(text: str) -> SurveyText:
    """The points in ``text``: one a line, or the coordinate text of a survey, WKT or GeoJSON.

    InputError naming the line that is none, or when nothing is there."""
    stripped = text.strip()
    if stripped.startswith("{") or (stripped[:1].isalpha() and "(" in stripped.split("\n", 1)[0]):
        return _from_shape(stripped)
    labels: dict[str, str] = {}
    rings: list[list[SurveyPoint]] = []
    ring_key: str | None = None
    for number, line in enumerate(re.split(r"[\n;；]+", stripped), 1):
        label = _LABEL.match(line)
        if not line.strip() or line.strip().startswith("["):
            continue
        if number == 1 and "\n" in stripped and not label and _HEADINGS.match(line):
            continue
        if label:
            labels[label[1]] = label[2]
        elif line.rstrip(" ,，").endswith("@"):
            ring_key = None  # the heading of a parcel: its rings follow
        else:
            point, ring = _point(line.strip().strip("()（）"), number)
            if not rings or ring_key is None or ring != ring_key:
                rings.append([])
            ring_key = ring
            rings[-1].append(point)
    if not rings:
        raise InputError(tr("There are no coordinates in the text: write one point a line."))
    return _placed(rings, labels)


def write_points(points: Sequence[SurveyPoint], degrees: bool) -> str:
    """The points as lines ``name,x,y``: degrees to 1e-9 (0.1 mm), metres to 1 mm."""
    digits = 9 if degrees else 3
    return "\n".join(f"{one.name},{one.x:.{digits}f},{one.y:.{digits}f}" for one in points)


def named(points: Sequence[SurveyPoint]) -> list[SurveyPoint]:
    """The points called J1, J2 … in their order."""
    return [replace(one, name=f"J{place}") for place, one in enumerate(points, 1)]


def _from_shape(text: str) -> SurveyText:
    from .boundary_text import looks_like_degrees, polygon_text
    from .kernel import shapely

    wkb = polygon_text(text)
    rings = []
    for part in shapely.get_parts(shapely.from_wkb(wkb)):
        for ring in shapely.get_rings(part):
            found = shapely.get_coordinates(ring)[:-1].tolist()
            rings.append(tuple(named([SurveyPoint("", x, y) for x, y in found])))
    return SurveyText(tuple(rings), DEGREES if looks_like_degrees(wkb) else "")


def _point(line: str, number: int) -> tuple[SurveyPoint, str]:
    """The point of a line as it is written, and the number of its ring."""
    degrees = [_degrees(found) for found in _DMS.finditer(line)]
    if len(degrees) == 2:
        name = _DMS.sub("", line).strip(" ,，\t")
        (one, first_is_lat), (other, _) = degrees
        return (SurveyPoint(name, other, one) if first_is_lat else SurveyPoint(name, one, other)), ""
    parts = [part for part in re.split(r"[,，\s]+", line.strip()) if part]
    name = parts.pop(0) if parts and not _NUMBER.fullmatch(parts[0]) else ""
    values = parts if all(_NUMBER.fullmatch(part) for part in parts) else []
    ring = ""
    if len(values) > 2 and values[0].isdigit() and _pair(values[1:3]):
        # the ring (J1,1,X,Y) or the point's own number (1,X,Y) stands before the coordinates
        name, ring = (name, values.pop(0)) if name else (values.pop(0), "")
    if len(values) < 2:
        raise InputError(
            tr("Line {number} is no point (“{text}”): write two coordinates, as 121.50012, 29.95034.").format(
                number=number, text=line.strip()[:40]
            )
        )
    return SurveyPoint(name, float(values[0]), float(values[1])), ring


def _pair(values: Sequence[str]) -> bool:
    """Whether two numbers can be a place in China, in either order."""
    one, other = (float(value) for value in values)
    for east, north in ((one, other), (other, one)):
        if 70 <= east <= 140 and 0 <= north <= 56:
            return True
        if (_EASTINGS[0] <= east <= _EASTINGS[1] or east >= _ZONED) and _is_northing(north):
            return True
    return False


def _is_northing(value: float) -> bool:
    return _NORTHINGS[0] <= value <= _NORTHINGS[1]


def _degrees(found: re.Match[str]) -> tuple[float, bool]:
    sign = (found[1] or found[5] or "").upper()
    value = int(found[2]) + float(found[3]) / 60 + float(found[4] or 0) / 3600
    return (-value if sign in _NEGATIVE and sign else value), bool(sign) and sign in _LATITUDES


def _placed(rings: Sequence[Sequence[SurveyPoint]], labels: dict[str, str]) -> SurveyText:
    """Easting first, the repeated last point left out, and the system as far as it is told."""
    points = [point for ring in rings for point in ring]
    if all(_is_northing(one.x) and not _is_northing(one.y) for one in points) or all(
        0 <= one.x <= 56 and 70 <= one.y <= 140 for one in points
    ):
        rings = [[SurveyPoint(one.name, one.y, one.x) for one in ring] for ring in rings]
        points = [point for ring in rings for point in ring]
    crs = _system(points, labels)
    return SurveyText(tuple(tuple(_opened(ring)) for ring in rings), crs)


def _opened(ring: Sequence[SurveyPoint]) -> list[SurveyPoint]:
    points = list(ring)
    if len(points) > 3 and (points[0].x, points[0].y) == (points[-1].x, points[-1].y):
        points.pop()
    return [one if one.name else replace(one, name=f"J{place}") for place, one in enumerate(points, 1)]


def _system(points: Sequence[SurveyPoint], labels: dict[str, str]) -> str:
    if all(-180 <= one.x <= 180 and -90 <= one.y <= 90 for one in points):
        return DEGREES
    zones = {int(one.x // 1_000_000) for one in points}
    zoned = all(one.x >= _ZONED for one in points) and len(zones) == 1
    known = labels.get("坐标系", "2000")
    if "2000" not in known:
        return ""  # an older datum: only the officer can say how it is moved
    zone = zones.pop() if zoned else _whole(labels.get("带号", ""))
    wanted = _whole(labels.get("几度分带", ""))
    for division, (first, last, with_zone, without) in _DIVISIONS.items():
        if first <= zone <= last and wanted in (0, division):
            return f"EPSG:{(with_zone if zoned else without) + zone - first}"
    return ""


def _whole(text: str) -> int:
    return int(text) if text.isdigit() else 0
