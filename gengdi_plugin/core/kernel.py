"""The geometry kernel, imported so that it calls the GEOS it was built with.

QGIS on Linux has its own GEOS in the program's global symbol scope. A shapely wheel loaded the
ordinary way into that program calls QGIS's GEOS for every function that has the same name and its own
for the others; when the two differ in version, objects of one are handed to the other, which gives
wrong coordinates, errors in ``to_wkb`` or a crash. ``RTLD_DEEPBIND`` lets the wheel find its own first.
Elsewhere (Windows, macOS) libraries do not mix and nothing is done.

Every module of Gengdi takes shapely from here; a house test sees to it.
"""

from __future__ import annotations

import os
import sys

_LOADED_BEFORE = "shapely.lib" in sys.modules

if hasattr(os, "RTLD_DEEPBIND"):
    _flags = sys.getdlopenflags()
    sys.setdlopenflags(os.RTLD_NOW | os.RTLD_DEEPBIND)
    try:
        import shapely
    finally:
        sys.setdlopenflags(_flags)
else:
    import shapely

import shapely.affinity  # noqa: E402
from shapely import LineString, Polygon, box  # noqa: E402
from shapely.errors import GEOSException  # noqa: E402

from .errors import GengdiError  # noqa: E402
from .i18n import tr  # noqa: E402

__all__ = ["GEOSException", "LineString", "Polygon", "box", "require_sound_kernel", "shapely"]


def require_sound_kernel() -> None:
    """Refuse to work with a shapely that was loaded before us and got mixed up with QGIS's GEOS, or with
    one older than 2.0. Raises GengdiError with the mend.

    QGIS 3.40 imports shapely itself at its start: a wheel there calls QGIS's GEOS for everything that
    Gengdi uses (the 2.0 API, which GEOS 3.13 has in full) and agrees with itself.
    """
    major = int(shapely.__version__.split(".")[0])
    if major < 2:
        raise GengdiError(
            tr("Gengdi needs shapely 2.0 or newer, but {version} is loaded: update it, restart QGIS.").format(
                version=shapely.__version__
            )
        )
    try:
        sound = not _LOADED_BEFORE or shapely.to_wkb(shapely.Point(1, 2), hex=True).startswith("01")
    except GEOSException:
        sound = False
    if not sound:
        raise GengdiError(
            tr(
                "shapely was loaded before Gengdi, by QGIS or by another plugin, and does not get on with "
                "QGIS's geometry library: install the shapely that belongs to your system (Debian: "
                "python3-shapely) or switch the other plugin off, and restart QGIS."
            )
        )
