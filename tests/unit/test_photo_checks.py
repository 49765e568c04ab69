"""The checks of photos: geometry on the ground, times, directions; each with a sentence."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from gengdi_plugin.core.area import SEMI_MAJOR_M
from gengdi_plugin.core.photo_checks import (
    FAILED,
    NOT_POSSIBLE,
    PASSED,
    PatchFacts,
    PhotoCheck,
    angle_between,
    bearings,
    check_directions,
    check_hash,
    check_photo,
    photo_rules,
)
from gengdi_plugin.core.photo_facts import PhotoFacts
from gengdi_plugin.core.photo_sentences import (
    check_sentence,
    checks_json,
    checks_of,
    direction_text,
    worst,
)
from gengdi_plugin.core.plane import Plane

LON, LAT = 121.5, 29.95
NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def box_at(east: float, north: float, half: float = 10.0, lon: float = LON, lat: float = LAT) -> object:
    """A square whose centre lies so many metres east and north of a place."""
    corners = shapely.get_coordinates(shapely.box(east - half, north - half, east + half, north + half))
    return shapely.Polygon(Plane(lon, lat).inverse(corners))


PATCH = PatchFacts(box_at(0, 60), "2026-06-30", "2026-11-20")  # its edge is 50 m to the north


def results(facts: PhotoFacts, patch: PatchFacts = PATCH) -> dict[str, PhotoCheck]:
    return {check.check: check for check in check_photo(facts, patch, NOW)}


def facts(**changed: object) -> PhotoFacts:
    said: dict[str, object] = {
        "lon": LON, "lat": LAT, "azimuth": 0.0, "azimuth_ref": "T", "taken_at": "2026-11-20T10:00:00",
    }  # fmt: skip
    return PhotoFacts(**{**said, **changed})  # type: ignore[arg-type]


def test_a_good_photo_passes_every_check_in_words() -> None:
    found = results(facts(lat=LAT + 0.0001))
    assert {check.result for check in found.values()} == {PASSED}
    assert [check_sentence(check) for check in found.values()] == [
        "Taken 39 m from the patch, at most 50 m away.",
        "Points at the patch (0° beside it, at most 60°).",
        "Not older than the later image (2026-06-30).",
        "Its time is not in the future.",
        "Taken by the day of the inspection (2026-11-20).",
    ]


def test_what_fails_says_why() -> None:
    found = results(facts(lat=LAT - 0.001, azimuth=90.0, azimuth_ref="M", taken_at="2026-06-29T23:59:00"))
    assert [found[key].result for key in ("place", "direction", "time_image")] == [FAILED] * 3
    said = [check_sentence(found[key]) for key in ("place", "direction", "time_image")]
    assert said == [
        "Taken 161 m from the patch: more than 50 m away.",
        "Points 90° away from the patch: more than 60°. Magnetic north: the declination was not applied.",
        "Taken before the later image (2026-06-30): it cannot show what the image shows.",
    ]
    late = results(facts(taken_at="2026-11-22T10:00:00"))
    assert check_sentence(late["time_finding"]) == "Taken 2 day(s) after the inspection (2026-11-20)."
    future = results(facts(taken_at="2026-11-24T10:00:00+08:00"))
    assert future["time_now"].result == FAILED and "2026-11-24 10:00" in check_sentence(future["time_now"])


def test_what_cannot_be_checked_says_why() -> None:
    nothing = results(PhotoFacts(unreadable="it has no EXIF"))
    assert {check.result for check in nothing.values()} == {NOT_POSSIBLE}
    assert check_sentence(nothing["place"]) == (
        "Place not checked: the photo has no coordinates: it has no EXIF."
    )
    bare = results(facts(azimuth=None), PatchFacts())
    assert {key: check.why for key, check in bare.items() if check.result == NOT_POSSIBLE} == {
        "place": "no_patch", "direction": "no_patch", "time_image": "no_image_day",
        "time_finding": "no_finding_day",
    }  # fmt: skip
    assert results(facts(azimuth=None))["direction"].why == "no_azimuth"
    for check in (*nothing.values(), *bare.values()):
        assert "{" not in check_sentence(check)


def test_inside_the_patch_every_direction_shows_it() -> None:
    inside = results(facts(azimuth=217.0, azimuth_ref=""), PatchFacts(box_at(0, 0)))
    assert (inside["place"].result, inside["place"].value) == (PASSED, 0.0)
    assert check_sentence(inside["direction"]) == "Taken inside the patch: every direction shows it."
    outside = results(facts(azimuth_ref=""))["direction"]
    assert check_sentence(outside).endswith("The photo does not say whether true or magnetic north.")


def test_times_are_chinas_where_the_camera_wrote_no_offset() -> None:
    """23:30 UTC on the 29th is the 30th in China."""
    assert results(facts(taken_at="2026-06-29T23:30:00+00:00"))["time_image"].result == PASSED
    assert results(facts(taken_at="2026-06-29T23:30:00"))["time_image"].result == FAILED
    soon = (NOW + dt.timedelta(minutes=59)).isoformat()
    assert results(facts(taken_at=soon))["time_now"].result == PASSED, "clocks differ a little"


@given(
    bearing=st.floats(0, 360, exclude_max=True),
    distance=st.floats(1, 5000),
    turn=st.floats(-180, 180),
    lat=st.floats(-60, 60),
)
def test_distance_and_pointing_are_those_on_the_ground(
    bearing: float, distance: float, turn: float, lat: float
) -> None:
    """A small patch at a known bearing and distance: computed on the sphere, checked on the ellipsoid."""
    half = 0.5
    east, north = distance * math.sin(math.radians(bearing)), distance * math.cos(math.radians(bearing))
    lon2 = LON + math.degrees(east / (SEMI_MAJOR_M * math.cos(math.radians(lat))))
    lat2 = lat + math.degrees(north / SEMI_MAJOR_M)
    found, nearest, centre = bearings(LON, lat, box_at(0, 0, half, lon2, lat2))
    assert found == pytest.approx(distance, rel=0.02, abs=2 * half)
    assert angle_between(centre, bearing) < 1.0 + math.degrees(math.atan2(half, distance))
    azimuth = (centre + turn) % 360
    check = results(facts(lat=lat, azimuth=azimuth), PatchFacts(box_at(0, 0, half, lon2, lat2)))["direction"]
    assume(found > 0)
    off = min(angle_between(azimuth, nearest), angle_between(azimuth, centre))
    assume(abs(off - 60) > 0.2)
    assert check.result == (PASSED if off <= 60 else FAILED)
    assert off <= abs(turn) + 1e-6


@given(st.floats(-720, 720), st.floats(-720, 720), st.floats(-360, 360))
def test_angles_between_azimuths(one: float, other: float, turned: float) -> None:
    angle = angle_between(one, other)
    assert 0 <= angle <= 180
    assert angle_between(other, one) == pytest.approx(angle, abs=1e-6)
    assert angle_between(one + turned, other + turned) == pytest.approx(angle, abs=1e-6)


@given(st.lists(st.floats(0, 359.99), max_size=6), st.floats(0, 359.99))
def test_more_photos_never_see_less(azimuths: list[float], more: float) -> None:
    before = check_directions([PhotoFacts(azimuth=azimuth) for azimuth in azimuths])
    after = check_directions([PhotoFacts(azimuth=azimuth) for azimuth in (*azimuths, more)])
    assert (after.value or 0) >= (before.value or 0)
    assert (before.result == PASSED) == (before.value is not None and before.value >= 3)


def test_directions_are_counted_by_wind() -> None:
    def looked(*azimuths: float | None) -> PhotoCheck:
        return check_directions([PhotoFacts(azimuth=azimuth) for azimuth in azimuths])

    assert check_sentence(looked(350, 10, 95, 181)) == (
        "The photos look in 3 directions (N, E, S), at least 3."
    )
    assert check_sentence(looked(350, 10, 95)) == ("The photos look in 2 direction(s) (N, E): fewer than 3.")
    unsaid = looked(350, 95, None)
    assert unsaid.result == NOT_POSSIBLE and "others do not say" in check_sentence(unsaid)
    assert looked(350, None).result == FAILED and looked().result == FAILED
    assert direction_text(352.0) == "N (352°)" and direction_text(52.4) == "NE (52°)"


def test_hashes_and_the_worst_of_all() -> None:
    assert check_hash("ab", "ab").result == PASSED
    assert "altered" in check_sentence(check_hash("ab", "cd"))
    assert "missing: no such file" in check_sentence(check_hash("ab", None, "no such file"))
    checks = list(results(facts()).values())
    assert worst(checks) == PASSED
    assert worst([*checks, PhotoCheck("place", NOT_POSSIBLE)]) == NOT_POSSIBLE
    assert worst([*checks, PhotoCheck("place", NOT_POSSIBLE), check_hash("a", "b")]) == FAILED


def test_checks_survive_the_workspace() -> None:
    checks = list(results(facts(azimuth=None)).values())
    assert checks_of(checks_json(checks)) == checks
    assert checks_of(None) == checks_of("x") == checks_of('[{"check": "future", "result": "passed"}]') == []
    assert checks_of("{}") == checks_of("[1]") == []


def test_thresholds_are_data_and_called_our_own() -> None:
    assert photo_rules() == {
        "max_distance_m": 50, "max_angle_deg": 60, "min_directions": 3, "sector_deg": 45,
        "max_days_after_finding": 1, "clock_tolerance_min": 60,
    }  # fmt: skip
    assert np.isnan(bearings(LON, LAT, shapely.Point(LON, LAT))[0])
