"""A field package that came back from a phone, read row by row; what is odd about it is told, not hidden."""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..core.errors import InputError
from ..core.field_form import BOUNDARY, DATA_FILE, INSPECTION, PATCH, PHOTO, PHOTO_FOLDER, TABLES, WORK_TABLES
from ..core.field_proof import PREFIX
from ..core.i18n import tr
from ..core.stopping import checkpoint
from ..store import sql
from ..store.field_rows import BOUNDARY as BOUNDARY_LINE
from ..store.field_rows import (
    MISSING,
    NOTICE,
    PACKAGE,
    REFUSED,
    FieldBoundary,
    FieldInspection,
    FieldPhoto,
    FieldWork,
    Line,
)
from ..store.field_rows import PHOTO as PHOTO_LINE
from .field_folder import inside
from .field_manifest import Manifest, read_manifest, sha256_of
from .field_values import number_of, point_of, text_of, wkb_of

#: Namespace of names for rows whose own uid was lost (UUIDv5): the same row has the same name again.
_NAMESPACE = uuid.UUID("6b1d6f0e-55cf-5a3b-8a53-0b0f6a6c2d11")

_PICTURES = (".jpg", ".jpeg", ".png", ".heic", ".tif", ".tiff", ".webp", ".mp4", ".mov")

Rows = list[dict[str, Any]]


def read_field_work(folder: Path) -> FieldWork:
    """What an inspector entered in the package in ``folder`` (which is not changed).

    Rows that say too little, columns that are missing or unknown, files that were changed or are gone become
    lines of the report. InputError when the folder is no package or its tables cannot be read.
    """
    manifest = read_manifest(folder)
    lines = list(_files(folder, manifest))
    with _opened(folder) as db:
        tables = {name: _table(db, name, lines) for name in (PATCH, *WORK_TABLES)}
    numbers = {patch.uid: patch.patch_no for patch in manifest.patches}
    lines += _missing_patches(manifest, tables[PATCH])
    inspections = [_inspection(manifest, row) for row in tables[INSPECTION]]
    photos = [_photo(manifest, folder, row) for row in tables[PHOTO]]
    lines += _strangers(folder, photos)
    boundaries = []
    for row in tables[BOUNDARY]:
        boundary = _boundary(manifest, row)
        if isinstance(boundary, Line):
            lines.append(boundary)
        else:
            boundaries.append(boundary)
    clocks = {patch.uid: patch.clock for patch in manifest.patches}
    return FieldWork(
        manifest.package_uid, manifest.workspace_uid, clocks, numbers, inspections, photos, boundaries, lines
    )


def _files(folder: Path, manifest: Manifest) -> Iterator[Line]:
    for name, digest in manifest.files.items():
        path = inside(folder, name)
        if name == DATA_FILE:
            continue
        if path is None or not path.is_file():
            yield Line(
                PACKAGE,
                MISSING,
                tr("{file} is missing; the work can be read without it.").format(file=name),
                row=name,
            )
        elif sha256_of(path) != digest:
            yield Line(
                PACKAGE,
                NOTICE,
                tr("{file} was changed since the package was written; the work is read as it is.").format(
                    file=name
                ),
                row=name,
            )


@contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """The GeoPackage as a copy: what the phone left in its log is read too, and the folder stays as it is."""
    source = folder / DATA_FILE
    if not source.is_file() or source.is_symlink():
        raise InputError(
            tr("{file} is missing in {folder}: copy the whole folder from the phone again.").format(
                file=DATA_FILE, folder=folder
            )
        )
    with TemporaryDirectory(prefix="gengdi-field-") as place:
        copy = Path(place) / DATA_FILE
        try:
            for ending in ("", "-wal"):
                part = source.with_name(f"{DATA_FILE}{ending}")
                if part.is_file():
                    shutil.copyfile(part, copy.with_name(part.name))
            with closing(sqlite3.connect(copy)) as db:
                yield db
        except (sqlite3.Error, OSError) as error:
            raise InputError(
                tr(
                    "{file} in {folder} cannot be read ({reason}): copy the folder from the phone again."
                ).format(file=DATA_FILE, folder=folder, reason=error)
            ) from error


def _table(db: sqlite3.Connection, name: str, lines: list[Line]) -> Rows:
    """The rows of a table with our columns, missing ones as None; extra and missing columns are told."""
    table = TABLES[name]
    there = [row[1] for row in db.execute(f"PRAGMA table_info({sql.quoted(name)})")]
    if not there:
        raise InputError(
            tr("The table {table} is missing in {file}: this is not the package as it was written.").format(
                table=name, file=DATA_FILE
            )
        )
    known = {own.casefold(): own for own in there}
    proof = [own for own in known if name == INSPECTION and own.startswith(PREFIX)]
    wanted = (*table.names(), *proof, "fid", "geom")
    missing = [column for column in wanted if column not in known]
    for group in table.needed:
        if all(column in missing for column in group.split("|")):
            raise InputError(
                tr(
                    "The table {table} in {file} has no column “{column}”: it was renamed or deleted. Give "
                    "it its name back, then import again; nothing was written."
                ).format(table=name, file=DATA_FILE, column=group.replace("|", tr(" or ")))
            )
    expected = [column for column in missing if column in table.names()]
    if expected:
        text = tr("The table {table} has no column {columns}: what stood there cannot be read.")
        lines.append(Line(PACKAGE, MISSING, text.format(table=name, columns=", ".join(expected)), row=name))
    extra = [own for own in there if own.casefold() not in wanted]
    if extra:
        text = tr("The table {table} has columns of its own ({columns}), which stay in the folder only.")
        lines.append(Line(PACKAGE, NOTICE, text.format(table=name, columns=", ".join(extra)), row=name))
    columns = [known[column] for column in wanted if column in known]
    order = sql.quoted(known["fid"]) if "fid" in known else "rowid"
    cursor = db.execute(f"{sql.select(name, columns)} ORDER BY {order}")
    rows = [{key.casefold(): value for key, value in row.items()} for row in sql.dicts(cursor)]
    return [{**dict.fromkeys(wanted), **row} for row in rows]


def _missing_patches(manifest: Manifest, rows: Rows) -> Iterator[Line]:
    there = {text_of(row["uid"]) for row in rows}
    for patch in manifest.patches:
        if patch.uid not in there:
            yield Line(
                PACKAGE,
                MISSING,
                tr("The patch was deleted from the package; nothing was changed in the workspace."),
                patch.patch_no,
                patch.uid,
            )


def _name(manifest: Manifest, table: str, row: dict[str, Any]) -> str:
    """The row's uid; where it was lost, one drawn from the package, table and place."""
    return (
        text_of(row["uid"])
        or uuid.uuid5(_NAMESPACE, f"{manifest.package_uid}\x1f{table}\x1f{row['fid']}").hex
    )


def _inspection(manifest: Manifest, row: dict[str, Any]) -> FieldInspection:
    told_apart = ("uid", "patch_uid", "patch_no", "fid", "geom")
    values = {name: value for name, value in row.items() if name not in told_apart}
    shape = wkb_of(row["geom"])
    return FieldInspection(
        _name(manifest, INSPECTION, row),
        text_of(row["patch_uid"]),
        text_of(row["patch_no"]),
        values,
        point_of(shape),
    )


def _photo(manifest: Manifest, folder: Path, row: dict[str, Any]) -> FieldPhoto:
    path = text_of(row["path"])
    file = inside(folder, path)
    return FieldPhoto(
        _name(manifest, PHOTO, row),
        text_of(row["inspection_uid"]),
        path,
        file if file is not None and file.is_file() and not file.is_symlink() else None,
        number_of(row["lon"]),
        number_of(row["lat"]),
        number_of(row["azimuth"]),
        text_of(row["taken_at"]),
        text_of(row["note"]),
    )


def _strangers(folder: Path, photos: list[FieldPhoto]) -> Iterator[Line]:
    """Pictures that no row names."""
    known = {photo.file.resolve() for photo in photos if photo.file is not None}
    pictures = folder / PHOTO_FOLDER
    if not pictures.is_dir() or pictures.is_symlink():
        return
    for path in sorted(pictures.rglob("*")):
        checkpoint()
        if path.suffix.lower() in _PICTURES and path.is_file() and path.resolve() not in known:
            name = path.relative_to(folder).as_posix()
            yield Line(
                PHOTO_LINE,
                NOTICE,
                tr(
                    "No row of the package names this photo: add it to a finding by hand "
                    "if it belongs to one."
                ),
                row=name,
            )


def _boundary(manifest: Manifest, row: dict[str, Any]) -> FieldBoundary | Line:
    name = _name(manifest, BOUNDARY, row)
    shape = wkb_of(row["geom"])
    if shape is None:
        return Line(BOUNDARY_LINE, REFUSED, tr("The measured boundary has no geometry."), row=name)
    return FieldBoundary(
        name,
        text_of(row["inspection_uid"]),
        text_of(row["patch_uid"]),
        shape,
        text_of(row["measured_by"]),
        text_of(row["measured_on"])[:10],
    )
