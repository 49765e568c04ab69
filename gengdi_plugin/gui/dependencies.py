"""Is the geometry kernel here, and does it fit? Asked without importing it: loading stays cheap."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from qgis.core import Qgis

from ..core.i18n import tr

#: shapely's wheels by the GEOS they bring, newest first: (GEOS, requirement).
_WHEELS = (((3, 14), "shapely>=2.2"), ((3, 13), "shapely>=2.1,<2.2"), ((3, 11), "shapely>=2.0,<2.1"))
_BUNDLED = re.compile(r"libgeos-[0-9a-f]+\.so\.(\d+)\.(\d+)")


def shapely_problem() -> str:
    """One sentence with the one command to run when shapely is missing, older than 2.0, or brings a GEOS
    that does not get on with QGIS's; empty when all is well."""
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
    bundled = bundled_geos()
    if bundled is not None and bundled > host_geos():
        return tr(
            "The installed shapely {version} is too new for this QGIS and can make it crash: {mend}"
        ).format(version=version, mend=_mend())
    return ""


def installed_version() -> str | None:
    """The version of shapely that an import would find; empty when it does not tell, None when missing."""
    try:
        return metadata.version("shapely")
    except metadata.PackageNotFoundError:
        # a folder without metadata (some bundles): it is there, and the kernel checks it at first use
        return "" if find_spec("shapely") is not None else None


def bundled_geos() -> tuple[int, int] | None:
    """The GEOS inside a Linux wheel of shapely; None for one built on the system's.

    Only Linux mixes them: there QGIS's GEOS is in the program's global symbol scope, so the wheel calls
    QGIS's functions, and its own only where QGIS has none. With a newer wheel the two meet in one object.
    """
    if not sys.platform.startswith("linux"):
        return None
    spec = find_spec("shapely")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent.with_name("shapely.libs")
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    found = next((match for name in names if (match := _BUNDLED.match(name))), None)
    return (int(found[1]), int(found[2])) if found else None


def host_geos() -> tuple[int, int]:
    """QGIS's own GEOS."""
    number = Qgis.geosVersionInt()
    return number // 10_000, number // 100 % 100


def requirement() -> str:
    """What to ask pip for: on Linux the newest shapely whose GEOS QGIS's can serve."""
    if sys.platform.startswith("linux"):
        fitting = (wanted for geos, wanted in _WHEELS if geos <= host_geos())
        return next(fitting, _WHEELS[-1][1])
    return "shapely>=2.0"


def install_command() -> str:
    """The one command that installs the library into the Python QGIS runs on."""
    wanted = f'"{requirement()}"'
    if sys.platform == "win32":
        return f"python -m pip install {wanted}"
    if sys.platform == "darwin":
        python = Path(sys.prefix) / "bin" / "python3"
        return f'"{python}" -m pip install {wanted}'
    return f"python3 -m pip install --user --break-system-packages {wanted}"


def _mend() -> str:
    command = install_command()
    if sys.platform == "win32":
        return tr("open the OSGeo4W Shell, run {command} and restart QGIS.").format(command=command)
    return tr("open a terminal, run {command} and restart QGIS.").format(command=command)
