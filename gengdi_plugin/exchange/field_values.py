"""Values and geometries of a GeoPackage's rows, read without QGIS and without trust."""

from __future__ import annotations

import struct
from typing import Any

#: Bytes of the envelope in a GeoPackage geometry by its kind (bits 1-3 of the flags).
_ENVELOPES = (0, 32, 48, 48, 64)


def wkb_of(blob: Any) -> bytes | None:
    """The WKB in a GeoPackage geometry; None without one, for an empty one, or what is none."""
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
        return None
    flags = blob[3]
    kind = flags >> 1 & 7
    if flags & 0x10 or kind >= len(_ENVELOPES):
        return None
    return blob[8 + _ENVELOPES[kind] :] or None


def point_of(wkb: bytes | None) -> tuple[float, float] | None:
    """Longitude and latitude of a point; None for anything else."""
    if wkb is None or len(wkb) < 21:
        return None
    order = "<" if wkb[0] == 1 else ">"
    if struct.unpack(f"{order}I", wkb[1:5])[0] % 1000 != 1:
        return None
    x, y = struct.unpack(f"{order}dd", wkb[5:21])
    return float(x), float(y)


def text_of(value: Any) -> str:
    """A value as trimmed text, "" for none."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip()
    return str(value).strip()


def number_of(value: Any) -> float | None:
    """A value as a finite number; None for none, and for what is no number."""
    if value is None or value == "":
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if number == number and abs(number) != float("inf") else None
