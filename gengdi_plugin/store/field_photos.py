"""Photos of a field package: copied into the workspace's folder first, then named by rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from ..core.stopping import checkpoint
from .field_rows import FieldPhoto, FieldWork
from .photos import StoredPhoto, store_photos, write_photos
from .workspace import Workspace


class PhotoBag:
    """The photos of one folder, each copied once under the name of its content."""

    def __init__(
        self, ws: Workspace, work: FieldWork, progress: Callable[[float], None] | None = None
    ) -> None:
        self._stored: dict[str, StoredPhoto] = {}
        self._work = work
        filled = {row.row_uid for row in work.inspections if row.text("finding")}
        wanted = [photo for photo in work.photos if photo.file is not None and photo.inspection_uid in filled]
        for number, photo in enumerate(wanted, start=1):
            checkpoint()
            if photo.file is not None:
                (self._stored[photo.row_uid],) = store_photos(ws, [photo.file])
            if progress is not None:
                progress(number / len(wanted))

    def write(self, connection: sqlite3.Connection, photo: FieldPhoto, inspection_uid: str) -> bool:
        """The row of a photo, where there is none yet; whether it is new."""
        (patch_uid,) = connection.execute(
            "SELECT patch_uid FROM inspection WHERE uid = ?", (inspection_uid,)
        ).fetchone()
        stored = self._stored[photo.row_uid]
        if not write_photos(connection, patch_uid, inspection_uid, [stored]):
            return False
        remark = _remark(photo, stored)
        if remark:
            connection.execute(
                "UPDATE photo SET remark = ? WHERE inspection_uid = ? AND sha256 = ?",
                (remark, inspection_uid, stored.sha256),
            )
        return True

    def stored_of(self, row_uid: str) -> list[dict[str, Any]]:
        """The photos of an inspection as they lie in the workspace, for a conflict to keep."""
        stored = [
            self._stored[one.row_uid] for one in self._work.photos_of(row_uid) if one.row_uid in self._stored
        ]
        return [
            {
                "sha256": one.sha256,
                "file_name": one.file_name,
                "suffix": one.suffix,
                "size_bytes": one.size_bytes,
            }
            for one in stored
        ]


def _remark(photo: FieldPhoto, stored: StoredPhoto) -> str:
    """What was typed about the photo, and what QField knew where the picture itself does not say it: it is
    no proof, so it stands in no column of its own."""
    silent = stored.facts.missing()
    parts = [photo.note]
    if "place" in silent and photo.lon is not None and photo.lat is not None:
        parts.append(f"QField: {photo.lon:.6f}, {photo.lat:.6f}")
    if "direction" in silent and photo.azimuth is not None:
        parts.append(f"QField: {photo.azimuth:.0f}°")
    if "time" in silent and photo.taken_at:
        parts.append(f"QField: {photo.taken_at}")
    return "; ".join(filter(None, parts))
