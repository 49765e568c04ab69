"""What photos say about themselves, read from real EXIF bytes, broken ones too."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from exif_photo import ASCII, RATIONAL, degrees, heic, jpeg, photo, tiff
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.store.photo_exif import photo_facts

LON, LAT = 121.5123456, 29.9501234
SAYS = {"lon": LON, "lat": LAT, "azimuth": 123.4, "reference": "M", "taken": "2026:11:20 10:11:12"}


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", ["jpg", "tif", "heic"])
def test_place_time_and_direction_are_read(tmp_path: Path, kind: str, order: str) -> None:
    exif = tiff(**SAYS, offset="+08:00", altitude=-3.5, order=order)
    path = tmp_path / f"照片.{kind}"
    path.write_bytes({"jpg": jpeg(exif), "tif": exif, "heic": heic(exif)}[kind])
    facts = photo_facts(path)
    assert facts.lon == pytest.approx(LON, abs=1e-8) and facts.lat == pytest.approx(LAT, abs=1e-8)
    assert (facts.azimuth, facts.azimuth_ref) == (pytest.approx(123.4), "M")
    assert facts.taken_at == "2026-11-20T10:11:12+08:00"
    assert facts.altitude_m == pytest.approx(-3.5)
    assert facts.missing() == () and facts.unreadable == ""


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_every_place_on_earth_comes_back(
    tmp_path_factory: pytest.TempPathFactory, lon: float, lat: float
) -> None:
    path = tmp_path_factory.getbasetemp() / "place.tif"
    path.write_bytes(tiff(lon=lon, lat=lat, taken="2026:11:20 10:11:12"))
    facts = photo_facts(path)
    if abs(lon) < 0.9e-6 and abs(lat) < 0.9e-6:
        assert facts.lon is None
    elif abs(lon) > 1.1e-6 or abs(lat) > 1.1e-6:
        assert facts.lon == pytest.approx(lon, abs=1e-9) and facts.lat == pytest.approx(lat, abs=1e-9)


def test_what_a_photo_does_not_say_is_missing(tmp_path: Path) -> None:
    facts = photo_facts(photo(tmp_path / "a.jpg", taken="2026:11:20 10:11:12"))
    assert facts.missing() == ("place", "direction") and facts.taken_at == "2026-11-20T10:11:12"
    assert photo_facts(photo(tmp_path / "b.jpg", lon=121.5)).missing() == ("place", "direction", "time")
    north = photo_facts(photo(tmp_path / "c.jpg", azimuth=360.0, reference=""))
    assert (north.azimuth, north.azimuth_ref) == (0.0, "")


@pytest.mark.parametrize(
    ("gps", "lost"),
    [
        ({2: (RATIONAL, [(29, 1), (1, 0), (0, 1)])}, "place"),  # a ratio over zero
        ({2: (RATIONAL, [(129, 1), (0, 1), (0, 1)])}, "place"),  # beyond the pole
        ({1: (ASCII, "?")}, "place"),
        ({2: (RATIONAL, degrees(0)), 4: (RATIONAL, degrees(0))}, "place"),  # no fix
        ({0x11: (RATIONAL, [(7000, 1)])}, "direction"),
        ({0x11: (RATIONAL, [(0, 0)])}, "direction"),
        ({0x11: (ASCII, "north")}, "direction"),
    ],
)
def test_values_that_cannot_be_are_missing(tmp_path: Path, gps: dict[int, object], lost: str) -> None:
    assert photo_facts(photo(tmp_path / "a.jpg", **SAYS, gps=gps)).missing() == (lost,)


def test_the_receivers_clock_serves_where_the_cameras_is_not_written(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.jpg", taken="0000:00:00 00:00:00", gps_time=("2026:11:20", (2, 11, 12)))
    assert photo_facts(path).taken_at == "2026-11-20T02:11:12+00:00"
    path = photo(tmp_path / "b.jpg", gps_time=("2026:13:20", (2, 11, 12)))
    assert photo_facts(path).taken_at == ""


def test_files_without_exif_say_so(tmp_path: Path) -> None:
    assert photo_facts(tmp_path / "absent.jpg").unreadable.startswith("the file cannot be read")
    for name, data in (("empty.jpg", b""), ("text.jpg", "巡查".encode()), ("plain.jpg", jpeg(None))):
        (tmp_path / name).write_bytes(data)
        facts = photo_facts(tmp_path / name)
        assert facts.unreadable and facts.missing() == ("place", "direction", "time"), name


def test_a_broken_file_never_raises_and_never_hangs(tmp_path: Path) -> None:
    """Bytes changed and files cut short by chance, in all three formats: something comes back each time."""
    chance = random.Random(5)  # noqa: S311
    exif = tiff(**SAYS)
    path = tmp_path / "broken"
    for data in (jpeg(exif), exif, heic(exif)):
        for _ in range(150):
            changed = bytearray(data)
            for _ in range(chance.randint(1, 8)):
                changed[chance.randrange(min(len(changed), 400))] = chance.randrange(256)
            path.write_bytes(changed[: chance.randint(1, len(changed))] if chance.random() < 0.3 else changed)
            facts = photo_facts(path)
            assert facts.lon is None or -180 <= facts.lon <= 180


def test_a_file_that_would_keep_the_reader_busy_is_given_up(tmp_path: Path) -> None:
    """Directories that point to one another, each with as many entries as there can be."""
    path = tmp_path / "loop.tif"
    entry = b"\x00\x90" + b"\x05\x00" + b"\xe7\x03\x00\x00" + b"\x08\x00\x00\x00"  # 999 ratios each
    path.write_bytes(b"II*\0\x08\0\0\0" + b"\xff\xff" + entry * 65535 + b"\x08\0\0\0")
    assert photo_facts(path).unreadable == "its EXIF is damaged"
