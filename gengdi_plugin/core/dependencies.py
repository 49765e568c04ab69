"""Is the geometry kernel here? Asked without importing it: loading the plugin stays cheap."""

from __future__ import annotations

import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from .i18n import tr

REQUIREMENT = "shapely>=2.0"


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
    try:
        return metadata.version("shapely")
    except metadata.PackageNotFoundError:
        # a folder without metadata (some bundles): it is there, and the kernel checks it at first use
        return "" if find_spec("shapely") is not None else None


def _mend() -> str:
    command = install_command()
    if sys.platform == "win32":
        return tr("open the OSGeo4W Shell, run {command} and restart QGIS.").format(command=command)
    return tr("open a terminal, run {command} and restart QGIS.").format(command=command)


def install_command() -> str:
    """The one command that installs the library into the Python QGIS runs on."""
    if sys.platform == "win32":
        return f'python -m pip install "{REQUIREMENT}"'
    if sys.platform == "darwin":
        python = Path(sys.prefix) / "bin" / "python3"
        return f'"{python}" -m pip install "{REQUIREMENT}"'
    return f'python3 -m pip install --user --break-system-packages "{REQUIREMENT}"'
