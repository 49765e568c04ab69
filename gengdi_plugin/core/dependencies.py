"""Is the geometry kernel here? Asked without importing it: loading the plugin stays cheap."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from .i18n import tr

REQUIREMENT = "shapely>=2.0"
#: The intranet bundle keeps its libraries in a folder of this name, beside the plugin's zip.
WHEELS = "wheels"

#: Folders in which an unpacked bundle may lie: beside the plugin, and those :func:`look_in` was told of.
_places: list[Path] = [Path(__file__).resolve().parents[2]]


def look_in(folders: Iterable[Path]) -> None:
    """Tell where an officer may have unpacked the intranet bundle; looked at before the earlier ones."""
    _places[:0] = [folder for folder in folders if folder not in _places]


def shapely_problem() -> str:
    """One sentence with the one command to run when shapely is missing or older than 2.0; else empty."""
    version = installed_version()
    if version is None:
        return tr("Gengdi needs the Python library shapely 2.0 or newer, which is missing: {mend}").format(
            mend=_mend()
        )
    major = version.split(".")[0]
    if major.isdigit() and int(major) < 2:
        return tr(
            "Gengdi needs the Python library shapely 2.0 or newer, but {version} is installed: {mend}"
        ).format(version=version, mend=_mend())
    return ""


def installed_version() -> str | None:
    """The version of shapely that an import would find; empty when it does not tell, None when missing."""
    spec = find_spec("shapely")
    if spec is None:
        return None
    # the name of its metadata says it: importlib.metadata would cost QGIS's start ten times as much
    for package in spec.submodule_search_locations or ():
        for folder in Path(package).parent.glob("[Ss]hapely-*-info"):
            return folder.name.split("-")[1].removesuffix(".dist").removesuffix(".egg")
    # a folder without metadata (some bundles): it is there, and the kernel checks it at first use
    return ""


def _mend() -> str:
    command = install_command()
    if sys.platform == "win32":
        return tr("open the OSGeo4W Shell, run {command} and restart QGIS.").format(command=command)
    return tr("open a terminal, run {command} and restart QGIS.").format(command=command)


def install_command() -> str:
    """The one command that installs the library into the Python QGIS runs on; from the files of an
    unpacked intranet bundle where there is one, else from the network."""
    folder = wheels_folder()
    source = f'--no-index --find-links "{folder}" ' if folder is not None else ""
    if sys.platform == "win32":
        return f'python -m pip install {source}"{REQUIREMENT}"'
    if sys.platform == "darwin":
        python = Path(sys.prefix) / "bin" / "python3"
        return f'"{python}" -m pip install {source}"{REQUIREMENT}"'
    return f'python3 -m pip install --user --break-system-packages {source}"{REQUIREMENT}"'


def wheels_folder() -> Path | None:
    """The folder with a shapely for this very Python, of a bundle that lies where we know to look."""
    for place in _places:
        folder = place / WHEELS
        if any(_fits(wheel.name) for wheel in folder.glob("shapely-*.whl")):
            return folder
    return None


def _fits(wheel: str) -> bool:
    """Whether pip would take the wheel here: another Python's would only end in an error."""
    python, _abi, system = wheel[: -len(".whl")].split("-")[-3:]
    here = {"win32": "win", "darwin": "macosx"}.get(sys.platform, "manylinux")
    machine = platform.machine().lower()
    return (
        python == f"cp{sys.version_info[0]}{sys.version_info[1]}"
        and system.startswith(here)
        and system.endswith((machine, "universal2"))
    )
