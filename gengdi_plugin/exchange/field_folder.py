"""The folder of a field package as it came back: a folder, or a zip of one, looked at without trust."""

from __future__ import annotations

import shutil
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.stopping import checkpoint
from .field_manifest import MANIFEST_FILE

#: A zip that unfolds to more is refused before anything is written.
_MOST_BYTES = 16 * 1024**3
_MOST_FILES = 50_000

_UTF8_NAME = 0x800


@contextmanager
def package_folder(path: Path) -> Iterator[Path]:
    """The folder with the manifest: ``path`` itself, the one folder inside it, or what a zip unfolds to
    (taken away at the end). InputError when it is neither."""
    if path.is_dir():
        yield _root(path, path)
        return
    if not path.is_file():
        raise InputError(
            tr("There is nothing at {file}: choose the folder of a field package, or a zip of it.").format(
                file=path
            )
        )
    with TemporaryDirectory(prefix="gengdi-field-") as unfolded:
        _unfold(path, Path(unfolded))
        yield _root(Path(unfolded), path)


def inside(folder: Path, name: str) -> Path | None:
    """The file that a relative ``name`` means inside ``folder``; None for a name that leads out of it."""
    text = name.strip().replace("\\", "/")
    pure = PurePosixPath(text)
    if not pure.parts or "\x00" in text or pure.is_absolute() or ".." in pure.parts or ":" in pure.parts[0]:
        return None
    target = folder / pure
    try:
        return target if target.resolve().is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError):
        return None


def _root(folder: Path, given: Path) -> Path:
    if (folder / MANIFEST_FILE).is_file():
        return folder
    below = [one for one in folder.iterdir() if one.is_dir() and not one.is_symlink()]
    found = [one for one in below if (one / MANIFEST_FILE).is_file()]
    if len(found) == 1:
        return found[0]
    raise InputError(
        tr(
            "{folder} is no field package: {file} is missing. Choose the folder that was copied back from "
            "the phone, whole."
        ).format(folder=given, file=MANIFEST_FILE)
    )


def _unfold(path: Path, target: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            size = sum(entry.file_size for entry in entries)
            if len(entries) > _MOST_FILES or size > _MOST_BYTES:
                raise InputError(
                    tr("{file} unfolds to {size} MB in {n} files, which is too much for a field package.")
                    .format(file=path, size=f"{size / 1e6:,.0f}", n=f"{len(entries):,}")
                )  # fmt: skip
            if size > shutil.disk_usage(target).free:
                raise InputError(
                    tr("There is no room to unfold {file} ({size} MB): free disk space.").format(
                        file=path, size=f"{size / 1e6:,.0f}"
                    )
                )
            places = [(entry, _place(target, entry, path)) for entry in entries]
            for entry, place in places:
                _write(archive, entry, place)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(
            tr("{file} cannot be unfolded ({reason}): copy it from the phone again.").format(
                file=path, reason=error
            )
        ) from error


def _place(target: Path, entry: zipfile.ZipInfo, path: Path) -> Path:
    name = _name(entry)
    place = inside(target, name)
    if place is None or stat.S_ISLNK(entry.external_attr >> 16):
        raise InputError(
            tr("{file} holds “{name}”, which leads out of its folder: it is no field package.").format(
                file=path, name=name
            )
        )
    return place


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: phones and Windows write Chinese names without saying how."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size
    with archive.open(entry) as source, place.open("wb") as sink:
        while block := source.read(1 << 20):
            checkpoint()
            left -= len(block)
            if left < 0:
                raise zipfile.BadZipFile(entry.filename)
            sink.write(block)
