"""Polygons in SpatiaLite's own bytes, made without asking SpatiaLite for each."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

from ..core.geometry import MULTIPOLYGON, POLYGON, multipolygons
from ..core.kernel import shapely
from ..core.stopping import checkpoint
from ..core.table import ObjectArray, object_array
from .sql import SRID
from .values import CHUNK

#: What stands before a geometry of one polygon: start, byte order, reference system, bounds, end of the
#: bounds, MultiPolygon, number of polygons, and SpatiaLite's mark in place of the polygon's byte order.
_HEAD = np.dtype(
    [
        ("start", "u1"), ("order", "u1"), ("srid", "<i4"), ("bounds", "<f8", 4), ("mark", "u1"),
        ("kind", "<u4"), ("polygons", "<u4"), ("entity", "u1"),
    ]
)  # fmt: skip
_LITTLE_ENDIAN, _BOUNDS_END, _ENTITY, _END = 1, 0x7C, 0x69, b"\xfe"

#: Bytes of the head that belong to any geometry.
_COMMON = 39

#: Bytes of WKB before the first polygon of a MultiPolygon: byte order, kind, number of polygons.
_FIRST = 9


def spatialite_blobs(geometries: ObjectArray) -> list[bytes | None]:
    """Each geometry's polygons as one 2D MultiPolygon as ``GeomFromWKB`` would store it (EPSG:4490); None
    for None, empty or no polygon."""
    out: list[bytes | None] = []
    for start in range(0, len(geometries), CHUNK):
        checkpoint()
        out += _blobs(np.asarray(geometries[start : start + CHUNK], dtype=object))
    return out


def _blobs(shapes: ObjectArray) -> list[bytes | None]:
    kinds, filled = shapely.get_type_id(shapes), ~shapely.is_empty(shapes)
    single = filled & (kinds == POLYGON)
    multiple = filled & (kinds == MULTIPOLYGON) & (shapely.get_num_geometries(shapes) == 1)
    out: ObjectArray = np.full(len(shapes), None, dtype=object)
    # nearly all are one polygon, whose bytes need no second geometry and no walk through its rings
    for chosen, skipped in ((single, 1), (multiple, _FIRST + 1)):
        heads, wkbs = _heads(shapes[chosen]), _wkb(shapes[chosen])
        out[chosen] = object_array([head + wkb[skipped:] + _END for head, wkb in zip(heads, wkbs)])
    rest = ~(single | multiple)
    if rest.any():
        united = multipolygons(shapes[rest])
        out[rest] = object_array(
            [
                None if wkb is None else head[:_COMMON] + _body(wkb) + _END
                for head, wkb in zip(_heads(united), _wkb(united))
            ]
        )
    found: list[bytes | None] = out.tolist()
    return found


def _wkb(shapes: ObjectArray) -> list[Any]:
    found: list[Any] = shapely.to_wkb(shapes, output_dimension=2, byte_order=_LITTLE_ENDIAN).tolist()
    return found


def _heads(shapes: ObjectArray) -> list[bytes]:
    heads = np.zeros(len(shapes), dtype=_HEAD)
    heads["order"], heads["srid"], heads["mark"] = _LITTLE_ENDIAN, SRID, _BOUNDS_END
    heads["kind"], heads["polygons"], heads["entity"] = MULTIPOLYGON, 1, _ENTITY
    heads["bounds"] = shapely.bounds(shapes)
    data, size = heads.tobytes(), _HEAD.itemsize
    return [data[at : at + size] for at in range(0, len(data), size)]


def _body(wkb: bytes) -> bytes:
    """A MultiPolygon's WKB without its byte order; every polygon inside begins with SpatiaLite's mark instead
    of its own."""
    (polygons,) = struct.unpack_from("<I", wkb, 5)
    changed, at = bytearray(wkb), _FIRST
    for _ in range(polygons):
        changed[at] = _ENTITY
        (rings,) = struct.unpack_from("<I", wkb, at + 5)
        at += 9
        for _ in range(rings):
            (points,) = struct.unpack_from("<I", wkb, at)
            at += 4 + 16 * points
    return bytes(changed[1:])
