"""A boundary as officers paste it: lines of coordinates, WKT or GeoJSON."""

from __future__ import annotations

import json
import math
import re

from .errors import InputError
from .i18n import tr
from .kernel import GEOSException, shapely

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def polygon_text(text: str) -> bytes:
    """The WKB of the polygon in ``text``, in whatever coordinates it has: x (or longitude) first.

    Lines of two numbers (a point number before them and a height behind are left out, as in a surveyor's
    list ``J1,121.5,29.9``), WKT, or GeoJSON (a geometry or one feature). InputError when there is none.
    """
    wanted = text.strip()
    try:
        if wanted.startswith("{"):
            shape = shapely.from_geojson(_geometry_json(wanted))
        elif wanted[:1].isalpha() and "(" in wanted:
            shape = shapely.from_wkt(wanted)
        else:
            shape = shapely.Polygon(_points(wanted))
    except (GEOSException, ValueError, TypeError, KeyError) as error:
        raise InputError(
            tr(
                "These are no coordinates of a boundary ({reason}): write one point a line, x (longitude) "
                "first, at least three, or paste WKT or GeoJSON."
            ).format(reason=error)
        ) from error
    if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
        raise InputError(tr("What was pasted is no polygon: a boundary encloses ground."))
    found: bytes = shapely.to_wkb(shapely.force_2d(shape), byte_order=1)
    return found


def looks_like_degrees(wkb: bytes) -> bool:
    """Whether all coordinates could be longitudes and latitudes."""
    west, south, east, north = shapely.bounds(shapely.from_wkb(wkb)).tolist()
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)


def _geometry_json(text: str) -> str:
    document = json.loads(text)
    if document.get("type") == "FeatureCollection" and len(document["features"]) == 1:
        document = document["features"][0]
    return json.dumps(document["geometry"]) if document.get("type") == "Feature" else text


def _points(text: str) -> list[tuple[float, float]]:
    points = []
    for line in re.split(r"[\n;；]+", text):
        if not line.strip():
            continue
        # a point's own number (J1, 1) stands before its coordinates
        parts = [part for part in re.split(r"[,，\s]+", line.strip()) if part]
        numbers = [float(part) for part in parts if _NUMBER.fullmatch(part)]
        if len(numbers) > 2 and parts[0].isdigit():
            numbers = numbers[1:]
        if len(numbers) < 2 or not all(map(math.isfinite, numbers)):
            raise ValueError(line.strip()[:40])
        points.append((numbers[0], numbers[1]))
    if len(points) < 3:
        raise ValueError(tr("fewer than three points"))
    return points
