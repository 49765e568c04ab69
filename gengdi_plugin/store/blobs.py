"""Polygons in SpatiaLite's own bytes, made without asking SpatiaLite for each."""

from __future__ import annotations

import struct

import numpy as np

from ..core.area import FloatArray
from ..core.geometry import multipolygons
from ..core.kernel import shapely
from ..core.stopping import checkpoint
from ..core.table import ObjectArray
from .sql import SRID
from .values import CHUNK

#: What stands before a geometry: start, byte order, reference system, bounds, end of the bounds.
_HEAD = np.dtype([("start", "u1"), ("order", "u1"), ("srid", "<i4"), ("bounds", "<f8", 4), ("mark", "u1")])
_LITTLE_ENDIAN, _BOUNDS_END, _ENTITY, _END = 1, 0x7C, b"\x69", b"\xfe"

#: Bytes of WKB before the first polygon of a MultiPolygon: byte order, kind, number of polygons.
_FIRST = 9


def spatialite_blobs(geometries: ObjectArray) -> list[bytes | None]:
    """Each geometry's polygons as one 2D MultiPolygon as ``GeomFromWKB`` would store it (EPSG:4490); None
    for None, empty or no polygon."""
    out: list[bytes | None] = []
    for start in range(0, len(geometries), CHUNK):
        checkpoint()
        shapes = multipolygons(geometries[start : start + CHUNK])
        wkbs = shapely.to_wkb(shapes, output_dimension=2, byte_order=_LITTLE_ENDIAN).tolist()
        heads = _heads(shapely.bounds(shapes))
        out.extend(None if wkb is None else head + _body(wkb) + _END for head, wkb in zip(heads, wkbs))
    return out


def _heads(bounds: FloatArray) -> list[bytes]:
    heads = np.zeros(len(bounds), dtype=_HEAD)
    heads["order"], heads["srid"], heads["mark"] = _LITTLE_ENDIAN, SRID, _BOUNDS_END
    heads["bounds"] = bounds
    data, size = heads.tobytes(), _HEAD.itemsize
    return [data[at : at + size] for at in range(0, len(data), size)]


def _body(wkb: bytes) -> bytes:
    """WKB without its byte order; every polygon inside begins with SpatiaLite's mark instead of its own."""
    (polygons,) = struct.unpack_from("<I", wkb, 5)
    if polygons == 1:
        return wkb[1:_FIRST] + _ENTITY + wkb[_FIRST + 1 :]
    changed, at = bytearray(wkb), _FIRST
    for _ in range(polygons):
        changed[at : at + 1] = _ENTITY
        (rings,) = struct.unpack_from("<I", wkb, at + 5)
        at += 9
        for _ in range(rings):
            (points,) = struct.unpack_from("<I", wkb, at)
            at += 4 + 16 * points
    return bytes(changed[1:])
