"""What the runs of our own engines have in common: the answer with its versions, and the layers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gengdi_plugin.core.kernel import shapely

from .answer import Answer
from .files import layer_files


def answering(file: str) -> Answer:
    """The answer of a run, with the versions of what we stand on."""
    from qgis.core import Qgis

    return Answer(file, shapely=shapely.__version__, geos=shapely.geos_version_string, qgis=Qgis.QGIS_VERSION)


def opened(folder: Path, keys: Iterable[str]) -> dict[str, Any]:
    """The layers ``keys`` of the county in ``folder``."""
    from qgis.core import QgsVectorLayer

    files = layer_files(folder)
    return {key: QgsVectorLayer(str(files[key]), files[key].stem, "ogr") for key in keys}
