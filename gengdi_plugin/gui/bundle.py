"""Where the officer unpacked the intranet bundle: QGIS remembers from where a plugin's zip was installed."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsSettings

#: Written by QGIS's plugin manager at *Install from ZIP*; in the bundle the libraries lie beside the zip.
LAST_ZIP_FOLDER = "app/plugin_installer/lastZipDirectory"


def bundle_folders() -> list[Path]:
    """The folder from which a plugin was last installed from a zip, if it is known."""
    folder = str(QgsSettings().value(LAST_ZIP_FOLDER, "") or "")
    return [Path(folder)] if folder else []
