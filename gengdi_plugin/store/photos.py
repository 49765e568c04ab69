"""Photos beside the workspace, named by their content, so that none is stored twice or overwritten."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import WorkspaceError
from ..core.i18n import tr
from . import sql
from .clock import now_iso
from .workspace import Workspace

#: Namespace of photo uids (UUIDv5): the same photo of the same inspection is one row.
_NAMESPACE = uuid.UUID("2f4b1e66-8c55-5a0c-8d7f-4d1f3b6f9e10")

_COLUMNS = (
    "uid", "patch_uid", "inspection_uid", "sha256", "file_name", "suffix", "size_bytes", "added_at",
)  # fmt: skip


@dataclass(frozen=True)
class StoredPhoto:
    """A photo in the workspace's folder: ``<sha256><suffix>``; ``file_name`` is what it was called."""

    sha256: str
    file_name: str
    suffix: str
    size_bytes: int


def store_photos(ws: Workspace, photos: Iterable[Path]) -> list[StoredPhoto]:
    """Copy ``photos`` into the workspace's folder (before the rows that name them are written).

    A copy that is there is kept. What a failed transaction leaves is a file nobody names: harmless.
    """
    return [_store(ws.files_folder, photo) for photo in photos]


def photo_path(ws: Workspace, sha256: str, suffix: str) -> Path:
    """Where the photo with this content lies."""
    return ws.files_folder / f"{sha256}{suffix}"


def _store(folder: Path, photo: Path) -> StoredPhoto:
    try:
        folder.mkdir(exist_ok=True)
        with photo.open("rb") as stream:
            digest = hashlib.sha256()
            while block := stream.read(1 << 20):
                digest.update(block)
        stored = StoredPhoto(digest.hexdigest(), photo.name, photo.suffix.lower(), photo.stat().st_size)
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


def write_photos(
    connection: sqlite3.Connection, patch_uid: str, inspection_uid: str, photos: Sequence[StoredPhoto]
) -> int:
    """Rows for ``photos`` of an inspection, where there are none yet; how many were new."""
    new = 0
    for photo in photos:
        uid = uuid.uuid5(_NAMESPACE, f"{inspection_uid}\x1f{photo.sha256}").hex
        row = (
            uid, patch_uid, inspection_uid, photo.sha256, photo.file_name, photo.suffix, photo.size_bytes,
            now_iso(),
        )  # fmt: skip
        statement = sql.insert("photo", _COLUMNS, None, "ON CONFLICT(uid) DO NOTHING")
        new += connection.execute(statement, row).rowcount
    return new
