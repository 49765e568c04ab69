"""Where the officer unpacked the intranet bundle: QGIS remembers from where a plugin's zip was installed."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsSettings

#: Written by QGIS's plugin manager at *Install from ZIP*; in the bundle the libraries lie beside the zip.
#: The first by newer QGIS (seen in 3.40), the second by older ones (3.22); a profile may still hold that one.
LAST_ZIP_FOLDERS = ("plugin-manager/last-zip-directory", "app/plugin_installer/lastZipDirectory")


def bundle_folders() -> list[Path]:
    """The folders from which a plugin was last installed from a zip, if any is known."""
    settings = QgsSettings()
    told = [str(settings.value(key, "") or "") for key in LAST_ZIP_FOLDERS]
    return [Path(folder) for folder in dict.fromkeys(told) if folder]
