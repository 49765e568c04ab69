"""Whether photos show what a finding says: place, direction, time, directions of the set, content unchanged.

Thresholds are data (``data/photo_rules.csv``: ``name, value, unit, source, certainty``), own rules and not
official. Every check ends ``passed``, ``failed`` or ``not_possible`` with a sentence
(``core.photo_sentences``), and none refuses a photo: an auditor decides what it is worth.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .geometry import polygonal
from .kernel import shapely
from .office_tables import of_office_table, office_rows
from .photo_facts import PhotoFacts
from .plane import Plane

PASSED, FAILED, NOT_POSSIBLE = "passed", "failed", "not_possible"

#: A camera's time without an offset is taken as China's.
CHINA = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True)
class PhotoCheck:
    """One check. ``check``: ``place|direction|time_image|time_now|time_finding|hash|directions``; ``result``:
    one of the three; ``why``: a key that says which case it was (``photo_sentences``); ``value``, ``limit``:
    the figure and the threshold it was held against (m, degrees, days, directions); ``text``: a day, a list
    of winds or a reason, as the case has it."""

    check: str
    result: str
    why: str = ""
    value: float | None = None
    limit: float | None = None
    text: str = ""


@dataclass(frozen=True)
class PatchFacts:
    """What photos are checked against. ``geometry``: the patch (EPSG:4490) or None; ``image_on``: ISO day of
    the later image (after_on); ``found_on``: ISO day of the inspection; ``""`` when not known."""

    geometry: Any = None
    image_on: str = ""
    found_on: str = ""


@of_office_table
def photo_rules() -> dict[str, float]:
    """The thresholds by name."""
    return {row["name"]: float(row["value"]) for row in office_rows("photo_rules.csv")}


def check_photo(facts: PhotoFacts, patch: PatchFacts, now: dt.datetime | None = None) -> list[PhotoCheck]:
    """The checks of one photo against its patch; ``now``: with an offset, this moment by default."""
    moment = _moment(facts.taken_at)
    return [
        *_place_and_direction(facts, patch),
        _after_image(moment, facts, patch),
        _not_in_future(moment, facts, now or dt.datetime.now(dt.timezone.utc)),
        _near_finding(moment, facts, patch),
    ]


def check_hash(stored: str, found: str | None, reason: str = "") -> PhotoCheck:
    """Whether a stored photo is still what it was: ``stored`` and ``found`` are sha256 in hex, ``found`` None
    when the file cannot be read (``reason``)."""
    if found is None:
        return PhotoCheck("hash", FAILED, "absent", text=reason)
    return PhotoCheck("hash", PASSED if stored == found else FAILED, "" if stored == found else "altered")


def check_directions(photos: Sequence[PhotoFacts]) -> PhotoCheck:
    """Whether the photos of one finding look in enough directions: distinct sectors of the wind rose, the
    first centred on north."""
    rules = photo_rules()
    sector, wanted = rules["sector_deg"], rules["min_directions"]
    count = max(round(360 / sector), 1)
    known = [photo.azimuth for photo in photos if photo.azimuth is not None]
    winds = sorted({int((azimuth + sector / 2) % 360 // sector) % count for azimuth in known})
    text = ",".join(f"{wind * sector:g}" for wind in winds)
    if len(winds) >= wanted:
        return PhotoCheck("directions", PASSED, "", float(len(winds)), wanted, text)
    unsaid = len(photos) - len(known)
    result = NOT_POSSIBLE if unsaid and len(winds) + unsaid >= wanted else FAILED
    why = "unsaid" if result == NOT_POSSIBLE else ""
    return PhotoCheck("directions", result, why, float(len(winds)), wanted, text)


def angle_between(one: float, other: float) -> float:
    """The angle between two azimuths, degrees from 0 to 180."""
    return abs((one - other + 180) % 360 - 180)


def bearings(lon: float, lat: float, geometry: Any) -> tuple[float, float, float]:
    """From a place (degrees) to a polygon (EPSG:4490): the distance in m (0 inside), and the azimuths in
    degrees to its nearest point and to its centre of gravity. NaN without a polygon."""
    shapes = polygonal(np.array([geometry], dtype=object))
    if shapes[0] is None:
        return float("nan"), float("nan"), float("nan")
    # the plane is true to direction and length around its centre: the photo's place
    patch = Plane(lon, lat).project(shapes)[0]
    here = shapely.Point(0.0, 0.0)
    nearest = shapely.get_point(shapely.shortest_line(here, patch), 1)
    return float(shapely.distance(here, patch)), _azimuth(nearest), _azimuth(shapely.centroid(patch))


def _azimuth(point: Any) -> float:
    return float(np.degrees(np.arctan2(shapely.get_x(point), shapely.get_y(point))) % 360)


def _place_and_direction(facts: PhotoFacts, patch: PatchFacts) -> list[PhotoCheck]:
    rules = photo_rules()
    near, turned = rules["max_distance_m"], rules["max_angle_deg"]
    if facts.lon is None or facts.lat is None:
        why = "no_place"
    elif patch.geometry is None or shapely.is_empty(patch.geometry):
        why = "no_patch"
    else:
        distance, nearest, centre = bearings(facts.lon, facts.lat, patch.geometry)
        why = "inside" if distance <= 0 else ""
        place = PhotoCheck("place", PASSED if distance <= near else FAILED, why, round(distance, 1), near)
        return [place, _direction(facts, distance, (nearest, centre), turned)]
    return [
        PhotoCheck("place", NOT_POSSIBLE, why, None, near, facts.unreadable),
        PhotoCheck("direction", NOT_POSSIBLE, why, None, turned, facts.unreadable),
    ]


def _direction(facts: PhotoFacts, distance: float, targets: tuple[float, float], turned: float) -> PhotoCheck:
    if facts.azimuth is None:
        return PhotoCheck("direction", NOT_POSSIBLE, "no_azimuth", None, turned, facts.unreadable)
    if distance <= 0:
        return PhotoCheck("direction", PASSED, "inside", None, turned, facts.azimuth_ref)
    angle = min(angle_between(facts.azimuth, target) for target in targets)
    result = PASSED if angle <= turned else FAILED
    return PhotoCheck("direction", result, "", round(angle, 1), turned, facts.azimuth_ref)


def _moment(taken_at: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(taken_at)
    except ValueError:
        return None
    return moment.replace(tzinfo=CHINA) if moment.tzinfo is None else moment.astimezone(CHINA)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _after_image(moment: dt.datetime | None, facts: PhotoFacts, patch: PatchFacts) -> PhotoCheck:
    image = _day(patch.image_on)
    if moment is None:
        return PhotoCheck("time_image", NOT_POSSIBLE, "no_time", text=facts.unreadable)
    if image is None:
        return PhotoCheck("time_image", NOT_POSSIBLE, "no_image_day")
    days = (moment.date() - image).days
    return PhotoCheck("time_image", PASSED if days >= 0 else FAILED, "", float(days), 0.0, image.isoformat())


def _not_in_future(moment: dt.datetime | None, facts: PhotoFacts, now: dt.datetime) -> PhotoCheck:
    if moment is None:
        return PhotoCheck("time_now", NOT_POSSIBLE, "no_time", text=facts.unreadable)
    late = (moment - now).total_seconds() / 60
    fine = late <= photo_rules()["clock_tolerance_min"]
    return PhotoCheck("time_now", PASSED if fine else FAILED, text=moment.isoformat(" ", "minutes")[:16])


def _near_finding(moment: dt.datetime | None, facts: PhotoFacts, patch: PatchFacts) -> PhotoCheck:
    found, most = _day(patch.found_on), photo_rules()["max_days_after_finding"]
    if moment is None:
        return PhotoCheck("time_finding", NOT_POSSIBLE, "no_time", None, most, facts.unreadable)
    if found is None:
        return PhotoCheck("time_finding", NOT_POSSIBLE, "no_finding_day", None, most)
    days = (moment.date() - found).days
    result = PASSED if days <= most else FAILED
    return PhotoCheck("time_finding", result, "", float(days), most, found.isoformat())
