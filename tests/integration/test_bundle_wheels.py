"""Every wheel of the intranet bundle is what the list says: for Windows too, where nothing can be run here.

In `make test` only this machine's wheels are looked into; under `full` all of them.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import re
import shlex
import struct
import sys
import zipfile
from email.message import Message
from email.parser import Parser
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import Tag, cpython_tags
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".ci"))

import bundle as maker  # noqa: E402

WHEELS = maker.pinned()
EVERY_WHEEL = [
    pytest.param(wheel, id=wheel.file, marks=() if wheel.fits_this_machine() else pytest.mark.full)
    for wheel in WHEELS
]
#: The words of a documented command, after which the name of something in the bundle's folder stands.
NAMES_A_FILE = {"--find-links", "-c", "Get-FileHash", "Get-ChildItem"}
COMMANDS = {"python", "python3", "sha256sum", "Get-FileHash", "Get-ChildItem"}
AMD64 = 0x8664  # of a Windows library's header


def accepted(wheel: maker.Wheel) -> set[Tag]:
    """The tags that the wheel's Python takes on its platform, as pip knows them."""
    version = tuple(int(part) for part in wheel.python.split("."))
    return set(cpython_tags(version, [f"cp{version[0]}{version[1]}"], wheel.platforms))


def metadata(archive: zipfile.ZipFile, name: str) -> Message:
    (path,) = (path for path in archive.namelist() if path.endswith(f".dist-info/{name}"))
    return Parser().parsestr(archive.read(path).decode())


@pytest.mark.parametrize("wheel", WHEELS, ids=lambda wheel: wheel.file)
def test_the_name_says_the_python_and_the_platform_of_the_list(wheel: maker.Wheel) -> None:
    _name, _version, _build, tags = parse_wheel_filename(wheel.file)
    assert tags <= accepted(wheel)
    assert re.fullmatch(r"[0-9a-f]{64}", wheel.sha256)


def test_every_python_of_the_list_has_one_shapely_and_one_numpy() -> None:
    pairs: dict[tuple[str, str], list[str]] = {}
    for wheel in WHEELS:
        platform = "Windows" if wheel.platforms == ["win_amd64"] else "Debian"
        pairs.setdefault((platform, wheel.python), []).append(wheel.file.split("-")[0])
    both = ["numpy", "shapely"]
    assert {key: sorted(names) for key, names in pairs.items()} == {
        **{("Windows", version): both for version in ("3.9", "3.12")},
        **{("Debian", version): both for version in ("3.11", "3.13")},
    }


@pytest.mark.parametrize("wheel", EVERY_WHEEL)
def test_inside_it_is_what_its_name_says(wheel: maker.Wheel) -> None:
    """Name, version and tags; it asks for its Python, and for nothing that its Python does not find here."""
    with zipfile.ZipFile(maker.fetch(wheel)) as archive:
        about, tagged = metadata(archive, "METADATA"), metadata(archive, "WHEEL")
    name, version, _build, tags = parse_wheel_filename(wheel.file)
    assert (about["Name"].lower(), about["Version"]) == (name, str(version))
    assert {Tag(*line.split("-")) for line in tagged.get_all("Tag")} & accepted(wheel)
    assert {Tag(*line.split("-")) for line in tagged.get_all("Tag")} <= tags
    assert wheel.python in SpecifierSet(about["Requires-Python"])
    there = {"python_version": wheel.python, "python_full_version": f"{wheel.python}.0", "extra": ""}
    if wheel.platforms == ["win_amd64"]:
        there |= {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
    else:
        there |= {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
    beside = {
        other.file.split("-")[0]: other.file.split("-")[1]
        for other in WHEELS
        if other.python == wheel.python and other.platforms[0][:3] == wheel.platforms[0][:3]
    }
    for text in about.get_all("Requires-Dist") or []:
        needed = Requirement(text)
        if needed.marker is None or needed.marker.evaluate(there):
            assert beside.get(needed.name) in needed.specifier, text


@pytest.mark.parametrize("wheel", EVERY_WHEEL)
def test_every_file_in_it_has_the_recorded_bytes(wheel: maker.Wheel) -> None:
    path = maker.fetch(wheel)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == wheel.sha256
    with zipfile.ZipFile(path) as archive:
        (record,) = (name for name in archive.namelist() if name.endswith(".dist-info/RECORD"))
        recorded = {row[0]: row[1:] for row in csv.reader(archive.read(record).decode().splitlines()) if row}
        files = {name for name in archive.namelist() if not name.endswith("/")}
        assert files == set(recorded)
        for name in files - {record}:
            method, digest = recorded[name][0].split("=", 1)
            found = hashlib.new(method, archive.read(name)).digest()
            assert base64.urlsafe_b64encode(found).rstrip(b"=").decode() == digest, name
            assert archive.getinfo(name).file_size == int(recorded[name][1]), name


@pytest.mark.parametrize("wheel", EVERY_WHEEL)
def test_its_compiled_parts_are_of_that_python_and_processor(wheel: maker.Wheel) -> None:
    """A module for another Python is not found at import time; one for another processor does not load."""
    short = wheel.python.replace(".", "")
    windows = wheel.platforms == ["win_amd64"]
    ending = f".cp{short}-win_amd64.pyd" if windows else f".cpython-{short}-x86_64-linux-gnu.so"
    with zipfile.ZipFile(maker.fetch(wheel)) as archive:
        package = wheel.file.split("-")[0]
        modules = [name for name in archive.namelist() if name.startswith(f"{package}/")]
        modules = [name for name in modules if name.endswith((".pyd", ".so"))]
        assert modules
        for name in modules:
            assert name.endswith(ending), name
            assert machine(archive.read(name)) == (AMD64 if windows else 62), name
            if windows:
                linked = set(re.findall(rb"\bpython3\d*\.dll\b", archive.read(name)))
                assert linked <= {f"python{short}.dll".encode(), b"python3.dll"}, name


def machine(library: bytes) -> int:
    """The processor in the header of a Windows (PE) or Linux (ELF) library."""
    if library[:4] == b"\x7fELF":
        return int(struct.unpack_from("<H", library, 18)[0])
    (start,) = struct.unpack_from("<I", library, 0x3C)
    assert library[:2] == b"MZ" and library[start : start + 4] == b"PE\0\0"
    return int(struct.unpack_from("<H", library, start + 4)[0])


def commands(text: str) -> list[list[str]]:
    """The commands of a text, by words: its lines, or what a page has in backticks, that begin with one."""
    lines = chain((line.strip() for line in text.splitlines()), re.findall(r"`([^`]+)`", text))
    return [shlex.split(line) for line in lines if line.split()[:1] and line.split()[0] in COMMANDS]


def test_every_documented_command_names_what_is_in_the_bundle(tmp_path: Path) -> None:
    """INSTALL.txt and README; the folder as `make bundle` makes it, with this machine's wheels."""
    wheels = [wheel for wheel in WHEELS if wheel.fits_this_machine()]
    version = maker.metadata()["version"]
    plugin = tmp_path / f"gengdi_plugin-{version}.zip"
    plugin.write_bytes(b"stands in for the plugin: only names are looked at")
    folder = maker.make_bundle(tmp_path / "dist", plugin, wheels)
    install = commands((folder / "INSTALL.txt").read_text(encoding="utf-8-sig"))
    assert {words[0] for words in install} == COMMANDS
    readme = [
        words for words in commands((ROOT / "README.md").read_text(encoding="utf-8")) if "--no-index" in words
    ]
    assert readme
    named = set()
    for words in [*install, *readme]:
        if "pip" in words:
            assert words[1:4] == ["-m", "pip", "install"] and {"--no-index", "--find-links"} <= set(words)
            assert any((folder / "wheels").glob(f"{Requirement(words[-1]).name}-*.whl"))
        found = [after for before, after in zip(words, words[1:]) if before in NAMES_A_FILE]
        found += [words[1]] if words[0] in NAMES_A_FILE and len(words) > 1 else []
        assert found, words
        for name in found:
            assert (folder / name).exists(), words
        named.update(found)
    assert named == {"wheels", "SHA256SUMS", plugin.name}
