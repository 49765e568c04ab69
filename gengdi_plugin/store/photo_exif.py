"""Place, time and direction from a photo's EXIF (JPEG, TIFF, HEIC, PNG, WebP), by the carried ExifRead.

Coordinates are those of EXIF 2.32, WGS 84, and are taken as EPSG:4490 without a transformation: the two
agree to well under a metre. Times are the camera's own, with an offset only where the camera wrote one.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from pathlib import Path
from typing import Any, BinaryIO, cast

from .._vendor import exifread
from ..core.i18n import tr
from ..core.photo_facts import PhotoFacts

#: A file is read at most so often and so much: a broken one could keep the reader busy for ever.
_MOST_READS, _MOST_BYTES = 20_000, 64 << 20

#: Degrees around 0, 0: where cameras say they are before they know.
_NOWHERE = 1e-6

_TIME = re.compile(r"(\d{4})[:\-/](\d\d)[:\-/](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"[+-]\d\d:\d\d")


class _Patient:
    """A binary file that may be read only so often."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._reads, self._bytes = _MOST_READS, _MOST_BYTES

    def read(self, size: int = -1) -> bytes:
        """As of a file; ValueError when it was read too often."""
        size = self._bytes if size < 0 else min(size, self._bytes)
        self._reads -= 1
        data = self._stream.read(size)
        self._bytes -= len(data)
        if self._reads < 0 or self._bytes <= 0:
            raise ValueError("read too often")
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """As of a file."""
        self._reads -= 1
        if self._reads < 0:
            raise ValueError("read too often")
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """As of a file."""
        return self._stream.tell()


def photo_facts(photo: Path) -> PhotoFacts:
    """What the photo says; never raises: what cannot be read is missing, ``unreadable`` says why."""
    try:
        with photo.open("rb") as stream:
            tags = exifread.process_file(
                cast(BinaryIO, _Patient(stream)), details=False, extract_thumbnail=False
            )
    except OSError as error:
        return PhotoFacts(unreadable=tr("the file cannot be read ({reason})").format(reason=error))
    except Exception:  # whatever a broken file makes of the reader: the photo stays, without its facts
        return PhotoFacts(unreadable=tr("its EXIF is damaged"))
    if not tags:
        return PhotoFacts(unreadable=tr("it has no EXIF"))
    return _facts(tags)


def _facts(tags: dict[str, Any]) -> PhotoFacts:
    lon = _degrees(tags, "GPS GPSLongitude", "W", 180.0)
    lat = _degrees(tags, "GPS GPSLatitude", "S", 90.0)
    if lon is None or lat is None or max(abs(lon), abs(lat)) < _NOWHERE:
        lon = lat = None  # half a place is none, and 0, 0 is what phones write without a fix
    azimuth = _numbers(tags, "GPS GPSImgDirection")
    direction = azimuth[0] if azimuth and 0 <= azimuth[0] <= 360 else None
    reference = _text(tags, "GPS GPSImgDirectionRef").upper()[:1]
    return PhotoFacts(
        lon=lon,
        lat=lat,
        azimuth=None if direction is None else direction % 360,
        azimuth_ref=reference if direction is not None and reference in ("T", "M") else "",
        taken_at=_taken(tags),
        altitude_m=_altitude(tags),
    )


def _numbers(tags: dict[str, Any], name: str) -> list[float]:
    """The values of a tag as finite numbers; empty when it has any other."""
    values = getattr(tags.get(name), "values", None)
    if not isinstance(values, (list, tuple)):
        return []
    try:
        numbers = [float(value) for value in values]
    except (TypeError, ValueError, ArithmeticError):  # a ratio over zero, a text
        return []
    return numbers if all(math.isfinite(number) for number in numbers) else []


def _text(tags: dict[str, Any], name: str) -> str:
    values = getattr(tags.get(name), "values", "")
    return values.strip("\x00 ") if isinstance(values, str) else ""


def _degrees(tags: dict[str, Any], name: str, negative: str, most: float) -> float | None:
    parts = _numbers(tags, name)
    reference = _text(tags, f"{name}Ref").upper()[:1]
    if not parts or len(parts) > 3 or any(part < 0 for part in parts):
        return None
    degrees = sum(part * float(60**-place) for place, part in enumerate(parts))
    if degrees > most or reference not in ("N", "S", "E", "W"):
        return None
    return -degrees if reference == negative else degrees


def _altitude(tags: dict[str, Any]) -> float | None:
    metres = _numbers(tags, "GPS GPSAltitude")
    below = _numbers(tags, "GPS GPSAltitudeRef")
    if not metres:
        return None
    return -metres[0] if below[:1] == [1.0] else metres[0]


def _taken(tags: dict[str, Any]) -> str:
    """When the picture was taken, else (a scan, an edited copy) what the receiver's clock said."""
    for name, offset in (
        ("EXIF DateTimeOriginal", "EXIF OffsetTimeOriginal"),
        ("EXIF DateTimeDigitized", "EXIF OffsetTimeDigitized"),
    ):
        moment = _moment(_text(tags, name))
        if moment is not None:
            said = _text(tags, offset)
            return moment.isoformat() + (said if _OFFSET.fullmatch(said) else "")
    clock = _numbers(tags, "GPS GPSTimeStamp")
    if len(clock) == 3:
        hour, minute, second = (int(part) for part in clock)
        moment = _moment(f"{_text(tags, 'GPS GPSDate')} {hour:02d}:{minute:02d}:{second:02d}")
        if moment is not None:
            return moment.isoformat() + "+00:00"
    return ""


def _moment(text: str) -> dt.datetime | None:
    found = _TIME.match(text)
    try:
        return dt.datetime.fromisoformat("{}-{}-{}T{}:{}:{}".format(*found.groups())) if found else None
    except ValueError:  # 0000:00:00
        return None
