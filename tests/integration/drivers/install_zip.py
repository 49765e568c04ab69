"""The plugin installed from its zip with QGIS's own plugin manager, as *Install from ZIP* does it."""

from __future__ import annotations

import os
import sys
from typing import Any

import pyplugin_installer
from greeting import words_of

from qgis.core import QgsSettings

from drive import settle


def main(iface: Any) -> dict[str, Any]:
    QgsSettings().remove("PythonPlugins/gengdi_plugin")  # a profile that never heard of it
    pyplugin_installer.instance().installFromZipFile(os.environ["GENGDI_ZIP"])
    settle(500)
    return {
        "from": sys.modules["gengdi_plugin"].__file__,
        "messages": [words_of(item) for item in iface.messageBar().items()],
    }
