"""Where a field package may be written: never over somebody's files or work that is not taken yet."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import InputError
from ..core.field_form import PHOTO_FOLDER
from ..core.i18n import tr
from ..store.field_packages import known_workspace_uid, package_row
from ..store.field_rows import FieldWork
from ..store.workspace import Workspace
from .field_manifest import MANIFEST_FILE, read_manifest, sha256_of
from .field_work import read_field_work


def replaceable(ws: Workspace, folder: Path) -> bool:
    """Whether an older package at ``folder`` is replaced (False: there is nothing). InputError for a file, a
    folder with anything else in it, a package of another workspace, and work that is not in the workspace."""
    if not folder.exists():
        return False
    if not folder.is_dir():
        raise InputError(tr("{folder} is a file: choose a new folder for the package.").format(folder=folder))
    if not any(folder.iterdir()):
        return False
    if not (folder / MANIFEST_FILE).is_file():
        raise InputError(
            tr("The folder {folder} is not empty and is no field package: choose a new folder.").format(
                folder=folder
            )
        )
    manifest = read_manifest(folder)
    if manifest.workspace_uid != known_workspace_uid(ws.db):
        raise InputError(
            tr("{folder} holds a field package of another workspace: choose a new folder.").format(
                folder=folder
            )
        )
    ours = {*manifest.files, MANIFEST_FILE, PHOTO_FOLDER, "data.gpkg-wal", "data.gpkg-shm"}
    strange = sorted(path.name for path in folder.iterdir() if path.name not in ours)
    if strange:
        raise InputError(
            tr("The folder {folder} also holds {file}: choose a new folder for the package.").format(
                folder=folder, file=strange[0]
            )
        )
    if not _settled(ws, folder, read_field_work(folder)):
        raise InputError(
            tr(
                "The package in {folder} holds work from the field that is not in the workspace: import it "
                "first, or choose a new folder."
            ).format(folder=folder)
        )
    return True


def _settled(ws: Workspace, folder: Path, work: FieldWork) -> bool:
    """Whether everything that was entered is in the workspace."""
    known = package_row(ws.db, work.package_uid).get("came_back", {})
    if any(row.row_uid not in known for row in work.inspections):
        return False
    visited = {row.patch_uid for row in work.inspections}
    if any(one.inspection_uid not in known and one.patch_uid not in visited for one in work.boundaries):
        return False
    pictures = [path for path in (folder / PHOTO_FOLDER).rglob("*") if path.is_file()]
    return all(_is_stored(ws, path) for path in pictures) and all(one.file is not None for one in work.photos)


def _is_stored(ws: Workspace, path: Path) -> bool:
    row = ws.db.execute(
        "SELECT 1 FROM photo WHERE sha256 = ? AND deleted_at IS NULL", (sha256_of(path),)
    ).fetchone()
    return row is not None
