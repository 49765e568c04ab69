"""Make ``dist/gengdi-bundle-<version>``, as folder and zip: all that a computer without a network needs.

The plugin's zip, the wheels pinned in ``bundle.toml`` (kept in ``build/bundle-cache``, so a second run
needs no network), their licences, INSTALL.txt and SHA256SUMS. The same bytes come from the same commit.

    bundle.py [--this] [--folder DIST]     --this: only the wheels that fit this machine's Python
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import tomllib

from package import commit_time, write_zip
from stage import ROOT, metadata

CACHE = ROOT / "build" / "bundle-cache"
INSTALL = ROOT / ".ci" / "bundle_install.txt"


class BundleError(Exception):
    """A wheel is not what ``bundle.toml`` says, or something that belongs in is missing."""


@dataclass(frozen=True)
class Wheel:
    """One pinned wheel; what it is for is in its name."""

    file: str
    python: str
    sha256: str

    @property
    def requirement(self) -> str:
        name, version = self.file.split("-")[:2]
        return f"{name}=={version}"

    @property
    def platforms(self) -> list[str]:
        return self.file.removesuffix(".whl").split("-")[-1].split(".")

    def fits_this_machine(self) -> bool:
        system = "win" if sys.platform == "win32" else "manylinux"
        here, first = platform.machine().lower(), self.platforms[0]
        version = ".".join(str(part) for part in sys.version_info[:2])
        return self.python == version and first.startswith(system) and first.endswith(here)


def pinned() -> list[Wheel]:
    """The wheels of ``bundle.toml``."""
    recipe = tomllib.loads((ROOT / ".ci/bundle.toml").read_text(encoding="utf-8"))
    return [Wheel(**entry) for entry in recipe["wheel"]]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(wheel: Wheel) -> Path:
    """The wheel's file in the cache, downloaded when it is not there; its bytes are those pinned."""
    path = CACHE / wheel.file
    if path.is_file() and sha256(path) == wheel.sha256:
        return path
    CACHE.mkdir(parents=True, exist_ok=True)
    wanted = CACHE / f"{wheel.file}.txt"
    wanted.write_text(f"{wheel.requirement} --hash=sha256:{wheel.sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--only-binary=:all:"]
    command += ["--implementation", "cp", "--python-version", wheel.python]
    for name in wheel.platforms:
        command += ["--platform", name]
    path.unlink(missing_ok=True)
    try:
        subprocess.run([*command, "--require-hashes", "-d", str(CACHE), "-r", str(wanted)], check=True)
    finally:
        wanted.unlink()
    if not path.is_file() or sha256(path) != wheel.sha256:
        raise BundleError(f"{wheel.file}: pip brought another file than bundle.toml names")
    return path


def copy_licences(wheel: Path, target: Path) -> None:
    """The licences a wheel carries, and that its libraries inside demand to be handed on."""
    with zipfile.ZipFile(wheel) as archive:
        found = [name for name in archive.namelist() if ".dist-info/" in name and "LICENSE" in name.upper()]
        found = [name for name in found if not name.endswith("/")]
        if not found:
            raise BundleError(f"{wheel.name}: no licence file")
        target.mkdir(parents=True)
        for name in found:
            (target / Path(name).name).write_bytes(archive.read(name))


def write_install(target: Path, version: str, wheels: list[Wheel]) -> None:
    """INSTALL.txt as Notepad reads it: with a byte order mark and Windows' line ends."""
    listed = "\n".join(f"    Python {wheel.python:<5} {wheel.file}" for wheel in wheels)
    text = INSTALL.read_text(encoding="utf-8").format(version=version, wheels=listed)
    target.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))


def write_sums(folder: Path) -> None:
    """SHA256SUMS of every file, in the form ``sha256sum -c`` reads."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / "SHA256SUMS").write_bytes("".join(lines).encode())


def make_bundle(dist: Path, plugin: Path, wheels: list[Wheel]) -> Path:
    """The bundle's folder under ``dist``, with its zip beside it; whole or not at all."""
    version = metadata()["version"]
    final = dist / f"gengdi-bundle-{version}"
    parts = dist / "bundle.part"
    folder = parts / final.name
    shutil.rmtree(parts, ignore_errors=True)
    try:
        (folder / "wheels").mkdir(parents=True)
        shutil.copy(plugin, folder / plugin.name)
        (folder / "LICENSES").mkdir()
        shutil.copy(ROOT / "LICENSE", folder / "LICENSES" / "gengdi.txt")
        for wheel in wheels:
            file = shutil.copy(fetch(wheel), folder / "wheels" / wheel.file)
            copy_licences(Path(file), folder / "LICENSES" / wheel.file.removesuffix(".whl"))
        write_install(folder / "INSTALL.txt", version, wheels)
        write_sums(folder)
        write_zip(folder, parts / f"{final.name}.zip", commit_time())
        shutil.rmtree(final, ignore_errors=True)
        folder.rename(final)
        (parts / f"{final.name}.zip").replace(dist / f"{final.name}.zip")
    finally:
        shutil.rmtree(parts, ignore_errors=True)
    return final


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--this", action="store_true", help="only the wheels for this machine's Python")
    parser.add_argument("--folder", type=Path, default=ROOT / "dist")
    options = parser.parse_args()
    plugin = ROOT / "dist" / f"gengdi_plugin-{metadata()['version']}.zip"
    if not plugin.is_file():
        print(f"{plugin} is not there; run `make package` first", file=sys.stderr)
        return 1
    wheels = [wheel for wheel in pinned() if not options.this or wheel.fits_this_machine()]
    try:
        folder = make_bundle(options.folder, plugin, wheels)
    except BundleError as error:
        print(error, file=sys.stderr)
        return 1
    size = folder.with_name(f"{folder.name}.zip").stat().st_size / 1024 / 1024
    print(f"{folder.name}.zip: {len(wheels)} wheels, {size:.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
