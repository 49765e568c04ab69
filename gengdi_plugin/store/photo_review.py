"""The photos of an inspection looked at again: their files by hash, their facts and checks as of now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.photo_checks import PhotoCheck, check_directions, check_hash, check_photo
from ..core.photo_facts import PhotoFacts
from . import sql
from .photo_exif import photo_facts
from .photos import file_hash, patch_facts, photo_path
from .workspace import Workspace

_PHOTOS = """
SELECT h.uid, h.patch_uid, h.inspection_uid, h.sha256, h.suffix, h.file_name, h.lon, h.lat, h.azimuth,
    h.azimuth_ref, h.taken_at, p.patch_no
FROM photo h LEFT JOIN patch p ON p.uid = h.patch_uid WHERE h.deleted_at IS NULL
"""


@dataclass(frozen=True)
class ReviewedPhoto:
    """A photo as it is now. ``path``: where its file lies or should lie; ``checks``: those of the photo, the
    one of its hash first."""

    uid: str
    patch_no: str
    file_name: str
    path: Path
    facts: PhotoFacts
    checks: tuple[PhotoCheck, ...]


@dataclass(frozen=True)
class PhotoReview:
    """All photos of one inspection and what holds for them together."""

    photos: tuple[ReviewedPhoto, ...]
    directions: PhotoCheck


def review_photos(ws: Workspace, inspection_uid: str) -> PhotoReview:
    """The checks of an inspection's photos, computed again.

    A file that is unchanged is read again; of one that is missing or altered the workspace's own columns
    are taken.
    """
    rows = sql.dicts(ws.db.execute(_PHOTOS + "AND h.inspection_uid = ? ORDER BY h.id", (inspection_uid,)))
    photos = tuple(_reviewed(ws, row) for row in rows)
    return PhotoReview(photos, check_directions([photo.facts for photo in photos]))


def altered_photos(
    ws: Workspace,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[ReviewedPhoto]:
    """All photos of the workspace whose file is missing or no longer what was recorded (changes nothing).

    ``progress``: called with 0 … 1; ``cancelled``: stops early, with what was found until then.
    """
    rows = sql.dicts(ws.db.execute(_PHOTOS + "ORDER BY p.patch_no, h.id"))
    found = []
    for done, row in enumerate(rows):
        if cancelled is not None and cancelled():
            break
        path, check = _file(ws, row)
        if check.result != "passed":
            found.append(_photo(row, path, _kept(row), (check,)))
        if progress is not None:
            progress((done + 1) / len(rows))
    return found


def _reviewed(ws: Workspace, row: dict[str, Any]) -> ReviewedPhoto:
    path, check = _file(ws, row)
    facts = photo_facts(path) if check.result == "passed" else _kept(row)
    patch = patch_facts(ws.db.conn, row["patch_uid"] or "", row["inspection_uid"] or "")
    return _photo(row, path, facts, (check, *check_photo(facts, patch)))


def _file(ws: Workspace, row: dict[str, Any]) -> tuple[Path, PhotoCheck]:
    path = photo_path(ws, row["sha256"], row["suffix"] or "")
    try:
        return path, check_hash(row["sha256"], file_hash(path))
    except OSError as error:
        return path, check_hash(row["sha256"], None, error.strerror or str(error))


def _kept(row: dict[str, Any]) -> PhotoFacts:
    return PhotoFacts(row["lon"], row["lat"], row["azimuth"], row["azimuth_ref"] or "", row["taken_at"] or "")


def _photo(
    row: dict[str, Any], path: Path, facts: PhotoFacts, checks: tuple[PhotoCheck, ...]
) -> ReviewedPhoto:
    return ReviewedPhoto(
        row["uid"], row["patch_no"] or "", row["file_name"] or path.name, path, facts, checks
    )
