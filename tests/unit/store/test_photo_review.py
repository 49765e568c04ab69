"""Photos of findings: what they say is kept, and missing or altered files are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from exif_photo import photo
from results import patch_uid, result

from gengdi_plugin.core.photo_checks import FAILED, PASSED
from gengdi_plugin.core.photo_sentences import check_sentence, checks_of, worst
from gengdi_plugin.store.cases import Finding, record_finding
from gengdi_plugin.store.photo_review import altered_photos, review_photos
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import Workspace

#: Patch P0000 is the square from 121.5, 29.95 to 121.501, 29.951.
SOUTH_OF_IT = {"lon": 121.5005, "lat": 29.9498, "taken": "2026:11:20 10:11:12", "azimuth": 5.0}


@pytest.fixture()
def found(ws: Workspace, tmp_path: Path) -> tuple[Workspace, str]:
    """A finding with three photos: one good, one far away, one without EXIF."""
    save_run(ws, result(["yellow"]), "筛查员")
    bare = tmp_path / "无.jpg"
    bare.write_bytes(b"\xff\xd8\xff\xd9")
    photos = (
        photo(tmp_path / "南.jpg", **SOUTH_OF_IT),
        photo(tmp_path / "远.jpg", **{**SOUTH_OF_IT, "lat": 29.94, "azimuth": 181.0, "reference": "M"}),
        bare,
    )
    record_finding(ws, Finding("found_unlawful", "张三", "2026-11-20", patch_no="P0000", photos=photos))
    return ws, str(next(iter(ws.db["inspection"].rows))["uid"])


def test_what_photos_say_is_kept_with_them(found: tuple[Workspace, str]) -> None:
    ws, _ = found
    rows = {row["file_name"]: row for row in ws.db["photo"].rows}
    good = rows["南.jpg"]
    assert (good["lon"], good["lat"]) == (pytest.approx(121.5005), pytest.approx(29.9498))
    assert (good["azimuth"], good["azimuth_ref"], good["taken_at"]) == (5.0, "T", "2026-11-20T10:11:12")
    assert worst(checks_of(good["checks_json"])) == PASSED
    assert worst(checks_of(rows["远.jpg"]["checks_json"])) == FAILED
    assert rows["无.jpg"]["lon"] is None and len(checks_of(rows["无.jpg"]["checks_json"])) == 5


def test_a_review_reads_files_again(found: tuple[Workspace, str]) -> None:
    ws, uid = found
    review = review_photos(ws, uid)
    assert [one.file_name for one in review.photos] == ["南.jpg", "远.jpg", "无.jpg"]
    assert [one.checks[0].result for one in review.photos] == [PASSED] * 3
    assert review.photos[0].facts.azimuth == 5.0 and review.photos[0].patch_no == "P0000"
    assert "N, S; others do not say" in check_sentence(review.directions)
    assert altered_photos(ws) == []


def test_a_missing_and_an_altered_file_are_found_by_their_hash(found: tuple[Workspace, str]) -> None:
    ws, uid = found
    good, far, bare = review_photos(ws, uid).photos
    good.path.unlink()
    far.path.write_bytes(far.path.read_bytes() + b"x")
    faults = {one.file_name: one for one in altered_photos(ws)}
    assert set(faults) == {"南.jpg", "远.jpg"}
    assert "missing" in check_sentence(faults["南.jpg"].checks[0])
    assert "altered" in check_sentence(faults["远.jpg"].checks[0])
    again = review_photos(ws, uid).photos
    assert again[0].facts.lon == pytest.approx(121.5005), "the workspace knows what the lost file said"
    assert [one.checks[0].result for one in again] == [FAILED, FAILED, PASSED]
    assert again[2].path == bare.path
    seen: list[float] = []
    assert altered_photos(ws, seen.append, lambda: len(seen) >= 1)[0].file_name == "南.jpg"
    assert seen == [pytest.approx(1 / 3)]


def test_an_unknown_inspection_has_no_photos(found: tuple[Workspace, str]) -> None:
    ws, _ = found
    assert review_photos(ws, "no such").photos == ()
    assert review_photos(ws, "no such").directions.result == FAILED
    assert {row["patch_uid"] for row in ws.db["photo"].rows} == {patch_uid(0)}
