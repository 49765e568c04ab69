"""``manifest.json`` of a field package: what it held when it was written, for whom, from which workspace."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..core.errors import InputError
from ..core.i18n import tr

MANIFEST_FILE = "manifest.json"
FORMAT = "gengdi-field-package"
VERSION = 1

#: Nobody's manifest is larger; a file that is, is none.
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class PackedPatch:
    """A patch as it was when it was packed; ``clock``: of its last event then."""

    uid: str
    patch_no: str
    spatial_code: str
    state: str
    clock: int


@dataclass(frozen=True)
class Manifest:
    """``workspace_uid``: which workspace it came from (copies of it share it). ``files``: name -> sha256 as
    written. ``project_file``: the QGIS project. Names a person only as far as the form must."""

    package_uid: str
    workspace_uid: str
    responsible_uid: str
    responsible: str
    made_at: str
    patches: tuple[PackedPatch, ...] = ()
    vocabulary: str = ""
    project_file: str = ""
    files: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The manifest as JSON."""
        body = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(body, ensure_ascii=False, indent=1)


def read_manifest(folder: Path) -> Manifest:
    """The manifest in ``folder``; InputError when there is none, or none that this version reads."""
    path = folder / MANIFEST_FILE
    try:
        if path.is_symlink() or path.stat().st_size > _MOST_BYTES:
            raise InputError(_not_ours(path))
        body = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise InputError(
            tr(
                "{folder} is no field package: {file} is missing. Choose the folder that was copied back "
                "from the phone, whole."
            ).format(folder=folder, file=MANIFEST_FILE)
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(
            tr("{file} cannot be read ({reason}): copy the folder from the phone again.").format(
                file=path, reason=error
            )
        ) from error
    return _manifest(body, path)


def _manifest(body: Any, path: Path) -> Manifest:
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise InputError(_not_ours(path))
    if body.get("version") != VERSION:
        raise InputError(
            tr("The package {file} was written by another version of Gengdi: update Gengdi.").format(
                file=path
            )
        )
    values = {key: value for key, value in body.items() if key not in ("format", "version")}
    try:
        patches = tuple(
            PackedPatch(
                uid=str(one["uid"]),
                patch_no=str(one["patch_no"]),
                spatial_code=str(one["spatial_code"]),
                state=str(one["state"]),
                clock=int(one["clock"]),
            )
            for one in values.pop("patches")
        )
        files = {str(name): str(digest) for name, digest in dict(values.pop("files")).items()}
        texts = {key: str(value) for key, value in values.items()}
        return Manifest(**texts, patches=patches, files=files)  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            tr("{file} is damaged ({reason}): copy the folder from the phone again.").format(
                file=path, reason=error
            )
        ) from error


def _not_ours(path: Path) -> str:
    return tr("{file} is not the manifest of a field package: choose the folder of the package.").format(
        file=path
    )


def sha256_of(path: Path) -> str:
    """The content of a file as a sum of 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
