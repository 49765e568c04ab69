"""Photos for tests: real EXIF bytes, written by hand (TIFF 6.0 tags, EXIF 2.32), in a small JPEG."""

from __future__ import annotations

import struct
from pathlib import Path

ASCII, BYTE, LONG, RATIONAL = 2, 1, 4, 5

#: A JPEG of 1 × 1 grey pixel, without its start marker.
PIXEL = bytes.fromhex(
    "ffdb004300" + "01" * 64
    + "ffc0000b080001000101011100"
    + "ffc4001f0000010501010101010100000000000000000102030405060708090a0b"
    + "ffda0008010100003f007f" + "ffd9"
)  # fmt: skip


def rationals(*values: float) -> list[tuple[int, int]]:
    return [(round(value * 10000), 10000) for value in values]


def degrees(value: float) -> list[tuple[int, int]]:
    """Degrees, minutes, seconds as a phone writes them."""
    value = abs(value)
    whole = int(value)
    minutes = int((value - whole) * 60)
    return [(whole, 1), (minutes, 1), (round((value - whole - minutes / 60) * 3600 * 10**6), 10**6)]


def ifd(tags: dict[int, tuple[int, object]], start: int, order: str) -> bytes:
    """One directory with its values behind it; ``start`` is its offset from the TIFF header."""
    entries, data = b"", b""
    behind = start + 2 + 12 * len(tags) + 4
    for tag, (kind, value) in sorted(tags.items()):
        if kind == ASCII:
            raw = str(value).encode("utf-8") + b"\0"
            count = len(raw)
        elif kind == RATIONAL:
            raw = b"".join(struct.pack(order + "LL", *pair) for pair in value)  # type: ignore[attr-defined]
            count = len(raw) // 8
        elif kind == LONG:
            raw, count = struct.pack(order + "L", value), 1
        else:
            raw, count = bytes([int(value)]), 1  # type: ignore[call-overload]
        if len(raw) <= 4:
            place = raw.ljust(4, b"\0")
        else:
            place = struct.pack(order + "L", behind + len(data))
            data += raw + b"\0" * (len(raw) % 2)
        entries += struct.pack(order + "HHL", tag, kind, count) + place
    return struct.pack(order + "H", len(tags)) + entries + b"\0\0\0\0" + data


def tiff(
    *,
    lon: float | None = None,
    lat: float | None = None,
    azimuth: float | None = None,
    reference: str = "T",
    taken: str = "",
    offset: str = "",
    altitude: float | None = None,
    gps_time: tuple[str, tuple[int, int, int]] | None = None,
    order: str = "<",
    gps: dict[int, tuple[int, object]] | None = None,
) -> bytes:
    """A TIFF header with EXIF and GPS directories; ``taken`` like ``2026:11:20 10:11:12``; ``gps``: tags that
    override what the others made."""
    exif: dict[int, tuple[int, object]] = {}
    place: dict[int, tuple[int, object]] = {}
    if taken:
        exif[0x9003] = (ASCII, taken)
    if offset:
        exif[0x9011] = (ASCII, offset)
    if lat is not None:
        place |= {1: (ASCII, "N" if lat >= 0 else "S"), 2: (RATIONAL, degrees(lat))}
    if lon is not None:
        place |= {3: (ASCII, "E" if lon >= 0 else "W"), 4: (RATIONAL, degrees(lon))}
    if altitude is not None:
        place |= {5: (BYTE, int(altitude < 0)), 6: (RATIONAL, rationals(abs(altitude)))}
    if gps_time is not None:
        place |= {7: (RATIONAL, rationals(*gps_time[1])), 0x1D: (ASCII, gps_time[0])}
    if azimuth is not None:
        place[0x11] = (RATIONAL, rationals(azimuth))
        if reference:
            place[0x10] = (ASCII, reference)
    place |= gps or {}
    first = 8
    size = 2 + 12 * 2 + 4
    exif_at = first + size
    exif_bytes = ifd(exif, exif_at, order)
    gps_at = exif_at + len(exif_bytes)
    root = ifd({0x8769: (LONG, exif_at), 0x8825: (LONG, gps_at)}, first, order)
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HL", 42, first)
    return head + root + exif_bytes + ifd(place, gps_at, order)


def jpeg(exif: bytes | None, comment: str = "") -> bytes:
    """A JPEG with these EXIF bytes; ``comment`` makes its content another one."""
    parts = b"\xff\xd8"
    if exif is not None:
        body = b"Exif\0\0" + exif
        parts += b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    if comment:
        raw = comment.encode("utf-8")
        parts += b"\xff\xfe" + struct.pack(">H", len(raw) + 2) + raw
    return parts + PIXEL


def photo(path: Path, comment: str = "", **facts: object) -> Path:
    """Write a photo whose EXIF says ``facts`` (see :func:`tiff`)."""
    path.write_bytes(jpeg(tiff(**facts), comment or path.name))  # type: ignore[arg-type]
    return path


def with_exif(picture: bytes, exif: bytes) -> bytes:
    """A JPEG that some program made, with EXIF put in behind its start marker."""
    body = b"Exif\0\0" + exif
    return picture[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + picture[2:]


def heic(exif: bytes) -> bytes:
    """The boxes of a HEIC file that lead to its EXIF (ISO/IEC 23008-12), without a picture."""

    def box(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body) + 8) + kind + body

    full = b"\0\0\0\0"
    infe = box(b"infe", b"\2\0\0\0" + struct.pack(">HH", 1, 0) + b"Exif\0")
    iinf = box(b"iinf", full + struct.pack(">H", 1) + infe)
    body = struct.pack(">L", 6) + b"Exif\0\0" + exif

    def meta(at: int) -> bytes:
        iloc = full + b"\x44\x00" + struct.pack(">HHHHLL", 1, 1, 0, 1, at, len(body))
        return box(b"meta", full + iinf + box(b"iloc", iloc))

    ftyp = box(b"ftyp", b"heic" + full + b"mif1")
    return ftyp + meta(len(ftyp) + len(meta(0)) + 8) + box(b"mdat", body)
