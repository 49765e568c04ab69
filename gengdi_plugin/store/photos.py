"""Photos beside the workspace, named by their content, so that none is stored twice or overwritten."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..core.errors import InputError, WorkspaceError
from ..core.i18n import tr
from ..core.kernel import shapely
from ..core.photo_checks import PatchFacts, check_photo
from ..core.photo_facts import PhotoFacts
from ..core.photo_sentences import checks_json
from . import sql
from .clock import now_iso
from .photo_exif import photo_facts
from .workspace import Workspace

#: Namespace of photo uids (UUIDv5): the same photo of the same inspection is one row.
_NAMESPACE = uuid.UUID("2f4b1e66-8c55-5a0c-8d7f-4d1f3b6f9e10")

_COLUMNS = (
    "uid", "patch_uid", "inspection_uid", "sha256", "file_name", "suffix", "size_bytes", "added_at", "lon",
    "lat", "azimuth", "azimuth_ref", "taken_at", "checks_json", "rectification_uid",
)  # fmt: skip


@dataclass(frozen=True)
class StoredPhoto:
    """A photo in the workspace's folder: ``<sha256><suffix>``; ``file_name`` is what it was called, ``facts``
    what it says about itself."""

    sha256: str
    file_name: str
    suffix: str
    size_bytes: int
    facts: PhotoFacts = field(default_factory=PhotoFacts)


def store_photos(ws: Workspace, photos: Iterable[Path]) -> list[StoredPhoto]:
    """Copy ``photos`` into the workspace's folder (before the rows that name them are written).

    A copy that is there is kept. What a failed transaction leaves is a file nobody names: harmless.
    """
    return [_store(ws.files_folder, photo) for photo in photos]


def require_photos(photos: Iterable[Path], patch: str) -> None:
    """InputError naming ``patch`` and the file when one of ``photos`` is not there."""
    for photo in photos:
        if not photo.is_file():
            raise InputError(
                tr("Patch {patch}: the photo {file} is not there; bring the files together again.").format(
                    patch=patch, file=photo
                )
            )


def photo_path(ws: Workspace, sha256: str, suffix: str) -> Path:
    """Where the photo with this content lies."""
    return ws.files_folder / f"{sha256}{suffix}"


def _store(folder: Path, photo: Path) -> StoredPhoto:
    try:
        folder.mkdir(exist_ok=True)
        digest, size = file_hash(photo), photo.stat().st_size
        stored = StoredPhoto(digest, photo.name, photo.suffix.lower(), size, photo_facts(photo))
        target = folder / f"{stored.sha256}{stored.suffix}"
        if not target.exists():
            draft = folder / f".{secrets.token_hex(8)}.part"
            try:
                shutil.copyfile(photo, draft)
                draft.replace(target)
            finally:
                draft.unlink(missing_ok=True)
    except OSError as error:
        raise WorkspaceError(
            tr("The photo {file} cannot be copied into {folder} ({reason}); nothing was recorded.").format(
                file=photo, folder=folder, reason=error
            )
        ) from error
    return stored


def file_hash(path: Path) -> str:
    """The sha256 of a file, in hex; OSError when it cannot be read."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def write_photos(
    connection: sqlite3.Connection,
    patch_uid: str,
    inspection_uid: str,
    photos: Sequence[StoredPhoto],
    rectification_uid: str = "",
) -> int:
    """Rows for ``photos`` of an inspection or a measure of rectification, where there are none yet, with what
    they say about themselves and what the checks made of it; how many were new."""
    new = 0
    owner = inspection_uid or rectification_uid or patch_uid
    patch = patch_facts(connection, patch_uid, inspection_uid) if photos else PatchFacts()
    for photo in photos:
        facts = photo.facts
        uid = uuid.uuid5(_NAMESPACE, f"{owner}\x1f{photo.sha256}").hex
        row = (
            uid, patch_uid, inspection_uid or None, photo.sha256, photo.file_name, photo.suffix,
            photo.size_bytes, now_iso(), facts.lon, facts.lat, facts.azimuth, facts.azimuth_ref or None,
            facts.taken_at or None, checks_json(check_photo(facts, patch)), rectification_uid or None,
        )  # fmt: skip
        statement = sql.insert("photo", _COLUMNS, None, "ON CONFLICT(uid) DO NOTHING")
        new += connection.execute(statement, row).rowcount
    return new


def patch_facts(connection: sqlite3.Connection, patch_uid: str, inspection_uid: str = "") -> PatchFacts:
    """What the photos of an inspection are checked against."""
    row = connection.execute(
        "SELECT AsBinary(p.geom), p.after_on, i.inspected_on FROM patch p "
        "LEFT JOIN inspection i ON i.uid = ? WHERE p.uid = ?",
        (inspection_uid, patch_uid),
    ).fetchone()
    if row is None:
        return PatchFacts()
    return PatchFacts(None if row[0] is None else shapely.from_wkb(row[0]), row[1] or "", row[2] or "")
