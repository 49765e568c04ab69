"""Files appear whole or not at all: written beside the target, then moved into place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..core.errors import InputError
from ..core.i18n import tr


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A private folder beside ``target``; what is written there replaces the files of the same names.

    Nothing changes when the body raises; when a file cannot be moved, those already moved go back.
    Raises InputError when the folder is missing or a file is held by another program.
    """
    refuse_if_open(target)
    try:
        folder = Path(tempfile.mkdtemp(prefix=".gengdi-", dir=target.parent))
    except OSError as error:
        raise InputError(
            tr("The folder {folder} cannot be written ({error}): choose another one.").format(
                folder=target.parent, error=error.strerror or error
            )
        ) from error
    try:
        yield folder
        _publish(folder, target)
    except OSError as error:
        raise InputError(
            tr("{file} cannot be written ({why}): check free disk space and the folder's rights.").format(
                file=target.name, why=error.strerror or error
            )
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def refuse_if_open(target: Path) -> None:
    """Raise InputError when another program says that it has ``target`` open.

    LibreOffice, Excel and WPS leave a lock file; a SQLite database in use has a write-ahead log, and
    replacing it under its reader would lose what that reader writes.
    """
    name = target.name
    marks = [target.with_name(f".~lock.{name}#"), target.with_name(f"~${name}")]
    if target.suffix.lower() == ".gpkg":
        marks += [target.with_name(f"{name}-wal"), target.with_name(f"{name}-journal")]
    held = [mark.name for mark in marks if mark.exists()]
    if held:
        raise InputError(_held(target, tr("{file} lies beside it").format(file=held[0])))


def _publish(folder: Path, target: Path) -> None:
    kept = folder / "replaced"
    kept.mkdir()
    moved: list[Path] = []
    try:
        for new in sorted(path for path in folder.iterdir() if path.is_file()):
            place = target.with_name(new.name)
            if place.exists():
                place.replace(kept / new.name)
            moved.append(place)
            sync(new)
            new.replace(place)
    except OSError as error:
        for place in reversed(moved):
            old = kept / place.name
            if old.exists():
                old.replace(place)
        raise InputError(_held(target, error.strerror or str(error))) from error


def sync(path: Path) -> None:
    """Have ``path`` on the disk: who writes many files does it for each, so that the end does not wait."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _held(target: Path, why: str) -> str:
    return tr(
        "{file} is open in another program ({why}): close it there or choose another name, then try again."
    ).format(file=target, why=why)
