"""Where a patch lies: its unit, its spatial code, the nearest pollution source (contract §3.1, §3.2)."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ..area import FloatArray
from ..geometry import has_place, multipolygons
from ..gridcode import POLE, interior_codes
from ..kernel import shapely
from ..plane import blockwise
from ..table import FeatureTable, ObjectArray, object_array
from .layer import PreparedLayer
from .overlay import Clips, nearly_largest

#: Namespace of patch uids (UUIDv5), fixed for ever.
PATCH_NAMESPACE = uuid.UUID("6f0c1c1e-5a64-5b0e-9d0b-6e5ab8f5f0aa")
_NAMESPACE = PATCH_NAMESPACE.bytes

GRID_LEVEL = 7

#: Geometries made into hexadecimal WKB at once.
_WKB_BLOCK = 400
UNKNOWN_GRID = "0" * 14


def unit_codes(units: FeatureTable) -> ObjectArray:
    """The code of each unit as :func:`unit_code` reads it."""
    return object_array(unit_code(value) for value in units.column("unit_code"))


def unit_rows(clips: Clips, codes: ObjectArray, exact_m2: FloatArray) -> npt.NDArray[np.int64]:
    """For each patch the row in ``codes`` of the unit it lies in, −1 when in none.

    The finest level present (village, 12 digits) with the largest share; the lower code on a tie, that is
    when shares differ by no more than ``exact_m2`` (one per patch). ``clips``: one per patch and code.
    """
    best: npt.NDArray[np.int64] = np.full(len(exact_m2), -1, dtype=np.int64)
    level = np.array([len(codes[feature]) for feature in clips.feature], dtype=np.int64)
    finest = np.zeros(len(exact_m2), dtype=np.int64)
    np.maximum.at(finest, clips.row, level)
    meant = np.flatnonzero((level > 0) & (level == finest[clips.row]))
    meant = meant[nearly_largest(clips.area[meant], clips.row[meant], exact_m2)]
    lower_first = np.argsort(codes[clips.feature[meant]].astype(str), kind="stable")
    for k in meant[lower_first][::-1]:
        best[clips.row[k]] = clips.feature[k]
    return best


def unit_code(value: object) -> str:
    """A unit code as 6, 9 or 12 digits (a 19-digit 坐落单位代码 is cut to its village); '' for none."""
    text = "" if value is None else str(value).strip().removesuffix(".0")
    return text[:12] if text.isdigit() else ""


def grid_codes(geometries: ObjectArray) -> npt.NDArray[np.object_]:
    """Beidou level-7 code of an interior point of each EPSG:4490 geometry; zeros where the code has
    no place (no geometry, polar caps)."""
    west, south, east, north = shapely.bounds(geometries).T
    with np.errstate(invalid="ignore"):
        fine = (west >= -180) & (east <= 180) & (south > -POLE) & (north < POLE)
    out: npt.NDArray[np.object_] = np.full(len(geometries), UNKNOWN_GRID, dtype=object)
    out[fine] = blockwise(lambda block: interior_codes(block, GRID_LEVEL), geometries[fine])
    return out


def patch_uids(patches: FeatureTable) -> npt.NDArray[np.object_]:
    """UUIDv5 of source (channel), patch number and the geometry rounded to 1e-8 degree.

    The same ministry list imported by two officers gives the same uids. A row that repeats another
    one exactly gets its own uid by its place among the repeats.
    """
    seen: dict[str, int] = {}
    out = []
    for name in _names(patches):
        uid = _uuid5(name)
        repeat = seen.get(uid, 0)
        seen[uid] = repeat + 1
        out.append(_uuid5(f"{name}\x1f{repeat}") if repeat else uid)
    return np.array(out, dtype=object)


def first_uids(patches: FeatureTable) -> npt.NDArray[np.object_]:
    """The uids that the patches would have if none repeated another."""
    return np.array([_uuid5(name) for name in _names(patches)], dtype=object)


def _names(patches: FeatureTable) -> Iterator[str]:
    rounded = blockwise(_rounded_wkb, patches.geometry, _WKB_BLOCK)
    for source, number, wkb in zip(patches.column("channel"), patches.column("patch_no"), rounded):
        yield f"{source or ''}\x1f{number or ''}\x1f{wkb}"


def _uuid5(name: str) -> str:
    """The text of ``uuid.uuid5`` (RFC 9562, 5.5) in the patches' namespace, without its objects."""
    digest = bytearray(hashlib.sha1(_NAMESPACE + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6], digest[8] = digest[6] & 0x0F | 0x50, digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _rounded_wkb(geometries: ObjectArray) -> ObjectArray:
    """Hex WKB of each geometry as MultiPolygon in normal form, whatever file it came from; '' for None."""

    def rounded(coordinates: FloatArray) -> FloatArray:
        return np.asarray(np.round(coordinates, 8) + 0.0)

    shapes = shapely.transform(multipolygons(geometries), rounded)
    sound = has_place(shapes)
    shapes[sound] = shapely.normalize(shapes[sound])
    # Python writes the digits three times as fast as GEOS does; the names are made of GEOS's capitals.
    return object_array(
        "" if wkb is None else wkb.hex().upper() for wkb in shapely.to_wkb(shapes, byte_order=1)
    )


def nearest_sources(
    patches: ObjectArray, sources: PreparedLayer, limit_m: float | FloatArray
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """uscc of and distance (m) to the nearest source within ``limit_m`` (of all patches or one each); None
    where there is none."""
    uscc: npt.NDArray[np.object_] = np.full(len(patches), None, dtype=object)
    distance: npt.NDArray[np.object_] = np.full(len(patches), None, dtype=object)
    usable = np.flatnonzero(~shapely.is_missing(patches))
    if not len(usable) or not len(sources.plane):
        return uscc, distance
    limits = np.broadcast_to(limit_m, len(patches))[usable]
    shape, near, metres = sources.nearest(patches[usable], float(limits.max()))
    if limits.min() < limits.max():
        within = metres <= limits[shape]
        shape, near, metres = shape[within], near[within], metres[within]
    names = sources.table.column("uscc")
    for row, feature, metre in zip(usable[shape].tolist(), near.tolist(), metres.tolist()):
        name = str(names[feature] or "")
        if uscc[row] is None or name < uscc[row]:
            uscc[row], distance[row] = name, round(metre, 2)
    return uscc, distance
